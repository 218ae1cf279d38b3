"""Demos of unit 3: what they say and play agrees with what can be computed another way."""

import io
import re
import wave

import numpy as np
import pytest
from scipy import signal, special

from dlaudio.datasets.drums import snare_or_not
from dlaudio.networks import random_hidden
from dlaudio.widgets import (
    boundary,
    bump_dials,
    bumps_by_hand,
    playground,
    snare_fence,
    snare_line,
    stairs,
    tower_cut,
    unit_organ,
    waveshaper,
)
from dlaudio.widgets.demo import demo

DEMOS = [
    boundary, bump_dials, bumps_by_hand, playground, snare_fence, snare_line, stairs, tower_cut,
    unit_organ, waveshaper,
]  # fmt: skip


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


def test_the_dials_make_one_step_and_with_the_second_unit_a_bump():
    off, on = bump_dials.SECOND

    def output(**dials):
        figure, text = bump_dials.draw(**dials)
        (line,) = [line for line in figure.axes[1].lines if line.get_label() == "output"]
        return lambda x: np.interp(x, *line.get_data()), text

    step, text = output(weight=20, bias=-20, second=off, height=2.0)
    assert step([0, 1, 2, 5]) == pytest.approx([0, 1, 2, 2], abs=1e-6)
    assert "2 times σ(20x − 20), is half way up at x = 1" in text and "within 0.22" in text
    bump, text = output(weight=20, bias=-20, second=on, height=2.0)
    assert bump([0, 1, 2, 3, 5]) == pytest.approx([0, 1, 2, 1, 0], abs=1e-6)
    assert "σ(20x − 60), climbs at 3 and is taken away 2 times" in text
    dip, text = output(weight=20, bias=-90, second=on, height=2.0)
    assert dip(3.75) == pytest.approx(-2, abs=1e-4) and "the output is −2, and" in text


def test_the_net_beside_the_dials_has_the_weights_of_the_curve():
    off, on = bump_dials.SECOND
    numbers = {"weight": 20, "bias": -20, "height": 2.0}
    for second, there in ((off, {"20", "2"}), (on, {"20", "2", "−2", "bias −60"})):
        card = bump_dials.draw(second=second, **numbers)[0].axes[0]
        written = {text.get_text() for text in card.texts}
        assert there | {"bias −20"} <= written and ("−2" in written) == (second == on)


@pytest.mark.parametrize("curve, closest", [
    ("wavy", 0.18), ("saw tooth", 0.1), ("nearly square", 0.18),
])  # fmt: skip
def test_five_bumps_reach_the_goal_at_the_middles_of_their_pieces(curve, closest):
    middles = bumps_by_hand.wanted(curve, (np.arange(5) + 0.5) / 5)
    assert "reached" in bumps_by_hand.draw(curve, *np.round(middles, 1))[1]
    assert "not yet" in bumps_by_hand.draw(curve, *[0] * 5)[1]
    pieces = bumps_by_hand.wanted(curve, bumps_by_hand.X).reshape(5, -1)
    tried = np.linspace(-1, 1, 21)
    best = [tried[np.abs(piece - tried[:, None]).mean(axis=1).argmin()] for piece in pieces]
    assert np.abs(best - middles).max() < 0.1  # "near the curve's value in the middle"
    assert round(bumps_by_hand.mean_distance(curve, best), 2) == closest
    large = np.abs(best) > 0.5
    for k in np.flatnonzero(large):
        others = bumps_by_hand.mean_distance(curve, np.where(np.arange(5) == k, 0, best))
        assert round(others, 2) > bumps_by_hand.GOALS[curve]  # no large one can be left out


