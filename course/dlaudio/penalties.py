"""Penalties for large weights, added to the loss: L1 and L2, and the step that makes exact zeros.

Give them the weights only, `[layer.weight for layer in ...]`: biases are usually left alone.
"""

from collections.abc import Iterable

import numpy as np

from dlaudio.layers.base import Parameter


class L1Penalty:
    """strength * sum |w| over all parameters; at w = 0 its gradient is taken as 0."""

    def __init__(self, parameters: Iterable[Parameter], strength: float):
        self.parameters, self.strength = list(parameters), strength

    def forward(self) -> float:
        """Return the penalty."""
        total = sum(float(np.abs(parameter.value).sum()) for parameter in self.parameters)
        return self.strength * total

    def backward(self) -> None:
        """Add strength * sign(w) to every gradient."""
        for parameter in self.parameters:
            parameter.grad += self.strength * np.sign(parameter.value)


class L2Penalty:
    """strength * sum w^2 over all parameters, without a factor 1/2.

    `weight_decay` of an optimiser adds strength * w instead, the gradient of half of this.
    """

    def __init__(self, parameters: Iterable[Parameter], strength: float):
        self.parameters, self.strength = list(parameters), strength

    def forward(self) -> float:
        """Return the penalty."""
        return self.strength * sum(float((p.value**2).sum()) for p in self.parameters)

    def backward(self) -> None:
        """Add 2 * strength * w to every gradient."""
        for parameter in self.parameters:
            parameter.grad += 2 * self.strength * parameter.value


def shrink(parameters: Iterable[Parameter], amount: float) -> None:
    """Move every weight towards zero by `amount`, in place, and not beyond: exact zeros appear.

    After a gradient step of the loss alone, with amount = lr * strength, this is one proximal step
    of the loss with an L1 penalty; a gradient step of the penalty itself jumps across zero. Beck,
    Teboulle, SIAM Journal on Imaging Sciences 2, 2009, eq. 1.5.
    """
    if amount < 0:
        raise ValueError(f"shrink needs an amount of at least 0, got {amount}")
    for parameter in parameters:
        size = np.maximum(np.abs(parameter.value) - amount, 0)
        parameter.value[...] = np.sign(parameter.value) * size
