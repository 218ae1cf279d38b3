"""Pooling: one number for each window, the largest or the mean. Nothing to learn."""

import math

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.layers.windows import as_tuple, output_size, regions


class _Pool(Layer):
    """Pooling over the last `n_axes` axes; windows that do not fit whole are left out."""

    n_axes: int

    def __init__(self, kernel_size, *, stride=None):
        name, n = type(self).__name__, self.n_axes
        self.kernel_size = as_tuple(kernel_size, n, f"{name}'s kernel_size")
        self.stride = as_tuple(kernel_size if stride is None else stride, n, f"{name}'s stride")

    def _places(self, x: np.ndarray) -> list[tuple]:
        """For every place of the window, which inputs it meets, as slices."""
        if x.ndim != 2 + self.n_axes:
            raise ValueError(
                f"{type(self).__name__} needs x with {2 + self.n_axes} axes, got {x.shape}"
            )
        sizes = zip(x.shape[2:], self.kernel_size, self.stride, strict=True)
        out = [output_size(size, kernel, stride=stride) for size, kernel, stride in sizes]
        return [(..., *region) for region in regions(self.kernel_size, self.stride, out)]


class _MaxPool(_Pool):
    def forward(self, x: np.ndarray) -> np.ndarray:
        """The largest value of each window, (N, C, *size) to (N, C, *out)."""
        first, *others = places = self._places(x)
        y = x[first].copy()
        for place in others:
            np.maximum(y, x[place], out=y)
        self._saved = x, y, places
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """All of dL/dy goes to the largest input of the window (of equal ones, to the first)."""
        x, y, places = self._saved
        dx, left = np.zeros(x.shape, dout.dtype), dout.copy()
        for place in places:
            here = left * (x[place] == y)
            dx[place] += here
            left -= here
        return dx


class _AvgPool(_Pool):
    def forward(self, x: np.ndarray) -> np.ndarray:
        """The mean of each window, (N, C, *size) to (N, C, *out)."""
        self._saved = x.shape, self._places(x)
        return sum(x[place] for place in self._saved[1]) / math.prod(self.kernel_size)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """dL/dy is shared equally by the inputs of the window."""
        shape, places = self._saved
        dx, shared = np.zeros(shape, dout.dtype), dout / math.prod(self.kernel_size)
        for place in places:
            dx[place] += shared
        return dx


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
