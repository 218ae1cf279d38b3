"""The front ends of speech and music at librosa's options, in float32 and float64, and refusals."""

import inspect
import re
from pathlib import Path

import librosa
import numpy as np
import pytest

from dlaudio import audio

SR = 16000
RNG = np.random.default_rng(4)
Y = (0.3 * np.sin(2 * np.pi * 300 * np.arange(SR) / SR) + 0.1 * RNG.normal(size=SR)) * np.hanning(
    SR
)
SPEECH = {"n_fft": 512, "win_length": 400, "hop_length": 160}  # 25 ms every 10 ms
TOLERANCE = {np.float32: 2e-3, np.float64: 1e-6}


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize(
    "options",
    [
        SPEECH,
        SPEECH | {"window": "hamming", "center": False},
        SPEECH | {"power": 1.0, "n_mels": 40, "fmin": 60, "fmax": 7000},
        {},
    ],
)
def test_mel_and_mfcc_equal_librosas(options, dtype):
    y = Y.astype(dtype)
    theirs = librosa.feature.melspectrogram(y=y, sr=SR, **options)
    ours = audio.melspectrogram(y, sr=SR, **options)
    assert ours.dtype == theirs.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE[dtype], atol=1e-6 * theirs.max())
    theirs = librosa.feature.mfcc(y=y, sr=SR, n_mfcc=13, **options)
    ours = audio.mfcc(y, sr=SR, n_mfcc=13, **options)
    assert ours.dtype == theirs.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


def test_a_spectrogram_can_be_given_instead_of_samples():
    power = np.abs(audio.stft(Y, **SPEECH)) ** 2
    mel = audio.melspectrogram(S=power, sr=SR, n_mels=30)
    np.testing.assert_allclose(mel, audio.melspectrogram(Y, sr=SR, n_mels=30, **SPEECH))
    levels = audio.power_to_db(mel)
    expected = audio.mfcc(Y, sr=SR, n_mfcc=7, n_mels=30, **SPEECH)
    np.testing.assert_allclose(audio.mfcc(S=levels, sr=SR, n_mfcc=7), expected)
    chroma = audio.chroma_stft(S=power, sr=SR)
    np.testing.assert_allclose(chroma, audio.chroma_stft(Y, sr=SR, **SPEECH))


@pytest.mark.parametrize(
    ("ours", "theirs", "left_out"),
    [
        (audio.stft, librosa.stft, {"dtype", "pad_mode", "out"}),
        (audio.melspectrogram, librosa.feature.melspectrogram, {"pad_mode", "kwargs", "sr"}),
        (audio.delta, librosa.feature.delta, {"axis", "mode", "kwargs"}),
        (audio.power_to_db, librosa.power_to_db, {"axes"}),  # since librosa 1.0
    ],
)
def test_names_and_defaults_are_librosas(ours, theirs, left_out):
    own, known = (inspect.signature(function).parameters for function in (ours, theirs))
    shared = set(known) - left_out
    assert shared <= set(own)
    differ = {name for name in shared if own[name].default != known[name].default}
    assert differ <= {"y", "data", "S"}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("width", "order"), [(9, 1), (9, 2), (3, 1), (5, 3)])
def test_delta_agrees_with_librosa(width, order, dtype):
    data = RNG.normal(size=(3, 4, 20)).astype(dtype)
    ours = audio.delta(data, width=width, order=order)
    assert ours.dtype == dtype
    theirs = librosa.feature.delta(data.astype(float), width=width, order=order)
    np.testing.assert_allclose(ours, theirs, atol=1e-5 if dtype == np.float32 else 1e-10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("sr", "n_fft", "tuning"), [(22050, 2048, 0.0), (8000, 512, 0.3)])
def test_chroma_agrees_with_librosa(sr, n_fft, tuning, dtype):
    theirs = librosa.filters.chroma(sr=sr, n_fft=n_fft, tuning=tuning, dtype=float)
    ours = audio.chroma_filterbank(sr=sr, n_fft=n_fft, tuning=tuning, dtype=float)
    np.testing.assert_allclose(ours, theirs, atol=1e-10)
    y = np.concatenate([audio.note(f, sr=sr, duration=0.3) for f in (262, 330, 392)]).astype(dtype)
    ours = audio.chroma_stft(y, sr=sr, n_fft=n_fft, tuning=tuning)
    assert ours.dtype == dtype
    theirs = librosa.feature.chroma_stft(y=y, sr=sr, n_fft=n_fft, tuning=tuning)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_a_chord_stands_in_the_rows_of_its_notes():
    y = sum(audio.note(f, sr=22050, duration=1, n_harmonics=1) for f in (523.25, 659.25, 784.0))
    rows = audio.chroma_stft(y, sr=22050, n_fft=4096)[:, 10]
    assert set(np.argsort(rows)[-3:]) == {0, 4, 7}  # C, E, G
    assert not audio.chroma_stft(np.zeros(4000), sr=8000).any()


