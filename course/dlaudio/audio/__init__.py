"""Sound in NumPy: read and write it, make it, hear it, and look at its spectrum.

A sound is an array `y` of samples in [-1, 1] and a sample rate `sr` in Hz. One channel has shape
(n,), several have (channels, n). Names, axes and results follow librosa; where a name differs, the
docstring's See Also has librosa's. float32 in gives float32 out, anything else float64.
"""

from dlaudio.audio.cepstrum import cepstral_pitch, power_cepstrum
from dlaudio.audio.chroma import chroma_filterbank, chroma_stft
from dlaudio.audio.confused import Confused, confused
from dlaudio.audio.constant_q import cqt
from dlaudio.audio.decibels import amplitude_to_db, power_to_db
from dlaudio.audio.drums import hat, kick, snare
from dlaudio.audio.fades import fade
from dlaudio.audio.features import rms, zero_crossing_rate
from dlaudio.audio.files import read, resample
from dlaudio.audio.frames import frame, frames_to_time
from dlaudio.audio.mel import hz_to_mel, log_mel, mel_filterbank, mel_to_hz, melspectrogram
from dlaudio.audio.melody import melody
from dlaudio.audio.mfcc import dct_matrix, delta, mfcc
from dlaudio.audio.phase import griffin_lim
from dlaudio.audio.pitch import hz_to_midi, midi_to_hz
from dlaudio.audio.play import Player, play, play_row
from dlaudio.audio.prediction import lpc
from dlaudio.audio.record import Recorder, record
from dlaudio.audio.signals import chirp, note, silence, tone, white_noise
from dlaudio.audio.spectral import (
    spectral_centroid,
    spectral_kurtosis,
    spectral_skewness,
    spectral_spread,
)
from dlaudio.audio.spectrum import fft_frequencies, istft, stft
from dlaudio.audio.texture import (
    spectral_flatness,
    spectral_flux,
    spectral_irregularity,
    spectral_rolloff,
)
from dlaudio.audio.vocoder import noise_vocoder, whisper
from dlaudio.audio.wav import read_wav, write_wav
from dlaudio.audio.windows import get_window

__all__ = [
    "Confused",
    "Player",
    "Recorder",
    "amplitude_to_db",
    "cepstral_pitch",
    "chirp",
    "chroma_filterbank",
    "chroma_stft",
    "confused",
    "cqt",
    "dct_matrix",
    "delta",
    "fade",
    "fft_frequencies",
    "frame",
    "frames_to_time",
    "get_window",
    "griffin_lim",
    "hat",
    "hz_to_mel",
    "hz_to_midi",
    "istft",
    "kick",
    "log_mel",
    "lpc",
    "mel_filterbank",
    "mel_to_hz",
    "melody",
    "melspectrogram",
    "mfcc",
    "midi_to_hz",
    "noise_vocoder",
    "note",
    "play",
    "play_row",
    "power_cepstrum",
    "power_to_db",
    "read",
    "read_wav",
    "record",
    "resample",
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
