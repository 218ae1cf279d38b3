"""How strong a signal is after each of ten layers, for three sizes of the first weights."""

from collections.abc import Callable

import numpy as np

LAYERS, UNITS, ROWS = 10, 128, 200


def levels(weights: Callable, size: float, kind: str = "relu", *, seed: int = 0) -> np.ndarray:
    """Root mean square after each of ten layers, shape (10,), divided by that of the input.

    Parameters
    ----------
    weights : callable
        ``weights(D, M, kind, rng)`` draws first weights, as `initial_weights` does.
    size : float
        Multiplies all weights.
    kind : str
        "relu" or "tanh", of the weights and of the bend.
    """
    rng = np.random.default_rng(seed)
    signal = rng.normal(size=(ROWS, UNITS)) * (1.0 if kind == "relu" else 0.1)
    begin, found = np.sqrt(np.mean(signal**2)), []
    for _ in range(LAYERS):
        Z = signal @ (size * np.asarray(weights(UNITS, UNITS, kind, rng)))
        signal = np.maximum(Z, 0) if kind == "relu" else np.tanh(Z)
        found.append(np.sqrt(np.mean(signal**2)) / begin)
    return np.array(found)


def he(D: int, M: int, kind: str, rng: np.random.Generator) -> np.ndarray:
    """Weights (D, M) for ReLU (He et al., 2015); `kind` changes nothing here."""
    return rng.normal(0, np.sqrt(2 / D), (D, M))


def draw(weights: Callable | None = None, *, sizes=(0.5, 1.0, 2.0)):
    """Draw the level over ten ReLU layers, for weights of these sizes.

    Parameters
    ----------
    weights : callable, optional
        As for `levels`; He's if not given.
    sizes : sequence of float
    """
    from dlaudio import plots
    from dlaudio.plots.pictures import new_figure

    weights = he if weights is None else weights
    figure, said = new_figure(7.2, 3.2), []
    ax = figure.subplots()
    for size in sizes:
        found = levels(weights, size)
        text = {"xlabel": "layer", "ylabel": "level, input = 1", "label": f"{size:g} × He"}
        plots.curve(found, x=np.arange(1, LAYERS + 1), ax=ax, **text)
        said.append(f"{size:g} times He's weights leave {found[-1]:.2g} after {LAYERS} layers")
    ax.set(yscale="log", xticks=range(1, LAYERS + 1))
    return figure, f"Signal level over {LAYERS} ReLU layers: {'; '.join(said)}."
