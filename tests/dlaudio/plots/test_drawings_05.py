"""The drawings of unit 5: a change of one weight spreads; all tables of two inputs are learnt."""

import numpy as np
import pytest
from legible import faults

from dlaudio.mine.standins.networks import learn_xor
from dlaudio.networks import ten_steps
from dlaudio.plots.drawings import boolean_tables, two_ways, weight_paths


def test_the_paths_add_up_to_the_slope_of_the_output():
    weights = weight_paths.weights()
    slopes = weight_paths.path_slopes(weights, weight_paths.run(weights))
    ends = []
    for change in (1e-6, -1e-6):
        moved = [W.copy() for W in weights]
        moved[0][0, 0] += change
        ends.append(weight_paths.run(moved)[-1][0])
    assert len(slopes) == 6
    assert sum(slopes.values()) == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-6)
    assert np.abs(list(slopes.values())).min() > 0.01  # none is too small to be read


@pytest.mark.parametrize("change", [0.1, -0.2])
def test_it_can_be_read_and_says_its_numbers(change):
    figure, words = weight_paths.draw(change)
    assert not faults(figure)
    assert "slope −0.418" in words
    with pytest.raises(ValueError, match="other than 0"):
        weight_paths.draw(0)


@pytest.mark.parametrize("seed", range(3))
def test_every_table_of_two_inputs_is_learnt_with_four_hidden_units(seed):
    assert len(set(boolean_tables.TABLES)) == 16 and len(boolean_tables.NAMES) == 16
    for table in boolean_tables.TABLES:
        assert boolean_tables.right(boolean_tables.learnt(learn_xor, table, seed=seed), table)


def test_a_network_that_does_not_learn_is_counted_as_wrong():
    figure, words = boolean_tables.draw(lambda X, y, weights, lr, n_steps: weights)
    assert len(figure.axes) == 16 and "16 of 16" not in words
    assert not faults(boolean_tables.draw()[0])


def test_slopes_that_are_right_lie_on_the_diagonal_and_a_wrong_one_does_not():
    figure, words = two_ways.draw()
    assert not faults(figure) and "28 of 28" in words

    def half(X, y, W1, b1, W2, b2):  # the biases of layer 1 averaged instead of added up
        H = 1 / (1 + np.exp(-(X @ W1 + b1)))
        out = 1 / (1 + np.exp(-(H @ W2 + b2)))
        dZ2 = (out - y) / len(y) * out * (1 - out)
        dZ1 = dZ2 @ W2.T * H * (1 - H)
        return X.T @ dZ1, dZ1.mean(axis=0), H.T @ dZ2, dZ2.sum(axis=0)

    words = two_ways.draw(ten_steps.parts(half))[1]
    assert "dW1: 12 of 12" in words and "db1: 0 of 4" in words and "db2: 1 of 1" in words
