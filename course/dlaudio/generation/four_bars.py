"""Four bars of music, of which one can ask more than one question: chords, kick, snare, hi-hat."""

import numpy as np

from dlaudio import audio

TEMPO = 120  # beats a minute, four to the bar
CHORDS = {"C": (262, 330, 392), "Am": (220, 262, 330), "F": (220, 262, 349), "G": (196, 247, 294)}
DRUMS = (audio.kick, audio.snare, audio.kick, audio.snare)  # one on each beat of a bar


def four_bars(sr: int = 22050) -> tuple[np.ndarray, int]:
    """Samples, shape (N,), and their rate: a chord a bar (frequencies in Hz), then it dies away.

    Parameters
    ----------
    sr : int
        Sample rate in Hz.
    """
    rng = np.random.default_rng(0)
    beat = round(sr * 60 / TEMPO)
    music = np.zeros((4 * len(CHORDS) + 1) * beat)

    def add(sound, at):
        """Mix a sound into the music; `at` counts beats."""
        start = int(at * beat)
        music[start : start + len(sound)] += 0.3 * sound

    for bar, chord in enumerate(CHORDS.values()):
        for frequency in chord:
            add(audio.note(frequency, sr=sr, duration=2, decay=0.8), 4 * bar)
        for step in range(8):
            add(audio.hat(sr=sr, rng=rng, amplitude=0.3), 4 * bar + step / 2)
        for step, drum in enumerate(DRUMS):
            add(drum(sr=sr, rng=rng), 4 * bar + step)
    return music, sr
