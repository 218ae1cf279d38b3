"""An answer that calls another, wrong one is not told a cause of its own."""

import numpy as np
import pytest

from dlaudio.assessment.foundations import unmended
from dlaudio.check import check
from dlaudio.exercises import find

RIGHT = """
def perceptron(X, w):
    return np.where(X @ w[1:] + w[0] > 0, 1, -1)
"""
WRONG = RIGHT.replace("> 0", ">= 0")
EPOCH = """
def label_of(x, w):
    return perceptron(x[None], w)[0]

def perceptron_epoch(w, X, y):
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y):
        if label_of(x, w) != label:
            w, mistakes = w + label * np.append(1, x), mistakes + 1
    return w, mistakes
"""


def typed(*cells):
    """What a notebook holds in which these cells were run."""
    notebook = {"np": np, "__name__": "a_notebook"}
    for cell in cells:
        exec(cell, notebook)
    return notebook


def test_the_answer_below_is_named_in_the_place_of_a_cause(capsys):
    check("perceptron_epoch", typed(WRONG, EPOCH)["perceptron_epoch"])
    said = capsys.readouterr().out
    assert "  It calls your perceptron, which is not right yet; mend it first. " in said
    assert "The grader counts this one with the right perceptron.\n" in said
    assert "→" not in said and said.index("It calls") < said.index("Try it yourself")


def test_an_answer_that_calls_an_open_one_is_there_all_the_same(capsys):
    stub = "def perceptron(X, w):\n    raise NotImplementedError\n"
    check("perceptron_epoch", typed(stub, EPOCH)["perceptron_epoch"])
    said = capsys.readouterr().out
    assert said.startswith("○ perceptron_epoch: 0 of ") and "Not answered yet" not in said
    assert "  It calls your perceptron, which is not right yet; mend it first. " in said


def test_nothing_is_said_of_what_is_right_or_not_called(capsys):
    wrong = EPOCH.replace("w + label", "w - label")
    check("perceptron_epoch", typed(RIGHT, wrong)["perceptron_epoch"])
    said = capsys.readouterr().out
    assert "It calls" not in said and "→ It looks as if your answer subtracts" in said


@pytest.mark.parametrize(
    "above",
    [
        "def perceptron_epoch(w, X, y):\n    return (lambda x: perceptron(x, w))(X)\n",
        "class perceptron_epoch:\n    def run(self, X):\n        return perceptron(X, self.w)\n",
    ],
)
def test_calls_are_found_within_functions_and_classes(above):
    answer = typed(WRONG, above)["perceptron_epoch"]
    assert unmended(find("perceptron_epoch"), answer) == ["perceptron"]


def test_what_is_imported_is_not_blamed():
    notebook = typed("def perceptron_epoch(w, X, y):\n    return perceptron(X, w)\n")
    notebook["perceptron"] = np.sign
    assert unmended(find("perceptron_epoch"), notebook["perceptron_epoch"]) == []
    assert unmended(find("gates"), {"AND": [1, 2, 3]}) == []
