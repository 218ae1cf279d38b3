"""Files as people have them: headers that were never finished, other formats, other rates."""

import builtins
import io
import struct

import librosa
import numpy as np
import pytest
import soundfile

from dlaudio import audio

SR = 8000


@pytest.fixture
def y():
    return np.random.default_rng(0).uniform(-0.9, 0.9, 1001).astype(np.float32)


def parts(*named: tuple[bytes, bytes], riff: bytes = b"RIFF", sizes=None) -> bytes:
    """A RIFF file of parts; `sizes` gives another size than the true one to some names."""
    body = b""
    for name, content in named:
        size = (sizes or {}).get(name, len(content))
        body += name + struct.pack("<I", size) + content + b"\0" * (len(content) % 2)
    total = (sizes or {}).get(riff, 4 + len(body))
    return riff + struct.pack("<I", total) + b"WAVE" + body


def fmt(channels: int = 1) -> tuple[bytes, bytes]:
    return b"fmt ", struct.pack("<HHIIHH", 1, channels, SR, 2 * channels * SR, 2 * channels, 16)


SAMPLES = struct.pack("<4h", -32768, 0, 16384, 8192)
EXPECTED = [-1.0, 0.0, 0.5, 0.25]


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF - 36, 0xFFFFFFFF - 44, 0])
@pytest.mark.parametrize("rest", [b"", b"\1"])
def test_a_size_that_was_never_filled_in_means_up_to_the_end(size, rest):
    content = parts(fmt(), (b"data", SAMPLES), sizes={b"data": size, b"RIFF": 0xFFFFFFFF}) + rest
    got, sr = audio.read_wav(content)
    assert sr == SR and got.tolist() == EXPECTED
    assert audio.read(content)[0].tolist() == EXPECTED


def test_rf64_has_its_size_in_another_part(y, tmp_path):
    ds64 = struct.pack("<QQQI", 0, len(SAMPLES), 4, 0)
    named = ((b"ds64", ds64), fmt(), (b"data", SAMPLES), (b"LIST", b"more"))
    content = parts(*named, riff=b"RF64", sizes={b"data": 0xFFFFFFFF, b"RF64": 0xFFFFFFFF})
    assert audio.read_wav(content)[0].tolist() == EXPECTED
    path = tmp_path / "long.wav"
    soundfile.write(path, y, SR, format="RF64", subtype="PCM_24")
    np.testing.assert_array_equal(audio.read(path)[0], soundfile.read(path, dtype="float32")[0])


def test_a_part_of_odd_length_may_lack_its_last_byte():
    tail = b"data" + struct.pack("<I", len(SAMPLES)) + SAMPLES
    for pad in (b"", b"\0"):
        odd = b"LIST" + struct.pack("<I", 5) + b"INFOx" + pad
        content = parts(fmt()) + odd + tail
        assert audio.read_wav(content)[0].tolist() == EXPECTED


def test_an_empty_file_with_other_parts_behind_is_empty():
    content = parts(fmt(), (b"data", b""), (b"LIST", b"INFOsome"))
    with pytest.raises(ValueError, match="0 bytes of samples"):
        audio.read_wav(content)


FORMATS = [
    ("FLAC", "PCM_16", 0),
    ("FLAC", "PCM_24", 0),
    ("OGG", "VORBIS", 0.5),
    ("OGG", "OPUS", 1.0),
    ("MP3", "MPEG_LAYER_III", 1.0),
    ("AIFF", "PCM_16", 0),
    ("AIFF", "FLOAT", 0),
    ("CAF", "PCM_16", 0),
    ("CAF", "ALAC_16", 0),
    ("WAVEX", "PCM_24", 0),
    ("RF64", "PCM_16", 0),
    ("AU", "FLOAT", 0),
    ("W64", "PCM_16", 0),
    ("WAV", "ULAW", 0.05),
    ("WAV", "ALAW", 0.05),
    ("WAV", "MS_ADPCM", 0.3),
    ("WAV", "IMA_ADPCM", 0.3),
    ("WAV", "GSM610", 1.0),
]


