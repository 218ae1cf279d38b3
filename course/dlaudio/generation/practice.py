"""A singer watched while it learns: what it would choose at some beats, and plain descent."""

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.singer import Singer


def choices(tune, stages, parts, *, beats, hidden: int = 16, seed: int = 0) -> np.ndarray:
    """What one singer thinks comes next in its tune, while it learns: shares (S, B, 9).

    Parameters
    ----------
    tune : array of int, shape (T,)
        It has heard all of it once, and then hears it again.
    stages : sequence of int, shape (S,)
        After how many updates it is asked, rising.
    parts : anything
        As in `singer.Singer.learn`.
    beats : sequence of int, shape (B,)
        After so many beats of the second time, from 1 on.
    hidden, seed : int
        As in `singer.growth`.
    """
    singer, found = Singer(np.random.default_rng(seed), hidden), []
    for updates in stages:
        *_, W_y, c = singer.learn(tune, updates, parts).weights
        states = singer.states(np.tile(tune, 2))[len(tune) - 1 + np.asarray(beats)]
        shares = np.exp(states @ W_y + c)
        found.append(shares / shares.sum(axis=1, keepdims=True))
    return np.array(found)


def sung(tune, stages, parts, *, hidden: int = 16, seed: int = 0) -> dict[str, np.ndarray]:
    """What the singer of `singer.growth` sings at each stage, as signs: {name: shape (T,)}.

    Parameters
    ----------
    tune : array of int, shape (T,)
    stages : sequence of int
        After how many updates it sings, rising.
    parts : anything
        As in `singer.Singer.learn`.
    hidden, seed : int
        As in `singer.growth`.
    """
    net = Singer(np.random.default_rng(seed), hidden)
    return {
        f"{n} updates": net.learn(tune, n, parts).sing(len(tune), first=tune[0]) for n in stages
    }


def descent(tune, parts, *, v: float, rate: float = 1.0, updates: int = 200, seed: int = 0):
    """Plain descent on one tune with clipping at v: losses, norms before clipping, the singer.

    Parameters
    ----------
    tune : array of int, shape (T,)
    parts : anything
        As in `singer.Singer.learn`.
    v : float
        The largest length of a gradient; a huge one, such as 1e9, clips none.
    rate : float
        Learning rate.
    updates, seed : int

    Returns
    -------
    losses, norms : arrays, shape (updates,)
    singer : Singer
    """
    singer, found = Singer(np.random.default_rng(seed)), []
    for _ in bar(range(updates), "learning", unit="update"):
        loss, gradient = singer.gradient(tune, parts)
        clipped, norm = parts.clip_global_norm(gradient, v)
        for parameter, piece in zip(singer.parameters, clipped, strict=True):
            parameter.value -= rate * np.asarray(piece)
        found.append((loss, float(norm)))
    return *np.array(found).T, singer
