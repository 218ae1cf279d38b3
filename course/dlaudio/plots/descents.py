"""Ways down as pictures: three units, two valleys, batches, guesses and walks."""

from collections.abc import Callable

import numpy as np

from dlaudio.descent import descend, valleys
from dlaudio.layers import sigmoid
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number, told, vector
from dlaudio.plots.parts.vectors import note


def three_units() -> tuple:
    """(figure, text): what a perceptron, a linear and a sigmoid unit make of their score."""
    card, z = Card(6.2), np.linspace(-6, 6, 601)
    plane = card.plane(1.7, 0.6, 10.4, 4.4, xlim=(-6, 6), ylim=(-0.5, 1.5))
    plane.set_xlabel("score $z$", fontsize=12)
    plane.set_ylabel("output", fontsize=12)
    plane.plot(z, (z > 0) * 1.0, "--", color=GREY.text, lw=2, label="step")
    plane.plot(z, z, "-.", color=INPUT.line, lw=2, label="linear")
    plane.plot(z, sigmoid(z), color=GRADIENT.line, lw=2.4, label="sigmoid")
    named = [("linear: the score itself", INPUT), ("step: 0 or 1", GREY), ("sigmoid", GRADIENT)]
    for row, (name, ink) in enumerate(named):
        card.write(12.7, 1.2 + 0.8 * row, name, ink=ink, size=12.5, align="left")
    three_quarters = float(np.log(3))
    plane.plot(three_quarters, 0.75, "o", ms=8, color=GRADIENT.line, zorder=5)
    card.write(12.7, 3.6, "the dot: $\\sigma(\\ln 3)$ = ¾", ink=GRADIENT, align="left")
    return card.figure, (
        f"From score {number(z[0])} to {number(z[-1])}: the step, dashed, jumps from 0 to 1 at "
        f"score {number(z[z <= 0].max())}, the line goes from {number(z[0])} to {number(z[-1])}, "
        f"and the sigmoid bends from {told(sigmoid(z[0]), 1)} over {number(sigmoid(0.0))} at score "
        f"0 to {number(sigmoid(z[-1]))}. A dot lies on it at score ln 3, where it is ¾."
    )


def compass(slopes=(3.0, 4.0), length: float = 0.1) -> tuple:
    """(figure, text): how the loss changes with a step of one length, in every direction.

    Parameters
    ----------
    slopes : two numbers above 0
        The gradient.
    length : float
        Of the step.
    """
    gradient = np.asarray(slopes, dtype=float)
    card = Card(8.4)
    reach = 1.7 * length
    plane = card.plane(1.9, 0.9, 7.0, 6.2, xlim=(-reach, reach), ylim=(-reach, reach), equal=True)
    plane.set_xlabel("change of the first weight", fontsize=12)
    plane.set_ylabel("change of the second weight", fontsize=12)
    card.write(5.4, 0.45, "every step of this length", size=13, bold=True)
    grid = np.meshgrid(np.linspace(*plane.get_xlim(), 50), np.linspace(*plane.get_ylim(), 50))
    level = gradient[0] * grid[0] + gradient[1] * grid[1]
    heights = length * np.linalg.norm(gradient) * np.arange(-1.6, 1.7, 0.2)
    plane.contour(*grid, level, levels=heights, colors="#C3C8D1", linewidths=1, linestyles="-")
    turn = np.degrees(np.arctan2(gradient[1], gradient[0]))
    for angle in np.arange(0, 360, 15) + turn % 15:
        way = length * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        vector(plane, (0, 0), way, ink=GREY, width=1.2)
    right = card.plane(11.0, 0.9, 6.0, 6.2, xlim=(0, 360), ylim=(-1, 1))
    right.set_ylim(np.array([-1.4, 1.4]) * length * np.linalg.norm(gradient))
    card.write(14.0, 0.45, "change of the loss", size=13, bold=True)
    angles = np.arange(361)
    changes = length * (gradient @ [np.cos(np.radians(angles)), np.sin(np.radians(angles))])
    right.axhline(0, color="#C3C8D1", lw=1)
    right.plot(angles, changes, color=GREY.text, lw=2)
    ticks = ["first\nup", "second\nup", "first\ndown", "second\ndown", "first\nup"]
    right.set_xticks(range(0, 361, 90), ticks)
    marks = {
        "along the gradient": (turn, GRADIENT),
        "first alone": (180.0, INPUT),
        "against the gradient": (180 + turn, WEIGHT),
        "second alone": (270.0, OUTPUT),
    }
    said = []
    for name, (angle, ink) in marks.items():
        way = length * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        change = float(gradient @ way)
        vector(plane, (0, 0), way, ink=ink)
        note(plane, way, number(change), 15 * way / length, ink)
        place = {"first alone": (-9, -5), "second alone": (9, -5)}
        aside = place.get(name, (12, 5) if change > 0 else (0, -12))
        right.plot(angle, change, "o", ms=9, color=ink.line, zorder=5)
        words = number(change) if name in place else f"{name}: {number(change)}"
        note(right, (angle, change), words, aside, ink, 12)
        said.append(f"{name} {number(change)}")
    return card.figure, (
        f"Arrows of one length in all directions over level lines, and the change of the loss over "
        f"their direction: {', '.join(said)}. No direction goes lower than against the gradient."
    )


