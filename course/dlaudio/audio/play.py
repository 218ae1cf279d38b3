"""A sound in a notebook: a player to hear it, and a text that says what there is to hear."""

import base64
import io
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from dlaudio.audio.facts import duration, facts
from dlaudio.audio.lean import lean
from dlaudio.audio.strip import player_html
from dlaudio.audio.validation import check_channels, check_count, check_number
from dlaudio.audio.wav import write_wav

# Chromium refuses a WAV file below 3 kHz; 384 kHz is the highest rate sound cards use.
_LOWEST_SR, _HIGHEST_SR = 3000, 384000
# The sound is stored in the notebook itself, a third larger than this.
_MOST_BYTES = 5_000_000


class Player:
    """A sound that shows itself in Jupyter: title, waveform to click on, controls, description.

    Made by `play` and `play_row`. Where there is no HTML (a terminal, a screen reader's plain text)
    the description stands alone. It never starts by itself.

    Parameters
    ----------
    y : array, shape (n,) or (2, n)
        Samples; they are copied, and scaled down where they exceed 1.
    sr : int
        Sample rate, Hz.

    Attributes
    ----------
    title : str
        What the sound is.
    parts : list of (str, int, int)
        Name, first sample and sample behind the last of what has a button of its own.
    roll : list of (pitch, start, end, colour)
        Notes in MIDI and seconds, drawn in place of the waveform; none if it is empty.
    description : str
        Title, duration, sample rate, peak and RMS level, strongest frequency. 0 dBFS is a
        value of 1, for the peak and for the RMS alike: a sine of peak 1 has -3.0 dBFS RMS.
    wav : bytes
        The sound as a 16 bit WAV file; a long sound without high frequencies has half the rate.
    """

    def __init__(self, y: np.ndarray, sr: int, *, title: str, parts=(), roll=()):
        peak = np.abs(y).max()
        self._scaled = f" Scaled down from a peak of {peak:.3g}." if peak > 1 else ""
        self._y, self._sr = y / max(peak, 1), sr  # a copy: y may be changed before it is heard
        self.title, self.parts, self.roll = title, list(parts), list(roll)

    # Made when asked for: where nobody can listen, a grader reads the description alone.
    @cached_property
    def wav(self) -> bytes:
        """The sound as a 16 bit WAV file."""
        buffer = io.BytesIO()
        write_wav(buffer, *lean(self._y, self._sr))
        return buffer.getvalue()

    @cached_property
    def description(self) -> str:
        """What there is to hear, in words."""
        starts = ", ".join(f"{name} at {start / self._sr:.2f} s" for name, start, _ in self.parts)
        told = f" Parts: {starts}." if self.parts else ""
        return f"{self.title}: {facts(self._y, self._sr)}{self._scaled}{told}"

    def __repr__(self) -> str:
        return self.description

    def _repr_html_(self) -> str:
        sound = base64.b64encode(self.wav).decode("ascii")
        return player_html(
            self._y,
            self._sr,
            src=f"data:audio/wav;base64,{sound}",
            title=self.title,
            length=duration(self._y.shape[-1] / self._sr),
            text=self.description,
            parts=self.parts,
            roll=self.roll,
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

    See Also
    --------
    play_row : several sounds one after the other, with a button each.
    IPython.display.Audio : a player without title, picture and words.

    Examples
    --------
    >>> play([0.0, 0.5, 0.0, -0.5] * 2000, 8000, title="a tone")
    a tone: 1.00 s at 8000 Hz, mono; peak −6.0 dBFS, RMS −9.0 dBFS; strongest frequency 2000 Hz.
    """
    y = check_channels(y, caller="play")
    if y.ndim == 2 and len(y) > 2:
        raise ValueError(f"play needs one or two channels, (n,) or (2, n), got {y.shape}")
    sr = _check_sr(sr)
    _check_size(y.size, "a part, such as y[..., : 30 * sr]")
    return Player(y, sr, title=_check_title(title))


def play_row(
    sounds, sr, *, title: str | None = None, gap: float = 0.25, rolls: Sequence = ()
) -> Player:
    """A player for several sounds in a row, with a button for each.

    Parameters
    ----------
    sounds : mapping of names to arrays of shape (n,), or sequence of pairs of them
        Lengths may differ. A name may come twice in a sequence.
    sr : int
        Sample rate of all, Hz, from 3000 to 384000.
    title : str, optional
        What the row is; the names with bars between if not given.
    gap : float, at least 0
        Seconds of silence between two sounds.
    rolls : sequence of lists of (pitch, start, end, colour), optional
        Of each sound its notes, in MIDI and seconds: they are drawn in place of the waveform.

    Returns
    -------
    Player

    Raises
    ------
    ValueError
        If there is no sound, a name is empty, there are not as many rolls as sounds, or what `play`
        asks for is not given.

    See Also
    --------
    play : one sound.

    Examples
    --------
    >>> tones = {"low": np.tile([0.5, -0.5], 2000), "high": np.zeros(4000)}
    >>> player = play_row(tones, 8000)
    >>> player.title, player.parts
    ('low | high', [('low', 0, 4000), ('high', 6000, 10000)])
    """
    pairs = list(sounds.items() if isinstance(sounds, Mapping) else sounds)
    if not pairs:
        raise ValueError("play_row needs at least one sound, got none")
    sr, gap = _check_sr(sr), check_number(gap, name="gap in seconds", low=0)
    pause, place, pieces, parts = np.zeros(round(gap * sr), np.float32), 0, [], []
    for name, sound in pairs:
        y = check_channels(sound, caller=f"play_row, in {name!r},")
        if y.ndim != 1:
            raise ValueError(f"play_row needs sounds of shape (n,), got {y.shape} for {name!r}")
        parts.append((_check_title(name), place, place + len(y)))
        pieces += [y, pause]
        place += len(y) + len(pause)
    row = np.concatenate(pieces[:-1])
    _check_size(row.size, "fewer of them, or a part of each")
    if rolls and len(rolls) != len(parts):
        raise ValueError(f"play_row needs a roll for each of {len(parts)} sounds, got {len(rolls)}")
    roll = [
        (pitch, first / sr + start, first / sr + end, colour)
        for (_, first, _), notes in zip(parts, rolls, strict=False)
        for pitch, start, end, colour in notes
    ]
    title = " | ".join(name for name, _, _ in parts) if title is None else _check_title(title)
    return Player(row, sr, title=title, parts=parts, roll=roll)


def _check_sr(sr) -> int:
    sr = check_count(sr, name="sr", at_least=_LOWEST_SR)
    if sr > _HIGHEST_SR:
        raise ValueError(
            f"sr must be at most {_HIGHEST_SR} Hz, the highest a sound card plays, got {sr}"
        )
    return sr


def _check_size(n: int, instead: str) -> None:
    """Refuse more than a notebook should hold; `instead` says what to play."""
    if 2 * n > _MOST_BYTES:
        raise ValueError(
            f"play holds at most {_MOST_BYTES // 1_000_000} MB in the notebook, got "
            f"{2 * n / 1e6:.0f} MB: play {instead}"
        )


def _check_title(title) -> str:
    if not isinstance(title, str) or not title.strip():
        raise ValueError(f"title must say what the sound is, got {title!r}")
    return title.strip()
