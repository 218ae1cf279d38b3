"""Sounds that people have: any file, one channel, at the rate that is wanted."""

import os
from io import BytesIO
from math import gcd
from pathlib import Path

import numpy as np

from dlaudio.audio.validation import check_channels, check_count
from dlaudio.audio.wav import OtherFormat, read_wav

# What libsndfile cannot read, told by its first bytes: (offset, bytes, what it is).
_FOREIGN = (
    (4, b"ftyp", "an MPEG-4 file (m4a, mp4), as telephones record it"),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska file, as browsers record it"),
    (0, b"\x30\x26\xb2\x75", "a Windows Media file"),
    (0, b"ADIF", "an AAC file"),
    (0, b"#!AMR", "an AMR file, as old telephones record it"),
)


def read(source, *, sr: int | None = None, mono: bool = True) -> tuple[np.ndarray, int]:
    """Read a file of sound: WAV of every kind, FLAC, Ogg, MP3, AIFF.

    Parameters
    ----------
    source : str, path, bytes, or binary file open for reading
        Where the sound is, or its content.
    sr : int, at least 1, optional
        Sample rate wanted, Hz; that of the file if not given.
    mono : bool
        If True, channels are averaged to one.

    Returns
    -------
    y : ndarray of float32, shape (n,), or (channels, n) for several with ``mono=False``
        Samples, full scale from -1 to 1.
    sr : int
        Sample rate, Hz.

    Raises
    ------
    ValueError
        If it is no sound that can be read: the sentence says what it is, and for m4a and other
        files of telephones how to convert it.
    FileNotFoundError
        If there is no such file.
    ImportError
        If it is not WAV and soundfile is not installed, or sr asks for another rate and SciPy is
        not.

    See Also
    --------
    librosa.load : does the same, by default at 22,050 Hz.
    record : a sound from the microphone of the browser.

    Examples
    --------
    >>> from io import BytesIO
    >>> from dlaudio.audio import write_wav
    >>> file = BytesIO()
    >>> write_wav(file, [[0.5, 0.25], [0.0, -0.25]], 8000)  # two channels
    >>> read(file.getvalue())
    (array([0.25, 0.  ], dtype=float32), 8000)
    """
    content, name = _content(source)
    try:
        y, found = read_wav(content)
    except OtherFormat:
        y, found = _read_other(content, name)
    except ValueError as error:
        raise ValueError(str(error).replace("these bytes", name)) from None
    if mono and y.ndim == 2:
        y = y.mean(axis=0)
    return (y, found) if sr is None else (resample(y, orig_sr=found, target_sr=sr), int(sr))


def resample(y, *, orig_sr: int, target_sr: int) -> np.ndarray:
    """The same sound at another sample rate, by a windowed sinc (SciPy's `resample_poly`).

    Parameters
    ----------
    y : array, shape (n,) or (channels, n)
        Samples.
    orig_sr, target_sr : int, at least 1
        Sample rate of y and the one wanted, Hz. What y has above target_sr / 2 is lost.

    Returns
    -------
    y : ndarray, shape (m,) or (channels, m), m = ceil(n target_sr / orig_sr)
        float32 for float32, else float64; a copy, also where the two rates are the same.

    Raises
    ------
    ValueError
        If y is no sound, or a rate is not a whole number of at least 1.
    ImportError
        If the rates differ and SciPy is not installed.

    See Also
    --------
    librosa.resample : the same, by soxr; the samples differ by less than a hundredth.

    Examples
    --------
    >>> resample(np.zeros(441), orig_sr=44100, target_sr=16000).shape
    (160,)
    """
    y = check_channels(y, caller="resample")
    orig_sr = check_count(orig_sr, name="orig_sr")
    target_sr = check_count(target_sr, name="target_sr")
    if orig_sr == target_sr:
        return y.copy()
    try:
        from scipy.signal import resample_poly
    except ImportError:
        raise ImportError(
            f"to bring a sound from {orig_sr} to {target_sr} Hz, install SciPy (pip install scipy)"
        ) from None
    common = gcd(orig_sr, target_sr)
    return resample_poly(y, target_sr // common, orig_sr // common, axis=-1).astype(y.dtype)


def _content(source) -> tuple[bytes, str]:
    """The bytes of a source, and what to call it."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "these bytes"
    if hasattr(source, "read"):
        return source.read(), str(getattr(source, "name", "this file"))
    return Path(source).read_bytes(), os.fspath(source)


def _read_other(content: bytes, name: str) -> tuple[np.ndarray, int]:
    """Samples and rate of what is no plain WAV, by soundfile."""
    for offset, mark, kind in _FOREIGN:
        if content[offset : offset + len(mark)] == mark:
            raise ValueError(
                f"cannot read {name}: it is {kind}; convert it first, with "
                "`ffmpeg -i recording.m4a recording.wav`, or open it in Audacity or QuickTime and "
                "export it as WAV"
            )
    try:
        import soundfile
    except (ImportError, OSError):  # OSError: soundfile is there, the library behind it is not
        raise ImportError(
            f"{name} is no plain WAV file; to read others, install soundfile "
            "(pip install soundfile), or convert it to WAV"
        ) from None
    try:
        y, sr = soundfile.read(BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ValueError(
            f"cannot read {name}: needed WAV, FLAC, Ogg, MP3 or AIFF, got a file that begins with "
            f"{content[:12]!r} ({error.error_string.rstrip('.')})"
        ) from None
    if y.size == 0 or not np.isfinite(y).all():
        raise ValueError(f"cannot read {name}: it holds no samples, or some that are not finite")
    return (y[:, 0] if y.shape[1] == 1 else np.ascontiguousarray(y.T)), int(sr)
