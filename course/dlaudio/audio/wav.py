"""WAV files: bytes on a disk to samples and back."""

import os
import struct
import wave
from pathlib import Path

import numpy as np

from dlaudio.audio.validation import check_channels, check_count

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
# Programs that write as they record cannot know the size: they put in 0, or the largest number, of
# 32 bits or of 31, less what stands before the samples.
_UNKNOWN, _NEVER_FILLED_IN = 0xFFFFFFFF, 0x7FFF0000


class OtherFormat(ValueError):
    """What was given is no WAV file, or one of a coding that is not read here."""


def read_wav(path_or_bytes) -> tuple[np.ndarray, int]:
    """Read a WAV file of 8, 16, 24 or 32 bit integers, or of 32 or 64 bit floats.

    Parameters
    ----------
    path_or_bytes : str, path or bytes
        Where the file is, or its content. A header whose sizes were never filled in, as programs
        that record write it, is read up to the end; so is RF64, for files above 4 GB.

    Returns
    -------
    y : ndarray of float32, shape (n,) or (channels, n)
        Samples; one channel has shape (n,), as in librosa. An integer sample of b bits is divided
        by 2**(b - 1), so it lies in [-1, 1]. Floats are as stored and may lie outside.
    sr : int
        Sample rate, Hz.

    Raises
    ------
    ValueError
        If it is not a WAV file, is cut short, holds no samples, or holds a coding not listed above.

    See Also
    --------
    read : any file of sound, as one channel at the rate you want.
    librosa.load, soundfile.read : read the same samples.

    Notes
    -----
    Python's `wave` reads neither floats nor (before 3.12) the extensible header many programs write
    for 24 bit, so the chunks are walked here: IBM and Microsoft, "Multimedia Programming Interface
    and Data Specifications 1.0", 1991, Microsoft's WAVEFORMATEXTENSIBLE, and EBU Tech 3306 (RF64).

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> write_wav(file, [0.5, -0.5], 8000)
    >>> read_wav(file.getvalue())
    (array([ 0.5, -0.5], dtype=float32), 8000)
    """
    if isinstance(path_or_bytes, (bytes, bytearray, memoryview)):
        content, source = bytes(path_or_bytes), "these bytes"
    else:
        content, source = Path(path_or_bytes).read_bytes(), os.fspath(path_or_bytes)
    coding, bits, channels, sr, samples = _parse(content, source)
    y = _to_float(samples, coding, bits)
    if not np.isfinite(y).all():
        raise ValueError(f"cannot read {source}: it holds samples that are NaN or infinite")
    return (y if channels == 1 else np.ascontiguousarray(y.reshape(-1, channels).T)), sr


