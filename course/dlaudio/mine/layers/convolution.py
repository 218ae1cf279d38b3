"""Layers of units 8, 9 and 12 on the student's functions: convolution and pooling.

The exercises ask for less than the package can do: a layer with a stride, padding or dilation that
a function does not take runs as the package does it.
"""

import numpy as np

from ... import layers
from .borrowed import Borrowed, like


class Conv1d(Borrowed, layers.Conv1d):
    """`conv1d`, or `causal_conv` where it is causal; `conv1d_backward`, `causal_conv_backward`."""

    parts = ("conv1d", "conv1d_backward", "causal_conv", "causal_conv_backward")

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs = x
        y = super().forward(x)  # what it keeps, and what it refuses, are needed in any case
        weight, bias, (before, after) = self.weight.value, self._bias(), self.padding[0]
        if self._causal and (own := self.own("causal_conv")):
            return like(own(x, weight, bias, self.dilation[0]), x)
        if before == after and (own := self.own("conv1d")):
            return like(own(x, weight, bias, self.stride[0], before, self.dilation[0]), x)
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        x, weight = self.inputs, self.weight.value
        if self._causal and (own := self.own("causal_conv_backward")):
            return self._take(own(dout, x, weight, self.dilation[0]), dout)
        if self.dilation[0] == 1 and (own := self.own("conv1d_backward")):
            before, after = self.padding[0]
            padded = np.pad(x, ((0, 0), (0, 0), (before, after)))
            dx, dweight, dbias = own(padded, weight, dout, self.stride[0])
            dx = np.asarray(dx)[..., before : before + x.shape[2]]
            return self._take((dx, dweight, dbias), dout)
        return super().backward(dout)

    @property
    def _causal(self) -> bool:
        reach = self.dilation[0] * (self.kernel_size[0] - 1)
        return reach > 0 and self.stride[0] == 1 and self.padding[0] == (reach, 0)

    def _bias(self) -> np.ndarray:
        weight = self.weight.value
        return np.zeros(len(weight), weight.dtype) if self.bias is None else self.bias.value

    def _take(self, gradients, dout: np.ndarray) -> np.ndarray:
        """Add the gradients of weight and bias; return that of x."""
        dx, dweight, dbias = gradients
        self.weight.grad += dweight
        if self.bias is not None:
            self.bias.grad += dbias
        return like(dx, dout)


class Conv2d(Borrowed, layers.Conv2d):
    """`conv2d` (unit 8) and `conv2d_backward` (unit 9)."""

    parts = ("conv2d", "conv2d_backward")
    _bias, _take = Conv1d._bias, Conv1d._take

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs = x
        y = super().forward(x)
        if self.dilation != (1, 1) or (own := self.own("conv2d")) is None:
            return y
        padded = np.pad(x, ((0, 0), (0, 0), *self.padding))
        return like(own(padded, self.weight.value, self._bias(), self.stride), x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        same = {padding for pair in self.padding for padding in pair}
        plain = self.stride == self.dilation == (1, 1) and len(same) == 1
        if not plain or (own := self.own("conv2d_backward")) is None:
            return super().backward(dout)
        return self._take(own(self.inputs, self.weight.value, dout, same.pop()), dout)


class _Pool1d(Borrowed):
    """One of the two values of `pool1d` (unit 8)."""

    parts = ("pool1d",)
    place: int

    def forward(self, x: np.ndarray) -> np.ndarray:
        y = super().forward(x)
        if (own := self.own("pool1d")) is None:
            return y
        return like(own(x, self.kernel_size[0], self.stride[0])[self.place], x)


class MaxPool1d(_Pool1d, layers.MaxPool1d):
    """Its values come from `pool1d`."""

    place = 0


class AvgPool1d(_Pool1d, layers.AvgPool1d):
    """Its values come from `pool1d`."""

    place = 1


class MaxPool2d(Borrowed, layers.MaxPool2d):
    """Its gradients come from `max_pool_backward` (unit 9)."""

    parts = ("max_pool_backward",)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs = x
        return super().forward(x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        size, *others = {*self.kernel_size, *self.stride}
        if others or (own := self.own("max_pool_backward")) is None:
            return super().backward(dout)
        return like(own(self.inputs, dout, size), dout)