@pytest.mark.parametrize("curve", list(bumps_by_hand.GOALS))
def test_the_drawn_wave_is_heard_before_the_wanted_one(curve):
    from dlaudio.widgets.bumps_by_hand import PERIOD, SR, TURNS, wanted

    heights = (0.6, 0.4, 0.3, -0.8, -0.4)
    y = heard(bumps_by_hand.draw(curve, *heights)[2])
    places = (np.arange(PERIOD) + 0.5) / PERIOD
    later = PERIOD * TURNS + SR // 5
    for start, period in ((0, np.repeat(heights, PERIOD // 5)), (later, wanted(curve, places))):
        middle = start + 30 * PERIOD
        assert y[middle : middle + PERIOD] == pytest.approx(0.6 * period, abs=1e-3)


def test_the_cut_leaves_walls_or_a_tower_or_nothing():
    for bias, weight, both, one, none in (
        (-0.5, 20, 1, 1, 0), (-1.5, 20, 1, 0, 0), (-2.5, 20, 0, 0, 0), (-1.5, 1, 0.62, 0.38, 0.18),
    ):  # fmt: skip
        said = f"says where both walls stand {both}, on one wall {one}, and elsewhere {none}."
        assert said in tower_cut.draw(bias, weight)[1]


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


def test_no_line_is_better_than_the_best_of_all_lines():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 2)), rng.integers(0, 2, 30)
    found = max(
        np.mean(snare_line.on_the_side(X, angle, place) == y)
        for angle in range(0, 360, 3)
        for place in np.linspace(-3, 3, 121)
    )
    assert found <= snare_line.best(X, y) < 1
    assert snare_line.best(X, snare_line.on_the_side(X, 33, 0.2).astype(int)) == 1


def test_your_line_says_what_it_calls_a_snare():
    X, y = snare_or_not("train")
    called = X[:, 0] > -0.6
    _, text, player = snare_line.draw(0, -0.6)
    assert f"calls {called.sum()} of {len(y)} hits snares; {y[called].sum()} of them are" in text
    assert np.abs(heard(player)).max() > 0.1
    assert "calls 0 of 144" in snare_line.draw(180, 5)[1]


def test_a_wave_of_the_organ_is_the_net_that_was_handed_over():
    x = np.linspace(0, 1, 50)
    net = [[3.0, -1.0]], [0.5, 0.0], [[2.0], [1.0]], [0.25]
    expected = 2 * np.tanh(3 * x + 0.5) + np.tanh(-x) + 0.25
    np.testing.assert_allclose(unit_organ.wave(net, x), expected)
    nothing = [[1.0]], [0.0], [[0.0]], [0.0]
    assert unit_organ.error_db(nothing) == pytest.approx(0)


def test_each_folding_layer_climbs_an_octave():
    for layers in range(4):
        spectrum = np.abs(np.fft.rfft(unit_organ.folded(layers), unit_organ.SR * 4))
        assert np.argmax(spectrum) / 4 == pytest.approx(110 * 2**layers, abs=1.5)


def test_the_second_voice_sings_an_octave_higher_for_each_layer(monkeypatch):
    monkeypatch.setattr(unit_organ, "TUNE", [(0, 8)])
    net = random_hidden.fit_curve(*unit_organ.period(), 20, 10.0)
    start = round(8 * unit_organ.SECONDS * unit_organ.SR)
    for layers in range(3):
        second = unit_organ.canon(net, layers)[start:]  # the first voice has ended there
        spectrum = np.abs(np.fft.rfft(second * signal.windows.hann(len(second)), unit_organ.SR))
        lowest = np.flatnonzero(spectrum > spectrum.max() / 10)[0]
        assert lowest == pytest.approx(110 * 2**layers, abs=3)


def test_twenty_units_are_enough_for_the_organ_and_no_sound_is_clipped():
    text = unit_organ.draw(20, 10, 1)[1]
    assert float(re.search(r"lies ([\d.]+) dB", text)[1]) > 30
    canon = unit_organ.canon(random_hidden.fit_curve(*unit_organ.period(), 20, 10.0))
    assert np.abs(canon).max() == pytest.approx(0.8)


def test_nets_side_by_side_say_how_good_they_are():
    figure, text = playground.side_by_side((1, 2), starts=2)
    assert len(figure.axes) == 3 and "1 unit: 75% of the known hits and 75% of the new ones" in text
    assert "one straight line" in playground.seen_inside()[1]


def test_a_fence_holds_what_lies_between_its_walls_and_can_hold_snares_alone():
    X, y = snare_or_not("train")
    start = {name: control.value for name, control in snare_fence.CONTROLS.items()}
    _, text, player = snare_fence.draw(**start)
    inside = (np.abs(X) < 1).all(axis=1)
    snares, others = np.sum(inside & (y == 1)), np.sum(inside & (y == 0))
    assert others > 0 and f"{snares} of 36 snares on the roof, {others} other hits" in text
    right = (np.sum(inside == y) + 8) / (len(y) + 8)  # no double stroke is that short
    assert f"right about {right:.0%}" in text and player.title == "10 of the hits on the roof"
    put = dict(start, dark=-0.15, bright=0.55, short=-0.6, long=0.75)
    assert "right about 100%" in snare_fence.draw(**put)[1]
    _, text, player = snare_fence.draw(**dict(put, short=-2.0, long=2.0))
    assert "36 of 36 snares on the roof, 0 other hits, 8 of 8 double strokes" in text
    assert player.title == "10 of the hits on the roof, the last 4 of them double strokes"
    nobody = snare_fence.draw(**dict(put, dark=-2.0, bright=-1.9))[2]
    assert nobody.title == "0 of the hits on the roof"
    sounds, sr = snare_fence.once_and_twice()
    assert [len(y) for y in sounds.values()] == [3 * (sr // 4)] * 2
    with pytest.raises(ValueError, match="rising pairs"):
        snare_fence.draw(**dict(start, dark=1.5))
