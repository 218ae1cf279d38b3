"""The drawing of unit 5 in which a change of one weight spreads over all paths."""

import numpy as np
import pytest
from legible import faults

from dlaudio.plots.drawings import weight_paths


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
