"""The stage: an instrument learns, is counted, and plays to strangers.

What has been learnt passes through the hands of whoever measures: it is counted there, and `play`
gets a copy. With all of it set to 0 the instrument has to play something else, which shows that
nothing went past the counter by mistake.
"""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..assessment.probe import Remote, quiet
from .kinds import KINDS, Kind, kind

SECONDS = 20.0  # to learn
PARTS = ("kind", "learn", "play")
QUICK = 8.0  # seconds of learning, after which it is not asked to learn once more
STRIDE = 19  # of the inputs that are tried one by one: all words and all kinds of voices


def measure(instrument: Mapping[str, Any], seed: int) -> dict[str, float]:
    """Let an instrument learn and play; what it reaches by the names of its goals.

    Parameters
    ----------
    instrument : dict
        "kind", "learn" and "play".
    seed : int
        Draws what it learns from, and invents the strangers or the tunes it is tried on.

    Raises
    ------
    ValueError
        If it breaks a rule; the sentence says which.
    """
    chosen, _, values = _played(instrument, seed)
    return {goal.name: value for goal, value in zip(chosen.goals, values, strict=True)}


def standing(instrument: Mapping[str, Any], seed: int) -> tuple[int, float]:
    """How many numbers an instrument has learnt, and its share of all points, 0 to 1.

    Raises ValueError as `measure` does.
    """
    chosen, numbers, values = _played(instrument, seed)
    shares_ = [_cut(goal.share(value)) for goal, value in zip(chosen.goals, values, strict=True)]
    return sum(array.size for array in numbers), sum(shares_) / len(shares_)


def _played(instrument: Mapping[str, Any], seed: int) -> tuple[Kind, list, tuple[float, float]]:
    """The kind of an instrument, the numbers it has learnt, and the two values it reaches."""
    chosen, learn, play = _parts(instrument)
    rng = np.random.default_rng([seed, 13])
    learnt = chosen.material(rng)
    part = {name: array[: len(array) // 8].copy() for name, array in learnt.items()}
    # A busy machine is nobody's fault: what counts is this process's own time; of another process
    # only the clock on the wall is seen, which is given twice as much.
    clock, most = time.process_time, SECONDS
    if isinstance(learn, Remote):
        clock, most = (time.perf_counter, 2 * SECONDS)
    start = clock()
    numbers = counted(learn(learnt, rng), chosen)
    seconds = clock() - start
    if seconds > most:
        raise ValueError(f"learning took {seconds:.1f} s, and {SECONDS:g} s are the budget")

    def with_numbers(x, those=numbers):
        answer = np.asarray(play([array.copy() for array in those], x.copy()))
        if answer.dtype.kind not in "biuf" or not np.all(np.isfinite(answer)):
            raise ValueError('"play" has to return finite numbers, and some are not')
        return chosen.valid(answer, x)

    _keeps_the_rules(with_numbers, numbers, chosen, seed)
    values = chosen.values(with_numbers, seed)
    if seconds < QUICK:
        _learns_the_same_again(learn, part, chosen, seed)
    return chosen, numbers, values


def _cut(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _parts(instrument: Mapping[str, Any]) -> tuple[Kind, Any, Any]:
    if not isinstance(instrument, Mapping) or set(PARTS) - set(instrument):
        raise ValueError('an instrument is a dict with "kind", "learn" and "play"')
    learn, play = instrument["learn"], instrument["play"]
    if learn is None or play is None:
        raise NotImplementedError
    if not (callable(learn) and callable(play)):
        raise ValueError('"learn" and "play" have to be functions')
    return kind(instrument["kind"]), learn, play


def counted(numbers, chosen: Kind) -> list[np.ndarray]:
    """Copies of the arrays that have been learnt; ValueError if they are more than allowed."""
    if not isinstance(numbers, list | tuple):
        raise ValueError(f'"learn" has to return a list of arrays, got a {_name(numbers)}')
    arrays = [np.array(array, copy=True) for array in numbers]
    if any(array.dtype.kind not in "biuf" for array in arrays):
        raise ValueError('"learn" has to return arrays of numbers')
    total = sum(array.size for array in arrays)
    if total > chosen.numbers:
        raise ValueError(
            f"{total:,} numbers have been learnt, and a {chosen.name} may have {chosen.numbers:,}"
        )
    return [array.astype(np.float32) if array.dtype.kind == "f" else array for array in arrays]


def _name(value) -> str:
    return "NoneType: is a `return` missing?" if value is None else type(value).__name__


def _keeps_the_rules(play, numbers, chosen: Kind, seed: int) -> None:
    """Each thing by itself, and nothing without its numbers."""
    x = chosen.questions(seed)[::STRIDE]
    together = play(x)
    for row in range(len(x)):
        if not _alike(play(x[row : row + 1])[0], together[row]):
            raise ValueError(
                '"play" gives another result for one input alone than for the same input among '
                "others; is something computed over the whole batch?"
            )
    empty = [array * 0 for array in numbers]
    try:
        with np.errstate(all="ignore"):  # who divides by zeros that nobody learnt is not warned
            still = _alike(play(x, empty), together)
    except Exception:  # zeros where it divides, or where it looks something up
        still = False
    if still:
        raise ValueError(
            '"play" does the same when all its numbers are 0, so what it knows has not come '
            "through them: use those that it is given"
        )


def _learns_the_same_again(learn, material, chosen: Kind, seed: int) -> None:
    """With one seed the same numbers twice; tried on little material, if it can learn from it."""
    try:
        with quiet():
            both = [
                counted(
                    learn(
                        {name: array.copy() for name, array in material.items()},
                        np.random.default_rng([seed, 18]),
                    ),
                    chosen,
                )
                for _ in range(2)
            ]
    except Exception:  # so little is not enough for it
        return
    shapes = [[array.shape for array in numbers] for numbers in both]
    if shapes[0] != shapes[1] or not all(map(_nearly, *both)):
        raise ValueError(
            '"learn" gives other numbers when it gets the same material and the same seed once '
            "more: take all chances from the `rng` that it is given, and begin anew each time"
        )


def _nearly(one, other) -> bool:
    """Whether two arrays are equal but for the last digits of sums in another order."""
    scale = float(np.max(np.abs(one.astype(float)), initial=1e-9))
    return np.allclose(one, other, rtol=1e-3, atol=1e-3 * scale, equal_nan=True)


def _alike(one, other) -> bool:
    scale = max(float(np.max(np.abs(other))), 1e-9)
    return bool(np.all(np.abs(np.asarray(one, float) - other) <= 1e-3 * scale))


def shares(instrument: Mapping[str, Any], seed: int) -> list[float]:
    """How far an instrument comes towards each of its two goals, 0 to 1."""
    reached = measure(instrument, seed)
    goals = {goal.name: goal for goal in kind(instrument["kind"]).goals}
    return [_cut(goals[name].share(value)) for name, value in reached.items()]


def describe(name: str) -> str:
    """What an instrument of this kind has to reach, and its budget, in words."""
    one = KINDS[kind(name).name]
    goals = "; ".join(f"{goal.name}, goal {goal.form.format(goal.goal)}" for goal in one.goals)
    return f"{one.name}: {goals}. At most {one.numbers:,} numbers and {SECONDS:g} s of learning."
