"""Embedding: a learnt row of numbers for each symbol."""

import numpy as np

from dlaudio.checked import generator, whole
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.guard import as_array


class Embedding(Layer):
    """Look up row i of a matrix for symbol i, (N, T) integers to (N, T, D).

    Parameters
    ----------
    num_embeddings, embedding_dim : int
        How many symbols there are, and D.
    rng : numpy.random.Generator
        Source of the initial rows, standard normal as in PyTorch.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (num_embeddings, D)

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or rng is no generator.

    See Also
    --------
    torch.nn.Embedding : the same.

    Examples
    --------
    >>> Embedding(128, 16, rng=np.random.default_rng(0))([[60, 64, 67]]).shape
    (1, 3, 16)
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        *,
        rng: np.random.Generator,
        dtype=np.float32,
    ):
        n = whole(num_embeddings, "Embedding's num_embeddings")
        shape = n, whole(embedding_dim, "Embedding's embedding_dim")
        rows = generator(rng, "Embedding").normal(size=shape)
        self.weight = Parameter(rows.astype(dtype))

    def extra_repr(self) -> str:
        """How many symbols, and D."""
        return ", ".join(map(str, self.weight.value.shape))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Rows of the symbols x, any shape of integers in 0 .. num_embeddings - 1."""
        n = len(self.weight.value)
        x = as_array(x, f"Embedding needs integers from 0 to {n - 1}")
        if x.dtype.kind not in "iu" or (x.size and not 0 <= x.min() <= x.max() < n):
            raise ValueError(f"Embedding needs integers from 0 to {n - 1}, got {x.dtype} array")
        self._saved = x
        return self.weight.value[x]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Add dL/dy of every use of a symbol to its row; return zeros, for symbols have none."""
        np.add.at(self.weight.grad, self._saved, dout)
        return np.zeros(self._saved.shape, dout.dtype)
