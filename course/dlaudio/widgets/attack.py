"""How little must be added to a spoken word until a network hears another one?"""

from functools import cache

import numpy as np

from dlaudio.layers import softmax
from dlaudio.networks.listener import SIDE, draw_word, listener, word_picture
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.feature_maps import WORDS, spoken

TITLE = "An attack that can be heard"
CONTROLS = {
    "word": Choice(list(WORDS), "six", "word"),
    "strength": Slider(0.0, 5.0, 0.25, 1.0, "strength", "% of the peak"),
    "kind": Choice(("attack", "random signs"), "attack", "what is added"),
}
N_FFT, FLOOR, DECIBELS = 512, 60.0, 10 / np.log(10)
STEPS = 20


def picture_backward(dpicture, y, sr) -> np.ndarray:
    """Gradient in the samples, (n,), for a gradient in `word_picture(y, sr)`, (16, 16).

    Each step of the picture is walked back: decibels, mel bands, squared size, Fourier transform,
    overlapping frames.
    """
    from dlaudio import audio

    length = round(0.64 * sr)
    hop = length // SIDE
    x = np.zeros(length + N_FFT)
    x[N_FFT // 2 : N_FFT // 2 + min(len(y), length)] = y[:length]
    places = np.arange(SIDE)[:, None] * hop + np.arange(N_FFT)
    window = audio.get_window("hann", N_FFT)
    spectrum = np.fft.rfft(x[places] * window, axis=1)
    bank = audio.mel_filterbank(sr=sr, n_fft=N_FFT, n_mels=SIDE, fmin=60.0, dtype=float)
    mel = bank @ (np.abs(spectrum) ** 2).T
    live = mel > mel.max() * 10 ** (-FLOOR / 10)
    dlevel = np.where(live, np.asarray(dpicture, dtype=float), 0) / FLOOR
    dmel = DECIBELS * dlevel / np.maximum(mel, 1e-10)
    loudest = np.unravel_index(mel.argmax(), mel.shape)
    dmel[loudest] -= DECIBELS * dlevel.sum() / mel[loudest]
    dspectrum = (bank.T @ dmel).T * spectrum
    dspectrum[:, 1:-1] *= 0.5  # irfft counts these bins twice
    dframes = 2 * N_FFT * np.fft.irfft(dspectrum, axis=1) * window
    dx = np.zeros(len(x))
    np.add.at(dx, places, dframes)
    slope = np.zeros(len(y))
    part = dx[N_FFT // 2 : N_FFT // 2 + min(len(y), length)]
    slope[: len(part)] = part
    return slope


def answers(y, sr) -> np.ndarray:
    """The network's probability of each digit, (10,)."""
    net = listener("spoken-digits")
    return softmax(net(word_picture(y, sr)[None, None].astype(np.float32) - 0.5))[0]


def input_slope(y, sr, label: int) -> np.ndarray:
    """Gradient in the samples of the cross-entropy between the network's answer and the label."""
    error = answers(y, sr)  # this forward pass is also what backward goes back through
    error[label] -= 1
    net = listener("spoken-digits")
    dpicture = net.backward(error[None].astype(np.float32))[0, 0]
    net.zero_grad()
    return picture_backward(dpicture, y, sr)


def impulses(y, p: float, *, rng: np.random.Generator) -> np.ndarray:
    """The sound with a share p of its samples at plus or minus its peak."""
    return with_impulses(y, p, rng.random(len(y)), rng.random(len(y)))


def with_impulses(y, p: float, u, side) -> np.ndarray:
    """The sound (n,) at its peak where u < p, (n,): below 0 where `side` is below 0.5."""
    peak = np.abs(y).max()
    return np.where(u < p, np.where(side < 0.5, -peak, peak), y)


@cache
def spoilt(word: str, strength: float, kind: str) -> tuple[np.ndarray, int]:
    """The word, every sample changed by at most `strength` percent of the word's peak.

    The attack takes `STEPS` small steps along the sign of the slope: decibels bend so much that
    the slope at the start says little about the end.
    """
    y, sr = spoken(word)
    most = strength / 100 * np.abs(y).max()
    if kind == "random signs":
        return y + most * np.random.default_rng(0).choice([-1.0, 1.0], len(y)), sr
    attacked = y.copy()
    for _ in range(STEPS):
        slope = input_slope(attacked, sr, WORDS.index(word))
        attacked = np.clip(attacked + most / STEPS * 2 * np.sign(slope), y - most, y + most)
    return attacked, sr


def draw(word: str, strength: float, kind: str):
    """The word before and after, what the network answers, and the sound.

    Parameters
    ----------
    word : str
        One of the ten digits.
    strength : float
        Percent of the word's peak.
    kind : str
        "attack": along the sign of the loss's slope. "random signs": as large, without aim.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio.play import play

    (clean, _), (y, sr) = spoken(word), spoilt(word, strength, kind)
    p = answers(y, sr)
    heard = WORDS[int(p.argmax())]
    figure = new_figure(7.4, 2.9)
    first, second, third = figure.subplots(1, 3, width_ratios=[1, 1, 1.2])
    for ax, sound, title in ((first, clean, "as spoken"), (second, y, "as attacked")):
        draw_word(ax, word_picture(sound, sr), sr, title=title)
    third.barh(WORDS, p, color=["#0072B2" if name == word else "#D55E00" for name in WORDS])
    third.set(xlim=(0, 1), xlabel="probability")
    third.invert_yaxis()
    ratio = "nothing added" if strength == 0 else f"{_snr(clean, y):.0f} dB below the word"
    return (
        figure,
        f"Spoken: {word}. Strength {strength:g} % ({ratio}). The network hears {heard}, with a "
        f"probability of {p.max():.0%}; for {word} it has {p[WORDS.index(word)]:.0%} left.",
        play(y, sr, title=f"{word} with {kind} of {strength:g} %, heard as {heard}"),
    )


def _snr(clean, y) -> float:
    return float(10 * np.log10(np.mean(clean**2) / np.mean((y - clean) ** 2)))
