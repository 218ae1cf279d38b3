"""Question an answer with what ships with the course, and judge what it replies."""

import sys
from typing import Any

import numpy as np

from . import store
from .base import Case, Exercise
from .compare import NotAnswered
from .explanation import explain
from .forbid import without
from .probe import ask
from .verdict import Finding, Verdict, broken_laws, judge

WAITS = "is answered; whether it is right is said when all are"


def _open(finding: Finding) -> bool:
    return isinstance(finding.difference, NotAnswered)


def _kept(finding: Finding) -> Finding:
    """An answer that is not told of yet: so nobody tries one letter after the other."""
    return Finding(finding.output, NotAnswered(WAITS))


def question(exercise: Exercise, answer: Any) -> tuple[Verdict, list[Case]]:
    """Judge an answer on the stored cases, then by the laws if it is right on them."""
    stored = store.load(exercise)
    with without(exercise.forbid, vars(sys.modules["__main__"])):
        replies = ask(exercise, answer, stored.cases)
    verdict = judge(exercise, stored.expected, replies, stored.cases)
    if exercise.secret and any(_open(finding) for finding in verdict.findings):
        findings = [one if _open(one) else _kept(one) for one in verdict.findings]
        return Verdict(exercise, findings), stored.cases
    if verdict.right:
        broken = broken_laws(exercise, answer, np.random.default_rng())
        return Verdict(exercise, verdict.findings, [], broken), stored.cases
    return explain(
        verdict, replies, stored.expected, stored.known, stored.cases, stored.supposed
    ), stored.cases
