"""Learning rates that change while a model is trained."""

import math
from collections.abc import Callable


def linear_decay(lr: float, last: float = 0.0) -> Callable[[float], float]:
    """A learning rate that falls along a straight line, for the `schedule` of `dlaudio.train.fit`.

    Parameters
    ----------
    lr, last : float, at least 0
        At the start, and at the end.

    Returns
    -------
    schedule : callable
        From the share of the training that is over, 0 to 1, to the learning rate.

    See Also
    --------
    torch.optim.lr_scheduler.LinearLR : counts steps instead of shares.

    Examples
    --------
    >>> schedule = linear_decay(0.1)
    >>> schedule(0), schedule(0.5), schedule(1)
    (0.1, 0.05, 0.0)
    """
    return lambda share: lr + (last - lr) * share


def cosine_decay(lr: float, last: float = 0.0) -> Callable[[float], float]:
    """A learning rate that falls along half a wave: large steps for long, small ones to settle.

    I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017,
    eq. 5, without restarts.

    Parameters
    ----------
    lr, last : float, at least 0
        At the start, and at the end.

    Returns
    -------
    schedule : callable
        From the share of the training that is over, 0 to 1, to the learning rate.

    See Also
    --------
    torch.optim.lr_scheduler.CosineAnnealingLR : counts steps instead of shares.

    Examples
    --------
    >>> schedule = cosine_decay(0.1)
    >>> schedule(0), round(schedule(0.5), 3), schedule(1)
    (0.1, 0.05, 0.0)
    """
    return lambda share: last + (lr - last) * (1 + math.cos(math.pi * share)) / 2
