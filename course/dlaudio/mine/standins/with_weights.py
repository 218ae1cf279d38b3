"""Layers of the package with given weights, in double precision: what the stand-ins are made of."""

import numpy as np

from ... import layers
from ...layers.base import Parameter

RNG = np.random.default_rng(0)  # first weights, which are replaced at once


def floats(*arrays) -> list[np.ndarray]:
    """The arrays in double precision."""
    return [np.asarray(array, dtype=float) for array in arrays]


def linear(W, b) -> layers.Linear:
    """The layer x W + b; W of shape (D, M) or (D,), b of shape (M,) or one number."""
    W, b = floats(W, b)
    W = W.reshape(len(W), -1)
    layer = layers.Linear(*W.shape, rng=RNG, dtype=float)
    layer.weight, layer.bias = Parameter(W), Parameter(np.broadcast_to(b, W.shape[1:]).copy())
    return layer


def recurrent(kind: type, W_x, W_h, b):
    """A recurrent layer, `layers.RNN`, `GRU` or `LSTM`, of these weights."""
    W_x, W_h, b = floats(W_x, W_h, b)
    layer = kind(len(W_x), len(W_h), rng=RNG, dtype=float)
    layer.weight_x, layer.weight_h, layer.bias = map(Parameter, (W_x, W_h, b))
    return layer


def conv(kind: type, weight, bias=None, **options):
    """A convolution, `layers.Conv1d` or `Conv2d`, of these weights; bias 0 if not given."""
    (weight,) = floats(weight)
    bias = np.zeros(len(weight)) if bias is None else np.asarray(bias, dtype=float)
    n_out, n_in, *kernel = weight.shape
    size = kernel[0] if len(kernel) == 1 else tuple(kernel)
    layer = kind(n_in, n_out, size, rng=RNG, dtype=float, **options)
    layer.weight, layer.bias = Parameter(weight), Parameter(bias)
    return layer


def grads(layer) -> list[np.ndarray]:
    """The gradients of the parameters, in the layer's own order."""
    return [parameter.grad for parameter in layer.parameters()]


def stepped(optimizer: type, w, g, lr: float, memories: dict, **options):
    """The weights after one step of an optimiser that begins with these memories, and them after.

    `memories` maps the optimiser's own names of what it keeps to arrays.
    """
    w, g = floats(w, g)
    parameter = Parameter(w)
    parameter.grad[...] = g
    steps = optimizer([parameter], lr, **options)
    for name, value in memories.items():
        is_list = isinstance(getattr(steps, name), list)
        setattr(steps, name, [np.array(value, dtype=float)] if is_list else value)
    steps.step()
    kept = [getattr(steps, name) for name in memories]
    return parameter.value, [item[0] if isinstance(item, list) else item for item in kept]
