"""The package keeps to what course/conventions.md says."""

import re
from pathlib import Path

import numpy as np
import pytest

from dlaudio import layers, losses, penalties
from dlaudio.gradcheck import numeric_gradient
from dlaudio.networks import perceptron

PAGE = (Path(__file__).parents[2] / "course/conventions.md").read_text(encoding="utf-8")
RNG = np.random.default_rng(7)


def test_the_page_settles_every_contradiction_once():
    numbers = [int(n) for n in re.findall(r"^\*\*(\d+)\. ", PAGE, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, 38))


def test_2_and_7_shapes_of_weights():
    assert layers.Linear(3, 5, rng=RNG).weight.value.shape == (3, 5)
    assert layers.Conv2d(3, 5, (2, 4), rng=RNG).weight.value.shape == (5, 3, 2, 4)


def test_3_factors_of_squared_errors():
    y, y_hat = np.array([[0.0, 2.0], [1.0, 1.0]]), np.array([[1.0, 0.0], [1.0, 4.0]])
    assert losses.sse(y_hat, y) == 1 + 4 + 9
    assert losses.MSELoss()(y_hat, y) == (1 + 4 + 9) / 4


def test_6_the_kernel_is_not_turned_round():
    conv = layers.Conv1d(1, 1, 2, rng=RNG)
    conv.weight.value[:] = [[[1, 10]]]
    assert conv(np.array([[[1.0, 2.0, 3.0]]])).tolist() == [[[21, 32]]]


def test_8_gru():
    gru = layers.GRU(1, 1, rng=RNG, dtype=np.float64)
    gru.weight_x.value[:], gru.bias.value[:] = 0, [2, -1, 0.5]
    gru.weight_h.value[:] = [[0, 0, 3]]
    sigmoid = lambda a: 1 / (1 + np.exp(-a))  # noqa: E731
    z, r, h = sigmoid(2), sigmoid(-1), 0.7
    expected = z * h + (1 - z) * np.tanh((r * h) * 3 + 0.5)
    assert gru.forward(np.zeros((1, 1, 1)), np.array([[h]])).item() == pytest.approx(expected)


def test_21_and_26_slopes_of_relu():
    assert layers.LeakyReLU()(np.array([-2.0])).tolist() == [-0.2]
    for layer, slope in [(layers.ReLU(), 0), (layers.LeakyReLU(), 0.1)]:
        layer.forward(np.zeros(1))
        assert layer.backward(np.ones(1)).item() == slope


def test_26_of_equal_values_the_first_gets_the_gradient():
    pool = layers.MaxPool1d(3)
    pool.forward(np.ones((1, 1, 3)))
    assert pool.backward(np.array([[[5.0]]])).tolist() == [[[5, 0, 0]]]


def test_22_dropout_drops_with_p():
    y = layers.Dropout(0.2, rng=RNG)(np.ones(10_000))
    assert np.mean(y == 0) == pytest.approx(0.2, abs=0.02)
    assert set(np.unique(y)) == {0, 1.25}


def test_23_l2_has_no_half():
    theta = layers.Parameter(RNG.normal(size=4))
    penalties.L2Penalty([theta], 0.3).backward()
    slope = numeric_gradient(lambda w: 0.3 * (w**2).sum(), theta.value)
    np.testing.assert_allclose(theta.grad, slope, rtol=1e-6)
    np.testing.assert_allclose(theta.grad, 2 * 0.3 * theta.value)


def test_1_signs_for_the_perceptron_and_0_and_1_for_the_rest():
    X, signs = np.array([[1.0], [-1.0]]), np.array([1, -1])
    perceptron.train(X, signs)
    losses.BCEWithLogitsLoss()(np.zeros(2), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match="-1"):
        perceptron.train(X, np.array([1, 0]))
    with pytest.raises(ValueError, match="0 to 1"):
        losses.BCEWithLogitsLoss()(np.zeros(2), signs.astype(float))
