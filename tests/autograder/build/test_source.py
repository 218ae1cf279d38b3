"""A unit's text becomes a notebook with nbgrader's marks, or is refused with a sentence."""

import re

import nbformat
import pytest
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.build import source
from dlaudio import exercises

UNIT = "u01_perceptron"
PATH = f"course/{UNIT}/perceptron.ipynb"


def answer(name):
    return f"""
# %% exercise="{name}"
def {name}(x):
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION
"""


def quiz(item) -> str:
    asked = [f"# **{name}** · ?\n# (a) A (b) B (c) C (d) D\n#" for name in item.choices]
    right = dict.fromkeys(item.choices, "a")
    return "\n".join(["# %% [markdown]", *asked, answer(item.name)]).replace(
        f"def {item.name}(x):\n    ### BEGIN SOLUTION\n    return x\n    ###",
        f"### BEGIN SOLUTION\n{item.name} = {right}\n###",
    )


def text(extra="", leave_out=(), title="# %% [markdown]\n# # A title\n") -> str:
    """The text of a unit with an answer and a check for every exercise."""
    cells = [title]
    for item in exercises.of_unit(UNIT):
        if item.name not in leave_out:
            cells += [quiz(item) if item.choices else answer(item.name)]
            cells += [f'# %% check="{item.name}"\n']
    return "\n".join([*cells, extra])


def notebook(*arguments, **options) -> nbformat.NotebookNode:
    made = source.notebook(text(*arguments, **options), UNIT, PATH)
    nbformat.validate(made)
    return made


