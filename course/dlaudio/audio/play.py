"""A sound in a notebook: a player to hear it, and a text that says what there is to hear."""

import base64
import hashlib
import html
import io
from functools import cached_property

import numpy as np

from dlaudio.audio.io import write_wav
from dlaudio.audio.validation import check_channels, check_count

# Chromium refuses a WAV file below 3 kHz; 384 kHz is the highest rate sound cards use.
_LOWEST_SR, _HIGHEST_SR = 3000, 384000
# The sound is stored in the notebook itself, a third larger than this.
_MOST_BYTES = 5_000_000
# A smaller sample rounds to 0 in the 16 bits that are played.
_HALF_STEP = 2**-16


class Player:
    """A sound that shows itself in Jupyter as an audio player above its description.

    Made by `play`. Where there is no HTML (a terminal, a screen reader's plain text) the
    description stands alone. It never starts by itself.

    Attributes
    ----------
    title : str
    description : str
        Title, duration, sample rate, peak and RMS level, strongest frequency. 0 dBFS is a
        value of 1, for the peak and for the RMS alike: a sine of peak 1 has -3.0 dBFS RMS.
    wav : bytes
        The sound as a 16 bit WAV file.
    """

    def __init__(self, y: np.ndarray, sr: int, *, title: str):
        peak = np.abs(y).max()
        self._scaled = f" Scaled down from a peak of {peak:.3g}." if peak > 1 else ""
        self._y, self._sr = y / max(peak, 1), sr  # a copy: y may be changed before it is heard
        self.title = title

    # Made when asked for: where nobody can listen, a grader reads the description alone.
    @cached_property
    def wav(self) -> bytes:
        buffer = io.BytesIO()
        write_wav(buffer, self._y, self._sr)
        return buffer.getvalue()

    @cached_property
    def description(self) -> str:
        return f"{self.title}: {_facts(self._y, self._sr)}{self._scaled}"

    def __repr__(self) -> str:
        return self.description

    def _repr_html_(self) -> str:
        sound = base64.b64encode(self.wav).decode("ascii")
        return (
            '<figure style="margin: 0.5em 0">'
            f'<audio controls preload="auto" aria-label="{html.escape(self.title)}" '
            f'src="data:audio/wav;base64,{sound}"></audio>'
            f"<figcaption>{html.escape(self.description)}</figcaption>"
            "</figure>"
        )


def play(y, sr, *, title: str) -> Player:
    """A player for a sound, to stand on the last line of a notebook cell.

    Parameters
    ----------
    y : array, shape (n,) or (2, n)
        Samples, one channel or left and right. If the peak exceeds 1 all samples are divided by
        it, so nothing is clipped, and the description says so.
    sr : int
        Sample rate, Hz, from 3000 (Chromium plays nothing lower) to 384000.
    title : str
        What the sound is; the first thing a screen reader says.

    Returns
    -------
    Player

    Raises
    ------
    ValueError
        If y has another shape, is empty or not finite, is longer than a notebook should hold
        (5 MB, 113 s of one channel at 22050 Hz), or if sr or title is not as above.
    """
    y = check_channels(y, caller="play")
    if y.ndim == 2 and len(y) > 2:
        raise ValueError(f"play needs one or two channels, (n,) or (2, n), got {y.shape}")
    sr = check_count(sr, name="sr", at_least=_LOWEST_SR)
    if sr > _HIGHEST_SR:
        raise ValueError(
            f"sr must be at most {_HIGHEST_SR} Hz, the highest a sound card plays, got {sr}"
        )
    if 2 * y.size > _MOST_BYTES:
        raise ValueError(
            f"play holds at most {_MOST_BYTES // 1_000_000} MB in the notebook, got "
            f"{2 * y.size / 1e6:.0f} MB: play a part, such as y[..., : 30 * sr]"
        )
    if not isinstance(title, str) or not title.strip():
        raise ValueError(f"title must say what the sound is, got {title!r}")
    return Player(y, sr, title=title.strip())


def _facts(y: np.ndarray, sr: int) -> str:
    """Describe y, shape (n,) or (channels, n), with its peak at most 1; a second time from memory.

    A cell is run again and again, and a grader runs the same cell for each student of a class.
    """
    key = (hashlib.sha1(np.ascontiguousarray(y)).digest(), y.shape, y.dtype.str, sr)
    if key not in _known_facts:
        _known_facts[key] = _find_facts(y, sr)
    return _known_facts[key]


_known_facts: dict[tuple, str] = {}


def _find_facts(y: np.ndarray, sr: int) -> str:
    y = np.atleast_2d(y).astype(np.float64)
    channels = {1: "mono", 2: "stereo"}[len(y)]
    seconds = y.shape[1] / sr
    duration = f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.3g} ms"
    facts = f"{duration} at {sr} Hz, {channels}"
    if np.abs(y).max() < _HALF_STEP:
        return f"{facts}; silence."
    peak, level = _dbfs(np.abs(y).max()), _dbfs(np.sqrt(np.mean(y**2)))
    facts = f"{facts}; peak {peak:.1f} dBFS, RMS {level:.1f} dBFS"
    frequency = _strongest_frequency(y, sr)
    if frequency is None:
        return f"{facts}; a constant, which cannot be heard."
    return f"{facts}; strongest frequency {frequency:.{0 if frequency >= 100 else 1}f} Hz."


def _dbfs(value: float) -> float:
    """Level of a value in dB below 1, rounded to 0.1 (adding 0.0 turns -0.0 into 0.0)."""
    return round(20 * np.log10(value), 1) + 0.0


def _strongest_frequency(y: np.ndarray, sr: int) -> float | None:
    """Peak of the power spectrum of all of y, shape (channels, n), in Hz; None if y is constant.

    The peak is read between the bins from a parabola through the logarithms of three: Smith,
    "Spectral Audio Signal Processing", section "Quadratic Interpolation of Spectral Peaks".
    """
    y = y - y.mean(axis=1, keepdims=True)
    if np.abs(y).max() < _HALF_STEP:
        return None
    n = y.shape[1]
    n_fft = 2 ** int(np.ceil(np.log2(2 * n)))
    window = np.sin(np.pi * (np.arange(n) + 0.5) / n) ** 2
    power = (np.abs(np.fft.rfft(y * window, n=n_fft, axis=1)) ** 2).sum(axis=0)
    k = 1 + int(np.argmax(power[1:-1]))
    before, here, after = np.log(np.maximum(power[k - 1 : k + 2], 1e-30))
    is_peak = before < here > after
    shift = (before - after) / (2 * (before - 2 * here + after)) if is_peak else 0.0
    return float((k + shift) * sr / n_fft)
