"""Drawings of unit 14 show what they are given."""

import numpy as np
import pytest
from legible import faults

from dlaudio.instruments import KINDS
from dlaudio.plots.drawings import (
    doubt_curves,
    groups_heard,
    halvings,
    how_small,
    phrases,
    piles_apart,
    three_kinds,
)


def test_a_strip_is_halved_once_a_bit():
    figure, text = halvings.draw((1, 3))
    boxes = len(figure.axes[0].patches) - 1  # without the card
    assert boxes == (1 + 1) + (1 + 3) and "1/8 costs 3" in text and "2 bits" in text
    with pytest.raises(ValueError, match="1 to 3 bits"):
        halvings.draw((4,))


def test_every_kind_stands_there_with_its_goals():
    figure, text = three_kinds.draw()
    assert not faults(figure)
    for kind in KINDS.values():
        assert f"{kind.name}, at most {kind.numbers:,} numbers" in text
        assert all(goal.form.format(goal.goal) in text for goal in kind.goals)


def test_what_has_to_move_is_the_distance():
    figure, text = piles_apart.draw()
    assert "0.25 of all leaps have to move" in text and "0: 0.25 and 0.50" in text
    assert not faults(figure)
    tunes = np.array([[0, 3, 1, 9]])
    assert "0.00 of all leaps" in piles_apart.draw(tunes, tunes, widest=6)[1]
    with pytest.raises(ValueError, match="leaps of 1 to 6"):
        piles_apart.draw(widest=7)


def test_the_group_that_is_heard_least_is_red():
    figure, text = groups_heard.draw({"outside": {"c": [0.9], "m": [0.4, 0.6]}})
    assert "outside, children: 90%; outside, men: 50%" in text and not faults(figure)
    colours = [patch.get_edgecolor() for patch in figure.axes[1].patches]
    assert colours[0] != colours[1] and colours[1][0] > colours[0][0]
    with pytest.raises(ValueError, match="1 or 2 places"):
        groups_heard.draw({})


def test_what_comes_back_is_outlined():
    tune = np.arange(32) % 15
    tune[8:16], tune[24:] = tune[:8], 14 - tune[:8]
    plain, _ = phrases.draw({"one": tune})
    lit, text = phrases.draw({"one": tune}, lit=True)
    back = 8 + sum(tune[16:24] == tune[:8]) + sum(tune[24:] == tune[:8])
    assert len(lit.axes[0].patches) - len(plain.axes[0].patches) == back
    assert f"{back} of 24 as in the first line" in text and not faults(lit)
    with pytest.raises(ValueError, match="1 or 2 tunes"):
        phrases.draw({str(i): tune for i in range(3)})


def test_names_of_neighbours_do_not_meet():
    figure, text = how_small.draw({"one": (225, 0.61), "two": (300, 0.6), "three": (2000, 1.0)})
    assert "three with 2,000 numbers 100%" in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 6 instruments"):
        how_small.draw({})


def test_the_lowest_point_of_each_curve_is_told():
    figure, text = doubt_curves.draw({"one": [3.0, 2.5, 4.0], "two": [1.0, 2.0, 4.0]}, [0, 0.3, 1])
    assert "one: 2.50 bits with 30% doubt" in text and "two: 1.00 bits with 0.0% doubt" in text
    assert not faults(figure) and not faults(doubt_curves.draw()[0])
    with pytest.raises(ValueError, match="curves of shape"):
        doubt_curves.draw({"one": [1.0]}, [0, 1])
