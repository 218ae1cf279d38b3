"""Mutants of right answers are made as they should be, and noticed; what is not noticed is told."""

import ast

import made_up
import pytest

from autograder.judge import left_out, mutants
from autograder.library.mutation import mutants as made_of


def lines(code: str) -> set[str]:
    return {words for words, _ in made_of(ast.parse(code).body)}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("y = a < b", "a < b  ->  a <= b"),
        ("y = a + b", "a + b  ->  a - b"),
        ("y = x.sum(axis=0)", "x.sum  ->  x.mean"),
        ("y = x.sum(axis=0)", "0  ->  1"),
        ("y = x.sum(axis=0)", "x.sum(axis=0)  ->  x.sum()"),
        ("y = x[1:]", "1:  ->  2:"),
        ("y = -x", "-x  ->  +x"),
        ("y = f(a, b)", "f(a, b)  ->  f(b, a)"),
        ("y = np.abs(x)", "np.abs(x)  ->  (lambda it: it)(x)"),
        ("y = x.copy()", "x.copy()  ->  (lambda it: it)(x)"),
    ],
)
def test_an_operator_makes_its_change(code, change):
    assert change in lines(code)


def test_a_statement_is_left_out_and_a_loop_ends_early():
    code = "def f(x):\n    y = 0\n    for a in x:\n        y += a\n    return y"
    bodies = [ast.unparse(made[0]) for _, made in made_of(ast.parse(code).body)]
    assert any("pass" in body for body in bodies)
    assert any("break" in body for body in bodies)


def test_what_makes_no_difference_is_not_changed():
    assert lines("y = np.maximum(a, b)") == {"np.maximum  ->  np.minimum"}
    assert lines("zip(a, b, strict=True)") == {"zip(a, b, strict=True)  ->  zip(b, a, strict=True)"}


def test_the_questions_of_a_unit_are_examined(monkeypatch, tmp_path):
    asked = made_up.ASKED.replace("rng.normal(size=n) + 0.5", "rng.normal(size=n) - 0.5")
    found = mutants.examine(made_up.unit(monkeypatch, tmp_path, asked=asked))
    assert found.made == found.judged == found.checked == 5 and found.survivors == []


def test_a_question_that_is_missing_is_told(monkeypatch, tmp_path):
    """All signals positive: nobody notices that the size is forgotten."""
    asked = made_up.ASKED.replace("rng.normal(size=n) + 0.5", "rng.random(n) + 0.5")
    item = made_up.unit(monkeypatch, tmp_path, asked=asked)
    found = mutants.examine(item)
    assert any("np.abs(x)  ->" in line for line in found.survivors)


def test_a_mistake_left_out_is_not_told_anothers_cause(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path)
    found = left_out.leave_out(item)
    assert found.mistakes == 5 and found.misled == [] and found.told + found.lines >= 4
