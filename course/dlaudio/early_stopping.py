"""When to stop training, and which weights to keep."""

import numpy as np

from dlaudio.checked import number, whole
from dlaudio.layers.base import Layer


class EarlyStopping:
    """Says when the validation loss has not improved for long, and keeps the best weights.

    Parameters
    ----------
    patience : int, at least 1
        Stop after this many epochs in a row without improvement.
    min_delta : float, at least 0
        An improvement is a loss below the best one by more than this; NaN is none.

    Attributes
    ----------
    best_loss : float
        Infinite before the first epoch.
    best_epoch : int
        Counted from 1; 0 before the first.

    References
    ----------
    .. [1] L. Prechelt, "Early Stopping - but when?", in *Neural Networks: Tricks of the Trade*,
       1998, criterion UP.

    Raises
    ------
    ValueError
        If the patience is below 1, or min_delta negative.

    See Also
    --------
    fit : takes one as `early_stopping`; PyTorch has none.

    Examples
    --------
    >>> watch, model = EarlyStopping(2), Layer()
    >>> [watch.update(loss, model) for loss in (3.0, 1.0, 2.0, 2.0)], watch.best_epoch
    ([False, False, False, True], 2)
    """

    def __init__(self, patience: int, *, min_delta: float = 0.0):
        self.patience = whole(patience, "EarlyStopping's patience")
        self.min_delta = number(min_delta, "EarlyStopping's min_delta", low=0)
        self.reset()

    def reset(self) -> None:
        """Forget all epochs."""
        self.best_loss, self.best_epoch, self.epoch = np.inf, 0, 0
        self.best_state = None

    def update(self, loss: float, model: Layer) -> bool:
        """Note the validation loss of one more epoch; True means stop.

        Parameters
        ----------
        loss : float
        model : Layer
            Its weights are kept if the loss is the best so far.
        """
        self.epoch += 1
        if loss < self.best_loss - self.min_delta:
            self.best_loss, self.best_epoch = loss, self.epoch
            self.best_state = model.state_dict()
        return self.epoch - self.best_epoch >= self.patience

    def restore(self, model: Layer) -> None:
        """Give the model the weights of the best epoch, if there was one.

        Parameters
        ----------
        model : Layer
        """
        if self.best_state is not None:
            model.load_state_dict(self.best_state)
