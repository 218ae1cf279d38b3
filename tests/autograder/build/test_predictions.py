"""The grammar of predictions and of questions from before: what it reads, what it refuses."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import nbformat
import pytest

from autograder.build import predictions, source, units
from autograder.library.folder import text_of
from dlaudio import exercises
from dlaudio.predictions import Choice, Question, Words

ROOT = Path(__file__).parents[3]
UNIT = "u01_perceptron"

BODY = """\
# The step is **doubled**, with $\\eta < 2$.
#
# What comes?
#
# - (a) It falls
#   twice as fast.
#   wrong: Not *here*,
#   because it jumps.
#
# - (b) It swings.
#   right: It jumps.\
"""


def read(body: str, role: str = "predict", name: str = "creep"):
    return predictions.read(UNIT, role, name, body)


def test_a_prediction_is_read():
    asked = read(BODY)
    assert (asked.unit, asked.role, asked.name) == (UNIT, "predict", "creep")
    text = "The step is **doubled**, with $\\eta < 2$.\n\nWhat comes?"
    markup = "<p>The step is <strong>doubled</strong>, with $\\eta &lt; 2$.</p>\n<p>What comes?</p>"
    wrong = Choice(
        "a",
        Words("It falls\ntwice as fast.", "It falls\ntwice as fast."),
        Words("Not *here*,\nbecause it jumps.", "Not <em>here</em>,\nbecause it jumps."),
        False,
    )
    right = Choice("b", Words("It swings.", "It swings."), Words("It jumps.", "It jumps."), True)
    assert asked.questions == (Question(Words(text, markup), (wrong, right)),)


def test_questions_from_before_are_read_by_their_numbers():
    parts = BODY.partition("\n")
    body = "\n#\n".join(f"# {n}. Number {n}\n{parts[2]}" for n in (1, 2, 3))
    asked = read(body, "recall")
    assert [q.words.text for q in asked.questions] == [f"Number {n}\n\nWhat comes?" for n in "123"]
    assert [q.right.letter for q in asked.questions] == ["b"] * 3
    assert len(read(BODY, "recall").questions) == 1


def test_a_number_in_a_prediction_begins_no_question():
    (question,) = read(BODY.replace("# What", "# 1. Look.\n# 2. What")).questions
    assert "1. Look.\n2. What comes?" in question.words.text


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("#   right: It", "#   wrong: It", r"exactly one right choice, has \[\]"),
        ("wrong: Not", "right: Not", r"exactly one right choice, has \['a', 'b'\]"),
        ("wrong: Not", "Not", r"choice \(a\) needs a line 'right: ...' or 'wrong: ...'"),
        ("right: It jumps.", "right:", r"choice \(b\) needs a line"),
        ("(b) It swings.", "(b)", r"choice \(b\) needs words"),
        ("right: It jumps.", "right: It jumps.\n#   wrong: No.", r"\(b\) has two verdicts"),
        ("- (b)", "- (c)", r"from two to six choices, .* has \['a', 'c'\]"),
        ("- (a)", "- A)", r"from two to six choices, .* has \['b'\]"),
        ("# What", "What", "nothing but lines that begin with #, has 'What comes"),
    ],
)
def test_what_does_not_keep_to_the_grammar_is_refused(old, new, words):
    assert old in BODY
    with pytest.raises(ValueError, match=f"the cell predict='creep'.*{words}"):
        read(BODY.replace(old, new))


def test_a_question_needs_words():
    with pytest.raises(ValueError, match="needs a question before its choices"):
        read(BODY[BODY.index("# - (a)") :])


@pytest.mark.parametrize("name", ["Creep", "2nd", "a-b", ""])
def test_a_name_is_small_letters(name):
    with pytest.raises(ValueError, match="needs a name of small letters"):
        read(BODY, name=name)


@pytest.mark.parametrize("numbers", [(1, 3), (2,), (1, 1), (1, 2, 3, 4)])
def test_questions_are_numbered_from_one_to_three(numbers):
    with pytest.raises(ValueError, match="numbered from 1. on|at most 3 questions, has 4"):
        read("\n".join(f"# {n}. Really?\n{BODY}" for n in numbers), "recall")


# --- in the text of a unit -----------------------------------------------------------------------


def made(head: str, body: str = BODY):
    return source._cell(*source.cells(f"# %% {head}\n{body}\n")[0], UNIT)


@pytest.mark.parametrize("role", ["predict", "recall"])
def test_the_notebook_holds_one_line(role):
    cell = made(f'{role}="creep"')
    assert (cell.cell_type, cell.source) == ("code", f'{role}("creep")')


def test_a_collapsed_cell_is_folded_in_jupyterlab_and_on_colab():
    cell = made("collapsed", "x = 1")
    assert cell.source == "x = 1"
    assert cell.metadata == {"jupyter": {"source_hidden": True}, "cellView": "form"}


@pytest.mark.parametrize(
    "head",
    [
        '[markdown] predict="creep"',
        'predict="creep" recall="creep"',
        'predict="creep" collapsed',
        "[markdown] collapsed",
        'collapsed exercise="perceptron"',
    ],
)
def test_a_role_stands_alone(head):
    with pytest.raises(ValueError, match="needs a cell of its own|collapsed is for a cell of code"):
        made(head)


def test_two_questions_of_a_unit_have_two_names():
    text = f'# %% predict="creep"\n{BODY}\n\n'
    assert len(source.asked(text + text.replace("creep", "jump"), UNIT)) == 2
    with pytest.raises(ValueError, match="'creep' is the name of two questions"):
        source.asked(text + text, UNIT)


def test_two_units_do_not_share_a_name():
    taken = 'predict="epochs_to_learn"'
    assert taken in (ROOT / f"solutions/{UNIT}/perceptron.py").read_text(encoding="utf-8")
    text = f"# %% {taken}\n{BODY}\n"
    assert len(units._asked(text, UNIT)) == 1
    with pytest.raises(ValueError, match="is already a name in u01_perceptron"):
        units._asked(text, "u02_gradient_descent")


def test_the_answers_are_not_in_the_released_notebook():
    text = (ROOT / f"solutions/{UNIT}/perceptron.py").read_text(encoding="utf-8")
    released = (ROOT / f"course/{UNIT}/perceptron.ipynb").read_text(encoding="utf-8")
    asked = source.asked(text, UNIT)
    assert asked
    for one in asked:
        assert f'{one.role}(\\"{one.name}\\")' in released
        for choice in (choice for question in one.questions for choice in question.choices):
            assert choice.why.text not in released


@pytest.mark.parametrize(
    "unit, before, after",
    [
        ("u00_start_here", "", "[1 · The perceptron](../u01_perceptron/perceptron.ipynb)"),
        ("u14_your_instrument", "[13 · ", ""),
    ],
)
def test_the_neighbours_of_a_unit(unit, before, after):
    links = units.neighbours(unit, ROOT)
    assert links[0].startswith(before) and bool(links[0]) == bool(before)
    assert links[1] == after
    for link in filter(None, links):
        target = re.search(r"\]\((.+)\)", link)[1]
        assert (ROOT / "course" / unit / target).is_file()


def test_a_unit_ends_with_the_way_to_the_next_one():
    notebook = nbformat.read(ROOT / f"course/{UNIT}/perceptron.ipynb", as_version=4)
    before, after = units.neighbours(UNIT, ROOT)
    assert notebook.cells[0].source.endswith(f"← {before}")
    assert notebook.cells[-1].source == f"**Next:** {after} →"


def test_the_examples_of_the_page_on_writing_keep_to_the_grammar():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(# %% (?:predict|recall)=.*?)```", page, re.DOTALL)
    asked = [one for example in examples for one in source.asked(example, UNIT)]
    assert [(one.role, len(one.questions)) for one in asked] == [("predict", 1), ("recall", 2)]


def test_what_is_right_stands_at_each_letter_about_equally_often():
    """Who writes puts the naive answer first; what is shown must not tell."""
    right = {unit: [] for unit in exercises.units()}
    for unit, letters in right.items():
        asked = source.asked(text_of(unit).read_text(encoding="utf-8"), unit)
        letters += [one.questions[0].right.letter for one in asked if one.role == "predict"]
        assert {"a", "b", "c"} <= set(letters)
        assert max(len(list(same)) for _, same in groupby(letters)) <= 3
    every = Counter(letter for letters in right.values() for letter in letters)
    assert all(0.27 <= every[letter] / every.total() <= 0.4 for letter in "abc")


def test_another_order_has_the_same_choices_under_letters_in_order():
    asked = read(BODY)
    (shown,) = predictions.shown([asked])
    (before,), (after,) = asked.questions, shown.questions
    assert [one.letter for one in after.choices] == [one.letter for one in before.choices]
    assert {(one.words, one.why, one.right) for one in after.choices} == {
        (one.words, one.why, one.right) for one in before.choices
    }
    assert predictions.shown([asked]) == (shown,)


def test_what_is_right_moves_on_after_three_times_at_the_same_letter():
    shown = predictions.shown([read(BODY)] * 9)
    letters = [one.questions[0].right.letter for one in shown]
    assert letters[:3] == [letters[0]] * 3 and letters[3] != letters[0]
    assert max(len(list(same)) for _, same in groupby(letters)) == 3
    assert {frozenset(c.words for c in one.questions[0].choices) for one in shown} == {
        frozenset(c.words for c in shown[0].questions[0].choices)
    }


def test_no_sentence_calls_a_choice_by_its_letter():
    for unit in exercises.units():
        for one in source.asked(text_of(unit).read_text(encoding="utf-8"), unit):
            for question in one.questions:
                said = [(choice.words.text, choice.why.text) for choice in question.choices]
                assert not re.search(r"\([a-f]\)", f"{question.words.text} {said}"), one.name
