"""Pooling: one number for each window, the largest or the mean. Nothing to learn."""

import math

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.layers.windows import as_tuple, output_size, regions


class _Pool(Layer):
    """Pooling over the last `n_axes` axes; windows that do not fit whole are left out."""

    n_axes: int

    def __init__(self, kernel_size, stride=None):
        name, n = type(self).__name__, self.n_axes
        self.kernel_size = as_tuple(kernel_size, n, f"{name}'s kernel_size")
        stride = self.kernel_size if stride is None else stride
        self.stride = as_tuple(stride, n, f"{name}'s stride")

    def extra_repr(self) -> str:
        """Kernel size, and stride if it is another."""
        one = {size for size in self.kernel_size}
        kernel = str(*one) if len(one) == 1 else str(self.kernel_size)
        return kernel + f", stride={self.stride}" * (self.stride != self.kernel_size)

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
        x = self._floats(x, f"x with {2 + self.n_axes} axes")
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
        x = self._floats(x, f"x with {2 + self.n_axes} axes")
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
    """The largest value of each window, (N, C, T) to (N, C, T').

    Parameters
    ----------
    kernel_size : int, at least 1
        How many values a window has.
    stride : int, at least 1, optional
        How far windows lie apart; the kernel size if not given, so that they do not overlap.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the window does not fit into the input.

    See Also
    --------
    torch.nn.MaxPool1d : the same, with `padding` and `dilation` besides.

    Examples
    --------
    >>> MaxPool1d(2)([[[1.0, 5.0, 2.0, 4.0]]])
    array([[[5., 4.]]])
    """

    n_axes = 1

    def __init__(self, kernel_size: int, stride: int | None = None):
        super().__init__(kernel_size, stride)


class MaxPool2d(_MaxPool):
    """The largest value of each window, (N, C, H, W) to (N, C, H', W').

    Parameters
    ----------
    kernel_size : int or (int, int), at least 1
        How many values a window has along each axis.
    stride : int or (int, int), at least 1, optional
        How far windows lie apart; the kernel size if not given, so that they do not overlap.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the window does not fit into the input.

    See Also
    --------
    torch.nn.MaxPool2d : the same, with `padding` and `dilation` besides.

    Examples
    --------
    >>> MaxPool2d(2)([[[[1.0, 5.0], [2.0, 4.0]]]])
    array([[[[5.]]]])
    """

    n_axes = 2

    def __init__(
        self, kernel_size: int | tuple[int, int], stride: int | tuple[int, int] | None = None
    ):
        super().__init__(kernel_size, stride)


class AvgPool1d(_AvgPool):
    """The mean of each window, (N, C, T) to (N, C, T').

    Parameters
    ----------
    kernel_size : int, at least 1
        How many values a window has.
    stride : int, at least 1, optional
        How far windows lie apart; the kernel size if not given, so that they do not overlap.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the window does not fit into the input.

    See Also
    --------
    torch.nn.AvgPool1d : the same, with `padding` besides.

    Examples
    --------
    >>> AvgPool1d(2)([[[1.0, 5.0, 2.0, 4.0]]])
    array([[[3., 3.]]])
    """

    n_axes = 1

    def __init__(self, kernel_size: int, stride: int | None = None):
        super().__init__(kernel_size, stride)


class AvgPool2d(_AvgPool):
    """The mean of each window, (N, C, H, W) to (N, C, H', W').

    Parameters
    ----------
    kernel_size : int or (int, int), at least 1
        How many values a window has along each axis.
    stride : int or (int, int), at least 1, optional
        How far windows lie apart; the kernel size if not given, so that they do not overlap.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the window does not fit into the input.

    See Also
    --------
    torch.nn.AvgPool2d : the same, with `padding` besides.

    Examples
    --------
    >>> AvgPool2d(2)([[[[1.0, 5.0], [2.0, 4.0]]]])
    array([[[[3.]]]])
    """

    n_axes = 2

    def __init__(
        self, kernel_size: int | tuple[int, int], stride: int | tuple[int, int] | None = None
    ):
        super().__init__(kernel_size, stride)
