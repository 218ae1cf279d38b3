"""A song torn in two: at every beat one player has its note, and the other a lower one."""

import numpy as np

from dlaudio import audio

# Frère Jacques, of the 18th century: semitones above C, and beats.
SONG = [(0, 1), (2, 1), (4, 1), (0, 1)] * 2 + [(4, 1), (5, 1), (7, 2)] * 2
LOWER = (5, 9, 4, 8, 3, 7, 9, 5, 8, 4, 7, 9, 6, 11)  # semitones by which the other one is below
WHO = (0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0)  # has the note of the song
C = 262.0  # Hz, of note 0
HIGHEST = 36


def notes() -> np.ndarray:
    """The notes of the two players, in semitones above a low C.

    Returns
    -------
    notes : array of float, shape (14, 2)
        A row a beat; none is below 0, and the larger of each two is the song's.
    """
    song = 12.0 + np.array([semitones for semitones, _ in SONG])
    both = np.stack([song, song - LOWER], axis=1)
    return np.where(np.array(WHO)[:, None] == [0, 1], both[:, :1], both[:, 1:])


def play(row, sr: int, *, beat: float = 0.3) -> np.ndarray:
    """Play notes with the lengths of the song.

    Parameters
    ----------
    row : array, shape (14,)
        Semitones above C; what is outside 0 to 36 is played as the lowest or the highest.
    sr : int
        Sample rate, Hz.
    beat : float
        Seconds.

    Returns
    -------
    y : array, shape (16 * beat * sr,)

    Raises
    ------
    ValueError
        If it is not a note a beat.
    """
    high = np.clip(np.nan_to_num(np.asarray(row, dtype=float)), 0, HIGHEST)
    if high.shape != (len(SONG),):
        raise ValueError(f"play needs a note for each of {len(SONG)} beats, got {high.shape}")
    return np.concatenate(
        [
            audio.note(C * 2 ** (note / 12), sr=sr, duration=beat * beats, decay=0.5)
            for note, (_, beats) in zip(high, SONG, strict=True)
        ]
    )
