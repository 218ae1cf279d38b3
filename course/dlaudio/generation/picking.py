"""Which notes may be drawn: all, the k likeliest, or the nucleus."""

from collections.abc import Callable

import numpy as np

from dlaudio.generation.composer import END, draw
from dlaudio.layers import log_softmax


def keep_likely(p, k: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Of each row of probabilities the k likeliest alone, and the fewest that reach a share.

    "Top-k": A. Fan, M. Lewis, Y. Dauphin, ACL 2018; "nucleus": A. Holtzman and others, ICLR 2020.

    Parameters
    ----------
    p : array, shape (N, K)
        Each row sums to 1.
    k : int, at least 1
        How many are left in each row of the first result.
    share : float, above 0, at most 1
        What the likeliest must sum to in each row of the second.

    Returns
    -------
    top, nucleus : ndarray, shape (N, K)
        0 where nothing is left; each row sums to 1.
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(-p, axis=1, kind="stable")
    falling = np.take_along_axis(p, order, axis=1)
    sums = np.cumsum(falling, axis=1)
    kept = []
    for stays in (np.arange(p.shape[1]) < k, sums - falling < share):
        left = np.zeros_like(p)
        np.put_along_axis(left, order, np.where(stays, falling, 0), axis=1)
        kept.append(left / left.sum(axis=1, keepdims=True))
    return kept[0], kept[1]


def cautious(keep: Callable = keep_likely, *, k: int | None = None, share: float | None = None):
    """A picker like `composer.draw` that draws from the likeliest only.

    Parameters
    ----------
    keep : function
        Does what `keep_likely` does.
    k : int, optional
        Draw from so many; or
    share : float, optional
        from the nucleus of this share.

    Raises
    ------
    ValueError
        If not exactly one of the two is given.
    """
    if (k is None) == (share is None):
        raise ValueError(f"cautious needs either k or share, got {k} and {share}")

    def pick(logits, temperature: float, u: float) -> int:
        z = (np.asarray(logits, dtype=float) - np.max(logits)) / temperature
        p = np.exp(z) / np.exp(z).sum()
        top, nucleus = keep(p[None], k or 1, share or 1.0)
        with np.errstate(divide="ignore"):
            return draw(np.log((top if share is None else nucleus)[0]), 1.0, u)

    return pick


def reckless(keep: Callable = keep_likely, *, share: float):
    """A picker like `composer.draw` that draws from what the nucleus throws away.

    Parameters
    ----------
    keep : function
        Does what `keep_likely` does.
    share : float, above 0, below 1
        Of the nucleus.
    """

    def pick(logits, temperature: float, u: float) -> int:
        z = (np.asarray(logits, dtype=float) - np.max(logits)) / temperature
        p = np.exp(z) / np.exp(z).sum()
        tail = np.where(keep(p[None], 1, share)[1][0] > 0, 0, p)
        with np.errstate(divide="ignore"):
            return draw(np.log(tail / tail.sum()), 1.0, u)

    return pick


def size_of_nucleus(logits, share: float) -> tuple[float, float]:
    """How many notes the nucleus keeps, and the share of throws that the tail has; both means.

    Parameters
    ----------
    logits : array, shape (N, K)
    share : float, above 0, at most 1
    """
    p = np.exp(log_softmax(np.asarray(logits, dtype=float)))
    kept = keep_likely(p, 1, share)[1] > 0
    return float(kept.sum(axis=1).mean()), float((p * ~kept).sum(axis=1).mean())


def mean_entropy(logits, temperature: float) -> float:
    """Bits that a draw from softmax(logits / temperature) is worth, the mean over the rows.

    Parameters
    ----------
    logits : array, shape (N, K)
    temperature : float, above 0
    """
    log_p = log_softmax(np.asarray(logits, dtype=float) / temperature)
    return float(-(np.exp(log_p) * log_p).sum(axis=1).mean() / np.log(2))


def temperature_for(logits, bits: float) -> float:
    """The temperature, from 0.01 to 100, at which the rows are worth so many bits on average.

    Parameters
    ----------
    logits : array, shape (N, K)
    bits : float, above 0 and below log2 K
    """
    from scipy.optimize import brentq

    return float(brentq(lambda tau: mean_entropy(logits, tau) - bits, 0.01, 100, xtol=1e-6))


def state_after(net, symbols, context):
    """The state of a composer that has heard all symbols but the last, from the start of a tune.

    Parameters
    ----------
    net : Composer
        In eval mode.
    symbols : sequence of int
    context : array, shape (C,)
    """
    state = None
    for symbol in (END, *symbols[:-1]):
        _, state = net.step(int(symbol), state, context)
    return state


def told(net, context):
    """step(note, state) of a composer that is told `context`: what `free_run` is lent.

    Parameters
    ----------
    net : Composer
        In eval mode.
    context : array, shape (C,)
    """
    return lambda note, state: net.step(int(note), state, context)
