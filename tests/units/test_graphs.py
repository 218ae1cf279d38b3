"""Unit 4's own things: steps as text, lent modules, drawings of graphs and the two demos."""

import re

import numpy as np
import pytest

from dlaudio.exercises.cases.lent import MODULES, cubic, spoilt
from dlaudio.gradcheck import GradientError, check_function
from dlaudio.plots.drawings.paths import PLACES
from dlaudio.plots.graphs import graph
from dlaudio.plots.parts import number
from dlaudio.static_graph import gradients, random_graph, run, steps
from dlaudio.widgets import graph_steps, patch_bay

DECK = "c = + a b; d = + b one; e = * c d"


def test_steps_are_read_from_text():
    assert steps(DECK) == [("c", "+", "a", "b"), ("d", "+", "b", "one"), ("e", "*", "c", "d")]
    assert steps("y = tanh x") == [("y", "tanh", "x")]


def test_the_example_of_the_deck_has_the_value_6_and_the_gradients_2_and_5():
    values = {"a": 2, "b": 1, "one": 1}
    assert run(steps(DECK), values)[0].value == 6
    np.testing.assert_array_equal(gradients(steps(DECK), values), [2, 5, 3])


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("y = / a b", "operation"),
        ("y = + a z", "z, which is not made yet"),
        ("y = + a b; y = * a y", "made twice"),
        ("a = + a b", "made twice"),
    ],
)
def test_a_graph_that_cannot_be_run_is_refused(text, complaint):
    with pytest.raises(ValueError, match=complaint):
        run(steps(text), {"a": 1.0, "b": 2.0})


def test_a_random_graph_has_every_operation_and_everything_in_it_matters():
    for seed in range(20):
        graph_ = steps(random_graph(np.random.default_rng(seed), 6))
        assert {step[1] for step in graph_} == {"+", "-", "*", "tanh"}
        used = {name for step in graph_ for name in step[2:]}
        assert {step[0] for step in graph_} - used == {graph_[-1][0]}
        assert {"a", "b", "c"} <= used


@pytest.mark.parametrize("kind", MODULES)
def test_lent_modules_are_right(kind):
    x = np.random.default_rng(3).uniform(0.3, 1.2, 5)
    check_function(*MODULES[kind], x, rng=np.random.default_rng(4))


@pytest.mark.parametrize(
    "how",
    ["off by 0.1 %", "one entry off by 1 %", "NaN", "zeros", "turned round", "without dout"],
)
def test_spoilt_modules_are_wrong(how):
    x = np.random.default_rng(3).uniform(0.3, 1.2, 5)
    with pytest.raises(GradientError):
        check_function(*spoilt("square", how), x, rng=np.random.default_rng(4))


def test_a_cubic_refuses_another_shape():
    assert cubic(np.array([1.0, 2.0]))(np.array([1, 2])) == 1 + 16 + 9
    with pytest.raises(ValueError, match="needs an array"):
        cubic(np.ones(2))(np.ones(3))


# --- Drawings and demos -------------------------------------------------------------------------


def test_a_graph_has_a_box_for_each_node_and_an_arrow_for_each_pair():
    ax = graph({"x": (0, 0), "y": (1, 0)}, [("x", "y")], labels={"x": "in", "y": "out"})
    words = [text.get_text() for text in ax.texts]
    assert words == ["in", "out", ""]  # the arrow is an annotation without a text
    (arrow,) = (text for text in ax.texts if not text.get_text())
    assert (arrow.xyann, arrow.xy) == ((0, 0), (1, 0))


@pytest.mark.parametrize("a, b", [(2.0, 1.0), (-1.5, 0.5), (0.0, -3.0)])
def test_the_steps_end_with_the_slopes_that_small_changes_show(a, b):
    def e(a, b):
        return (a + b) * (b + 1)

    h = 1e-4
    slopes = [(e(a + h, b) - e(a - h, b)) / 2 / h, (e(a, b + h) - e(a, b - h)) / 2 / h]
    figure, text = graph_steps.draw(graph_steps.LAST, a, b)
    said = re.search(r"∂e/∂a = (\S+) and ∂e/∂b = .* = (\S+)\.$", text).groups()
    assert [float(word) for word in said] == pytest.approx(slopes, abs=1e-6)
    labels = {text.get_text() for text in figure.axes[0].texts}
    assert {number(e(a, b)), rf"$\partial e/\partial a$ = {number(slopes[0])}"} <= labels


def test_what_flows_back_stands_on_the_arrows_and_adds_up_to_the_gradient_of_b():
    a, b = 2.0, 1.5

    def on(step):
        texts = graph_steps.draw(step, a, b)[0].axes[0].texts
        middles = {pair: np.mean([PLACES[n] for n in pair], axis=0) for pair in ("bc", "bd")}
        found = {
            pair: text.get_text()
            for pair, place in middles.items()
            for text in texts
            if np.hypot(*(text.get_position() - place)) < 0.9
        }
        return found, {text.get_text() for text in texts}

    flows, texts = on(graph_steps.LAST)
    assert flows == {"bc": number(b + 1), "bd": number(a + b)}
    assert rf"$\partial e/\partial b$ = {number(a + b + b + 1)}" in texts
    assert on(6)[0] == {"bd": number(a + b)} and on(4)[0] == {}


def test_every_step_tells_more_and_gradients_come_after_the_values():
    texts = [graph_steps.draw(step, 2.0, 1.0)[1] for step in range(graph_steps.LAST + 1)]
    assert len(set(texts)) == len(texts)
    assert "e = c · d = 6" in texts[3] and not any("∂e/∂" in text for text in texts[:4])
    early = [text.get_text() for text in graph_steps.draw(2, 1.0, 3.0)[0].axes[0].texts]
    assert early[-1] == "step 2, forwards" and "16" not in early and early.count("4") == 2


@pytest.mark.parametrize("knobs", [(0.6, -12.0, 1.0), (0.9, 20.0, -1.0), (0.3, 5.0, 2.5)])
def test_the_slopes_of_the_patch_are_what_turning_the_knobs_shows(knobs):
    _, level, slopes = patch_bay.slopes(patch_bay.patch(*knobs))

    def loudness(values):
        y = patch_bay.patch(*values).forward(patch_bay.TIMES)
        return 10 * np.log10(np.mean(y**2))

    assert level == pytest.approx(loudness(knobs))
    rises = [loudness(knobs + h) - loudness(knobs - h) for h in 1e-4 * np.eye(3)]
    np.testing.assert_allclose(slopes, np.array(rises) / 2e-4, rtol=1e-4, atol=1e-6)


def test_the_patch_says_its_numbers_and_when_the_tanh_is_saturated():
    _, text, player = patch_bay.draw(0.6, -12.0, 1.0)
    assert "1 dB more gain by +0.97 dB" in text and "saturated" not in text
    assert "strongest frequency 110 Hz" in player.description
    assert "saturated" in patch_bay.draw(0.6, 40.0, 1.0)[1]


def test_every_corner_of_the_controls_makes_a_sound_that_is_neither_silent_nor_clipped():
    ends = [(control.min, control.max) for control in patch_bay.CONTROLS.values()]
    for knobs in np.stack(np.meshgrid(*ends), axis=-1).reshape(-1, 3):
        peak = np.abs(patch_bay.patch(*knobs).forward(patch_bay.TIMES)).max()
        assert 0.005 < peak <= 1
