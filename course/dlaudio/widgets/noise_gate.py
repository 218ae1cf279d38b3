"""A gate in every band, open for what is louder than the noise: too much, too little, or right."""

import functools

import numpy as np

from dlaudio import audio
from dlaudio.datasets.noisy_words import HOP, N_FFT, noisy, sdr, words
from dlaudio.plots.drawings import spectrograms
from dlaudio.widgets.controls import Slider

TITLE = "A gate against noise"
CONTROLS = {
    "opens": Slider(-20, 14, 1, 6, "opens this far above the noise", "dB"),
    "floor": Slider(0.0, 0.5, 0.05, 0.0, "what passes when it is shut"),
}
SR = 8000
LONELY = [(88, 9), (89, 50)]  # (band, frame) of open cells that have no neighbours


@functools.cache
def scene() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A word, the word in noise of 0 dB, its spectrum, and the mean power of the noise by band."""
    word = words("spoken-digits", 1)[0]
    heard, noise = noisy(word, np.random.default_rng(5))
    Y, V = (audio.stft(y, n_fft=N_FFT, hop_length=HOP) for y in (heard, noise))
    return word, heard, Y, np.mean(np.abs(V) ** 2, axis=1, keepdims=True)


def draw(opens: float, floor: float):
    """The word in noise, and what the gate lets through.

    Parameters
    ----------
    opens : float
        How many dB above the mean power of the noise a cell of the spectrogram must be to pass.
    floor : float
        What the others are multiplied by.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : dlaudio.audio.Player
    """
    word, heard, Y, noise = scene()
    passes = np.abs(Y) ** 2 > 10 ** (opens / 10) * noise
    y = audio.istft(np.where(passes, 1, floor) * Y, hop_length=HOP, length=len(word))
    levels = {}
    for name, sound in {"before": heard, "after": y}.items():
        S = np.abs(audio.stft(sound, n_fft=N_FFT, hop_length=HOP))
        levels[name] = audio.amplitude_to_db(S, ref=np.abs(Y).max(), top_db=None)
    figure, _ = spectrograms.draw(levels, sr=SR, hop_length=HOP)
    if passes.mean() < 0.1 and floor < 0.2:
        _ring(figure.axes[-1], [cell for cell in LONELY if passes[cell]])
    before, after = sdr(heard, word), sdr(y.astype(float), word)
    before, after = (round(value, 1) + 0.0 for value in (before, after))  # no "-0.0"
    text = (
        f"The gate opens at {opens:+g} dB for {passes.mean():.0%} of the spectrogram; the rest is "
        f"multiplied by {floor:g}. SDR {before:.1f} dB before, {after:.1f} dB after."
    )
    player = audio.play(y, SR, title="the word behind the gate")
    return figure, text, player


def _ring(ax, cells) -> None:
    """Rings around open cells that stand alone, and above each what it does."""
    for band, frame in cells:
        x, y = (frame + 0.5) * HOP / SR, band * SR / N_FFT / 1000
        ax.plot(x, y, "o", ms=17, mfc="none", mec="white", mew=1.4)
        ax.text(x, y + 0.3, "chirps", color="white", fontsize=11.5, ha="center")
