"""What a sample costs over its score: the curves are the losses, and their slopes."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots import costs


def curves(ax):
    return {line.get_label(): line.get_xydata().T for line in ax.lines}


def test_the_squared_error_of_a_sigmoid_is_level_where_it_is_most_wrong():
    figure, text = costs.when_wrong()
    cost, slope = map(curves, figure.axes[1:])
    score, squared = cost["squared error"]
    np.testing.assert_allclose(squared, (sigmoid(score) - 1) ** 2)
    np.testing.assert_allclose(cost["cross entropy"][1], -np.log(sigmoid(score)))
    assert abs(slope["squared error"][1][0]) < 0.001
    assert abs(slope["cross entropy"][1][0] + 1) < 0.001
    assert "squared error costs 1, with the slope 0; cross entropy costs 8" in text
    assert "costs 8, with the slope −1" in text


def test_the_hinge_rests_beyond_1_and_l2_and_l1_rise_again():
    figure, text = costs.five_prices()
    drawn = curves(figure.axes[1])
    score, hinge = drawn["hinge"]
    np.testing.assert_allclose(hinge, np.maximum(0, 1 - score), atol=1e-12)
    np.testing.assert_array_equal(drawn["mistake"][1], score <= 0)
    np.testing.assert_allclose(drawn["L1"][1], np.abs(score - 1))
    assert drawn["L2"][1][-1] == 4 and "L2: rises again beyond 1, at −3, 1 and 3: 16, 0, 4" in text
    assert "L1: rises again beyond 1, at −3, 1 and 3: 4, 0, 2" in text
    assert "hinge: as L1, but rests beyond 1" in text and "cross entropy: always falls" in text
    assert (np.diff(drawn["cross entropy"][1]) < 0).all()
