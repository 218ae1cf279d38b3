"""The grader's record is perfect on the course, and is not when a known answer is misjudged."""

import ast
import copy
import inspect
import json
from collections import Counter

import made_up
import numpy as np
import pytest

from autograder.__main__ import main
from autograder.judge.grading import assess
from autograder.judge.published import MEASURED, PAGE, page, shortfalls
from autograder.judge.record import Entry, examine, record, row, table
from autograder.library import answers, folder
from dlaudio import check, exercises

EXERCISES = [item for unit in exercises.units() for item in exercises.of_unit(unit)]
each_exercise = pytest.mark.parametrize("item", EXERCISES, ids=lambda item: item.name)


@each_exercise
def test_every_known_answer_is_judged_right(item):
    assert examine(item).misjudged == []


@each_exercise
def test_no_right_answer_loses_points_whatever_is_drawn(item):
    right = {"reference": answers.reference(item)}
    right |= {name: other.answer for name, other in answers.variants(item).items()}
    for seed in range(10, 13):
        for name, answer in right.items():
            verdict = assess(item, answer, seed)
            assert verdict.points == item.points, (name, seed, check.report(verdict))


def test_no_known_answer_takes_the_name_of_another():
    """The second of a name would be the only one that anybody knows."""
    for unit in exercises.units():
        for kind in ("misconceptions", "variants"):
            path = folder.files(unit)[kind]
            names = []
            for part in folder.statements(path):
                if isinstance(part, ast.FunctionDef | ast.ClassDef):
                    names.append(part.name)
                elif isinstance(part, ast.Assign):
                    names += [one.id for one in part.targets if isinstance(one, ast.Name)]
            twice = [name for name, times in Counter(names).items() if times > 1]
            assert not twice, path


# A reference may use what the exercise forbids.
FUNCTIONS = [
    item for item in EXERCISES if inspect.isfunction(answers.reference(item)) and not item.forbid
]


@pytest.mark.parametrize("item", FUNCTIONS, ids=lambda item: item.name)
def test_a_right_function_may_ruin_what_it_is_given(item):
    reference = answers.reference(item)

    def ruins(*arguments, **options):
        values = copy.deepcopy(reference(*arguments, **options))
        for array in [*arguments, *options.values()]:
            if isinstance(array, np.ndarray):
                array[...] = 7
        return values

    for verdict in (check.question(item, ruins)[0], assess(item, ruins, 10)):
        assert verdict.right and not verdict.broken_laws, check.report(verdict)


def test_the_record_of_a_unit_is_published(capsys):
    assert main(["record", "u01_perceptron"]) == 0
    text = capsys.readouterr().out
    assert all(item.name in text for item in exercises.of_unit("u01_perceptron"))
    assert "MISJUDGED" not in text and text.endswith("; 0 misjudged.\n")


def test_the_page_of_the_record_is_that_of_the_course():
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    known = [one for found in measured.values() for one in found["known"]]
    for item in EXERCISES:
        mistakes, variants = len(answers.misconceptions(item)), len(answers.variants(item))
        entry = Entry(item, mistakes, mistakes, variants, variants, len(item.laws))
        assert row(entry) in known, f"make record, for {item.name}"
    assert len(known) == len(EXERCISES)
    assert PAGE.read_text(encoding="utf-8") == page(measured)
    assert "; 0 misjudged." in page(measured)


def test_the_page_says_what_falls_short():
    known = [row(Entry(exercises.find("pocket"), 8, 8, 2, 2))]
    left = {"choices": 6, "mistakes": 10, "told": 3, "parts": 1, "shown": 4, "misled": ["x", "y"]}
    left |= {"lines": 1, "errors": 2}
    made = {
        "made": 100,
        "equivalent": 2,
        "judged": 90,
        "checked": 99,
        "told": 50,
        "lines": 30,
        "errors": 10,
        "survivors": ["`a -> b`"],
    }
    one, two = "u01_perceptron", "u02_gradient_descent"
    every = {one: {"known": known, "mutants": made, "left out": left}}
    said = page(every)
    assert "- u01 `a -> b`" in said and "- u01 x\n- u01 y" in said
    assert "90.0% are noticed by both: short of the goal" in said
    assert "20.00% are misled: short of the goal" in said
    assert (
        "80% are told what is wrong, 30% why a line of theirs ended in an error among them: the"
        in said
    )
    assert "40% are told what is wrong, 10% why" in said
    assert "6 wrong choices and orders of letters are not counted" in said
    said = page(every | {two: {"known": known}})
    assert "- u02 has changed, and is not measured yet" in said and "Of 1 units: 90.0%" in said


