"""Metrics agree with scikit-learn and with counting by hand."""

import numpy as np
import pytest
from sklearn import metrics as theirs

from dlaudio import metrics


@pytest.fixture
def drawn():
    rng = np.random.default_rng(2)
    return rng.normal(size=(60, 4)), rng.integers(4, size=60)


def test_they_agree_with_scikit_learn(drawn):
    scores, target = drawn
    predicted = scores.argmax(axis=1)
    for prediction in (scores, predicted):
        assert metrics.accuracy(prediction, target) == theirs.accuracy_score(target, predicted)
        matrix = metrics.confusion_matrix(prediction, target, n_classes=4)
        assert np.array_equal(matrix, theirs.confusion_matrix(target, predicted))
        f1 = metrics.f1_score(prediction, target, n_classes=4)
        assert f1 == pytest.approx(theirs.f1_score(target, predicted, average="macro"))


def test_rows_are_true_classes_and_an_unseen_class_has_f1_zero():
    predicted, target = np.array([0, 1, 1, 1]), np.array([0, 0, 0, 1])
    assert metrics.confusion_matrix(predicted, target, n_classes=3).tolist() == [
        [1, 2, 0], [0, 1, 0], [0, 0, 0],
    ]  # fmt: skip
    assert metrics.f1_score(predicted, target, n_classes=3) == pytest.approx((0.5 + 0.5 + 0) / 3)


def test_binary_accuracy_and_one_hot_by_hand():
    assert metrics.binary_accuracy(np.array([[2.0], [-1], [0], [3]]), np.array([[1], [0], [0], [0]])
                                   ) == 0.75  # fmt: skip
    assert metrics.one_hot(np.array([2, 0]), 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert metrics.one_hot(np.array([2, 0]), 3).dtype == np.float32


def test_errors_say_what_was_needed_and_what_came():
    wrong = [
        (r"got \(4, 1\) and \(4,\)", lambda: metrics.binary_accuracy(np.ones((4, 1)), np.ones(4))),
        (r"got \(3,\) and \(4,\)", lambda: metrics.accuracy(np.ones(3), np.ones(4))),
        ("from 0 to 2, got int64 with values .0 3.", lambda: metrics.one_hot(np.array([0, 3]), 3)),
        ("got int64 with values .-1  0.", lambda: metrics.one_hot(np.array([0, -1]), 3)),
        ("got float64", lambda: metrics.one_hot(np.ones(2), 3)),
    ]
    for message, call in wrong:
        with pytest.raises(ValueError, match=message):
            call()
