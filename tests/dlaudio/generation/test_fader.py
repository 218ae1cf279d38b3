"""A loop is heard while its knob learns: a step on every beat, towards the level that is wanted."""

import itertools

import numpy as np
import pytest

from autograder.library import right_answers
from dlaudio import synth
from dlaudio.generation.drum_machine import bar
from dlaudio.generation.fader import BEATS, drum_loop, ride

RIGHT = right_answers("u04_graphs")
BEAT = 2000


@pytest.fixture(scope="module")
def loop():
    """A loud kick and a soft hat: 16 beats, and half a second that rings on."""
    kicks, hats = np.zeros(BEATS), np.ones(BEATS)
    kicks[[0, 3, 8, 10]] = 1
    y = bar({"kick": kicks}, step=BEAT / 22050, bars=1)
    y = y + 0.1 * bar({"hat": hats}, step=BEAT / 22050, bars=1)
    return y / np.abs(y).max()


def of(loop, *wishes, learn_p=RIGHT.learn_p):
    return ride(learn_p, RIGHT.PowerCompression, loop, beat=BEAT, wishes=wishes)


def test_there_is_a_step_a_beat_and_each_round_goes_on_from_the_last(loop):
    ridden = of(loop, -12, -16)
    assert ridden.powers.shape == ridden.levels.shape == (2 * BEATS + 1,)
    assert ridden.sound.shape == (2 * BEATS * BEAT,)
    first = RIGHT.learn_p(loop, -12, 1.0, 7e-4, BEATS)
    np.testing.assert_array_equal(ridden.powers[: BEATS + 1], first)
    np.testing.assert_array_equal(
        ridden.powers[BEATS:], RIGHT.learn_p(loop, -16, first[-1], 7e-4, BEATS)
    )
    compressed = RIGHT.PowerCompression(ridden.powers[5]).forward(loop)
    assert ridden.levels[5] == synth.Level().forward(compressed)


def test_a_knob_that_stands_still_plays_the_loop_with_its_end_rung_into_the_next_round(loop):
    ridden = of(loop, -20, -20, learn_p=lambda y, target, p, lr, n: np.full(n + 1, p))
    once = loop[: BEATS * BEAT].copy()
    once[: len(loop) - len(once)] += loop[len(once) :]
    np.testing.assert_allclose(ridden.sound, 0.8 * np.tile(once / np.abs(once).max(), 2))


def test_no_turn_of_the_knob_is_a_click():
    hum = 0.3 * np.ones(BEATS * BEAT)
    ridden = of(hum, -12, learn_p=lambda y, target, p, lr, n: np.linspace(p, 0.2, n + 1))
    assert np.abs(np.diff(ridden.sound)).max() < 0.01 < np.ptp(ridden.sound)


def test_wherever_it_is_sent_it_comes_closer(loop):
    for wishes in itertools.product((-20, -15, -10), repeat=2):
        ridden = of(loop, *wishes)
        ends = ridden.levels[::BEATS]
        assert np.isfinite(ridden.sound).all() and ridden.powers.min() > 0
        assert np.abs(ends[1:] - wishes).max() <= np.abs(ends[:-1] - wishes).max() + 0.1


def test_in_the_unit_a_rise_gathers_speed_and_a_fall_begins_with_a_plunge():
    drums = drum_loop()
    assert np.abs(drums.sound).max() == 1
    assert len(drums.sound) == BEATS * drums.beat + drums.sr // 2
    ridden = ride(
        *(RIGHT.learn_p, RIGHT.PowerCompression, drums.sound),
        **{"beat": drums.beat, "wishes": (-13, -20, -10, -16), "sr": drums.sr},
    )
    steps = np.abs(np.diff(ridden.levels)).reshape(4, BEATS)
    for rise in steps[[0, 2]]:
        assert rise.argmax() > 2 and rise.max() > 1.5 * rise[0]
    for fall in steps[[1, 3]]:
        assert fall.argmax() == 0 and fall[0] > 2 * fall[1]


def test_the_picture_shows_what_was_wanted_and_says_what_came(loop):
    ridden = of(loop, -12, -16)
    ax, text = ridden.picture()
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), ridden.levels)
    assert "-12, -16 dB" in text and f"{ridden.levels[-1]:.1f}" in text


@pytest.mark.parametrize("wishes", [(), (-9,), (-21, -12), (-12, np.nan)])
def test_a_wish_out_of_reach_is_refused(loop, wishes):
    with pytest.raises(ValueError, match="from -20 to -10 dB"):
        of(loop, *wishes)
