"""The form of a quiz: a group of radio buttons a question, with what has been answered."""

import html
import re

from dlaudio.quiz_form import quiz_form

ANSWER = {"year": "B", "axon": "?", "frame": "32 ms"}


def opened(form: str) -> str:
    """What stands in the page once the details have been opened."""
    return html.unescape(re.search(r'data-form="([^"]*)"', form)[1])


def test_each_question_has_its_letters_or_a_field_with_what_was_answered():
    form = opened(quiz_form("a_quiz", ANSWER, ("year", "axon")))
    groups = re.findall(r'<fieldset data-asks="(\w+)".*?</fieldset>', form)
    assert groups == ["year", "axon"]
    radios = re.findall(r'<input type="radio" name="a_quiz-(\w+)" value="(\w)" (checked)?>', form)
    assert [(name, letter) for name, letter, _ in radios] == [
        (name, letter) for name in groups for letter in "abcd"
    ]
    assert [(name, letter) for name, letter, checked in radios if checked] == [("year", "b")]
    assert re.findall(r'data-asks="(\w+)"><label><b>\w+</b> <input type="text" value="([^"]*)"',
                      form) == [("frame", "32 ms")]  # fmt: skip


def test_what_a_student_wrote_is_text():
    form = opened(quiz_form("a_quiz", {"frame": '"><script>'}, ()))
    assert "<script" not in form and '"><s' not in form.replace("&quot;&gt;", "")
