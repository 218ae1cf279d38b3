"""Drawings of unit 11 show what they are given."""

import numpy as np
import pytest
from legible import faults

from dlaudio.plots.drawings import adding_task, lstm_cell, strides, two_chains
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


def test_the_slope_of_three_steps_is_what_small_changes_show():
    def after(value: float, w: float) -> float:
        return two_chains.through_tanh(value, w, 3)[0][-1]

    for value, w in ((0.9, 1.0), (0.95751, 2.0), (-0.4, 1.5)):
        h = 1e-6
        slope = (after(value + h, w) - after(value - h, w)) / 2 / h
        figure, text = two_chains.draw(value, w=w, f=0.9, back=True)
        assert f"together {number(slope)}. " in text and f"together {number(0.9**3)}" in text
        assert not faults(figure)
    figure, text = two_chains.draw()
    assert "slopes" not in text and "0.9, 0.716, 0.615, 0.547" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="up to 1"):
        two_chains.draw(f=1.2)


def test_strides_are_the_shortest_way():
    figure, text = strides.draw((1, 25, 10, 7))
    assert [word for word in text.split() if word.isdigit()][2::2] == ["49", "25", "13", "7"], text
    assert not faults(figure)
    assert strides.stops(17, 4) == [17, 13, 9, 5, 1, 0]
    with pytest.raises(ValueError, match="one skip"):
        strides.draw(())


@pytest.mark.parametrize(("kind", "says"), [("coupled", "i = 1 - f"), ("peepholes", "itself")])
def test_relatives_say_what_is_different(kind, says):
    figure, text = lstm_cell.draw_relative(kind)
    assert says in text and "$" not in text and not faults(figure)


def test_other_relatives_are_refused():
    with pytest.raises(ValueError, match="got 'cousin'"):
        lstm_cell.draw_relative("cousin")
