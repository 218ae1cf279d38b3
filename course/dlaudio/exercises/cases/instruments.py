"""The questions on instruments: a seed, out of which the judge invents strangers and tunes."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.assessment.compare import Compare, Difference, Reached
from dlaudio.instruments import KINDS, Goal

NAMES = tuple(KINDS)


def seed_cases(rng):
    """A seed alone; what is reached is compared with the goals, not with anybody's."""
    yield _jury(int(rng.integers(1 << 30)))


def hard_jury(rng):
    """The jury of `check`, hard to foretell and to understand: who reaches the goals before it
    rarely misses them before another.
    """
    yield _jury(236)


def _jury(seed: int) -> Case:
    return Case({"seed": seed}, {name: np.zeros(2) for name in ("first_goal", "second_goal")})


def toward(which: int) -> Compare:
    """Towards the first or second goal of an instrument: (number of its kind, what it reached).

    From the floor to the goal the points grow with what is reached; above it there are no more.
    """

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        goal, value = _goal(got)
        if (share := goal.share(value)) >= 1:
            return None
        share = max(share, 0.0)
        said = f"{goal.said(value)}, {goal.form.format(goal.goal)} is the goal"
        return Difference(f"{said} ({share:.0%} of the way)", earned=share)

    def reached(got: np.ndarray) -> Reached:
        goal, value = _goal(got)
        return Reached(NAMES[int(got[0])], goal.said(value), goal.share(value))

    def _goal(got: np.ndarray) -> tuple[Goal, float]:
        return KINDS[NAMES[int(got[0])]].goals[which], float(got[1])

    compare.reached = reached
    return compare


def chance_cases(rng):
    """Chances of the next step, some of them 0, and what came."""
    for n, k in [(5, 7), (1, 4), (9, 3), (6, 15)]:
        p = rng.dirichlet(np.full(k, 0.7), n)
        p[:, 0] = 0
        p /= p.sum(axis=1, keepdims=True)
        notes = rng.integers(k, size=n)
        notes[0] = 0
        yield {"p": p, "notes": notes, "doubt": float(rng.choice([0.02, 0.1, 0.3]))}


def pile_cases(rng):
    """Two piles of tunes of different sizes and lengths; some leaps are wider than the widest."""
    for n, m, t, widest in [(4, 7, 12, 3), (1, 2, 9, 2), (5, 3, 6, 4), (3, 3, 20, 1)]:
        ours = np.cumsum(rng.integers(-3, 4, (n, t)), axis=1) + 20
        theirs = np.cumsum(rng.integers(-1, 6, (m, t + 1)), axis=1) + 10
        yield {"tunes": ours, "others": theirs, "widest": widest}
    same = rng.integers(15, size=(2, 8))
    yield {"tunes": same, "others": same[::-1], "widest": 5}


def group_cases(rng):
    """What was said and what was true, by groups of different sizes; one is always right."""
    for sizes, digits in [((4, 7, 2), 10), ((3, 9), 4), ((6, 1, 5, 8), 3)]:
        names = rng.permutation(["women", "men", "children", "robots"])[: len(sizes)]
        groups = np.repeat(names, sizes)
        truth = rng.integers(digits, size=len(groups))
        said = np.where(rng.random(len(groups)) < 0.6, truth, (truth + 1) % digits)
        said[groups == names[0]] = truth[groups == names[0]]
        for number, name in enumerate(names[1:], 1):  # different shares, so that one is the worst
            rows = np.flatnonzero(groups == name)
            said[rows] = truth[rows]
            wrong = rows[: max(1, len(rows) * number // (len(names) + 1))]
            said[wrong] = (truth[wrong] + 1) % digits
        mixed = rng.permutation(len(groups))
        yield {"said": said[mixed], "truth": truth[mixed], "groups": groups[mixed]}


def picture_cases(rng):
    """Pictures of words, each with its own level and contrast; one has no contrast at all."""
    for n, bands, frames in [(4, 5, 3), (1, 2, 6), (6, 3, 4)]:
        X = rng.normal(size=(n, bands, frames)) * rng.uniform(0.3, 4, (n, 1, 1))
        X += rng.normal(size=(n, 1, 1)) * 5
        if n > 1:
            X[-1] = 2.5
        yield {"X": X}


def beginning_cases(rng):
    """Beginnings of tunes; looked back from the last note to one that is just no longer there."""
    for n, t, back in [(4, 7, 1), (3, 5, 3), (1, 9, 9), (5, 6, 7), (2, 3, 4), (6, 20, 8)]:
        yield {"notes": rng.integers(15, size=(n, t)), "back": back}
