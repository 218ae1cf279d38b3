"""What recurrent layers share, and the simplest of them.

One state is carried through time, (N, T, D) to (N, T, H). Gates stand side by side in one matrix:
i, f, g, o in the LSTM; z, r and the candidate in the GRU. There is one bias where PyTorch has two.

`step` is the formula of a layer, for one moment. `forward` computes the same for a whole sequence
in fewer and larger pieces. States are (H, N) inside, gates above one another, so that each gate is
one run of memory; sigmoid(a) = 1/2 + 1/2 tanh(a / 2), with the halves put into the weights first,
so that one call of tanh serves all gates; and what the way back multiplies with, slopes and
neighbours, is computed for all steps at once before it begins.
"""

import numpy as np

from dlaudio.checked import generator, whole
from dlaudio.init import xavier_uniform
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.guard import as_floats
from dlaudio.layers.room import make_sure
from dlaudio.layers.sums import sum_rows


class Recurrent(Layer):
    """What the three cells share: parameters, the way in, and the gradients of the parameters.

    Parameters
    ----------
    input_size, hidden_size : int, at least 1
        D and H.
    rng : numpy.random.Generator
        Source of the initial weights.
    truncate : int, at least 1, optional
        Gradients are carried back over blocks of this many steps only.
    dtype : numpy dtype
        Of the parameters.
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
        name = type(self).__name__
        whole(input_size, f"{name}'s input_size")
        self.hidden_size = whole(hidden_size, f"{name}'s hidden_size")
        self.truncate = None if truncate is None else whole(truncate, f"{name}'s truncate")
        generator(rng, name)
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

    def extra_repr(self) -> str:
        """D, H, and after how many steps gradients are cut."""
        words = f"{len(self.weight_x.value)}, {self.hidden_size}"
        return words + f", truncate={self.truncate}" * (self.truncate is not None)

    def _checked(self, x, axes: str = "N, T") -> np.ndarray:
        """Sequences (N, T, D), or one moment (N, D)."""
        needed = f"x of shape ({axes}, {len(self.weight_x.value)})"
        x = self._floats(x, needed)
        fits = x.ndim == len(axes.split()) + 1 and x.shape[-1] == len(self.weight_x.value)
        if not fits or x.ndim == 3 and x.shape[1] == 0:
            raise ValueError(f"{type(self).__name__} needs {needed}, got {x.shape}")
        return x

    def _state(self, state, n: int, dtype, name: str = "first state") -> np.ndarray:
        """A first state as (N, H); zeros if None."""
        shape = (n, self.hidden_size)
        if state is None:
            return np.zeros(shape, dtype)
        needed = f"{type(self).__name__} needs a {name} of shape {shape}"
        state = as_floats(state, needed).astype(dtype, copy=False)
        if state.shape != shape:
            raise ValueError(f"{needed}, got {state.shape}")
        return state

    def _start(self, x: np.ndarray, scale: np.ndarray | float = 1):
        """W_x x + b for all steps at once, (T, gates * H, N), and W_h (gates * H, H), both scaled.

        `scale` (gates * H,) is what each row is multiplied by.
        """
        weight_x, weight_h, bias = (
            np.ascontiguousarray((p.value * scale).T)
            for p in (self.weight_x, self.weight_h, self.bias)
        )
        (N, T, _), dtype = x.shape, np.result_type(weight_x, x)
        kept = (len(weight_x) + 2 * self.hidden_size) * N * T  # the gates, and at least two states
        make_sure(kept * dtype.itemsize, type(self).__name__, x.shape)
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
        self.weight_x.grad += x.reshape(len(da), x.shape[-1]).T @ da
        if len(before) == 1:
            self.weight_h.grad += _rows(before[0]).T @ da
        else:
            cut = da.shape[1] - self.hidden_size
            self.weight_h.grad[:, :cut] += _rows(before[0]).T @ da[:, :cut]
            self.weight_h.grad[:, cut:] += _rows(before[1]).T @ da[:, cut:]
        self.bias.grad += sum_rows(da)
        return (da @ self.weight_x.value.T).reshape(x.shape).swapaxes(0, 1)

    def _cut(self, t: int) -> bool:
        """Whether no gradient goes from step t back to step t - 1."""
        return self.truncate is not None and t % self.truncate == 0


def _rows(a: np.ndarray) -> np.ndarray:
    """(T, K, N) to (T N, K): one row for each step of each sequence."""
    return a.swapaxes(1, 2).reshape(-1, a.shape[1])


def sequences_of(h: np.ndarray) -> np.ndarray:
    """All states but the first as sequences (N, T, H).

    Parameters
    ----------
    h : array, shape (T + 1, H, N)
    """
    return h[1:].transpose(2, 0, 1).copy()


class RNN(Recurrent):
    """Elman's recurrent layer, h_t = tanh(x_t W_x + h_{t-1} W_h + b).

    J. Elman, "Finding structure in time", Cognitive Science 14, 1990.

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
    weight_x : Parameter, shape (D, H)
    weight_h : Parameter, shape (H, H)
    bias : Parameter, shape (H,)
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
    torch.nn.RNN : the same with two biases; it returns all states and the last one, as a pair.

    Examples
    --------
    >>> layer = RNN(3, 8, rng=np.random.default_rng(0))
    >>> layer(np.zeros((5, 20, 3))).shape, layer.h_n.shape
    ((5, 20, 8), (5, 8))
    >>> y, state = layer.step(np.zeros((5, 3)), layer.h_n)
    >>> layer
    RNN(3, 8): 96 parameters
    """

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
        return sequences_of(h)

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
