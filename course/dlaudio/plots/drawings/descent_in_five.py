"""Unit 2 on one card: the loss, its slope, the step, the mini-batch, and share minus truth."""

import numpy as np

from dlaudio.descent import descend
from dlaudio.layers import softmax
from dlaudio.plots.drawings import batch_slopes
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, number
from dlaudio.plots.parts.numbers import factor, total

NAMES = ("loss", "slope", "step", "mini-batch", "share − truth")
TOP, WIDE, HIGH = 1.5, 2.7, 2.7


def draw(lit=range(5), *, y=(1.0, 0.0), y_hat=(0.5, 2.0), rate: float = 0.25):
    """Draw the five parts of a descent side by side, each with its numbers.

    Parameters
    ----------
    lit : numbers from 0 to 4
        Which parts are in colour; the others are grey.
    y, y_hat : two numbers each
        The truth and the predictions, whose errors are squares.
    rate : float
        The learning rate of the steps.
    """
    lit = set(lit)
    if not lit <= set(range(5)):
        raise ValueError(f"descent_in_five needs parts from 0 to 4, got {sorted(lit)}")
    card, errors = Card(6.3), np.asarray(y_hat, dtype=float) - np.asarray(y, dtype=float)
    parts = [
        lambda left, ink: _loss(card, left, ink, errors),
        lambda left, ink: _slope(card, left, ink, errors[-1]),
        lambda left, ink: _step(card, left, ink, rate),
        lambda left, ink: _batch(card, left, ink),
        lambda left, ink: _share(card, left, ink),
    ]
    said = []
    for i, (name, part) in enumerate(zip(NAMES, parts, strict=True)):
        left = 0.55 + 3.42 * i

        def ink(own, i=i):
            return own if i in lit else GREY

        words = part(left, ink)
        card.write(left + WIDE / 2, 0.75, name, size=13, bold=i in lit, ink=ink(PLAIN))
        for row, line in enumerate(words):
            look = {"ink": GREY if row else ink(PLAIN), "size": 11.5}
            card.write(left + WIDE / 2, 4.75 + 0.65 * row, line, **look)
        said.append(f"{name}: {', '.join(words)}")
        if i:
            card.write(left - 0.36, TOP + HIGH / 2, "→", ink=GREY, size=15)
    return card.figure, f"A descent in five pictures. {'; '.join(said)}."


def _loss(card: Card, left: float, ink, errors) -> list[str]:
    from matplotlib.patches import Rectangle

    sides = np.abs(errors)
    reach = sides.sum() + 0.15
    at, scale = left, WIDE / reach
    for side in sides:
        size = side * scale
        look = {"fc": ink(OUTPUT).fill, "ec": ink(OUTPUT).line, "lw": 1.8}
        card.ax.add_patch(Rectangle((at, TOP + HIGH - size), size, size, **look))
        if size > 1:
            card.write(at + size / 2, TOP + HIGH - size / 2, number(side**2), ink=ink(OUTPUT))
        at += size + 0.15 * scale
    areas = errors**2
    return [f"{total(areas)} = {number(areas.sum())}", "errors as squares"]


def _bowl(card: Card, left: float, ink, reach: float):
    plane = card.plane(left, TOP, WIDE, HIGH, xlim=(-reach, reach), ylim=(-0.03, 1.0))
    plane.set_ylim(-0.06 * reach**2, reach**2)
    plane.set(xticks=[], yticks=[])
    line = np.linspace(-reach, reach, 91)
    plane.plot(line, line**2, color=GREY.line, lw=2, zorder=1)
    return plane


def _slope(card: Card, left: float, ink, error: float) -> list[str]:
    plane, slope = _bowl(card, left, ink, 1.5 * abs(error)), 2 * error
    ends = error + np.array([-0.35, 0.35]) * abs(error)
    plane.plot(ends, error**2 + slope * (ends - error), color=ink(GRADIENT).line, lw=3)
    plane.plot(error, error**2, "o", ms=8, color=ink(INPUT).line, zorder=4)
    return [f"2 · {factor(error)} = {number(slope)}", "go against it"]


def _step(card: Card, left: float, ink, rate: float) -> list[str]:
    path = descend(lambda w: 2 * w, np.array([8.0]), lr=rate, steps=5)[:, 0]
    plane = _bowl(card, left, ink, 1.15 * np.abs(path).max())
    look = {"arrowstyle": "-|>", "lw": 1.6, "color": ink(GRADIENT).line, "shrinkA": 2, "shrinkB": 2}
    for a, b in zip(path[:3], path[1:4], strict=True):
        plane.annotate("", (b, b**2), (a, a**2), arrowprops=look, zorder=3)
    plane.plot(path, path**2, "o", ms=5.5, color=ink(INPUT).line, zorder=4)
    return [f"1 − {number(rate)} · 2 = {number(1 - 2 * rate)}", "of the distance is left"]


def _batch(card: Card, left: float, ink) -> list[str]:
    heaps = [np.asarray(heap, dtype=float) for heap in batch_slopes.HEAPS]
    every = np.concatenate(heaps)

    start = left + 0.25  # clear of the arrow

    def at(value: float) -> float:
        return start + (left + WIDE - start) * (value - every.min()) / np.ptp(every)

    for row, heap in enumerate([every, *heaps]):
        y = TOP + 0.45 + 0.95 * row
        card.ax.plot((start, left + WIDE), (y, y), color=GREY.line, lw=1.2, zorder=1)
        card.ax.plot([at(v) for v in heap], [y] * len(heap), "o", color=ink(INPUT).line, ms=7)
        own = ink(GRADIENT if row else OUTPUT).line
        card.ax.plot([at(heap.mean())], [y + 0.25], "^", color=own, ms=10, zorder=4)
    means = [number(heap.mean()) for heap in heaps]
    return [f"{' and '.join(means)}: mean {number(every.mean())}", "right on average"]


def _share(card: Card, left: float, ink) -> list[str]:
    from matplotlib.patches import Rectangle

    shares = softmax(np.array([[2.0, 1.0, -1.0]]))[0]
    right = 1  # the word that was said
    for k, share in enumerate(shares):
        x, width = left + 0.3 + 0.85 * k, 0.55
        frame = {"fc": "none", "ec": GREY.text, "lw": 1.2, "ls": (0, (3, 2))}
        if k == right:
            card.ax.add_patch(Rectangle((x, TOP), width, HIGH, **frame))
            arrow = {"arrowstyle": "-|>", "lw": 2, "color": ink(GRADIENT).line}
            ends = (x + width / 2, TOP + 0.1), (x + width / 2, TOP + HIGH * (1 - share) - 0.05)
            card.ax.annotate("", *ends, arrowprops=arrow, zorder=4)
        look = {"fc": ink(OUTPUT).fill, "ec": ink(OUTPUT).line, "lw": 1.6}
        card.ax.add_patch(Rectangle((x, TOP + HIGH * (1 - share)), width, HIGH * share, **look))
    slope = number(shares[right] - 1, 2)
    return [f"{number(shares[right], 2)} − 1 = {slope}", "so push it up"]
