"""Four walls and three kinds of drum hits: put up a tower, and hear who stands on its roof.

There are double strokes too, which nobody asked for: as bright as a snare, but longer.
"""

import numpy as np

from dlaudio.datasets.drums import double_strokes, snare_or_not
from dlaudio.plots.drawings import snare_tower
from dlaudio.widgets.controls import Slider
from dlaudio.widgets.snare_line import beats, rhythm

TITLE = "Your fence: is it a snare?"
CONTROLS = {
    "dark": Slider(-2.0, 0.2, 0.05, -1.0, "dark side"),
    "bright": Slider(0.3, 2.0, 0.05, 1.0, "bright side"),
    "short": Slider(-2.0, 0.0, 0.05, -1.0, "short side"),
    "long": Slider(0.1, 2.0, 0.05, 1.0, "long side"),
    "steepness": Slider(2, 60, 2, 40, "steepness of the walls"),
}


def draw(dark: float, bright: float, short: float, long: float, steepness: float):
    """The walls on the map of drum hits, the tower, and up to ten of the hits on it, as a rhythm.

    Double strokes that stand on it are the last beats, up to four of them.

    Parameters
    ----------
    dark, bright : float, dark < bright
        Where the walls stand that look at brightness, standardised.
    short, long : float, short < long
        Where the others stand, which look at length.
    steepness : float
        The weight before each of the four sigmoids.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio import audio

    places = {"bright": (dark, bright), "long": (short, long)}
    figure, said = snare_tower.draw(steepness, **places, doubles=True)
    X, y = snare_or_not("train")
    twice, X_twice = double_strokes()
    walls = snare_tower.walls(steepness, **places)
    called, let_in = (snare_tower.beyond(walls, points) > 0 for points in (X, X_twice))
    right = np.mean(np.concatenate([called == y, ~let_in]))
    text = f"{said} At steepness {steepness:.0f} it is right about {right:.0%}."
    last = [twice[k] for k in np.flatnonzero(let_in)[:4]]
    sound, sr = rhythm(called)
    if last:
        sound = np.concatenate([sound[: (10 - len(last)) * (sr // 4)], beats(last, sr)])
    n_heard = min(called.sum(), 10 - len(last)) + len(last)
    title = f"{n_heard} of the hits on the roof" + (
        f", the last {len(last)} of them double strokes" if last else ""
    )
    return figure, text, audio.play(sound, sr, title=title)


def once_and_twice() -> tuple[dict[str, np.ndarray], int]:
    """A snare hit once and hit twice in a row, each three times, and their sample rate."""
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    kits = 0, 2, 5
    alone = [hits.where(labels="snare").audio[3 * kit] for kit in kits]
    twice = [double_strokes()[0][kit] for kit in kits]
    return {"once": beats(alone, hits.sr), "twice in a row": beats(twice, hits.sr)}, hits.sr