def halving(path: np.ndarray) -> tuple:
    """(figure, text): the parabola J = w², and a path of weights, shape (steps + 1,), down it."""
    card, line = Card(6.2), np.linspace(-9, 9, 181)
    plane = card.plane(3.3, 0.5, 11.0, 4.6, xlim=(-9, 9), ylim=(-2, 81))
    plane.set_xlabel("weight $w$", fontsize=12)
    plane.set_ylabel("$J(w) = w^2$", fontsize=12)
    plane.plot(line, line**2, color=GREY.line, lw=2)
    _steps(plane, path, path**2)
    for w in path[:4]:  # on the side where no arrow comes from
        note(plane, (w, w**2), number(float(w)), (-10, 9), INPUT, 12.5)
    places = ", ".join(number(float(w)) for w in path[:4])
    return card.figure, (
        f"A parabola. Dots at {places} and so on go down its right side, ever closer."
    )


def two_valleys(starts=(), steps: int = 30) -> tuple:
    """(figure, text): the landscape of `descent.valleys`, and walkers on it, 0.1 a slope.

    Parameters
    ----------
    starts : sequence of numbers
    steps : int
    """
    card, w = Card(7.0), np.linspace(-3.6, 3.4, 281)
    plane = card.plane(2.6, 0.5, 12.4, 5.4, xlim=(-3.6, 3.4), ylim=(-2.4, 6))
    plane.set_xlabel("weight $w$", fontsize=12)
    plane.set_ylabel("$J(w)$", fontsize=12)
    plane.plot(w, valleys.height(w), color=GREY.line, lw=2.4)
    turns = np.flatnonzero(np.diff(np.sign(valleys.slope(w))))
    level, said = [number(w[k], 1) for k in turns], []
    for start, ink in zip(starts, (INPUT, OUTPUT), strict=False):
        path = descend(valleys.slope, [start], lr=valleys.LR, steps=steps)[:, 0]
        _steps(plane, path, valleys.height(path), ink)
        low = float(valleys.height(path[-1]))
        side = (-1, "better") if path[-1] < 0 else (1, "worse")
        note(
            plane, (start, valleys.height(start)), f"from {number(start)}", (34 * side[0], 14), ink
        )
        words = f"{side[1]}: $J$ = {number(low, 2)}"
        note(plane, (path[-1], low), words, (0, -12), ink)
        said.append(
            f"from {number(start)} a walker comes to w = {number(float(path[-1]), 2)}, the "
            f"{side[1]} valley, J = {number(low, 2)}"
        )
    return card.figure, (
        f"Two valleys: a deep one near w = {level[0]}, a shallow one near {level[2]}, a top "
        f"between, near {level[1]}."
        + (f" After {steps} steps: {'; '.join(said)}." if said else "")
    )


def _steps(plane, path, heights, ink=INPUT) -> None:
    """The places of a walker, the first one hollow, and an arrow for each of the first steps."""
    look = {"arrowstyle": "-|>", "lw": 1.5, "color": GRADIENT.line, "shrinkA": 2, "shrinkB": 2}
    for a, b, ja, jb in zip(path, path[1:], heights, heights[1:], strict=False):
        if abs(b - a) > 0.02 * np.ptp(plane.get_xlim()):
            plane.annotate("", (b, jb), (a, ja), arrowprops=look, zorder=3)
    plane.plot(path, heights, "o", ms=5.5, color=ink.line, zorder=4)
    plane.plot(path[0], heights[0], "o", ms=9, mfc="white", mec=ink.line, mew=2, zorder=5)


