"""Learning as a film: the line after each mistake on closed and open hats."""

from functools import cache

import numpy as np

from dlaudio import mine, plots
from dlaudio.datasets.drums import NUMBERS, two_drums
from dlaudio.networks.perceptron import follow, wrong_of
from dlaudio.plots.parts import number
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "It learns from one mistake at a time"
CONTROLS = {"mistakes": Slider(0, 59, 1, 51, "corrections made", play=True)}
PAIR = ("closed hat", "open hat")
HEIGHT = (-4.2, 0.1)  # room above and below the hits, to see the line fly past them


@cache
def _run():
    """The hits (X, y), the weights (K + 1, 3), which rows were mistakes, the wrong of each line."""
    X, y = two_drums(*PAIR)
    path, wrong = follow(mine.perceptron_epoch, X, y)
    return X, y, path, np.flatnonzero(wrong), [wrong_of(w, X, y) for w in path]


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
        The weights, their length, how many hits are on the wrong side, where the line is, and the
        next mistake.
    """
    X, y, path, turns, wrong = _run()
    k = min(int(mistakes), len(path) - 1)
    w = path[k]
    figure = new_figure(6.4, 6.4)
    ax, strip, grown = figure.subplots(3, 1, height_ratios=(4, 1, 1))
    names = dict(zip((-1, 1), PAIR, strict=True))
    plots.points(X, y, label_names=names, xlabel=NUMBERS[0], ylabel=NUMBERS[1], ax=ax)
    ax.set_ylim(*HEIGHT)
    if w[1:].any():
        plots.decision_line(w, ax=ax, label=None)
    strip.plot(wrong, color=plots.OKABE_ITO["blue"], linewidth=1.2)
    strip.plot(k, wrong[k], "o", color=plots.OKABE_ITO["vermillion"], markersize=8)
    strip.set(ylabel="wrong", ylim=(-4, 56), xticklabels=[])
    lengths = np.linalg.norm(path, axis=1)
    grown.plot(lengths, color=plots.OKABE_ITO["blue"], linewidth=1.2)
    grown.plot(k, lengths[k], "o", color=plots.OKABE_ITO["vermillion"], markersize=8)
    grown.set(xlabel="corrections", ylabel="length of\nthe weights", ylim=(-2, 19))
    text = (
        f"After {k} corrections the weights are ({', '.join(f'{v:.2f}' for v in w)}), of length "
        f"{lengths[k]:.1f}, and {wrong[k]} of {len(y)} hits are on the wrong side. {_place(X, w)}"
    )
    if k < len(turns):
        epoch, row = divmod(int(turns[k]), len(y))
        ax.scatter(*X[row], s=190, facecolors="none", edgecolors="black", linewidths=1.8, zorder=5)
        text += f" The ring marks the next mistake: epoch {epoch + 1}, hit {row + 1}."
    else:
        text += " No mistake is left: it has come to rest."
    return figure, text


def _place(X, w) -> str:
    if not w.any():
        return f"There is no line yet; it calls each hit {PAIR[0]}."
    high = w[0] + X @ w[1:] > 0
    height = -(w[0] + w[1] * (X[:, 0].min() + X[:, 0].max()) / 2) / w[2]
    if high.all() or not high.any():
        side = f"all hits are on one side of it, so it calls each of them {PAIR[int(high[0])]}"
    else:
        side = "it passes between the hits"
    return f"Half-way across, the line is at {number(height, 1)}: {side}."
