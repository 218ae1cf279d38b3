"""Long short-term memory. How `forward` and `backward` are arranged: see `recurrent`."""

import numpy as np

from dlaudio.layers.functions import sigmoid
from dlaudio.layers.recurrent import Recurrent, sequences_of


class LSTM(Recurrent):
    """Long short-term memory: a cell that keeps what its gates do not change.

    i, f, o = sigmoid and g = tanh of x_t W_x + h_{t-1} W_h + b; c_t = f c_{t-1} + i g;
    h_t = o tanh(c_t). S. Hochreiter, J. Schmidhuber, Neural Computation 9, 1997; forget gate:
    F. Gers, J. Schmidhuber, F. Cummins, Neural Computation 12, 2000.

    Parameters
    ----------
    input_size, hidden_size : int, at least 1
        D and H.
    rng : numpy.random.Generator
        Source of the initial weights, uniform as Xavier has it; biases start at zero,
        those of the forget gate at one.
    truncate : int, at least 1, optional
        Gradients are carried back over blocks of this many steps only; over all if None.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight_x : Parameter, shape (D, 4 H)
    weight_h : Parameter, shape (H, 4 H)
    bias : Parameter, shape (4 H,)
    h_n, c_n : ndarray, shape (N, H)
        After `forward`: the last state and the last cell, where another call can go on.
    dh0, dc0 : ndarray, shape (N, H)
        After `backward`: gradient of the loss with respect to the first state and cell.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or rng is no generator.

    See Also
    --------
    torch.nn.LSTM : the same with two biases; it returns output, (h_n, c_n).

    Examples
    --------
    >>> layer = LSTM(3, 8, rng=np.random.default_rng(0))
    >>> y = layer(np.zeros((5, 20, 3)))
    >>> y.shape, layer.h_n.shape, layer.c_n.shape
    ((5, 20, 8), (5, 8), (5, 8))
    >>> y, state = layer.step(np.zeros((5, 3)), (layer.h_n, layer.c_n))
    >>> layer
    LSTM(3, 8): 384 parameters
    """

    gates = 4

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        *,
        rng: np.random.Generator,
        truncate: int | None = None,
        dtype=np.float32,
    ):
        super().__init__(input_size, hidden_size, rng=rng, truncate=truncate, dtype=dtype)
        # remember at first (Jozefowicz et al., ICML 2015)
        self.bias.value[hidden_size : 2 * hidden_size] = 1

    def step(self, x: np.ndarray, state=None) -> tuple[np.ndarray, tuple]:
        """The state after one more step, without anything kept for a way back.

        Parameters
        ----------
        x : array, shape (N, D)
            Inputs of this moment.
        state : pair of arrays, shapes (N, H), optional
            State and cell before it; zeros if None.

        Returns
        -------
        y : ndarray, shape (N, H)
            The new state.
        state : pair of arrays, shapes (N, H)
            To go on with.

        Raises
        ------
        ValueError
            If the state is no pair, or an array has another shape.
        """
        x = self._checked(x, "N")
        if state is not None and not (isinstance(state, tuple | list) and len(state) == 2):
            raise ValueError(f"LSTM.step needs a state (h, c), got {type(state).__name__}")
        h, c = self._first((None, None) if state is None else state, len(x), x.dtype)
        a = x @ self.weight_x.value + h @ self.weight_h.value + self.bias.value
        H, opens = self.hidden_size, sigmoid(a)  # of all four at once; g has no use for its own
        c = opens[:, H : 2 * H] * c + opens[:, :H] * np.tanh(a[:, 2 * H : 3 * H])
        h = opens[:, 3 * H :] * np.tanh(c)
        return h, (h, c)

    def forward(
        self, x: np.ndarray, h0: np.ndarray | None = None, c0: np.ndarray | None = None
    ) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` and `c0` (N, H) are zero if not given."""
        x = self._checked(x)
        (N, T, _), H = x.shape, self.hidden_size
        gates, weight_h = self._start(x, self._halves((0, 1, 3)))
        h, c = np.empty((2, T + 1, H, N), gates.dtype)
        h[0], c[0] = (first.T for first in self._first((h0, c0), N, gates.dtype))
        tanh_c, scores, news = np.empty_like(h[1:]), np.empty_like(gates[0]), np.empty_like(h[0])
        for t in range(T):
            a = gates[t]
            a += np.matmul(weight_h, h[t], out=scores)
            np.tanh(a, out=a)
            i, f, g, o = a.reshape(4, H, N)
            for sigmoids in (a[: 2 * H], o):
                sigmoids += 1
                sigmoids *= 0.5
            np.multiply(f, c[t], out=c[t + 1])
            c[t + 1] += np.multiply(i, g, out=news)
            np.multiply(o, np.tanh(c[t + 1], out=tanh_c[t]), out=h[t + 1])
        self._saved = x, gates, h, c, tanh_c
        self.h_n, self.c_n = h[-1].T.copy(), c[-1].T.copy()
        return sequences_of(h)

    def _first(self, states, n: int, dtype) -> list[np.ndarray]:
        names = ("first state", "first cell")
        return [self._state(one, n, dtype, name) for one, name in zip(states, names, strict=True)]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; return dL/dx. Sets `dh0` and `dc0`."""
        x, gates, h, c, tanh_c = self._saved
        (T, _, N), H = gates.shape, self.hidden_size
        i, f, g, o = gates.reshape(T, 4, H, N).swapaxes(0, 1)
        da = ((1 - gates) * gates).reshape(T, 4, H, N)
        da[:, 2] = 1 - g * g
        for gate, factor in enumerate((g, c[:-1], i, tanh_c)):
            da[:, gate] *= factor  # times dL/dc, below, and for o times dL/dh
        through, dout = (1 - tanh_c * tanh_c) * o, dout.transpose(1, 2, 0).copy()
        dh, dc = np.zeros((2, H, N), da.dtype)
        for t in reversed(range(T)):
            dh += dout[t]
            dc += np.multiply(dh, through[t], out=through[t])
            da[t, :3] *= dc
            da[t, 3] *= dh
            np.matmul(self.weight_h.value, da[t].reshape(4 * H, N), out=dh)
            dc *= f[t]
            if self._cut(t):
                dh[...] = dc[...] = 0
        self.dh0, self.dc0 = dh.T, dc.T
        return self._finish(x, da.reshape(T, 4 * H, N), h[:-1])