def test_an_unknown_unit_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["record", "u77_nothing"])
    said = capsys.readouterr().err
    assert "no unit is called" in said and "u77_nothing" in said


def test_a_sound_made_up_unit_has_a_clean_record(monkeypatch, tmp_path):
    made_up.unit(monkeypatch, tmp_path)
    (entry,) = record((made_up.UNIT,))
    assert entry.misjudged == []
    assert (entry.mistakes, entry.caught, entry.variants, entry.accepted) == (5, 5, 2, 2)
    assert entry.laws == 1
    assert "5/5" in table([entry]) and "2/2" in table([entry])


def more(mistake="", variant="", **replaced):
    """Texts of the made-up unit with a mistake or a variant added, or parts replaced."""
    mark = "@misconception(mean_square, 'is wrong')\ndef wrong(x):\n    return "
    texts = {"mistakes": made_up.MISTAKES + (mark + mistake if mistake else "")}
    mark = "@variant(mean_square)\ndef other(x):\n    return "
    texts["variants"] = made_up.VARIANTS + (mark + variant if variant else "")
    return texts | replaced


LAW = """
@mean_square.law("adding nothing changes nothing")
def _nothing(answer, rng):
    x = rng.normal(size=6)
    return answer(x)[0], answer(x + 0)[0]
"""


@pytest.mark.parametrize(
    "texts, complaint",
    [
        (more(mistake="np.mean(x**2), x.max() if len(x) > 8 else np.abs(x).max()"), "gets full"),
        (more(mistake="np.mean(x * x) / 2, np.abs(x).max()"), "is named ['halves it']"),
        (more(variant="round(np.mean(x**2), 2), np.abs(x).max()"), "answer other loses points"),
        (more(variant="np.mean(x**2), np.abs(x).max() + len(x) // 8"), "other loses points"),
        (more(asked=made_up.ASKED + LAW), "breaks the law that adding nothing changes nothing"),
        (more(asked=made_up.ASKED.replace("4 * answer", "5 * answer")), "reference loses points"),
        (more(variants=""), "needs 5 misconceptions and 2 right variants"),
        (more(mistakes=made_up.MISTAKES.partition("def half")[0].rpartition("@")[0]), "needs 5"),
        (more(asked=made_up.ASKED.replace("answer(x)[1]", "3.0")), "unanswered exercise gets"),
    ],
    ids=[
        "a mistake that looks right",
        "two mistakes that look the same",
        "a right answer refused by rounding",
        "a right answer refused in one case",
        "a law that nothing breaks",
        "a law that the reference breaks",
        "too few variants",
        "too few mistakes",
        "an output that asks nothing",
    ],
)
def test_a_bad_exercise_spoils_the_record(texts, complaint, monkeypatch, tmp_path, capsys):
    item = made_up.unit(monkeypatch, tmp_path, **texts)
    entry = examine(item)
    assert any(complaint in text for text in entry.misjudged), entry.misjudged
    assert "MISJUDGED" in table([entry])
    assert main(["record", made_up.UNIT]) == 1


def test_two_mistakes_of_the_same_kind_count_once(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path, **more(mistake="np.mean(x * x) / 2, abs(x).max()"))
    entry = examine(item)
    assert (entry.mistakes, entry.caught) == (6, 5)


def test_a_reference_that_fails_stops_everything(monkeypatch, tmp_path):
    broken = "def mean_square(x):\n    return np.mean(x**2), x[5]\n"
    with pytest.raises(RuntimeError, match="reference for mean_square fails: IndexError"):
        made_up.unit(monkeypatch, tmp_path, right=broken)


def test_what_falls_short_is_said_in_a_line_each():
    text = """99.9% are noticed: the goal is reached. Of 9 units: 60% are told: short of the goal.

What falls short:

- u07 `digit_pipeline`: `a * b  ->  a / b  [not noticed by the judge]`
"""
    assert shortfalls(text) == [
        "Of 9 units: 60% are told: short of the goal.",
        "- u07 `digit_pipeline`: `a * b  ->  a / b  [not noticed by the judge]`",
    ]
