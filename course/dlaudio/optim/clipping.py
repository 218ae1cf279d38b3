"""Gradients of bounded length."""

import math
from collections.abc import Iterable

import numpy as np

from dlaudio.checked import number
from dlaudio.layers.base import Parameter
from dlaudio.optim.base import checked


def clip_grad_norm(parameters: Iterable[Parameter], max_norm: float) -> float:
    """Scale all gradients alike, in place, so that their common norm is at most `max_norm`.

    Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", ICML 2013,
    algorithm 1.

    Parameters
    ----------
    parameters : iterable of Parameter
        Their gradients are scaled.
    max_norm : float, above 0

    Returns
    -------
    norm : float
        Of all gradients before: the root of the sum of all squares.

    Raises
    ------
    ValueError
        If max_norm is not above 0, or a gradient is not finite: no factor would mend it.

    See Also
    --------
    torch.nn.utils.clip_grad_norm_ : the same with `error_if_nonfinite=True`.

    Examples
    --------
    >>> weight = Parameter(np.zeros(2))
    >>> weight.grad[...] = [3.0, 4.0]
    >>> clip_grad_norm([weight], 1.0), weight.grad
    (5.0, array([0.6, 0.8]))
    """
    number(max_norm, "clip_grad_norm's max_norm", low=0, ends="(]")
    gradients = [p.grad for p in checked(parameters, "clip_grad_norm")]
    norm = math.sqrt(sum(float((gradient.astype(np.float64) ** 2).sum()) for gradient in gradients))
    if not math.isfinite(norm):
        raise ValueError(
            f"clip_grad_norm needs gradients that are finite, got a norm of {norm}: take a lower "
            "learning rate, or look at the loss for NaN"
        )
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return norm
