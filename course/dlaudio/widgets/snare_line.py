"""One line and three kinds of drum hits: draw it as you like, and hear what it calls a snare."""

import numpy as np

from dlaudio import plots
from dlaudio.datasets.drums import snare_or_not
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Your line: is it a snare?"
CONTROLS = {
    "angle": Slider(0, 345, 15, 0, "where its arrow points", "degrees"),
    "place": Slider(-1.5, 1.5, 0.1, -0.6, "how far along the arrow"),
}
NAMES = {0: "kick or hi-hat", 1: "snare"}


def on_the_side(X, angle: float, place: float) -> np.ndarray:
    """Which rows lie on the side of the line that its arrow points to, shape (N,)."""
    direction = np.deg2rad(angle)
    return X @ np.array([np.cos(direction), np.sin(direction)]) > place


def best(X, y) -> float:
    """The largest share that a line gets right: every whole degree, every place that matters."""
    degrees = np.deg2rad(np.arange(360))
    along = X @ np.stack([np.cos(degrees), np.sin(degrees)])  # (N, 360)
    snare = np.take_along_axis(np.broadcast_to((y == 1)[:, None], along.shape), along.argsort(0), 0)
    # with the line behind the first k hits, those are called "no", the others "snare"
    no_right = np.vstack([np.zeros((1, 360), int), np.cumsum(~snare, axis=0)])
    yes_right = snare.sum(axis=0) - np.vstack([np.zeros((1, 360), int), np.cumsum(snare, axis=0)])
    return float((no_right + yes_right).max() / len(y))


def rhythm(called, split: str = "train") -> tuple[np.ndarray, int]:
    """Up to ten of the hits that are called snares, four a second, and their sample rate.

    Parameters
    ----------
    called : array, shape (N,)
        True for each hit of the split that is meant.
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    rows = np.random.default_rng(0).permutation(np.flatnonzero(called))[:10]
    return beats([hits.audio[hits.splits[split][row]] for row in rows], hits.sr), hits.sr


def beats(sounds, sr: int) -> np.ndarray:
    """The sounds one after the other, four a second, each cut off where the next one begins."""
    beat = sr // 4
    cut = [y[:beat] for y in sounds] or [np.zeros(beat)]
    return np.concatenate([np.pad(y, (0, beat - len(y))) for y in cut])


def draw(angle: float, place: float):
    """The drum hits, the line, and up to ten of the hits that it calls snares, as a rhythm.

    Parameters
    ----------
    angle : float
        Direction of the arrow that stands on the line, degrees.
    place : float
        Where the line crosses it, counted from the middle.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio import audio

    X, y = snare_or_not("train")
    called = on_the_side(X, angle, place)
    figure = new_figure(6.0, 4.4)
    ax = figure.subplots()
    axes = {"xlabel": "how bright (standardised)", "ylabel": "how long (standardised)"}
    plots.points(X, y, label_names=NAMES, ax=ax, **axes)
    ax.set(xlim=(-2.6, 2.6), ylim=(-2.6, 2.6), aspect="equal")
    direction = np.deg2rad(angle)
    w = np.array([-place, np.cos(direction), np.sin(direction)])
    plots.decision_line(w, ax=ax, label="")

    right = np.mean(called == y)
    text = (
        f"The arrow points to {angle:.0f}°, the line crosses it at {place:.1f}. It calls "
        f"{called.sum()} of {len(y)} hits snares; {np.sum(called & (y == 1))} of "
        f"them are, of {y.sum()} snares in all. It is right about {right:.0%} of the hits; saying "
        f"'no snare' every time gets {np.mean(y == 0):.0%}."
    )
    sound, sr = rhythm(called)
    title = f"{min(called.sum(), 10)} of the hits that your line calls snares"
    return figure, text, audio.play(sound, sr, title=title)
