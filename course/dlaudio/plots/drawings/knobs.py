"""Weights as knobs: four of them make a sound, and one number says how far it is from another."""

import numpy as np

from dlaudio.descent import harmonics
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, listed, number

MOST = 0.5  # a knob turned all the way up
BACK = {
    False: 'From J a dashed arrow leads back to the knobs, with a "?" on it.',
    True: "From J an arrow leads back to the knobs: modify, measure again, keep what is lower.",
}


def draw(weights=(0.1, 0.3, 0.0, 0.2), *, target=(0.3, 0.0, 0.22, 0.0), steps=12, closed=False):
    """Draw weights as knobs, the sound they make beside the data, and J over one of the knobs.

    Parameters
    ----------
    weights, target : array, shape (4,), from 0 to 0.5
        What the knobs are set to, and what made the data.
    steps : int
        Points of the curve of J over the first knob.
    closed : bool
        Whether the way back from J to the knobs is drawn; otherwise it is dashed, with a "?".
    """
    w, aim = np.asarray(weights, dtype=float), np.asarray(target, dtype=float)
    if w.shape != (4,) or aim.shape != (4,) or w.min() < 0 or w.max() > MOST:
        raise ValueError(f"knobs needs four weights from 0 to {MOST}, got {w}, target {aim}")
    data = harmonics.example(weights=aim)
    loss = harmonics.squared_difference(data, harmonics.model(w))
    card = Card(8.9)
    for k, value in enumerate(w):
        _knob(card, 1.5 + 1.9 * (k % 2), 2.2 + 2.7 * (k // 2), k + 1, value)
    card.write(2.45, 0.75, "weights", ink=WEIGHT, bold=True)
    _waves(card, data, w)
    _one_knob(card, data, w, loss, steps)
    arrow(card, (4.7, 3.4), (5.5, 3.4), ink=WEIGHT)
    arrow(card, (10.6, 3.4), (11.4, 3.4), ink=OUTPUT)
    _way_back(card, closed)
    card.phrase(
        card.width / 2,
        6.65,
        [("data ", INPUT), "and ", ("model ", OUTPUT), f"differ by  J = {number(loss)}"],
    )
    return card.figure, (
        f"Four knobs, the weights {listed(w)}, make a sound; its mean squared difference from the "
        f"data is J = {number(loss)}. Turned alone, w1 makes J a valley whose deepest place is at "
        f"{number(aim[0])}. {BACK[closed]}"
    )


def _way_back(card, closed: bool) -> None:
    """The arrow from J under the card to the knobs."""
    left, right, low = 2.45, 14.7, 7.6
    ink = WEIGHT if closed else GREY
    look = {"color": ink.line if closed else GREY.text, "lw": 3 if closed else 2}
    look["ls"] = "-" if closed else "--"
    card.ax.plot([right, right, left], [6.35, low, low], solid_joinstyle="round", **look)
    arrow(card, (left, low), (left, 6.6), ink=ink, width=3 if closed else 2, gap=0)
    words = "modify, measure again, keep what is lower" if closed else "?"
    card.write((left + right) / 2, 8.15, words, ink=ink, size=13, bold=True)


def _knob(card, x: float, y: float, which: int, value: float) -> None:
    """A dial from seven to five o'clock, with its pointer at the value."""
    from matplotlib.patches import Arc, Circle

    card.ax.add_patch(Circle((x, y), 0.62, fc=WEIGHT.fill, ec=WEIGHT.line, lw=2))
    card.ax.add_patch(Arc((x, y), 1.7, 1.7, theta1=135, theta2=45, ec=GREY.line, lw=1.5))
    turn = np.deg2rad(135 + 270 * value / MOST)
    end = x + 0.58 * np.cos(turn), y + 0.58 * np.sin(turn)
    card.ax.plot([x, end[0]], [y, end[1]], color=WEIGHT.text, lw=3, solid_capstyle="round")
    card.write(x, y + 1.12, f"$w_{which}$ = {number(value)}", ink=WEIGHT, size=11.5)


def _waves(card, data, w) -> None:
    n = 74  # two periods of 220 Hz at 8,000 samples a second
    t, y = data[0][:n], data[1][:n]
    top = 1.2 * max(np.abs(y).max(), np.abs(harmonics.model(w)(t)).max())
    plane = card.plane(6.5, 1.6, 3.9, 3.5, xlim=(0, 1000 * t[-1]), ylim=(-top, top))
    plane.plot(1000 * t, y, color=INPUT.line, lw=1.6, ls="--")
    plane.plot(1000 * t, harmonics.model(w)(t), color=OUTPUT.line, lw=2)
    plane.set_xlabel("time (ms)", fontsize=12, labelpad=1)
    card.write(8.45, 0.75, "what they sound like", ink=OUTPUT, bold=True)


def _one_knob(card, data, w, loss: float, steps: int) -> None:
    turned = np.linspace(0, MOST, 2 * steps + 1)
    losses = [
        harmonics.squared_difference(data, harmonics.model([value, *w[1:]])) for value in turned
    ]
    plane = card.plane(12.6, 1.6, 4.2, 3.5, xlim=(0, MOST), ylim=(0, 1.15 * max(losses)))
    plane.plot(turned, losses, color=GRADIENT.line, lw=2)
    plane.plot([w[0]], [loss], "o", ms=9, mfc="white", mec=WEIGHT.line, mew=2.5)
    plane.set_xlabel("$w_1$ turned alone", fontsize=12, labelpad=1)
    card.write(14.7, 0.75, "$J$ over one knob", ink=GRADIENT, bold=True)
