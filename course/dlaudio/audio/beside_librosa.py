"""Features by hand beside librosa, in a notebook; where nobody looks librosa stays unloaded."""

import threading
from collections.abc import Callable

import numpy as np

from dlaudio.notebook import shell

N_FFT, HOP, N_MELS, N_MFCC, FMIN = 256, 64, 32, 13, 60.0
PATIENCE = 2.0  # seconds without a word
COMPILING = "librosa compiles parts of itself, once on this machine: ten to thirty seconds ..."


def mfcc(y, sr: float, *, mel_filters: Callable, log_dct: Callable) -> float | None:
    """Print librosa's one line and how far its MFCC are from those of two functions of unit 7.

    Where librosa was never used before, it compiles parts of itself for ten to thirty seconds: who
    waits is told so, and outside of a notebook nobody has to.

    Parameters
    ----------
    y : array, shape (n,)
    sr : float
        Sample rate in Hz.
    mel_filters, log_dct : functions of unit 7

    Returns
    -------
    difference : float or None
        The largest one; None outside of a notebook.
    """
    if shell() is None:
        print("librosa is compared in a notebook only")
        return None
    try:
        import librosa
    except ImportError:
        print("librosa is not installed here; the rest of the unit does without it")
        return None
    from dlaudio import audio

    y = np.asarray(y, dtype=float)
    frames = audio.frame(y, frame_length=N_FFT, hop_length=HOP)
    power = np.abs(np.fft.rfft(frames * audio.get_window("hann", N_FFT)[:, None], axis=0)) ** 2
    ours = log_dct(mel_filters(sr, N_FFT, N_MELS, FMIN, sr / 2)[1] @ power, N_MFCC)[2]
    shape = {"n_mfcc": N_MFCC, "n_fft": N_FFT, "hop_length": HOP, "n_mels": N_MELS, "fmin": FMIN}
    told = threading.Timer(PATIENCE, print, [COMPILING])
    told.start()
    try:
        theirs = librosa.feature.mfcc(y=y, sr=sr, center=False, **shape)
    finally:
        told.cancel()
    difference = float(np.abs(ours - theirs).max())
    options = ", ".join(f"{name}={value:g}" for name, value in shape.items())
    print(f"librosa.feature.mfcc(y=y, sr=sr, {options}, center=False)")
    print(f"shape {theirs.shape}; largest difference from the chain by hand: {difference:.4f}")
    return difference
