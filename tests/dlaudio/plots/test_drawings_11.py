"""Drawings of unit 11 show what they are given."""

import numpy as np
import pytest
from legible import faults

from dlaudio.plots.drawings import adding_task, lstm_cell
from dlaudio.plots.parts import number


def test_the_slopes_of_the_way_back_are_what_small_changes_show():
    values = {"c": 0.4, "i": 0.6, "f": 0.7, "g": -0.5, "o": 0.8}

    def loss(**changed) -> float:
        v = values | changed
        new = v["f"] * v["c"] + v["i"] * v["g"]
        return 1.5 * v["o"] * np.tanh(new) + 0.25 * new

    def slope(name: str, h: float = 1e-6) -> float:
        at = values[name]
        return (loss(**{name: at + h}) - loss(**{name: at - h})) / 2 / h

    _, text = lstm_cell.draw_back(1.5, 0.25, **values)
    inner = slope("f") * 0.7 * 0.3
    said = [number(v) for v in (slope("c"), slope("f"), inner)]
    assert f"cell gets {said[0]}, the forget gate {said[1]}, and {said[2]} before" in text


def test_an_adding_task_has_one_mark_in_each_half():
    figure, text = adding_task.draw(30, seed=2)
    first, second = (
        int(word) for word in text.split("steps ")[1].split(" marked")[0].split(" and ")
    )
    assert first < 15 <= second and f"kept for {29 - first} of them" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="10 to 120"):
        adding_task.draw(5)
