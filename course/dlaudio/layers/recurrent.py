"""Recurrent layers: one state that is carried through time, (N, T, D) to (N, T, H).

Gates stand side by side in one matrix: i, f, g, o in the LSTM; z, r and the candidate in the GRU.
There is one bias where PyTorch has two.
"""

import numpy as np

from dlaudio.init import xavier_uniform
from dlaudio.layers.activations import sigmoid
from dlaudio.layers.base import Layer, Parameter


class _Recurrent(Layer):
    """What the three cells share: parameters, the loop over time, and the way back.

    Parameters
    ----------
    input_size, hidden_size : int
        D and H.
    truncate : int, optional
        Gradients are carried back over blocks of this many steps only; over all if None.
    rng : numpy.random.Generator
        Source of the initial weights. Biases start at zero, those of the LSTM's forget gate at one.
    dtype : numpy dtype
        Of the parameters, float32 if not given.

    Attributes
    ----------
    weight_x : Parameter, shape (D, gates * H)
    weight_h : Parameter, shape (H, gates * H)
    bias : Parameter, shape (gates * H,)
    dh0 : ndarray, shape (N, H)
        After `backward`: gradient of the loss with respect to the first state.
    """

    gates = 1

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        *,
        rng: np.random.Generator,
        truncate: int | None = None,
        dtype=np.float32,
    ):
        if min(input_size, hidden_size) < 1 or (truncate is not None and truncate < 1):
            raise ValueError(
                f"{type(self).__name__} needs sizes of at least 1, got {input_size}, {hidden_size}"
                f" and truncate={truncate}"
            )
        self.hidden_size, self.truncate = hidden_size, truncate
        make = [
            np.concatenate(
                [
                    xavier_uniform((rows, hidden_size), rng=rng, dtype=dtype)
                    for _ in range(self.gates)
                ],
                axis=1,
            )
            for rows in (input_size, hidden_size)
        ]
        self.weight_x, self.weight_h = Parameter(make[0]), Parameter(make[1])
        self.bias = Parameter(np.zeros(self.gates * hidden_size, dtype))

    def _start(self, x: np.ndarray, h0) -> tuple[np.ndarray, np.ndarray]:
        """x W_x + b for all steps at once, (T, N, gates * H), and the first state (N, H)."""
        D = len(self.weight_x.value)
        if x.ndim != 3 or x.shape[2] != D or x.shape[1] == 0:
            raise ValueError(f"{type(self).__name__} needs x of shape (N, T, {D}), got {x.shape}")
        if h0 is None:
            h0 = np.zeros((len(x), self.hidden_size), x.dtype)
        elif h0.shape != (len(x), self.hidden_size):
            raise ValueError(
                f"a first state needs shape {(len(x), self.hidden_size)}, got {h0.shape}"
            )
        self.x = x
        inputs = x.swapaxes(0, 1) @ self.weight_x.value + self.bias.value
        return inputs, h0

    def _finish(self, da: np.ndarray, before: np.ndarray) -> np.ndarray:
        """Add the gradients of all steps at once, given dL/da (T, N, gates * H); return dL/dx.

        `before` (T, N, H) is what the matrix weight_h was multiplied with.
        """
        self.weight_x.grad += _outer_sum(self.x.swapaxes(0, 1), da)
        self.weight_h.grad += _outer_sum(before, da)
        self.bias.grad += da.sum(axis=(0, 1))
        return (da @ self.weight_x.value.T).swapaxes(0, 1)

    def _cut(self, t: int) -> bool:
        """Whether no gradient goes from step t back to step t - 1."""
        return self.truncate is not None and t % self.truncate == 0


