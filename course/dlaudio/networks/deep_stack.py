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
    from dlaudio import plots
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(7, 3.6)
    ax = figure.subplots()
    for name, values in found.items():
        text = {"xlabel": "layer", "ylabel": "norm of dW", "label": name}
        plots.curve(values, x=np.arange(1, len(values) + 1), ax=ax, **text)
    ax.set(yscale="log", xticks=range(1, LAYERS + 1))
    said = [
        f"{name}: the first layer has {v[0] / v[-1]:.2g} times that of the last"
        for name, v in found.items()
    ]
    return figure, f"Norm of dW for ten layers. {'; '.join(said)}."


def beeps(found: dict[str, np.ndarray]) -> Player:
    """A beep for each layer from the tenth to the first, as loud as the gradient that arrives."""
    parts = []
    for values in found.values():
        for value in values[::-1] / values.max():
            parts.append(note(440, sr=SR, duration=0.22, amplitude=float(0.6 * value)))
        parts.append(silence(sr=SR, duration=0.5))
    title = "gradients on their way back: ReLU, then sigmoid"
    return play(np.concatenate(parts), SR, title=title)