def octaves(crossings: np.ndarray, khz: np.ndarray, fit: Callable) -> tuple:
    """(figure, text): octaves above 100 Hz over zero crossings, and over their logarithm.

    Parameters
    ----------
    crossings, khz : array, shape (N,)
        Zero crossings per millisecond, and frequencies.
    fit : function
        fit(X, y, lr, n) begins with the closed form (w, b), as exercise 5 asks.
    """
    pitch, card = np.log2(khz / 0.1), Card(6.6)
    named = {"crossings per ms": crossings, "crossings per ms, log2": np.log2(crossings)}
    said = []
    for i, (name, x) in enumerate(named.items()):
        (w, b), _ = fit(x[:, None], pitch, 0.1, 0)
        edge = 0.06 * np.ptp(x)
        limits = {"xlim": (x.min() - edge, x.max() + edge), "ylim": (0, 1.12 * pitch.max())}
        plane = card.plane(1.6 + 8.7 * i, 1.1, 6.8, 4.2, **limits)
        plane.set_xlabel(name, fontsize=12)
        ends = np.sort(x)[[0, -1]]
        plane.plot(ends, w[0] * ends + b, color=OUTPUT.line, lw=2.4)
        plane.plot(x, pitch, "o", ms=6, color=INPUT.line)
        error = float(np.mean((w[0] * x + b - pitch) ** 2))
        error = number(error, 3 if error > 0.001 else 6)
        card.write(5.0 + 8.7 * i, 0.6, f"mean squared error {error}", size=13, bold=True)
        said.append(error)
    card.figure.axes[1].set_ylabel("octaves above 100 Hz", fontsize=12)
    return card.figure, (
        "On the left a bent row of points and a line that misses it, with a mean squared error of "
        f"{said[0]}; on the right, over the logarithm, the line fits: {said[1]}."
    )


def in_batches(falls: dict) -> tuple:
    """(figure, text): the losses of `descent.falls.in_batches` over the tones looked at.

    Parameters
    ----------
    falls : mapping of at most three names to arrays
        Losses after each step, from none to 480 tones.
    """
    card = Card(6.6)
    plane = card.plane(1.9, 0.6, 10.2, 4.8, xlim=(0, 480), ylim=(1e-7, 10))
    plane.set(yscale="log")
    plane.set_xlabel("tones looked at", fontsize=12)
    plane.set_ylabel("loss over all tones", fontsize=12)
    said = []
    for (name, row), ink, style in zip(
        falls.items(), (GREY, INPUT, GRADIENT), ("o-", "-", "-"), strict=False
    ):
        colour = GREY.text if ink is GREY else ink.line
        looks = np.linspace(0, 480, len(row))
        plane.plot(looks, row, style, ms=4, lw=1.8, color=colour, label=name)
        power = np.clip(np.log10(row[-1]), -7, 1)
        y = 0.6 + 4.8 * (1 - power) / 8
        card.write(12.4, y, f"{name}: {len(row) - 1} steps", ink=ink, size=12, align="left")
        said.append(f"{name}, {len(row) - 1} steps, to {told(row[-1], 1)}")
    return card.figure, (
        f"The loss over the tones looked at, up to 480, on a logarithmic axis: {'; '.join(said)}. "
        "The fewer at a time, the faster it falls; one at a time hops up and down at the end."
    )


def guesses_and_walks(race: Callable, sizes=(1, 2, 4, 8, 16), calls: int = 100) -> tuple:
    """(figure, text): mean losses at the end in bowls of more and more weights, over 20 runs each.

    Parameters
    ----------
    race : function
        race(f, f_grad, start, lr, proposals) is the best of the proposals (calls, D), and where as
        many steps lead.
    sizes : sequence of int
        Numbers of weights. Guesses and starts are drawn from the cube from -1 to 1.
    calls : int
        Guesses, and steps, of a run.
    """
    rng, means = np.random.default_rng(0), []
    for d in sizes:
        A = valleys.quadratic(rng, d, 1.0, 10.0)
        guesses = rng.uniform(-1, 1, (20, calls, d))
        f, f_grad = (lambda w, A=A: w @ A @ w / 2), (lambda w, A=A: A @ w)
        ends = [race(f, f_grad, row[0], 0.15, row) for row in guesses]
        means.append(np.mean([[f(w) for w in pair] for pair in ends], axis=0))
    card = Card(6.4)
    tops = np.log10([min(map(min, means)), max(map(max, means))]) + [-0.5, 0.5]
    plane = card.plane(2.2, 0.6, 10.4, 4.6, xlim=(0.9, 1.1 * sizes[-1]), ylim=tuple(10**tops))
    plane.set(yscale="log", xscale="log", xticks=sizes, xticklabels=sizes)
    plane.minorticks_off()
    plane.set_xlabel("weights", fontsize=12)
    plane.set_ylabel(f"loss after {calls} calls", fontsize=12)
    for i, (name, ink) in enumerate([("guessed", INPUT), ("walked", GRADIENT)]):
        losses = [pair[i] for pair in means]
        plane.plot(sizes, losses, "o-", ms=7, lw=2.2, color=ink.line, label=name)
        y = 0.6 + 4.6 * (tops[1] - np.log10(losses[-1])) / (tops[1] - tops[0])
        card.write(12.9, y, name, ink=ink, size=12.5, align="left")
    return card.figure, (
        f"With {sizes[0]} weight guesses end at {told(means[0][0])}, with {sizes[-1]} at "
        f"{told(means[-1][0])}; no walk ends above {told(max(w for _, w in means), 1)}, whatever "
        "the number of weights."
    )
