"""What every layer is: a function with parameters that can also send gradients back."""

from collections.abc import Iterator

import numpy as np


class Parameter:
    """Array that is learnt, with the gradient of the loss beside it.

    Attributes
    ----------
    value : ndarray of float
        Optimisers change it in place.
    grad : ndarray, same shape and dtype
        Sum of what every `backward` since the last `zero_grad` has added; zeros at first.

    Raises
    ------
    ValueError
        If the value is not of floating point: a whole number cannot take a small step.
    """

    def __init__(self, value: np.ndarray):
        self.value = np.array(value)  # a copy: steps are taken in place
        if self.value.dtype.kind != "f":
            raise ValueError(f"Parameter needs floats, got dtype {self.value.dtype}")
        self.grad = np.zeros_like(self.value)

    def zero_grad(self) -> None:
        """Forget the gradient."""
        self.grad[...] = 0


class Layer:
    """Base of all layers: y = f(x; parameters).

    A child defines `forward(x)`, which keeps what `backward` needs, and `backward(dout)`, which
    takes dL/dy of the last forward, *adds* the gradient of each parameter to its `grad`, and
    returns dL/dx. Parameters and inner layers are found among the attributes, also in lists.

    Attributes
    ----------
    training : bool
        True at first; dropout and batch normalisation behave differently in the two modes.
    """

    training = True

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return y for the batch x."""
        raise NotImplementedError(f"{type(self).__name__} does not define forward")

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy, add to the gradients of the parameters, return dL/dx."""
        raise NotImplementedError(f"{type(self).__name__} does not define backward")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.forward(x)

    def named_children(self) -> Iterator[tuple[str, "Layer"]]:
        """Inner layers with the names of their attributes, "name.0", "name.1", ... in a list."""
        for name, value in vars(self).items():
            if isinstance(value, Layer):
                yield name, value
            elif isinstance(value, list | tuple):
                for i, item in enumerate(value):
                    if isinstance(item, Layer):
                        yield f"{name}.{i}", item

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        """Every parameter once, with a name such as "weight" or, of inner layers, "0.weight"."""
        found = [(name, item) for name, item in vars(self).items() if isinstance(item, Parameter)]
        for name, child in self.named_children():
            found += [(f"{name}.{inner}", item) for inner, item in child.named_parameters()]
        seen = set()
        return [(name, item) for name, item in found if not (item in seen or seen.add(item))]

    def parameters(self) -> list[Parameter]:
        """Every parameter once, in the order of `named_parameters`."""
        return [parameter for _, parameter in self.named_parameters()]

    def count_parameters(self) -> int:
        """How many numbers are learnt."""
        return sum(parameter.value.size for parameter in self.parameters())

    def zero_grad(self) -> None:
        """Forget the gradient of every parameter."""
        for parameter in self.parameters():
            parameter.zero_grad()

    def train(self) -> None:
        """Switch this layer and all inner ones to training."""
        self._set_training(True)

    def eval(self) -> None:
        """Switch this layer and all inner ones to use: no dropout, no batch statistics."""
        self._set_training(False)

    def _set_training(self, training: bool) -> None:
        self.training = training
        for _, child in self.named_children():
            child._set_training(training)

    def buffers(self) -> list[np.ndarray]:
        """Arrays that belong to what was learnt without being parameters (running averages)."""
        return [buffer for _, child in self.named_children() for buffer in child.buffers()]

    def state(self) -> list[np.ndarray]:
        """Copies of all that was learnt: the parameters, then the buffers."""
        return [array.copy() for array in self._arrays()]

    def load_state(self, state: list[np.ndarray]) -> None:
        """Take back what `state` gave; ValueError if the shapes are those of another model."""
        arrays = self._arrays()
        expected, got = [a.shape for a in arrays], [a.shape for a in state]
        if expected != got:
            raise ValueError(f"this model needs arrays of shapes {expected}, got {got}")
        for array, saved in zip(arrays, state, strict=True):
            array[...] = saved

    def _arrays(self) -> list[np.ndarray]:
        return [parameter.value for parameter in self.parameters()] + self.buffers()


class Sequential(Layer):
    """Layers one after the other: the output of each is the input of the next.

    Parameters
    ----------
    *layers : Layer
        At least one. No layer twice, since it remembers one forward only.

    Raises
    ------
    ValueError
        If there is no layer, one that is not a `Layer`, or one twice.
    """

    def __init__(self, *layers: Layer):
        others = [type(layer).__name__ for layer in layers if not isinstance(layer, Layer)]
        if not layers or others:
            raise ValueError(f"Sequential needs layers, got {', '.join(others) or 'none'}")
        if len(set(map(id, layers))) < len(layers):
            raise ValueError(
                "Sequential got one layer object twice: each place needs a layer of its own"
            )
        self.layers = list(layers)

    def named_children(self) -> Iterator[tuple[str, Layer]]:
        """The layers, named "0", "1", ... as in PyTorch."""
        return ((str(i), layer) for i, layer in enumerate(self.layers))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Send the batch x through all layers, first to last."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Send dL/dy back through all layers, last to first; return dL/dx."""
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, i: int) -> Layer:
        return self.layers[i]
