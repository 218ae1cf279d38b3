"""Flip-books: which states, how heavy, and that what they show is what the demo draws."""

import re
from pathlib import Path

import numpy as np
import pytest
from repository import ROOT

from dlaudio import audio, widgets
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets import graph_steps
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.demo import demo
from dlaudio.widgets.flipbook import MOST_BYTES, VARIABLE, flipbook, main_control, spread, values

STATE = re.compile(r'<div data-state data-value="([^"]*)"( hidden)?>')


def noisy(height: float):
    """A demo whose pictures and sounds do not compress."""
    rng = np.random.default_rng(round(10 * height))
    figure = new_figure(8, 6)
    figure.subplots().imshow(rng.uniform(size=(400, 500)))
    sound = rng.uniform(-1, 1, 16000)
    return figure, f"Noise of height {height:g}.", audio.play(sound, 16000, title="noise")


def test_the_main_control_is_the_one_that_is_played_or_the_first():
    first, second = Slider(0, 1, 1, 0, "a"), Slider(0, 1, 1, 0, "b")
    assert main_control({"a": first, "b": second}) == "a"
    assert main_control({"a": first, "b": Slider(0, 1, 1, 0, "b", play=True)}) == "b"


def test_values_go_from_end_to_end_and_pass_where_the_control_stands():
    control = Slider(0.0, 1.0, 0.01, 0.37, "a")
    found = values(control)
    assert found[0] == 0.0 and found[-1] == 1.0 and 0.37 in found
    assert len(found) == 9 and found == sorted(found)
    assert values(Slider(0, 3, 1, 2, "a")) == [0, 1, 2, 3]
    assert values(Choice("abc", "b", "letter")) == ["a", "b", "c"]
    many = Choice(range(30), 20, "number")
    assert len(values(many)) == 9 and 20 in values(many)


def test_places_are_spread_evenly():
    assert spread(8, 3, 4) == [0, 4, 8]
    assert spread(8, 3, 5) == [0, 5, 8]
    assert spread(10, 2, 3) == [3, 10]


def test_each_state_shows_what_the_demo_draws_there():
    book = flipbook(graph_steps.draw, title="Steps", controls=graph_steps.CONTROLS)
    states = STATE.findall(book)
    assert [value for value, _ in states] == [str(i) for i in range(8)]
    opened = [value for value, hidden in states if not hidden]
    assert opened == [str(graph_steps.CONTROLS["step"].value)]
    for step in range(8):
        _, words = graph_steps.draw(step, 2.0, 1.0)
        assert f"<p>{words}</p>" in book
    assert "▶ Play" in book and "<script" not in book


@pytest.mark.parametrize("most", [900_000, 2_000_000])
def test_a_book_is_never_heavier_than_it_may_be(most):
    controls = {"height": Slider(0.0, 1.0, 0.1, 0.3, "height")}
    book = flipbook(noisy, title="Noise", controls=controls, most_bytes=most)
    assert len(book) <= most
    states = STATE.findall(book)
    assert 2 <= len(states) <= 9 and ("0.3", "") in states


def test_a_book_for_which_there_is_no_room_is_a_still():
    controls = {"height": Slider(0.0, 1.0, 0.5, 0.5, "height")}
    book = flipbook(noisy, title="Noise", controls=controls, most_bytes=100_000)
    assert not STATE.findall(book) and "Noise of height 0.5." in book


def test_a_book_without_controls_is_refused():
    with pytest.raises(ValueError, match="at least one control"):
        flipbook(noisy, title="Noise", controls={})


def test_every_demo_has_been_measured_and_is_light():
    table = (ROOT / "bench/demos.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| \d+ \| \d+ \| (\d+) \|$", table, re.MULTILINE)
    demos = (path.stem for path in Path(widgets.__path__[0]).glob("*.py")
             if "CONTROLS = {" in path.read_text(encoding="utf-8"))  # fmt: skip
    assert sorted(name for name, _ in rows) == sorted(demos)
    assert all(int(size) <= MOST_BYTES / 1000 for _, size in rows)


def test_notebooks_hold_stills_unless_books_are_wanted(monkeypatch):
    panel = demo(graph_steps.draw, title="Steps", controls=graph_steps.CONTROLS)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "data-state" not in panel._repr_mimebundle_()["text/html"]
    monkeypatch.setenv(VARIABLE, "1")
    panel.controls["a"].value = 3.0
    book = panel._repr_mimebundle_()["text/html"]
    assert book.count("data-state ") == 8 and "a: 3;" in book


def test_what_can_be_played_has_a_player_that_follows():
    panel = demo(graph_steps.draw, title="Steps", controls=graph_steps.CONTROLS)
    row = panel.rows[0]
    player = row.children[2]
    player.value = 5
    assert panel.controls["step"].value == 5
    assert panel.scene.text == graph_steps.draw(5, 2.0, 1.0)[1]
    panel.controls["step"].value = 2
    assert player.value == 2
