"""The hidden units of a recurrent net while it hears something, one row a unit, one of them lit."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card


def _example():
    """A net of eight units with random weights on a forgotten tone: states and what it hears."""
    from dlaudio.datasets.forgotten_tones import forgotten_tones

    rng = np.random.default_rng(0)
    X, _ = forgotten_tones(1, 14, rng)
    h, states = np.zeros(8), []
    W_x, W_h = rng.normal(0, 0.6, (4, 8)), rng.normal(0, 0.5, (8, 8))
    for x in X[0]:
        h = np.tanh(x @ W_x + h @ W_h)
        states.append(h)
    return np.array(states), [("low", "high", "", "")[int(x.argmax())] for x in X[0]]


def draw(states=None, heard=None, *, lit: int = 0, title: str = "what the units do"):
    """Draw states as a strip (blue −1, white 0, red 1), and the lit unit as a curve beneath.

    Parameters
    ----------
    states : array, shape (T, H)
    heard : T strings
        What comes in at each step, written beneath.
    lit : int
        The unit to look at, counted from 0.
    title : str
    """
    if states is None:
        states, heard = _example()
    states = np.asarray(states, dtype=float)
    if states.ndim != 2 or len(heard) != len(states) or not 0 <= lit < states.shape[1]:
        raise ValueError(
            f"state_strip needs states (T, H), T words and a unit, got {states.shape}, "
            f"{len(heard)} and {lit}"
        )
    T, H = states.shape
    card = Card(10.0)
    card.write(0.7, 0.6, title, size=13, bold=True, align="left")
    strip = card.plane(1.9, 1.1, 15.1, 5.0, xlim=(-0.5, T - 0.5), ylim=(H - 0.5, -0.5))
    strip.imshow(states.T, cmap="RdBu_r", vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    strip.set_ylabel("unit", fontsize=12)
    strip.set_xticks([])
    ends = {0, H - 1} if 1 < lit < H - 2 else {H - 1 if lit < H / 2 else 0}
    strip.set_yticks(sorted({lit, *ends}))
    strip.axhspan(lit - 0.5, lit + 0.5, fill=False, ec=WEIGHT.line, lw=3)
    curve = card.plane(1.9, 6.5, 15.1, 1.9, xlim=(-0.5, T - 0.5), ylim=(-1.15, 1.15))
    curve.axhline(0, color=GREY.line, lw=1)
    curve.plot(states[:, lit], color=WEIGHT.line, lw=2.4, marker="o", ms=4)
    curve.set_ylabel(f"unit {lit}", fontsize=12)
    curve.set_xticks([])
    curve.set_yticks([-1, 0, 1])
    for t, word in enumerate(heard):
        if word:
            # a long word at an end starts or ends with the strip; else it stands below its moment
            out = len(word) * 0.25 > 15.1 / T and t in (0, T - 1)
            align, part = (("left", 0), ("right", 1))[t > 0] if out else ("center", 0.5)
            card.write(1.9 + (t + part) * 15.1 / T, 8.75, word, ink=INPUT, size=11, align=align)
    card.write(1.9, 9.45, "time →", ink=PLAIN, size=12, align="left")
    card.write(17.0, 9.45, "blue −1, white 0, red 1", ink=GREY, size=11, align="right")
    path = ", ".join(f"{v:.1f}".replace("-", "−") for v in states[:: max(1, T // 12), lit])
    return card.figure, (
        f"{title}: a strip of {H} units (0 to {H - 1}) over {T} steps, from −1 in blue to 1 in "
        f"red. Unit {lit} is lit; now and then it is {path}. Heard: "
        f"{' '.join(word for word in heard if word)}."
    )
