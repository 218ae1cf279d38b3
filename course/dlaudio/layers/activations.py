"""Activations: what makes a stack of linear layers more than one linear layer.

All are safe for inputs of +-1000 and more, and keep the shape of x, of any number of axes (only
`Maxout` shortens the last one). Where a function has a kink, at x = 0, its derivative there is the
one of the side x < 0, as in PyTorch: ReLU'(0) = 0.
"""

import numpy as np

from dlaudio.layers.arrays import sum_last
from dlaudio.layers.base import Layer, Parameter


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)); where exp(-x) is too large for a number, infinity, the result is 0."""
    with np.errstate(over="ignore"):
        y = np.exp(np.negative(x))
    return 1 / (1 + y)


def softplus(x: np.ndarray) -> np.ndarray:
    """ln(1 + exp(x)) = max(x, 0) + ln(1 + exp(-|x|)); the right-hand side never overflows."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def log_softmax(x: np.ndarray) -> np.ndarray:
    """Logarithm of `softmax`, in nats, without the detour that would give log(0)."""
    shifted = x - np.max(x, axis=-1, keepdims=True)
    return shifted - np.log(sum_last(np.exp(shifted)))


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x_i) / sum_j exp(x_j) along the last axis: positive numbers whose sum is one.

    The maximum is subtracted first: that changes nothing, and exp cannot overflow.
    """
    y = np.exp(x - np.max(x, axis=-1, keepdims=True))
    y /= sum_last(y)
    return y


class Sigmoid(Layer):
    """sigma(x) = 1 / (1 + exp(-x)), between 0 and 1; sigma' = sigma (1 - sigma), at most 1/4."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return sigma(x)."""
        y = self._saved = sigmoid(x)
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        y = self._saved
        dx = 1 - y
        dx *= y
        dx *= dout
        return dx


class Tanh(Layer):
    """tanh(x) = 2 sigma(2x) - 1, between -1 and 1; tanh' = 1 - tanh^2."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return tanh(x)."""
        y = self._saved = np.tanh(x)
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * (1 - self._saved**2)


class ReLU(Layer):
    """max(0, x), the rectified linear unit; its derivative is 0 for x <= 0 and 1 for x > 0."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max(0, x)."""
        self._saved = x > 0
        return np.maximum(x, 0)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * self._saved


class LeakyReLU(Layer):
    """x for x > 0, otherwise negative_slope * x, which lets a little gradient through.

    The slope is 0.1 if not given (PyTorch: 0.01); Maas, Hannun, Ng, "Rectifier Nonlinearities
    Improve Neural Network Acoustic Models", ICML 2013, eq. 2, used 0.01.
    """

    def __init__(self, negative_slope: float = 0.1):
        self.negative_slope = negative_slope

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or negative_slope * x."""
        self._saved = x > 0
        return np.where(self._saved, x, self.negative_slope * x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return np.where(self._saved, dout, self.negative_slope * dout)


class PReLU(Layer):
    """Leaky ReLU whose slope for x <= 0 is learnt, one for all features.

    Parameters
    ----------
    initial : float
        Slope at the start.
    dtype : numpy dtype
        Of the parameter, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (1,)

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 1 and sec. 2.1.
    """

    def __init__(self, initial: float = 0.25, *, dtype=np.float32):
        self.weight = Parameter(np.full(1, initial, dtype))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or weight * x."""
        self._saved = x
        return np.where(x > 0, x, self.weight.value * x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, add dL/dweight = sum of dL/dy x over x <= 0, return dL/dx."""
        self.weight.grad += (dout * np.minimum(self._saved, 0)).sum()
        return np.where(self._saved > 0, dout, self.weight.value * dout)


class Softplus(Layer):
    """ln(1 + exp(x)), a ReLU without a kink; its derivative is the sigmoid."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return ln(1 + exp(x))."""
        self._saved = x
        return softplus(x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * sigmoid(self._saved)


class ELU(Layer):
    """x for x > 0, otherwise alpha (exp(x) - 1), which flattens out at -alpha.

    Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by Exponential
    Linear Units", ICLR 2016, eq. 15.
    """

    def __init__(self, alpha: float = 1.0):
        self.alpha = alpha

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or alpha (exp(x) - 1)."""
        self._saved = x
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        x = self._saved
        return np.where(x > 0, dout, dout * self.alpha * np.exp(np.minimum(x, 0)))


class Maxout(Layer):
    """Largest of each group of k neighbours on the last axis: (..., M k) to (..., M).

    After a `Linear` layer with M k outputs, each unit is the largest of k affine functions of
    its inputs, a convex function that is learnt. Among equals the first one has the gradient.

    Parameters
    ----------
    n_pieces : int
        k.

    References
    ----------
    .. [1] Goodfellow, Warde-Farley, Mirza, Courville, Bengio, "Maxout Networks", ICML 2013, sec. 3.
    """

    def __init__(self, n_pieces: int):
        if n_pieces < 1:
            raise ValueError(f"Maxout needs at least one piece, got {n_pieces}")
        self.n_pieces = n_pieces

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the largest of each group; ValueError if the last axis has no whole groups."""
        if x.shape[-1] % self.n_pieces:
            raise ValueError(
                f"Maxout needs a last axis that {self.n_pieces} divides, got shape {x.shape}"
            )
        pieces = x.reshape(*x.shape[:-1], -1, self.n_pieces)
        largest = pieces.argmax(axis=-1)[..., None]
        self._saved = x.shape, largest
        return np.take_along_axis(pieces, largest, axis=-1)[..., 0]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (..., M), return dL/dx of shape (..., M k)."""
        shape, largest = self._saved
        dx = np.zeros((*dout.shape, self.n_pieces), dout.dtype)
        np.put_along_axis(dx, largest, dout[..., None], axis=-1)
        return dx.reshape(shape)


class Softmax(Layer):
    """exp(x_i) / sum_j exp(x_j) along the last axis: a probability for each class.

    Not before `CrossEntropyLoss`, which takes the scores themselves (the logits).
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the probabilities, of the shape of x."""
        y = self._saved = softmax(x)
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx = y (dL/dy - sum_j dL/dy_j y_j)."""
        y = self._saved
        dx = dout - np.vecdot(dout, y)[..., None]
        dx *= y
        return dx