@pytest.mark.parametrize("sr", [22050, 16000])
def test_the_constant_q_transform_agrees_with_librosa(sr):
    n_bins = 84 if sr == 22050 else 72
    y = np.concatenate([audio.note(f, sr=sr, duration=0.7) for f in (98, 220, 660)]).astype(float)
    ours = np.abs(audio.cqt(y, sr=sr, n_bins=n_bins))
    theirs = np.abs(librosa.cqt(y, sr=sr, n_bins=n_bins))
    assert ours.shape == theirs.shape
    inner = (slice(None), slice(8, -8))  # librosa's frames at the ends see other zeros
    error = np.linalg.norm(ours[inner] - theirs[inner]) / np.linalg.norm(theirs[inner])
    assert error < 0.02


def test_the_constant_q_transform_by_hand():
    """A wave of amplitude 1 at a row's frequency gives half the root of its window's length."""
    f, sr = 440.0, 8000
    y = np.cos(2 * np.pi * f * np.arange(2 * sr) / sr)
    rows = np.abs(audio.cqt(y, sr=sr, fmin=f, n_bins=3, bins_per_octave=24))[:, 15]
    step = 2 ** (1 / 24)
    length = (step**2 + 1) / (step**2 - 1) * sr / f
    assert rows[0] == pytest.approx(np.sqrt(length) / 2, rel=2e-3)
    assert rows[0] > 1.9 * rows[1] > 8 * rows[2]
    short = audio.cqt(y.astype("f"), sr=sr, fmin=f, n_bins=3, bins_per_octave=24)
    assert short.dtype == np.complex64
    np.testing.assert_allclose(np.abs(short)[:, 15], rows, rtol=1e-4)


def test_midi_agrees_with_librosa():
    notes = np.linspace(0, 127, 20)
    np.testing.assert_allclose(audio.midi_to_hz(notes), librosa.midi_to_hz(notes))
    np.testing.assert_allclose(audio.hz_to_midi(audio.midi_to_hz(notes)), notes)
    assert audio.midi_to_hz(69).shape == ()


def test_the_pitches_of_midi_are_written_once():
    package = Path(audio.__file__).parents[1]
    formula = re.compile(r"440(\.0)? \* 2(\.0)? ?\*\*")
    homes = {path.name for path in package.rglob("*.py") if formula.search(path.read_text())}
    assert homes == {"pitch.py"}


def test_log_mel_is_the_loudest_place_at_one_whatever_the_level():
    for y in (Y, 1e-4 * Y, Y.astype("f")):
        levels = audio.log_mel(y, sr=SR, n_mels=20)
        assert levels.dtype == y.dtype and levels.min() >= 0 and levels.max() == 1
        np.testing.assert_allclose(levels, audio.log_mel(Y, sr=SR, n_mels=20), atol=1e-4)
    mel = audio.melspectrogram(Y, sr=SR, n_fft=512, hop_length=128, n_mels=20)
    expected = audio.power_to_db(mel, ref=np.max, top_db=60) / 60 + 1
    np.testing.assert_allclose(audio.log_mel(Y, sr=SR, n_mels=20), expected, atol=1e-12)
    assert not audio.log_mel(np.zeros(3000), sr=SR).any()


S32 = np.abs(audio.stft(Y.astype("f"), **SPEECH))
SHORT = Y[:3000].astype("f")
FLOAT32 = {
    "centroid": lambda: audio.spectral_centroid(S32, sr=SR),
    "spread": lambda: audio.spectral_spread(S32, sr=SR),
    "skewness": lambda: audio.spectral_skewness(S32, sr=SR),
    "kurtosis": lambda: audio.spectral_kurtosis(S32, sr=SR),
    "flatness": lambda: audio.spectral_flatness(S32),
    "irregularity": lambda: audio.spectral_irregularity(S32),
    "rolloff": lambda: audio.spectral_rolloff(S32, sr=SR),
    "flux": lambda: audio.spectral_flux(S32),
    "rms": lambda: audio.rms(SHORT),
    "crossings": lambda: audio.zero_crossing_rate(SHORT),
    "cepstrum": lambda: audio.power_cepstrum(SHORT),
    "lpc": lambda: audio.lpc(SHORT, order=8),
    "griffin_lim": lambda: audio.griffin_lim(
        S32[:, :9], hop_length=160, win_length=400, rng=RNG, n_iter=2
    ),
    "vocoder": lambda: audio.noise_vocoder(S32[:30, :9], sr=SR, n_fft=512, hop_length=160, rng=RNG),
    "whisper": lambda: audio.whisper(SHORT, order=8, frame_length=400, hop_length=100, rng=RNG),
    "levels": lambda: audio.power_to_db(S32, ref=np.max),
    "filters": lambda: audio.mel_filterbank(sr=SR, n_fft=512) @ S32,
    "resample": lambda: audio.resample(SHORT, orig_sr=SR, target_sr=8000),
}


