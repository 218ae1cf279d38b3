"""The fully connected layer, also called dense."""

from collections.abc import Callable

import numpy as np

from dlaudio.init import he_normal
from dlaudio.layers.arrays import sum_rows
from dlaudio.layers.base import Layer, Parameter


class Linear(Layer):
    """Affine map of each row, y = x W + b.

    The weight is (D, M), so that code reads like the formula; PyTorch keeps its transpose.

    Parameters
    ----------
    in_features, out_features : int
        D and M, the lengths of one input row and one output row.
    rng : numpy.random.Generator
        Source of the initial weights. The bias starts at zero.
    init : callable
        One of `dlaudio.init`, He-normal [1]_ if not given.
    bias : bool
        False leaves b out, as before batch normalisation, which would remove it.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (D, M)
    bias : Parameter, shape (M,), or None

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, sec. 2.2.
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        *,
        rng: np.random.Generator,
        init: Callable = he_normal,
        bias: bool = True,
        dtype=np.float32,
    ):
        if in_features < 1 or out_features < 1:
            raise ValueError(
                f"Linear needs at least one input and one output, got {in_features} and "
                f"{out_features}"
            )
        self.weight = Parameter(init((in_features, out_features), rng=rng, dtype=dtype))
        self.bias = Parameter(np.zeros(out_features, dtype)) if bias else None

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map a batch of shape (N, D) to (N, M), or (N, T, D) to (N, T, M)."""
        in_features = len(self.weight.value)
        if x.ndim < 2 or x.shape[-1] != in_features:
            raise ValueError(f"Linear needs x of shape (N, {in_features}), got {x.shape}")
        self._saved = x
        y = x @ self.weight.value
        if self.bias is not None:
            y += self.bias.value
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, M); add dL/dW and dL/db; return dL/dx of shape (N, D)."""
        rows, douts = (a.reshape(-1, a.shape[-1]) for a in (self._saved, dout))
        self.weight.grad += rows.T @ douts
        if self.bias is not None:
            self.bias.grad += sum_rows(douts)
        return dout @ self.weight.value.T
