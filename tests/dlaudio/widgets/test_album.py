"""What is drawn ahead is what would have been drawn, and only where it cannot be wrong."""

import asyncio

import pytest

from dlaudio.plots.frames import Frames
from dlaudio.widgets import album, boundary, hyperplane
from dlaudio.widgets.album import Album, following, neighbours
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.demo import demo


def counted(module, room: str = "dlaudio.widgets.counted"):
    """The draw of a module as one of that room, and the parameters that it was asked for."""
    asked = []

    def draw(**params):
        asked.append(params)
        return module.draw(**params)

    draw.__module__ = room
    return draw, asked


def made(draw, module) -> Album:
    return Album(draw, title=module.TITLE, controls=module.CONTROLS, frames=Frames())


@pytest.mark.parametrize(
    "control, before, now, expected",
    [
        (Slider(0, 10, 2, 4, "x"), 2, 4, [6, 8, 2]),
        (Slider(0, 10, 2, 4, "x"), 6, 4, [2, 0, 6]),
        (Slider(0, 10, 2, 4, "x"), 8, 10, [8]),
        (Slider(0.0, 1.0, 0.1, 0.2, "x"), 0.1, 0.2, [0.3, 0.4, 0.1]),
        (Choice("abcd", "a", "x"), "d", "c", ["b", "a", "d"]),
        (Choice("abcd", "a", "x"), "b", "a", ["b"]),
    ],
)
def test_what_may_come_next(control, before, now, expected):
    assert following(control, before, now) == expected


def test_neighbours_of_a_value_at_an_end():
    assert neighbours(Slider(0, 10, 2, 4, "x"), 10) == [8]
    assert neighbours(Choice("abc", "a", "x"), "b") == ["c", "a"]


def test_a_scene_is_drawn_once():
    draw, asked = counted(boundary)
    book, params = made(draw, boundary), {n: c.value for n, c in boundary.CONTROLS.items()}
    assert book.scene(params) is book.scene(dict(params))
    assert len(asked) == 1


def test_what_a_reader_wrote_is_drawn_each_time():
    draw, asked = counted(boundary, room="__main__")
    book, params = made(draw, boundary), {n: c.value for n, c in boundary.CONTROLS.items()}
    book.scene(params), book.scene(params)
    assert len(asked) == 2


def test_the_oldest_scenes_go(monkeypatch):
    monkeypatch.setattr(album, "KEPT", 2)
    draw, asked = counted(hyperplane)
    book, params = made(draw, hyperplane), {n: c.value for n, c in hyperplane.CONTROLS.items()}
    name, control = next(iter(hyperplane.CONTROLS.items()))
    values = [control.min + i * control.step for i in range(3)]
    for value in [*values, values[2], values[0]]:
        book.scene(params | {name: value})
    assert [one[name] for one in asked] == [*values, values[0]]


def test_scenes_with_other_margins_are_drawn_again():
    draw, asked = counted(boundary)
    book, params = made(draw, boundary), {n: c.value for n, c in boundary.CONTROLS.items()}
    name, control = next(iter(boundary.CONTROLS.items()))
    other = params | {name: neighbours(control, params[name])[0]}
    book.scene(params)
    book.frames.grown += 1
    book.scene(other)
    book.scene(params)
    assert asked == [params, other, params]


def test_a_panel_draws_ahead_and_shows_what_it_would_have_drawn():
    """In a running loop, as a kernel has one."""
    draw, asked = counted(hyperplane)
    name, control = next(iter(hyperplane.CONTROLS.items()))
    panel = demo(draw, title="x", controls=hyperplane.CONTROLS)
    at_once = demo(draw, title="x", controls=hyperplane.CONTROLS)
    first = control.value + control.step
    later = [value for value in following(control, control.value, first) if value > first]

    async def session():
        panel.controls[name].value = first
        before = len(asked)
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not panel.album._plan and panel.album._timer is None:
                break
        ahead = asked[before:]
        assert [one[name] for one in ahead][: len(later)] == later
        panel.controls[name].value = later[0]
        assert len(asked) == before + len(ahead)

    asyncio.run(session())
    at_once.controls[name].value = first
    at_once.controls[name].value = later[0]
    assert panel.scene == at_once.scene


def test_without_a_loop_nothing_is_drawn_ahead():
    draw, asked = counted(boundary)
    name, control = next(iter(boundary.CONTROLS.items()))
    panel = demo(draw, title="x", controls=boundary.CONTROLS)
    asked.clear()
    panel.controls[name].value = neighbours(control, control.value)[0]
    assert len(asked) == 1
