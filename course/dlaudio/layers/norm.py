"""Normalisation: features of mean 0 and variance 1, then a scale and a shift that are learnt.

With m the number of values that share a mean and xhat = (x - mean) / sqrt(var + eps),

    dL/dx = (dxhat - mean(dxhat) - xhat mean(dxhat xhat)) / sqrt(var + eps),

since the mean and the variance depend on x too (Ioffe, Szegedy, "Batch Normalization", ICML 2015,
sec. 3, simplified). Batch normalisation takes the mean over the batch, layer normalisation over
the features of one example. Sums are matrix products, with ones or with the weights, and arrays
are changed in place where nobody else has them: these layers do little with each number, so what
takes time is going through memory.
"""

from collections.abc import Iterator

import numpy as np

from dlaudio.checked import number, whole
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.sums import sum_rows


class BatchNorm1d(Layer):
    """Batch normalisation of each feature, y = weight xhat + bias.

    While training, mean and variance are those of the batch, and running averages of them are
    kept; in use (after `eval`) the running averages take their place. As in PyTorch, the batch is
    divided by its biased variance, and the running average is of the unbiased one.

    Parameters
    ----------
    num_features : int
        D.
    eps : float, at least 0
        Added to the variance.
    momentum : float, from 0 to 1
        Share of the newest batch in the running averages.
    dtype : numpy dtype
        Of parameters and running averages, float32 if not given.

    Attributes
    ----------
    weight, bias : Parameter, shape (D,)
        One and zero at first.
    running_mean, running_var : ndarray, shape (D,)

    Raises
    ------
    ValueError
        If a number is out of range.

    See Also
    --------
    torch.nn.BatchNorm1d : the same, without axes of time.

    Examples
    --------
    >>> layer = BatchNorm1d(1)
    >>> layer([[1.0], [3.0]]).round(3).tolist()
    [[-1.0], [1.0]]
    >>> layer
    BatchNorm1d(1): 2 parameters

    References
    ----------
    .. [1] Ioffe, Szegedy, "Batch Normalization", ICML 2015, algorithms 1 and 2.
    """

    def __init__(
        self, num_features: int, *, eps: float = 1e-5, momentum: float = 0.1, dtype=np.float32
    ):
        whole(num_features, "BatchNorm1d's num_features")
        self.weight = Parameter(np.ones(num_features, dtype))
        self.bias = Parameter(np.zeros(num_features, dtype))
        self.running_mean = np.zeros(num_features, dtype)
        self.running_var = np.ones(num_features, dtype)
        self.eps = number(eps, "BatchNorm1d's eps", low=0)
        self.momentum = number(momentum, "BatchNorm1d's momentum", low=0, high=1)

    def named_buffers(self) -> Iterator[tuple[str, np.ndarray]]:
        """The running averages."""
        yield "running_mean", self.running_mean
        yield "running_var", self.running_var

    def extra_repr(self) -> str:
        """D."""
        return str(len(self.running_mean))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalise a batch (N, D); training needs N > 1 (ValueError), for one has no variance."""
        needed = f"x of shape (N, {len(self.running_mean)})"
        x = self._floats(x, needed)
        if x.ndim != 2 or x.shape[1] != len(self.running_mean):
            raise ValueError(f"BatchNorm1d needs {needed}, got {x.shape}")
        if self.training:
            if len(x) < 2:
                raise ValueError(
                    f"BatchNorm1d needs at least 2 examples to train, got {len(x)}: choose a batch "
                    "size that leaves no single example over, or call eval()"
                )
            mean = sum_rows(x) / len(x)
            centred = x - mean
            var = sum_rows(centred * centred) / len(x)
            unbiased = var * (len(x) / (len(x) - 1))
            self.running_mean += self.momentum * (mean - self.running_mean)
            self.running_var += self.momentum * (unbiased - self.running_var)
        else:
            centred, var = x - self.running_mean, self.running_var
        scale = 1 / np.sqrt(var + self.eps)
        self._saved = centred, scale, self.training
        y = centred * (scale * self.weight.value)
        y += self.bias.value
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, D); add both gradients; return dL/dx of shape (N, D)."""
        centred, scale, of_batch = self._saved
        product = dout * centred
        dbias, dweight = sum_rows(dout), sum_rows(product) * scale
        self.weight.grad += dweight
        self.bias.grad += dbias
        if not of_batch:
            return dout * (self.weight.value * scale)
        dx = dout - dbias / len(dout)
        dx -= np.multiply(centred, dweight * scale / len(dout), out=product)
        dx *= self.weight.value * scale
        return dx


class LayerNorm(Layer):
    """Layer normalisation of each example, y = weight xhat + bias, the same in training and use.

    Parameters
    ----------
    num_features : int
        D, the length of the last axis, over which mean and variance are taken.
    eps : float, at least 0
        Added to the variance.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight, bias : Parameter, shape (D,)
        One and zero at first.

    Raises
    ------
    ValueError
        If a number is out of range.

    See Also
    --------
    torch.nn.LayerNorm : the same; its `normalized_shape` may name several axes.

    Examples
    --------
    >>> LayerNorm(2)([[1.0, 3.0]]).round(3)
    array([[-1.,  1.]])

    References
    ----------
    .. [1] Ba, Kiros, Hinton, "Layer Normalization", arXiv 1607.06450, 2016, sec. 3.
    """

    def __init__(self, num_features: int, *, eps: float = 1e-5, dtype=np.float32):
        whole(num_features, "LayerNorm's num_features")
        self.weight = Parameter(np.ones(num_features, dtype))
        self.bias = Parameter(np.zeros(num_features, dtype))
        self.eps = number(eps, "LayerNorm's eps", low=0)

    def extra_repr(self) -> str:
        """D."""
        return str(len(self.weight.value))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalise (N, D), or (N, T, D), along the last axis."""
        num_features = len(self.weight.value)
        x = self._floats(x, f"x of shape (N, {num_features})")
        if x.ndim < 2 or x.shape[-1] != num_features:
            raise ValueError(f"LayerNorm needs x of shape (N, {num_features}), got {x.shape}")
        rows = x.reshape(-1, num_features)
        xhat = rows - (rows @ np.ones(num_features, x.dtype) / num_features)[:, None]
        scale = 1 / np.sqrt(np.vecdot(xhat, xhat) / num_features + self.eps)[:, None]
        xhat *= scale
        self._saved = xhat, scale
        y = xhat * self.weight.value
        y += self.bias.value
        return y.reshape(x.shape)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add both gradients; return dL/dx; all of the shape of x."""
        xhat, scale = self._saved
        rows, weight = dout.reshape(xhat.shape), self.weight.value
        product = rows * xhat
        self.weight.grad += sum_rows(product)
        self.bias.grad += sum_rows(rows)
        mean, slope = (rows @ weight / len(weight), product @ weight / len(weight))
        dx = rows * weight
        dx -= mean[:, None]
        dx -= np.multiply(xhat, slope[:, None], out=product)
        dx *= scale
        return dx.reshape(dout.shape)
