"""RMS and zero-crossing rate, against librosa and tones whose values are known."""

import librosa
import numpy as np
import pytest

from dlaudio import audio

NOISE = np.random.default_rng(2).uniform(-1, 1, 5000)
SIGNALS = {
    "noise": NOISE,
    "noise32": NOISE.astype(np.float32),
    "tone": np.sin(2 * np.pi * 441 * np.arange(5000) / 22050),
    "steps through zero": np.tile([1.0, 0.0, -1.0, 0.0, -0.0, 1e-11, -1e-11], 700),
    "silence": np.zeros(5000),
    "short": NOISE[:100],
}


@pytest.mark.parametrize("center", [True, False])
@pytest.mark.parametrize(("frame_length", "hop_length"), [(2048, 512), (100, 33), (7, 10), (1, 1)])
@pytest.mark.parametrize("name", SIGNALS)
def test_agree_with_librosa(name, frame_length, hop_length, center):
    y = SIGNALS[name]
    sizes = dict(frame_length=frame_length, hop_length=hop_length, center=center)
    pairs = (
        (audio.rms, librosa.feature.rms),
        (audio.zero_crossing_rate, librosa.feature.zero_crossing_rate),
    )
    for ours, theirs in pairs:
        if len(y) < frame_length and not center:
            with pytest.raises(ValueError, match="got a signal of 100"):
                ours(y, **sizes)
            continue
        expected = theirs(y=y, **sizes)[0]
        got = ours(y, **sizes)
        assert got.shape == expected.shape
        np.testing.assert_allclose(got, expected, atol=1e-6)


def test_a_sine_has_its_known_level_and_rate():
    y = audio.tone(1000, sr=8000, duration=1, amplitude=0.8, phase=0.1)
    inside = slice(3, -3)
    np.testing.assert_allclose(audio.rms(y)[inside], 0.8 / np.sqrt(2), rtol=1e-3)
    np.testing.assert_allclose(audio.zero_crossing_rate(y)[inside], 2 * 1000 / 8000, atol=1e-3)


def test_wrong_input_gets_one_sentence():
    for feature in (audio.rms, audio.zero_crossing_rate):
        name = feature.__name__
        with pytest.raises(ValueError, match=f"{name} needs one channel"):
            feature(np.zeros((2, 5000)))
        with pytest.raises(ValueError, match=f"{name} needs finite samples"):
            feature([np.nan] * 3000)
        with pytest.raises(ValueError, match="hop_length must"):
            feature(NOISE, hop_length=-1)
        with pytest.raises(ValueError, match="frame_length must"):
            feature(NOISE, frame_length=0)
