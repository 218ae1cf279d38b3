"""Normalisation: features of mean 0 and variance 1, then a scale and a shift that are learnt.

With m the number of values that share a mean and xhat = (x - mean) / sqrt(var + eps),

    dL/dx = (dxhat - mean(dxhat) - xhat mean(dxhat xhat)) / sqrt(var + eps),

since the mean and the variance depend on x too (Ioffe, Szegedy, "Batch Normalization", ICML 2015,
sec. 3, simplified). Batch normalisation takes the mean over the batch, layer normalisation over
the features of one example.
"""

import numpy as np

from dlaudio.layers.base import Layer, Parameter


def normalise(x: np.ndarray, eps: float, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return xhat, of the shape of x, and 1 / sqrt(var + eps), with var the biased variance."""
    centred = x - x.mean(axis=axis, keepdims=True)
    scale = 1 / np.sqrt((centred**2).mean(axis=axis, keepdims=True) + eps)
    return centred * scale, scale


def normalise_backward(dxhat: np.ndarray, xhat, scale, axis: int) -> np.ndarray:
    """Return dL/dx for dL/dxhat and the results of `normalise`."""
    mean = dxhat.mean(axis=axis, keepdims=True)
    slope = (dxhat * xhat).mean(axis=axis, keepdims=True)
    return scale * (dxhat - mean - xhat * slope)


class BatchNorm1d(Layer):
    """Batch normalisation of each feature, y = weight xhat + bias.

    While training, mean and variance are those of the batch, and running averages of them are
    kept; in use (after `eval`) the running averages take their place. As in PyTorch, the batch is
    divided by its biased variance, and the running average is of the unbiased one.

    Parameters
    ----------
    num_features : int
        D.
    eps : float
        Added to the variance.
    momentum : float
        Share of the newest batch in the running averages.
    dtype : numpy dtype
        Of parameters and running averages, float32 if not given.

    Attributes
    ----------
    weight, bias : Parameter, shape (D,)
        One and zero at first.
    running_mean, running_var : ndarray, shape (D,)

    References
    ----------
    .. [1] Ioffe, Szegedy, "Batch Normalization", ICML 2015, algorithms 1 and 2.
    """

    def __init__(
        self, num_features: int, *, eps: float = 1e-5, momentum: float = 0.1, dtype=np.float32
    ):
        self.weight = Parameter(np.ones(num_features, dtype))
        self.bias = Parameter(np.zeros(num_features, dtype))
        self.running_mean = np.zeros(num_features, dtype)
        self.running_var = np.ones(num_features, dtype)
        self.eps, self.momentum = eps, momentum

    def buffers(self) -> list[np.ndarray]:
        """The running averages."""
        return [self.running_mean, self.running_var]

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalise a batch (N, D); training needs N > 1 (ValueError), for one has no variance."""
        num_features = len(self.running_mean)
        if x.ndim != 2 or x.shape[1] != num_features:
            raise ValueError(f"BatchNorm1d needs x of shape (N, {num_features}), got {x.shape}")
        self.of_batch = self.training
        if self.of_batch:
            self._update_running(x)
            self.xhat, self.scale = normalise(x, self.eps, axis=0)
        else:
            self.scale = 1 / np.sqrt(self.running_var + self.eps)
            self.xhat = (x - self.running_mean) * self.scale
        return self.weight.value * self.xhat + self.bias.value

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, D); add both gradients; return dL/dx of shape (N, D)."""
        self.weight.grad += (dout * self.xhat).sum(axis=0)
        self.bias.grad += dout.sum(axis=0)
        dxhat = dout * self.weight.value
        if self.of_batch:
            return normalise_backward(dxhat, self.xhat, self.scale, axis=0)
        return dxhat * self.scale

    def _update_running(self, x: np.ndarray) -> None:
        if len(x) < 2:
            raise ValueError(
                "BatchNorm1d needs at least 2 examples to train, got 1: choose a batch size that "
                "leaves no single example over, or call eval()"
            )
        self.running_mean += self.momentum * (x.mean(axis=0) - self.running_mean)
        self.running_var += self.momentum * (x.var(axis=0, ddof=1) - self.running_var)


class LayerNorm(Layer):
    """Layer normalisation of each example, y = weight xhat + bias, the same in training and use.

    Parameters
    ----------
    num_features : int
        D, the length of the last axis, over which mean and variance are taken.
    eps : float
        Added to the variance.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight, bias : Parameter, shape (D,)
        One and zero at first.

    References
    ----------
    .. [1] Ba, Kiros, Hinton, "Layer Normalization", arXiv 1607.06450, 2016, sec. 3.
    """

    def __init__(self, num_features: int, *, eps: float = 1e-5, dtype=np.float32):
        self.weight = Parameter(np.ones(num_features, dtype))
        self.bias = Parameter(np.zeros(num_features, dtype))
        self.eps = eps

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalise (N, D), or (N, T, D), along the last axis."""
        num_features = len(self.weight.value)
        if x.ndim < 2 or x.shape[-1] != num_features:
            raise ValueError(f"LayerNorm needs x of shape (N, {num_features}), got {x.shape}")
        self.xhat, self.scale = normalise(x, self.eps, axis=-1)
        return self.weight.value * self.xhat + self.bias.value

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add both gradients; return dL/dx; all of the shape of x."""
        before_last = tuple(range(dout.ndim - 1))
        self.weight.grad += (dout * self.xhat).sum(axis=before_last)
        self.bias.grad += dout.sum(axis=before_last)
        return normalise_backward(dout * self.weight.value, self.xhat, self.scale, axis=-1)
