"""Is a gradient right? Compared, entry by entry, with what small steps to both sides say.

The slope of f at x is nearly (f(x + h) - f(x - h)) / 2h: in float64 with h = 1e-5 the error is near
1e-10 of it, in float32 it would be useless, so everything here is copied to float64 first. The
gradient at the output (`dout`) is random: with ones, the gradient of softmax is zero, and a
backward that returns zeros would pass. Two gradients are the same if the norm of their difference
is at most 1e-6 of the norm of the larger one, beyond the rounding error of f itself.

At a kink (ReLU at 0) there is no slope to compare with: keep inputs further than h from it. A mask
that is drawn by chance (dropout) is held fixed: every evaluation starts from a copy of the layer.
"""

import copy
from collections.abc import Callable, Sequence

import numpy as np

from dlaudio.gradient_error import GradientError, compare

__all__ = [
    "GradientError",
    "check_function",
    "check_layer",
    "check_loss",
    "compare",
    "numeric_gradient",
]


def numeric_gradient(
    f: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
    *,
    dout: np.ndarray | None = None,
    step: float = 1e-5,
) -> np.ndarray:
    """Gradient of sum(dout * f(x)) by central differences, 2 evaluations for each entry of x.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x, returns an array or a number.
    x : array, any shape
        Copied as float64.
    dout : array, shape of f(x), optional
        1 if f returns a number.
    step : float
        h; at x = 1000 the step that rounding leaves is taken.

    Returns
    -------
    dx : ndarray of float64, shape of x

    Raises
    ------
    ValueError
        If there is no `dout` though f returns more than a number, or the shapes differ.
    """
    x = np.array(x, dtype=np.float64)
    shape = np.shape(f(x.copy()))
    dout = np.ones(()) if dout is None else np.asarray(dout)
    if dout.shape != shape:
        raise ValueError(f"numeric_gradient needs dout of shape {shape}, got {dout.shape}")
    dx = np.empty_like(x)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += step
        below[index] -= step
        rise = np.sum(dout * (f(above.copy()) - f(below.copy())))
        dx[index] = rise / (above[index] - below[index])
    return dx


def check_function(
    f: Callable,
    backward: Callable,
    *arrays: np.ndarray,
    rng: np.random.Generator,
    names: Sequence[str] = (),
    step: float = 1e-5,
    tolerance: float = 1e-6,
) -> float:
    """Check the backward of a plain function.

    Parameters
    ----------
    f : callable
        Takes the arrays, returns an array or a number.
    backward : callable
        Takes dout, of the shape of f(...), then the arrays; returns the gradient, or a tuple with
        one for each array.
    *arrays : array, any shape
        Where to check; copied as float64.
    rng : numpy.random.Generator
        Draws dout.
    names : sequence of str
        What the gradients are called in messages; "dx" if there is one, else "gradient 1", ...
    step : float, above 0
        h; at x = 1000 the step that rounding leaves is taken.
    tolerance : float, at least 0
        Largest difference of the norms, as a share of the larger one.

    Returns
    -------
    error : float
        The largest norm ratio.

    Raises
    ------
    GradientError
        If a gradient is wrong, missing, or of the wrong shape.
    """
    arrays = [np.array(array, dtype=np.float64) for array in arrays]
    y = np.asarray(f(*_copies(arrays)))
    dout = rng.normal(size=y.shape)
    gradients = backward(dout.copy(), *_copies(arrays))
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    if len(gradients) != len(arrays):
        raise GradientError(f"backward gives {len(gradients)} gradients, expected {len(arrays)}")
    several = [f"gradient {i + 1}" for i in range(len(arrays))]
    names = names or (several if len(arrays) > 1 else ["dx"])
    errors = []
    for i, (name, gradient) in enumerate(zip(names, gradients, strict=True)):

        def of_one(array, i=i):
            return f(*_copies(arrays[:i]), array, *_copies(arrays[i + 1 :]))

        expected = numeric_gradient(of_one, arrays[i], dout=dout, step=step)
        noise = _noise(y, dout, expected, step, *arrays)
        errors.append(compare(gradient, expected, name=name, tolerance=tolerance, noise=noise))
    return max(errors)


