"""Unit 14 by the package: its yardsticks, and what a listener or a composer is shown."""

import numpy as np

from ...instruments import yardsticks


def bits_a_note(p, notes, doubt):
    each = yardsticks.costs(p, notes, doubt)
    return each, each.mean()


def unlike(tunes, others, widest):
    histograms = np.array([yardsticks.leaps(pile, widest) for pile in (tunes, others)])
    return histograms, np.abs(histograms[0] - histograms[1]).sum() / 2


def worst_group(said, truth, groups):
    shares = yardsticks.by_group(said, truth, groups)
    return np.array(list(shares.values())), min(shares, key=shares.get)


def each_alone(X):
    return yardsticks.evened(X)


def notes_back(notes, back):
    return yardsticks.looking_back(notes, back)
