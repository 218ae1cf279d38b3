"""What is said of labels, flags and counts that are wrong is what was seen, and nothing more."""

import numpy as np
import pytest

from dlaudio.assessment.confusions import confusion

LABELS = np.array([1, -1, 1, 1, -1, -1])
COUNTS = np.array([3, 7, 5, 9])


@pytest.mark.parametrize(
    ("got", "right", "said"),
    [
        (-LABELS, LABELS, "has -1 and 1 exchanged"),
        (np.maximum(LABELS, 0), LABELS, "has 0 wherever -1 is right, and is right elsewhere"),
        (LABELS > 9, LABELS > 0, "has False wherever True is right, and is right elsewhere"),
        ([1, 1, 1, 1, 1, -1], LABELS, "has 1 in 2 of the 3 places where -1 is right"),
        (COUNTS + 1, COUNTS, "is larger by 1 everywhere"),
        (COUNTS - [2, 1, 3, 2], COUNTS, "is too small wherever it is wrong"),
        ([4, 4, 4, 4], COUNTS, "is 4 in every question, whatever comes in"),
    ],
)
def test_a_pattern_is_told(got, right, said):
    assert confusion([(np.asarray(got), right)]).startswith(said)
    assert confusion([(np.asarray(got)[:2], right[:2]), (np.asarray(got)[2:], right[2:])])


@pytest.mark.parametrize(
    ("got", "right"),
    [
        (LABELS, LABELS),
        ([-1, -1, 1, 1, -1, -1], LABELS),  # a single one
        ([-1, 1, 1, 1, -1, -1], LABELS),  # in both directions, not always
        (COUNTS + [1, -2, 0, 4], COUNTS),
        (COUNTS + 0.5, COUNTS),  # no label
        (COUNTS[:2], COUNTS),
        ([4, 4, 4], np.array([7, 7, 7])),  # nowhere is it right
    ],
)
def test_no_pattern_no_word(got, right):
    assert confusion([(np.asarray(got), right)]) == ""


def test_nothing_seen_nothing_said():
    assert confusion([]) == ""
