"""Gated recurrent unit. How `forward` and `backward` are arranged: see `recurrent`."""

import numpy as np

from dlaudio.layers.functions import sigmoid
from dlaudio.layers.recurrent import Recurrent, sequences_of


class GRU(Recurrent):
    """Gated recurrent unit as in deck D: the reset gate acts before the matrix U.

    z, r = sigmoid of x_t W_x + h_{t-1} W_h + b; candidate k = tanh(x_t W_k + (r h_{t-1}) U + b_k);
    h_t = z h_{t-1} + (1 - z) k. PyTorch multiplies by r after U instead, so its numbers differ.
    K. Cho et al., "Learning phrase representations using RNN encoder-decoder", EMNLP 2014.

    Parameters
    ----------
    input_size, hidden_size : int, at least 1
        D and H.
    rng : numpy.random.Generator
        Source of the initial weights, uniform as Xavier has it; biases start at zero.
    truncate : int, at least 1, optional
        Gradients are carried back over blocks of this many steps only; over all if None.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight_x : Parameter, shape (D, 3 H)
    weight_h : Parameter, shape (H, 3 H)
    bias : Parameter, shape (3 H,)
    h_n : ndarray, shape (N, H)
        After `forward`: the last state, where another call can go on.
    dh0 : ndarray, shape (N, H)
        After `backward`: gradient of the loss with respect to the first state.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or rng is no generator.

    See Also
    --------
    torch.nn.GRU : with two biases, and the reset gate after the matrix.

    Examples
    --------
    >>> layer = GRU(3, 8, rng=np.random.default_rng(0))
    >>> layer(np.zeros((5, 20, 3))).shape, layer.h_n.shape
    ((5, 20, 8), (5, 8))
    >>> y, state = layer.step(np.zeros((5, 3)), layer.h_n)
    >>> layer
    GRU(3, 8): 288 parameters
    """

    gates = 3

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

    def step(self, x: np.ndarray, state=None) -> tuple[np.ndarray, np.ndarray]:
        """The state after one more step, without anything kept for a way back.

        Parameters
        ----------
        x : array, shape (N, D)
            Inputs of this moment.
        state : array, shape (N, H), optional
            The state before it; zeros if None.

        Returns
        -------
        y : ndarray, shape (N, H)
            The new state.
        state : array, shape (N, H)
            To go on with.
        """
        x = self._checked(x, "N")
        H, h = self.hidden_size, self._state(state, len(x), x.dtype)
        a, weight_h = x @ self.weight_x.value + self.bias.value, self.weight_h.value
        opens = sigmoid(a[:, : 2 * H] + h @ weight_h[:, : 2 * H])
        z, r = opens[:, :H], opens[:, H:]
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ weight_h[:, 2 * H :])
        h = z * h + (1 - z) * candidate
        return h, h

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` (N, H) is zero if not given."""
        x = self._checked(x)
        (N, T, _), H = x.shape, self.hidden_size
        gates, weight_h = self._start(x, self._halves((0, 1)))
        W, U = weight_h[: 2 * H], weight_h[2 * H :]
        h = np.empty((T + 1, H, N), gates.dtype)
        h[0] = self._state(h0, N, gates.dtype).T
        reset, scores, more = np.empty_like(h[1:]), np.empty_like(gates[0, : 2 * H]), h[0].copy()
        for t in range(T):
            both, k = gates[t, : 2 * H], gates[t, 2 * H :]
            both += np.matmul(W, h[t], out=scores)
            np.tanh(both, out=both)
            both += 1
            both *= 0.5
            z, r = both[:H], both[H:]
            k += np.matmul(U, np.multiply(r, h[t], out=reset[t]), out=more)
            np.tanh(k, out=k)
            np.subtract(h[t], k, out=more)
            more *= z
            np.add(more, k, out=h[t + 1])
        self._saved, self.h_n = (x, gates, h, reset), h[-1].T.copy()
        return sequences_of(h)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; return dL/dx. Sets `dh0`."""
        x, gates, h, reset = self._saved
        (T, _, N), H = gates.shape, self.hidden_size
        z, r, k = gates.reshape(T, 3, H, N).swapaxes(0, 1)
        da = (1 - gates).reshape(T, 3, H, N)
        da[:, 2] = da[:, 0] * (1 - k * k)
        da[:, 0] *= z * (h[:-1] - k)  # times dL/dh, below, as the candidate
        da[:, 1] *= reset  # times dL/d(r h)
        dout = dout.transpose(1, 2, 0).copy()
        W, U = self.weight_h.value[:, : 2 * H], self.weight_h.value[:, 2 * H :]
        dh, more, dreset = np.zeros((3, H, N), da.dtype)
        for t in reversed(range(T)):
            dh += dout[t]
            da[t, 0] *= dh
            da[t, 2] *= dh
            da[t, 1] *= np.matmul(U, da[t, 2], out=dreset)
            dh *= z[t]
            dh += np.multiply(dreset, r[t], out=dreset)
            dh += np.matmul(W, da[t, :2].reshape(2 * H, N), out=more)
            if self._cut(t):
                dh[...] = 0
        self.dh0 = dh.T
        return self._finish(x, da.reshape(T, 3 * H, N), h[:-1], reset)
