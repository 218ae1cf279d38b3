"""Squeeze a voice through a few hidden units and hear what is left of it."""

from functools import cache

import numpy as np

from dlaudio.layers import Linear, Sequential, Sigmoid
from dlaudio.plots.mel import hz_of_bands
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice
from dlaudio.widgets.feature_maps import WORDS, spoken

TITLE = "A voice through a bottleneck"
CONTROLS = {
    "units": Choice((1, 2, 4, 8, 16, 24), 4, "hidden units"),
    "word": Choice(list(WORDS), "seven", "word"),
}
MEL = {"n_fft": 512, "hop_length": 128, "fmin": 60.0}
BANDS, FLOOR = 32, 60.0


def levels(y, sr) -> np.ndarray:
    """A sound as frames of mel levels: (frames, 32), 1 at the loudest place, 0 60 dB below."""
    from dlaudio import audio

    return audio.log_mel(y, sr=sr, n_mels=BANDS, top_db=FLOOR, **MEL).T


def sound(frames, sr) -> np.ndarray:
    """Noise with these mel levels, as loud as speech usually is."""
    from dlaudio import audio

    power = 10 ** ((np.clip(frames, 0, 1.05) - 1) * FLOOR / 10)
    power[frames < 0.05] = 0
    y = audio.noise_vocoder(power.T, sr=sr, rng=np.random.default_rng(0), **MEL)
    return 0.6 * y / max(np.abs(y).max(), 1e-9)


@cache
def training_frames() -> np.ndarray:
    """Frames of 150 words by the speakers of the split "train"."""
    from dlaudio import datasets

    words = datasets.load("spoken-digits")
    rows = np.random.default_rng(1).permutation(words.splits["train"])[:150]
    return np.concatenate([levels(words.audio[row], words.sr) for row in rows])


@cache
def learnt(units: int, *, noise: float = 0.0, epochs: int = 12) -> Sequential:
    """Autoencoder 32 - units - 32 for frames of speech, trained on the mean squared error.

    With `noise` (a standard deviation) the inputs are noisy and the targets clean.
    """
    from dlaudio.losses import MSELoss
    from dlaudio.optim import Adam
    from dlaudio.train import fit

    rng = np.random.default_rng(0)
    net = Sequential(Linear(BANDS, units, rng=rng), Sigmoid(), Linear(units, BANDS, rng=rng))
    X, loss = training_frames().astype(np.float32), MSELoss()
    net.layers[2].bias.value[:] = X.mean(axis=0)

    def noisy(frames: np.ndarray) -> np.ndarray:
        return frames + noise * rng.normal(size=frames.shape).astype(np.float32)

    fit(
        net,
        loss,
        Adam(net.parameters()),
        X,
        X,
        epochs=epochs,
        batch_size=128,
        rng=rng,
        augment=noisy,
        schedule=lambda share: 0.02 if share < 2 / 3 else 0.005,
        progress=False,
    )
    return net


def draw(units: int, word: str):
    """The mel levels of a word before and after the bottleneck, and the sound after it.

    Parameters
    ----------
    units : int
        Hidden units: as many numbers a frame are kept.
    word : str
        One of the ten digits, by a speaker whom the autoencoder has not heard.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio.play import play

    y, sr = spoken(word)
    X = levels(y, sr)
    Y = learnt(units)(X.astype(np.float32)).astype(float)
    figure = new_figure(7.0, 2.9)
    for ax, frames, title in zip(
        figure.subplots(1, 2), (X, Y), (f"{BANDS} numbers a frame", f"through {units}"), strict=True
    ):
        seconds = len(frames) * MEL["hop_length"] / sr
        look = {"origin": "lower", "aspect": "auto", "cmap": "magma", "vmin": 0, "vmax": 1}
        ax.imshow(frames.T, extent=(0, seconds, -0.5, BANDS - 0.5), **look)
        ax.set(title=title, xlabel="time (s)")
        hz_of_bands(ax.yaxis, BANDS, fmin=MEL["fmin"], fmax=sr / 2)
    error = FLOOR * np.sqrt(np.mean((Y - X) ** 2))
    return (
        figure,
        f"Each frame of {BANDS} levels goes through {units} hidden units and is rebuilt from them. "
        f"The word {word} comes back with an error of {error:.1f} dB (root mean square).",
        play(sound(Y, sr), sr, title=f"{word}, rebuilt from {units} numbers a frame"),
    )
