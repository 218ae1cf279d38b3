"""The drawings of unit 2: at other settings than their own, and beside SciPy and the package."""

import importlib
import re

import numpy as np
import pytest
from legible import faults, written
from test_drawings import ticks

from dlaudio.plots.drawings import (
    closed_form,
    descent_in_five,
    error_squares,
    likelihood,
    softmax,
    tilted_valley,
    two_landscapes,
    widest_margin,
    word_levels,
)
from dlaudio.plots.parts import number, percent, told

SETTINGS = [
    ("closed_form", {"x": (-1, 0.5, 2), "y": (0.5, 1, -2)}),
    ("descent_in_five", {"lit": [2], "y": (0.5, 1), "y_hat": (1, 2.5), "rate": 0.1}),
    ("widest_margin", {"fives": ((0.5, 0.5), (1, 3)), "nines": ((4, 4), (3, 1)), "other": (1, 0)}),
    ("error_squares", {"y": (0, 2), "y_hat": (1.5, 1)}),
    ("fit_contours", {"x": (1, 2, 3), "y": (2, 3, 5), "steps": (1, 10)}),
    ("likelihood", {"labels": (0, 0, 0, 1, 1)}),
    ("soft_step", {"weight": -3.0}),
    ("softmax", {"scores": (-1, -2, -2.5), "truth": "two"}),
    ("softmax", {"scores": (0, 0, 0), "truth": "four"}),
    ("three_searches", {"runs": {"descent": ((0.7, 0.1), 0.5)}}),
    ("tilted_valley", {"rate": 0.25, "steps": 6}),
    ("two_landscapes", {"steps": 5, "share": 0.3}),
]


