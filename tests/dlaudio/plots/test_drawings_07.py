"""The drawings of unit 7: they can be read, say their numbers, and compute them."""

import importlib

import numpy as np
import pytest
from legible import faults
from scipy import signal

from dlaudio import audio
from dlaudio.plots.drawings import (
    far_points,
    harmonic_bars,
    label_counts,
    lanes,
    leakage,
    linear_verdicts,
    mfcc_stages,
    octave_fold,
    product_of_parts,
    slope_line,
    source_and_filter,
    two_windows,
    wave_products,
    wave_rows,
)

DRAWN = """centres_moving.draw cloud_directions.draw constant_rows.draw eight_numbers.draw
far_points.draw label_counts.draw lanes.draw leakage.draw linear_verdicts.draw mfcc_stages.draw
octave_fold.draw pitch_curve.draw product_of_parts.draw sick_pictures.draw slope_line.draw
source_and_filter.draw source_and_filter.draw_hill two_windows.draw wave_rows.draw
wave_rows.draw_bands wave_rows.draw_half_waves""".split()


@pytest.mark.parametrize("name", DRAWN)
def test_it_can_be_read_and_says_what_there_is(name):
    module, function = name.split(".")
    figure, words = getattr(importlib.import_module(f"dlaudio.plots.drawings.{module}"), function)()
    assert not faults(figure)
    assert len(words) > 60 and words.endswith(".")


def test_neighbours_mean_less_the_more_dimensions_there_are():
    rng = np.random.default_rng(1)
    ratios = []
    for d in (2, 16, 256):
        near, mean, far = far_points.distances(rng.random((200, d)))
        ratios.append(near / far)
        assert near < mean < far
    assert ratios[0] < 0.06 and 0.75 < ratios[2] and ratios == sorted(ratios)
    with pytest.raises(ValueError, match="3 points"):
        far_points.distances(np.ones((2, 4)))


def test_a_window_stops_the_leak_at_the_price_of_a_wider_line():
    hann = signal.get_window("hann", 64)
    fits, leaks, windowed = (
        leakage.spectrum(cycles, 64, window)
        for cycles, window in [(6, None), (6.5, None), (6.5, hann)]
    )
    assert (fits > -40).sum() == 1 and (leaks > -40).sum() == 33
    assert 4 <= (windowed > -40).sum() <= 8 and windowed[-4:].max() == leakage.FLOOR


def test_a_long_window_parts_tones_and_a_short_one_parts_clicks():
    y, sr = two_windows.sound(), two_windows.SR
    short, long = (two_windows.levels(y, sr, length) for length in (64, 1024))
    quiet = round(0.15 / 0.004)
    low, between, up = (round(hz / sr * 2048) for hz in (500, 520, 540))
    tones = slice(low, up + 1)
    assert min(long[low, quiet], long[up, quiet]) > -6 and long[tones, quiet].min() < -15
    assert short[tones, quiet].min() > -6 and low < between < up
    high = slice(round(2500 / sr * 2048), None)
    moments = slice(round(0.27 / 0.004), round(0.36 / 0.004))
    assert len(signal.find_peaks(short[high, moments].mean(axis=0), prominence=6)[0]) == 2
    assert len(signal.find_peaks(long[high, moments].mean(axis=0), prominence=6)[0]) <= 1
    with pytest.raises(ValueError, match="short <= long"):
        two_windows.draw(512, 64)


def test_the_stages_are_those_of_librosa():
    librosa = pytest.importorskip("librosa")
    from dlaudio.mine.standins import sound

    y = np.random.default_rng(0).normal(size=3000)
    found = mfcc_stages.stages(y, 8000, sound.mel_filters, sound.log_dct)
    shape = {"n_fft": 256, "hop_length": 64, "n_mels": 32, "fmin": 60.0, "center": False}
    theirs = librosa.feature.mfcc(y=y, sr=8000, n_mfcc=13, **shape)
    np.testing.assert_allclose(found["MFCC"], theirs, atol=1e-3)


def test_a_slope_is_that_of_a_fitted_line():
    values = (3.0, 1.0, 2.0, 7.0, 7.5)
    _, words = slope_line.draw(values)
    assert f"slope {np.polyfit(range(5), values, 1)[0]:.2g}" in words
    with pytest.raises(ValueError, match="3, 5, 7 or 9"):
        slope_line.draw((1, 2))


