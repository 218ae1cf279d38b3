"""Ways down as pictures: three units, two valleys, batches, guesses and walks, words."""

from collections.abc import Callable

import numpy as np

from dlaudio import plots
from dlaudio.descent import valleys
from dlaudio.layers import sigmoid


def three_units() -> tuple:
    """(ax, text): what a perceptron, a linear and a sigmoid unit make of their score."""
    z, ax = np.linspace(-6, 6, 241), None
    for name, output in {"perceptron": (z > 0) * 1.0, "linear": z, "sigmoid": sigmoid(z)}.items():
        ax = plots.curve(output, x=z, label=name, ax=ax, xlabel="score z", ylabel="output")
    ax.set(ylim=(-0.5, 1.5))
    return ax, (
        "The step jumps from 0 to 1 at score 0, the line crosses there, the sigmoid bends over."
    )


def compass(slopes=(3.0, 4.0), length: float = 0.1) -> tuple:
    """(ax, text): how the loss changes with a step of one length, in every direction.

    Parameters
    ----------
    slopes : two numbers above 0
        The gradient.
    length : float
        Of the step.
    """
    gradient = np.asarray(slopes, dtype=float)
    angles = np.radians(np.arange(361))
    changes = length * (gradient @ [np.cos(angles), np.sin(angles)])
    ax = plots.curve(
        changes,
        x=np.degrees(angles),
        xlabel="direction of the step (degrees)",
        ylabel="change of the loss",
    )
    steepest = float(np.degrees(np.arctan2(*gradient[::-1])))
    marks = {
        "along the gradient": steepest,
        "first alone": 180.0,
        "against the gradient": 180 + steepest,
        "second alone": 270.0,
    }
    told = []
    for name, angle in marks.items():
        way = np.radians(angle)
        change = length * gradient @ [np.cos(way), np.sin(way)]
        ax.plot(angle, change, "o", color=plots.POSITIVE)
        far = {"first alone": (-8, "right"), "second alone": (8, "left")}
        aside, side = far.get(name, (0, "center"))
        looks = {"textcoords": "offset points", "ha": side}
        above = 10 if name.startswith("along") else -16 if side == "center" else -4
        ax.annotate(f"{name}: {change:+.1f}", (angle, change), xytext=(aside, above), **looks)
        told.append(f"{name} {change:+.1f}")
    ax.set(xticks=range(0, 361, 90), ylim=(1.35 * changes.min(), 1.35 * changes.max()))
    return ax, f"The change of the loss over the direction of the step: {', '.join(told)}."


def halving(path: np.ndarray) -> tuple:
    """(ax, text): the parabola J = w², and a path of weights, shape (steps + 1,), down it."""
    line = np.linspace(-9, 9, 101)
    ax = plots.curve(line**2, x=line, xlabel="weight w", ylabel="J(w) = w²")
    ax.plot(path, path**2, "o-", color=plots.POSITIVE)
    for w in path[:4]:
        ax.annotate(f"{w:g}", (w, w**2), xytext=(-18, 4), textcoords="offset points")
    places = ", ".join(f"{w:g}" for w in path[:4])
    return ax, f"A parabola. Dots at {places} and so on go down its right side, ever closer."


def two_valleys() -> tuple:
    """(ax, text): the landscape of `descent.valleys`."""
    w = np.linspace(-3.6, 3.4, 201)
    ax = plots.curve(valleys.height(w), x=w, xlabel="weight w", ylabel="J(w)")
    ax.set(ylim=(-2, 6))
    return ax, (
        "Two valleys: a deep one near w = -2.1, a shallow one near 1.8, a top between, near 0.3."
    )


