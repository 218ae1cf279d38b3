"""What all optimisers share: the parameters, checked numbers, and how they are gone through."""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from dlaudio.checked import number
from dlaudio.layers.base import Parameter

PIECE = 2**15  # numbers; a few such arrays fit into the cache


class Optimizer:
    """Base of all optimisers: keeps the parameters; a child defines `step`.

    Parameters
    ----------
    parameters : iterable of Parameter
        What is moved, `model.parameters()`.
    lr : float, at least 0
        Learning rate. It may be changed between steps.
    weight_decay : float, at least 0
        w adds w * value to each gradient.

    Raises
    ------
    ValueError
        If there is no parameter, something else among them, or a number is out of range.

    See Also
    --------
    torch.optim.Optimizer : the same role.

    Examples
    --------
    >>> from dlaudio.optim import SGD
    >>> SGD([Parameter(np.ones(3))], lr=-1)
    Traceback (most recent call last):
    ValueError: SGD's lr must be a number, at least 0, got -1
    """

    shown = ("lr", "weight_decay")  # what is printed

    def __init__(self, parameters: Iterable[Parameter], lr: float, weight_decay: float = 0.0):
        name = type(self).__name__
        self.parameters = checked(parameters, name)
        self.lr = self._number("lr", lr)
        self.weight_decay = self._number("weight_decay", weight_decay)

    def step(self) -> None:
        """Change the value of every parameter once, in place.

        Raises
        ------
        NotImplementedError
            If the child defines none.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define step")

    def zero_grad(self) -> None:
        """Forget the gradients, before the next backward adds to them."""
        for parameter in self.parameters:
            parameter.zero_grad()

    def __repr__(self) -> str:
        count = sum(parameter.value.size for parameter in self.parameters)
        options = ", ".join(f"{name}={getattr(self, name)}" for name in self.shown)
        return f"{type(self).__name__}({options}) of {count:,} numbers"

    def _number(self, name: str, value: float, high: float = math.inf) -> float:
        """A number from 0, below `high`, or a sentence with its name."""
        return number(value, f"{type(self).__name__}'s {name}", low=0, high=high, ends="[)")

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
                yield value, self._decayed(gradient, value), *memory

    def _decayed(self, gradient: np.ndarray, value: np.ndarray) -> np.ndarray:
        return gradient + self.weight_decay * value if self.weight_decay else gradient


def checked(parameters: Iterable[Parameter], name: str) -> list[Parameter]:
    """The parameters as a list.

    Parameters
    ----------
    parameters : iterable of Parameter
    name : str
        Who needs them.

    Raises
    ------
    ValueError
        If there is none, or something else among them.
    """
    needed = f"{name} needs the parameters of a model, model.parameters()"
    if not isinstance(parameters, Iterable) or isinstance(parameters, np.ndarray):
        raise ValueError(f"{needed}, got one {type(parameters).__name__}")
    found = list(parameters)
    others = [type(item).__name__ for item in found if not isinstance(item, Parameter)]
    if not found or others:
        raise ValueError(f"{needed}, got {', '.join(others[:3]) or 'none'}")
    return found


def fade(memory: np.ndarray, news: np.ndarray, keep: float) -> None:
    """memory <- keep memory + (1 - keep) news, in place.

    Parameters
    ----------
    memory, news : array, both of one shape
    keep : float, from 0 to 1
    """
    memory *= keep
    memory += (1 - keep) * news
