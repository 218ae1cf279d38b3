"""Three knobs and an ear: J is that of the sounds, and the sliders reach the instrument."""

import re

import numpy as np
import pytest

from dlaudio.widgets import harmonic_knobs, shaky_beat


def loss(text: str) -> float:
    return float(re.match(r"J = ([\d.]+)", text)[1])


@pytest.mark.parametrize("w", [(0.1, 0.3, 0.0), (0.4, 0.4, 0.4), (0.3, 0.04, 0.0)])
def test_j_is_the_mean_squared_difference_of_what_is_heard(w):
    _, text, player = harmonic_knobs.draw(*w)
    (_, a, b), (_, c, d) = player.parts
    heard = player._y[a:b] - player._y[c:d]
    assert loss(text) == pytest.approx(np.mean(heard**2), abs=1e-4)
    worst = 1 + int(np.argmax(np.abs(np.subtract(w, harmonic_knobs.TARGET))))
    assert f"furthest off is w{'₀₁₂₃'[worst]}." in text


def test_the_sliders_reach_the_instrument_and_do_not_begin_there():
    for name, target in zip(("w1", "w2", "w3"), harmonic_knobs.TARGET, strict=True):
        slider = harmonic_knobs.CONTROLS[name]
        assert target in np.round(np.arange(slider.min, slider.max + 0.01, slider.step), 6)
    first = [control.value for control in harmonic_knobs.CONTROLS.values()]
    assert loss(harmonic_knobs.draw(*first)[1]) > 0.01
    assert "you have found the instrument" in harmonic_knobs.draw(*harmonic_knobs.TARGET)[1]


def test_a_beat_is_heard_as_its_shaken_nets_play_it():
    still, text, player = shaky_beat.draw(0.0, 10)
    assert text.startswith("Steps that changed: 0 of 16 of the kick.") and "silence" not in text
    wild = {"snare": (np.zeros((4, 1)), [-0.5], [1.0], -0.01)}
    off = shaky_beat.of(wild)(1.0, 3)
    assert "16 of 16 of the snare" in off[1] or "0 of 16 of the snare" in off[1]
    assert player._y.shape == off[2]._y.shape and np.abs(player._y).max() > 0.1
    crowd = {"hat": (np.zeros((4, 9)), np.ones(9), np.ones(9), -0.5)}  # too many units to draw
    assert "plays the kick" in shaky_beat.of(crowd)(0.0, 0)[1]
