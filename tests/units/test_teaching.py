"""The units that are listed in converted.txt teach as they are meant to; the others say how far."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from autograder.build import milestones, source, teaching
from autograder.library.folder import text_of
from dlaudio import exercises

ROOT = Path(__file__).parents[2]
TEXTS = [*map(text_of, exercises.units()), *milestones.sources(ROOT)]
CONVERTED = Path(__file__).with_name("converted.txt").read_text(encoding="utf-8").split()


def test_the_list_names_units():
    assert set(CONVERTED) <= set(exercises.units())


@pytest.mark.parametrize("unit", CONVERTED)
def test_a_unit_has_what_teaching_needs(unit):
    text = text_of(unit).read_text(encoding="utf-8")
    assert teaching.faults(text) == []


@pytest.mark.parametrize("unit", CONVERTED)
def test_what_is_right_does_not_always_stand_at_the_same_letter(unit):
    asked = source.asked(text_of(unit).read_text(encoding="utf-8"), unit)
    letters = [item.right.letter for one in asked for item in one.questions]
    assert len(set(letters)) > 1


@pytest.mark.parametrize("unit", CONVERTED)
def test_every_exercise_says_in_a_sentence_what_it_asks(unit):
    asked = {item.name: item.asks for item in exercises.of_unit(unit)}
    assert [name for name, asks in asked.items() if not asks.endswith(".")] == []


def left_open(text: str) -> bool:
    """Whether what unfolds in a cell does not close before the next opens, or at all."""
    tags = re.findall(r"</?details", text)
    return tags != ["<details", "</details"] * (len(tags) // 2)


@pytest.mark.parametrize("unit", exercises.units())
def test_what_unfolds_closes_in_its_cell_before_the_next_opens(unit):
    cells = nbformat.read(text_of(unit).with_suffix(".ipynb"), as_version=4).cells
    assert [cell.source for cell in cells if left_open(cell.source)] == []


def test_a_hint_within_a_hint_or_without_an_end_is_a_fault():
    hint = "<details><summary>Hint</summary>\n"
    assert not left_open(2 * (hint + "</details>\n")) and not left_open("no hint")
    assert left_open(hint) and left_open(hint + hint + 2 * "</details>\n")


def unheard(code: str) -> list[str]:
    """The calls of `play...` in a cell whose player nobody sees.

    A notebook shows the last expression of a cell, and what `display` is given. A call inside
    another expression, or whose sound has a name, is not meant to be shown.
    """
    body = ast.parse(code).body
    alone = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Expr)]
    return [
        ast.unparse(node)
        for node in alone
        if isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func).split(".")[-1].startswith("play")
        and node is not body[-1]
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_played_stands_on_the_last_line_of_its_cell_or_is_displayed(path):
    cells = source.cells(path.read_text(encoding="utf-8"))
    assert [call for markdown, _, code in cells if not markdown for call in unheard(code)] == []


def test_a_player_before_the_last_line_or_within_a_loop_is_not_heard():
    last, shown = "print(1)\nears.play()", "for y in ys:\n    display(audio.play(y, 8000))"
    assert unheard(last) == unheard(shown) == unheard("y = band.play()\nshow(y)") == []
    assert unheard("ears.play()\nprint(1)") == ["ears.play()"]
    assert unheard("for y in ys:\n    audio.play_row(y, 8)") == ["audio.play_row(y, 8)"]
