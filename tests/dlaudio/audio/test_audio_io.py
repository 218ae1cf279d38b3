"""WAV files, against soundfile (libsndfile), SciPy and bytes written by hand."""

import io
import struct

import numpy as np
import pytest
import scipy.io.wavfile
import soundfile

from dlaudio import audio

SR = 8000


@pytest.fixture
def y():
    return np.random.default_rng(0).uniform(-0.9, 0.9, 1001).astype(np.float32)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
@pytest.mark.parametrize("container", ["WAV", "WAVEX"])
@pytest.mark.parametrize("channels", [1, 2, 3])
def test_read_agrees_with_soundfile(tmp_path, y, subtype, container, channels):
    path = tmp_path / "sound.wav"
    stored = np.stack([y * (c + 1) / channels for c in range(channels)], axis=1)
    soundfile.write(path, stored, SR, subtype=subtype, format=container)
    expected, sr = soundfile.read(path, dtype="float32")
    for source in (path, str(path), path.read_bytes()):
        got, got_sr = audio.read_wav(source)
        assert got_sr == sr == SR and got.dtype == np.float32
        assert got.shape == ((1001,) if channels == 1 else (channels, 1001))
        np.testing.assert_array_equal(got.T, expected)


def test_read_64_bit_floats_as_scipy_writes_them(tmp_path, y):
    path = tmp_path / "double.wav"
    scipy.io.wavfile.write(path, SR, y.astype(np.float64))
    np.testing.assert_array_equal(audio.read_wav(path)[0], y)


def test_read_skips_other_chunks_of_odd_length():
    fmt = struct.pack("<HHIIHH", 1, 1, SR, 2 * SR, 2, 16)
    parts = b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"fmt " + struct.pack("<I", 16) + fmt
    parts += b"data" + struct.pack("<I", 6) + struct.pack("<3h", -32768, 0, 16384)
    content = b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts
    y, sr = audio.read_wav(content)
    assert sr == SR and y.tolist() == [-1.0, 0.0, 0.5]


@pytest.mark.parametrize("channels", [1, 2])
def test_soundfile_reads_what_is_written(tmp_path, y, channels):
    path = tmp_path / "sound.wav"
    sound = y if channels == 1 else np.stack([y, -y[::-1]])
    audio.write_wav(path, sound, SR)
    expected, sr = soundfile.read(path, dtype="float32")
    assert sr == SR and soundfile.info(path).subtype == "PCM_16"
    np.testing.assert_allclose(expected.T, sound, atol=1 / 65536, rtol=0)
    np.testing.assert_array_equal(audio.read_wav(path)[0], expected.T)


def test_every_16_bit_value_survives_the_round_trip():
    levels = np.arange(-32768, 32768) / np.float32(32768)
    out = io.BytesIO()
    audio.write_wav(out, levels, SR)
    np.testing.assert_array_equal(audio.read_wav(out.getvalue())[0], levels)


def test_full_scale_is_written_without_wrapping_round():
    out = io.BytesIO()
    audio.write_wav(out, [1.0, -1.0], SR)
    assert audio.read_wav(out.getvalue())[0].tolist() == [32767 / 32768, -1.0]


def test_clipping_is_refused_with_the_peak_and_writes_nothing(tmp_path):
    path = tmp_path / "loud.wav"
    with pytest.raises(ValueError, match=r"got a peak of 1\.25"):
        audio.write_wav(path, np.array([0.5, -1.25]), SR)
    assert not path.exists()


@pytest.mark.parametrize(
    ("y", "sr", "says"),
    [
        ([], SR, "at least one sample"),
        ([0.1, np.nan], SR, r"finite samples, got nan at index \(1,\)"),
        (np.zeros((100, 2)), SR, r"give y\.T"),
        (np.zeros((1, 1, 9)), SR, r"shape \(n,\) or \(channels, n\), got \(1, 1, 9\)"),
        (["a"], SR, "real numbers"),
        ([1j], SR, "real numbers"),
        ([0.1], 8000.5, "sr must be a whole number"),
        ([0.1], 0, "sr must be a whole number, at least 1"),
        ([0.1], 2**31, "cannot hold"),
    ],
)
def test_write_refuses(tmp_path, y, sr, says):
    with pytest.raises(ValueError, match=says):
        audio.write_wav(tmp_path / "never.wav", y, sr)
    assert not list(tmp_path.iterdir())


def _wav(coding=1, channels=1, sr=SR, block=2, bits=16, samples=b"\0\0"):
    fmt = struct.pack("<HHIIHH", coding, channels, sr, sr * block, block, bits)
    parts = b"fmt " + struct.pack("<I", 16) + fmt + b"data" + struct.pack("<I", len(samples))
    return b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVE" + parts + samples


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b"OggS" + bytes(40), "not a WAV file.*OggS"),
        (b"RIFF", "not a WAV file"),
        (_wav()[:20], "cut short"),
        (_wav()[:36], "ends before any samples"),
        (_wav(samples=bytes(100))[:-10], "should have 100 bytes and has 90"),
        (_wav(samples=b""), "0 bytes of samples"),
        (_wav(samples=bytes(3)), "3 bytes of samples"),
        (_wav(coding=17, bits=4), "coding 17 of 4 bits"),
        (_wav(bits=12), "coding 1 of 12 bits"),
        (_wav(channels=0), "contradicts itself"),
        (_wav(sr=0), "contradicts itself"),
        (_wav(block=3), "contradicts itself"),
        (_wav(coding=3, block=4, bits=32, samples=struct.pack("<f", np.nan)), "NaN or infinite"),
        (_wav(coding=3, block=8, bits=64, samples=struct.pack("<d", 1e300)), "NaN or infinite"),
    ],
)
def test_a_broken_file_is_named_in_one_sentence(tmp_path, content, says):
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=says) as error:
        audio.read_wav(path)
    assert "broken.wav" in str(error.value) and "\n" not in str(error.value)
    with pytest.raises(ValueError, match=says):
        audio.read_wav(content)


def test_a_file_cut_anywhere_is_refused(y):
    out = io.BytesIO()
    audio.write_wav(out, y[:20], SR)
    whole = out.getvalue()
    for length in range(len(whole)):
        with pytest.raises(ValueError, match="cannot read these bytes"):
            audio.read_wav(whole[:length])


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        audio.read_wav(tmp_path / "nowhere.wav")
