"""Explained solutions: what their cells may hold, and that no notebook shows anything of them."""

import re

import numpy as np
import pytest

from autograder.build import release, source, teaching
from autograder.library.folder import text_of
from dlaudio.assessment import solution

UNIT = "u01_perceptron"
TEXT = text_of(UNIT).read_text(encoding="utf-8")
NAME = "perceptron"
WORDS = "Because the sum *comes first*, $w \\cdot x$."


def explaining(name=NAME, body=f"# {WORDS}", roles=""):
    without = "".join(_blocks(TEXT))
    return f'{without}\n# %% explained="{name}"{roles}\n{body}\n'


def _blocks(text):
    """The text without the explained solutions that it has."""
    for block in re.split(r"(?=^# %%)", text, flags=re.MULTILINE):
        if "explained=" not in block.partition("\n")[0]:
            yield block


def test_words_and_code_come_together():
    found = source.explained(explaining(), UNIT)
    assert list(found) == [NAME]
    assert found[NAME].text == WORDS
    assert found[NAME].html.startswith("Because the sum <em>comes first</em>")
    assert found[NAME].code.startswith(f"def {NAME}(") and "SOLUTION" not in found[NAME].code
    compile(found[NAME].code, NAME, "exec")


@pytest.mark.parametrize("name", ["weight_history", "perceptron_quiz"])
def test_what_the_answer_stands_in_for_is_not_shown(name):
    code = source.explained(explaining(name), UNIT)[name].code
    assert code.count(f"def {name}(") + code.count(f"{name} = ") == 1
    assert '"?"' not in code and "noqa" not in code and code == code.strip()
    made = {"np": np}
    exec(code, made)
    assert name in made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (explaining("nobody"), "needs to be the only one, of an exercise of"),
        (explaining() + explaining().rpartition("# %%")[2].join(["# %%", ""]), "the only one"),
        (explaining(roles=" collapsed"), "the only one"),
        (explaining(body="x = 1"), "needs nothing but lines that begin with #"),
        (explaining(body="#"), "needs words behind #"),
    ],
)
def test_another_cell_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        source.explained(text, UNIT)


def test_no_notebook_shows_anything_of_it():
    made = source.notebook(explaining(), UNIT, "course/x.ipynb")
    assert not any(
        "comes first" in cell.source or "explained" in cell.source for cell in made.cells
    )


def test_what_is_explained_makes_no_line_of_an_answer_public():
    answer = next(
        line.strip()
        for line in release.SOLUTION.findall(TEXT)[0].splitlines()
        if line.strip() and line.strip() not in release.SOLUTION.sub("", TEXT)
    )
    text = explaining(body=f"# {answer}")
    leaking = source.notebook(text, UNIT, "course/x.ipynb")
    with pytest.raises(ValueError, match="shows an answer"):
        release.check_leaks(text, UNIT, leaking)


def test_what_is_explained_is_not_counted_as_text():
    without = "".join(_blocks(TEXT))
    assert teaching.facts(explaining()) == teaching.facts(without)
    lacking = set(teaching.faults(without)) - set(teaching.faults(explaining()))
    assert lacking == {f"{NAME} has no explained solution"}


def test_the_same_words_give_the_same_file():
    found = source.explained(explaining(), UNIT)
    assert solution.dump(found) == solution.dump(source.explained(explaining(), UNIT))
