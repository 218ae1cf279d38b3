"""Losses of unit 2, optimisers and first weights of unit 6, clipping of unit 10."""

import numpy as np

from ... import init, losses, optim
from .borrowed import Borrowed, like, one


class MSELoss(Borrowed, losses.MSELoss):
    """From `sse` (unit 2): its value and slope, divided by the number of errors."""

    parts = ("sse",)

    def forward(self, prediction: np.ndarray, target: np.ndarray, mask=None) -> float:
        value, self.slope = super().forward(prediction, target, mask), None
        if mask is not None or (own := self.own("sse")) is None:
            return value
        total, slope = own(target, prediction)
        self.slope = like(slope, np.asarray(prediction)) / np.size(prediction)
        return float(total) / np.size(prediction)

    def backward(self) -> np.ndarray:
        return super().backward() if self.slope is None else self.slope


class CrossEntropyLoss(Borrowed, losses.CrossEntropyLoss):
    """From `softmax_cross_entropy` (unit 2)."""

    parts = ("softmax_cross_entropy",)

    def forward(self, logits: np.ndarray, target: np.ndarray, mask=None) -> float:
        value, self.slope = super().forward(logits, target, mask), None
        if mask is not None or (own := self.own("softmax_cross_entropy")) is None:
            return value
        _, value, slope = own(logits, target)
        self.slope = like(slope, logits)
        return float(value)

    def backward(self) -> np.ndarray:
        return super().backward() if self.slope is None else self.slope


class NoteLoss(Borrowed, losses.CrossEntropyLoss):
    """Cross entropy over what a mask leaves, from `melody_loss` (unit 12)."""

    parts = ("melody_loss",)

    def forward(self, logits: np.ndarray, target: np.ndarray, mask=None) -> float:
        value, self.slope = super().forward(logits, target, mask), None
        if mask is None or (own := self.own("melody_loss")) is None:
            return value
        value, _, slope = own(logits, target, mask)
        self.slope = like(slope, logits)
        return float(value)

    def backward(self) -> np.ndarray:
        return super().backward() if self.slope is None else self.slope


class _Stepping(Borrowed):
    """An optimiser whose step for one parameter is the student's."""

    memories = 0  # how many arrays it remembers of each parameter

    def step(self) -> None:
        if (own := self.own(self.parts[0])) is None:
            super().step()
            return
        if "_memory" not in vars(self):
            self._memory = [[p * 0 for p in [q.value] * self.memories] for q in self.parameters]
            self._steps = 0
        self._steps += 1
        for parameter, memory in zip(self.parameters, self._memory, strict=True):
            gradient = parameter.grad + self.weight_decay * parameter.value
            value, *memory[:] = self._one(own, parameter.value, gradient, memory)
            parameter.value[...] = value


class SGD(_Stepping, optim.SGD):
    """From `momentum_step` (unit 6)."""

    parts, memories = ("momentum_step",), 1

    def _one(self, own, w, g, memory):
        return own(w, g, *memory, self.lr, self.momentum, self.nesterov)


class Adagrad(_Stepping, optim.Adagrad):
    """From the first half of `scaled_steps` (unit 6)."""

    parts, memories = ("scaled_steps",), 1

    def _one(self, own, w, g, memory):
        return own(w, g, *memory, np.zeros_like(w), self.lr, 0.99, self.eps)[0]


class RMSprop(_Stepping, optim.RMSprop):
    """From the second half of `scaled_steps` (unit 6); with momentum it is the course's."""

    parts, memories = ("scaled_steps",), 1

    def step(self) -> None:
        optim.RMSprop.step(self) if self.momentum else super().step()

    def _one(self, own, w, g, memory):
        return own(w, g, np.zeros_like(w), *memory, self.lr, self.alpha, self.eps)[1]


class Adam(_Stepping, optim.Adam):
    """From `adam_step` (unit 6)."""

    parts, memories = ("adam_step",), 2

    def _one(self, own, w, g, memory):
        return own(w, g, *memory, self._steps, self.lr, *self.betas, self.eps)


def he_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """First weights of a matrix (D, M) from `initial_weights` (unit 6); others by the course."""
    return _first(init.he_normal, "relu", shape, rng, dtype)


def xavier_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """First weights of a matrix (D, M) from `initial_weights` (unit 6); others by the course."""
    return _first(init.xavier_normal, "tanh", shape, rng, dtype)


def _first(course, kind, shape, rng, dtype):
    own = one(course.__name__, "initial_weights")
    if own is None or len(shape) != 2:
        return course(shape, rng=rng, dtype=dtype)
    return np.asarray(own(*shape, kind, rng), dtype=dtype)


def clip_grad_norm(parameters, max_norm: float) -> float:
    """`optim.clip_grad_norm` by `clip_global_norm` (unit 10)."""
    parameters = list(parameters)
    own = one("clip_grad_norm", "clip_global_norm")
    if own is None:
        return optim.clip_grad_norm(parameters, max_norm)
    clipped, norm = own([parameter.grad for parameter in parameters], max_norm)
    for parameter, gradient in zip(parameters, clipped, strict=True):
        parameter.grad[...] = gradient
    return float(norm)
