"""How the slope of the last state in an input fades with its age: RNN, and LSTM by forget bias."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, PLAIN, Card, number
from dlaudio.plots.parts.inks import Ink

SEEDS = 8


def slopes(
    kind: str, steps: int, hidden: int, forget_bias: float = 0.0, *, belt: bool = False
) -> np.ndarray:
    """Norms of d(sum of g · h_T) / dx_t for random g, shape (seeds, T), the oldest input first.

    With `belt` the ways through h and the gates are cut: the weights to the state are 0.
    """
    from dlaudio.layers import LSTM, RNN

    found = []
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        layer = {"RNN": RNN, "LSTM": LSTM}[kind](hidden, hidden, rng=rng, dtype=np.float64)
        if kind == "LSTM":
            layer.bias.value[hidden : 2 * hidden] = forget_bias  # gates stand i, f, g, o
        if belt:
            layer.weight_h.value[:] = 0
        layer.forward(rng.normal(0, 0.5, (1, steps, hidden)))
        dout = np.zeros((1, steps, hidden))
        dout[0, -1] = rng.normal(size=hidden)
        found.append(np.linalg.norm(layer.backward(dout)[0], axis=1))
    return np.array(found)


def draw(biases=(0.0, 1.0, 3.0), *, steps: int = 50, hidden: int = 16):
    """Draw the fading over the age of the input: the geometric mean of eight nets, and bands.

    The thin grey line is the net with the largest bias, with no way left but the belt.

    Parameters
    ----------
    biases : three numbers
        Of the forget gate, before any training.
    steps : int
    hidden : int
        Units of each net, and numbers in each input.
    """
    if len(biases) != 3 or steps < 10:
        raise ValueError(f"fading needs three biases and 10 steps or more, got {biases}, {steps}")
    nets = [("RNN", slopes("RNN", steps, hidden), PLAIN, "--", 2.4)]
    for bias, width in zip(biases, (1.4, 2.6, 4.0), strict=True):
        name = f"LSTM, forget bias {number(bias)}"
        nets.append((name, slopes("LSTM", steps, hidden, bias), GRADIENT, "-", width))
    cut = slopes("LSTM", steps, hidden, biases[-1], belt=True)
    nets.append((f"bias {number(biases[-1])}, $W_h = 0$", cut, GREY, "-", 1.2))
    card = Card(9.9)
    plane = card.plane(1.9, 0.8, 10.2, 6.9, xlim=(0, steps - 1), ylim=(1e-7, 2))
    plane.set_yscale("log")
    plane.set_xlabel("how many steps ago the input came", fontsize=12)
    plane.set_ylabel("slope, as a share of the newest", fontsize=12)
    lows, said, ends = [], [], []
    for name, found, ink, style, width in nets:
        shares = np.maximum(found / found[:, -1:], 1e-30)[:, ::-1]
        middle = np.exp(np.log(shares).mean(axis=0))
        age = np.arange(steps)
        if name in ("RNN", f"LSTM, forget bias {number(biases[-1])}"):  # all five are a haze
            plane.fill_between(age, shares.min(axis=0), shares.max(axis=0), color=ink.fill, lw=0)
        line = ink.text if found is cut else ink.line
        plane.plot(age, middle, color=line, lw=width, ls=style, zorder=3)
        lows.append(middle[-1])
        ends.append((name, middle[-1], ink))
        said.append(f"{name.replace('$', '')}: {power(middle[-1])}")
    plane.set_ylim(max(min(lows) / 30, 1e-14), 3)
    _names(card, plane, ends)
    whose = f"{SEEDS} untrained nets of {hidden} units"
    rule = f"lines: geometric mean of {whose}; bands, for two: from least to most"
    card.write(card.width / 2, 9.35, rule, ink=GREY, size=12)
    return card.figure, (
        f"How much the last state depends on an input {steps - 1} steps ago, as a share of the "
        f"newest input, on a logarithmic axis. {'; '.join(said)}. Geometric mean of {whose}."
    )


def power(share: float) -> str:
    """A small share in words of the eye: "0.12" or "3 in 100,000"."""
    if share >= 0.01:
        return number(share, 2)
    power = int(np.ceil(-np.log10(share)))
    return f"{share * 10**power:.0f} in {10**power:,}"


def _names(card: Card, plane, ends: list[tuple[str, float, Ink]]) -> None:
    """The name and the last value of each line beside its end, none on another."""
    low, high = np.log10(plane.get_ylim())
    last = np.inf
    for name, share, ink in sorted(ends, key=lambda end: end[1]):
        y = 0.8 + 6.9 * (high - np.log10(share)) / (high - low)
        y = min(y, last - 1.15, 7.4)
        card.write(12.4, y - 0.27, name, ink=ink, size=12, align="left")
        card.write(12.4, y + 0.27, power(share), ink=ink, size=12, align="left", bold=True)
        last = y
