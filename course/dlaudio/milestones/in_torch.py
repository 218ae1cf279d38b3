"""PyTorch's parts under the names that `mine` and `mine.layers` have, where it is installed.

The same experiment, with the same first weights: PyTorch computes the layers forwards, its autograd
goes back through them, and its optimisers take the steps. The arrays are shared, not copied.
"""

import importlib.util
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

from .. import layers, losses
from ..mine import lookup

NAME = "PyTorch's"


def installed() -> bool:
    """Whether PyTorch is here; it is not imported for that."""
    return importlib.util.find_spec("torch") is not None


def _tensor(array: np.ndarray, *, learns: bool = False):
    import torch

    return torch.from_numpy(np.ascontiguousarray(array)).requires_grad_(learns)


class _Computed:
    """A layer whose `compute(x, *weights)` is PyTorch's, on tensors."""

    compute: Callable

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.leaves = [_tensor(parameter.value, learns=True) for parameter in self.parameters()]
        self.inputs = _tensor(x, learns=True)
        self.outputs = self.compute(self.inputs, *self.leaves)
        return self.outputs.detach().numpy()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        self.outputs.backward(_tensor(np.asarray(dout, dtype=self.outputs.detach().numpy().dtype)))
        for parameter, leaf in zip(self.parameters(), self.leaves, strict=True):
            parameter.grad += leaf.grad.numpy()
        return self.inputs.grad.numpy()


class Linear(_Computed, layers.Linear):
    def compute(self, x, weight, bias=0):
        return x @ weight + bias


class Tanh(_Computed, layers.Tanh):
    def compute(self, x):
        return x.tanh()


class ReLU(_Computed, layers.ReLU):
    def compute(self, x):
        return x.relu()


class Conv1d(_Computed, layers.Conv1d):
    def compute(self, x, weight, bias=None):
        from torch.nn import functional

        x = functional.pad(x, self.padding[0])
        return functional.conv1d(x, weight, bias, self.stride, dilation=self.dilation)


class Conv2d(_Computed, layers.Conv2d):
    def compute(self, x, weight, bias=None):
        from torch.nn import functional

        (top, bottom), sides = self.padding
        x = functional.pad(x, (*sides, top, bottom))
        return functional.conv2d(x, weight, bias, self.stride, dilation=self.dilation)


class MaxPool2d(_Computed, layers.MaxPool2d):
    def compute(self, x):
        from torch.nn import functional

        return functional.max_pool2d(x, self.kernel_size, self.stride)


class _Recurrent(_Computed):
    """`run(x, first, weights)` gives the states (N, T, H); gates and cell begin at 0."""

    def compute(self, x, weight_x, weight_h, bias):
        first = x.new_zeros(1, len(x), self.hidden_size)
        weights = [weight_x.T, weight_h.T, bias, bias * 0]
        return self.run(x, first, weights)


class RNN(_Recurrent, layers.RNN):
    def run(self, x, first, weights):
        import torch

        return torch.rnn_tanh(x, first, weights, True, 1, 0.0, False, False, True)[0]


class LSTM(_Recurrent, layers.LSTM):
    def run(self, x, first, weights):
        import torch

        return torch.lstm(x, (first, first), weights, True, 1, 0.0, False, False, True)[0]


class _Loss:
    """A loss whose value and slope are PyTorch's."""

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> float:
        from torch.nn import functional

        self.inputs = _tensor(prediction, learns=True)
        self.value = getattr(functional, self.function)(self.inputs, self.wanted(target))
        return float(self.value.detach())

    def backward(self) -> np.ndarray:
        self.value.backward()
        return self.inputs.grad.numpy()


class CrossEntropyLoss(_Loss, losses.CrossEntropyLoss):
    function = "cross_entropy"

    def wanted(self, target):
        return _tensor(np.asarray(target, dtype=np.int64))


class MSELoss(_Loss, losses.MSELoss):
    function = "mse_loss"

    def wanted(self, target):
        return _tensor(np.asarray(target, dtype=self.inputs.detach().numpy().dtype))


class _Optimizer:
    """One of `torch.optim` on arrays that it shares with the net's parameters."""

    def __init__(self, parameters, lr: float, *options):
        import torch

        self.parameters = list(parameters)
        self.tensors = [torch.from_numpy(p.value).requires_grad_() for p in self.parameters]
        self.torch = getattr(torch.optim, type(self).__name__)(self.tensors, lr, *options)

    @property
    def lr(self) -> float:
        return self.torch.param_groups[0]["lr"]

    @lr.setter
    def lr(self, value: float) -> None:
        self.torch.param_groups[0]["lr"] = value

    def zero_grad(self) -> None:
        for parameter in self.parameters:
            parameter.zero_grad()

    def step(self) -> None:
        for parameter, tensor in zip(self.parameters, self.tensors, strict=True):
            tensor.grad = _tensor(parameter.grad)
        self.torch.step()


class SGD(_Optimizer):
    """`torch.optim.SGD`, with a momentum if one is given."""


class Adam(_Optimizer):
    """`torch.optim.Adam`."""


def clip_grad_norm(parameters, max_norm: float) -> float:
    """`torch.nn.utils.clip_grad_norm_` on the gradients of a net."""
    from torch.nn import utils

    parameters = list(parameters)
    tensors = [_tensor(parameter.value) for parameter in parameters]
    for parameter, tensor in zip(parameters, tensors, strict=True):
        tensor.grad = _tensor(parameter.grad)
    norm = utils.clip_grad_norm_(tensors, max_norm)
    for parameter, tensor in zip(parameters, tensors, strict=True):
        parameter.grad[...] = tensor.grad.numpy()
    return float(norm)


_ADAPTED = {
    getattr(layers, kind.__name__): kind
    for kind in (Linear, Tanh, ReLU, Conv1d, Conv2d, MaxPool2d, RNN, LSTM)
}


def into(net: layers.Layer) -> layers.Layer:
    """Let PyTorch compute all layers of a net that it has, in place."""
    if type(net) in _ADAPTED:
        net.__class__ = _ADAPTED[type(net)]
    for _, child in net.named_children():
        into(child)
    return net


class Torch:
    """PyTorch under the names that `mine` has; what it has none of is said."""

    def __init__(self):
        import torch  # noqa: F401 (so that nobody measures how long this takes)

    layers = SimpleNamespace(
        **{kind.__name__: kind for kind in (*_ADAPTED.values(), CrossEntropyLoss, MSELoss)},
        SGD=SGD,
        Adam=Adam,
        clip_grad_norm=clip_grad_norm,
        into=into,
    )

    @staticmethod
    def attention(Q, K, V, dout):
        """Weights, output and the gradients dQ and dV of `attention` (unit 13)."""
        q, k, v = (_tensor(np.asarray(array, float), learns=True) for array in (Q, K, V))
        weights = (q @ k.T / q.shape[1] ** 0.5).softmax(dim=1)
        output = weights @ v
        output.backward(_tensor(np.asarray(dout, float)))
        return weights.detach().numpy(), output.detach().numpy(), q.grad.numpy(), v.grad.numpy()

    def __getattr__(self, name: str):
        raise lookup.NothingPlaysError(f"it has no {name}, and needs none")
