"""Words as rows of one length: those of the course to learn from, and those of strangers."""

from functools import lru_cache

import numpy as np

from .. import audio, datasets
from ..audio.voices import SR, WORDS, draw_speaker, speak
from ..networks.listener import word_picture

LENGTH = 5120  # samples at 8 kHz: 0.64 s
N_FFT, HOP = 256, 128  # of short-time spectra
GROUPS = ("m", "f", "c")  # men, women, children


def rows(sounds) -> np.ndarray:
    """Sounds cut, or filled up with silence, to (N, LENGTH), float32."""
    found = np.zeros((len(sounds), LENGTH), np.float32)
    for row, y in zip(found, sounds, strict=True):
        row[: len(y)] = y[:LENGTH]
    return found


def known(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """n words of the course's voices: sounds (n, LENGTH), digits (n,), who says each (n,)."""
    words = datasets.load("spoken-digits")
    chosen = rng.permutation(words.splits["train"])[:n]
    sounds = rows([words.audio[row] for row in chosen])
    return sounds, words.labels[chosen], np.asarray(words.speakers)[chosen]


@lru_cache(maxsize=8)
def strangers(seed: int, each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ten words by each of `each` men, women and children whom the seed invents.

    Returns sounds (30 * each, LENGTH), digits, and groups "m", "f" or "c", both (30 * each,).
    """
    rng = np.random.default_rng([seed, 14])
    people = [(group, draw_speaker(group, rng)) for group in GROUPS for _ in range(each)]
    sounds = speak([(who, word) for _, who in people for word in WORDS], rng)
    digits = np.tile(np.arange(len(WORDS)), len(people))
    return rows(sounds), digits, np.repeat([group for group, _ in people], len(WORDS))


def your_word(y, sr: int) -> np.ndarray:
    """A recording cut as strangers' words are, (1, LENGTH) at 8 kHz: from where the word begins.

    Parameters
    ----------
    y : array, shape (n,)
        One word, with any silence around it.
    sr : int
        Sample rate, Hz.

    Raises
    ------
    ValueError
        If nothing is to be heard.
    """
    y = audio.resample(y, orig_sr=sr, target_sr=SR)
    loud = audio.rms(y, frame_length=N_FFT, hop_length=HOP)
    if not loud.max():
        raise ValueError("needed a word, got silence: was the microphone muted?")
    begins = max(0, int(np.argmax(loud > 0.1 * loud.max())) - 1) * HOP  # a soft hiss comes before
    return rows([y[begins:]])


def beside_a_fan(sounds, snr_db, rng: np.random.Generator) -> np.ndarray:
    """The sounds (N, n) with the noise of a fan, another for each, this much below them in dB.

    `snr_db` is a number or has shape (N, 1). The noise falls by 0 to 6 dB an octave above 60 Hz.
    """
    sounds = np.asarray(sounds, dtype=float)
    spectrum = np.fft.rfft(rng.normal(size=sounds.shape))
    frequencies = np.maximum(np.fft.rfftfreq(sounds.shape[1], 1 / SR), 60.0)
    spectrum *= (frequencies / 60) ** -rng.uniform(0, 1, (len(sounds), 1))
    noise = np.fft.irfft(spectrum, sounds.shape[1])
    levels = [np.sqrt(np.mean(y**2, axis=1, keepdims=True)) for y in (sounds, noise)]
    return (sounds + noise * levels[0] / levels[1] / 10 ** (snr_db / 20)).astype(np.float32)


def pictures(sounds) -> np.ndarray:
    """Sounds (N, n) at 8 kHz as levels in 16 mel bands and 16 frames, 0 to 1: (N, 16, 16)."""
    return np.array([word_picture(y, SR) for y in sounds], np.float32)


def spectra(sounds) -> np.ndarray:
    """Sounds (N, n) as short-time spectra, complex, (N, 129, frames): 32 ms, moved by 16 ms."""
    return np.array([audio.stft(y, n_fft=N_FFT, hop_length=HOP) for y in sounds])


def from_spectra(S, length: int) -> np.ndarray:
    """Spectra as `spectra` makes them back into sounds, (N, length)."""
    return np.array([audio.istft(one, hop_length=HOP, length=length) for one in S])
