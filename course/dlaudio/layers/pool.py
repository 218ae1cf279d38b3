"""Pooling: one number for each window, the largest or the mean. Nothing to learn."""

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.layers.windows import as_tuple, fold, unfold


class _Pool(Layer):
    """Pooling over the last `n_axes` axes; windows that do not fit whole are left out."""

    n_axes: int

    def __init__(self, kernel_size, *, stride=None):
        name, n = type(self).__name__, self.n_axes
        self.kernel_size = as_tuple(kernel_size, n, f"{name}'s kernel_size")
        self.stride = as_tuple(kernel_size if stride is None else stride, n, f"{name}'s stride")

    def _windows(self, x: np.ndarray) -> np.ndarray:
        """All windows as (N, C, *out, number of places)."""
        if x.ndim != 2 + self.n_axes:
            raise ValueError(
                f"{type(self).__name__} needs x with {2 + self.n_axes} axes, got {x.shape}"
            )
        self.size = x.shape[2:]
        windows = unfold(x, self.kernel_size, self.stride, (1,) * self.n_axes)
        return windows.reshape(*windows.shape[: 2 + self.n_axes], -1)

    def _sum_back(self, dwindows: np.ndarray) -> np.ndarray:
        """The gradients of all windows, added up at the places they came from."""
        dwindows = dwindows.reshape(*dwindows.shape[:-1], *self.kernel_size)
        return fold(dwindows, self.size, self.stride, (1,) * self.n_axes)


class _MaxPool(_Pool):
    def forward(self, x: np.ndarray) -> np.ndarray:
        """The largest value of each window, (N, C, *size) to (N, C, *out)."""
        windows = self._windows(x)
        self.places = windows.argmax(axis=-1)[..., None]
        self.n_places = windows.shape[-1]
        return np.take_along_axis(windows, self.places, axis=-1)[..., 0]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """All of dL/dy goes to the largest input of the window (of equal ones, to the first)."""
        dwindows = np.zeros((*dout.shape, self.n_places), dout.dtype)
        np.put_along_axis(dwindows, self.places, dout[..., None], axis=-1)
        return self._sum_back(dwindows)


class _AvgPool(_Pool):
    def forward(self, x: np.ndarray) -> np.ndarray:
        """The mean of each window, (N, C, *size) to (N, C, *out)."""
        windows = self._windows(x)
        self.n_places = windows.shape[-1]
        return windows.mean(axis=-1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """dL/dy is shared equally by the inputs of the window."""
        shared = dout[..., None] / np.asarray(self.n_places, dout.dtype)
        return self._sum_back(np.repeat(shared, self.n_places, axis=-1))


class MaxPool1d(_MaxPool):
    """The largest value in each window of time: (N, C, T). `stride` is the kernel size if None."""

    n_axes = 1


class MaxPool2d(_MaxPool):
    """The largest value in each window: (N, C, H, W). `stride` is the kernel size if None."""

    n_axes = 2


class AvgPool1d(_AvgPool):
    """The mean of each window of time: (N, C, T). `stride` is the kernel size if None."""

    n_axes = 1


class AvgPool2d(_AvgPool):
    """The mean of each window: (N, C, H, W). `stride` is the kernel size if None."""

    n_axes = 2
