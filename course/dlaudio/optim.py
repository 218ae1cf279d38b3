"""Optimisers: how parameters move when their gradients are known.

All have PyTorch's names, conventions and default values. With g the gradient of a parameter,
`weight_decay` w adds w * value to g, which is the gradient of w/2 times the sum of squares (for the
penalty without 1/2 see `dlaudio.penalties`). `lr` may be changed between steps. A parameter whose
gradient is zero still moves if the optimiser remembers earlier gradients.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from dlaudio.layers.base import Parameter

PIECE = 2**15  # numbers; a few such arrays fit into the cache


class Optimizer:
    """Base of all optimisers: keeps the parameters; a child defines `step`.

    Raises
    ------
    ValueError
        If there is no parameter, or `lr` or `weight_decay` is negative or not finite.
    """

    def __init__(self, parameters: Iterable[Parameter], lr: float, weight_decay: float = 0.0):
        self.parameters = list(parameters)
        if not self.parameters:
            raise ValueError(f"{type(self).__name__} needs at least one parameter, got none")
        for name, number in (("lr", lr), ("weight_decay", weight_decay)):
            if not (math.isfinite(number) and number >= 0):
                raise ValueError(f"{name} must be a number, at least 0, got {number}")
        self.lr = lr
        self.weight_decay = weight_decay

    def step(self) -> None:
        """Change the value of every parameter once, in place."""
        raise NotImplementedError(f"{type(self).__name__} does not define step")

    def zero_grad(self) -> None:
        """Forget the gradients, before the next backward adds to them."""
        for parameter in self.parameters:
            parameter.zero_grad()

    def _zeros(self) -> list[np.ndarray]:
        """One array of zeros for each parameter: the memory of an optimiser."""
        return [np.zeros(p.value.shape, p.value.dtype) for p in self.parameters]

    def _pieces(self, *memories: list[np.ndarray]) -> Iterator[tuple[np.ndarray, ...]]:
        """Go through values, gradients with weight decay, and memories, side by side.

        Large arrays come in pieces, as views, so that what a step computes on the way stays in
        the processor's cache.
        """
        for parameter, *memory in zip(self.parameters, *memories, strict=True):
            arrays = [parameter.value, parameter.grad, *memory]
            if all(array.flags.c_contiguous for array in arrays):
                arrays = [array.reshape(-1) for array in arrays]
            for start in range(0, max(1, len(arrays[0])), PIECE):
                value, gradient, *memory = (array[start : start + PIECE] for array in arrays)
                if self.weight_decay:
                    gradient = gradient + self.weight_decay * value
                yield value, gradient, *memory


class SGD(Optimizer):
    """Gradient descent with momentum: v <- momentum v + g; value <- value - lr v.

    This is PyTorch's convention: the learning rate multiplies the velocity, not the gradient.
    With `nesterov` the step is lr (g + momentum v), which looks one step ahead; Sutskever,
    Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning",
    ICML 2013, sec. 2.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float,
        momentum: float = 0.0,
        *,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        if nesterov and momentum == 0:
            raise ValueError("Nesterov's step needs a momentum above 0, got 0")
        self.momentum, self.nesterov = momentum, nesterov
        self.velocity = self._zeros()

    def step(self) -> None:
        """Move every parameter along its velocity."""
        for value, gradient, velocity in self._pieces(self.velocity):
            ahead = gradient
            if self.momentum:
                velocity *= self.momentum
                velocity += gradient
                ahead = gradient + self.momentum * velocity if self.nesterov else velocity
            value -= self.lr * ahead


