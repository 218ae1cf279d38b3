"""Question an answer with what ships with the course, and judge what it replies."""

import sys
from typing import Any

import numpy as np

from . import store
from .base import Case, Exercise
from .forbid import without
from .probe import ask
from .verdict import Verdict, broken_laws, explain, judge


def question(exercise: Exercise, answer: Any) -> tuple[Verdict, list[Case]]:
    """Judge an answer on the stored cases, then by the laws if it is right on them."""
    stored = store.load(exercise)
    with without(exercise.forbid, vars(sys.modules["__main__"])):
        replies = ask(exercise, answer, stored.cases)
    verdict = judge(exercise, stored.expected, replies, stored.cases)
    if verdict.right:
        broken = broken_laws(exercise, answer, np.random.default_rng())
        return Verdict(exercise, verdict.findings, [], broken), stored.cases
    return explain(verdict, replies, stored.expected, stored.known, stored.cases), stored.cases
