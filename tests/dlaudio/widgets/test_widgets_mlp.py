"""Demos of unit 3: what they say and play agrees with what can be computed another way."""

import io
import re
import wave

import numpy as np
import pytest
from scipy import signal, special

from dlaudio.widgets import boundary, playground, stairs, waveshaper
from dlaudio.widgets.demo import demo

DEMOS = [boundary, playground, stairs, waveshaper]


def first_setting(module) -> dict:
    return {name: control.value for name, control in module.CONTROLS.items()}


def heard(player) -> np.ndarray:
    with wave.open(io.BytesIO(player.wav)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768


@pytest.mark.parametrize("module", DEMOS)
def test_every_control_changes_what_is_said(module):
    first = first_setting(module)
    text = module.draw(**first)[1]
    for name, control in module.CONTROLS.items():
        values = getattr(control, "options", None) or (control.min, control.max)
        for value in (item for item in values if item != first[name]):
            figure, other, *_ = module.draw(**first | {name: value})
            assert figure.axes and other != text


@pytest.mark.parametrize("module", DEMOS)
def test_the_panel_shows_the_first_setting_in_words(module, capfd):
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    assert module.draw(**first_setting(module))[1] in panel.text.value.replace("&#x27;", "'")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("a", [(-0.5, 1, 0), (1, -2, 0.75), (-0.25, 0, 1), (2, 0.5, 1), (1, 0, 0)])
def test_boundaries_are_the_real_roots(a):
    polynomial = np.polynomial.Polynomial(a).trim()
    expected = [root.real for root in np.atleast_1d(polynomial.roots()) if abs(root.imag) < 1e-12]
    np.testing.assert_allclose(boundary.roots(*a), np.sort(expected), atol=1e-12)


def test_a_double_root_is_no_boundary_and_its_sign_is_told():
    assert boundary.roots(0.25, -1, 1).shape == (0,)
    assert "no boundary: the answer is 0 everywhere" in boundary.draw(0, -1.0, 0, -1.0)[1]


def test_the_square_solves_xor_and_no_single_line_does():
    assert "XOR is solved" in boundary.draw(-45, -0.25, 0, 1)[1]
    angles = range(-180, 181, 15)
    values = np.arange(-2, 2.25, 0.25)
    lines = (boundary.draw(t, a0, 1.0, 0)[1] for t in angles[::3] for a0 in values[::4])
    assert all("XOR is not solved" in text for text in lines)


@pytest.mark.parametrize("name", ["sine", "vowel"])
def test_steep_stairs_give_the_middle_value_on_each_piece(name):
    n = 7
    W1, b1, W2, b2 = stairs.network(name, n, 40)
    middles = (np.arange(n) + 0.5) / n
    built = (special.expit(middles[:, None] @ W1 + b1) @ W2 + b2)[:, 0]
    np.testing.assert_allclose(built, stairs.target(name, middles), atol=1e-6)


def test_the_error_of_stairs_stays_below_the_bound_and_halves():
    found = []
    for pieces in (8, 16, 32, 64):
        text = stairs.draw("sine", pieces, 40)[1]
        error = float(re.search(r"largest error is ([\d.]+)\.", text)[1])
        bound = float(re.search(r"at most ([\d.]+):", text)[1])
        assert bound == pytest.approx(2 * np.pi / (2 * pieces), abs=0.002)
        assert error <= bound + 0.001
        found.append(error)
    np.testing.assert_allclose(found[1:], np.array(found[:-1]) / 2, rtol=0.2)


def test_stairs_sound_at_their_pitch():
    y = heard(stairs.draw("vowel", 20, 40)[2])
    spectrum = np.abs(np.fft.rfft(y * signal.windows.hann(len(y))))
    assert np.argmax(spectrum) * stairs.SR / len(y) == pytest.approx(110.25, abs=1)
    assert 0.2 < np.abs(y).max() < 0.99


def test_a_bend_makes_the_harmonics_that_theory_says():
    # half-wave rectified sine: a1 = 1/2, a_k = 2 / (pi (k^2 - 1)) for even k, none for odd k > 1
    strengths = waveshaper.harmonics(waveshaper.shaped(3, 0, "ReLU", "through"))
    k = np.arange(1, 21)
    even = 4 / (np.pi * (k**2 - 1.0 + (k == 1)))
    expected = np.where(k == 1, 1, np.where(k % 2 == 0, even, 0))
    np.testing.assert_allclose(strengths, expected, atol=2e-3)
    assert "even ones" in waveshaper.draw(4, 0, "ReLU", "through")[1]


@pytest.mark.parametrize(
    "setting, words",
    [
        ((4, 0, "tanh", "through"), "odd harmonics only"),
        ((4, 1, "tanh", "through"), "odd and even ones"),
        ((4, 0, "square", "through"), "even harmonics only"),
        ((4, 0, "through", "through"), "One harmonic comes out"),
        ((0.5, -4, "ReLU", "through"), "Nothing is left"),
    ],
)
def test_the_patch_bay_names_what_comes_out(setting, words):
    _, text, player = waveshaper.draw(*setting)
    assert words in text
    y = heard(player)
    assert (np.abs(y).max() > 0.5) == ("Nothing" not in words) and np.abs(y).max() < 0.99


def right_on_new_kits(text: str) -> int:
    return int(re.search(r"and (\d+)% of those on kits", text)[1])


def test_linear_nets_find_no_snare_and_bent_ones_do():
    for units in (1, 12):
        assert right_on_new_kits(playground.draw(units, "none (linear)", 1, 200)[1]) <= 80
    for bend in ("sigmoid", "tanh", "ReLU"):
        assert right_on_new_kits(playground.draw(8, bend, 1, 200)[1]) >= 95


def test_the_playground_counts_parameters():
    text = playground.draw(5, "tanh", 2, 10)[1]
    assert f"{2 * 5 + 5 + 5 + 1} parameters" in text and "gets 75%" in text