def by_grade_id(made) -> dict:
    cells = [cell for cell in made.cells if "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells}


def test_cells_and_roles():
    found = source.cells(
        "dropped\n# %% [markdown]\n# # Title\n#\n# text, $x$\n"
        '# %%\nx = 1  # %% no cell\n\n\n# %% exercise="f"\ndef f():\n    pass\n'
        '# %% check="f"\n# %% [markdown] written="why" points=2\n# because\n'
    )
    assert found == [
        (True, {}, "# Title\n\ntext, $x$"),
        (False, {}, "x = 1  # %% no cell"),
        (False, {"exercise": "f"}, "def f():\n    pass"),
        (False, {"check": "f"}, ""),
        (True, {"written": "why", "points": "2"}, "because"),
    ]


@pytest.mark.parametrize("head", ['exercse="f"', "[markdown] writen=why", "slow", "[code]"])
def test_an_unknown_role_is_refused(head):
    with pytest.raises(ValueError, match="unknown roles"):
        source.cells(f"# %% {head}\n")


def test_every_exercise_has_an_answer_and_a_graded_cell():
    cells = by_grade_id(notebook())
    for item in exercises.of_unit(UNIT):
        written, graded = cells[item.name], cells[f"check_{item.name}"]
        assert (is_solution(written), is_grade(written), is_locked(written)) == (True, False, False)
        assert (is_solution(graded), is_grade(graded), is_locked(graded)) == (False, True, True)
        assert graded.metadata.nbgrader.points == item.points
        lines = graded.source.split("\n")
        assert lines[0] == f'check("{item.name}")'
        # the last value is the score, and it stands in the hidden part
        assert lines[-2] == f'autograder.grade("{item.name}", globals())'
        assert [lines[1], lines[-1]] == ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"]


def test_a_written_answer_is_graded_by_hand():
    extra = '# %% [markdown] written="why" points=2\n# Because.\n'
    cell = by_grade_id(notebook(extra))["why"]
    assert (cell.cell_type, cell.source) == ("markdown", "Because.")
    assert is_solution(cell) and is_grade(cell) and cell.metadata.nbgrader.points == 2


FIRST = "perceptron"


@pytest.mark.parametrize(
    "extra, leave_out, words",
    [
        ("", [FIRST], "perceptron needs one cell with exercise='perceptron', has 0"),
        (answer(FIRST), [FIRST], "perceptron needs one cell with check='perceptron', has 0"),
        (f'# %% check="{FIRST}"', [FIRST], "with exercise='perceptron', has 0"),
        (answer(FIRST), [], "needs one cell with exercise='perceptron', has 2"),
        (f'# %% check="{FIRST}"', [], "needs one cell with check='perceptron', has 2"),
        (answer("made_up"), [], "no exercise is called 'made_up'"),
        (answer("make_tone"), [], "belongs to u00_start_here, not to u01_perceptron"),
        ('# %% check="perceptro"', [], "did you mean 'perceptron'"),
        ('# %% check="start_quiz"', [], "belongs to u00_start_here, not to u01_perceptron"),
        (f'# %% check="{FIRST}"\nx = 1', [FIRST], "is made here, it cannot hold 'x = 1'"),
        ('# %% [markdown] written="why"\n# text', [], "why needs [markdown] and points="),
        ('# %% written="why" points=1\ntext', [], "why needs [markdown] and points="),
        (f'# %% exercise="{FIRST}"\nx = 1', [FIRST], "needs ### BEGIN and END SOLUTION"),
        (answer(FIRST).replace("### BEGIN SOLUTION", ""), [FIRST], "needs ### BEGIN and END"),
        (answer(FIRST).replace("### END SOLUTION", ""), [FIRST], "needs ### BEGIN and END"),
        (answer(FIRST).replace("### BEGIN", "# BEGIN"), [FIRST], "needs ### BEGIN and END"),
    ],
)
def test_a_text_that_would_not_grade_is_refused(extra, leave_out, words):
    with pytest.raises(ValueError) as caught:
        notebook(extra, leave_out)
    assert words in str(caught.value)


def test_ids_stay_when_other_cells_come_and_go():
    before = [cell.id for cell in notebook().cells]
    more = notebook(title="# %% [markdown]\n# # A title\n\n# %%\nnew = 1\n")
    after = [cell.id for cell in more.cells]
    assert len(set(after)) == len(after)
    assert [name for name in after if name in before] == before
    assert len(after) == len(before) + 1


def test_equal_cells_have_different_ids():
    made = notebook("# %%\nplot()\n\n# %%\nplot()\n\n# %%\nplot()\n")
    ids = [cell.id for cell in made.cells if cell.source == "plot()"]
    assert len(set(ids)) == 3


def test_the_same_text_gives_the_same_notebook():
    assert nbformat.writes(notebook()) == nbformat.writes(notebook())


def test_a_hint_below_the_last_question_stays_below_its_choices():
    choices = "(a) A\n- (b) B\n- (c) C\n- (d) D"
    hint = "<details><summary>Hint</summary>\n\nThink.\n</details>"
    for question in exercises.find("perceptron_quiz").choices:  # shown in many orders
        made = source._shown_question(question, f"**{question}** · ?\n\n- {choices}\n\n{hint}")
        assert made.endswith(f"\n\n{hint}")
        assert re.findall(r"^- \(([a-d])\)", made, re.MULTILINE) == list("abcd")


@pytest.mark.parametrize(
    "before, after, complaint",
    [
        ("(b) B ", "", "needs the choices (a) to (d), has ['a', 'c', 'd']"),
        ("**bound**", "bound", "no text that asks **bound**"),
        ("perceptron_quiz = {", "perceptron_quiz = list({", "needs a dictionary of letters"),
    ],
)
def test_a_quiz_that_cannot_be_shown_is_refused(before, after, complaint):
    broken = text().replace(before, after, 1)
    broken = broken.replace("'a'}", "'a'})", 1) if "list(" in after else broken
    with pytest.raises(ValueError, match=re.escape(complaint)):
        source.notebook(broken, UNIT, PATH)


@pytest.mark.parametrize("many", [False, True])
def test_what_the_check_refuses_stands_above_the_hints_and_a_long_list_is_folded(many, monkeypatch):
    item = next(item for item in exercises.of_unit(UNIT) if item.forbid)
    monkeypatch.setattr(source, "LONG", 0 if many else 99)
    hint = "<details><summary>Hint 1</summary>\n#\n# look\n# </details>"
    asked = f"# %% [markdown]\n# ### Exercise 1 · `{item.name}`\n#\n# Write it.\n#\n# {hint}\n"
    book = source.notebook(text(asked), UNIT, PATH)
    said = next(cell.source for cell in book.cells if "Write it." in cell.source)
    names = ", ".join(f"`{name}`" for name in sorted(set(item.forbid)))
    folded = f"<details><summary>{source.REFUSED}</summary>\n\n{names}\n</details>"
    line = folded if many else f"*Write it without {names}, which the check refuses here.*"
    assert f"Write it.\n\n{line}\n\n<details><summary>Hint 1" in said
