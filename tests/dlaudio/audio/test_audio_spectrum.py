"""Frames, STFT and decibels, against librosa and the laws of the Fourier transform."""

import warnings

import librosa
import numpy as np
import pytest
import scipy.signal

from dlaudio import audio

RNG = np.random.default_rng(1)
SIGNAL = RNG.uniform(-1, 1, 5000)

SIZES = [  # n, n_fft, hop_length, win_length
    (5000, 2048, None, None),
    (5000, 512, 128, None),
    (5000, 512, 100, None),  # the hop divides neither
    (5000, 512, 128, 400),
    (5000, 512, None, 301),
    (4999, 510, 77, 255),
    (5000, 256, 256, 200),
    (4096, 64, 1, None),
    (1000, 1000, 250, None),
    (700, 512, 512, None),
    (300, 512, 128, None),  # shorter than a frame
    (5, 512, 128, None),
    (1, 4, 1, None),
    (50, 2, 1, None),
]
OVERLAPPING = [s for s in SIZES if s[2] is None or s[2] <= (s[3] or s[1]) // 2]


@pytest.mark.parametrize("center", [True, False])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("n", "n_fft", "hop_length", "win_length"), SIZES)
def test_stft_agrees_with_librosa(n, n_fft, hop_length, win_length, dtype, center):
    y = SIGNAL[:n].astype(dtype)
    sizes = dict(n_fft=n_fft, hop_length=hop_length, win_length=win_length, center=center)
    if n < n_fft and not center:
        with pytest.raises(ValueError, match=f"frame_length={n_fft} samples, got a signal of {n}"):
            audio.stft(y, **sizes)
        return
    if sizes["hop_length"] is None:
        sizes["hop_length"] = (win_length or n_fft) // 4
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "n_fft=.* is too large")  # librosa's, of short signals
        expected = librosa.stft(y, **sizes)
    got = audio.stft(y, **(sizes | {"hop_length": hop_length}))
    assert got.dtype == expected.dtype and got.shape == expected.shape
    np.testing.assert_allclose(got, expected, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("window", ["hann", "hamming", "blackman", "boxcar"])
@pytest.mark.parametrize("length", [2, 3, 400, 401])
def test_windows_agree_with_scipy(window, length):
    expected = scipy.signal.get_window(window, length, fftbins=True)
    np.testing.assert_allclose(audio.get_window(window, length), expected, atol=1e-14)


@pytest.mark.parametrize("window", ["hamming", "boxcar", np.linspace(0.1, 1, 300)])
def test_stft_and_istft_with_other_windows(window):
    sizes = dict(hop_length=64, win_length=300, window=window)
    spectrum = audio.stft(SIGNAL, n_fft=512, **sizes)
    np.testing.assert_allclose(spectrum, librosa.stft(SIGNAL, n_fft=512, **sizes), atol=1e-10)
    np.testing.assert_allclose(audio.istft(spectrum, length=5000, **sizes), SIGNAL, atol=1e-12)


@pytest.mark.parametrize("center", [True, False])
@pytest.mark.parametrize("length", [None, 5000, 4000, 6000])
@pytest.mark.parametrize(
    ("n_fft", "hop_length", "win_length"),
    [(2048, 512, None), (512, 128, None), (512, 100, None), (512, 128, 400), (510, 77, 255)],
)
def test_istft_agrees_with_librosa_on_a_changed_spectrum(
    n_fft, hop_length, win_length, length, center
):
    sizes = dict(hop_length=hop_length, win_length=win_length, center=center)
    spectrum = audio.stft(SIGNAL, n_fft=n_fft, **sizes)
    spectrum = spectrum * RNG.uniform(0, 1, spectrum.shape)  # no longer the STFT of any signal
    expected = librosa.istft(spectrum, length=length, **sizes)
    got = audio.istft(spectrum, length=length, **sizes)
    assert got.shape == expected.shape
    # Uncentred, the first and last samples are divided by a squared window of about 1e-10.
    inner = slice(None) if center else slice(n_fft, len(got) - n_fft)
    np.testing.assert_allclose(got[inner], expected[inner], atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("n", "n_fft", "hop_length", "win_length"), OVERLAPPING)
def test_istft_undoes_stft(n, n_fft, hop_length, win_length, dtype):
    y = SIGNAL[:n].astype(dtype)
    spectrum = audio.stft(y, n_fft=n_fft, hop_length=hop_length, win_length=win_length)
    back = audio.istft(spectrum, hop_length=hop_length, win_length=win_length, length=n)
    assert back.dtype == dtype
    np.testing.assert_allclose(back, y, atol=1e-6)


def test_istft_refuses_what_no_window_covers():
    spectrum = audio.stft(SIGNAL, n_fft=512, hop_length=512)
    with pytest.raises(ValueError, match="every sample under a window"):
        audio.istft(spectrum, hop_length=512)
    y = SIGNAL[:4864]  # 256 + 4864 are ten whole frames
    spectrum = audio.stft(y, n_fft=512, hop_length=512, window="boxcar")
    back = audio.istft(spectrum, hop_length=512, window="boxcar", length=4864)
    np.testing.assert_allclose(back, y, atol=1e-12)


def test_a_tone_stands_in_its_row_and_a_click_in_its_frame():
    y = np.sin(2 * np.pi * 1000 * np.arange(8000) / 8000)
    magnitude = np.abs(audio.stft(y, n_fft=512, hop_length=128))
    row = np.argmax(magnitude[:, 30])
    assert audio.fft_frequencies(sr=8000, n_fft=512)[row] == 1000
    assert magnitude[row, 30] == pytest.approx(512 / 4)  # half the sum of a Hann window
    click = np.zeros(8000)
    click[4096] = 1
    energy = (np.abs(audio.stft(click, n_fft=512, hop_length=128)) ** 2).sum(axis=0)
    frame = np.argmax(energy)
    assert audio.frames_to_time(frame, sr=8000, hop_length=128) == 4096 / 8000


def test_parseval_with_a_rectangular_window():
    spectrum = audio.stft(SIGNAL[:4096], n_fft=256, hop_length=256, window="boxcar", center=False)
    both_sides = np.abs(spectrum) ** 2 * np.r_[1, np.full(127, 2), 1][:, None]
    assert both_sides.sum() / 256 == pytest.approx((SIGNAL[:4096] ** 2).sum())


@pytest.mark.parametrize(("frame_length", "hop_length"), [(10, 3), (7, 7), (100, 1), (3, 50)])
def test_frame_agrees_with_librosa(frame_length, hop_length):
    y = SIGNAL[:100]
    got = audio.frame(y, frame_length=frame_length, hop_length=hop_length)
    expected = librosa.util.frame(y, frame_length=frame_length, hop_length=hop_length)
    np.testing.assert_array_equal(got, expected)
    assert not got.flags.writeable


@pytest.mark.parametrize("top_db", [80.0, 20, None])
@pytest.mark.parametrize("ref", [1.0, 0.3, np.max, np.median])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_decibels_agree_with_librosa(ref, top_db, dtype):
    S = (RNG.uniform(0, 1, (20, 30)) ** 8).astype(dtype)
    S[3, 4] = 0
    for ours, theirs in (
        (audio.power_to_db, librosa.power_to_db),
        (audio.amplitude_to_db, librosa.amplitude_to_db),
    ):
        got, expected = ours(S, ref=ref, top_db=top_db), theirs(S, ref=ref, top_db=top_db)
        assert got.dtype == expected.dtype
        np.testing.assert_allclose(got, expected, atol=1e-6 if dtype == np.float64 else 1e-4)
        got, expected = ours(S, amin=1e-3), theirs(S, amin=1e-3)
        np.testing.assert_allclose(got, expected, atol=1e-6 if dtype == np.float64 else 1e-4)


def test_decibels_by_hand():
    assert audio.amplitude_to_db(10) == pytest.approx(20)
    assert audio.power_to_db(10) == pytest.approx(10)
    np.testing.assert_allclose(audio.amplitude_to_db(np.array([1, -300])), [0, 20 * np.log10(300)])
    integers = np.array([300, 1], np.int16)  # 300 squared does not fit in 16 bits
    np.testing.assert_allclose(audio.amplitude_to_db(integers), [20 * np.log10(300), 0])


def test_axes_agree_with_librosa():
    for n_fft in (512, 513):
        expected = librosa.fft_frequencies(sr=22050, n_fft=n_fft)
        np.testing.assert_allclose(audio.fft_frequencies(sr=22050, n_fft=n_fft), expected)
    frames = np.arange(7)
    expected = librosa.frames_to_time(frames, sr=16000, hop_length=160)
    np.testing.assert_allclose(audio.frames_to_time(frames, sr=16000, hop_length=160), expected)


STEREO = np.zeros((2, 5000))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: audio.stft(STEREO), r"one channel.*got \(2, 5000\): mix the channels"),
        (lambda: audio.stft(0.5), r"one channel, y of shape \(n,\), got \(\)"),
        (lambda: audio.stft([]), "at least one sample"),
        (lambda: audio.stft([0, np.inf, 0]), r"finite samples, got inf at index \(1,\)"),
        (lambda: audio.stft([True, False]), "real numbers, got dtype bool"),
        (lambda: audio.stft(SIGNAL, n_fft=511), "n_fft must be even, got 511"),
        (lambda: audio.stft(SIGNAL, n_fft=0), "n_fft must be a whole number, at least 2"),
        (lambda: audio.stft(SIGNAL, hop_length=0), "hop_length must .* at least 1, got 0"),
        (lambda: audio.stft(SIGNAL, hop_length=256.0), r"hop_length must .* got 256\.0"),
        (lambda: audio.stft(SIGNAL, n_fft=512, win_length=600), "at most n_fft=512, got 600"),
        (lambda: audio.stft(SIGNAL, window="kaiser"), "one of boxcar, hann, .* got 'kaiser'"),
        (lambda: audio.stft(SIGNAL, window=np.ones(9)), "win_length=2048 samples, got 9"),
        (lambda: audio.frame(SIGNAL, frame_length=0, hop_length=1), "frame_length must"),
        (lambda: audio.frame(STEREO, frame_length=4, hop_length=1), "frame needs one channel"),
        (lambda: audio.istft(SIGNAL), r"shape \(1 \+ n_fft // 2, t\), got \(5000,\)"),
        (lambda: audio.istft(np.full((5, 2), np.nan)), "finite complex"),
        (lambda: audio.istft(np.ones((5, 2)), length=0), "length must"),
        (lambda: audio.power_to_db([-3.0]), "already"),
        (lambda: audio.power_to_db([1j]), r"take np\.abs first"),
        (lambda: audio.amplitude_to_db([1j]), r"take np\.abs first"),
        (lambda: audio.power_to_db([]), "at least one"),
        (lambda: audio.power_to_db([1.0], amin=0), "amin must"),
        (lambda: audio.power_to_db([1.0], top_db=-1), "top_db must be a number at least 0"),
        (lambda: audio.power_to_db([1.0], ref=-1), "ref must"),
        (lambda: audio.fft_frequencies(sr=0), "sr in Hz must"),
        (lambda: audio.frames_to_time(3, sr=8000, hop_length=0), "hop_length must"),
    ],
)
def test_wrong_input_gets_one_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()