@pytest.mark.parametrize(("format", "subtype", "lost"), FORMATS)
def test_other_formats_are_read_as_soundfile_reads_them(tmp_path, format, subtype, lost):
    y = audio.tone(440, sr=SR, duration=0.5)
    path = tmp_path / f"sound.{format.lower()}"
    soundfile.write(path, y, SR, format=format, subtype=subtype)
    expected, sr = soundfile.read(path, dtype="float32")
    with open(path, "rb") as file:
        for source in (path, str(path), path.read_bytes(), file):
            got, found = audio.read(source)
            assert found == sr and got.dtype == np.float32
            np.testing.assert_array_equal(got, expected)
    n = min(len(y), len(got))
    assert np.sqrt(np.mean((got[:n] - y[:n]) ** 2)) <= lost + 1e-4


@pytest.mark.parametrize("channels", [2, 6])
@pytest.mark.parametrize("format", ["WAV", "FLAC"])
def test_channels_are_averaged_unless_they_are_wanted(tmp_path, format, channels):
    rng = np.random.default_rng(1)
    stored = (rng.integers(-99, 99, (500, channels)) / 100).astype("f")
    path = tmp_path / "many"
    soundfile.write(path, stored, 44100, format=format, subtype="PCM_24")
    y, sr = audio.read(path)
    assert y.shape == (500,) and sr == 44100
    np.testing.assert_allclose(y, stored.mean(axis=1), atol=1e-6)
    apart, _ = audio.read(path, mono=False)
    np.testing.assert_allclose(apart, stored.T, atol=1e-6)
    assert audio.read(path, sr=22050, mono=False)[0].shape == (channels, 250)


@pytest.mark.parametrize(("orig", "target"), [(44100, 16000), (8000, 22050), (48000, 8000)])
def test_another_rate_is_as_librosa_makes_it(orig, target):
    y = audio.chirp(fmin=100, fmax=3000, sr=orig, duration=0.5)
    ours = audio.resample(y, orig_sr=orig, target_sr=target)
    theirs = librosa.resample(y, orig_sr=orig, target_sr=target, res_type="polyphase")
    np.testing.assert_allclose(ours[: len(theirs)], theirs, atol=1e-6)
    expected = audio.chirp(fmin=100, fmax=3000, sr=target, duration=0.5)
    n = min(len(expected), len(ours))
    error = (ours[:n] - expected[:n])[n // 10 : n - n // 10]  # ends ring
    assert np.sqrt(np.mean(error**2)) < 0.02


def test_the_same_rate_gives_a_copy(y):
    again = audio.resample(y, orig_sr=SR, target_sr=SR)
    again[:] = 0
    assert y.any()
    with pytest.raises(ValueError, match="target_sr must"):
        audio.resample(y, orig_sr=SR, target_sr=0)


FOREIGN = [
    (b"\0\0\0\x20ftypM4A \0\0\0\0", r"MPEG-4 file \(m4a, mp4\).*ffmpeg -i"),
    (b"\x1a\x45\xdf\xa3" + bytes(30), "WebM"),
    (b"#!AMR\n" + bytes(30), "AMR"),
    (b"", "it is empty"),
    (b"hello, this is text, not sound", "needed WAV, FLAC, Ogg, MP3 or AIFF.*hello"),
    (parts(fmt(), (b"data", SAMPLES), sizes={b"data": 100}), "cut short"),
]


@pytest.mark.parametrize(("content", "says"), FOREIGN)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path, content, says):
    path = tmp_path / "recording.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=says) as error:
        audio.read(path)
    assert "recording.bin" in str(error.value) and "\n" not in str(error.value)


def test_without_soundfile_the_sentence_says_what_to_install(tmp_path, monkeypatch, y):
    path = tmp_path / "sound.flac"
    soundfile.write(path, y, SR)
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "soundfile":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r"sound.flac is no plain WAV .*pip install soundfile"):
        audio.read(path)
    file = io.BytesIO()
    audio.write_wav(file, y, SR)
    assert len(audio.read(file.getvalue())[0]) == len(y)