def _outer_sum(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Sum over steps and samples of the outer products: (T, N, A), (T, N, B) to (A, B)."""
    return left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])


class RNN(_Recurrent):
    """Elman's recurrent layer, h_t = tanh(x_t W_x + h_{t-1} W_h + b). Parameters as above.

    J. Elman, "Finding structure in time", Cognitive Science 14, 1990.
    """

    __doc__ += _Recurrent.__doc__.partition("way back.")[2]

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` (N, H) is zero if not given."""
        a, h = self._start(x, h0)
        self.h = np.empty((len(a) + 1, *h.shape), a.dtype)
        self.h[0] = h
        for t, inputs in enumerate(a):
            self.h[t + 1] = np.tanh(inputs + self.h[t] @ self.weight_h.value)
        return self.h[1:].swapaxes(0, 1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; back-propagate through time; return dL/dx."""
        dh = np.zeros_like(self.h[0])
        da = np.empty_like(self.h[1:])
        for t in reversed(range(len(da))):
            dh = dh + dout[:, t]
            da[t] = dh * (1 - self.h[t + 1] ** 2)
            dh = da[t] @ self.weight_h.value.T
            if self._cut(t):
                dh = np.zeros_like(dh)
        self.dh0 = dh
        return self._finish(da, self.h[:-1])


class LSTM(_Recurrent):
    """Long short-term memory: a cell that keeps what its gates do not change.

    i, f, o = sigmoid and g = tanh of x_t W_x + h_{t-1} W_h + b; c_t = f c_{t-1} + i g;
    h_t = o tanh(c_t).
    S. Hochreiter, J. Schmidhuber, Neural Computation 9, 1997; forget gate: F. Gers, J. Schmidhuber,
    F. Cummins, Neural Computation 12, 2000.
    """

    __doc__ += _Recurrent.__doc__.partition("way back.")[2]
    gates = 4

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        H = self.hidden_size
        self.bias.value[H : 2 * H] = 1  # remember at first (Jozefowicz et al., ICML 2015)

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None, c0=None) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` and `c0` (N, H) are zero if not given."""
        a, h = self._start(x, h0)
        T = len(a)
        self.h, self.c = (np.empty((T + 1, *h.shape), a.dtype) for _ in range(2))
        self.h[0], self.c[0] = h, 0 if c0 is None else c0
        self.gate = np.empty((T, 4, *h.shape), a.dtype)  # i, f, g, o after their functions
        for t in range(T):
            scores = a[t] + self.h[t] @ self.weight_h.value
            i, f, g, o = np.split(scores, 4, axis=1)
            i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
            self.gate[t] = i, f, g, o
            self.c[t + 1] = f * self.c[t] + i * g
            self.h[t + 1] = o * np.tanh(self.c[t + 1])
        return self.h[1:].swapaxes(0, 1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; return dL/dx. Sets `dh0` and `dc0`."""
        T = len(self.gate)
        dh, dc = np.zeros_like(self.h[0]), np.zeros_like(self.c[0])
        da = np.empty((T, len(dh), 4 * self.hidden_size), self.h.dtype)
        for t in reversed(range(T)):
            i, f, g, o = self.gate[t]
            tanh_c = np.tanh(self.c[t + 1])
            dh = dh + dout[:, t]
            dc = dc + dh * o * (1 - tanh_c**2)
            da[t] = np.concatenate(
                [
                    dc * g * i * (1 - i),
                    dc * self.c[t] * f * (1 - f),
                    dc * i * (1 - g**2),
                    dh * tanh_c * o * (1 - o),
                ],
                axis=1,
            )
            dh, dc = da[t] @ self.weight_h.value.T, dc * f
            if self._cut(t):
                dh, dc = np.zeros_like(dh), np.zeros_like(dc)
        self.dh0, self.dc0 = dh, dc
        return self._finish(da, self.h[:-1])


class GRU(_Recurrent):
    """Gated recurrent unit as in deck D: the reset gate acts before the matrix U.

    z, r = sigmoid of x_t W_x + h_{t-1} W_h + b; candidate k = tanh(x_t W_k + (r h_{t-1}) U + b_k);
    h_t = z h_{t-1} + (1 - z) k. PyTorch multiplies by r after U instead, so its numbers differ.
    K. Cho et al., "Learning phrase representations using RNN encoder-decoder", EMNLP 2014.
    """

    __doc__ += _Recurrent.__doc__.partition("way back.")[2]
    gates = 3

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` (N, H) is zero if not given."""
        a, h = self._start(x, h0)
        H = self.hidden_size
        gates, U = self.weight_h.value[:, : 2 * H], self.weight_h.value[:, 2 * H :]
        self.h = np.empty((len(a) + 1, *h.shape), a.dtype)
        self.h[0] = h
        self.gate = np.empty((len(a), 3, *h.shape), a.dtype)  # z, r, candidate
        for t in range(len(a)):
            h = self.h[t]
            z, r = np.split(sigmoid(a[t, :, : 2 * H] + h @ gates), 2, axis=1)
            candidate = np.tanh(a[t, :, 2 * H :] + (r * h) @ U)
            self.gate[t] = z, r, candidate
            self.h[t + 1] = z * h + (1 - z) * candidate
        return self.h[1:].swapaxes(0, 1)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; return dL/dx. Sets `dh0`."""
        H = self.hidden_size
        gates, U = self.weight_h.value[:, : 2 * H], self.weight_h.value[:, 2 * H :]
        dh = np.zeros_like(self.h[0])
        da = np.empty((len(self.gate), len(dh), 3 * H), self.h.dtype)
        for t in reversed(range(len(self.gate))):
            (z, r, candidate), h = self.gate[t], self.h[t]
            dh = dh + dout[:, t]
            dk = dh * (1 - z) * (1 - candidate**2)
            dreset = dk @ U.T
            dz = dh * (h - candidate) * z * (1 - z)
            dr = dreset * h * r * (1 - r)
            da[t] = np.concatenate([dz, dr, dk], axis=1)
            dh = dh * z + dreset * r + da[t, :, : 2 * H] @ gates.T
            if self._cut(t):
                dh = np.zeros_like(dh)
        self.dh0 = dh
        return self._finish(da, self.h[:-1])

    def _finish(self, da: np.ndarray, before: np.ndarray) -> np.ndarray:
        """As above, but the candidate's columns of weight_h were multiplied with r h."""
        H = self.hidden_size
        kept = self.weight_h.grad[:, 2 * H :].copy()
        dx = super()._finish(da, before)
        reset = self.gate[:, 1] * before
        self.weight_h.grad[:, 2 * H :] = kept + _outer_sum(reset, da[..., 2 * H :])
        return dx


class Bidirectional(Layer):
    """Two recurrent layers, one of which reads backwards; their states side by side (N, T, 2 H).

    M. Schuster, K. Paliwal, "Bidirectional recurrent neural networks", IEEE Trans. SP 45, 1997.
    """

    def __init__(self, ahead: _Recurrent, back: _Recurrent):
        if ahead is back:
            raise ValueError("Bidirectional needs two layers, got one twice")
        self.ahead, self.back = ahead, back

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, T, D) to (N, T, H of `ahead` + H of `back`)."""
        both = self.ahead.forward(x), self.back.forward(x[:, ::-1])[:, ::-1]
        return np.concatenate(both, axis=2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; return dL/dx, the sum over both directions."""
        H = self.ahead.hidden_size
        back = self.back.backward(dout[:, ::-1, H:])[:, ::-1]
        return self.ahead.backward(dout[:, :, :H]) + back


class LastStep(Layer):
    """The last state alone, (N, T, H) to (N, H): one answer for a whole sequence."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.shape = x.shape
        return x[:, -1]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """All earlier steps get zeros."""
        dx = np.zeros(self.shape, dout.dtype)
        dx[:, -1] = dout
        return dx
