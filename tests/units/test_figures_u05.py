"""The figures that unit 5 quotes, and what its experiments rest on."""

import numpy as np
import pytest

from autograder.library import right_answers
from dlaudio.exercises import u05_backprop
from dlaudio.graph import Node, topological_order
from dlaudio.mine.standins import networks
from dlaudio.networks import deep_stack, of_nodes, ten_digits, ten_steps
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
    module = ten_steps.with_28_knobs(networks.step8_update)
    assert len(module[2]) == 28
    assert networks.gradient_check(*module, np.random.default_rng(1))

    def twice(*arguments):
        new, found = networks.step8_update(*arguments)
        return new, [(2 * dW, db) for dW, db in found]

    module = ten_steps.with_28_knobs(twice)
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


def test_a_word_of_nodes_says_the_same_as_layers_and_takes_thousands(capsys):
    net = ten_digits.by_ear()
    (W1, b1), (W2, b2) = net.weights
    error = of_nodes.error_of(Node, net.weights, net.X[0], np.eye(10)[net.digits[0]])
    out = np.tanh(net.X[0] @ W1 + b1) @ W2 + b2
    assert error.value == pytest.approx(((out - np.eye(10)[net.digits[0]]) ** 2).sum())
    assert 5000 < len(topological_order(error)) < 6000 and len(net.X) == 900
    net.price(networks.softmax_top, networks.step7_layer)
    one, layers = capsys.readouterr().out.splitlines()
    seconds = [float(line.split()[-2]) for line in (one, layers)]
    assert 900 * seconds[0] > 100 * seconds[1]


def test_the_sine_takes_patience():
    lesson = ten_steps.learn_sine(networks.step10_watch, networks.step9_repeat)
    assert lesson.validation[-1] == pytest.approx(0.034, abs=5e-4) and len(lesson.training) == 2000
    assert ten_steps.run(np.array([[np.pi]]), lesson.weights).item() == pytest.approx(
        0.47, abs=0.01
    )
    rng = np.random.default_rng(2)  # as `learn_sine` draws them
    x, x_val = rng.uniform(-np.pi, np.pi, (2, 40, 1))
    rng.normal(0, 0.15, x.shape)
    noise = rng.normal(0, 0.15, x_val.shape)
    assert np.mean(noise**2) < 0.15**2 == pytest.approx(0.0225)
    weights, _ = networks.step9_repeat(lesson.x, lesson.y, lesson.weights, 0.2, 18_000)
    left = np.mean((ten_steps.run(x_val, weights) - np.sin(x_val) - noise) ** 2)
    assert left == pytest.approx(0.018, abs=5e-4)


def test_start_6_puts_two_opposite_rows_on_one_spot_and_start_0_two_alike():
    hidden, out = {}, {}
    for start in (0, 6):
        weights, _ = xor_learning.learn(start, 2, 3000)
        hidden[start], out[start] = xor_learning.forward(xor_learning.X, *weights)
    np.testing.assert_allclose(out[6][:, 0], [0.02, 0.98, 0.5, 0.5], atol=0.005)
    assert np.linalg.norm(hidden[6][2] - hidden[6][3]) < 0.01  # wanted 1 and 0
    assert (hidden[6][2:] > 0.99).all()  # where a sigmoid is flat
    assert np.linalg.norm(hidden[0][0] - hidden[0][3]) < 0.01  # both wanted 0
    np.testing.assert_allclose(out[0][:, 0], [0.02, 0.98, 0.98, 0.02], atol=0.005)


def test_a_layer_of_sigmoids_leaves_about_a_third():
    left = deep_stack.norms(networks.gradient_norms)["sigmoid"]
    assert np.sqrt(2) / 4 == pytest.approx(0.35, abs=0.005)
    assert (np.abs(left[1:-1] / left[2:] - 1 / 3) < 0.05).all()
    assert (left[-1] / left[-6:-1]).max() > 200  # five layers down
    rng = np.random.default_rng(0)
    dZ, W = rng.normal(size=(2000, 20)), rng.normal(0, np.sqrt(2 / 20), (20, 20))
    ratio = np.linalg.norm(dZ @ W.T) / np.linalg.norm(dZ)
    assert ratio == pytest.approx(np.sqrt(2), rel=0.1)
    text = deep_stack.draw(deep_stack.norms(networks.gradient_norms))[1]
    assert "4.8e-05" in text


