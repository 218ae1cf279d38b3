"""Networks as lists of pairs (W, b), W of shape (D, M) and b of shape (M,): drawn, run, read."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def network(rng, sizes) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases drawn at random for these numbers of units, inputs first."""
    return [
        (rng.normal(size=(d, m)), rng.normal(size=m))
        for d, m in zip(sizes, sizes[1:], strict=False)
    ]


def run(X, weights, *, sigmoid_output: bool = False) -> list[np.ndarray]:
    """X and the output of every layer."""
    H = [X]
    for number, (W, b) in enumerate(weights, start=1):
        Z = H[-1] @ W + b
        H.append(sigmoid(Z) if number < len(weights) or sigmoid_output else Z)
    return H


def read(answer) -> list[tuple[np.ndarray, np.ndarray]]:
    """An answer's list of pairs as arrays.

    Raises
    ------
    ValueError
        If it is no list of pairs with a matrix first: said so, because "too many values to unpack"
        helps nobody.
    """
    try:
        pairs = [(np.asarray(W, dtype=float), np.asarray(b, dtype=float)) for W, b in answer]
    except (TypeError, ValueError):
        pairs = None
    if pairs is None or any(W.ndim != 2 for W, _ in pairs):
        raise ValueError("needs a list of pairs, one for each layer: a matrix first, then a bias")
    return pairs


def flat(arrays) -> np.ndarray:
    """All numbers of a list of arrays in one row; their shapes come first, so that they count."""
    arrays = [np.asarray(array, dtype=float) for array in arrays]
    shapes = [float(size) for array in arrays for size in (array.ndim, *array.shape)]
    return np.concatenate([shapes, *(array.ravel() for array in arrays)])


def fitting(arrays, like, what: str) -> list[np.ndarray]:
    """The arrays, which may be too many or too few, but not as many and of other shapes.

    Raises
    ------
    ValueError
        If one of as many as are needed has another shape than in `like`: laid in a row with the
        others it might pass, or be told as a wrong number.
    """
    arrays = [np.asarray(array, dtype=float) for array in arrays]
    if len(arrays) == len(like):
        for number, (array, shape) in enumerate(zip(arrays, like, strict=True), start=1):
            if array.shape != tuple(shape):
                raise ValueError(f"{what} {number} needs the shape {shape}, got {array.shape}")
    return arrays


def shaped_as(weights, answer) -> list[np.ndarray]:
    """The parts of an answer's list of pairs; ValueError if one is not shaped as in `weights`."""
    needed = [part.shape for layer in weights for part in layer]
    return fitting((part for pair in read(answer) for part in pair), needed, "array of weights")


def laid_out(arrays, like, what: str) -> np.ndarray:
    """As `flat`, of arrays that belong to the layers from the first on, each shaped as in `like`.

    Parameters
    ----------
    arrays : iterable of array_like
    like : sequence of tuple of int
        The shape that is needed in each layer.
    what : str
        What one of them is called, for the message.

    Raises
    ------
    ValueError
        If there are more or fewer, or one has another shape: which one it is tells more than the
        first number that differs in a row of all of them.
    """
    arrays = [np.asarray(array, dtype=float) for array in arrays]
    if len(arrays) != len(like):
        raise ValueError(f"needs {len(like)} {what}, one for each layer, got {len(arrays)}")
    for layer, (array, shape) in enumerate(zip(arrays, like, strict=True), start=1):
        if array.shape != tuple(shape):
            raise ValueError(f"layer {layer} needs {what} of shape {shape}, got {array.shape}")
    return flat(arrays)
