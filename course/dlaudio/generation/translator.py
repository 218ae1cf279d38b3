"""Encoder and decoder: one recurrent net reads a sequence, another writes one from its state.

K. Cho and others, "Learning phrase representations using RNN encoder-decoder", EMNLP 2014;
I. Sutskever, O. Vinyals, Q. Le, "Sequence to sequence learning with neural networks", NIPS 2014.
"""

from collections.abc import Callable

import numpy as np

from dlaudio.layers import RNN, Layer, Linear


class Translator(Layer):
    """Two plain recurrent nets; the last state of the first is the first state of the second.

    Parameters
    ----------
    n_symbols : int
        K; symbol K, one more, ends a sequence and begins the written one.
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(self, n_symbols: int, hidden_size: int, *, rng: np.random.Generator):
        self.end, self.size = n_symbols, n_symbols + 1
        self.encoder = RNN(n_symbols + 1, hidden_size, rng=rng)
        self.decoder = RNN(n_symbols + 1, hidden_size, rng=rng)
        self.scores = Linear(hidden_size, n_symbols + 1, rng=rng)

    def _one_hot(self, symbols) -> np.ndarray:
        return np.eye(self.size, dtype=np.float32)[symbols]

    def context(self, read: np.ndarray) -> np.ndarray:
        """State (N, H) after reading sequences (N, S).

        Parameters
        ----------
        read : array of int, shape (N, S)
            Symbols.
        """
        return self.encoder(self._one_hot(read))[:, -1]

    def forward(self, read: np.ndarray, written: np.ndarray) -> np.ndarray:
        """Scores (N, T, K + 1) of each next symbol, given the symbols read and those written.

        `written`, (N, T), begins with the end symbol: the right sequence one step late.
        """
        self.read_shape = read.shape
        return self.scores(self.decoder.forward(self._one_hot(written), self.context(read)))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; all that reaches the encoder comes through the one state."""
        self.decoder.backward(self.scores.backward(dout))
        dstates = np.zeros((*self.read_shape, self.encoder.hidden_size), dout.dtype)
        dstates[:, -1] = self.decoder.dh0
        return self.encoder.backward(dstates)

    def weights(self) -> tuple[tuple, tuple]:
        """Of the encoder weight_x, weight_h and bias; of the decoder the same, and the scores'."""
        nets = [
            (net.weight_x.value, net.weight_h.value, net.bias.value)
            for net in (self.encoder, self.decoder)
        ]
        return nets[0], (*nets[1], self.scores.weight.value, self.scores.bias.value)

    def spell(self, read, *, longest: int) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """The context (H,) of one sequence, the scores of each step, and what is written.

        Parameters
        ----------
        read : array of int, shape (S,)
            Symbols.
        longest : int, at least 0
            Most symbols it writes.
        """
        context = state = self.context(np.asarray(read)[None])
        last, scores, written = self.end, [], []
        while len(written) < longest and (not scores or last != self.end):
            state = self.decoder.forward(self._one_hot([[last]]), state)[:, -1]
            scores.append(self.scores(state)[0])
            last = int(scores[-1].argmax())
            written += [last] * (last != self.end)
        return context[0], np.array(scores), written

    def translate(self, read: np.ndarray, *, longest: int) -> list[np.ndarray]:
        """The likeliest symbol at each step, fed back, until the end, for sequences (N, S).

        Parameters
        ----------
        read : array of int, shape (N, S)
            Symbols.
        longest : int, at least 1
            Most symbols it writes.
        """
        state, last, columns = self.context(read), np.full(len(read), self.end), []
        for _ in range(longest):
            state = self.decoder.forward(self._one_hot(last)[:, None], state)[:, -1]
            last = self.scores(state).argmax(axis=1)
            columns.append(last)
        rows = np.stack(columns, axis=1)
        return [row[: np.argmax(np.append(row, self.end) == self.end)] for row in rows]


class ToldTranslator(Translator):
    """`Translator` whose decoder is told the context both ways: at the start and at every step.

    Its states are tanh(x W_x + h W_h + c W_c + b), from h = tanh(c V). While it learns, the layer
    computes them, which need not compute the two other ways as well; in eval mode `states` does.

    Parameters
    ----------
    n_symbols, hidden_size : int
        As of `Translator`.
    states, gradients : function
        Do what the exercises `conditioned_states` and `context_gradients` of unit 12 ask for.
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(
        self,
        n_symbols: int,
        hidden_size: int,
        *,
        states: Callable,
        gradients: Callable,
        rng: np.random.Generator,
    ):
        super().__init__(n_symbols, hidden_size, rng=rng)
        self.decoder = RNN(self.size + hidden_size, hidden_size, rng=rng)
        self.first = Linear(hidden_size, hidden_size, bias=False, rng=rng)
        self.told, self.slopes = states, gradients

    def _weights_told(self) -> tuple[np.ndarray, ...]:
        W_x, W_c = np.split(self.decoder.weight_x.value, [self.size])
        W_h, b = self.decoder.weight_h.value, self.decoder.bias.value
        return W_x, W_h, b, W_c, self.first.weight.value

    def forward(self, read: np.ndarray, written: np.ndarray) -> np.ndarray:
        """Scores (N, T, K + 1) of each next symbol, as `Translator.forward`."""
        self.read_shape, X, context = read.shape, self._one_hot(written), self.context(read)
        self.heard = X, context
        beside = np.repeat(context[:, None], X.shape[1], axis=1)
        start = np.tanh(self.first(context))
        states = self.decoder.forward(np.concatenate([X, beside], axis=2), start)
        if not self.training:
            states = self.told(X, context, *self._weights_told())[2]
        return self.scores(np.asarray(states, dtype=context.dtype))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; what reaches the encoder is what `gradients` says of the context."""
        dH = self.scores.backward(dout)
        given = self.decoder.weight_x.grad.copy()
        self.decoder.backward(dH)
        dcontext, dW_c, dV = self.slopes(dH, *self.heard, *self._weights_told())
        self.decoder.weight_x.grad[self.size :] = given[self.size :] + dW_c
        self.first.weight.grad += dV
        dstates = np.zeros((*self.read_shape, self.encoder.hidden_size), dout.dtype)
        dstates[:, -1] = dcontext
        return self.encoder.backward(dstates)