class Adagrad(Optimizer):
    """Steps shrink where gradients have been large: s <- s + g^2; value -= lr g / (sqrt(s) + eps).

    Duchi, Hazan, Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization", JMLR 12, 2011.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.01,
        *,
        eps: float = 1e-10,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        self.eps = eps
        self.square_sum = self._zeros()

    def step(self) -> None:
        """Move every parameter against its scaled gradient."""
        for value, gradient, square_sum in self._pieces(self.square_sum):
            square_sum += gradient**2
            value -= self.lr * gradient / (np.sqrt(square_sum) + self.eps)


class Adadelta(Optimizer):
    """Adagrad with a fading memory, and steps in the unit of the parameter itself.

    s <- rho s + (1 - rho) g^2; d = g sqrt(u + eps) / sqrt(s + eps); value <- value - lr d;
    u <- rho u + (1 - rho) d^2. M. Zeiler, "ADADELTA", arXiv 1212.5701, 2012, algorithm 1.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1.0,
        *,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        self.rho, self.eps = rho, eps
        self.square, self.square_step = self._zeros(), self._zeros()

    def step(self) -> None:
        """Move every parameter against its scaled gradient."""
        memories = (self.square, self.square_step)
        for value, gradient, square, square_step in self._pieces(*memories):
            _fade(square, gradient**2, self.rho)
            delta = gradient * np.sqrt(square_step + self.eps) / np.sqrt(square + self.eps)
            _fade(square_step, delta**2, self.rho)
            value -= self.lr * delta


class RMSprop(Optimizer):
    """Gradients divided by their recent root mean square, s <- alpha s + (1 - alpha) g^2.

    d = g / (sqrt(s) + eps); with momentum, v <- momentum v + d; value <- value - lr v. T. Tieleman,
    G. Hinton, Neural Networks for Machine Learning, Coursera, 2012, lecture 6e.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.01,
        *,
        alpha: float = 0.99,
        eps: float = 1e-8,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        self.alpha, self.eps, self.momentum = alpha, eps, momentum
        self.square, self.velocity = self._zeros(), self._zeros()

    def step(self) -> None:
        """Move every parameter along its velocity."""
        memories = (self.square, self.velocity)
        for value, gradient, square, velocity in self._pieces(*memories):
            _fade(square, gradient**2, self.alpha)
            velocity *= self.momentum
            velocity += gradient / (np.sqrt(square) + self.eps)
            value -= self.lr * velocity


class Adam(Optimizer):
    """Fading means of g and of g^2, both corrected for having started at zero.

    m <- b1 m + (1 - b1) g; s <- b2 s + (1 - b2) g^2; after t steps
    value <- value - lr mhat / (sqrt(shat) + eps) with mhat = m / (1 - b1^t), shat = s / (1 - b2^t).
    The first step is nearly lr in every direction, whatever the size of the gradient. D. Kingma,
    J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        self.betas, self.eps = betas, eps
        self.mean, self.square, self.steps = self._zeros(), self._zeros(), 0

    def step(self) -> None:
        """Move every parameter against its mean gradient, scaled."""
        self.steps += 1
        b1, b2 = self.betas
        rate, correction = self.lr / (1 - b1**self.steps), 1 / (1 - b2**self.steps)
        for value, gradient, mean, square in self._pieces(self.mean, self.square):
            _fade(mean, gradient, b1)
            _fade(square, gradient**2, b2)
            root = np.sqrt(square * correction)
            root += self.eps
            value -= rate * np.divide(mean, root, out=root)


class AdamW(Adam):
    """Adam whose weight decay leaves the means alone: value <- (1 - lr weight_decay) value first.

    I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ):
        super().__init__(parameters, lr, betas=betas, eps=eps)
        self.decay = weight_decay

    def step(self) -> None:
        """Shrink every parameter, then move it as Adam does."""
        for parameter in self.parameters:
            parameter.value *= 1 - self.lr * self.decay
        super().step()


def clip_grad_norm(parameters: Iterable[Parameter], max_norm: float) -> float:
    """Scale all gradients alike, in place, so that their common norm is at most `max_norm`.

    Returns the norm before: the root of the sum of all squares. Pascanu, Mikolov, Bengio, "On the
    difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
    """
    gradients = [parameter.grad for parameter in parameters]
    norm = math.sqrt(sum(float((gradient.astype(np.float64) ** 2).sum()) for gradient in gradients))
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return norm


def _fade(memory: np.ndarray, news: np.ndarray, keep: float) -> None:
    """memory <- keep memory + (1 - keep) news, in place."""
    memory *= keep
    memory += (1 - keep) * news
