"""Optimisers that divide each gradient by the size that it had before."""

from collections.abc import Iterable

import numpy as np

from dlaudio.layers.base import Parameter
from dlaudio.optim.base import Optimizer, fade


class Adagrad(Optimizer):
    """Steps shrink where gradients have been large: s <- s + g^2; value -= lr g / (sqrt(s) + eps).

    Duchi, Hazan, Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization", JMLR 12, 2011.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate, as in PyTorch.
    eps : float, at least 0
        Keeps the division finite.
    weight_decay : float, at least 0
        w adds w * value to each gradient.

    Raises
    ------
    ValueError
        If there is no parameter, or a number is out of range.

    See Also
    --------
    torch.optim.Adagrad : the same with its default options.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = Adagrad([weight])
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4), optimizer
    (array([0.99]), Adagrad(lr=0.01, eps=1e-10, weight_decay=0.0) of 1 numbers)
    """

    shown = ("lr", "eps", "weight_decay")

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.01,
        *,
        eps: float = 1e-10,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr, weight_decay)
        self.eps = self._number("eps", eps)
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

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate, 1 in the paper.
    rho : float, from 0, below 1
        Share of the memory that stays.
    eps : float, at least 0
        Keeps the division finite.
    weight_decay : float, at least 0
        w adds w * value to each gradient.

    Raises
    ------
    ValueError
        If there is no parameter, or a number is out of range.

    See Also
    --------
    torch.optim.Adadelta : the same.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = Adadelta([weight])
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4), optimizer
    (array([0.9968]), Adadelta(lr=1.0, rho=0.9, eps=1e-06, weight_decay=0.0) of 1 numbers)
    """

    shown = ("lr", "rho", "eps", "weight_decay")

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
        self.rho, self.eps = self._number("rho", rho, 1), self._number("eps", eps)
        self.square, self.square_step = self._zeros(), self._zeros()

    def step(self) -> None:
        """Move every parameter against its scaled gradient."""
        memories = (self.square, self.square_step)
        for value, gradient, square, square_step in self._pieces(*memories):
            fade(square, gradient**2, self.rho)
            delta = gradient * np.sqrt(square_step + self.eps) / np.sqrt(square + self.eps)
            fade(square_step, delta**2, self.rho)
            value -= self.lr * delta


class RMSprop(Optimizer):
    """Gradients divided by their recent root mean square, s <- alpha s + (1 - alpha) g^2.

    d = g / (sqrt(s) + eps); with momentum, v <- momentum v + d; value <- value - lr v. T. Tieleman,
    G. Hinton, Neural Networks for Machine Learning, Coursera, 2012, lecture 6e.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate.
    alpha : float, from 0, below 1
        Share of the memory that stays.
    eps : float, at least 0
        Keeps the division finite.
    momentum : float, from 0, below 1
        Share of the velocity that stays.
    weight_decay : float, at least 0
        w adds w * value to each gradient.

    Raises
    ------
    ValueError
        If there is no parameter, or a number is out of range.

    See Also
    --------
    torch.optim.RMSprop : the same, not `centered`.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = RMSprop([weight])
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4)
    array([0.9])
    >>> optimizer
    RMSprop(lr=0.01, alpha=0.99, eps=1e-08, momentum=0.0, weight_decay=0.0) of 1 numbers
    """

    shown = ("lr", "alpha", "eps", "momentum", "weight_decay")

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
        self.alpha, self.eps = self._number("alpha", alpha, 1), self._number("eps", eps)
        self.momentum = self._number("momentum", momentum, 1)
        self.square, self.velocity = self._zeros(), self._zeros()

    def step(self) -> None:
        """Move every parameter along its velocity."""
        memories = (self.square, self.velocity)
        for value, gradient, square, velocity in self._pieces(*memories):
            fade(square, gradient**2, self.alpha)
            velocity *= self.momentum
            velocity += gradient / (np.sqrt(square) + self.eps)
            value -= self.lr * velocity
