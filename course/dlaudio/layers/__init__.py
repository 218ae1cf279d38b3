"""Layers with a forward and a backward pass, under PyTorch's names.

A network is a `Sequential` of layers. `forward` maps a batch to a batch, `backward` takes the
gradient of the loss at the output, adds the gradient of every parameter to its `grad`, and returns
the gradient at the input. float32 in, float32 out.
"""

from dlaudio.layers.activations import (
    ELU,
    LeakyReLU,
    Maxout,
    PReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Softplus,
    Tanh,
    log_softmax,
    sigmoid,
    softmax,
    softplus,
)
from dlaudio.layers.base import Layer, Parameter, Sequential
from dlaudio.layers.dropout import Dropout
from dlaudio.layers.flatten import Flatten
from dlaudio.layers.linear import Linear
from dlaudio.layers.norm import BatchNorm1d, LayerNorm

__all__ = [
    "ELU",
    "BatchNorm1d",
    "Dropout",
    "Flatten",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "Maxout",
    "PReLU",
    "Parameter",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Tanh",
    "log_softmax",
    "sigmoid",
    "softmax",
    "softplus",
]
