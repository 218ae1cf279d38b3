"""Drawings of unit 11 show what they are given."""

import numpy as np
import pytest
from legible import faults
from matplotlib.colors import to_hex

from autograder.library.answers import right_answers
from dlaudio.layers import LSTM
from dlaudio.plots.drawings import (
    adding_task,
    cell_chain,
    gate_strip,
    gru_cell,
    leak,
    lstm_cell,
    peaks,
    silent_beats,
    strides,
    two_chains,
)
from dlaudio.plots.parts import INPUT, number
from dlaudio.plots.parts.gated import BELT


def test_the_slopes_of_the_way_back_are_what_small_changes_show():
    values = {"c": 0.4, "i": 0.6, "f": 0.7, "g": -0.5, "o": 0.8}

    def loss(**changed) -> float:
        v = values | changed
        new = v["f"] * v["c"] + v["i"] * v["g"]
        return 1.5 * v["o"] * np.tanh(new) + 0.25 * new

    def slope(name: str, h: float = 1e-6) -> float:
        at = values[name]
        return (loss(**{name: at + h}) - loss(**{name: at - h})) / 2 / h

    _, text = lstm_cell.draw_back(1.5, 0.25, **values)
    inner = slope("f") * 0.7 * 0.3
    said = [number(v) for v in (slope("c"), slope("f"), inner)]
    assert f"cell gets {said[0]}, the forget gate {said[1]}, and {said[2]} before" in text


def test_an_adding_task_has_one_mark_in_each_half():
    figure, text = adding_task.draw(30, seed=2)
    first, second = (
        int(word) for word in text.split("steps ")[1].split(" marked")[0].split(" and ")
    )
    assert first < 15 <= second and f"kept for {29 - first} of them" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="10 to 120"):
        adding_task.draw(5)


def test_the_slope_of_three_steps_is_what_small_changes_show():
    def after(value: float, w: float) -> float:
        return two_chains.through_tanh(value, w, 3)[0][-1]

    for value, w in ((0.9, 1.0), (0.95751, 2.0), (-0.4, 1.5)):
        h = 1e-6
        slope = (after(value + h, w) - after(value - h, w)) / 2 / h
        figure, text = two_chains.draw(value, w=w, f=0.9, back=True)
        assert f"together {number(slope)}. " in text and f"together {number(0.9**3)}" in text
        assert not faults(figure)
    figure, text = two_chains.draw()
    assert "slopes" not in text and "0.9, 0.716, 0.615, 0.547" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="up to 1"):
        two_chains.draw(f=1.2)


def test_strides_are_the_shortest_way():
    figure, text = strides.draw((1, 25, 10, 7))
    assert [word for word in text.split() if word.isdigit()][2::2] == ["49", "25", "13", "7"], text
    assert not faults(figure)
    assert strides.stops(17, 4) == [17, 13, 9, 5, 1, 0]
    with pytest.raises(ValueError, match="one skip"):
        strides.draw(())


@pytest.mark.parametrize(("kind", "says"), [("coupled", "i = 1 - f"), ("peepholes", "itself")])
def test_relatives_say_what_is_different(kind, says):
    figure, text = lstm_cell.draw_relative(kind)
    assert says in text and "$" not in text and not faults(figure)


def test_other_relatives_are_refused():
    with pytest.raises(ValueError, match="got 'cousin'"):
        lstm_cell.draw_relative("cousin")


def coloured(figure, ink) -> list[tuple[float, float]]:
    """From where to where the belt is drawn in this ink, as a line or as the arrow at its end."""
    ax = figure.axes[0]
    spans = [
        tuple(line.get_xdata())
        for line in ax.lines
        if len(line.get_xdata()) == 2
        and set(line.get_ydata()) == {BELT}
        and line.get_color() == ink.line
    ]
    for patch in ax.patches:
        if type(patch).__name__ == "FancyArrowPatch":
            (x0, y0), (x1, y1) = patch._posA_posB
            same = to_hex(patch.get_edgecolor()) == ink.line.lower()
            spans += [(x0, x1)] if y0 == y1 == BELT and same else []
    return sorted(spans)


def test_the_belt_is_lit_only_where_the_step_works_on_it():
    lights = {"forget": (0.7, 8.15), "add": (3.8, 17.1), "read": (8.15, 17.1), "all": (0.7, 17.1)}
    for step, (start, end) in lights.items():
        spans = coloured(lstm_cell.draw(step)[0], INPUT)
        assert (spans[0][0], spans[-1][1]) == (start, end), step
    assert not coloured(lstm_cell.draw("write")[0], INPUT)
    assert not coloured(gru_cell.draw("reset")[0], INPUT)
    assert coloured(gru_cell.draw("keep")[0], INPUT)[-1][1] == 11.4


