"""A leaky unit follows the level of a drum loop: fast or slow, by its one number alpha."""

import numpy as np

from dlaudio import audio, plots
from dlaudio.datasets.beats import drum_loop
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "A memory that leaks"
CONTROLS = {"half_life": Slider(1, 400, 1, 20, "half-life", "ms")}
SR = 8000


def follow(v, alpha: float) -> np.ndarray:
    """mu_t = alpha mu_{t-1} + (1 - alpha) v_t from 0, the shape of v."""
    mu, state = np.empty(len(v)), 0.0
    for t, value in enumerate(v):
        state = alpha * state + (1 - alpha) * value
        mu[t] = state
    return mu


def remembered(half_life: float):
    """The size of each sample of a drum loop, what a leaky unit makes of it, and alpha.

    Parameters
    ----------
    half_life : float
        Milliseconds in which the memory falls to a half.

    Returns
    -------
    size, envelope : ndarray of shape (n,)
    alpha : float
    """
    y, _ = drum_loop(np.random.default_rng(3), sr=SR, seconds=2.5)
    alpha = 0.5 ** (1 / (half_life * SR / 1000))
    return np.abs(y), follow(np.abs(y), alpha), alpha


def as_noise(envelope) -> np.ndarray:
    """Noise (n,) that is as loud as an envelope (n,) says."""
    noise = np.random.default_rng(0).uniform(-1, 1, len(envelope))
    return 0.7 * noise * envelope / envelope.max()


def in_a_row(half_lives) -> list:
    """The noise (n,) of each half-life (k,), with its name, as `audio.play_row` takes them."""
    return [(f"{ms:g} ms", as_noise(remembered(ms)[1])) for ms in half_lives]


def draw(half_life: float):
    """The level of a drum loop and what a leaky unit makes of it.

    Parameters
    ----------
    half_life : float
        Milliseconds in which the memory falls to a half.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : dlaudio.audio.Player
        Noise that is as loud as the unit says.
    """
    size, envelope, alpha = remembered(half_life)
    figure = new_figure(7.2, 3.2)
    ax = figure.subplots()
    plots.waveform(size, SR, ax=ax)
    ax.plot(
        np.arange(len(size)) / SR,
        envelope,
        color=plots.OKABE_ITO["vermillion"],
        linewidth=2,
        label="memory",
    )
    ax.lines[0].set_label("size of the samples")
    ax.legend(loc="upper right")
    ax.set(ylabel="size, and its memory")
    text = (
        f"Half-life {half_life:g} ms at {SR} samples a second: alpha = {alpha:.5f}. The line "
        f"follows the hits; its highest value is {envelope.max():.2f}, 200 ms after a hit "
        f"{0.5 ** (200 / half_life):.3f} of it would be left."
    )
    return (
        figure,
        text,
        audio.play(as_noise(envelope), SR, title="noise with the loudness that the unit remembers"),
    )