@pytest.mark.parametrize("name", FLOAT32)
def test_float32_stays_float32(name):
    assert FLOAT32[name]().dtype == np.float32


NAN = np.full((5, 3), np.nan)
WRONG = [
    (lambda: audio.spectral_rolloff(S32, sr=SR, roll_percent=85), r"from 0 to 1, got 85"),
    (lambda: audio.spectral_rolloff(S32, sr=SR, roll_percent=1), r"below 1, got 1"),
    (lambda: audio.spectral_rolloff(S32, sr=0), r"sr in Hz must be a number at least 1, got 0"),
    (lambda: audio.spectral_centroid(S32, sr=np.nan), "sr in Hz must .* got nan"),
    (lambda: audio.spectral_centroid(NAN, sr=SR), r"got nan at index \(0, 0\)"),
    (lambda: audio.spectral_flux(NAN), "spectral_flux needs a magnitude .* got nan"),
    (lambda: audio.spectral_flatness(S32, amin=0), "amin must"),
    (lambda: audio.spectral_spread(1j * S32, sr=SR), r"take np\.abs first"),
    (lambda: audio.cepstral_pitch(SHORT, sr=0), "sr in Hz"),
    (lambda: audio.cepstral_pitch(SHORT, sr=SR, fmin=300, fmax=200), "0 < fmin < fmax"),
    (lambda: audio.cepstral_pitch(SHORT, sr=8, fmin=3.5, fmax=3.9), "no whole lag"),
    (lambda: audio.griffin_lim([1.0, 2.0], hop_length=9, rng=RNG), r"shape \(2,\)"),
    (lambda: audio.griffin_lim(S32, hop_length=160, rng=RNG, n_iter=-1), "n_iter must"),
    (lambda: audio.melspectrogram(Y, sr=0), "sr in Hz"),
    (lambda: audio.melspectrogram(sr=SR), "either samples y or a power"),
    (lambda: audio.melspectrogram(Y, sr=SR, S=S32), "either samples y or a power"),
    (lambda: audio.melspectrogram(Y, sr=SR, power=0), "power must"),
    (lambda: audio.mfcc(Y, sr=SR, n_mfcc=50, n_mels=40), "at most .* 40, got 50"),
    (lambda: audio.mfcc(S=NAN, sr=SR), "mfcc needs S of finite levels"),
    (lambda: audio.mfcc(sr=SR), "either samples y or a mel"),
    (lambda: audio.delta(np.ones((2, 5)), width=4), "odd width .* got 4"),
    (lambda: audio.delta(np.ones((2, 5))), "at most the 5 frames there are, got 9"),
    (lambda: audio.delta(NAN, width=3), "finite numbers"),
    (lambda: audio.chroma_stft(sr=SR), "either samples y or"),
    (lambda: audio.cqt(Y, sr=4000), "below sr / 2 = 2000 Hz"),
    (lambda: audio.cqt(Y, sr=SR, fmin=0), "fmin in Hz"),
    (lambda: audio.midi_to_hz([np.nan]), "midi_to_hz needs finite"),
    (lambda: audio.hz_to_midi([440, 0]), "above 0 Hz, got 0"),
    (lambda: audio.log_mel(Y, sr=SR, top_db=0), "top_db must"),
    (lambda: audio.frames_to_time(1, sr=0), "sr in Hz"),
    (lambda: audio.melody([1.0, 2.0], sr=8000, vmin=np.nan), "vmin must be a finite number"),
    (lambda: audio.whisper(SHORT, order=0, frame_length=9, hop_length=2, rng=RNG), "order must"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "says"), WRONG)
def test_what_is_out_of_range_is_refused_in_a_sentence(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call()
    assert "\n" not in str(error.value)


def test_a_keyword_that_is_misspelt_names_the_function_that_was_called():
    with pytest.raises(TypeError, match=r"mfcc\(\) got an unexpected keyword argument 'n_mel'"):
        audio.mfcc(Y, sr=SR, n_mel=40)
