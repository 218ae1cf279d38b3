"""Pictures of ways down show what the walkers did, and their texts say it."""

import re

import numpy as np
import pytest
from legible import faults

from dlaudio.descent import descend, valleys
from dlaudio.plots import costs, descents
from dlaudio.plots.parts import number, told


def walk(slope, start, rate, steps):
    return descend(slope, start, lr=rate, steps=steps)


def test_three_units_agree_on_the_side_of_the_score():
    figure, text = descents.three_units()
    step, linear, sigmoid = (line.get_ydata() for line in figure.axes[1].lines[:3])
    np.testing.assert_array_equal(step > 0.5, linear > 0)
    np.testing.assert_array_equal(sigmoid > 0.5, linear > 0)
    assert "jumps from 0 to 1 at score 0" in text and "from −6 to 6" in text


def test_a_halving_path_lies_on_its_parabola_and_is_told():
    figure, text = descents.halving(8 * 0.5 ** np.arange(6))
    w, height = figure.axes[1].lines[1].get_xydata().T
    assert list(w[:4]) == [8, 4, 2, 1]
    np.testing.assert_allclose(height, w**2)
    assert "Dots at 8, 4, 2, 1 and so on" in text


def test_the_two_valleys_lie_where_the_text_says():
    figure, text = descents.two_valleys((0.2, 0.4))
    w, height = figure.axes[1].lines[0].get_xydata().T
    inner = 1 + np.flatnonzero((height[1:-1] < height[:-2]) & (height[1:-1] < height[2:]))
    assert [round(v, 1) for v in w[inner]] == [-2.1, 1.8] and height[inner[0]] < height[inner[1]]
    assert abs(valleys.slope(0.3)) < 0.05 and "−2.1" in text and "1.8" in text and "0.3" in text
    for start, side in [(0.2, "better"), (0.4, "worse")]:
        end = valleys.height(walk(valleys.slope, [start], 0.1, 30)[-1, 0])
        assert valleys.outcome(start) == side
        assert re.search(f"from {start} [^;]*the {side} valley, J = {number(end, 2)}", text)


def test_the_logarithm_makes_a_line_of_octaves():
    x = np.linspace(0.3, 3, 20)

    def fit(X, y, lr, n):
        w, b = np.polyfit(X[:, 0], y, 1)
        return (np.array([w]), b), None

    figure, text = descents.octaves(x, x / 2, fit)
    errors = [float(one) for one in re.findall(r"(?:of|fits:) ([\d.]*\d)", text)]
    assert faults(figure) == []
    assert errors[0] > 0.05 and errors[1] < 1e-12


def test_guesses_get_worse_with_the_weights_and_walks_do_not():
    def race(f, f_grad, start, lr, proposals):
        return min(proposals, key=f), walk(f_grad, start, lr, len(proposals))[-1]

    figure, text = descents.guesses_and_walks(race, sizes=(1, 4), calls=50)
    guessed, walked = (np.array(line.get_ydata()) for line in figure.axes[1].lines)
    assert faults(figure) == []
    assert guessed[1] > 100 * guessed[0] and max(walked) < 1e-3 * guessed[1]
    assert f"with 4 at {told(guessed[1])}" in text and "no walk ends above" in text


def test_batches_are_drawn_over_the_tones_that_were_looked_at():
    rows = {"all": np.geomspace(1, 0.01, 13), "one at a time": np.full(481, 0.3)}
    figure, text = descents.in_batches(rows)
    ax = figure.axes[1]
    assert [line.get_label() for line in ax.lines] == list(rows) and ax.get_yscale() == "log"
    assert list(ax.lines[0].get_xdata()[:3]) == [0, 40, 80] and ax.lines[1].get_xdata()[-1] == 480
    assert "all, 12 steps, to 0.01; one at a time, 480 steps, to 0.3" in text


def test_no_direction_goes_lower_than_straight_against_the_gradient():
    figure, text = descents.compass((3, 4), 0.1)
    angle, change = figure.axes[2].lines[1].get_xydata().T
    assert change.min() == pytest.approx(-0.5, abs=1e-4)
    assert angle[change.argmin()] == pytest.approx(180 + np.degrees(np.arctan2(4, 3)), abs=0.5)
    for words in ("first alone −0.3", "second alone −0.4", "against the gradient −0.5"):
        assert words in text


def test_the_pictures_on_cards_can_be_read():
    drawn = [descents.three_units(), descents.compass(), descents.two_valleys((0.2, 0.4))]
    drawn += [descents.halving(8 * 0.5 ** np.arange(6)), costs.when_wrong(), costs.five_prices()]
    drawn.append(descents.in_batches({"all 40 at a time": np.geomspace(1, 1e-3, 13)}))
    assert [faults(figure) for figure, _ in drawn] == [[]] * 7
