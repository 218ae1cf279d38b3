"""Ways down that need no slope: guess anew each time, or change a little and keep what helps."""

from collections.abc import Callable

import numpy as np

from dlaudio.plots.parts.numbers import number


def guess(
    loss: Callable[[np.ndarray], float], size: int, *, calls: int, rng: np.random.Generator
) -> np.ndarray:
    """Random search: draw all weights anew for every call, and keep the best so far.

    Parameters
    ----------
    loss : callable
        loss(w) of w, shape (size,).
    size : int
        How many weights there are.
    calls : int, at least 1
        How often the loss may be asked.
    rng : numpy.random.Generator
        Draws the weights from a standard normal distribution.

    Returns
    -------
    best : ndarray, shape (calls, size)
        Row k is the best of the first k + 1 guesses.
    """
    return _best_so_far(loss, (rng.normal(size=size) for _ in range(calls)))


def stumble(
    loss: Callable[[np.ndarray], float],
    start,
    *,
    spread: float,
    calls: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Trial and error, the loop of unit 0: step in a random direction, keep what is no worse.

    Parameters
    ----------
    loss : callable
        loss(w) of w, shape (D,).
    start : array, shape (D,)
        The first call asks for the loss here.
    spread : float
        Standard deviation of what is added to each weight.
    calls : int, at least 1
        How often the loss may be asked.
    rng : numpy.random.Generator

    Returns
    -------
    best : ndarray, shape (calls, D)
        Row k is the best of the first k + 1 places.
    """
    here = np.array(start, dtype=float)
    best, height = [here], loss(here)
    for _ in range(calls - 1):
        there = here + spread * rng.normal(size=here.shape)
        level = loss(there)
        if level <= height:
            here, height = there, level
        best.append(here)
    return np.array(best)


def raced(game, descend: Callable, *, rate: float, calls: int = 100, seed: int = 6) -> dict:
    """Guessing, trial and error and a descent on one problem, each with as many calls of the loss.

    Parameters
    ----------
    game : WordSorter
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, D). Each step costs two calls.
    rate : float
        The learning rate of the descent.
    calls : int, even
        How often the loss may be asked.
    seed : int
        Of what the first two draw.

    Returns
    -------
    dict of pairs (list of losses, share)
        See `WordSorter.compared`.
    """
    start, rngs = np.zeros(game.size), [np.random.default_rng(seed) for _ in range(2)]
    steps = descend(game.gradient, start, rate, calls // 2)
    return game.compared(
        {
            f"{calls} guesses": guess(game.loss, game.size, calls=calls, rng=rngs[0]),
            "trial and error": stumble(game.loss, start, spread=0.1, calls=calls, rng=rngs[1]),
            "descent": steps[np.arange(1, calls + 1) // 2],
        }
    )


def final_losses(runs: dict) -> str:
    """A line for each runner of `raced`: its name, and its loss at the end, in words."""
    return "\n".join(f"{name}: {number(row[-1], 4)} at the end" for name, (row, _) in runs.items())


def _best_so_far(loss, places) -> np.ndarray:
    best, lowest = [], np.inf
    for w in places:
        height = loss(w)
        if not best or height < lowest:
            lowest, kept = height, w
        best.append(kept)
    return np.array(best)