def octaves(crossings: np.ndarray, khz: np.ndarray, fit: Callable) -> tuple:
    """(figure, text): octaves above 100 Hz over zero crossings, and over their logarithm.

    Parameters
    ----------
    crossings, khz : array, shape (N,)
        Zero crossings per millisecond, and frequencies.
    fit : function
        fit(X, y, lr, n) begins with the closed form (w, b), as exercise 5 asks.
    """
    import matplotlib.pyplot as plt

    pitch = np.log2(khz / 0.1)
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True, layout="constrained")
    named = {"crossings per ms": crossings, "crossings per ms, log2": np.log2(crossings)}
    for ax, (name, x) in zip(axes, named.items(), strict=True):
        (w, b), _ = fit(x[:, None], pitch, 0.1, 0)
        ax.plot(x, pitch, "o", color=plots.NEGATIVE)
        ax.plot(np.sort(x), w[0] * np.sort(x) + b, color="black")
        error = np.mean((w[0] * x + b - pitch) ** 2)
        ax.set(xlabel=name, title=f"mean squared error {error:.2g}")
    axes[0].set(ylabel="octaves above 100 Hz")
    return figure, (
        "On the left a bent row of points and a line that misses it; on the right the line fits."
    )


def in_batches(falls: dict) -> tuple:
    """(ax, text): the losses of `descent.falls.in_batches` over the steps."""
    ax = None
    for name, losses in falls.items():
        ax = plots.curve(losses, label=name, ax=ax, xlabel="step", ylabel="loss over all tones")
    ax.set(yscale="log")
    ax.axvline(12, color="grey", linestyle=":")
    return ax, (
        "The batch's loss falls smoothly, that of mini-batches nearly so, the stochastic one "
        "jumps. The dotted line is where the batch has looked at 480 tones."
    )


def guesses_and_walks(descend: Callable, sizes=(1, 2, 4, 8, 16), calls: int = 100) -> tuple:
    """(ax, text): mean losses at the end in bowls of more and more weights, over 20 runs each.

    Parameters
    ----------
    descend : function
        descend(f_grad, start, rate, steps) is the path (steps + 1, D).
    sizes : sequence of int
        Numbers of weights. Guesses and starts are drawn from the cube from -1 to 1.
    calls : int
        Guesses, and steps, of a run.
    """
    rng, means = np.random.default_rng(0), []
    for d in sizes:
        A = valleys.quadratic(rng, d, 1.0, 10.0)
        guesses = rng.uniform(-1, 1, (20, calls, d))
        guessed = np.einsum("rki,ij,rkj->rk", guesses, A, guesses).min(axis=1) / 2
        ends = [descend(lambda w, A=A: A @ w, row[0], 0.15, calls)[-1] for row in guesses]
        means.append((guessed.mean(), np.mean([w @ A @ w / 2 for w in ends])))
    axis = {"x": np.array(sizes), "xlabel": "weights", "ylabel": f"loss after {calls} calls"}
    ax = plots.curve([guessed for guessed, _ in means], label="guessed", **axis)
    plots.curve([walked for _, walked in means], label="walked", ax=ax, **axis)
    ax.set(yscale="log", xscale="log", xticks=sizes, xticklabels=sizes)
    return ax, (
        f"With {sizes[0]} weight guesses end at {means[0][0]:.1e}, with {sizes[-1]} at "
        f"{means[-1][0]:.1f}; walks end below {max(walked for _, walked in means):.0e} whatever "
        "the number of weights."
    )


def word_levels(X: np.ndarray, y: np.ndarray, words: dict) -> tuple:
    """(figure, text): the mean level of twelve bands in the four quarters of each word.

    Parameters
    ----------
    X : array, shape (N, 48)
        Levels in dB.
    y : array, shape (N,)
        Labels.
    words : mapping of labels to names
    """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(words), figsize=(8, 3.6), sharey=True, layout="constrained")
    for ax, (label, word) in zip(axes, words.items(), strict=True):
        levels = X[y == label].mean(axis=0).reshape(12, 4)
        image = ax.imshow(levels, origin="lower", aspect="auto", cmap="magma", vmin=-50, vmax=0)
        ax.set(title=word, xlabel="quarter of the word", xticks=range(4), xticklabels=range(1, 5))
    axes[0].set(ylabel="band, low to high")
    figure.colorbar(image, ax=axes, label="mean level (dB)")
    return figure, (
        "Both words are loudest in the low bands of the second quarter; they differ in detail."
    )
