"""Layers with a forward and a backward pass, under PyTorch's names.

A network is a `Sequential` of layers. `forward` maps a batch to a batch, `backward` takes the
gradient of the loss at the output, adds the gradient of every parameter to its `grad`, and returns
the gradient at the input. float32 in, float32 out.
"""

from dlaudio.layers.activations import (
    ELU,
    LeakyReLU,
    PReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Softplus,
    Tanh,
)
from dlaudio.layers.bands import LogBands
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.conv import Conv1d, Conv2d
from dlaudio.layers.directions import Bidirectional, LastStep
from dlaudio.layers.dropout import Dropout
from dlaudio.layers.embedding import Embedding
from dlaudio.layers.flatten import Flatten
from dlaudio.layers.functions import log_softmax, sigmoid, softmax, softplus
from dlaudio.layers.gru import GRU
from dlaudio.layers.linear import Linear
from dlaudio.layers.lstm import LSTM
from dlaudio.layers.maxout import Maxout
from dlaudio.layers.norm import BatchNorm1d, LayerNorm
from dlaudio.layers.pool import AvgPool1d, AvgPool2d, MaxPool1d, MaxPool2d
from dlaudio.layers.recurrent import RNN
from dlaudio.layers.sequential import Sequential
from dlaudio.layers.windows import output_size

__all__ = [
    "AvgPool1d",
    "AvgPool2d",
    "BatchNorm1d",
    "Bidirectional",
    "Conv1d",
    "Conv2d",
    "Dropout",
    "ELU",
    "Embedding",
    "Flatten",
    "GRU",
    "LSTM",
    "LastStep",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "LogBands",
    "MaxPool1d",
    "MaxPool2d",
    "Maxout",
    "PReLU",
    "Parameter",
    "RNN",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Tanh",
    "log_softmax",
    "output_size",
    "sigmoid",
    "softmax",
    "softplus",
]
