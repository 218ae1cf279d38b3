"""Convolution over time, and over frequency and time.

As in PyTorch the kernel is not turned round: z[n] = sum_m x[n + m] w[m], which is called
cross-correlation in signal processing.
"""

import numpy as np

from dlaudio.init import he_normal
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.windows import as_pairs, as_tuple, fold, unfold


class _Conv(Layer):
    """Convolution over the last `n_axes` axes: one matrix product each way, over all windows."""

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
        padded = np.pad(x, ((0, 0), (0, 0), *self.padding))
        windows = unfold(padded, self.kernel_size, self.stride, self.dilation)
        self.padded_size = padded.shape[2:]
        self.out = windows.shape[2 : 2 + self.n_axes]
        # one row for each place of the kernel, one column for each of its weights
        rows = np.moveaxis(windows, 1, 1 + self.n_axes)
        self.rows = rows.reshape(-1, self.weight.value[0].size)
        y = self.rows @ self.weight.value.reshape(out_channels, -1).T
        if self.bias is not None:
            y += self.bias.value
        return np.moveaxis(y.reshape(len(x), *self.out, out_channels), -1, 1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy (N, O, *out); add to the gradients; return dL/dx (N, C, *size)."""
        out_channels, in_channels = self.weight.value.shape[:2]
        drows = np.moveaxis(dout, 1, -1).reshape(-1, out_channels)
        self.weight.grad += (drows.T @ self.rows).reshape(self.weight.value.shape)
        if self.bias is not None:
            self.bias.grad += drows.sum(axis=0)
        dwindows = drows @ self.weight.value.reshape(out_channels, -1)
        dwindows = dwindows.reshape(len(dout), *self.out, in_channels, *self.kernel_size)
        dwindows = np.moveaxis(dwindows, 1 + self.n_axes, 1)
        dpadded = fold(dwindows, self.padded_size, self.stride, self.dilation)
        inner = [
            slice(before, size - after)
            for (before, after), size in zip(self.padding, self.padded_size, strict=True)
        ]
        return dpadded[(..., *inner)]


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
