"""A network as a chain of layers."""

from collections.abc import Iterator

import numpy as np

from dlaudio.layers.base import Layer


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

    See Also
    --------
    torch.nn.Sequential : the same.

    Examples
    --------
    >>> from dlaudio.layers import Linear, ReLU
    >>> rng = np.random.default_rng(0)
    >>> net = Sequential(Linear(784, 200, rng=rng), ReLU(), Linear(200, 10, rng=rng))
    >>> net
    Sequential(
      (0): Linear(784, 200): 157,000 parameters
      (1): ReLU()
      (2): Linear(200, 10): 2,010 parameters
    ): 159,010 parameters
    >>> net(np.zeros((5, 784))).shape
    (5, 10)
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
