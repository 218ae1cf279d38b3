"""The plain functions under the activations, safe for inputs of any size."""

import numpy as np

from dlaudio.layers.guard import as_floats
from dlaudio.layers.sums import sum_last


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)); where exp(-x) is too large for a number, infinity, the result is 0.

    Parameters
    ----------
    x : array, any shape

    Returns
    -------
    y : ndarray, shape of x
        Between 0 and 1.

    See Also
    --------
    torch.sigmoid, scipy.special.expit : the same.

    Examples
    --------
    >>> sigmoid(np.log([1.0, 3.0])), sigmoid([-1000.0, 1000.0])
    (array([0.5 , 0.75]), array([0., 1.]))
    """
    with np.errstate(over="ignore"):
        y = np.exp(-as_floats(x, "sigmoid needs x of any shape"))
    return 1 / (1 + y)


def softplus(x: np.ndarray) -> np.ndarray:
    """ln(1 + exp(x)) = max(x, 0) + ln(1 + exp(-|x|)); the right-hand side never overflows.

    Parameters
    ----------
    x : array, any shape

    Returns
    -------
    y : ndarray, shape of x
        Above 0.

    See Also
    --------
    torch.nn.functional.softplus : the same with its default options.

    Examples
    --------
    >>> softplus([-1000.0, 0.0, 1000.0]).round(4)
    array([0.000e+00, 6.931e-01, 1.000e+03])
    """
    x = as_floats(x, "softplus needs x of any shape")
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def log_softmax(x: np.ndarray) -> np.ndarray:
    """Logarithm of `softmax`, in nats, without the detour that would give log(0).

    Parameters
    ----------
    x : array, shape (..., C)
        Scores (logits) of C classes.

    Returns
    -------
    y : ndarray, shape (..., C)
        At most 0.

    Raises
    ------
    ValueError
        If there is no class.

    See Also
    --------
    torch.nn.functional.log_softmax : the same, along a `dim` of choice.

    Examples
    --------
    >>> log_softmax([0.0, 1000.0])
    array([-1000.,     0.])
    """
    shifted = _shifted(x, "log_softmax")
    return shifted - np.log(sum_last(np.exp(shifted)))


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x_i) / sum_j exp(x_j) along the last axis: positive numbers whose sum is one.

    Parameters
    ----------
    x : array, shape (..., C)
        Scores (logits) of C classes.

    Returns
    -------
    y : ndarray, shape (..., C)
        Probabilities.

    Raises
    ------
    ValueError
        If there is no class.

    See Also
    --------
    torch.softmax : the same, along a `dim` of choice.

    Examples
    --------
    >>> softmax(np.log([1.0, 2.0, 5.0])).round(3)
    array([0.125, 0.25 , 0.625])
    """
    y = np.exp(_shifted(x, "softmax"))
    y /= sum_last(y)
    return y


def _shifted(x, name: str) -> np.ndarray:
    """Scores minus the largest of each row: softmax stays, and exp cannot overflow."""
    needed = f"{name} needs scores of shape (..., C)"
    x = as_floats(x, needed)
    if x.ndim == 0 or x.shape[-1] == 0:
        raise ValueError(f"{needed} with at least one class, got {x.shape}")
    return x - np.max(x, axis=-1, keepdims=True)
