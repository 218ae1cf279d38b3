"""A right answer is right in every form in which people write it."""

import zlib
from dataclasses import replace

import pytest
import written

from autograder.judge.grading import assess
from autograder.library import answers
from dlaudio import check, exercises

EXERCISES = [
    item for unit in exercises.units() for item in exercises.of_unit(unit) if not item.secret
]
SEED = 1  # one of the record's: what its questions cost is shared


@pytest.mark.parametrize("item", EXERCISES, ids=lambda item: item.name)
def test_a_right_answer_is_right_in_every_form(item):
    free = replace(item, forbid=())  # a reference may use what an exercise forbids
    wrong = []
    for name, answer in written.forms(answers.reference(item)):
        for verdict in (check.question(free, answer)[0], assess(item, answer, SEED)):
            if not verdict.right or verdict.broken_laws:
                wrong.append((name, check.report(verdict)[:4]))
                break
    assert wrong == []


@pytest.mark.parametrize("item", EXERCISES, ids=lambda item: item.name)
def test_what_is_right_in_another_way_is_right_in_another_form(item):
    """Each variant in one of the forms: which one, its name decides, so that all are seen."""
    wrong = []
    for name, other in answers.variants(item).items():
        every = list(written.forms(other.answer)) or [("itself", other.answer)]  # a class
        form, answer = every[zlib.crc32(name.encode()) % len(every)]
        verdict = assess(item, answer, SEED)
        if not verdict.right:
            wrong.append((name, form, check.report(verdict)[:4]))
    assert wrong == []
