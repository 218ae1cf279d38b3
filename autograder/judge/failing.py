"""The first question that an answer fails, small enough for a page: inputs, and a line to draw."""

from dataclasses import dataclass, field

import numpy as np

from dlaudio.assessment.verdict import Finding, Verdict
from dlaudio.check import describe

from . import grading

SHORTEST = 32  # values of an output that is looked at as a line rather than read
MAX_DRAWN = 200  # values of a line that are kept
MAX_QUESTION = 600  # characters
PLACES = 4  # digits that a drawing needs


@dataclass
class Failing:
    """A question that an answer fails.

    Attributes
    ----------
    question : str
        The inputs, to be pasted where they are small; empty where the question has none.
    output : str
        What is drawn; empty where nothing is.
    got, expected : list of float or None
        Its values, None where they are not finite.
    """

    question: str = ""
    output: str = ""
    got: list[float | None] = field(default_factory=list)
    expected: list[float | None] = field(default_factory=list)


def failing(verdict: Verdict, seed: int) -> Failing | None:
    """The first failing question of a verdict on the questions drawn from a seed.

    None where nothing fails, where what is asked is a secret, or where there is no answer.
    """
    exercise = verdict.exercise
    wrong = [finding for finding in verdict.findings if not finding.right]
    asked = verdict.answered and wrong and wrong[0].case != grading.ASKED_NOTHING
    if exercise.secret or not asked:
        return None
    first, (cases, expected) = wrong[0], grading.questions(exercise, seed)
    # what is too large to be pasted is replaced by a stored question, which anybody can get
    words = describe(cases[first.case]) if cases[first.case].inputs else ""
    if ": an array" in words or ": arrays" in words or len(words) > MAX_QUESTION:
        words = f'check.case("{exercise.name}")'
    found = Failing(question=words)
    for finding in wrong:
        if _is_line(finding, wanted := expected[finding.case][finding.output]):
            found.output = finding.output
            found.got, found.expected = _drawn(finding.got), _drawn(wanted)
            break
    return found


def _is_line(finding: Finding, wanted: np.ndarray) -> bool:
    both = [finding.got, wanted]
    return all(
        isinstance(one, np.ndarray) and one.ndim == 1 and one.dtype.kind == "f" for one in both
    ) and (wanted.size >= SHORTEST and 2 <= finding.got.size <= 100 * wanted.size)


def _drawn(values: np.ndarray) -> list[float | None]:
    """At most MAX_DRAWN of the values, evenly chosen, with few digits."""
    chosen = np.linspace(0, len(values) - 1, min(len(values), MAX_DRAWN)).round().astype(int)
    return [
        float(f"{value:.{PLACES}g}") if np.isfinite(value) else None
        for value in values[chosen].astype(float)
    ]
