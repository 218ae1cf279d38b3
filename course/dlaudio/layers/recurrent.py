"""Recurrent layers: one state that is carried through time, (N, T, D) to (N, T, H).

Gates stand side by side in one matrix: i, f, g, o in the LSTM; z, r and the candidate in the GRU.
There is one bias where PyTorch has two.

`step` is the formula of a layer, for one moment. `forward` computes the same for a whole sequence
in fewer and larger pieces. States are (H, N) inside, gates above one another, so that each gate is
one run of memory; sigmoid(a) = 1/2 + 1/2 tanh(a / 2), with the halves put into the weights first,
so that one call of tanh serves all gates; and what the way back multiplies with, slopes and
neighbours, is computed for all steps at once before it begins.
"""

import numpy as np

from dlaudio.init import xavier_uniform
from dlaudio.layers.activations import sigmoid
from dlaudio.layers.base import Layer, Parameter


class _Recurrent(Layer):
    """What the three cells share: parameters, the way in, and the gradients of the parameters."""

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

    def _checked(self, x: np.ndarray) -> np.ndarray:
        D = len(self.weight_x.value)
        if x.ndim != 3 or x.shape[2] != D or x.shape[1] == 0:
            raise ValueError(f"{type(self).__name__} needs x of shape (N, T, {D}), got {x.shape}")
        return x

    def _state(self, state, n: int, dtype) -> np.ndarray:
        """A first state as (N, H); zeros if None."""
        needed = (n, self.hidden_size)
        state = np.zeros(needed, dtype) if state is None else np.asarray(state, dtype)
        if state.shape != needed:
            raise ValueError(
                f"{type(self).__name__} needs a first state of shape {needed}, got {state.shape}"
            )
        return state

    def _start(self, x: np.ndarray, scale: np.ndarray | float = 1):
        """W_x x + b for all steps at once, (T, gates * H, N), and W_h (gates * H, H), both scaled.

        `scale` (gates * H,) is what each row is multiplied by.
        """
        weight_x, weight_h, bias = (
            np.ascontiguousarray((p.value * scale).T)
            for p in (self.weight_x, self.weight_h, self.bias)
        )
        a = np.matmul(weight_x, x.transpose(1, 2, 0))
        a += bias[:, None]
        return a, weight_h

    def _halves(self, n_sigmoids: tuple[int, ...]) -> np.ndarray:
        """1/2 for every row of the gates that are a sigmoid, otherwise 1."""
        scale = np.ones((self.gates, self.hidden_size), self.bias.value.dtype)
        scale[list(n_sigmoids)] = 0.5
        return scale.ravel()

    def _finish(self, x: np.ndarray, da: np.ndarray, *before: np.ndarray) -> np.ndarray:
        """Add the gradients of all steps at once, given dL/da (T, gates * H, N); return dL/dx.

        `before` (T, H, N) is what the matrix weight_h was multiplied with; there are two if its
        last H columns were multiplied with something else.
        """
        da, x = _rows(da), x.swapaxes(0, 1)
        self.weight_x.grad += x.reshape(len(da), -1).T @ da
        if len(before) == 1:
            self.weight_h.grad += _rows(before[0]).T @ da
        else:
            cut = da.shape[1] - self.hidden_size
            self.weight_h.grad[:, :cut] += _rows(before[0]).T @ da[:, :cut]
            self.weight_h.grad[:, cut:] += _rows(before[1]).T @ da[:, cut:]
        self.bias.grad += np.ones(len(da), da.dtype) @ da  # a product adds up faster than sum
        return (da @ self.weight_x.value.T).reshape(x.shape).swapaxes(0, 1)

    def _cut(self, t: int) -> bool:
        """Whether no gradient goes from step t back to step t - 1."""
        return self.truncate is not None and t % self.truncate == 0


def _rows(a: np.ndarray) -> np.ndarray:
    """(T, K, N) to (T N, K): one row for each step of each sequence."""
    return a.swapaxes(1, 2).reshape(-1, a.shape[1])


