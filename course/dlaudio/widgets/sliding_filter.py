"""Slide a filter along a sound: where it matches, the output is large. Hear what it covers."""

from functools import cache

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Slide a filter along a sound"
CONTROLS = {
    "position": Slider(0.0, 1.7, 0.05, 0.1, "the filter begins at", "s", play=True),
    "kernel": Choice(("kick", "hi-hat"), "kick", "filter"),
}
SR = 11025
SECONDS = 0.2  # of the kernel
HITS = ((0.1, "kick"), (0.5, "hi-hat"), (0.9, "kick"), (1.3, "hi-hat"), (1.5, "kick"))


@cache
def sounds() -> dict[str, np.ndarray]:
    """A kick and a hi-hat of 0.2 s each, of length 1 as vectors."""
    from dlaudio import audio

    rng = np.random.default_rng(4)
    kick = audio.kick(sr=SR, rng=rng, duration=SECONDS)
    hat = audio.hat(sr=SR, rng=rng, duration=SECONDS)
    return {
        name: y.astype(float) / np.linalg.norm(y) for name, y in (("kick", kick), ("hi-hat", hat))
    }


@cache
def loop() -> np.ndarray:
    """Kicks and hats in a row, with a little noise: shape (20948,)."""
    y = 0.002 * np.random.default_rng(5).normal(size=round(1.9 * SR))
    for time, name in HITS:
        start = round(time * SR)
        y[start : start + round(SECONDS * SR)] += sounds()[name]
    return y


@cache
def output(kernel: str) -> np.ndarray:
    """z[n] = sum over m of x[n + m] w[m], wherever the whole filter fits."""
    x, w = loop(), sounds()[kernel]
    n_fft = 2 ** int(np.ceil(np.log2(len(x) + len(w))))
    z = np.fft.irfft(np.fft.rfft(x, n_fft) * np.conj(np.fft.rfft(w, n_fft)), n_fft)
    return z[: len(x) - len(w) + 1]


def draw(position: float, kernel: str):
    """A filter at one place: the sound, what it covers, and the output up to here.

    Parameters
    ----------
    position : float
        Where the filter begins, seconds.
    kernel : str
        "kick" or "hi-hat": the sound that is the filter.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
        What the filter covers.
    """
    from dlaudio.audio.play import play

    x, w, z = loop(), sounds()[kernel], output(kernel)
    start = min(round(position * SR), len(z) - 1)
    covered = x[start : start + len(w)]

    figure = new_figure(6.8, 4.6)
    above, below = figure.subplots(2, 1, sharex=True)
    plots.waveform(x, SR, ax=above, title="the sound, and the filter laid on it")
    above.axvspan(start / SR, (start + len(w)) / SR, color=plots.OKABE_ITO["yellow"], alpha=0.5)
    times = start / SR + np.arange(len(w)) / SR
    above.plot(times, w, color=plots.POSITIVE, linewidth=0.8, label=f"filter: {kernel}")
    above.legend(loc="lower right")
    above.set(ylabel="amplitude", xlabel="")
    below.plot(np.arange(len(z)) / SR, z, color="0.8", linewidth=0.8)
    below.plot(np.arange(start + 1) / SR, z[: start + 1], color=plots.NEGATIVE, linewidth=1)
    below.plot(start / SR, z[start], "o", color=plots.POSITIVE)
    below.set(xlabel="where the filter begins (s)", ylabel="output z", ylim=(-1.1, 1.1))

    here = round(float(z[start]), 2) + 0.0  # no -0.00
    best = np.argmax(z)
    words = "it matches" if here > 0.5 else "no match"
    return (
        figure,
        f"The filter is a {kernel} of {len(w)} samples and lies on {start / SR:.2f} s to "
        f"{(start + len(w)) / SR:.2f} s. Products added up: z = {here:.2f}, {words}. "
        f"The largest output of all is {z[best]:.2f}, at {best / SR:.2f} s.",
        play(covered * 0.9 / max(np.abs(x).max(), 1e-9), SR, title="what the filter covers"),
    )
