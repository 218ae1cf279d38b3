"""What all losses share: the call, the guard, the mask, and what they ask of their input."""

import math

import numpy as np

from dlaudio.layers.guard import as_array, as_floats, guard


class Loss:
    """Base of all losses: a loss is called like its `forward`.

    A child defines `forward(prediction, target, mask=None)` and `backward()`, which is guarded: it
    needs a forward before it (ValueError).

    See Also
    --------
    torch.nn.Module : the base of PyTorch's losses too.

    Examples
    --------
    >>> from dlaudio.losses import MSELoss
    >>> MSELoss().backward()
    Traceback (most recent call last):
    ValueError: MSELoss.backward needs a forward before it, got none so far
    """

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        guard(cls, needs_dout=False)

    def forward(self, prediction: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Return the loss of a batch."""
        raise NotImplementedError(f"{type(self).__name__} does not define forward")

    def backward(self) -> np.ndarray:
        """Return dL/dprediction of the last forward."""
        raise NotImplementedError(f"{type(self).__name__} does not define backward")

    def __call__(self, *args, **options) -> float:
        """Do the same as `forward`."""
        return self.forward(*args, **options)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def _weights(self, shape: tuple[int, ...], mask) -> np.ndarray | float:
        """What each of the entries counts: one part of all, or nothing where the mask is 0."""
        if mask is None:
            return 1 / math.prod(shape)
        name = type(self).__name__
        needed = f"{name} needs a mask of shape {shape}, or of its first axes"
        mask = as_floats(mask, needed)
        if mask.ndim == 0 or mask.shape != shape[: mask.ndim]:
            raise ValueError(f"{needed}, got {mask.shape}")
        if not (np.isfinite(mask).all() and (mask >= 0).all() and mask.sum() > 0):
            raise ValueError(f"{name} needs a mask of numbers from 0 on, not all of them 0")
        entries = math.prod(shape[mask.ndim :])
        weights = mask / (mask.sum(dtype=np.float64) * entries)
        return weights.reshape(mask.shape + (1,) * (len(shape) - mask.ndim))


def total(values: np.ndarray, weights: np.ndarray | float) -> float:
    """Sum of the entries, each times what it counts.

    Parameters
    ----------
    values, weights : array, shapes that broadcast; or one number for all
    """
    return float(values.mean() if isinstance(weights, float) else np.sum(values * weights))


def like(gradient: np.ndarray, prediction: np.ndarray) -> np.ndarray:
    """The gradient in the number format of the prediction.

    Parameters
    ----------
    gradient, prediction : array, both of one shape
    """
    return gradient.astype(prediction.dtype, copy=False)


def same_shape(prediction, target, caller: str) -> tuple[np.ndarray, np.ndarray]:
    """Both as arrays of the dtype of the prediction; never broadcast (N, 1) against (N,).

    Parameters
    ----------
    prediction, target : array, both of one shape
    caller : str
        Who needs them.

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing.
    """
    needed = f"{caller} needs prediction and target of one shape, not empty"
    prediction, target = as_floats(prediction, needed), as_floats(target, needed)
    if prediction.shape != target.shape or prediction.size == 0:
        raise ValueError(f"{needed}, got {prediction.shape} and {target.shape}")
    return prediction, target.astype(prediction.dtype, copy=False)


def classes(logits, target, caller: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores as floats, and target classes as indices of their last axis.

    Parameters
    ----------
    logits : array, shape (N, C) or (N, T, C)
    target : array of int, shape (N,) or (N, T)
    caller : str
        Who needs them.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a target is no class.
    """
    needed = f"{caller} needs scores (N, C) and target (N,), not empty"
    logits, target = as_floats(logits, needed), as_array(target, needed)
    if logits.ndim < 2 or target.shape != logits.shape[:-1] or logits.size == 0:
        raise ValueError(f"{needed}, got {logits.shape} and {target.shape}")
    last = logits.shape[-1] - 1
    if target.dtype.kind not in "iu" or target.min() < 0 or target.max() > last:
        raise ValueError(
            f"{caller} needs whole numbers from 0 to {last} as target, got {target.dtype} from "
            f"{target.min()} to {target.max()}"
        )
    return logits, target
