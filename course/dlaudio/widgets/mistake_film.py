"""Learning as a film: the line after each mistake on closed and open hats."""

from functools import cache

import numpy as np

from dlaudio import mine, plots
from dlaudio.datasets.drums import NUMBERS, two_drums
from dlaudio.networks.perceptron import follow, wrong_of
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Learning, one mistake at a time"
CONTROLS = {"mistakes": Slider(0, 59, 1, 10, "mistakes made", play=True)}
PAIR = ("closed hat", "open hat")


@cache
def _run():
    return follow(mine.perceptron_epoch, *two_drums(*PAIR))


def draw(mistakes: float):
    """The line that the rule has after so many mistakes, and the hit that it is wrong about next.

    Parameters
    ----------
    mistakes : float
        A whole number from 0; more than there are show the last line.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The weights, the epoch, and how many hits the line has on the wrong side.
    """
    (X, y), (path, wrong) = two_drums(*PAIR), _run()
    k = min(int(mistakes), len(path) - 1)
    w = path[k]
    turns = np.flatnonzero(wrong)
    figure = new_figure(6.4, 4.6)
    ax = figure.subplots()
    names = dict(zip((-1, 1), PAIR, strict=True))
    plots.points(X, y, label_names=names, xlabel=NUMBERS[0], ylabel=NUMBERS[1], ax=ax)
    if w[1:].any():
        plots.decision_line(w, ax=ax, label="")
    text = (
        f"After {k} mistakes the weights are ({', '.join(f'{v:.2f}' for v in w)}), and "
        f"{wrong_of(w, X, y)} of {len(y)} hits are on the wrong side."
    )
    if k < len(turns):
        epoch, row = divmod(int(turns[k]), len(y))
        ax.scatter(*X[row], s=190, facecolors="none", edgecolors="black", linewidths=1.8, zorder=5)
        text += f" The ring marks the next mistake: epoch {epoch + 1}, hit {row + 1}."
    else:
        text += " No mistake is left: it has come to rest."
    return figure, text
