"""Melodies on the eight white keys from C to C: what unit 13 turns round, sung and played."""

import numpy as np

SCALE = np.array([0, 2, 4, 5, 7, 9, 11, 12])  # semitones of the white keys from C to C
NAMES = ("C", "D", "E", "F", "G", "A", "B", "C'")


def sing(notes, *, sr: int = 16000, levels=None) -> np.ndarray:
    """Notes from 0 to 7, the white keys from C to C, a quarter of a second each.

    Parameters
    ----------
    notes : sequence of int
    sr : int
        Sample rate, Hz.
    levels : array, shape (16,), optional
        The tone, as levels of its harmonics (see `diffusing.sound`).
    """
    from dlaudio import audio
    from dlaudio.networks.diffusing import sound

    parts = []
    for pitch in 220 * 2 ** ((3 + SCALE[np.asarray(notes, dtype=int)]) / 12):
        if levels is None:
            parts.append(audio.note(float(pitch), sr=sr, duration=0.25))
        else:
            parts.append(sound(levels, pitch=pitch, sr=sr, duration=0.25))
    return np.concatenate(parts) if parts else audio.silence(sr=sr, duration=0.25)


def together(*voices, levels=None, sr: int = 16000) -> np.ndarray:
    """Voices of notes from 0 to 7 that sound at once, each as `sing` has it.

    Parameters
    ----------
    voices : sequences of int
    levels : array, shape (16,), optional
        The tone, as for `sing`.
    sr : int
        Sample rate, Hz.
    """
    sung = [sing(voice, levels=levels, sr=sr) for voice in voices]
    both = np.zeros(max(map(len, sung)))
    for voice in sung:
        both[: len(voice)] += voice / len(sung)
    return both


def play(melodies):
    """A player for melodies of white keys in a row, {name: notes}, each as `sing` has it."""
    from dlaudio import audio

    return audio.play_row({name: sing(of) for name, of in melodies.items()}, 16000)


def play_canon(tune, answer, *, levels):
    """A player for a tune, its answer, and both at once.

    Parameters
    ----------
    tune, answer : sequences of int
        Notes from 0 to 7.
    levels : array, shape (16,)
        The tone, as for `sing`.
    """
    from dlaudio import audio

    songs = {"your tune": [tune], "given back": [answer], "at once": [tune, answer]}
    sung = {name: together(*voices, levels=levels) for name, voices in songs.items()}
    return audio.play_row(sung, 16000)


def clashes(tune, answer) -> list[int]:
    """The beats on which two voices of white keys stand a second or a seventh apart.

    Parameters
    ----------
    tune, answer : sequences of int
        Notes from 0 to 7.
    """
    return [t for t, (a, b) in enumerate(zip(tune, answer, strict=False)) if abs(a - b) in (1, 6)]
