"""Predictions and questions from before: what is said, remembered, and shown on every page."""

import html
import json
import re
import sys

import IPython.display
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlaudio import predictions
from dlaudio.notebook_memory import recall_all, remember
from dlaudio.predict import predict, recall, static_html, what_you_predicted
from dlaudio.predictions import Asked, Choice, Question, Words, page

UNIT = "u01_perceptron"


def words(text: str) -> Words:
    return Words(text, text.replace("`", ""))


def question(name: str, right: str, choices: str = "abc") -> Question:
    made = [
        Choice(c, words(f"{name} `{c}`"), words(f"why {name} {c}."), c == right) for c in choices
    ]
    return Question(words(f"What of {name}?"), tuple(made))


ASKED = (
    Asked(UNIT, "creep", "predict", (question("creep", "b"),)),
    Asked(UNIT, "jump", "predict", (question("jump", "a"),)),
    Asked(UNIT, "before", "recall", tuple(question(n, "c") for n in ("one", "two", "three"))),
)


@pytest.fixture(autouse=True)
def asked(tmp_path, monkeypatch):
    """Only these questions exist, and what is said to them is remembered in a folder of its own."""
    monkeypatch.setattr(predictions, "FOLDER", tmp_path)
    predictions.path(UNIT).write_bytes(predictions.dump(ASKED))
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "home"))


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would display."""
    displayed: list = []
    shell = InteractiveShell.instance()
    shell.display_formatter.active_types = ["text/plain", "text/html"]
    monkeypatch.setattr(IPython.display, "display", lambda thing, **_: displayed.append(thing))
    yield displayed
    InteractiveShell.clear_instance()


# --- as text -------------------------------------------------------------------------------------


def test_questions_come_out_of_their_file_as_they_went_in():
    assert predictions.of_unit("u01") == predictions.of_unit(UNIT) == ASKED


def test_without_a_notebook_the_question_is_text(capsys):
    predict("creep")
    said = capsys.readouterr().out
    assert "What of creep?\n  (a) creep `a`\n  (b) creep `b`\n  (c) creep `c`\n" in said
    assert 'predict("creep", "a")' in said and "why" not in said
    assert recall_all() == {}


@pytest.mark.parametrize("letter", ["b", "B", "(b)", " b. "])
def test_a_prediction_that_comes_true(letter, capsys):
    predict("creep", letter)
    said = capsys.readouterr().out
    assert said == "✓ You said (b). why creep b.\nThe next cell shows what happens.\n"
    assert recall_all() == {"predict/u01_perceptron/creep": {"chosen": "b", "right": True}}


def test_a_prediction_that_does_not(capsys):
    predict("creep", "c")
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["✗ You said (c). why creep c.", "✓ (b) is right. why creep b."]
    assert recall_all() == {"predict/u01_perceptron/creep": {"chosen": "c", "right": False}}


def test_three_questions_from_before(capsys):
    recall("before", "c", "a", "c")
    said = capsys.readouterr().out
    assert [line[:14] for line in said.splitlines()] == [
        "✓ You said (c)", "✗ You said (a)", "✓ (c) is right", "✓ You said (c)"
    ]  # fmt: skip
    assert "next cell" not in said
    assert [entry["right"] for entry in recall_all().values()] == [True, False, True]


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: predict("creep", "d"), "choose one of a, b, c, got 'd'"),
        (lambda: predict("crep"), r"there is no predict\('crep'\); did you mean 'creep'"),
        (lambda: predict("before"), "there is no predict"),
        (lambda: recall("creep"), "there is no recall"),
        (lambda: recall("before", "a"), "before needs 3 letters, got 1"),
        (lambda: recall("before", "a", "b", "x"), "choose one of a, b, c, got 'x'"),
        (lambda: what_you_predicted("u77"), "needs a unit with questions"),
    ],
)
def test_what_cannot_be_answered_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
    assert recall_all() == {}


# --- a unit's predictions ------------------------------------------------------------------------


def test_what_came_true(capsys):
    predict("creep", "c")
    capsys.readouterr()
    what_you_predicted("u01")
    said = capsys.readouterr().out
    assert said.startswith("You made 1 of 2 predictions; 0 came true.\n")
    assert "  You said: creep `c`\n  ✗ why creep c.\n  ✓ (b) is right. why creep b." in said
    assert "What of jump?\n  (not predicted) why jump a." in said
    predict("creep", "b")
    predict("jump", "a")
    capsys.readouterr()
    what_you_predicted(UNIT)
    assert capsys.readouterr().out.startswith("You made 2 of 2 predictions; 2 came true.\n")


@pytest.mark.parametrize("entry", [{"chosen": "z"}, {}, "b", None])
def test_what_is_no_choice_any_more_is_forgotten(entry, capsys):
    remember("predict/u01_perceptron/creep", entry)
    what_you_predicted("u01")
    assert "You made 0 of 2 predictions" in capsys.readouterr().out


def test_the_summary_has_the_same_words_in_a_notebook(shown):
    what_you_predicted("u01")
    (bundle,) = shown
    assert "You made 0 of 2 predictions; 0 came true." in bundle["text/html"]
    assert bundle["text/plain"].startswith("You made 0 of 2")


# --- in a notebook -------------------------------------------------------------------------------


def test_a_commitment_in_a_notebook(shown):
    predict("creep")
    (panel,) = shown
    (row,) = panel.rows
    assert row.radio.value is None
    assert row.radio.options == (("(a) creep a", "a"), ("(b) creep b", "b"), ("(c) creep c", "c"))
    row.button.click()
    assert "Choose an answer first" in row.verdict.value and recall_all() == {}
    row.radio.value = "c"
    row.button.click()
    assert 'role="status"' in row.verdict.value
    assert "✗ You said (c). why creep c." in row.verdict.value
    assert "✓ (b) is right. why creep b." in row.verdict.value
    assert "The next cell shows what happens." in row.verdict.value
    assert "why creep a." in row.verdict.value  # folded away
    assert row.radio.disabled and row.button.disabled
    assert recall_all() == {"predict/u01_perceptron/creep": {"chosen": "c", "right": False}}


def test_a_prediction_is_shown_again_as_it_was_made(shown):
    predict("creep", "c")
    predict("creep")
    (row,) = shown[-1].rows
    assert row.radio.value == "c" and row.radio.disabled and "You said (c)" in row.verdict.value


def test_questions_from_before_are_asked_anew(shown):
    recall("before", "a", "b", "c")
    recall("before")
    rows = shown[-1].rows
    assert [row.radio.value for row in rows] == [None] * 3
    rows[1].radio.value = "c"
    rows[1].button.click()
    assert "✓ You said (c)" in rows[1].verdict.value
    assert recall_all()["recall/u01_perceptron/before/2"] == {"chosen": "c", "right": True}
    assert not rows[0].radio.disabled and not rows[2].radio.disabled


def test_choices_with_formulas_stand_above_their_letters(shown):
    formula = Words("The slope $x_1$", "The slope $x_1$")
    choices = tuple(Choice(c, formula, words(c), c == "a") for c in "ab")
    made = Asked(UNIT, "formula", "predict", (Question(words("Which?"), choices),))
    predictions.path(UNIT).write_bytes(predictions.dump((made,)))
    predict("formula")
    (row,) = shown[-1].rows
    assert row.radio.options == (("(a)", "a"), ("(b)", "b"))
    assert "(b) The slope $x_1$" in row.children[0].value


@pytest.mark.parametrize(
    "text, label",
    [
        ("`w * x` and `y`", "w * x and y"),
        ("*twice* as **fast**", "twice as fast"),
        ("2 * 3 is 6, not 2 ** 3", "2 * 3 is 6, not 2 ** 3"),
        ("the [page](../conventions.md)\nof letters", "the page of letters"),
        ("keep `snake_case` and 1 < 2", "keep snake_case and 1 < 2"),
    ],
)
def test_a_label_is_plain_text(text, label):
    from dlaudio.predictions.panel import _plain

    assert _plain(text) == label


# --- on a page without a kernel ------------------------------------------------------------------


def test_a_saved_page_has_the_answer_folded(shown):
    recall("before")
    bundle = shown[0]._repr_mimebundle_()
    assert bundle["text/html"] == static_html("before", "recall") == page.static(ASKED[2])
    open_part = re.sub(r"<details>.*?</details>", "", bundle["text/html"])
    for name in ("one", "two", "three"):
        assert f"What of {name}?" in open_part and f"(b) {name} b" in open_part
    assert "why" not in open_part and bundle["text/html"].count("(c) ✓ why") == 3
    assert bundle["text/plain"] == page.plain(ASKED[2]) and "why" not in bundle["text/plain"]


def test_nbconvert_shows_the_page_that_needs_no_kernel(shown):
    predict("creep")
    output = new_output("display_data", data=shown[0]._repr_mimebundle_())
    cell = new_code_cell('predict("creep")', outputs=[output])
    made, _ = HTMLExporter().from_notebook_node(new_notebook(cells=[cell]))
    assert page.static(ASKED[0]) in made


def test_pages_paint_no_surface_and_no_text():
    pages = [page.static(one) for one in ASKED]
    pages += [
        page.verdict(ASKED[0], ASKED[0].questions[0], c) for c in ASKED[0].questions[0].choices
    ]
    pages.append(page.summary(ASKED[:2], {})[1])
    for markup in pages:
        styles = ";".join(re.findall(r'style="([^"]*)"', markup))
        assert "border-left" in styles
        assert not re.search(r"(?<![-\w])(color|background[-\w]*):", styles)
        assert "<script" not in markup and html.unescape(markup).count("<div") == 1


def test_without_ipywidgets_the_page_is_the_one_that_needs_no_kernel(shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "dlaudio.predictions.panel", None)
    predict("creep")
    assert shown == [{"text/html": page.static(ASKED[0]), "text/plain": page.plain(ASKED[0])}]


def test_a_grader_gets_text_and_no_widget(monkeypatch, capsys):
    shell = InteractiveShell.instance()
    try:
        monkeypatch.setattr(shell.display_formatter, "active_types", ["text/plain"])
        predict("creep")
        assert capsys.readouterr().out == page.plain(ASKED[0]) + "\n"
    finally:
        InteractiveShell.clear_instance()


# --- what the course asks ------------------------------------------------------------------------


def test_no_two_units_have_a_name_in_common(monkeypatch):
    monkeypatch.undo()
    names = [(one.role, one.name) for one in predictions.everything()]
    assert names and len(set(names)) == len(names)


def test_the_files_are_json_that_people_can_read(monkeypatch):
    monkeypatch.undo()
    text = predictions.path(UNIT).read_text(encoding="utf-8")
    assert json.loads(text)[0]["unit"] == UNIT and "\\u" not in text
