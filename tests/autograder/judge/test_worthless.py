"""What was made without looking at the question is worth nothing, in check and in the judge."""

import inspect
from dataclasses import replace

import numpy as np
import pytest
import worthless

from autograder.judge.grading import assess
from autograder.library import answers
from dlaudio import check, exercises
from dlaudio.assessment.probe import ask

SEED = 1  # one of the record's: what its questions cost is shared
EXERCISES = [
    item
    for unit in exercises.units()
    for item in exercises.of_unit(unit)
    if not item.secret and inspect.isfunction(answers.reference(item))
]
# Zeros or ones in the numbers are right here: what counts is text, or what the answer has run.
LOOKED_AT = {"topological_order", "echo_graph", "random_search", "name_chord"}


def worth(item, answer) -> float:
    in_check = check.question(replace(item, forbid=()), answer)[0]
    return max(in_check.points, assess(item, answer, SEED).points)


@pytest.mark.parametrize("item", EXERCISES, ids=lambda item: item.name)
def test_an_answer_that_looks_at_nothing_is_worth_nothing(item):
    reference = answers.reference(item)
    made = [*worthless.constants()]
    if item.name not in LOOKED_AT:
        made += worthless.alike(reference)
    cases = item.cases(np.random.default_rng(99))
    if len(cases) > 1 and len(item.cases(np.random.default_rng(99), visible=True)) > 1:
        stubborn = worthless.of_another_question(reference)
        ask(item, stubborn, cases)
        made.append(("what was right elsewhere", stubborn))
    worths = {name: worth(item, answer) for name, answer in made}
    assert {name: points for name, points in worths.items() if points} == {}
