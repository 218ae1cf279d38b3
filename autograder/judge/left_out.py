"""What is said of mistakes that nobody foresaw: each known mistake is left out in turn.

An answer that is a known mistake is judged as if that mistake were not known. Then another one must
not be named as its cause; what relations and single outputs show may be said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dlaudio.assessment.explanation import explain
from dlaudio.assessment.verdict import Verdict, judge
from dlaudio.exercises import Exercise

from ..library import answers
from .grading import known, questions, supposed
from .told import Told, count, shown

SEED = 1
CAUSE = "as if your answer"  # in what is said of single outputs by a known mistake


@dataclass
class LeftOut:
    """What was said of the mistakes of one exercise, each of them left out.

    Attributes
    ----------
    choices : int
        Wrong choices, and orders, of letters, which are not counted among the mistakes: a letter is
        right or not, and more than that may not be said without giving the right one away.
    mistakes, told, lines, errors, shown : int
        How many there are; of how many it was said what is wrong, or why a line of theirs ended in
        an error; how many have an error alone (see `told`); how many of the others were shown where
        they differ, with what came and what was expected.
    parts : int
        Of how many it was said that a part looks like another known mistake.
    misled : list of str
        Those that were told another mistake's cause as that of the whole.
    """

    exercise: Exercise
    choices: int = 0
    mistakes: int = 0
    told: int = 0
    lines: int = 0
    errors: int = 0
    shown: int = 0
    parts: int = 0
    misled: list[str] = field(default_factory=list)


def leave_out(exercise: Exercise, seed: int = SEED) -> LeftOut:
    """Leave each known mistake of an exercise out and judge it."""
    found = LeftOut(exercise)
    if of_choices(exercise):
        found.choices = len(answers.misconceptions(exercise))
        return found
    for name, verdict in verdicts(exercise, seed):
        found.mistakes += 1
        found.shown += count(found, verdict) is Told.NOTHING and shown(verdict)
        found.parts += any(CAUSE in one for one in verdict.remarks)
        own = answers.misconceptions(exercise)[name].sentence
        found.misled += [f"{name} is told: {one}" for one in verdict.diagnosis if one != own]
    return found


def of_choices(exercise: Exercise) -> bool:
    """Whether an answer to it is letters: one a question, or an order of them."""
    reference = answers.reference(exercise)
    if isinstance(reference, dict):
        reference = reference.values()
    letters = isinstance(reference, Iterable) and all(isinstance(one, str) for one in reference)
    return exercise.secret and letters


def verdicts(exercise: Exercise, seed: int = SEED) -> list[tuple[str, Verdict]]:
    """The verdict on each known mistake, judged without knowing it; by its name."""
    cases, expected = questions(exercise, seed)
    every, guesses = known(exercise, seed), supposed(exercise, seed)
    found = []
    for number, name in enumerate(answers.misconceptions(exercise)):
        _, replies = every[number]
        others = every[:number] + every[number + 1 :]
        first = judge(exercise, expected, replies, cases)
        found.append((name, explain(first, replies, expected, others, cases, guesses)))
    return found


def table(entries: list[LeftOut]) -> str:
    """Those that were misled, a line each, and the sums."""
    lines = [f"{e.exercise.unit[:3]} {e.exercise.name} | {s}" for e in entries for s in e.misled]
    mistakes = sum(e.mistakes for e in entries)
    misled = sum(len(e.misled) for e in entries)
    share = f"{sum(e.told + e.lines for e in entries) / max(mistakes, 1):.0%}"
    places = f"{sum(e.shown for e in entries) / max(mistakes, 1):.0%}"
    words = f"{mistakes} left out; {misled} told another's cause, {share} told what is wrong, "
    words += f"{places} shown a place and no more."
    return "\n".join([*lines, words])
