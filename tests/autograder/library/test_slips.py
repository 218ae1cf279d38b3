"""Slips in right answers: each is made, told in words without code, and comes to an end."""

import ast

import made_up
import numpy as np
import pytest

from autograder.judge.grading import questions
from autograder.judge.mutants import answers_of
from autograder.library import changed, supposing
from autograder.library.slips import slips
from dlaudio.assessment.probe import ask
from dlaudio.assessment.sketches import same_sketch, sketches

NAMES = {"X", "w", "b", "y"}


def of(code: str) -> dict[str, str]:
    return {ast.unparse(made[-1]): words for words, _, made in slips(ast.parse(code).body, NAMES)}


@pytest.mark.parametrize(
    ("code", "made", "words"),
    [
        ("z = X @ w + b", "z = X @ w - b", "a term with b in it has the other sign"),
        ("z = X @ w + b", "z = X @ w", "a term with b in it is left out"),
        (
            "z = X @ w",
            "z = w @ X",
            "the two sides of an operation with X and w in it are exchanged",
        ),
        ("z = 1 - X", "z = X", "a term is left out"),
        ("z = X / len(X)", "z = X", "a division with X in it is left out"),
        ("z = X > b", "z = X >= b", "a comparison with X and b in it takes equal values the other"),
        ("z = X.sum(axis=0)", "z = X.sum(axis=1)", "an axis is taken for another"),
        ("z = X.sum()", "z = X.mean()", "a mean stands where a sum belongs"),
        ("z = X.T", "z = X", "a transposition with X in it is left out"),
        ("z = np.where(X, w, b)", "z = w", "a condition with X and w in it counts as true"),
        ("z = np.maximum(X, 0)", "z = X", "a limit with X in it is left out"),
        ("z += w", "z = w", "a new value takes the place of a sum with w in it"),
        ("z = np.exp(X)", "z = (lambda it: it)(X)", "the step 'exp' with X in it is left out"),
        (
            "for i in range(3):\n    f(i)",
            "for i in list(range(3))[::-1]:\n    f(i)",
            "a loop runs the",
        ),
    ],
)
def test_a_slip_is_made_and_told_without_code(code, made, words):
    found = of(code)
    assert found[made].startswith(words)
    assert not any(sign in text for text in found.values() for sign in "@+*/[](){}<>=")


def test_a_loop_that_might_never_end_is_left_alone():
    assert of("while X > 0:\n    X -= 1") == {}


def test_names_that_stand_in_no_text_are_not_told():
    assert of("z = secret + hidden")["z = secret - hidden"] == "a term has the other sign"


def test_what_is_supposed_is_what_comes_of_the_changed_answer(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path)
    cases, expected = questions(item, 1)
    by_mark = {one.origin: one for one in supposing.every(item, cases, expected)}
    known = 0
    for _, text, answer in answers_of(item):
        one = by_mark.get(supposing.mark(text))
        if one is None:
            continue
        known += 1
        for name, numbers in sketches(ask(item, answer, cases), expected).items():
            assert same_sketch(numbers, one.sketches[name])
    assert known > 2


def test_what_never_ends_or_asks_for_much_memory_is_ended():
    with supposing.limit(0.2):
        while True:
            pass
    with supposing.limit(5), pytest.raises(MemoryError):
        np.ones(10**10)


def test_a_cell_that_is_not_changed_gives_the_answer(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path)
    cases, expected = questions(item, 1)
    (first, *_) = ask(item, changed.answer(item, changed.cell(item)), cases)
    assert all(np.array_equal(first[name], expected[0][name]) for name in expected[0])
