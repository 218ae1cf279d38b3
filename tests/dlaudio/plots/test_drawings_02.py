"""The drawings of unit 2: at other settings than their own, and beside SciPy and the package."""

import importlib
import re

import numpy as np
import pytest
from legible import faults, written
from test_drawings import ticks

from dlaudio.plots.drawings import error_squares, likelihood, softmax, tilted_valley, two_landscapes
from dlaudio.plots.parts import number

SETTINGS = [
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
