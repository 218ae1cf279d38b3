"""A spoken word as a landscape over time and frequency, built of towers that one can hear."""

from functools import cache

import numpy as np

from dlaudio.layers import sigmoid

DIGIT, SR = 7, 8000
FRAMES, BANDS, N_FFT, RANGE = 64, 32, 256, 45.0  # RANGE: dB from the loudest place to height 0


@cache
def word() -> np.ndarray:
    """The word, spoken by an invented voice, at `SR`."""
    from dlaudio import datasets

    words = datasets.load("spoken-digits")
    rows = [row for row in words.splits["test"] if words.labels[row] == DIGIT]
    longest = max(rows, key=lambda row: len(words.audio[row]))
    return words.audio[longest]


@cache
def ground() -> np.ndarray:
    """How loud each moment is in each band, shape (FRAMES, BANDS): 1 where loudest, 0 far below."""
    from dlaudio import audio

    shape = {"sr": SR, "n_fft": N_FFT, "hop_length": _hop()}
    power = audio.melspectrogram(word(), n_mels=BANDS, **shape)
    decibels = 10 * np.log10(np.maximum(power[:, :FRAMES].T / power.max(), 1e-9))
    return np.clip(1 + decibels / RANGE, 0, 1)


def places() -> np.ndarray:
    """Time and frequency, from 0 to 1 each, of all places of the ground, shape (N, 2)."""
    sides = [(np.arange(n) + 0.5) / n for n in (FRAMES, BANDS)]
    return np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1).reshape(-1, 2)


def built(tower_net, n_each: int) -> np.ndarray:
    """The ground as n_each by n_each towers make it, each as high as what is under it on average.

    Parameters
    ----------
    tower_net : function
        The answer to the exercise: (low, high, steepness) to W1, b1, W2, b2.
    n_each : int
        Towers each way, a power of 2 up to 32.

    Returns
    -------
    heights : array, shape (FRAMES, BANDS)
    """
    X, total = places(), np.zeros(FRAMES * BANDS)
    for i in range(n_each):
        for k in range(n_each):
            low = np.array([i, k]) / n_each
            under = np.all(np.abs(X - low - 0.5 / n_each) < 0.5 / n_each, axis=1)
            height = np.mean(ground().reshape(-1)[under])
            net = tower_net(low, low + 1 / n_each, 100.0 * n_each)
            W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in net)
            total += height * sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)[:, 0]
    return total.reshape(FRAMES, BANDS)


def whispered(heights: np.ndarray) -> np.ndarray:
    """Noise that is as loud in each band, at each moment, as the heights (FRAMES, BANDS) say."""
    from dlaudio import audio

    power = 10 ** ((np.clip(heights, 0, 1) - 1) * RANGE / 10).T
    shape = {"sr": SR, "n_fft": N_FFT, "hop_length": _hop()}
    y = audio.noise_vocoder(power, rng=np.random.default_rng(0), **shape)
    return audio.fade(0.7 * y / np.abs(y).max(), sr=SR)


def row(tower_net, n_each=(4, 8, 16, 32)) -> list[tuple[str, np.ndarray]]:
    """What so many towers each way whisper, then the ground itself, then the voice, at `SR`."""
    towers = [(f"{n} × {n} towers", whispered(built(tower_net, n))) for n in n_each]
    voice = 0.7 * word() / np.abs(word()).max()
    return [*towers, ("the ground itself", whispered(ground())), ("the voice", voice)]


def draw(tower_net, n_each=(4, 8, 16, 32)):
    """Draw the word from above, as so many towers each way make it, and the ground itself.

    Parameters
    ----------
    tower_net : function
        The answer to the exercise: (low, high, steepness) to W1, b1, W2, b2.
    n_each : sequence of numbers
        Powers of 2 up to 32.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    from dlaudio.plots.drawings.tower import greens
    from dlaudio.plots.parts import GREY, Card, number

    card, said = Card(5.6), []
    grounds = [(f"{n} × {n} towers", built(tower_net, n)) for n in n_each]
    grounds.append(("the ground", ground()))
    step = (card.width - 0.9) / len(grounds)
    for i, (name, heights) in enumerate(grounds):
        left = 0.9 + i * step
        plane = card.plane(left, 1.2, step - 0.35, 3.2, xlim=(0, 1), ylim=(0, 1))
        plane.set(xticks=[], yticks=[])
        plane.set_xlabel("$x_1$: time", fontsize=11.5)
        if not i:
            plane.set_ylabel("$x_2$: frequency", fontsize=11.5)
        looks = {"cmap": greens(), "vmin": 0, "vmax": 1, "aspect": "auto", "origin": "lower"}
        plane.imshow(heights.T, extent=(0, 1, 0, 1), interpolation="nearest", **looks)
        off = number(float(np.mean(np.abs(heights - ground()))), 2)
        middle = left + (step - 0.35) / 2
        card.write(middle, 0.7, name, size=12.5, bold=True)
        note = f"off by {off}" if i < len(n_each) else "height: loudness"
        card.write(middle, 5.15, note, ink=GREY, size=11)
        said.append(f"{name}, {note}")
    return card.figure, (
        "A spoken word from above, time to the right, frequency upwards, darker where it is "
        f"louder, and how far off on average: {'; '.join(said)}."
    )


def _hop() -> int:
    return len(word()) // (FRAMES - 1)