@pytest.mark.parametrize("name, numbers", SETTINGS)
def test_a_drawing_of_unit_2_can_be_read_and_its_text_says_its_numbers(name, numbers):
    figure, text = importlib.import_module(f"dlaudio.plots.drawings.{name}").draw(**numbers)
    assert faults(figure) == []
    shown = set(re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", " ".join(written(figure) - ticks(figure))))
    assert shown - set(re.findall(r"−?\d+(?:\.\d+)?", text)) == set()


def test_the_likelihood_is_the_product_that_is_said_and_the_loss_that_of_the_package():
    from dlaudio.losses import BCEWithLogitsLoss

    text = likelihood.draw()[1]
    for name, p in likelihood.MACHINES:
        y, p = np.array(likelihood.LABELS, dtype=float), np.array(p)
        cost = BCEWithLogitsLoss().forward(np.log(p / (1 - p)), y)
        assert f"product is {number(np.exp(-5 * cost), 4)}" in text
        assert f"{number(cost)} nats" in text and name in text


def test_softmax_has_the_loss_and_the_gradient_of_the_package():
    from dlaudio.losses import CrossEntropyLoss

    loss, scores = CrossEntropyLoss(), np.array([[0.5, -1.5, 2.0]])
    cost = loss.forward(scores, np.array([2]))
    text = softmax.draw(scores[0], "four")[1]
    assert text.endswith(f"the loss is {number(cost)} nats.")
    for slope_in_z in loss.backward()[0]:
        assert f"share minus truth {number(slope_in_z)}" in text


def test_nudges_show_twice_the_error():
    text = error_squares.draw((1, 0), (0.5, 2), nudge=0.001)[1]
    assert "= −1 for each unit; its error is" in text and "= 4 for each unit" in text


def test_the_star_of_a_landscape_is_where_scipy_finds_the_bottom():
    from scipy.optimize import minimize

    x, y = np.array(two_landscapes.LEVELS), np.array(two_landscapes.LABELS)

    def loss(wb):
        z = wb[0] * (x - x.mean()) + wb[1]
        return np.mean(np.logaddexp(0, z) - y * z)

    found = minimize(loss, [0, 0], tol=1e-10).x
    np.testing.assert_allclose(two_landscapes.solved(x - x.mean(), y), found, atol=1e-4)


def test_two_walkers_keep_to_their_diagonals_and_the_third_does_not():
    figure, text = tilted_valley.draw(rate=0.1, steps=12)
    paths = [line.get_xydata() for line in figure.axes[1].lines if len(line.get_xydata()) == 13]
    steep, flat, beside = (np.array(path) for path in paths)
    np.testing.assert_allclose(steep, 0.7 ** np.arange(13)[:, None] * [1, 1])
    np.testing.assert_allclose(flat, 0.9 ** np.arange(13)[:, None] * [1, -1])
    turns = np.degrees(np.arctan2(*np.diff(beside, axis=0).T[::-1]))
    assert (np.diff(turns) < 0).all() and turns[0] > 20 and turns[-1] < -30
    assert "× 0.7 = 1 − 0.1 · 3" in text and "(−1, 0) to (−0.8, 0.1)" in text


def test_the_two_bits_of_a_place_add_up_to_it_after_every_step():
    figure, text = tilted_valley.bits((0, 2, 5), start=(1, 0.5))
    assert faults(figure) == []
    percent = set(re.findall(r"\d+ %", " ".join(written(figure))))
    assert percent == {"49 %", "81 %", "17 %", "59 %"} and all(one in text for one in percent)
    A, w = tilted_valley.CURVATURES, np.array([1, 0.5])
    for _ in range(2):
        w = w - 0.1 * A @ w
    assert f"after 2 steps ({number(w[0], 2)}, {number(w[1], 2)})" in text
    with pytest.raises(ValueError, match="two bits"):
        tilted_valley.bits(start=(1, 1))


def test_the_closed_form_solves_the_equations_that_are_drawn():
    text = closed_form.draw((0, 1), (1, 3))[1]
    assert "1 w + 1 b = 3; 1 w + 2 b = 4; w = 2, b = 1" in text
    x, y = np.array([-1, 0.5, 2]), np.array([0.5, 1, -2])
    w, b = np.polyfit(x, y, 1)
    assert f"w = {number(w)}, b = {number(b)}" in closed_form.draw(x, y)[1]


def test_no_direction_has_a_wider_margin():
    no, yes = np.array(widest_margin.FIVES), np.array(widest_margin.NINES)

    def margin(way):
        return ((yes @ way).min() - (no @ way).max()) / 2

    best = margin(widest_margin.widest(no, yes))
    turns = np.linspace(0, 2 * np.pi, 20_001)
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    assert max(map(margin, ways)) == pytest.approx(best, abs=1e-4)
    text = widest_margin.draw()[1]
    assert f"keeps {number(best, 2)} from both" in text and "touch 3 ringed points" in text
    with pytest.raises(ValueError, match="separates"):
        widest_margin.draw(other=(0, 1))


def test_the_five_parts_have_the_numbers_of_the_unit_and_are_lit_in_turn():
    text = descent_in_five.draw()[1]
    assert "0.25 + 4 = 4.25" in text and "2 · 2 = 4" in text and "mean 4" in text
    assert "1 − 0.25 · 2 = 0.5" in text and "0.26 − 1 = −0.74" in text
    for part in range(5):
        figure, words = descent_in_five.draw(lit=[part])
        assert words == text and faults(figure) == []
        bold = [one.get_text() for one in figure.axes[0].texts if one.get_weight() == "bold"]
        assert bold == [descent_in_five.NAMES[part]]
    with pytest.raises(ValueError, match="from 0 to 4"):
        descent_in_five.draw(lit=[5])


def test_word_levels_are_means_over_the_samples_of_a_label():
    X, y = np.stack([np.full(48, -10.0), np.full(48, -30.0), np.full(48, -40.0)]), [1, 0, 0]
    figure, _ = word_levels.draw(X, np.array(y))
    shown = [ax.images[0].get_array().mean() for ax in figure.axes if ax.images]
    assert shown == pytest.approx([-10, -35, 25])


def test_numbers_of_any_size_are_written_out_or_get_a_power_of_ten():
    said = {0.0: "0", 12345: "12,000", 0.00123: "0.0012", -2.0: "−2", 8.4e-7: "8.4 · 10⁻⁷"}
    said |= {3.6e9: "3.6 · 10⁹", -1.0e-12: "−1 · 10⁻¹²", 7.7e-5: "7.7 · 10⁻⁵", 0.999: "1"}
    assert {value: told(value) for value in said} == said
    assert told(8016.4, 4) == "8,016" and told(1180, 3) == "1,180" and told(np.inf) == "inf"
    assert [percent(0.714), percent(1.0), percent(0.005, 1)] == ["71 %", "100 %", "0.5 %"]
