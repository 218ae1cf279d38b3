"""The demos of unit 10 show what they say."""

import re

import numpy as np
import pytest

from dlaudio.gradcheck import numeric_gradient
from dlaudio.widgets import influence, unrolling


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.3])
def test_influence_without_a_bend_is_a_power_of_the_matrix(radius):
    sizes = influence.influence(radius, "none")
    _, W_x, W_h = influence.net(radius)
    assert np.abs(np.linalg.eigvals(W_h)).max() == pytest.approx(radius)
    assert sizes[12, 2] == pytest.approx(np.linalg.norm(W_x @ np.linalg.matrix_power(W_h, 10)))
    assert np.all(np.triu(sizes, 1) == 0)  # no input moves an earlier state


def test_influence_with_a_bend_is_the_slope():
    X, W_x, W_h = influence.net(0.9)

    def fourth(first):
        h = np.zeros(influence.UNITS)
        for x in [first, *X[1:4]]:
            h = np.tanh(x @ W_x + h @ W_h)
        return h

    slopes = [numeric_gradient(fourth, X[0], dout=row) for row in np.eye(influence.UNITS)]
    assert influence.influence(0.9, "tanh")[3, 0] == pytest.approx(np.linalg.norm(slopes))


def test_influence_fades_or_grows_with_the_radius():
    left = []
    for radius in (0.5, 1.0, 1.4):
        text = influence.draw(radius, "none")[1]
        left.append(float(re.search(r"later ([\d.e+-]+) of", text)[1]))
    assert left[0] < 0.01 < left[1] < 10 < left[2]


@pytest.mark.parametrize("n_steps", range(1, 9))
def test_unrolled_nets_have_the_inputs_and_outputs_of_their_kind(n_steps):
    counts = {
        "N-N": (n_steps, n_steps),
        "N-1": (n_steps, 1),
        "1-N": (1, n_steps),
        "N-M": ((n_steps + 1) // 2, max(n_steps // 2, 1)),
    }
    for wiring, expected in counts.items():
        assert tuple(map(len, unrolling.wires(n_steps, wiring))) == expected
        figure, text = unrolling.draw(n_steps, wiring)
        drawn = [item.get_text() for item in figure.axes[0].texts]
        assert sum(item.startswith("$x_") for item in drawn) == expected[0]
        assert sum(item.startswith("$o_") for item in drawn) == expected[1]
        assert drawn.count("$W_h$") == n_steps and "43 weights" in text
