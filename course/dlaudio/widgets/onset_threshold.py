"""Where do notes begin? A threshold on a drum loop, with a click on every onset found."""

from functools import cache

import numpy as np

from dlaudio import plots
from dlaudio.datasets.drum_loops import HOP, SR, drum_loop, rise
from dlaudio.onsets import f_measure, pick_peaks
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "How high must a peak be?"
CONTROLS = {
    "threshold": Slider(0.02, 0.4, 0.02, 0.1, "threshold"),
    "wait": Slider(1, 20, 1, 5, "wait between onsets", "frames of 10 ms"),
    "noise": Slider(0.0, 0.1, 0.02, 0.02, "noise"),
}


@cache
def loop(noise: float) -> tuple[np.ndarray, np.ndarray]:
    """The drum loop and its onset times; the drums are the same whatever the noise."""
    y, times = drum_loop(np.random.default_rng(11), noise=0.0)
    hiss = np.random.default_rng(12).normal(size=len(y))
    return y + noise * hiss, times


def with_clicks(y, times) -> np.ndarray:
    """The sound at half its level, with a short beep of 2 kHz at each time (s)."""
    mixed, t = 0.5 * np.asarray(y, dtype=float), np.arange(SR // 40) / SR
    beep = 0.3 * np.sin(2 * np.pi * 2000 * t) * np.hanning(len(t))
    for time in times:
        at = round(time * SR)
        mixed[at : at + len(beep)] += beep[: len(mixed) - at]
    return mixed / max(1.0, np.abs(mixed).max() / 0.95)


def draw(threshold: float, wait: int, noise: float):
    """The rise of the levels, the threshold, what is found and what is true; loop and clicks.

    Parameters
    ----------
    threshold : float
        Of the mean rise over 16 mel bands; 1 stands for 60 dB.
    wait : int
        Fewest frames of 10 ms between two onsets.
    noise : float
        Standard deviation of the noise that is added.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio.play import play

    y, truth = loop(noise)
    novelty = rise(y)
    found = pick_peaks(novelty, threshold=threshold, wait=wait) * HOP / SR
    f, precision, recall = f_measure(truth, found)

    figure = new_figure(7.0, 3.4)
    ax = figure.subplots()
    times = np.arange(len(novelty)) * HOP / SR
    plots.curve(novelty, x=times, ax=ax, xlabel="time (s)", ylabel="mean rise of the levels")
    ax.axhline(threshold, color="black", linestyle="--", linewidth=1)
    top = max(novelty.max(), threshold)
    ax.plot(truth, np.full(len(truth), 1.07 * top), "k|", markersize=10, label="true")
    color = plots.OKABE_ITO["vermillion"]
    ax.plot(found, np.full(len(found), 1.17 * top), "v", color=color, markersize=6, label="found")
    ax.set_ylim(0, 1.25 * top)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=2, frameon=False)
    text = (
        f"{len(found)} onsets found, {len(truth)} true. Within 50 ms: precision {precision:.2f}, "
        f"recall {recall:.2f}, F {f:.2f}. Heard: the loop, a beep on every onset found."
    )
    return figure, text, play(with_clicks(y, found), SR, title="the loop and what was found")
