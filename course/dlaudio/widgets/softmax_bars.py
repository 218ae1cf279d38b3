"""Bars that move: three scores become three probabilities, and the loss follows."""

from dlaudio.plots.drawings import softmax
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Scores in, probabilities out"
CONTROLS = {
    "two": Slider(-3.0, 3.0, 0.5, 2.0, "score of two"),
    "three": Slider(-3.0, 3.0, 0.5, 1.0, "score of three"),
    "four": Slider(-3.0, 3.0, 0.5, -1.0, "score of four"),
    "truth": Choice(softmax.NAMES, "three", "what was said"),
}


def draw(two: float, three: float, four: float, truth: str):
    """The drawing of softmax for three scores and the word that was said.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    return softmax.draw((two, three, four), truth)
