"""The package's layers, losses, optimisers, features and samplers, run by the student's functions.

    from dlaudio.mine import layers as mine_layers
    net = layers.Sequential(mine_layers.LSTM(2, 24, rng=rng), ...)
    mine_layers.into(net)          # or: put the student's parts into a net that is there already

Names and arguments are the package's. What the library does not have, or has no longer right, is
done as the package does it; each says once whose code runs.
"""

from ... import layers as course
from ...layers.base import Layer
from . import convolution, dense, recurrent
from .borrowed import Borrowed
from .convolution import AvgPool1d, Conv1d, Conv2d, MaxPool1d, MaxPool2d
from .dense import BatchNorm1d, Dropout, Linear, ReLU, Sigmoid, Softplus, Tanh
from .learning import (
    SGD,
    Adagrad,
    Adam,
    CrossEntropyLoss,
    MSELoss,
    NoteLoss,
    RMSprop,
    clip_grad_norm,
    he_normal,
    xavier_normal,
)
from .recurrent import GRU, LSTM, RNN
from .sound import draw, f_measure, mel_filterbank, mfcc, pca, pick_peaks

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
    "SGD",
    "Adagrad",
    "Adam",
    "AvgPool1d",
    "BatchNorm1d",
    "Conv1d",
    "Conv2d",
    "CrossEntropyLoss",
    "Dropout",
    "Linear",
    "MSELoss",
    "MaxPool1d",
    "NoteLoss",
    "MaxPool2d",
    "RMSprop",
    "ReLU",
    "Sigmoid",
    "Softplus",
    "Tanh",
    "clip_grad_norm",
    "draw",
    "f_measure",
    "he_normal",
    "into",
    "mel_filterbank",
    "mfcc",
    "pca",
    "pick_peaks",
    "xavier_normal",
]

# The package's layer, and the one that runs on the student's functions.
_ADAPTED = {
    getattr(course, name): value
    for module in (dense, convolution, recurrent)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Borrowed) and hasattr(course, name)
}


def into(net: Layer) -> Layer:
    """Put the student's parts into all layers of a net, in place; what it has learnt stays."""
    if type(net) in _ADAPTED:
        net.__class__ = _ADAPTED[type(net)]
    for _, child in net.named_children():
        into(child)
    return net
