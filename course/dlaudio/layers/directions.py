"""What is done with the states of recurrent layers: read from both ends, or only the last taken."""

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.layers.recurrent import Recurrent


class Bidirectional(Layer):
    """Two recurrent layers, one of which reads backwards; their states side by side (N, T, 2 H).

    M. Schuster, K. Paliwal, "Bidirectional recurrent neural networks", IEEE Trans. SP 45, 1997.

    Parameters
    ----------
    ahead, back : RNN, LSTM or GRU
        Two layers of the same input size.

    Raises
    ------
    ValueError
        If one is no recurrent layer, or both are the same object.

    See Also
    --------
    torch.nn.LSTM : the same with `bidirectional=True`.

    Examples
    --------
    >>> from dlaudio.layers import RNN
    >>> rng = np.random.default_rng(0)
    >>> layer = Bidirectional(RNN(3, 8, rng=rng), RNN(3, 8, rng=rng))
    >>> layer(np.zeros((5, 20, 3))).shape
    (5, 20, 16)
    """

    def __init__(self, ahead: Recurrent, back: Recurrent):
        if ahead is back or not all(isinstance(layer, Recurrent) for layer in (ahead, back)):
            names = " and ".join(type(layer).__name__ for layer in (ahead, back))
            got = "one twice" if ahead is back else names
            raise ValueError(f"Bidirectional needs two recurrent layers, got {got}")
        self.ahead, self.back = ahead, back

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, T, D) to (N, T, H of `ahead` + H of `back`)."""
        x = self._floats(x, "x of shape (N, T, D)")
        if x.ndim != 3:
            raise ValueError(f"Bidirectional needs x of shape (N, T, D), got {x.shape}")
        both = self.ahead.forward(x), self.back.forward(x[:, ::-1])[:, ::-1]
        return np.concatenate(both, axis=2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; return dL/dx, the sum over both directions."""
        H = self.ahead.hidden_size
        back = self.back.backward(dout[:, ::-1, H:])[:, ::-1]
        return self.ahead.backward(dout[:, :, :H]) + back


class LastStep(Layer):
    """The last state alone, (N, T, H) to (N, H): one answer for a whole sequence.

    See Also
    --------
    torch.nn.LSTM : there this is `output[:, -1]`.

    Examples
    --------
    >>> LastStep()(np.arange(6.0).reshape(1, 3, 2))
    array([[4., 5.]])
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, T, H) to (N, H)."""
        x = self._floats(x, "x of shape (N, T, H)")
        if x.ndim < 2 or x.shape[1] == 0:
            raise ValueError(f"LastStep needs x of shape (N, T, H), got {x.shape}")
        self._saved = x.shape
        return x[:, -1]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """All earlier steps get zeros."""
        dx = np.zeros(self._saved, dout.dtype)
        dx[:, -1] = dout
        return dx
