"""Labels that are right as seldom as guessed ones are told so, and no others."""

import numpy as np
import pytest

from dlaudio.assessment.guessing import guessing

RNG = np.random.default_rng(3)
RIGHT = np.arange(300) % 10
GUESSED = RNG.permutation(RIGHT)
HALF = np.where(np.arange(300) % 2, RIGHT, GUESSED)


@pytest.mark.parametrize(
    ("got", "right", "said"),
    [
        (GUESSED, RIGHT, "as often as guessing is"),
        (0 * RIGHT, RIGHT, "as often as guessing is"),
        ((RIGHT + 5) % 10, RIGHT, "is right in 0 of 300, where guessing gets about 30"),
        (1 - RIGHT % 2, RIGHT % 2, "is right in 0 of 300, where guessing gets about 150"),
        (RIGHT + 1, RIGHT, "one too large: with that mended, 300 of 300 are right"),
        (HALF - 1, RIGHT, "one too small"),
    ],
)
def test_what_guessing_would_do_is_told(got, right, said):
    assert said in guessing([(got, right)])
    assert said in guessing([(got[:100], right[:100]), (got[100:], right[100:])])


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (HALF, RIGHT),  # more than guessed
        (GUESSED[:50], RIGHT[:50]),  # too few
        (0 * RIGHT, np.where(RIGHT > 0, 0, 1)),  # one label far more often than the other
        (GUESSED * 1.0, RIGHT * 1.0),  # no labels
        (np.arange(300)[::-1], np.arange(300)),  # each its own
    ],
)
def test_where_it_tells_nothing_nothing_is_said(got, right):
    assert guessing([(got, right)]) == "" == guessing([])
