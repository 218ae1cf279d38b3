"""Losses and penalties: numbers by hand, finite differences, extremes, and clear refusals."""

import numpy as np
import pytest
from sklearn.metrics import hinge_loss

from dlaudio.gradcheck import check_loss
from dlaudio.layers import Linear, Parameter
from dlaudio.losses import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    HingeLoss,
    L1Loss,
    MSELoss,
    MultiMarginLoss,
    sse,
)
from dlaudio.penalties import L1Penalty, L2Penalty, shrink


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def test_factors_by_hand():
    prediction, target = np.array([[1.0, 2], [3, 5]]), np.array([[1.0, 0], [0, 1]])
    assert sse(prediction, target) == 4 + 9 + 16
    assert MSELoss()(prediction, target) == 29 / 4
    assert L1Loss()(prediction, target) == 9 / 4
    assert HingeLoss()(np.array([0.5, -2, 3]), np.array([1, 1, 1])) == (0.5 + 3) / 3
    scores = np.array([[1.0, 2, -1]])
    assert MultiMarginLoss()(scores, np.array([0])) == 2 / 3
    assert MultiMarginLoss()(scores, np.array([2])) == (3 + 4) / 3


def test_knowing_nothing_costs_the_logarithm_of_the_number_of_classes():
    assert CrossEntropyLoss()(np.zeros((3, 8)), np.array([0, 5, 7])) == pytest.approx(np.log(8))
    assert BCEWithLogitsLoss()(np.zeros((3, 2)), np.eye(3, 2)) == pytest.approx(np.log(2))


def test_two_classes_are_one_question(rng):
    z, t = rng.normal(0, 3, 9), rng.integers(2, size=9)
    two = np.stack([np.zeros(9), z], axis=1)
    assert CrossEntropyLoss()(two, t) == pytest.approx(BCEWithLogitsLoss()(z, t))


def test_extremes_are_exact():
    logits = np.array([[1000.0, -1000, 0]])
    assert CrossEntropyLoss()(logits, np.array([0])) == 0
    assert CrossEntropyLoss()(logits, np.array([1])) == 2000
    assert BCEWithLogitsLoss()(np.array([1000.0, -1000]), np.array([0, 0])) == 500


def test_hinge_agrees_with_scikit_learn(rng):
    scores, target = rng.normal(size=30), rng.choice([-1, 1], 30)
    assert HingeLoss()(scores, target) == pytest.approx(hinge_loss(target, scores))


@pytest.mark.parametrize("shape", [(4, 3), (1, 5), (2, 3, 4)])
def test_gradients_agree_with_finite_differences(shape, rng):
    prediction = rng.normal(0, 2, shape)
    classes = rng.integers(shape[-1], size=shape[:-1])
    cases = [
        (MSELoss(), rng.normal(size=shape)),
        (L1Loss(), rng.normal(size=shape)),
        (BCEWithLogitsLoss(), rng.random(shape)),
        (HingeLoss(), rng.choice([-1, 1], shape)),
        (CrossEntropyLoss(), classes),
        (MultiMarginLoss(), classes),
    ]
    for loss, target in cases:
        assert check_loss(loss, prediction, target) < 1e-6


def test_gradients_at_1000(rng):
    logits = np.array([[1000.0, -1000, 3], [-1000, 4, 5]])
    assert check_loss(CrossEntropyLoss(), logits, np.array([1, 2])) < 1e-6
    assert check_loss(BCEWithLogitsLoss(), logits, np.eye(2, 3)) < 1e-6


@pytest.mark.parametrize(
    ("loss", "target"),
    [
        (MSELoss(), np.ones((2, 3))),
        (BCEWithLogitsLoss(), np.ones((2, 3), int)),
        (CrossEntropyLoss(), np.array([0, 2])),
        (MultiMarginLoss(), np.array([0, 2])),
        (HingeLoss(), np.ones((2, 3))),
        (L1Loss(), np.ones((2, 3))),
    ],
)
def test_float32_in_float32_out(loss, target):
    assert isinstance(loss(np.full((2, 3), 0.5, np.float32), target), float)
    assert loss.backward().dtype == np.float32


def test_errors_say_what_was_needed_and_what_came():
    two, column, row = np.zeros((4, 2)), np.zeros((4, 1)), np.zeros(4)
    wrong = [
        (r"of one shape, not empty, got \(4, 1\) and \(4,\)", lambda: MSELoss()(column, row)),
        (r"got \(0,\) and \(0,\)", lambda: L1Loss()(np.zeros(0), np.zeros(0))),
        ("targets from 0 to 1, got values from 0 to 2", lambda: BCEWithLogitsLoss()(
            row, np.array([0, 1, 2, 0]))),
        (r"targets -1 and \+1, got \[0 1\]|got \[0. 1.\]", lambda: HingeLoss()(
            row, np.array([0, 1, 0, 1]))),
        (r"scores \(N, C\) and target \(N,\), not empty, got \(4, 2\) and \(4, 2\)",
         lambda: CrossEntropyLoss()(two, two)),
        ("whole numbers from 0 to 1 as target, got int64 from -1 to 1",
         lambda: CrossEntropyLoss()(two, np.array([0, 1, -1, 0]))),
        ("from 0 to 1 as target, got float64", lambda: MultiMarginLoss()(two, row)),
    ]  # fmt: skip
    for message, call in wrong:
        with pytest.raises(ValueError, match=message):
            call()


def test_penalties_by_hand_and_their_gradients():
    first, second = Parameter(np.array([1.0, -2])), Parameter(np.array([[3.0, 0]]))
    one, two = L1Penalty([first, second], 0.5), L2Penalty([first, second], 0.5)
    assert one.forward() == 3
    assert two.forward() == 7
    one.backward()
    assert first.grad.tolist() == [0.5, -0.5] and second.grad.tolist() == [[0.5, 0]]
    two.backward()
    assert first.grad.tolist() == [1.5, -2.5] and second.grad.tolist() == [[3.5, 0]]


def test_shrinking_makes_exact_zeros():
    parameter = Parameter(np.array([1.0, -2, 0.3, -0.1, 0]))
    shrink([parameter], 0.25)
    assert parameter.value == pytest.approx([0.75, -1.75, 0.05, 0, 0])
    assert parameter.value[3] == 0
    with pytest.raises(ValueError, match="at least 0, got -1"):
        shrink([parameter], -1)


def test_proximal_steps_find_the_solution_of_the_lasso(rng):
    # With orthonormal columns, argmin sum (Xw - y)^2 + 2a sum |w| shrinks X^T y by a.
    X = np.linalg.qr(rng.normal(size=(20, 6)))[0]
    y = X @ np.array([2, -1, 0.2, 0, 0.1, 3]) + 0.01 * rng.normal(size=20)
    layer = Linear(6, 1, rng=rng, bias=False, dtype=np.float64)
    for _ in range(200):
        layer.zero_grad()
        layer.backward(2 * (layer.forward(X) - y[:, None]))
        layer.weight.value -= 0.2 * layer.weight.grad
        shrink(layer.parameters(), 0.2 * 2 * 0.5)
    projected = X.T @ y
    expected = np.sign(projected) * np.maximum(np.abs(projected) - 0.5, 0)
    assert layer.weight.value[:, 0] == pytest.approx(expected, abs=1e-9)
    assert np.count_nonzero(layer.weight.value) == 3
