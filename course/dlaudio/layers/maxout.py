"""Maxout: a bend that is learnt."""

import numpy as np

from dlaudio.checked import whole
from dlaudio.layers.base import Layer


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

    See Also
    --------
    torch.nn.MaxPool1d : over neighbours in time; PyTorch has no Maxout.

    Examples
    --------
    >>> Maxout(3)([[1.0, 5.0, 2.0, 0.0, -1.0, -3.0]])
    array([[5., 0.]])
    """

    def __init__(self, n_pieces: int):
        self.n_pieces = whole(n_pieces, "Maxout's n_pieces")

    def extra_repr(self) -> str:
        """The number of pieces."""
        return str(self.n_pieces)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the largest of each group; ValueError if the last axis has no whole groups."""
        x = self._floats(x)
        if x.ndim == 0 or x.shape[-1] % self.n_pieces:
            raise ValueError(
                f"Maxout needs a last axis that {self.n_pieces} divides, got shape {x.shape}"
            )
        pieces = x.reshape(*x.shape[:-1], x.shape[-1] // self.n_pieces, self.n_pieces)
        largest = pieces.argmax(axis=-1)[..., None]
        self._saved = x.shape, largest
        return np.take_along_axis(pieces, largest, axis=-1)[..., 0]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy of shape (..., M), return dL/dx of shape (..., M k)."""
        shape, largest = self._saved
        dx = np.zeros((*dout.shape, self.n_pieces), dout.dtype)
        np.put_along_axis(dx, largest, dout[..., None], axis=-1)
        return dx.reshape(shape)
