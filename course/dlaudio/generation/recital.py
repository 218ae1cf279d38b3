"""Tunes to be heard and read at once: a player whose strip is their piano roll."""

import numpy as np

from dlaudio import audio
from dlaudio.generation.left_hand import play_along
from dlaudio.generation.notes import EIGHTH, sing
from dlaudio.generation.tune_numbers import on_the_beat
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT

SR = 8000
HAND = GREY.text  # as far from white paper as from dark, and about as far as the tune


def play(
    tunes,
    *,
    given: int | None = 0,
    hand: bool = False,
    stubborn: int | None = None,
    beat: bool = False,
    longest: int | None = None,
) -> audio.Player:
    """A player with a button for each tune; its notes light up as they sound.

    Parameters
    ----------
    tunes : mapping of str to pair of arrays of int, shapes (T,)
        Names, pitches in MIDI and lengths in eighths.
    given : int or None
        So many notes of each tune were given, and are blue; the others are green. None: all.
    hand : bool
        Whether the left hand of `left_hand` plays along, in grey.
    stubborn : int, optional
        The hand plays the major chord on this key-note (0 is C) all the time.
    beat : bool
        Whether notes that begin off the beat are orange.
    longest : int, optional
        In eighths: notes that end later are left out.
    """
    sounds, rolls = [], []
    for name, (pitches, lengths) in tunes.items():
        if longest is not None:
            count = int(np.searchsorted(np.cumsum(lengths), longest, side="right"))
            pitches, lengths = pitches[:count], lengths[:count]
        plays = hand or stubborn is not None
        left = play_along(pitches, lengths, stubborn=stubborn) if plays else ()
        sounds.append((name, sing(pitches, lengths, sr=SR, left=left)))
        off = ~on_the_beat(lengths) if beat else np.zeros(len(pitches), dtype=bool)
        rolls.append(_roll(pitches, lengths, left, len(pitches) if given is None else given, off))
    return audio.play_row(sounds, SR, rolls=rolls)


def _roll(pitches, lengths, left, given: int, off) -> list[tuple[int, float, float, str]]:
    """Notes with their times in seconds and their colours, those of the left hand first."""
    ends = np.cumsum(lengths)
    hand = [(pitch, start, start + length, HAND) for pitch, start, length in left]
    inks = [INPUT if n < given else WEIGHT if late else OUTPUT for n, late in enumerate(off)]
    tune = [
        (int(pitch), int(end - length), int(end), ink.line)
        for pitch, length, end, ink in zip(pitches, lengths, ends, inks, strict=True)
    ]
    return [(pitch, EIGHTH * a, EIGHTH * b, ink) for pitch, a, b, ink in (*hand, *tune)]


def play_white_keys(row, *, sr: int = SR) -> audio.Player:
    """A player for lines of the eight white keys from C to C, a quarter each.

    Parameters
    ----------
    row : mapping of str to sequence of int
        Notes from 0 to 7; lines without a note are left out.
    sr : int
        Sample rate, Hz.
    """
    keys = np.array([60, 62, 64, 65, 67, 69, 71, 72])
    sung = {
        name: sing(keys[np.asarray(notes)], [2] * len(notes), sr=sr)
        for name, notes in row.items()
        if len(notes)
    }
    return audio.play_row(sung, sr)


def duet(upper, lower, lengths, *, sr: int) -> np.ndarray:
    """Two lines of notes as one sound, the upper one brighter.

    Parameters
    ----------
    upper, lower : arrays of int, shape (T,)
        MIDI numbers.
    lengths : array of int, shape (T,)
        In eighths.
    sr : int
        Sample rate, Hz.
    """
    voices = ((upper, 6), (lower, 3))
    above, below = (
        sing(np.asarray(line), lengths, sr=sr, amplitude=0.3, harmonics=count)
        for line, count in voices
    )
    return above + below
