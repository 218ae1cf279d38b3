"""Four walls and three kinds of drum hits: put up a tower, and hear who stands on its roof."""

import numpy as np

from dlaudio.datasets.drums import snare_or_not
from dlaudio.plots.drawings import snare_tower
from dlaudio.widgets.controls import Slider
from dlaudio.widgets.snare_line import rhythm

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
    figure, said = snare_tower.draw(steepness, **places)
    X, y = snare_or_not("train")
    called = snare_tower.beyond(snare_tower.walls(steepness, **places), X) > 0
    text = f"{said} At steepness {steepness:.0f} it is right about {np.mean(called == y):.0%}."
    beats, sr = rhythm(called)
    title = f"{min(called.sum(), 10)} of the hits on the roof"
    return figure, text, audio.play(beats, sr, title=title)
