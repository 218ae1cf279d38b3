"""Ten layers, and how large the gradient is that arrives at each of them: seen and heard."""

from collections.abc import Callable

import numpy as np

from dlaudio.audio import Player, note, play, silence

UNITS, LAYERS, ROWS, SR = 20, 10, 32, 22050


def norms(measure: Callable, *, seeds: int = 8) -> dict[str, np.ndarray]:
    """The norm of dW in each layer for ReLU and for sigmoids: geometric mean over the starts.

    Both have the same weights, normal with a spread of sqrt(2 / D), so that only the slope of the
    activation differs.

    Parameters
    ----------
    measure : callable
        ``measure(X, dout, weights, name)`` returns the norms of dW, first layer first.
    seeds : int

    Returns
    -------
    dict from "relu" and "sigmoid" to arrays, shape (10,)
    """
    logs = {"relu": [], "sigmoid": []}
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        X, dout = rng.normal(size=(2, ROWS, UNITS))
        spread = np.sqrt(2 / UNITS)
        weights = [(rng.normal(0, spread, (UNITS, UNITS)), np.zeros(UNITS)) for _ in range(LAYERS)]
        for name, found in logs.items():
            found.append(np.log(measure(X, dout, weights, name)))
    return {name: np.exp(np.mean(found, axis=0)) for name, found in logs.items()}


def draw(found: dict[str, np.ndarray]):
    """The norms over the layers, on a logarithmic axis: a figure, and what it shows."""
    from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, Card

    card, layers = Card(7.4), np.arange(1, LAYERS + 1)
    low = min(values.min() for values in found.values()) / 4
    high = max(values.max() for values in found.values()) * 12
    plane = card.plane(2.0, 0.7, 14.6, 5.5, xlim=(0.6, LAYERS + 0.6), ylim=(low, high))
    plane.set(yscale="log", xticks=layers)
    plane.set_xlabel("layer", fontsize=12, labelpad=1)
    plane.set_ylabel("size of its gradient, norm of dW", fontsize=12)
    inks = {"relu": ("ReLU", INPUT), "sigmoid": ("sigmoid", GRADIENT)}
    said = []
    for name, values in found.items():
        title, ink = inks[name]
        plane.plot(layers, values, "o-", color=ink.line, lw=2.4, ms=8, mec="white")
        left = (values[1:-1] / values[2:]).mean()  # what a hidden layer leaves of it
        words = f"{title}: about a third is left after each layer" if left < 0.5 else title
        near = 3 if left < 0.5 else 2
        looks = {"fontsize": 13, "color": ink.text, "weight": "bold"}
        at = (near + 0.5, values[near] / 2.5) if left < 0.5 else (near, values[near] * 2.2)
        plane.text(*at, words, va="top" if left < 0.5 else "bottom", **looks)
        said.append(
            f"{title}: the first layer has {values[0] / values[-1]:.2g} times that of the last"
        )
    arrow = {"arrowstyle": "-|>", "color": PLAIN.line, "lw": 1.6}
    plane.annotate("", (7.2, high / 2.5), (9.9, high / 2.5), arrowprops=arrow)
    plane.text(7.1, high / 2.5, "the way back", ha="right", va="center", fontsize=12)
    return card.figure, f"Norm of dW for ten layers. {'; '.join(said)}."


def beeps(found: dict[str, np.ndarray]) -> Player:
    """A beep for each layer from the tenth to the first, as loud as the gradient that arrives."""
    parts = []
    for values in found.values():
        for value in values[::-1] / values.max():
            parts.append(note(440, sr=SR, duration=0.22, amplitude=float(0.6 * value)))
        parts.append(silence(sr=SR, duration=0.5))
    title = "gradients on their way back: ReLU, then sigmoid"
    return play(np.concatenate(parts), SR, title=title)
