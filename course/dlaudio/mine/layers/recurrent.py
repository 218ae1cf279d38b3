"""Layers of units 10 and 11 on the student's functions: RNN, LSTM and GRU."""

import numpy as np

from ... import layers
from .borrowed import Borrowed, like


class _Recurrent(Borrowed):
    """What the three share: where a run begins, and what goes into the gradients."""

    def _begin(self, x: np.ndarray, *first) -> list[np.ndarray]:
        """Keeps x; the first state and cell, zeros where none is given."""
        self.inputs, zeros = x, np.zeros((len(x), self.hidden_size), x.dtype)
        return [zeros if one is None else one for one in first]

    @property
    def _weights(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.weight_x.value, self.weight_h.value, self.bias.value

    def _take(self, dW_x, dW_h, db) -> None:
        self.weight_x.grad += dW_x
        self.weight_h.grad += dW_h
        self.bias.grad += db


class RNN(_Recurrent, layers.RNN):
    """States from `rnn_sequence`, gradients from `bptt`, or from `truncated_bptt` (unit 10)."""

    @property
    def parts(self) -> tuple[str, str]:
        """The exercises on which it runs."""
        return "rnn_sequence", "bptt" if self.truncate is None else "truncated_bptt"

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        states = super().forward(x, h0)
        (self.first,) = self._begin(x, h0)
        own = self.own("rnn_sequence")
        return states if own is None else like(own(x, self.first, *self._weights), x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        if (own := self.own(self.parts[1])) is None:
            return super().backward(dout)
        if self.truncate is not None:
            return self._back_in_pieces(own, dout)
        dx, dh0, *gradients = own(dout, self.inputs, self.first, *self._weights)
        self._take(*gradients)
        self.dh0 = like(dh0, dout)
        return like(dx, dout)

    def _back_in_pieces(self, own, dout: np.ndarray) -> np.ndarray:
        """The weights' gradients are the student's; those of x, which it does not return, not."""
        before = [parameter.grad.copy() for parameter in self.parameters()]
        dx = super().backward(dout)
        for parameter, grad in zip(self.parameters(), before, strict=True):
            parameter.grad[...] = grad
        self._take(*own(dout, self.inputs, self.first, *self._weights, self.truncate))
        return dx


class LSTM(_Recurrent, layers.LSTM):
    """Each step is `lstm_step`; gradients from `lstm_backward` (unit 11)."""

    parts = ("lstm_step", "lstm_backward")

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None, c0=None) -> np.ndarray:
        states = super().forward(x, h0, c0)
        h, c = self._begin(x, h0, c0)
        self.from_zero = not h.any() and not np.any(c)
        if (own := self.own("lstm_step")) is None:
            return states
        for t in range(x.shape[1]):
            h, c = own(x[:, t], h, c, *self._weights)
            states[:, t] = h
        self.h_n, self.c_n = like(h, x), like(c, x)
        return states

    def backward(self, dout: np.ndarray) -> np.ndarray:
        own = self.own("lstm_backward")
        if own is None or self.truncate is not None or not self.from_zero:
            return super().backward(dout)
        dx, *gradients = own(dout, self.inputs, *self._weights)
        self._take(*gradients)
        return like(dx, dout)


class GRU(_Recurrent, layers.GRU):
    """Each step is `gru_step`, and back `gru_step_backward` (unit 11)."""

    parts = ("gru_step", "gru_step_backward")

    def forward(self, x: np.ndarray, h0: np.ndarray | None = None) -> np.ndarray:
        states = super().forward(x, h0)
        (self.first,) = self._begin(x, h0)
        self.states = states
        if (own := self.own("gru_step")) is None:
            return states
        h = self.first
        for t in range(x.shape[1]):
            h = own(x[:, t], h, *self._weights)
            states[:, t] = h
        self.h_n = like(h, x)
        return states

    def backward(self, dout: np.ndarray) -> np.ndarray:
        own = self.own("gru_step_backward")
        if own is None or self.truncate is not None:
            return super().backward(dout)
        dh, dx = np.zeros_like(self.first), np.empty_like(self.inputs)
        for t in reversed(range(dout.shape[1])):
            x, h = self.inputs[:, t], self.states[:, t - 1] if t else self.first
            dx[:, t], dh, *gradients = own(dh + dout[:, t], x, h, *self._weights)
            self._take(*gradients)
        self.dh0 = like(dh, dout)
        return dx
