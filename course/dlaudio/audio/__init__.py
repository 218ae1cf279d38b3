"""Sound in NumPy: read and write it, make it, hear it, and look at its spectrum.

A sound is an array `y` of samples in [-1, 1] and a sample rate `sr` in Hz. One channel has shape
(n,), several have (channels, n). Names, axes and results follow librosa.
"""

from dlaudio.audio.cepstrum import cepstral_pitch, griffin_lim, lpc, power_cepstrum
from dlaudio.audio.features import rms, zero_crossing_rate
from dlaudio.audio.io import read_wav, write_wav
from dlaudio.audio.mel import (
    dct_matrix,
    hz_to_mel,
    mel_filterbank,
    mel_to_hz,
    melspectrogram,
    mfcc,
)
from dlaudio.audio.melody import melody
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
from dlaudio.audio.spectral import (
    spectral_centroid,
    spectral_flatness,
    spectral_flux,
    spectral_irregularity,
    spectral_kurtosis,
    spectral_rolloff,
    spectral_skewness,
    spectral_spread,
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
from dlaudio.audio.vocoder import noise_vocoder, whisper

__all__ = [
    "Player",
    "amplitude_to_db",
    "cepstral_pitch",
    "chirp",
    "dct_matrix",
    "fade",
    "fft_frequencies",
    "frame",
    "frames_to_time",
    "get_window",
    "griffin_lim",
    "hat",
    "hz_to_mel",
    "istft",
    "kick",
    "lpc",
    "mel_filterbank",
    "mel_to_hz",
    "melody",
    "melspectrogram",
    "mfcc",
    "noise_vocoder",
    "note",
    "play",
    "power_cepstrum",
    "power_to_db",
    "read_wav",
    "rms",
    "silence",
    "snare",
    "spectral_centroid",
    "spectral_flatness",
    "spectral_flux",
    "spectral_irregularity",
    "spectral_kurtosis",
    "spectral_rolloff",
    "spectral_skewness",
    "spectral_spread",
    "stft",
    "tone",
    "whisper",
    "white_noise",
    "write_wav",
    "zero_crossing_rate",
]
