"""The drawings of unit 9: ways back with faults, areas of weights, grids of words, spreads."""

import numpy as np
import pytest

from dlaudio.layers import Conv1d, MaxPool1d, ReLU, Sequential
from dlaudio.onsets import f_measure
from dlaudio.plots.drawings import (
    backward_faults,
    bar_table,
    onset_pairs,
    spreads,
    three_stages,
    weight_areas,
    word_grid,
)
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


def test_the_three_stages_are_those_of_the_layers():
    rng = np.random.default_rng(3)
    x, w = rng.normal(size=5), rng.normal(size=2)
    conv = Conv1d(1, 1, 2, rng=rng, dtype=float)
    conv.weight.value[0, 0], conv.bias.value[0] = w, 1.5
    stages = Sequential(conv, ReLU(), MaxPool1d(4))
    y = stages.forward(x[None, None])
    dx = stages.backward(np.full_like(y, -2.0))
    found = three_stages.stages(x, w, 1.5, -2.0)
    np.testing.assert_allclose(found["y"], y[0, 0])
    np.testing.assert_allclose(found["dx"], dx[0, 0])
    np.testing.assert_allclose(found["dw"], conv.weight.grad[0, 0])
    np.testing.assert_allclose(found["db"], conv.bias.grad)
    _, words = three_stages.draw()
    assert "dx (3): 0, 1, 1" in words and "dw = (2, 4), db = 1" in words
    with pytest.raises(ValueError, match="a kernel no longer, got 1 and 2"):
        three_stages.draw((1,), (1, 2))


def test_onsets_are_joined_as_the_package_counts_them():
    rng = np.random.default_rng(0)
    for _ in range(20):
        found, truth = np.sort(rng.uniform(0, 1, 6)), np.sort(rng.uniform(0, 1, 4))
        joined = onset_pairs.pairs(found, truth, 0.08)
        assert f_measure(truth, found, window=0.08).precision == len(joined) / 6
        assert all(len(set(side)) == len(joined) for side in zip(*joined, strict=True))
    _, words = onset_pairs.draw((1.0, 1.03, 2.0), (1.02, 3.0))
    assert "1 hit: precision 1/3, recall 1/2, F = 2/5 = 0.4" in words
    with pytest.raises(ValueError, match="1 to 8 times found and true, got 0 and 4"):
        onset_pairs.draw(())


# ---- tables with bars ----------------------------------------------------------------------------


def test_a_bar_is_as_long_as_its_share_of_the_largest_in_its_column():
    rows = {"one": {"a": 3.0, "b": [1, 3]}, "two": {"a": 1.0, "b": [4, 4]}}
    figure, text = bar_table.draw(rows, form={"a": "{:.1f}", "b": "{:.0f}"}, what="two nets")
    assert text == "two nets: one: a 3.0, b 2 (1 to 3); two: a 1.0, b 4 (4 to 4)."
    bars = [bar.get_width() for bar in figure.axes[0].patches[1:]]  # not the card
    wholes, found = np.array(bars[::2]), np.array(bars[1::2])  # the grey ones, and those on them
    np.testing.assert_allclose(found / wholes, [1, 1 / 3, 0.5, 1])
    lines = [line.get_xdata() for line in figure.axes[0].lines]
    assert len(lines) == 2  # from the smallest to the largest, where there are several
    np.testing.assert_allclose(np.ptp(lines[0]), wholes[2] * 2 / 4)


def test_a_whole_bar_can_be_said():
    figure, _ = bar_table.draw({"one": {"right, %": 50}}, most=100)
    beneath, _ = bar_table.draw({"one": {"a": [1, 3]}}, line="low to high")
    assert "low to high" in [words.get_text() for words in beneath.axes[0].texts]
    whole, found = (bar.get_width() for bar in figure.axes[0].patches[1:])
    assert found == pytest.approx(whole / 2)


def test_a_whole_bar_can_be_said_of_one_column_and_then_all_are_equally_long():
    rows = {"one": {"a": 1000, "right, %": 92}, "two": {"a": 500, "right, %": 54}}
    figure, _ = bar_table.draw(rows, most={"right, %": 100})
    bars = [bar.get_width() for bar in figure.axes[0].patches[1:]]
    wholes, found = np.array(bars[::2]), np.array(bars[1::2])
    np.testing.assert_allclose(wholes, wholes[0])  # though 1,000 is longer than 92
    np.testing.assert_allclose(found / wholes, [1, 0.5, 0.92, 0.54])


@pytest.mark.parametrize("rows", [{}, {"one": {}}, {"one": {"a": 1}, "two": {"b": 1}}])
def test_rows_without_the_same_columns_are_refused(rows):
    with pytest.raises(ValueError, match="the same columns"):
        bar_table.draw(rows)


def test_too_many_columns_are_refused():
    with pytest.raises(ValueError, match="no room for 12 columns"):
        bar_table.draw({"a name": {f"column {k}": 1_000_000 for k in range(12)}})
