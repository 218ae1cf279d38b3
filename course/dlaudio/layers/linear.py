"""The fully connected layer, also called dense."""

from collections.abc import Callable

import numpy as np

from dlaudio.checked import generator, whole
from dlaudio.init import he_normal
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.sums import sum_rows


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

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or rng is no generator.

    See Also
    --------
    torch.nn.Linear : the same with the transpose of the weight, and other first weights.

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, sec. 2.2.

    Examples
    --------
    >>> layer = Linear(4, 2, rng=np.random.default_rng(0))
    >>> layer(np.ones((3, 4), np.float32)).shape, layer
    ((3, 2), Linear(4, 2): 10 parameters)
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
        shape = whole(in_features, "Linear's in_features"), whole(out_features, "its out_features")
        self.weight = Parameter(init(shape, rng=generator(rng, "Linear"), dtype=dtype))
        self.bias = Parameter(np.zeros(out_features, dtype)) if bias else None

    def extra_repr(self) -> str:
        """D, M, and whether the bias is missing."""
        D, M = self.weight.value.shape
        return f"{D}, {M}" + ", bias=False" * (self.bias is None)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map a batch of shape (N, D) to (N, M), or (N, T, D) to (N, T, M)."""
        in_features = len(self.weight.value)
        needed = f"x of shape (N, {in_features})"
        x = self._floats(x, needed)
        if x.ndim < 2 or x.shape[-1] != in_features:
            raise ValueError(f"Linear needs {needed}, got {x.shape}")
        self._saved = x
        y = x @ self.weight.value
        if self.bias is not None:
            y += self.bias.value
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, M); add dL/dW and dL/db; return dL/dx of shape (N, D)."""
        rows, douts = (
            a.reshape(-1, w)
            for a, w in zip((self._saved, dout), self.weight.value.shape, strict=True)
        )
        self.weight.grad += rows.T @ douts
        if self.bias is not None:
            self.bias.grad += sum_rows(douts)
        return dout @ self.weight.value.T
