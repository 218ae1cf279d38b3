"""However a choice is written down, it is the same choice; and "?" is no answer yet."""

from pathlib import Path

import pytest

from autograder.build import source
from autograder.library.folder import text_of
from dlaudio import exercises
from dlaudio.assessment import quiz

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "written",
    [
        "acd",
        "a, c, d",
        "(d) (a) (c)",
        ["C", "a", "d", "a"],
        "a, c and d.",
        "a) one, c) a sum and d) f(x)",
        {"a", "c", "d"},
        ["a) one", "(c)", "d."],
        "a c d",
        "A & C & D",
    ],
)
def test_several_choices_in_any_form(written):
    assert quiz.several(written) == "acd"


@pytest.mark.parametrize("written", ["b", "B.", "(b)", "b) tanh", "b: a sum", "b. A net", ["b"]])
def test_one_choice_in_any_form(written):
    assert quiz.letter(written) == quiz.several(written) == "b"


@pytest.mark.parametrize("written", ["32 ms", "0.032 s", "(32MS)", "32e-3 s", " 32.0 ms. "])
def test_a_number_with_its_unit(written):
    assert quiz.number_with_unit(written) == "0.032 s"


@pytest.mark.parametrize("written", ["32", "ms", "32 Hz ms", "", 32, "one s", "3 apples"])
def test_a_number_without_a_unit_is_refused(written):
    with pytest.raises(ValueError, match="needs a number and its unit"):
        quiz.number_with_unit(written)


def test_units_of_different_kinds_are_not_the_same():
    assert quiz.number_with_unit("1 kHz") == quiz.number_with_unit("1000 Hz") == "1000 Hz"
    assert quiz.number_with_unit("1 Hz") != quiz.number_with_unit("1 s")


@pytest.mark.parametrize("ask", [quiz.letter, quiz.several, quiz.number_with_unit])
def test_a_question_mark_is_not_answered_yet(ask):
    with pytest.raises(NotImplementedError):
        ask("?")


QUIZZES = [item for unit in exercises.units() for item in exercises.of_unit(unit) if item.choices]


def test_choices_are_shown_in_an_order_of_each_question():
    orders = {quiz.shown(name) for item in QUIZZES for name in item.choices}
    assert len(orders) > 15 and all(sorted(order) == list("abcd") for order in orders)


def test_another_seed_shows_another_order(monkeypatch):
    before = [quiz.shown(name) for item in QUIZZES for name in item.choices]
    monkeypatch.setattr(quiz, "SEED", 2)
    assert [quiz.shown(name) for item in QUIZZES for name in item.choices] != before


@pytest.mark.parametrize("written", ["{}", "({})", " {}. "])
@pytest.mark.parametrize("chosen", "abcd")
def test_what_is_shown_is_understood(chosen, written):
    shown = quiz.as_shown({"year": chosen, "why": chosen}, ["year"])
    assert shown["why"] == chosen
    assert quiz.choice({"year": written.format(shown["year"])}, "year") == chosen
    assert quiz.choice({"year": written.format(shown["year"]).upper()}, "year") == chosen


def test_several_choices_are_understood():
    shown = quiz.as_shown({"louder": ["d", "a"]}, ["louder"])
    assert quiz.choice(shown, "louder") == "ad"
    assert quiz.choice({"louder": ", ".join(shown["louder"])}, "louder") == "ad"


@pytest.mark.parametrize("written", ["e", "bc"])
def test_no_single_choice_is_a_wrong_answer(written):
    assert quiz.choice({"year": written}, "year") not in list("abcd")


@pytest.mark.parametrize("written", [7, None, "", "b or c", "tanh", ["tanh"]])
def test_what_has_no_letters_is_told_so(written):
    with pytest.raises(ValueError, match="needs letters of choices"):
        quiz.choice({"year": written}, "year")


def texts(cells, question: str) -> dict[str, str]:
    """The four choices of a question by their letters, as a reader finds them."""
    (text,) = [body for markdown, _, body in cells if markdown and f"**{question}** ·" in body]
    text = text.partition(f"**{question}** ·")[2]
    for end in ("\n\n**", "\n\nFor", "\n\n<details"):
        text = text.partition(end)[0]
    parts = [part for part in text.split("(") if part[1:2] == ")"]
    return {part[0]: " ".join(part[2:].split()).removesuffix(" -") for part in parts}


@pytest.mark.parametrize("item", QUIZZES, ids=lambda item: item.name)
def test_the_text_of_the_right_choice_stays_right(item, monkeypatch):
    path = text_of(item.unit)
    source_text = path.read_text(encoding="utf-8")
    cells = source.cells(source_text)
    monkeypatch.setattr(quiz, "shown", lambda question: "abcd")
    monkeypatch.setattr(source, "shown", lambda question: "abcd")
    written = source.cells(source_text)
    assert written != cells
    right = {}
    for which, found in (("shown", cells), ("written", written)):
        (code,) = [body for _, roles, body in found if roles.get("exercise") == item.name]
        made = {}
        exec(code, made)
        right[which] = [
            {texts(found, name)[letter] for letter in made[item.name][name] if letter in "abcd"}
            for name in item.choices
        ]
    assert right["shown"] == right["written"] and all(right["shown"])
