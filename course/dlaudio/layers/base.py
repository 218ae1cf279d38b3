"""What every layer is: a function with parameters that can also send gradients back."""

from collections.abc import Iterator
from typing import Self

import numpy as np

from dlaudio.layers.guard import as_floats, guard


class Parameter:
    """Array that is learnt, with the gradient of the loss beside it.

    Parameters
    ----------
    value : array of float, any shape
        Where it starts; a copy is taken, for steps are taken in place.

    Attributes
    ----------
    value : ndarray of float, shape as given
        Optimisers change it in place.
    grad : ndarray, same shape and dtype
        Sum of what every `backward` since the last `zero_grad` has added; zeros at first.

    Raises
    ------
    ValueError
        If the value is not of floating point: a whole number cannot take a small step.

    See Also
    --------
    torch.nn.Parameter : its `data` is called `value` here.

    Examples
    --------
    >>> Parameter(np.ones((2, 3)))
    Parameter(shape (2, 3), float64, norm of the gradient 0)
    """

    def __init__(self, value: np.ndarray):
        self.value = np.array(value, order="C")
        if self.value.dtype.kind != "f":
            raise ValueError(f"Parameter needs floats, got dtype {self.value.dtype}")
        self.grad = np.zeros_like(self.value)

    def zero_grad(self) -> None:
        """Forget the gradient."""
        self.grad[...] = 0

    def __repr__(self) -> str:
        norm = np.linalg.norm(self.grad)
        shape = self.value.shape
        return f"Parameter(shape {shape}, {self.value.dtype}, norm of the gradient {norm:.3g})"


