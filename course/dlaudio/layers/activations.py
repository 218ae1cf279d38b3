"""Activations: what makes a stack of linear layers more than one linear layer.

All are safe for inputs of +-1000 and more, and keep the shape of x, of any number of axes. Where a
function has a kink, at x = 0, its derivative there is the one of the side x < 0, as in PyTorch:
ReLU'(0) = 0.
"""

import numpy as np

from dlaudio.checked import number
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.functions import sigmoid, softmax, softplus


class Sigmoid(Layer):
    """sigma(x) = 1 / (1 + exp(-x)), between 0 and 1; sigma' = sigma (1 - sigma), at most 1/4.

    See Also
    --------
    torch.nn.Sigmoid : the same.

    Examples
    --------
    >>> Sigmoid()(np.log([1.0, 3.0]))
    array([0.5 , 0.75])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return sigma(x)."""
        y = self._saved = sigmoid(self._floats(x))
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        y = self._saved
        dx = 1 - y
        dx *= y
        dx *= dout
        return dx


class Tanh(Layer):
    """tanh(x) = 2 sigma(2x) - 1, between -1 and 1; tanh' = 1 - tanh^2.

    See Also
    --------
    torch.nn.Tanh : the same.

    Examples
    --------
    >>> Tanh()([0.0, np.log(3)])
    array([0. , 0.8])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return tanh(x)."""
        y = self._saved = np.tanh(self._floats(x))
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * (1 - self._saved**2)


class ReLU(Layer):
    """max(0, x), the rectified linear unit; its derivative is 0 for x <= 0 and 1 for x > 0.

    See Also
    --------
    torch.nn.ReLU : the same.

    Examples
    --------
    >>> ReLU()([-2.0, 3.0])
    array([0., 3.])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return max(0, x)."""
        x = self._floats(x)
        self._saved = x > 0
        return np.maximum(x, 0)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * self._saved


class LeakyReLU(Layer):
    """x for x > 0, otherwise negative_slope * x, which lets a little gradient through.

    Maas, Hannun, Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", ICML 2013,
    eq. 2, with a slope of 0.01.

    Parameters
    ----------
    negative_slope : float
        0.1 if not given: large enough to be seen in a plot.

    See Also
    --------
    torch.nn.LeakyReLU : the same, with 0.01 if no slope is given.

    Examples
    --------
    >>> LeakyReLU()([-2.0, 3.0])
    array([-0.2,  3. ])
    """

    def __init__(self, negative_slope: float = 0.1):
        self.negative_slope = number(negative_slope, "LeakyReLU's negative_slope")

    def extra_repr(self) -> str:
        """The slope."""
        return f"{self.negative_slope:g}"

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or negative_slope * x."""
        x = self._floats(x)
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

    See Also
    --------
    torch.nn.PReLU : the same; its `init` is called `initial` here.

    References
    ----------
    .. [1] He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 1 and sec. 2.1.

    Examples
    --------
    >>> PReLU(0.5)([-2.0, 3.0])
    array([-1.,  3.])
    """

    def __init__(self, initial: float = 0.25, *, dtype=np.float32):
        self.weight = Parameter(np.full(1, number(initial, "PReLU's initial"), dtype))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or weight * x."""
        x = self._saved = self._floats(x)
        return np.where(x > 0, x, self.weight.value * x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, add dL/dweight = sum of dL/dy x over x <= 0, return dL/dx."""
        self.weight.grad += (dout * np.minimum(self._saved, 0)).sum()
        return np.where(self._saved > 0, dout, self.weight.value * dout)


class Softplus(Layer):
    """ln(1 + exp(x)), a ReLU without a kink; its derivative is the sigmoid.

    See Also
    --------
    torch.nn.Softplus : the same with its default options.

    Examples
    --------
    >>> Softplus()([0.0, 1000.0]).round(4)
    array([6.931e-01, 1.000e+03])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return ln(1 + exp(x))."""
        x = self._saved = self._floats(x)
        return softplus(x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        return dout * sigmoid(self._saved)


class ELU(Layer):
    """x for x > 0, otherwise alpha (exp(x) - 1), which flattens out at -alpha.

    Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by Exponential
    Linear Units", ICLR 2016, eq. 15.

    Parameters
    ----------
    alpha : float

    See Also
    --------
    torch.nn.ELU : the same.

    Examples
    --------
    >>> ELU()([-1000.0, 3.0])
    array([-1.,  3.])
    """

    def __init__(self, alpha: float = 1.0):
        self.alpha = number(alpha, "ELU's alpha")

    def extra_repr(self) -> str:
        """The limit, without its sign."""
        return f"{self.alpha:g}"

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return x or alpha (exp(x) - 1)."""
        x = self._saved = self._floats(x)
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx."""
        x = self._saved
        return np.where(x > 0, dout, dout * self.alpha * np.exp(np.minimum(x, 0)))


class Softmax(Layer):
    """exp(x_i) / sum_j exp(x_j) along the last axis: a probability for each class.

    Not before `CrossEntropyLoss`, which takes the scores themselves (the logits).

    See Also
    --------
    torch.nn.Softmax : the same with `dim=-1`.

    Examples
    --------
    >>> Softmax()(np.log([[1.0, 2.0, 5.0]])).round(3)
    array([[0.125, 0.25 , 0.625]])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the probabilities, of the shape of x."""
        y = self._saved = softmax(self._floats(x))
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx = y (dL/dy - sum_j dL/dy_j y_j)."""
        y = self._saved
        dx = dout - np.vecdot(dout, y)[..., None]
        dx *= y
        return dx
