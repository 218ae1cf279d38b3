"""Dropout: units are switched off by chance, so that none can rely on another."""

import numpy as np

from dlaudio.checked import generator, number
from dlaudio.layers.base import Layer


class Dropout(Layer):
    """Set each entry to zero with probability p while training, and divide the others by 1 - p.

    The division keeps the expected value, so that in use (after `eval`) the layer does nothing:
    "inverted" dropout. p is the probability to *drop*, as in PyTorch; some books mean to keep.

    Parameters
    ----------
    p : float, from 0, below 1
        Probability of each entry to be dropped.
    rng : numpy.random.Generator
        Draws a new mask in every forward.

    Raises
    ------
    ValueError
        If p is out of range, or rng is no generator.

    See Also
    --------
    torch.nn.Dropout : the same, with a hidden generator for all layers.

    References
    ----------
    .. [1] Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout: A Simple Way to
       Prevent Neural Networks from Overfitting", JMLR 15, 2014, sec. 4 and 10.

    Examples
    --------
    >>> layer = Dropout(0.5, rng=np.random.default_rng(0))
    >>> layer(np.ones(6))
    array([2., 2., 2., 0., 0., 0.])
    >>> layer.eval()(np.ones(6))
    array([1., 1., 1., 1., 1., 1.])
    """

    def __init__(self, p: float, *, rng: np.random.Generator):
        self.p = number(p, "Dropout's drop probability p", low=0, high=1, ends="[)")
        self.rng = generator(rng, "Dropout")

    def extra_repr(self) -> str:
        """The probability to drop."""
        return f"{self.p:g}"

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Drop entries of x, of any shape; in use return x."""
        x = self._floats(x)
        if not self.training:
            self._saved = None
            return x
        # float32 numbers are drawn in half the time, and are fine enough for any p in use.
        kept = self.rng.random(x.shape, dtype=np.float32) >= self.p
        self._saved = kept.astype(x.dtype) / (1 - self.p)
        return x * self._saved

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, return dL/dx: what was dropped in the forward gets no gradient."""
        return dout if self._saved is None else dout * self._saved
