"""The first picture of every demo can be read; what the measure of that must find, it finds."""

import importlib
import pkgutil

import numpy as np
import pytest
from legible import covered, faults, unnamed
from matplotlib import rc_context

from dlaudio import widgets
from dlaudio.plots.pictures import new_figure


def demos() -> list[str]:
    """Names of the modules of `widgets` that are demos."""
    found = []
    for module in pkgutil.iter_modules(widgets.__path__):
        room = importlib.import_module(f"{widgets.__name__}.{module.name}")
        if hasattr(room, "CONTROLS") and hasattr(room, "draw"):
            found.append(module.name)
    return found


@pytest.mark.parametrize("name", demos())
def test_a_demo_can_be_read(name):
    room = importlib.import_module(f"{widgets.__name__}.{name}")
    with rc_context({"axes.titley": 1.0}):  # as a demo draws it
        figure, *_ = room.draw(**{key: one.value for key, one in room.CONTROLS.items()})
    assert faults(figure) + unnamed(figure) + covered(figure) == []


def test_the_demos_of_unit_2_can_be_read_at_the_ends_of_their_knobs():
    from dlaudio.widgets import choir, sse_surfaces, step_size

    drawn = [sse_surfaces.draw(6.0, way * 6.0, "linear") for way in (-1, 1)]
    drawn += [step_size.draw(share, 40, steps) for share, steps in ((5, 5), (110, 40))]
    drawn += [choir.draw(lr, "one note") for lr in (0.05, 1.0, 1.1)]
    assert [faults(figure) for figure, *_ in drawn] == [[]] * 7


def chart(place: str, **labels):
    figure = new_figure()
    ax = figure.subplots()
    ax.plot([0, 1, 2], [0, 1, 2], label="a line")
    ax.set(**labels)
    ax.legend(loc=place)
    return figure


def test_numbers_without_a_name_and_a_legend_on_a_line_are_faults():
    named = {"xlabel": "time (s)", "ylabel": "level (dB)"}
    good = chart("upper left", **named)
    assert unnamed(good) == covered(good) == []
    assert covered(chart("center", **named)) == ["the legend lies on 'a line'"]
    (fault,) = unnamed(chart("upper left", xlabel="time (s)"))
    assert fault.startswith("y axis 0 counts")
    (fault,) = unnamed(chart("upper left", ylabel="level (dB)"))
    assert fault.startswith("x axis 0 counts")


def test_a_legend_on_points_is_a_fault():
    figure = new_figure()
    ax = figure.subplots()
    ax.scatter(np.linspace(0, 1, 30), np.linspace(0, 1, 30), label="points")
    ax.set(xlabel="x", ylabel="y")
    ax.legend(loc="lower right")
    assert covered(figure) == []
    ax.legend(loc="upper right")
    assert covered(figure) == ["the legend lies on points of 'points'"]
