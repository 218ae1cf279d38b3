"""Sound in NumPy: read and write it, make it, hear it, and look at its spectrum.

A sound is an array `y` of samples in [-1, 1] and a sample rate `sr` in Hz. One channel has shape
(n,), several have (channels, n). Names, axes and results follow librosa.
"""

from dlaudio.audio.features import rms, zero_crossing_rate
from dlaudio.audio.io import read_wav, write_wav
from dlaudio.audio.play import Player, play
from dlaudio.audio.signals import (
    chirp,
    fade,
    hat,
    kick,
    note,
    silence,
    snare,
    tone,
    white_noise,
)
from dlaudio.audio.spectrum import (
    amplitude_to_db,
    fft_frequencies,
    frame,
    frames_to_time,
    get_window,
    istft,
    power_to_db,
    stft,
)

__all__ = [
    "Player",
    "amplitude_to_db",
    "chirp",
    "fade",
    "fft_frequencies",
    "frame",
    "frames_to_time",
    "get_window",
    "hat",
    "istft",
    "kick",
    "note",
    "play",
    "power_to_db",
    "read_wav",
    "rms",
    "silence",
    "snare",
    "stft",
    "tone",
    "white_noise",
    "write_wav",
    "zero_crossing_rate",
]