def test_formants_are_the_resonances_that_were_put_in():
    a = -audio.lpc(source_and_filter._vowel(), order=10)[1:]
    found = source_and_filter.formants(a, 8000)
    np.testing.assert_allclose(found[:3], [650, 1100, 2500], rtol=0.02)
    f, hill = source_and_filter.envelope(a, 8000)
    w, h = signal.freqz([1], np.append(1, -a), worN=len(f) - 1, fs=8000)
    np.testing.assert_allclose(hill[:-1], 20 * np.log10(np.abs(h)), atol=1e-6)
    np.testing.assert_allclose(f[:-1], w)


def test_triads_are_three_and_seven_semitones_away():
    assert octave_fold.triad("C") == [0, 4, 7] and octave_fold.triad("F#m") == [6, 9, 1]


@pytest.mark.parametrize(
    "draw, given",
    [
        (lanes.draw, {"rows": {"one": [1.0]}}),
        (linear_verdicts.draw, {"groups": {str(k): {"f": (True, True)} for k in range(4)}}),
        (label_counts.draw, {"curves": {"one": [[0.1, 0.2]]}}),
        (octave_fold.draw, {"power": np.ones(9), "chroma": np.ones(11)}),
        (product_of_parts.draw, {"X": np.ones((3, 4)), "W": np.ones((3, 2)), "H": np.ones((2, 5))}),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, given):
    with pytest.raises(ValueError, match="needs|got"):
        draw(**given)


def test_rows_of_the_cosine_transform_are_drawn_at_the_middles_of_bands():
    figure, _ = wave_rows.draw_half_waves(8, 3)
    dots = figure.axes[2].lines[1]
    C = audio.dct_matrix(3, 8, dtype=float)
    np.testing.assert_allclose(dots.get_ydata(), C[1] * 2, atol=1e-12)


def test_kernels_of_an_stft_are_told_by_their_frequency():
    weight = np.zeros((10, 1, 8))
    figure, words = wave_rows.draw_kernels(weight, (0, 4))
    assert len(figure.axes) == 1 + 4 and words.startswith("Kernels 0, 4 of 5 of an STFT of 8")
    with pytest.raises(ValueError, match=r"1 to 5 rows below 5, got \[5\]"):
        wave_rows.draw_kernels(weight, (5,))


def test_products_with_a_wave_that_is_held_add_up_and_with_another_they_cancel():
    figure, words = wave_products.draw(4, 7, n=32)
    assert not faults(figure)
    assert words.count("= 16") == 1 and "row 7" in words and words.count("= 0") == 1
    with pytest.raises(ValueError, match="two waves"):
        wave_products.draw(3, 3)


def test_harmonics_take_what_is_near_them_and_the_two_shares_are_right():
    t = np.arange(800) / 8000
    y = 2 * np.sin(2 * np.pi * 200 * t) + np.sin(2 * np.pi * 400 * t) + np.sin(2 * np.pi * 600 * t)
    y += np.sqrt(2) * np.sin(2 * np.pi * 500 * t)  # between the harmonics 2 and 3
    powers, share, odd = harmonic_bars.harmonics(y, 8000, 200)
    np.testing.assert_allclose(powers[:3], [1, 1 / 4, 1 / 4], atol=0.01)
    np.testing.assert_allclose([share, odd], [6 / 8, 5 / 6], atol=0.01)
    with pytest.raises(ValueError, match="pitch must be between"):
        harmonic_bars.harmonics(y, 8000, 4000)


def test_a_square_is_odd_a_vowel_is_harmonic_and_noise_is_neither():
    from dlaudio.generation import sung_word

    voice = sung_word.recording("spoken-digits")
    figure, words = harmonic_bars.draw(harmonic_bars.examples(voice))
    assert not faults(figure)
    told = {part.split(":")[0].split()[-1]: part for part in words.split(";")}
    assert "100% of that on odd" in told["square"] and "100% of its power" in told["saw"]
    on = {name: int(part.split(": ")[1].split("%")[0]) for name, part in told.items()}
    assert on["vowel"] > 85 and 40 < on["noise"] < 65
