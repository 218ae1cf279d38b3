"""What Python and NumPy say of an error is said in the course's own words, with shapes at hand."""

import re

import numpy as np
import pytest

from dlaudio.assessment.errors import ROWS, at_hand, in_own_words, patterns
from dlaudio.assessment.probe import failure
from dlaudio.layers import RNN

a, b = np.ones((4, 2)), np.ones((4, 3))


def unpack():
    first, second = np.ones(3)
    return first, second


RAISED = [
    (lambda: missing, "name 'missing' is not defined: it needs a line above"),  # noqa: F821
    (lambda: a + b, "value by value needs shapes that fit, got (4,2) and (4,3)"),
    (lambda: a @ b, "as many columns on its left as rows on its right, got 2 and 4"),
    (lambda: 2 @ b, "`@` needs an array on either side"),
    (lambda: np.dot(a, b), "on its right, got the shapes (4,2) and (4,3)"),
    (lambda: a.sum(axis=2), "an axis needs a number below 2"),
    (lambda: a[4], "an index along axis 0 needs to fit its 4 entries, counted from 0; got 4"),
    (lambda: [1][1], "an index into a list needs to be below its length"),
    (lambda: a.shape[2], "an index into a tuple or a shape needs to be below its length"),
    (lambda: a.reshape(3, 3), "a new shape needs as many values as there are, 8, got (3,3)"),
    (lambda: a.__setitem__(0, np.ones(3)), "written to needs the shape (2,), got (3,)"),
    (lambda: range(1.5), "a whole number is needed there, and a float came"),
    (lambda: abs(1.5)[0], "an index needs a list or an array, and a float came"),
    (lambda: len(3), "len() needs a list or an array, and a int came"),
    (lambda: 1 / 0, "a division needs a divisor that is not 0"),
    (lambda: list(zip([1], [1, 2], strict=True)), "argument 2 came longer than argument 1"),
    (unpack, "2 values are needed on the right of this ="),
    (lambda: [1].index(2), "index() needs a value that is in the list"),
    (lambda: bool(a > 0), "a condition needs one truth value"),
    (lambda: np.linalg.inv(np.zeros((2, 2))), "a matrix that can be inverted is needed there"),
    (lambda: np.concatenate([a, b]), "arrays need the same size along axis 1"),
    (lambda: int(np.nan), "a whole number is needed there, and NaN came"),
    (lambda: -(a > 0), "a minus sign needs numbers, and truth values came"),
    (lambda: [1] / 2, "`/` needs numbers or arrays on both sides, and a list and a int came"),
    (lambda: at_hand(), "at_hand() needs the arguments 'message' and 'inputs', and none came"),
    (lambda: RNN(2, 3), "RNN.__init__() needs the argument rng=, by its name, and none came"),
    (lambda: a.length, "`.length` needs a value that has it, and a numpy.ndarray came"),
]


@pytest.mark.parametrize(("wrong", "words"), RAISED)
def test_an_error_is_told_in_own_words(wrong, words):
    with pytest.raises(Exception) as raised:
        wrong()
    assert words in failure(raised.value).message


@pytest.mark.parametrize("row", ROWS)
def test_each_says_what_was_needed_and_what_came_and_may_stand_on_a_page(row):
    filled = re.sub(r"\bS\b", "(4,3)", re.sub(r"\bN\b", "2", re.sub(r"\bX\b", "it", row)))
    words = in_own_words(filled)
    assert "need" in words and (" came" in words or " got " in words)
    assert any(re.fullmatch(pattern, words) for pattern in patterns())


def test_other_errors_stay_as_they_are():
    assert in_own_words("X has to be a spectrogram") == "X has to be a spectrogram"


def test_the_shapes_at_hand_are_told_with_an_error_about_shapes():
    inputs = {"X": a, "w": np.ones(3), "name": "relu", "y": np.ones(7)}
    message = "`@` needs as many columns on its left as rows on its right, got 2 and 3"
    words = "In this question X has the shape (4, 2), and w has the shape (3,)"
    assert at_hand(f"ValueError: {message}", inputs) == words
    assert at_hand("ValueError: X is empty", inputs) == at_hand(message, {"y": np.ones(7)}) == ""
