"""What is said of mistakes that nobody foresaw: each known mistake is left out in turn.

An answer that is a known mistake is judged as if that mistake were not known. Then another one must
not be named as its cause; what relations and single outputs show may be said.
"""

import re
from dataclasses import dataclass, field

from dlaudio.assessment.verdict import Finding, Verdict, explain, judge
from dlaudio.exercises import Exercise

from ..library import answers
from .grading import known, questions

SEED = 1
ERROR = re.compile(r"[A-Z]\w*: ")  # as in "ValueError: needs two rows"
CAUSE = "as if your answer"  # in what is said of single outputs by a known mistake


@dataclass
class LeftOut:
    """What was said of the mistakes of one exercise, each of them left out.

    Attributes
    ----------
    mistakes, told, shown : int
        How many there are; of how many a true sentence was said; how many of the others were shown
        a place with what came and what was expected, or an error with its message.
    parts : int
        Of how many it was said that a part looks like another known mistake.
    misled : list of str
        Those that were told another mistake's cause as that of the whole.
    """

    exercise: Exercise
    mistakes: int = 0
    told: int = 0
    shown: int = 0
    parts: int = 0
    misled: list[str] = field(default_factory=list)


def leave_out(exercise: Exercise, seed: int = SEED) -> LeftOut:
    """Leave each known mistake of an exercise out and judge it."""
    found = LeftOut(exercise)
    for name, verdict in verdicts(exercise, seed):
        found.mistakes += 1
        told = bool(verdict.remarks or verdict.diagnosis)
        found.told += told
        found.shown += not told and any(map(_has_place, verdict.findings))
        found.parts += any(CAUSE in one for one in verdict.remarks)
        own = answers.misconceptions(exercise)[name].sentence
        found.misled += [f"{name} is told: {one}" for one in verdict.diagnosis if one != own]
    return found


def _has_place(finding: Finding) -> bool:
    """Whether a difference says where, or an error says what it is about."""
    difference = finding.difference
    return difference is not None and bool(difference.expected or ERROR.match(difference.what))


def verdicts(exercise: Exercise, seed: int = SEED) -> list[tuple[str, Verdict]]:
    """The verdict on each known mistake, judged without knowing it; by its name."""
    cases, expected = questions(exercise, seed)
    every = known(exercise, seed)
    found = []
    for number, name in enumerate(answers.misconceptions(exercise)):
        _, replies = every[number]
        others = every[:number] + every[number + 1 :]
        first = judge(exercise, expected, replies, cases)
        found.append((name, explain(first, replies, expected, others, cases)))
    return found


def table(entries: list[LeftOut]) -> str:
    """Those that were misled, a line each, and the sums."""
    lines = [f"{e.exercise.unit[:3]} {e.exercise.name} | {s}" for e in entries for s in e.misled]
    mistakes, told = sum(e.mistakes for e in entries), sum(e.told for e in entries)
    misled = sum(len(e.misled) for e in entries)
    share = f"{told / max(mistakes, 1):.0%}"
    shown = f"{sum(e.shown for e in entries) / max(mistakes, 1):.0%}"
    words = f"{mistakes} left out; {misled} told another's cause, {share} a relation, "
    words += f"{shown} of the others a place."
    return "\n".join([*lines, words])
