"""Each digit against the nine others: what is drawn is what the unit gets right."""

import numpy as np
from legible import faults

from dlaudio.networks.digit_sorter import each_digit


def test_a_unit_that_always_says_no_gets_half_of_them():
    calls = []

    def train(X, y, lr, n):
        calls.append((X.shape[1], lr, n, y.mean()))
        return np.zeros(X.shape[1]), -1.0

    figure, text = each_digit(train)
    assert calls == [(48, 0.3, 200, 0.5)] * 10
    ax = figure.axes[1]
    assert ax.get_ylim()[0] == 0 and faults(figure) == []
    assert [bar.get_height() for bar in ax.patches] == [50.0] * 20
    assert "50 % right on known speakers, 50 % on new ones" in text
