"""From maps to rows: the step between convolutional and linear layers."""

import numpy as np

from dlaudio.layers.base import Layer


class Flatten(Layer):
    """Make one row of each example: (N, ...) to (N, product of the rest), last axis fastest."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, ...) to (N, D)."""
        self._saved = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (N, D), return dL/dx of the shape of x."""
        return dout.reshape(self._saved)
