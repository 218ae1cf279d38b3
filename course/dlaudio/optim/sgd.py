"""Gradient descent, with and without momentum."""

from collections.abc import Iterable

from dlaudio.layers.base import Parameter
from dlaudio.optim.base import Optimizer


class SGD(Optimizer):
    """Gradient descent with momentum: v <- momentum v + g; value <- value - lr v.

    This is PyTorch's convention: the learning rate multiplies the velocity, not the gradient.
    With `nesterov` the step is lr (g + momentum v), which looks one step ahead; Sutskever,
    Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning",
    ICML 2013, sec. 2.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate; there is no usual one.
    momentum : float, from 0, below 1
        Share of the velocity that stays.
    nesterov : bool
        Whether to look one step ahead.
    weight_decay : float, at least 0
        w adds w * value to each gradient.

    Raises
    ------
    ValueError
        If there is no parameter, or a number is out of range.

    See Also
    --------
    torch.optim.SGD : the same.

    Examples
    --------
    >>> import numpy as np
    >>> weight = Parameter(np.array([1.0]))
    >>> optimizer = SGD([weight], lr=0.1)
    >>> weight.grad[...] = 2 * weight.value
    >>> optimizer.step()
    >>> weight.value.round(4), optimizer
    (array([0.8]), SGD(lr=0.1, momentum=0.0, weight_decay=0.0) of 1 numbers)
    """

    shown = ("lr", "momentum", "weight_decay")

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
        self.momentum, self.nesterov = self._number("momentum", momentum, 1), nesterov
        if nesterov and momentum == 0:
            raise ValueError("Nesterov's step needs a momentum above 0, got 0")
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