def write_wav(path_or_file, y, sr) -> None:
    """Write a 16 bit WAV file.

    Parameters
    ----------
    path_or_file : str, path, or binary file open for writing
        Where it goes.
    y : array, shape (n,) or (channels, n)
        Samples in [-1, 1]. They are rounded to steps of 1/32768, so `read_wav` gives them back to
        within 1/65536; 1.0 itself becomes 32767/32768, the largest 16 bit value.
    sr : int, at least 1
        Sample rate, Hz.

    Raises
    ------
    ValueError
        If a sample is outside [-1, 1] (it would be clipped) or not finite, if y is empty or has
        another shape, or if sr is not a positive whole number. Nothing is written then.

    See Also
    --------
    soundfile.write : writes every coding; it takes (n, channels). librosa writes no files.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> write_wav(file, np.zeros(100), 8000)
    >>> len(file.getvalue())  # 44 bytes of header, 2 for each sample
    244
    """
    y = check_channels(y, caller="write_wav")
    sr = check_count(sr, name="sr")
    peak = np.abs(y).max()
    if peak > 1:
        raise ValueError(
            f"write_wav needs samples in [-1, 1], got a peak of {peak:.6g}: "
            "divide y by its peak, np.abs(y).max()"
        )
    channels = 1 if y.ndim == 1 else len(y)
    if 2 * channels * sr >= 2**32:
        raise ValueError(f"a WAV file cannot hold {channels} channel(s) at sr={sr} Hz")
    levels = np.minimum(np.round(y.astype(np.float64) * 32768), 32767).astype("<i2")
    is_path = isinstance(path_or_file, (str, os.PathLike))
    with wave.open(os.fspath(path_or_file) if is_path else path_or_file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(sr)
        out.writeframes(levels.T.tobytes())


def _parse(content: bytes, source: str) -> tuple[int, int, int, int, bytes]:
    """Walk the chunks of a RIFF file; return coding, bits, channels, sample rate, sample bytes."""
    if len(content) == 0:
        raise ValueError(f"cannot read {source}: it is empty")
    if content[:4] not in (b"RIFF", b"RF64") or content[8:12] != b"WAVE":
        raise OtherFormat(
            f"cannot read {source}: not a WAV file, which begins with RIFF....WAVE; "
            f"this begins with {content[:12]!r}"
        )
    header, long_size, position = None, None, 12
    while position + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, position)
        rest = len(content) - position - 8
        if name == b"data":
            if content[:4] == b"RF64" and size == _UNKNOWN and long_size is not None:
                size = long_size
            if header is None:
                raise ValueError(f"cannot read {source}: its samples come before their format")
            step = header[1] // 8 * header[2]
            nothing = size == 0 < rest and not _is_name(content[position + 8 : position + 12])
            if nothing or (size > rest and size >= _NEVER_FILLED_IN):
                size = rest - rest % step  # what was recorded until somebody pulled the plug
        body = content[position + 8 : position + 8 + size]
        if len(body) < size:
            raise ValueError(
                f"cannot read {source}: it is cut short, its {name!r} part should have "
                f"{size} bytes and has {len(body)}"
            )
        if name == b"ds64" and size >= 16:
            (long_size,) = struct.unpack_from("<Q", body, 8)
        elif name == b"fmt ":
            header = _parse_format(body, source)
        elif name == b"data":
            coding, bits, channels, sr = header
            if size == 0 or size % step:
                raise ValueError(
                    f"cannot read {source}: {size} bytes of samples are not one or more times "
                    f"{channels} channel(s) of {bits} bits"
                )
            return coding, bits, channels, sr, body
        position += 8 + size
        if size % 2 and not _is_name(content[position : position + 4]):
            position += 1  # the byte that makes it even, which some programs forget
    raise ValueError(f"cannot read {source}: it is cut short, it ends before any samples")


def _is_name(four: bytes) -> bool:
    """Whether these bytes can be the name of a part: letters and digits, maybe spaces behind."""
    return len(four) == 4 and four[0] != 32 and all(48 <= b <= 122 or b == 32 for b in four)


def _parse_format(body: bytes, source: str) -> tuple[int, int, int, int]:
    if len(body) < 16:
        raise ValueError(f"cannot read {source}: its format needs 16 bytes and has {len(body)}")
    coding, channels, sr, _, block, bits = struct.unpack_from("<HHIIHH", body)
    if coding == _EXTENSIBLE and len(body) >= 26:
        # The coding proper is the first field of the 16-byte sub-format that follows.
        (coding,) = struct.unpack_from("<H", body, 24)
    known = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}
    if bits not in known.get(coding, ()):
        raise OtherFormat(
            f"cannot read {source}: needed 8, 16, 24 or 32 bit integers or 32 or 64 bit floats, "
            f"got coding {coding} of {bits} bits"
        )
    if channels == 0 or sr == 0 or block != channels * bits // 8:
        raise ValueError(
            f"cannot read {source}: its format contradicts itself "
            f"({channels} channels at {sr} Hz, {bits} bits, {block} bytes a time step)"
        )
    return coding, bits, channels, sr


def _to_float(samples: bytes, coding: int, bits: int) -> np.ndarray:
    if coding == _FLOAT:
        with np.errstate(over="ignore"):  # too large for float32: infinite, which is refused
            return np.frombuffer(samples, f"<f{bits // 8}").astype(np.float32)
    if bits == 8:  # the one unsigned coding: 128 is zero
        return (np.frombuffer(samples, "u1").astype(np.float32) - 128) / 128
    if bits == 24:  # NumPy has no 3-byte integer: make it the upper three bytes of a 4-byte one
        wide = np.zeros((len(samples) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(samples, np.uint8).reshape(-1, 3)
        samples, bits = wide.tobytes(), 32
    levels = np.frombuffer(samples, f"<i{bits // 8}")
    return levels.astype(np.float32) / np.float32(2 ** (bits - 1))
