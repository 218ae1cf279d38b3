"""Layers of units 3, 5 and 6 on the student's functions: dense, bent, normalised, dropped."""

import numpy as np

from ... import layers
from .borrowed import Borrowed, like


class Linear(Borrowed, layers.Linear):
    """Its gradients come from `step5_linear` (unit 5)."""

    parts = ("step5_linear",)

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs = x
        return super().forward(x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        if (own := self.own("step5_linear")) is None:
            return super().backward(dout)
        rows = self.inputs.reshape(-1, self.inputs.shape[-1])
        dW, db, dx = own(dout.reshape(-1, dout.shape[-1]), rows, self.weight.value)
        self.weight.grad += dW
        if self.bias is not None:
            self.bias.grad += db
        return like(dx, dout).reshape(self.inputs.shape)


class _Smooth(Borrowed):
    """One of the three units of `smooth_units` and `smooth_slopes` (unit 3)."""

    parts = ("smooth_units", "smooth_slopes")
    place: int

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs = x
        y = super().forward(x)  # also where the value is the student's: the way back may need it
        own = self.own("smooth_units")
        return y if own is None else like(own(x)[self.place], x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        own = self.own("smooth_slopes")
        if own is None:
            return super().backward(dout)
        return dout * like(own(self.inputs)[self.place], dout)


class Sigmoid(_Smooth, layers.Sigmoid):
    """Values and slopes from `smooth_units` and `smooth_slopes`."""

    place = 0


class Tanh(_Smooth, layers.Tanh):
    """Values and slopes from `smooth_units` and `smooth_slopes`."""

    place = 1


class Softplus(_Smooth, layers.Softplus):
    """Values and slopes from `smooth_units` and `smooth_slopes`."""

    place = 2


class _Bent(Borrowed):
    """One of the three units of `bent_units` (unit 3)."""

    parts = ("bent_units",)
    place: int

    def forward(self, x: np.ndarray) -> np.ndarray:
        if (own := self.own("bent_units")) is None:
            return super().forward(x)
        values, slopes = own(x)
        self.slope = like(slopes[self.place], x)
        return like(values[self.place], x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return super().backward(dout) if self.own("bent_units") is None else dout * self.slope


class ReLU(_Bent, layers.ReLU):
    """Values and slopes from `bent_units`."""

    place = 0


class BatchNorm1d(Borrowed, layers.BatchNorm1d):
    """Forward from `batchnorm_forward`, gradients from `batchnorm_backward` (unit 6)."""

    parts = ("batchnorm_forward", "batchnorm_backward")

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.inputs, before = x, [array.copy() for array in self.buffers()]
        y = super().forward(x)
        if (own := self.own("batchnorm_forward")) is None:
            return y
        options = (self.momentum, self.eps, self.training)
        y, mean, var = own(x, self.weight.value, self.bias.value, *before, *options)
        self.running_mean[...], self.running_var[...] = mean, var
        return like(y, x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        own = self.own("batchnorm_backward")
        if own is None or not self.training:
            return super().backward(dout)
        dx, dgamma, dbeta = own(dout, self.inputs, self.weight.value, self.eps)
        self.weight.grad += dgamma
        self.bias.grad += dbeta
        return like(dx, dout)


class Dropout(Borrowed, layers.Dropout):
    """Masks from `InvertedDropout` (unit 6)."""

    parts = ("InvertedDropout",)

    def forward(self, x: np.ndarray) -> np.ndarray:
        if (own := self.own("InvertedDropout")) is None:
            return super().forward(x)
        if "_student" not in vars(self):
            self._student = own(self.p, self.rng)
        return like(self._student.forward(x, self.training), x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        if self.own("InvertedDropout") is None:
            return super().backward(dout)
        return like(self._student.backward(dout), dout)
