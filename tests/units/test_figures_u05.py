"""The figures that unit 5 quotes, and what its experiments rest on."""

import numpy as np
import pytest

from dlaudio.mine.standins import networks
from dlaudio.networks import deep_stack, ten_digits, ten_steps
from dlaudio.widgets import xor_learning


def test_the_blank_network_guesses_and_the_taught_one_hears():
    net = ten_digits.by_ear()
    assert sum(W.size + b.size for W, b in net.weights) == 1898
    assert net.shares()[1] < 0.25
    known, new = net.learn(networks.softmax_top, networks.step7_layer, epochs=10).shares()
    assert known > new - 0.05 and new > 0.8
    player = net.play()
    assert len(player.parts) == 6 and all(name.startswith("said") for name, _, _ in player.parts)
    assert np.abs(np.frombuffer(player.wav[44:], "<i2")).max() > 1000


@pytest.mark.parametrize("seed", range(3))
def test_handwritten_digits_are_learnt_and_the_new_ones_less_well(seed):
    net = ten_digits.by_eye(seed=seed).learn(networks.softmax_top, networks.step7_layer)
    known, new = net.shares()
    assert known > 0.97 and 0.88 < new < known
    figure, words = net.draw()
    assert len(figure.axes) == 20 and "10 mistakes" in words


def test_two_hidden_units_learn_xor_from_16_of_21_starts_and_four_from_all():
    learnt = {}
    for hidden in (2, 4):
        weights = [xor_learning.learn(start, hidden, 3000)[0] for start in range(21)]
        outputs = [xor_learning.forward(xor_learning.X, *w)[1] > 0.5 for w in weights]
        learnt[hidden] = sum(np.array_equal(out, xor_learning.Y > 0.5) for out in outputs)
    assert learnt == {2: 16, 4: 21}


def test_the_gradient_dies_out_through_sigmoids_and_stays_level_through_relu():
    found = deep_stack.norms(networks.gradient_norms)
    relu, sigmoid = found["relu"], found["sigmoid"]
    assert 0.5 < relu[0] / relu[-1] < 2
    assert 1 / 30_000 < sigmoid[0] / sigmoid[-1] < 1 / 15_000
    assert (np.diff(sigmoid) > 0).all()
    beeps = deep_stack.beeps(found)
    assert np.abs(np.frombuffer(beeps.wav[44:], "<i2")).max() > 10_000


@pytest.mark.parametrize("seed", range(3))
def test_the_sine_is_learnt_nearly_down_to_its_noise(seed):
    lesson = ten_steps.learn_sine(networks.step10_watch, networks.step9_repeat, seed=seed)
    assert lesson.training[0] > 0.3 and lesson.training[-1] < 0.05
    assert lesson.validation[-1] < 0.07


def test_a_gradient_check_says_yes_to_step_8_and_no_to_a_wrong_one():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 1))
    weights = ten_steps.start((3, 3, 3, 1))
    module = ten_steps.as_module(networks.step8_update, X, y, weights)
    assert len(module[2]) == 28
    assert networks.gradient_check(*module, np.random.default_rng(1))

    def twice(*arguments):
        new, found = networks.step8_update(*arguments)
        return new, [(2 * dW, db) for dW, db in found]

    module = ten_steps.as_module(twice, X, y, weights)
    assert not networks.gradient_check(*module, np.random.default_rng(1))


def test_a_gradient_check_finds_the_parts_that_are_wrong():
    def gradients(X, y, W1, b1, W2, b2):
        _, [(dW1, db1), (dW2, db2)] = networks.network_gradients(X, y, [(W1, b1), (W2, b2)])
        return dW1, db1 / len(X), dW2, -db2

    found = ten_steps.parts_that_pass(networks.gradient_check, gradients)
    assert found == {"dW1": True, "db1": False, "dW2": True, "db2": False}


@pytest.mark.parametrize("hidden, lr, goal", [(64, 2.0, 0.93), (7, 1.0, 0.9)])
def test_the_goals_of_the_challenge_can_be_reached(hidden, lr, goal):
    shares = [
        ten_digits.by_eye(hidden=hidden, seed=seed)
        .learn(networks.softmax_top, networks.step7_layer, lr=lr)
        .shares()[1]
        for seed in range(3)
    ]
    assert np.mean(shares) > goal
