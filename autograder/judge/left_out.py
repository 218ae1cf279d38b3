"""What is said of mistakes that nobody foresaw: each known mistake is left out in turn.

An answer that is a known mistake is judged as if that mistake were not known. Then another one must
not be named as its cause; what relations and single outputs show may be said.
"""

from dataclasses import dataclass, field

from dlaudio.assessment.verdict import Verdict, explain, judge
from dlaudio.exercises import Exercise

from ..library import answers
from .grading import known, questions

SEED = 1
CAUSE = "as if your answer"  # in what is said of single outputs by a known mistake


@dataclass
class LeftOut:
    """What was said of the mistakes of one exercise, each of them left out.

    Attributes
    ----------
    mistakes, told : int
        How many there are, and of how many a true sentence was said.
    misled : list of str
        Those that were told another mistake's cause.
    """

    exercise: Exercise
    mistakes: int = 0
    told: int = 0
    misled: list[str] = field(default_factory=list)


def leave_out(exercise: Exercise, seed: int = SEED) -> LeftOut:
    """Leave each known mistake of an exercise out and judge it."""
    found = LeftOut(exercise)
    for name, verdict in verdicts(exercise, seed):
        found.mistakes += 1
        found.told += bool(verdict.remarks)
        causes = verdict.diagnosis + [one for one in verdict.remarks if CAUSE in one]
        found.misled += [f"{name} is told: {cause}" for cause in causes]
    return found


def verdicts(exercise: Exercise, seed: int = SEED) -> list[tuple[str, Verdict]]:
    """The verdict on each known mistake, judged without knowing it; by its name."""
    cases, expected = questions(exercise, seed)
    every = known(exercise, seed)
    found = []
    for number, name in enumerate(answers.misconceptions(exercise)):
        _, replies = every[number]
        others = every[:number] + every[number + 1 :]
        first = judge(exercise, expected, replies)
        found.append((name, explain(first, replies, expected, others, cases)))
    return found


def table(entries: list[LeftOut]) -> str:
    """Those that were misled, a line each, and the sums."""
    lines = [f"{e.exercise.unit[:3]} {e.exercise.name} | {s}" for e in entries for s in e.misled]
    mistakes, told = sum(e.mistakes for e in entries), sum(e.told for e in entries)
    misled = sum(len(e.misled) for e in entries)
    share = f"{told / max(mistakes, 1):.0%}"
    words = f"{mistakes} left out; {misled} told another's cause, {share} a relation."
    return "\n".join([*lines, words])
