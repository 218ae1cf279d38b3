"""The four bars of unit 0 are what the questions about them say."""

import numpy as np
import pytest

from dlaudio.generation.four_bars import CHORDS, TEMPO, four_bars


def test_a_bar_lasts_two_seconds_and_the_last_one_rings_on_for_a_beat():
    y, sr = four_bars()
    assert len(y) == (4 * len(CHORDS) + 1) * sr * 60 // TEMPO
    assert np.abs(y).max() <= 1 and np.abs(y[-sr // 10 :]).max() < 0.1


@pytest.mark.parametrize("bar", range(4))
def test_the_tones_of_each_chord_stand_out_of_its_bar(bar):
    y, sr = four_bars()
    one = y[2 * sr * bar : 2 * sr * (bar + 1)]
    spectrum = np.abs(np.fft.rfft(one * np.hanning(len(one))))
    tones = {round(f) for chord in CHORDS.values() for f in chord}
    loudness = {f: spectrum[2 * f - 2 : 2 * f + 3].max() for f in tones}
    loudest = sorted(loudness, key=loudness.get)[-3:]
    assert sorted(loudest) == sorted(list(CHORDS.values())[bar])
