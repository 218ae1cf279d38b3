"""The units that are listed in converted.txt teach as they are meant to; the others say how far."""

from pathlib import Path

import pytest

from autograder.build import source, teaching
from autograder.library.folder import text_of
from dlaudio import exercises

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