def _sequences(h: np.ndarray) -> np.ndarray:
    """All states but the first, (T + 1, H, N), as sequences (N, T, H)."""
    return h[1:].transpose(2, 0, 1).copy()


class RNN(_Recurrent):
    """Elman's recurrent layer, h_t = tanh(x_t W_x + h_{t-1} W_h + b)."""

    def step(self, x: np.ndarray, state=None):
        h = self._state(state, len(x), x.dtype)
        h = np.tanh(x @ self.weight_x.value + h @ self.weight_h.value + self.bias.value)
        return h, h

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` (N, H) is zero if not given."""
        x = self._checked(x)
        a, weight_h = self._start(x)
        h = np.empty((len(a) + 1, *a.shape[1:]), a.dtype)
        h[0] = self._state(h0, len(x), a.dtype).T
        for t in range(len(a)):
            np.matmul(weight_h, h[t], out=h[t + 1])
            h[t + 1] += a[t]
            np.tanh(h[t + 1], out=h[t + 1])
        self._saved, self.h_n = (x, h), h[-1].T.copy()
        return _sequences(h)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dh (N, T, H) from outside; back-propagate through time; return dL/dx."""
        x, h = self._saved
        weight_h, slope = self.weight_h.value, 1 - h[1:] ** 2
        da = dout.transpose(1, 2, 0).copy()
        dh = np.zeros_like(h[0])
        for t in reversed(range(len(da))):
            da[t] += dh
            da[t] *= slope[t]
            np.matmul(weight_h, da[t], out=dh)
            if self._cut(t):
                dh[...] = 0
        self.dh0 = dh.T
        return self._finish(x, da, h[:-1])


class LSTM(_Recurrent):
    """Long short-term memory: a cell that keeps what its gates do not change.

    i, f, o = sigmoid and g = tanh of x_t W_x + h_{t-1} W_h + b; c_t = f c_{t-1} + i g;
    h_t = o tanh(c_t).
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

    def step(self, x: np.ndarray, state=None):
        h, c = (None, None) if state is None else state
        h, c = (self._state(one, len(x), x.dtype) for one in (h, c))
        a = x @ self.weight_x.value + h @ self.weight_h.value + self.bias.value
        i, f, g, o = np.split(a, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        return h, (h, c)

    def forward(
        self, x: np.ndarray, h0: np.ndarray | None = None, c0: np.ndarray | None = None
    ) -> np.ndarray:
        """Map (N, T, D) to all states (N, T, H); `h0` and `c0` (N, H) are zero if not given."""
        x = self._checked(x)
        (N, T, _), H = x.shape, self.hidden_size
        gates, weight_h = self._start(x, self._halves((0, 1, 3)))
        h, c = np.empty((2, T + 1, H, N), gates.dtype)
        h[0], c[0] = (self._state(first, N, gates.dtype).T for first in (h0, c0))
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
        return _sequences(h)

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


class GRU(_Recurrent):
    """Gated recurrent unit as in deck D: the reset gate acts before the matrix U.

    z, r = sigmoid of x_t W_x + h_{t-1} W_h + b; candidate k = tanh(x_t W_k + (r h_{t-1}) U + b_k);
    h_t = z h_{t-1} + (1 - z) k. PyTorch multiplies by r after U instead, so its numbers differ.
    """

    gates = 3

    def step(self, x: np.ndarray, state=None):
        H, h = self.hidden_size, self._state(state, len(x), x.dtype)
        a, weight_h = x @ self.weight_x.value + self.bias.value, self.weight_h.value
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ weight_h[:, : 2 * H]), 2, axis=1)
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
        return _sequences(h)

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
        """Map (N, T, H) to (N, H)."""
        self._saved = x.shape
        return x[:, -1]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """All earlier steps get zeros."""
        dx = np.zeros(self._saved, dout.dtype)
        dx[:, -1] = dout
        return dx
