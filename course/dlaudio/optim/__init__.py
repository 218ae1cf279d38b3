"""Optimisers: how parameters move when their gradients are known.

All have PyTorch's names, conventions and default values. With g the gradient of a parameter,
`weight_decay` w adds w * value to g, which is the gradient of w/2 times the sum of squares (for the
penalty without 1/2 see `dlaudio.penalties`). `lr` may be changed between steps. A parameter whose
gradient is zero still moves if the optimiser remembers earlier gradients.
"""

from dlaudio.optim.adam import Adam, AdamW
from dlaudio.optim.base import Optimizer
from dlaudio.optim.clipping import clip_grad_norm
from dlaudio.optim.scaled import Adadelta, Adagrad, RMSprop
from dlaudio.optim.schedules import cosine_decay, linear_decay
from dlaudio.optim.sgd import SGD

__all__ = [
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "SGD",
    "clip_grad_norm",
    "cosine_decay",
    "linear_decay",
]
