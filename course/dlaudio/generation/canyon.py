"""A sound between walls, and a causal convolution that finds out where the walls stand."""

from collections.abc import Callable

import numpy as np

from dlaudio.datasets import plucks

ECHOES = (0.2, 0.4, 0.6, 1.0)  # how loud: the latest echo first, at the end the sound itself
GAP = 1200  # samples from one to the next: 0.15 s


def echoed(y, gap: int, echoes=ECHOES) -> np.ndarray:
    """A sound with echoes, (T,).

    Parameters
    ----------
    y : array, shape (T,)
    gap : int
        Samples from one echo to the next.
    echoes : sequence of float
        How loud each comes back, the latest first; the last is the sound itself.
    """
    y = np.asarray(y, dtype=float)
    wet = np.zeros(len(y))
    for late, loud in enumerate(reversed(echoes)):
        wet[late * gap :] += loud * y[: len(y) - late * gap]
    return wet


def learn(
    conv: Callable,
    conv_backward: Callable,
    y,
    wet,
    *,
    gap: int = GAP,
    taps: int = 4,
    updates: int = 40,
) -> tuple[np.ndarray, np.ndarray]:
    """Taps (K,) of a kernel that makes `wet` of `y`, found by going downhill, and what it makes.

    Parameters
    ----------
    conv, conv_backward : functions
        Do what the exercises `causal_conv` and `causal_conv_backward` ask for.
    y, wet : array, shape (T,)
        The sound, and what is wanted.
    gap : int
        Samples from tap to tap.
    taps : int
        K.
    updates : int
    """
    x, wanted = (np.asarray(sound, dtype=float)[None, None] for sound in (y, wet))
    w, b, rate = np.zeros((1, 1, taps)), np.zeros(1), 0.5 / np.sum(x**2)
    for _ in range(updates):
        error = conv(x, w, b, gap) - wanted
        w = w - rate * conv_backward(error, x, w, gap)[1]
    return w[0, 0], np.asarray(conv(x, w, b, gap))[0, 0]


def two_strings(gap: int = GAP) -> tuple[np.ndarray, np.ndarray]:
    """Two plucked strings, (T,), and the same in a canyon that answers three times.

    Parameters
    ----------
    gap : int
        Samples from one echo to the next.
    """
    dry, _ = plucks.pluck_tune(np.array([67, 64]), 0.15)
    dry = np.concatenate([dry, np.zeros(5 * gap)])
    return dry, echoed(dry, gap=gap)
