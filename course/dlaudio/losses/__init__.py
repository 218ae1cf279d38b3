"""Losses: one number that says how wrong a batch of predictions is, and its gradient.

Always the mean: over all entries, or over the examples where an example has one class; with a
`mask`, over what it does not leave out. `forward` takes the predictions first, keeps what it needs,
and returns a float; `backward` returns the gradient at the predictions, of their shape and dtype.
Only `sse` is a sum, and says so. Called like `forward`.
"""

from dlaudio.losses.base import Loss
from dlaudio.losses.classification import BCEWithLogitsLoss, CrossEntropyLoss
from dlaudio.losses.margins import HingeLoss, MultiMarginLoss
from dlaudio.losses.regression import L1Loss, MSELoss, sse

__all__ = [
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "HingeLoss",
    "L1Loss",
    "Loss",
    "MSELoss",
    "MultiMarginLoss",
    "sse",
]
