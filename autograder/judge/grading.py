"""Grade one answer: question it and the reference in the same way, and name the mistake."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from dlaudio import exercises
from dlaudio.assessment import store
from dlaudio.assessment.compare import Difference, NotAnswered
from dlaudio.assessment.explanation import explain
from dlaudio.assessment.probe import Reply, ask
from dlaudio.assessment.sketches import Supposed
from dlaudio.assessment.verdict import Finding, Verdict, expect, judge
from dlaudio.check import Points, report
from dlaudio.exercises import Case, Exercise

from ..library import answers, supposing
from .own_words import OwnWords

ASKED_NOTHING = -1  # the number of the case where an answer was not questioned
SEED = 2_718_281  # of the questions in plain nbgrader, where the student's process could read any


@cache
def questions(exercise: Exercise, seed: int) -> tuple[list[Case], list[Mapping]]:
    """The hidden cases drawn from a seed, and what is expected: the same for all who share it."""
    cases = exercise.cases(np.random.default_rng(seed))
    return cases, expect(exercise, answers.reference(exercise), cases)


@cache
def known(exercise: Exercise, seed: int) -> list[tuple[str, list]]:
    """The sentences of the known mistakes with the replies they give to the same questions."""
    cases, _ = questions(exercise, seed)
    mistakes = answers.misconceptions(exercise).values()
    return [(mistake.sentence, ask(exercise, mistake.answer, cases)) for mistake in mistakes]


@cache
def supposed(exercise: Exercise, seed: int) -> list[Supposed]:
    """What would come of changed inputs and of slips, of what `check` has found worth supposing."""
    origins = {one.origin for one in store.load(exercise).supposed}
    if not origins:
        return []
    cases, expected = questions(exercise, seed)
    return supposing.of_exercise(exercise, cases, expected, origins)


def assess(exercise: Exercise, answer: Any, seed: int, *words: Any) -> Verdict:
    """Question an answer on the cases drawn from `seed`, and `weigh` its replies."""
    cases, _ = questions(exercise, seed)
    return weigh(exercise, ask(exercise, answer, cases), seed, *words)


def weigh(
    exercise: Exercise,
    replies: list[Reply],
    seed: int,
    own: OwnWords | None = None,
    is_stub: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Compare the replies to the questions drawn from `seed`, and name the mistake.

    With `own`, the verdict has no other text of the answer's. Nothing is named of what has no
    points and `is_stub`: nobody has touched it.
    """
    cases, expected = questions(exercise, seed)
    verdict = judge(exercise, expected, replies)
    if own is not None and not verdict.right:
        verdict = _told(verdict, expected, replies, own)
    if verdict.right or not verdict.answered or (not verdict.points and is_stub()):
        return verdict
    others = known(exercise, seed), cases, supposed(exercise, seed)
    return explain(verdict, replies, expected, *others)


def _told(verdict: Verdict, expected: list[Mapping], replies: list[Reply], own) -> Verdict:
    """The verdict in words that may stand on a page: points stay what they are."""
    exercise = verdict.exercise
    known = {*expected[0], *exercise.forbid}
    pairs = zip(replies, expected, strict=True)
    shown = [own.reply(reply, wanted.values(), known) for reply, wanted in pairs]
    told = judge(exercise, expected, shown)
    findings = []
    for before, after in zip(verdict.findings, told.findings, strict=True):
        if not before.right:
            difference = after.difference or Difference("is not right")
            difference = replace(difference, earned=before.difference.earned)
            before = replace(before, difference=difference)
        findings.append(before)
    return replace(verdict, findings=findings)


def missing(
    exercise: Exercise, seed: int, sentence: str, kind: type[Difference] = NotAnswered
) -> Verdict:
    """The verdict on an answer that is not there, or broke: nothing is right, for one reason."""
    _, expected = questions(exercise, seed)
    difference = kind(sentence)
    return Verdict(exercise, [Finding(name, difference, ASKED_NOTHING) for name in expected[0]])


def grade(name: str, namespace: Mapping[str, Any]) -> Points:
    """The points of the answer called `name`, as nbgrader reads them; a notebook shows no number.

    The verdict is printed if anything is lost: of a right answer, `check` has said so just above.

    Environment variable ``DLAUDIO_SEED`` chooses other questions (a whole number).
    """
    exercise, seed = exercises.find(name), int(os.environ.get("DLAUDIO_SEED", SEED))
    if name in namespace:
        verdict = assess(exercise, namespace[name], seed)
    else:
        verdict = missing(exercise, seed, f"there is nothing called {name}")
    if verdict.points < exercise.points:
        print("\n".join(report(verdict)))
    return Points(verdict.points)