class Layer:
    """Base of all layers: y = f(x; parameters).

    A child defines `forward(x)`, which keeps what `backward` needs (those of this package in
    `_saved`, and nowhere else), and `backward(dout)`, which takes dL/dy of the last forward,
    *adds* the gradient of each parameter to its `grad`, and returns dL/dx. Both are guarded: a
    backward without a forward, or with a gradient of another shape than the output had, is a
    ValueError. Parameters and inner layers are found among the attributes, also in lists, tuples
    and dicts, however deep.

    Attributes
    ----------
    training : bool
        True at first; dropout and batch normalisation behave differently in the two modes.

    See Also
    --------
    torch.nn.Module : the same role; there `backward` is derived from `forward`.

    Examples
    --------
    >>> class Double(Layer):
    ...     def forward(self, x):
    ...         return 2 * x
    ...     def backward(self, dout):
    ...         return 2 * dout
    >>> Double()
    Double()
    >>> Double().backward(np.ones(3))
    Traceback (most recent call last):
    ValueError: Double.backward needs a forward before it, got none so far
    """

    training = True

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        guard(cls, needs_dout=True)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return y for the batch x."""
        raise NotImplementedError(f"{type(self).__name__} does not define forward")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, add to the gradients of the parameters, return dL/dx."""
        raise NotImplementedError(f"{type(self).__name__} does not define backward")

    def __call__(self, *args, **options) -> np.ndarray:
        """Do the same as `forward`."""
        return self.forward(*args, **options)

    def named_children(self) -> Iterator[tuple[str, "Layer"]]:
        """Inner layers with the names of their attributes, "name.0", "name.1", ... in a list."""
        return ((name, item) for name, item in self._items() if isinstance(item, Layer))

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        """Every parameter once, with a name such as "weight" or, of inner layers, "0.weight"."""
        found = [(name, item) for name, item in self._items() if isinstance(item, Parameter)]
        for name, child in self.named_children():
            found += [(f"{name}.{inner}", item) for inner, item in child.named_parameters()]
        names = {}  # of each parameter the first name
        for name, item in found:
            names.setdefault(item, name)
        return [(name, item) for item, name in names.items()]

    def parameters(self) -> list[Parameter]:
        """Every parameter once, in the order of `named_parameters`."""
        return [parameter for _, parameter in self.named_parameters()]

    def count_parameters(self) -> int:
        """How many numbers are learnt."""
        return sum(parameter.value.size for parameter in self.parameters())

    def modules(self) -> list["Layer"]:
        """The layer itself and all inner ones, outer ones first."""
        inner = [layer for _, child in self.named_children() for layer in child.modules()]
        return [self, *inner]

    def zero_grad(self) -> None:
        """Forget the gradient of every parameter."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self, mode: bool = True) -> Self:
        """Switch this layer and all inner ones to training, or to use; return the layer.

        Parameters
        ----------
        mode : bool
            False is what `eval` does.
        """
        for layer in self.modules():
            layer.training = bool(mode)
        return self

    def eval(self) -> Self:
        """Switch to use, without dropout and batch statistics; return the layer."""
        return self.train(False)

    def named_buffers(self) -> Iterator[tuple[str, np.ndarray]]:
        """Arrays that belong to what was learnt without being parameters (running averages)."""
        for name, child in self.named_children():
            for inner, buffer in child.named_buffers():
                yield f"{name}.{inner}", buffer

    def buffers(self) -> list[np.ndarray]:
        """The arrays of `named_buffers`, without their names."""
        return [buffer for _, buffer in self.named_buffers()]

    def state_dict(self) -> dict[str, np.ndarray]:
        """Copies of all that was learnt, by name: the parameters, then the buffers."""
        return {name: array.copy() for name, array in self._arrays().items()}

    def load_state_dict(self, state: dict[str, np.ndarray]) -> Self:
        """Take back what `state_dict` gave; return the layer.

        Parameters
        ----------
        state : dict of arrays, shapes as in `state_dict()`
            By name.

        Raises
        ------
        ValueError
            If a name is missing, unknown, or an array has another shape: nothing is taken then.
        """
        arrays = self._arrays()
        expected = {name: array.shape for name, array in arrays.items()}
        got = {name: np.shape(array) for name, array in state.items()}
        if expected != got:
            differ = sorted(name for name in expected | got if expected.get(name) != got.get(name))
            name = differ[0]
            raise ValueError(
                f"{type(self).__name__} needs {name} of shape {expected.get(name, 'none at all')}, "
                f"got {got.get(name, 'none')}; {len(differ)} of {len(expected | got)} names differ"
            )
        for name, array in arrays.items():
            array[...] = state[name]
        return self

    def extra_repr(self) -> str:
        """Sizes and options that stand between the brackets when the layer is printed."""
        return ""

    def __repr__(self) -> str:
        lines = [f"  ({name}): {child!r}" for name, child in self.named_children()]
        inner = "\n".join(["", *(line.replace("\n", "\n  ") for line in lines), ""])
        text = f"{type(self).__name__}({self.extra_repr()}{inner if lines else ''})"
        count = self.count_parameters()
        return f"{text}: {count:,} parameters" if count else text

    def _floats(self, x, needed: str = "x of any shape") -> np.ndarray:
        """The input as an array of floats, or a sentence that says what the layer needs."""
        return as_floats(x, f"{type(self).__name__} needs {needed}")

    def _arrays(self) -> dict[str, np.ndarray]:
        values = {name: parameter.value for name, parameter in self.named_parameters()}
        return values | dict(self.named_buffers())

    def _items(self) -> Iterator[tuple[str, "Layer | Parameter"]]:
        """Parameters and layers among the attributes, with their names."""
        for name, value in vars(self).items():
            if name not in ("_saved", "_output_shapes"):
                yield from self._found(name, value)

    def _found(self, name: str, value) -> Iterator[tuple[str, "Layer | Parameter"]]:
        if isinstance(value, Layer | Parameter):
            yield name, value
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from self._found(f"{name}.{key}", item)
        elif isinstance(value, list | tuple):
            for i, item in enumerate(value):
                yield from self._found(f"{name}.{i}", item)
        elif isinstance(value, set | frozenset) and any(
            isinstance(item, Layer | Parameter) for item in value
        ):
            raise ValueError(
                f"{type(self).__name__}.{name} keeps layers or parameters in a set, which has no "
                "order: take a list"
            )
