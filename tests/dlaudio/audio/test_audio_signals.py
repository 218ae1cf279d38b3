"""Made sounds, against librosa's, and against what each should sound like in its spectrum."""

import librosa
import numpy as np
import pytest

from dlaudio import audio

SR = 22050


def rng(seed=0):
    return np.random.default_rng(seed)


def centroid(y, sr=SR):
    """Mean frequency of y in Hz, weighted by its power spectrum."""
    power = np.abs(np.fft.rfft(y)) ** 2
    return (power * np.fft.rfftfreq(len(y), 1 / sr)).sum() / power.sum()


def test_tone_agrees_with_librosa():
    got = audio.tone(440, sr=SR, duration=0.5, amplitude=1, phase=np.pi / 2)
    expected = librosa.tone(440, sr=SR, duration=0.5, phi=0)  # librosa's is a cosine
    np.testing.assert_allclose(got, expected, atol=1e-6)


@pytest.mark.parametrize("linear", [True, False])
@pytest.mark.parametrize(("fmin", "fmax"), [(100, 4000), (4000, 100)])
def test_chirp_agrees_with_librosa(fmin, fmax, linear):
    sweep = dict(fmin=fmin, fmax=fmax, sr=SR, duration=0.5, linear=linear)
    got = audio.chirp(amplitude=1, **sweep)
    np.testing.assert_allclose(got, librosa.chirp(**sweep), atol=1e-6)


def test_a_note_has_its_harmonics_and_no_others():
    y = audio.note(200, sr=SR, duration=1, n_harmonics=3, decay=10)
    magnitude = np.abs(np.fft.rfft(y * np.hanning(len(y))))  # one row a hertz
    for k in (1, 2, 3):
        assert magnitude[200 * k] / magnitude[200] == pytest.approx(1 / k, rel=0.15)
    assert magnitude[750:].max() < 1e-3 * magnitude[200]


def test_a_note_dies_away_and_starts_and_ends_without_a_click():
    y = audio.note(220, sr=SR, duration=1)
    level = audio.rms(y, frame_length=2205, hop_length=2205, center=False)
    assert np.all(np.diff(level) < 0)
    assert abs(y[0]) < 1e-6 and abs(y[-1]) < 1e-6


def test_harmonics_above_half_the_sample_rate_are_left_out():
    y = audio.note(3000, sr=8000, duration=0.5, n_harmonics=5, decay=10)  # 6000 would sound at 2000
    magnitude = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    assert magnitude[1000] < 1e-3 * magnitude[1500]  # rows of 2 Hz: 2000 Hz against 3000 Hz


def test_white_noise_has_as_much_power_in_each_quarter_of_the_band():
    y = audio.white_noise(sr=SR, duration=4, rng=rng(), amplitude=0.3)
    power = np.abs(np.fft.rfft(y)) ** 2
    quarters = [part.mean() for part in np.array_split(power, 4)]
    np.testing.assert_allclose(quarters, np.mean(quarters), rtol=0.05)
    assert y.std() == pytest.approx(0.3 / np.sqrt(3), rel=0.01)  # of a uniform distribution


@pytest.mark.parametrize("sr", [8000, 22050, 44100])
@pytest.mark.parametrize("seed", range(5))
def test_the_drums_are_low_middle_and_high(sr, seed):
    kick, snare, hat = (drum(sr=sr, rng=rng(seed)) for drum in (audio.kick, audio.snare, audio.hat))
    assert centroid(kick, sr) < 250 < centroid(snare, sr) < centroid(hat, sr)
    assert centroid(hat, sr) > 0.25 * sr  # the middle of the band
    for drum in (kick, snare, hat):  # a hit: most of its energy comes early
        energy = np.cumsum(drum**2) / np.sum(drum**2)
        assert energy[len(drum) // 2] > 0.9


@pytest.mark.parametrize("drum", [audio.kick, audio.snare, audio.hat])
def test_drums_differ_from_hit_to_hit_and_repeat_with_the_seed(drum):
    one = rng(3)
    first, second = drum(sr=SR, rng=one), drum(sr=SR, rng=one)
    assert np.abs(first - second).max() > 0.01
    np.testing.assert_array_equal(first, drum(sr=SR, rng=rng(3)))


ALL = {
    "tone": lambda **k: audio.tone(440, **k),
    "note": lambda **k: audio.note(110, **k),
    "chirp": lambda **k: audio.chirp(fmin=100, fmax=2000, **k),
    "white_noise": lambda **k: audio.white_noise(rng=rng(), **k),
    "kick": lambda **k: audio.kick(rng=rng(), **k),
    "snare": lambda **k: audio.snare(rng=rng(), **k),
    "hat": lambda **k: audio.hat(rng=rng(), **k),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("amplitude", [1, 0.25])
def test_length_type_and_peak(name, amplitude):
    y = ALL[name](sr=8000, duration=0.29, amplitude=amplitude)
    assert y.shape == (2320,) and y.dtype == np.float32
    assert 0.98 * amplitude <= np.abs(y).max() <= amplitude


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (dict(sr=0), "sr.* must"),
        (dict(sr=8000.0), "sr.* must"),
        (dict(duration=-1), "duration in seconds must be a number at least 0, got -1"),
        (dict(duration=1e-9), "at least one sample"),
        (dict(duration=np.inf), "duration"),
        (dict(duration="1"), "duration"),
        (dict(amplitude=1.5), r"amplitude must be a number from 0 to 1, got 1\.5"),
        (dict(amplitude=np.nan), "amplitude"),
    ],
)
def test_wrong_arguments_get_one_sentence(name, wrong, says):
    with pytest.raises(ValueError, match=says):
        ALL[name](**(dict(sr=8000, duration=0.1) | wrong))


def test_frequencies_that_would_alias_are_refused():
    with pytest.raises(ValueError, match=r"frequency in Hz must be .* from 0 to 4000, got 4001"):
        audio.tone(4001, sr=8000, duration=1)
    with pytest.raises(ValueError, match="frequency in Hz"):
        audio.note(5000, sr=8000, duration=1)
    with pytest.raises(ValueError, match="fmax in Hz"):
        audio.chirp(fmin=100, fmax=5000, sr=8000, duration=1)
    with pytest.raises(ValueError, match="two frequencies"):
        audio.chirp(fmin=100, fmax=100, sr=8000, duration=1)


def test_the_shortest_sounds_are_sounds():
    for name, make in ALL.items():
        y = make(sr=8000, duration=1 / 8000)
        assert y.shape == (1,) and np.isfinite(y).all(), name


def test_silence():
    y = audio.silence(sr=8000, duration=0.5)
    assert y.shape == (4000,) and y.dtype == np.float32 and not y.any()


def test_fade_meets_zero_at_both_ends_and_leaves_the_middle():
    y = audio.fade(np.ones(1000), sr=1000, fade_in=0.1, fade_out=0.2)
    assert y[0] == 0 and y[-1] == 0 and y[50] == pytest.approx(0.5)
    assert np.all(np.diff(y[:101]) > 0) and np.all(np.diff(y[800:]) < 0)
    np.testing.assert_array_equal(y[100:800], 1)
    np.testing.assert_array_equal(audio.fade(np.ones(9), sr=9, fade_in=0, fade_out=0), np.ones(9))
    with pytest.raises(ValueError, match="need 1100 samples, got 1000"):
        audio.fade(np.ones(1000), sr=1000, fade_in=0.6, fade_out=0.5)
    with pytest.raises(ValueError, match="fade needs one channel"):
        audio.fade(np.ones((2, 1000)), sr=1000)