def widths(figure, height: float) -> list[float]:
    """How wide the level lines and arrows at this height are drawn, from left to right."""
    ax = figure.axes[0]
    found = [
        (line.get_xdata()[0], line.get_linewidth())
        for line in ax.lines
        if len(line.get_xdata()) == 2 and set(line.get_ydata()) == {height}
    ]
    for patch in ax.patches:
        if type(patch).__name__ == "FancyArrowPatch":
            (x0, y0), (_, y1) = patch._posA_posB
            found += [(x0, patch.get_linewidth())] if y0 == y1 == height else []
    return [width for _, width in sorted(found)]


def test_a_belt_is_as_wide_as_what_it_carries_and_a_thread_until_that_is_known():
    values = {"c": 0.9, "f": 0.1, "i": 0.9, "g": -0.9, "o": 0.8}
    for step, last in {"forget": 0, "write": 0, "add": 0.72, "all": 0.72}.items():
        found = widths(lstm_cell.draw(step, **values)[0], BELT)
        assert found == pytest.approx([1.5 + 5 * v for v in (0.9, 0.09, last)]), step
    figure, text = cell_chain.draw()
    assert not faults(figure) and "as wide as what it carries" in text
    carried = (0.9, 0.9, 0.9, 0.09, 0.72, 0.72, 0.72)
    assert widths(figure, 7.05) == pytest.approx([1.5 + 5 * v for v in carried])


def test_the_strip_is_what_the_layer_computes():
    figure, text = gate_strip.draw()
    assert not faults(figure)
    layer = LSTM(2, 3, rng=np.random.default_rng(0), dtype=np.float64)
    sums = np.array(gate_strip.X) @ gate_strip.WX + np.array(gate_strip.H) @ gate_strip.WH
    sums = sums + gate_strip.B
    layer.weight_x.value[:] = gate_strip.WX
    layer.weight_h.value[:] = gate_strip.WH
    layer.bias.value[:] = gate_strip.B
    i, f, g, o = np.split(sums, 4)
    assert f"{number(f[1])},   σ({number(f[1])}) = {number(1 / (1 + np.exp(-f[1])), 2)}" in text
    assert (number(f[1]), number(1 / (1 + np.exp(-f[1])), 2)) == ("−1.5", "0.18")  # as the text
    layer.weight_h.value[:] = 0  # from a state of zeros the layer sees x and the bias alone
    h = layer.forward(np.array(gate_strip.X, dtype=float)[None, None])[0, 0]
    i, _, g, o = np.split(np.array(gate_strip.X) @ gate_strip.WX + gate_strip.B, 4)
    cell = np.tanh(g) / (1 + np.exp(-i))
    assert h == pytest.approx(np.tanh(cell) / (1 + np.exp(-o)))
    for column in (0, 7, 11):
        figure, text = gate_strip.draw(column)
        assert not faults(figure) and number(sums[column]) in text.split("Lit: ")[1]
    with pytest.raises(ValueError, match="number 12"):
        gate_strip.draw(12)
    with pytest.raises(ValueError, match="4 blocks"):
        gate_strip.draw(h=(1, 2))


def test_silent_beats_join_the_two_of_one_start():
    figure, text = silent_beats.draw()
    assert not faults(figure)
    assert "start 7: 14 and 7, astray 5 and 1" in text and "from 10 starts" in text
    assert text.endswith("In all, 36 and 27 taps are astray.")
    with pytest.raises(ValueError, match="as many starts"):
        silent_beats.draw((1, 2), (3,))


def test_leaky_buckets_hold_what_a_leaky_unit_does():
    for alphas in ((0.5, 0.9), (0.25,)):
        figure, text = leak.draw((0.4, 1, 0.2), alphas)
        assert not faults(figure)
        for alpha in alphas:
            held = right_answers("u11_lstm").leaky_unit([0.4, 1, 0.2], alpha)[0]
            np.testing.assert_allclose(leak.levels((0.4, 1, 0.2), alpha)[1:], held)
            assert f"{number(alpha)} of {number(held[1])}" in text
            assert f"makes {number(held[2])}" in text
    figure, text = leak.draw()
    assert not faults(figure)
    assert "0.5 of 0.5 is 0.25, with 0.5 of 1 that makes 0.75" in text and "0.9 of 0.19" in text
    with pytest.raises(ValueError, match="three inputs"):
        leak.draw((1, 1))


def test_a_peak_is_kept_if_it_is_a_top_and_above_the_threshold():
    pick_beats = right_answers("u11_lstm").pick_beats
    figure, text = peaks.draw()
    curve = np.array(peaks.EXAMPLE)
    kept = np.round(pick_beats(curve, 100) * 100).astype(int).tolist()
    assert kept == [3, 12] and "0.86 at frame 3, 0.72 at frame 12; tops below" in text
    assert "6 frames lie above the threshold, 3 are tops, 2 are both" in text
    assert not faults(figure)
    level = [0.1, 0.9, 0.9, 0.2, 0.3, 0.1]  # of two alike the first counts
    assert peaks.tops(level) == [1, 4]
    figure, text = peaks.draw(level, threshold=0.25)
    assert "below the threshold: none" in text and not faults(figure)
    with pytest.raises(ValueError, match="5 to 18"):
        peaks.draw([0.1, 0.2])
