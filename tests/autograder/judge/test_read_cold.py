"""What readers found is as it should be: wrong answers lose points, and are told what is true."""

import linecache

import numpy as np
import pytest
import read_cold
import read_cold_lines
import read_cold_more
import read_cold_values
import read_cold_words

from autograder.judge.grading import assess
from autograder.library import answers
from dlaudio import check, exercises

SEEDS = (1, 2)
WRONG = read_cold.WRONG + read_cold_more.WRONG + read_cold_words.UNREADABLE


def typed(item, code):
    """The answer as it was typed, beside the other right answers of its unit."""
    names = dict(vars(answers.right_answers(item.unit)))
    names |= {"np": np, "right": answers.reference(item)}
    if not code.startswith("\n"):
        return eval(code, names)  # what is typed here is our own
    exec(code, names)
    return names["answer"]


@pytest.mark.parametrize(("name", "code", "untrue"), WRONG)
def test_a_wrong_answer_loses_points_and_is_told_nothing_untrue(name, code, untrue):
    item = exercises.find(name)
    for verdict in (
        check.question(item, typed(item, code))[0],
        *(assess(item, typed(item, code), seed) for seed in SEEDS),
    ):
        said = "\n".join(check.report(verdict))
        assert verdict.points < item.points, said
        assert not untrue or untrue not in said, said


@pytest.mark.parametrize(
    ("name", "code", "said", "untrue"), read_cold_lines.LINES + read_cold_values.VALUES
)
def test_a_wrong_answer_that_nobody_foresaw_is_told_this(name, code, said, untrue, monkeypatch):
    file, item = "<typed>", exercises.find(name)
    monkeypatch.setitem(linecache.cache, file, (len(code), None, code.splitlines(True), file))
    names = dict(vars(answers.right_answers(item.unit)))
    names |= {"np": np, "right": answers.reference(item)}
    exec(compile(code, file, "exec"), names)
    verdict = check.question(item, names["answer"])[0]
    text = "\n".join(check.report(verdict))
    assert verdict.points < item.points and said in text, text
    assert not untrue or untrue not in text, text


@pytest.mark.parametrize(("name", "code"), read_cold.RIGHT)
def test_a_right_answer_that_was_refused_is_right(name, code):
    item = exercises.find(name)
    for verdict in (
        check.question(item, typed(item, code))[0],
        *(assess(item, typed(item, code), seed) for seed in SEEDS),
    ):
        assert verdict.points == item.points, check.report(verdict)


@pytest.mark.parametrize(("name", "code"), read_cold.LITTLE)
def test_what_does_nothing_of_what_is_asked_is_worth_little(name, code):
    item = exercises.find(name)
    for verdict in (
        check.question(item, typed(item, code))[0],
        *(assess(item, typed(item, code), seed) for seed in SEEDS),
    ):
        assert verdict.points <= item.points / 5, check.report(verdict)


@pytest.mark.parametrize(("name", "line"), read_cold.IMPORTED)
def test_what_is_to_be_written_is_not_imported(name, line):
    exec(line, {})  # it is there, so that what refuses it is the exercise
    item = exercises.find(name)
    verdict, _ = check.question(item, typed(item, f"\ndef answer(*inputs):\n    {line}\n"))
    assert verdict.points == 0 and "forbidden" in "\n".join(check.report(verdict))