def test_the_slips_that_the_explained_solutions_name_come_out_as_they_say():
    right = right_answers("u05_backprop")
    again = 1 / (1 + np.exp(-0.5))  # the sigmoid once more, at H = 0.5
    assert 2 * again * (1 - again) == pytest.approx(0.47, abs=0.005)
    assert (right.step4_sigmoid(2.0, 0.5), 3 * max(0.2, 0)) == (0.5, pytest.approx(0.6))
    z, dout = np.array([[-2.0, 3.0]]), np.array([[10.0, 1.0]])
    assert right.prelu_gradients(dout, z, 0.25)[1] == -20
    assert (dout * z).sum() == -17 and (dout * np.minimum(z, 0)).mean() == -10
    pieces = np.array([[1.0, 5.0, 7.0, 2.0]])
    np.testing.assert_array_equal(pieces.reshape(1, 2, 2).max(axis=1), [[7, 5]])
    rng = np.random.default_rng(0)
    assert (rng.normal(size=(2000, 100)) / 100).sum(axis=1).std() == pytest.approx(0.1, rel=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_a_linear_last_layer_makes_all_sigmoid_norms_four_to_five_times_too_large(seed):
    right, rng = right_answers("u05_backprop"), np.random.default_rng(seed)
    weights = [(rng.normal(0, np.sqrt(2 / 20), (20, 20)), np.zeros(20)) for _ in range(10)]
    X, dout = rng.normal(size=(2, 50, 20))
    out = X
    for W, b in weights:
        out = 1 / (1 + np.exp(-(out @ W + b)))
    true = np.array(right.gradient_norms(X, dout, weights, "sigmoid"))
    bare = np.array(right.gradient_norms(X, dout / (out * (1 - out)), weights, "sigmoid"))
    assert (np.abs(bare / true - 4.5) < 0.75).all()


def test_weights_moved_too_early_still_lower_the_loss():
    right, rng = right_answers("u05_backprop"), np.random.default_rng(0)
    X, y, lr = rng.normal(size=(40, 3)), rng.normal(size=(40, 1)), 0.05
    weights = ten_steps.start((3, 8, 8, 1))
    first = right.step9_repeat(X, y, weights, lr, 1)[1][0]
    _, true = right.step8_update(X, y, weights, lr)
    for step in range(300):
        H, new, found = right.step2_forward(X, weights), [], []
        dZ = 2 * (H[-1] - y) / len(y)
        for i in (2, 1, 0):
            found.insert(0, H[i].T @ dZ)
            new.insert(0, (weights[i][0] - lr * found[0], weights[i][1] - lr * dZ.sum(axis=0)))
            dZ = dZ @ new[0][0].T * H[i] * (1 - H[i])
        if step == 0:
            assert not np.allclose(found[0], true[0][0], rtol=1e-3)
        weights = new
    assert right.step9_repeat(X, y, weights, lr, 1)[1][0] < 0.97 * first


def test_after_a_single_step_the_network_still_guesses_and_after_all_it_hears():
    right = right_answers("u05_backprop")
    case = next(iter(u05_backprop.digit_cases(np.random.default_rng(0))))
    X, y, weights, lr, n_steps, X_new = case.inputs.values()
    for taught, low, high in (
        (right.step8_update(X, y, weights, lr)[0], 0.05, 0.25),
        (right.learn_digits(X, y, weights, lr, n_steps), 0.85, 1),
    ):
        heard = right.step2_forward(X_new, taught)[-1].argmax(axis=1)
        assert low < np.mean(heard == case.truth["held_out"]) < high
