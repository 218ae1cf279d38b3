"""From maps to rows: the step between convolutional and linear layers."""

import math

import numpy as np

from dlaudio.layers.base import Layer


class Flatten(Layer):
    """Make one row of each example: (N, ...) to (N, product of the rest), last axis fastest.

    See Also
    --------
    torch.nn.Flatten : the same with its default options.

    Examples
    --------
    >>> Flatten()(np.arange(8.0).reshape(2, 2, 2))
    array([[0., 1., 2., 3.],
           [4., 5., 6., 7.]])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, ...) to (N, D)."""
        x = self._floats(x, "x of shape (N, ...)")
        if x.ndim == 0:
            raise ValueError("Flatten needs x of shape (N, ...), got a single number")
        self._saved = x.shape
        return x.reshape(len(x), math.prod(x.shape[1:]))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, D), return dL/dx of the shape of x."""
        return dout.reshape(self._saved)
