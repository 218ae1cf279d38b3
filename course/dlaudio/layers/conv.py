"""Convolution over time, and over frequency and time.

As in PyTorch the kernel is not turned round: z[n] = sum_m x[n + m] w[m], which is called
cross-correlation in signal processing.
"""

import numpy as np

from dlaudio.init import he_normal
from dlaudio.layers.arrays import sum_rows
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.windows import Columns, as_pairs, as_tuple


class _Conv(Layer):
    """Convolution over the last `n_axes` axes: one product with a column for each window."""

    n_axes: int

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size,
        *,
        stride=1,
        padding=0,
        dilation=1,
        bias: bool = True,
        rng: np.random.Generator,
        init=he_normal,
        dtype=np.float32,
    ):
        name, n = type(self).__name__, self.n_axes
        as_tuple((in_channels, out_channels), 2, f"{name}'s number of channels")
        self.kernel_size = as_tuple(kernel_size, n, f"{name}'s kernel_size")
        self.stride = as_tuple(stride, n, f"{name}'s stride")
        self.dilation = as_tuple(dilation, n, f"{name}'s dilation")
        self.padding = as_pairs(padding, n)
        shape = (out_channels, in_channels, *self.kernel_size)
        self.weight = Parameter(init(shape, rng=rng, dtype=dtype))
        self.bias = Parameter(np.zeros(out_channels, dtype)) if bias else None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, C, *size) to (N, O, *out)."""
        out_channels, in_channels = self.weight.value.shape[:2]
        if x.ndim != 2 + self.n_axes or x.shape[1] != in_channels:
            sizes = ", ".join("HW" if self.n_axes == 2 else "T")
            raise ValueError(
                f"{type(self).__name__} needs x of shape (N, {in_channels}, {sizes}), got {x.shape}"
            )
        x = _as_pictures(x)
        columns = self._columns(x.shape[2:])
        weights = self.weight.value.reshape(out_channels, -1)
        y = np.empty((len(x), out_channels, *columns.out), np.result_type(weights, x))
        bias = 0 if self.bias is None else self.bias.value[:, None, None]
        for block in columns.blocks(x):
            np.add(columns.crop(weights @ columns.fill(x[block])), bias, out=y[block])
        self._saved = x, columns
        return y.reshape(len(x), out_channels, *columns.out[2 - self.n_axes :])

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy (N, O, *out); add to the gradients; return dL/dx (N, C, *size)."""
        x, columns = self._saved
        dout = _as_pictures(dout)
        weights = self.weight.value.reshape(len(self.weight.value), -1)
        dweights, dx = np.zeros_like(weights), np.empty(x.shape, np.result_type(weights, dout))
        for block in columns.blocks(x):
            # filled again, which costs less than keeping the columns of all blocks
            drows = columns.spread(dout[block])
            dweights += (columns.fill(x[block]) @ drows.T).T
            dx[block] = columns.sum_back(weights.T @ drows)
            if self.bias is not None:
                self.bias.grad += sum_rows(drows.T)
        self.weight.grad += dweights.reshape(self.weight.grad.shape)
        return dx.reshape(*dx.shape[:2], *dx.shape[4 - self.n_axes :])

    def _columns(self, size: tuple[int, ...]) -> Columns:
        """Where the kernel meets pictures of a size (H, W); sound is a picture of one row."""
        one, no = (1,) * (2 - self.n_axes), ((0, 0),) * (2 - self.n_axes)
        return Columns(
            size,
            one + self.kernel_size,
            one + self.stride,
            one + self.dilation,
            no + self.padding,
        )


def _as_pictures(x: np.ndarray) -> np.ndarray:
    return x.reshape(*x.shape[:2], 1, -1) if x.ndim == 3 else x


class Conv1d(_Conv):
    """Convolution over time, (N, C, T) to (N, O, T').

    Parameters
    ----------
    in_channels, out_channels : int
        C and O.
    kernel_size, stride, dilation : int
    padding : int or (int, int)
        Zeros before and after; ``(dilation * (kernel_size - 1), 0)`` makes it causal.
    bias : bool
    rng : numpy.random.Generator
        Source of the initial weights.
    init : callable
        One of `dlaudio.init`.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (O, C, K)
    bias : Parameter, shape (O,), or None

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the kernel does not fit into the input.
    """

    n_axes = 1


class Conv2d(_Conv):
    """Convolution over two axes, (N, C, H, W) to (N, O, H', W').

    Parameters as in `Conv1d`; `kernel_size`, `stride` and `dilation` may be pairs, one number an
    axis; `padding` a number, or for each axis a number or a pair (before, after).

    Attributes
    ----------
    weight : Parameter, shape (O, C, K, K')
    bias : Parameter, shape (O,), or None
    """

    n_axes = 2
