"""The drawings of unit 9: ways back with faults, areas of weights, grids of words, spreads."""

import numpy as np
import pytest

from dlaudio.layers import Conv1d
from dlaudio.plots.drawings import backward_faults, spreads, weight_areas, word_grid
from dlaudio.plots.drawings.backward_faults import KERNEL, SIGNAL, SLOPES, STRIDE, backwards


def test_without_a_fault_the_way_back_is_that_of_the_layer():
    layer = Conv1d(1, 1, len(KERNEL), stride=STRIDE, rng=np.random.default_rng(0), dtype=float)
    layer.weight.value[0, 0] = KERNEL
    layer.forward(np.array(SIGNAL, dtype=float)[None, None])
    expected = layer.backward(np.array(SLOPES, dtype=float)[None, None])[0, 0]
    dx, dw = backwards(SIGNAL, KERNEL, SLOPES, STRIDE)
    np.testing.assert_allclose(dx, expected)
    np.testing.assert_allclose(dw, layer.weight.grad[0, 0])


def test_each_fault_differs_from_what_is_right_and_from_the_others():
    right = backwards(SIGNAL, KERNEL, SLOPES, STRIDE)
    seen = [np.concatenate(right).tolist()]
    for fault in backward_faults.FAULTS:
        seen.append(np.concatenate(backwards(SIGNAL, KERNEL, SLOPES, STRIDE, fault=fault)).tolist())
    assert len({tuple(row) for row in seen}) == 5
    only_dx = [backwards(SIGNAL, KERNEL, SLOPES, STRIDE, fault=f)[1] for f in ("overwrites",)]
    np.testing.assert_allclose(only_dx[0], right[1])


def test_the_largest_layer_is_named_with_its_share():
    _, words = weight_areas.draw((30, 70), ("small", "large"))
    assert "70% of all 100 numbers are in “large”" in words
    with pytest.raises(ValueError, match="1 to 6 counts"):
        weight_areas.draw((1, 0), ("a", "b"))


def test_a_grid_needs_a_title_for_each_picture():
    with pytest.raises(ValueError, match="a title for each picture"):
        word_grid.draw([np.zeros((16, 4))] * 2, ["one"])
    _, words = word_grid.draw([np.zeros((16, 9))], ["one"], row_titles=["channel\n3"], what="a row")
    assert words.startswith("A row: one; 16 mel bands upwards, 0.36 s") and "channel 3" in words


def test_spreads_tell_the_means():
    _, words = spreads.draw({"a": [[0, 4], [2, 8]]}, (1, 2), xlabel="x", ylabel="y")
    assert words == "y against x, from 1 to 2, means of 2 starts: a from 1 to 6."
    with pytest.raises(ValueError, match="1 to 5 curves of 2 values"):
        spreads.draw({"a": [[1, 2, 3]]}, (1, 2))
