"""Your instrument: yardsticks, and an open project that is measured on what nobody has heard."""

import numpy as np

from ..assessment.base import exercise
from ..assessment.forbid import MORE_THAN_GIVEN
from ..assessment.probe import copying
from .cases import instruments
from .cases.instruments import NAMES, toward

READY = ("dlaudio.instruments",)

# ---- yardsticks --------------------------------------------------------------------------------


@exercise(points=2, cases=instruments.chance_cases, forbid=READY)
def bits_a_note(answer, p, notes, doubt):
    """Bits of each note (N,) and their mean, for chances (N, K) of which a share is doubt."""
    each, mean = answer(p, notes, doubt)
    return {"each": each, "mean": mean}


@bits_a_note.law("who doubts everything needs log2(K) bits a note")
def _all_doubt(answer, rng):
    p, notes = rng.dirichlet(np.ones(6), 5), rng.integers(6, size=5)
    return answer(p, notes, 1.0)[0], np.full(5, np.log2(6))


@exercise(points=3, cases=instruments.pile_cases, forbid=READY)
def unlike(answer, tunes, others, widest):
    """Histograms of the leaps (2, 2 * widest + 1), and the share of leaps that tell them apart."""
    histograms, distance = answer(tunes, others, widest)
    return {"histograms": histograms, "distance": distance}


@unlike.law("a pile of tunes does not differ from itself, whatever the order of the tunes")
def _itself(answer, rng):
    tunes = rng.integers(15, size=(6, 10))
    return np.array([1.0, answer(tunes, tunes[::-1], 4)[1]]), np.array([1.0, 0.0])


@unlike.law("moving all tunes up changes nothing: leaps are what is counted")
def _moved(answer, rng):
    tunes, others = rng.integers(15, size=(4, 9)), rng.integers(9, size=(5, 7))
    return answer(tunes + 3, others, 4)[1], answer(tunes, others, 4)[1]


@exercise(points=2, cases=instruments.group_cases, forbid=READY)
def worst_group(answer, said, truth, groups):
    """The share right of each group, in the order of the alphabet, and the name of the worst."""
    shares, worst = answer(said, truth, groups)
    return {"shares": shares, "worst": str(worst)}


@worst_group.law("the order of the recordings changes nothing")
def _order(answer, rng):
    case = next(iter(instruments.group_cases(rng)))
    mixed = rng.permutation(len(case["said"]))
    other = {name: values[mixed] for name, values in case.items()}
    return answer(*case.values())[0], answer(*other.values())[0]


@exercise(points=2, cases=instruments.picture_cases, forbid=READY)
def each_alone(answer, X):
    """Pictures (N, bands, frames) with mean 0 and spread 1, each by itself."""
    return {"pictures": answer(X)}


@each_alone.law("a picture comes out the same alone and among others")
def _alone(answer, rng):
    X = rng.normal(size=(4, 3, 5)) * rng.uniform(1, 3, (4, 1, 1))
    return answer(X[1:2]), np.asarray(answer(X))[1:2]


@exercise(points=3, cases=instruments.beginning_cases, forbid=READY)
def notes_back(answer, notes, back):
    """Zeros and ones (N, 15) for the note `back` places before the next; zeros where none is."""
    return {"shown": answer(notes, back)}


@notes_back.law("what is shown of each place adds up to how often each note stands in a tune")
def _counted(answer, rng):
    notes = rng.integers(15, size=(3, 6))
    total = sum(np.asarray(answer(notes, back)) for back in range(1, 9))
    return total, np.array([np.bincount(row, minlength=15) for row in notes])


# ---- the instrument ----------------------------------------------------------------------------


@exercise(
    points=20,
    cases=instruments.seed_cases,
    visible=instruments.hard_jury,
    compare={"first_goal": toward(0), "second_goal": toward(1)},
    seconds=60,
    own_parts=True,
    forbid=MORE_THAN_GIVEN,
)
def my_instrument(answer, seed):
    """An instrument of one of the three kinds: "kind", "learn" and "play"."""
    from dlaudio.instruments import measure

    if isinstance(answer, dict):
        answer = {name: copying(part) for name, part in answer.items()}
    first, second = measure(answer, seed).values()
    number = NAMES.index(answer["kind"])
    return {"first_goal": np.array([number, first]), "second_goal": np.array([number, second])}
