"""Convolution over time, and over frequency and time.

As in PyTorch the kernel is not turned round: z[n] = sum_m x[n + m] w[m], which is called
cross-correlation in signal processing.
"""

import math

import numpy as np

from dlaudio.checked import generator, whole
from dlaudio.init import he_normal
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.room import make_sure
from dlaudio.layers.sums import sum_rows
from dlaudio.layers.windows import Columns, as_pairs, as_tuple


class _Conv(Layer):
    """Convolution over the last `n_axes` axes: one product with a column for each window."""

    n_axes: int

    def __init__(self, channels, kernel_size, stride, padding, dilation, *, bias, rng, init, dtype):
        name, n = type(self).__name__, self.n_axes
        sides = zip(channels, ("in_channels", "out_channels"), strict=True)
        in_channels, out_channels = (whole(value, f"{name}'s {side}") for value, side in sides)
        self.kernel_size = as_tuple(kernel_size, n, f"{name}'s kernel_size")
        self.stride = as_tuple(stride, n, f"{name}'s stride")
        self.dilation = as_tuple(dilation, n, f"{name}'s dilation")
        self.padding = as_pairs(padding, n, f"{name}'s padding")
        shape = (out_channels, in_channels, *self.kernel_size)
        self.weight = Parameter(init(shape, rng=generator(rng, name), dtype=dtype))
        self.bias = Parameter(np.zeros(out_channels, dtype)) if bias else None

    def extra_repr(self) -> str:
        """Channels and kernel, and the options that are not the usual ones."""
        out_channels, in_channels, *kernel = self.weight.value.shape
        words = [f"{in_channels}, {out_channels}, {_short(kernel)}"]
        for name, usual in (("stride", 1), ("padding", (0, 0)), ("dilation", 1)):
            value = getattr(self, name)
            if set(value) != {usual}:
                words.append(f"{name}={_short(value)}")
        return ", ".join(words) + ", bias=False" * (self.bias is None)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, C, *size) to (N, O, *out)."""
        out_channels, in_channels = self.weight.value.shape[:2]
        needed = f"x of shape (N, {in_channels}, {'H, W' if self.n_axes == 2 else 'T'})"
        x = self._floats(x, needed)
        if x.ndim != 2 + self.n_axes or x.shape[1] != in_channels:
            raise ValueError(f"{type(self).__name__} needs {needed}, got {x.shape}")
        given, x = x.shape, _as_pictures(x)
        columns = self._columns(x.shape[2:])
        weights = self.weight.value.reshape(out_channels, -1)
        shape, dtype = (len(x), out_channels, *columns.out), np.result_type(weights, x)
        make_sure(math.prod(shape) * dtype.itemsize, type(self).__name__, given)
        y = np.empty(shape, dtype)
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
    return x[:, :, None] if x.ndim == 3 else x


def _short(values) -> str:
    """One number for several equal ones; else all of them."""
    if isinstance(values, int):
        return str(values)
    one = {_short(value) for value in values}
    return one.pop() if len(one) == 1 else f"({', '.join(map(_short, values))})"


class Conv1d(_Conv):
    """Convolution over time, (N, C, T) to (N, O, T').

    Parameters
    ----------
    in_channels, out_channels : int, at least 1
        C and O.
    kernel_size : int, at least 1
        K, how many neighbours in time each output hears.
    stride : int, at least 1
        How far windows lie apart.
    padding : int or (int, int), at least 0
        Zeros before and after; ``(dilation * (kernel_size - 1), 0)`` makes it causal.
    dilation : int, at least 1
        How far the neighbours lie apart.
    bias : bool
        Whether a number is added to each channel.
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

    See Also
    --------
    torch.nn.Conv1d : the same; it pads both sides alike, and has "same" and groups besides.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> layer = Conv1d(1, 8, 9, dilation=2, padding=(16, 0), rng=rng)
    >>> layer, layer(np.zeros((5, 1, 100))).shape
    (Conv1d(1, 8, 9, padding=(16, 0), dilation=2): 80 parameters, (5, 8, 100))
    """

    n_axes = 1

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        stride: int = 1,
        padding: int | tuple[int, int] = 0,
        dilation: int = 1,
        *,
        bias: bool = True,
        rng: np.random.Generator,
        init=he_normal,
        dtype=np.float32,
    ):
        channels, options = (in_channels, out_channels), (stride, padding, dilation)
        super().__init__(
            channels, kernel_size, *options, bias=bias, rng=rng, init=init, dtype=dtype
        )


class Conv2d(_Conv):
    """Convolution over two axes, (N, C, H, W) to (N, O, H', W').

    Parameters
    ----------
    in_channels, out_channels : int, at least 1
        C and O.
    kernel_size : int or (int, int), at least 1
        K and K', how many neighbours along each axis an output sees.
    stride : int or (int, int), at least 1
        How far windows lie apart along each axis.
    padding : int, or for each axis an int or a pair (before, after), at least 0
        Zeros around the picture. A pair of numbers is one number an axis, while for `Conv1d`,
        with its one axis, it means before and after.
    dilation : int or (int, int), at least 1
        How far the neighbours lie apart along each axis.
    bias : bool
        Whether a number is added to each channel.
    rng : numpy.random.Generator
        Source of the initial weights.
    init : callable
        One of `dlaudio.init`.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (O, C, K, K')
    bias : Parameter, shape (O,), or None

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the kernel does not fit into the input.

    See Also
    --------
    torch.nn.Conv2d : the same; it pads both sides alike, and has "same" and groups besides.

    Examples
    --------
    >>> layer = Conv2d(1, 8, 3, stride=2, padding=1, rng=np.random.default_rng(0))
    >>> layer, layer(np.zeros((5, 1, 16, 16))).shape
    (Conv2d(1, 8, 3, stride=2, padding=1): 80 parameters, (5, 8, 8, 8))
    """

    n_axes = 2

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding=0,
        dilation: int | tuple[int, int] = 1,
        *,
        bias: bool = True,
        rng: np.random.Generator,
        init=he_normal,
        dtype=np.float32,
    ):
        channels, options = (in_channels, out_channels), (stride, padding, dilation)
        super().__init__(
            channels, kernel_size, *options, bias=bias, rng=rng, init=init, dtype=dtype
        )
