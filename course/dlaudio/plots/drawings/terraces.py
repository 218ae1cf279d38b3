"""The squared error of a perceptron over one weight and over two: level ground and sharp edges."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import widest_margin
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, listed, number
from dlaudio.plots.parts.vectors import note


def sse(w, X, y) -> np.ndarray:
    """Sum of squared errors of the labels, for weights w of shape (..., D + 1)."""
    w = np.asarray(w, dtype=float)
    scores = w[..., :1] + w[..., 1:] @ np.asarray(X, dtype=float).T
    return 4 * np.count_nonzero((scores > 0) != (np.asarray(y) > 0), axis=-1)


def draw(X=None, y=None, w=None):
    """Draw the error while the bias moves, and while bias and first weight do.

    Parameters
    ----------
    X, y : arrays, shapes (N, D) and (N,), labels -1 and +1
        Kicks and closed hats, if not given.
    w : array, shape (D + 1,)
        The weights around which to look, the bias first; neither of the first two is 0. The
        widest margin, if not given.
    """
    X, y = two_drums("kick", "closed hat") if X is None else (X, y)
    w = widest_margin(X, y) if w is None else np.asarray(w, dtype=float)
    around = np.abs(w[:2]) * 1.2
    bias = w[0] + np.linspace(-1, 1, 401) * around[0]
    weight = w[1] + np.linspace(-1, 1, 161) * around[1]
    one = np.tile(w, (len(bias), 1))
    one[:, 0] = bias
    grid = np.tile(w, (len(weight), 201, 1))
    grid[..., 0], grid[..., 1] = bias[::2], weight[:, None]
    line, both, here = sse(one, X, y), sse(grid, X, y), int(sse(w, X, y))
    card = Card(8.6)
    plane = card.plane(1.7, 1.4, 6.6, 5.7, xlim=(bias[0], bias[-1]), ylim=(-8, 1.08 * line.max()))
    plane.set_xlabel("bias $w_0$", fontsize=12)
    plane.set_ylabel("SSE", fontsize=12)
    plane.plot(bias, line, color=INPUT.line, lw=1.8, drawstyle="steps-mid")
    plane.plot(w[0], here, "o", ms=9, color=GRADIENT.line, zorder=5)
    right = card.plane(10.2, 1.4, 5.6, 5.7, xlim=(bias[0], bias[-1]), ylim=(weight[0], weight[-1]))
    right.set_xlabel("bias $w_0$", fontsize=12)
    right.locator_params(axis="x", nbins=5)
    right.set_ylabel("weight $w_1$", fontsize=12)
    image = right.pcolormesh(bias[::2], weight, both, cmap="cividis", shading="nearest")
    right.plot(w[0], w[1], "o", ms=9, color=GRADIENT.line, mec="white", zorder=5)
    scale = card.figure.add_axes((16.05 / card.width, 1.5 / card.height, 0.25 / card.width, 0.66))
    card.figure.colorbar(image, cax=scale, label="SSE")
    scale.tick_params(labelsize=10, colors=PLAIN.text)
    card.write(5.0, 0.75, "one knob makes a staircase", size=14, bold=True)
    card.write(13.0, 0.75, "two knobs make terraces", size=14, bold=True)
    words = f"at the dot: SSE {here}, slope 0"
    card.write(5.0, 1.25, words, ink=OUTPUT, size=12)
    kinds = len(np.unique(both))
    return card.figure, (
        f"The sum of squared errors of {len(y)} samples. Left, over the bias alone, it is a "
        f"staircase from {line.min()} to {line.max()}; right, over bias and first weight, a map of "
        f"terraces with {kinds} different heights, all multiples of 4. There is no slope on any "
        f"of them; {words}."
    )


def draw_feet(slope=None, X=None, y=None, w=None, *, steps=(1e-6, 3.0), weight: int = 1):
    """Draw the error over one weight, and the two feet of a wide step on its stair.

    Parameters
    ----------
    slope : callable, optional
        ``slope(w, X, y, step)`` returns the error and its slope for each weight; the course's own,
        if not given.
    X, y : arrays, shapes (N, D) and (N,), labels -1 and +1
        Kicks and closed hats, if not given.
    w : array, shape (D + 1,)
        The weights at which to measure, the bias first; the widest margin, if not given.
    steps : a narrow step and a wide one
    weight : int
        Which weight is turned in the picture; 0 is the bias.
    """
    X, y = two_drums("kick", "closed hat") if X is None else (X, y)
    w = widest_margin(X, y) if w is None else np.asarray(w, dtype=float)
    slope = _slope if slope is None else slope
    told = [np.asarray(slope(w, X, y, step)[1], dtype=float) for step in steps]
    turn, wide = np.eye(len(w))[weight], steps[1]
    here = w[weight]
    across = here + np.linspace(-1.25, 1.25, 1001) * wide
    stair = sse(w + (across - here)[:, None] * turn, X, y)
    ends = here + np.array([-wide, wide])
    feet = [int(sse(w + side * turn, X, y)) for side in (-wide, wide)]
    card = Card(8.4)
    top = max(stair.max(), 4)
    plane = card.plane(
        1.7, 0.8, 8.6, 6.3, xlim=(across[0], across[-1]), ylim=(-0.2 * top, 1.22 * top)
    )
    plane.set_xlabel(f"weight $w_{weight}$", fontsize=12)
    plane.set_ylabel("SSE", fontsize=12)
    plane.plot(across, stair, color=INPUT.line, lw=1.8, drawstyle="steps-mid")
    plane.plot(ends, feet, color=GRADIENT.line, lw=2, ls="--", zorder=4)
    for end, foot in zip(ends, feet, strict=True):
        plane.plot((end, end), (-0.2 * top, foot), color=GREY.line, lw=1.4, ls=":", zorder=1)
        plane.plot(end, foot, "s", ms=8, color=GRADIENT.line, zorder=5)
        note(plane, (end, foot), str(foot), (0, 9), GRADIENT, 13)
    plane.plot(here, sse(w, X, y), "o", ms=9, color=GRADIENT.line, zorder=6)
    up = 9 if sse(w, X, y) == stair.min() else -9  # beneath it, if not in the valley
    note(plane, (here, sse(w, X, y)), "dot", (0, up), PLAIN, 12)
    low = across[stair == stair.min()]
    note(plane, (low.mean(), stair.min()), "the valley", (0, -8), OUTPUT, 12)
    fall = (feet[1] - feet[0]) / (2 * wide)
    work = f"({feet[1]} − {feet[0]}) / {number(2 * wide)} = {number(fall, 1)}"
    names = f"slopes for $w_0$ to $w_{len(w) - 1}$:"
    for row, (step, slopes) in enumerate(zip(steps, told, strict=True)):
        size = "a millionth" if step == 1e-6 else number(step)
        card.write(11.1, 1.5 + 2.4 * row, f"a step of {size}", bold=True, size=13, align="left")
        card.write(11.1, 2.25 + 2.4 * row, names, align="left")
        card.write(11.1, 2.95 + 2.4 * row, listed(slopes, 1), align="left", size=13)
    card.write(11.1, 6.35, f"its two feet for $w_{weight}$ (squares):", ink=GRADIENT, align="left")
    card.write(11.1, 7.05, work, ink=GRADIENT, align="left", size=13)
    return card.figure, (
        f"The sum of squared errors of {len(y)} samples over w{weight} is a staircase. The dot "
        f"stands at {number(here, 2)} on {int(sse(w, X, y))}; the valley, {stair.min()}, lies from "
        f"{number(low.min(), 2)} to {number(low.max(), 2)}. A step of {number(wide)} has its feet "
        f"on {feet[0]} and {feet[1]}, so the slope is {work}. Slopes with a step of "
        + "; with one of ".join(
            f"{step:g}: {listed(slopes, 1)}" for step, slopes in zip(steps, told, strict=True)
        )
        + "."
    )


def _slope(w, X, y, step: float):
    """The error at w, and its slope for each weight between a step down and a step up."""
    ends = sse(w + step * np.stack([-np.eye(len(w)), np.eye(len(w))]), X, y)
    return sse(w, X, y), (ends[1] - ends[0]) / (2 * step)