def check_layer(
    layer, x: np.ndarray, *, rng: np.random.Generator, step: float = 1e-5, tolerance: float = 1e-6
) -> float:
    """Check dx and the gradient of every parameter of a layer or a whole network.

    Also that `backward` adds to the gradients, that neither pass changes the arrays it is given,
    and that y and dx have no NaN. The layer itself is left as it was.

    Parameters
    ----------
    layer : Layer
        In training or in use, as it is.
    x : array, any shape that the layer takes
        Where to check; copied as float64.
    rng : numpy.random.Generator
        Draws dout.
    step : float, above 0
        h; at x = 1000 the step that rounding leaves is taken.
    tolerance : float, at least 0
        Largest difference of the norms, as a share of the larger one.

    Returns
    -------
    error : float
        The largest norm ratio.

    Raises
    ------
    GradientError
        If anything is wrong; names are "dx", "weight.grad", or "0.weight.grad" in a network.
    """
    fresh = copy.deepcopy(layer)
    for parameter in fresh.parameters():
        parameter.value = parameter.value.astype(np.float64)
    x = np.array(x, dtype=np.float64)
    tried = copy.deepcopy(fresh)
    before = [rng.normal(size=parameter.value.shape) for parameter in tried.parameters()]
    for parameter, grad in zip(tried.parameters(), before, strict=True):
        parameter.grad = grad.copy()

    given = x.copy()
    y = np.array(tried.forward(given))
    dout = rng.normal(size=y.shape)
    given_dout = dout.copy()
    dx = tried.backward(given_dout)
    for name, now, then in (("x", given, x), ("dout", given_dout, dout)):
        if not np.array_equal(now, then, equal_nan=True):
            raise GradientError(f"{name} was changed in place: the caller may still need it")

    def of_x(value):
        return copy.deepcopy(fresh).forward(value)

    def checked(name, got, f, value, start=0.0):
        expected = numeric_gradient(f, value, dout=dout, step=step)
        noise = _noise(y, dout, expected, step, x)
        try:
            return compare(got - start, expected, name=name, tolerance=tolerance, noise=noise)
        except GradientError:
            if np.any(start) and np.allclose(got, expected, rtol=1e-4):
                raise GradientError(f"{name} was replaced: backward must add to it") from None
            raise

    errors = [checked("dx", np.asarray(dx, dtype=np.float64), of_x, x)]
    pairs = zip(tried.named_parameters(), fresh.parameters(), before, strict=True)
    for (name, parameter), own, start in pairs:

        def of_parameter(value, own=own):
            kept, own.value = own.value, value
            y = copy.deepcopy(fresh).forward(x)
            own.value = kept
            return y

        errors.append(checked(f"{name}.grad", parameter.grad, of_parameter, own.value, start))
    return max(errors)


def check_loss(
    loss, prediction: np.ndarray, target: np.ndarray, *, step: float = 1e-5, tolerance: float = 1e-6
) -> float:
    """Check `loss.backward()` at a prediction, which is copied as float64.

    Parameters
    ----------
    loss : Loss
    prediction : array, any shape that the loss takes
    target : array, any shape that the loss takes
    step : float, above 0
        h; at x = 1000 the step that rounding leaves is taken.
    tolerance : float, at least 0
        Largest difference of the norms, as a share of the larger one.

    Returns
    -------
    error : float
        The norm ratio.

    Raises
    ------
    GradientError
        If the gradient, "dprediction", is wrong.

    Examples
    --------
    >>> from dlaudio.losses import MSELoss
    >>> check_loss(MSELoss(), [1.0, 2.0], np.array([1.0, 5.0])) < 1e-6
    True
    """
    prediction = np.array(prediction, dtype=np.float64)
    value = np.asarray(loss.forward(prediction.copy(), target))
    got = loss.backward()

    def of_prediction(array):
        return copy.deepcopy(loss).forward(array, target)

    expected = numeric_gradient(of_prediction, prediction, step=step)
    noise = _noise(value, np.ones(()), expected, step, prediction)
    return compare(got, expected, name="dprediction", tolerance=tolerance, noise=noise)


def _copies(arrays: list[np.ndarray]) -> list[np.ndarray]:
    return [array.copy() for array in arrays]


def _noise(y, dout, gradient, step, *inputs) -> float:
    """Norm of the error that rounding of inputs and y to float64 makes in a numeric gradient."""
    largest = max(float(np.max(np.abs(array), initial=0)) for array in (y, *inputs))
    spread = 4 * np.finfo(np.float64).eps * largest / step
    return spread * np.linalg.norm(dout) * gradient.size**0.5
