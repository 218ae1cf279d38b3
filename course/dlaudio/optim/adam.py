"""Adam, and Adam with weight decay beside the gradient."""

from collections.abc import Iterable

import numpy as np

from dlaudio.layers.base import Parameter
from dlaudio.optim.base import Optimizer, fade


class Adam(Optimizer):
    """Fading means of g and of g^2, both corrected for having started at zero.

    m <- b1 m + (1 - b1) g; s <- b2 s + (1 - b2) g^2; after t steps
    value <- value - lr mhat / (sqrt(shat) + eps) with mhat = m / (1 - b1^t), shat = s / (1 - b2^t).
    The first step is nearly lr in every direction, whatever the size of the gradient. D. Kingma,
    J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate, as in PyTorch.
    betas : (float, float), each from 0, below 1
        Shares of the two memories that stay, b1 and b2.
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
    torch.optim.Adam : the same, not `amsgrad`.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = Adam([weight])
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4), optimizer
    (array([0.999]), Adam(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0) of 1 numbers)
    """

    shown = ("lr", "betas", "eps", "weight_decay")

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
        b1, b2 = betas
        self.betas = self._number("betas[0]", b1, 1), self._number("betas[1]", b2, 1)
        self.eps = self._number("eps", eps)
        self.mean, self.square, self.steps = self._zeros(), self._zeros(), 0

    def step(self) -> None:
        """Move every parameter against its mean gradient, scaled."""
        self.steps += 1
        b1, b2 = self.betas
        rate, correction = self.lr / (1 - b1**self.steps), 1 / (1 - b2**self.steps)
        for value, gradient, mean, square in self._pieces(self.mean, self.square):
            fade(mean, gradient, b1)
            fade(square, gradient**2, b2)
            root = np.sqrt(square * correction)
            root += self.eps
            value -= rate * np.divide(mean, root, out=root)


class AdamW(Adam):
    """Adam whose weight decay leaves the means alone: value <- (1 - lr weight_decay) value first.

    I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate, as in PyTorch.
    betas : (float, float), each from 0, below 1
        Shares of the two memories that stay, b1 and b2.
    eps : float, at least 0
        Keeps the division finite.
    weight_decay : float, at least 0
        Each step takes this share, times lr, off every value.

    Raises
    ------
    ValueError
        If there is no parameter, or a number is out of range.

    See Also
    --------
    torch.optim.AdamW : the same, not `amsgrad`.

    Examples
    --------
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = AdamW([weight])
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4), optimizer
    (array([0.999]), AdamW(lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01) of 1 numbers)
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
        super().__init__(parameters, lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def step(self) -> None:
        """Shrink every parameter, then move it as Adam does."""
        for parameter in self.parameters:
            parameter.value *= 1 - self.lr * self.weight_decay
        super().step()

    def _decayed(self, gradient: np.ndarray, value: np.ndarray) -> np.ndarray:
        return gradient
