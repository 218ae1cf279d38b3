"""The demos of unit 2: their numbers are right, and their words follow the controls."""

import io
import re
import wave

import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize

from dlaudio.widgets import choir, softmax_bars, sse_surfaces, step_size
from dlaudio.widgets.demo import demo


@pytest.mark.parametrize("module", [choir, softmax_bars, sse_surfaces, step_size])
def test_a_demo_of_unit_2_shows_itself_and_follows_its_first_control(module):
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    before = panel.text.value
    name, control = next(iter(module.CONTROLS.items()))
    panel.controls[name].value = control.max
    assert panel.text.value != before and "cannot be drawn" not in panel.text.value


# --- Two landscapes -----------------------------------------------------------------------------


def test_a_step_counts_mistakes_and_has_no_slope_where_the_samples_are_not():
    for bias, weight in np.random.default_rng(0).uniform(-6, 6, (20, 2)):
        mistakes = np.sum((weight * sse_surfaces.X + bias > 0) != sse_surfaces.Y)
        assert sse_surfaces.sse(bias, weight, "step") == mistakes
        assert not sse_surfaces.slope(bias, weight, "step").any()


@pytest.mark.parametrize("unit", ["sigmoid", "linear"])
def test_the_slopes_of_smooth_units_agree_with_scipy(unit):
    for place in np.random.default_rng(1).uniform(-3, 3, (5, 2)):
        by_scipy = approx_fprime(place, lambda p: float(sse_surfaces.sse(*p, unit)))
        np.testing.assert_allclose(sse_surfaces.slope(*place, unit), by_scipy, atol=1e-3)


def test_the_linear_unit_has_one_minimum_and_it_is_the_least_squares_line():
    found = minimize(lambda p: float(sse_surfaces.sse(*p, "linear")), [5, -5]).x
    weight, bias = np.polyfit(sse_surfaces.X, sse_surfaces.Y, 1)
    np.testing.assert_allclose(found, [bias, weight], atol=1e-4)


def test_the_arrow_points_downhill_and_the_words_say_the_slopes():
    figure, text = sse_surfaces.draw(-3.0, -2.0, "sigmoid")
    left, right = (ax for ax in figure.axes if ax.images)
    assert not left.texts  # no arrow on a terrace
    (arrow,) = right.texts
    way = np.subtract(arrow.xy, (-3.0, -2.0))
    downhill = sse_surfaces.sse(*((-3.0, -2.0) + 0.01 * way), "sigmoid")
    assert downhill < sse_surfaces.sse(-3.0, -2.0, "sigmoid")
    assert "step unit the SSE is 8 and its slope is 0 in every direction" in text
    said = re.search(r"slope is (−?[\d.]+) along b and (−?[\d.]+) along w", text).groups()
    np.testing.assert_allclose(
        [float(number.replace("−", "-")) for number in said],
        sse_surfaces.slope(-3, -2, "sigmoid"),
        rtol=0.01,
    )


# --- The race -----------------------------------------------------------------------------------


@pytest.mark.parametrize("steepness", [1, 4, 25])
def test_beyond_the_largest_rate_the_loss_grows_and_below_it_shrinks(steepness):
    largest, best = step_size.rates(steepness)
    for share, shrinks in [(0.97, True), (1.03, False)]:
        loss = step_size.race(share * largest, steepness, 400)[1]
        assert (loss[-1] < 1e-3 * loss[0]) == shrinks
    losses = [step_size.race(lr, steepness, 30)[1][-1] for lr in (0.8 * best, best, 1.2 * best)]
    assert losses[1] <= min(losses)


def test_the_words_of_the_race_are_those_of_the_law():
    _, text, _ = step_size.draw(60, 10, 30)
    assert "multiplies the distance across by −0.2 and along by 0.88" in text  # by hand
    end = (4 * 0.88**30) ** 2 / 2 + 10 * 0.2**60 / 2
    assert f"to {end:.2g};" in text
    assert "it diverges" in step_size.draw(105, 10, 30)[1]
    assert "for ever" in step_size.draw(100, 10, 30)[1]
    assert "never leaps" in step_size.draw(40, 10, 30)[1]


@pytest.mark.parametrize("share, rises", [(60, False), (110, True)])
def test_a_descent_is_heard_falling_and_a_divergence_rising(share, rises):
    player = step_size.draw(share, 10, 40)[2]
    with wave.open(io.BytesIO(player.wav)) as sound:
        y = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(41, -1)
    spectra = np.abs(np.fft.rfft(y, n=2**15, axis=1))
    pitches = spectra.argmax(axis=1)
    assert (pitches[-1] > pitches[5]) == rises


# --- Thirty voices, and softmax -----------------------------------------------------------------


@pytest.mark.parametrize("chord", choir.CHORDS)
def test_the_slope_of_the_choir_is_that_of_its_loss(chord):
    by_scipy = approx_fprime(choir.START, lambda w: float(choir.loss(w, chord)), 1e-6)
    np.testing.assert_allclose(choir.slope(choir.START, chord), by_scipy, atol=1e-3)


def test_the_voices_end_on_their_notes_and_the_sound_has_them():
    path = np.linspace(choir.START, choir.targets("one note"), 5)
    y = choir.sing(path)
    assert len(y) == round((4 * choir.STEP_SECONDS + 2) * choir.SR)
    assert 0.5 < np.abs(y).max() <= 0.81
    end = np.abs(np.fft.rfft(np.hanning(choir.SR) * y[-choir.SR :])) ** 2
    expected = 440 * 2 ** ((np.unique(choir.CHORDS["one note"]) - 69) / 12)
    near = np.zeros(len(end), bool)
    for hz in np.outer(expected, (1, 2, 3)).ravel():
        near |= np.abs(np.arange(len(end)) - hz) < 4
    assert end[near].sum() > 0.99 * end.sum()


@pytest.mark.parametrize("lr, words", [(0.2, "glide"), (0.9, "leap"), (1.0, "for ever")])
def test_the_words_say_what_the_steepest_voices_do(lr, words):
    assert words in choir.draw(lr, "D major")[1]


def test_a_choir_that_flies_off_is_still_a_sound():
    _, text, player = choir.draw(1.1, "A minor")
    assert "ever wider" in text and player is not None
    assert np.isfinite(choir.sing(np.full((3, 30), np.nan))).all()


def test_equal_scores_cost_the_logarithm_of_three():
    assert f"the loss is {np.log(3):.3f} nats" in softmax_bars.draw(1.5, 1.5, 1.5, "four")[1]
