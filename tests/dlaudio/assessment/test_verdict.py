"""From replies to points, to the sentence that names a mistake, and to broken laws."""

import made_up
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from autograder.judge.grading import assess, grade
from dlaudio import exercises
from dlaudio.assessment.compare import at_least
from dlaudio.assessment.explanation import explain
from dlaudio.assessment.probe import Failure, ask
from dlaudio.assessment.verdict import broken_laws, expect, judge
from dlaudio.check import report
from dlaudio.exercises import Case, exercise


def draws(rng):
    for n in (2, 3, 4):
        yield {"x": rng.normal(size=n) + 3}


@exercise(points=5, cases=draws)
def three(answer, x):
    parts = answer(x)
    return {"sum": parts[0], "product": lambda: parts[1], "size": lambda: parts[2]}


def right(x):
    return x.sum(), x.prod(), len(x)


def verdict_on(answer, item=three, reference=right):
    cases = item.cases(np.random.default_rng(1))
    return judge(item, expect(item, reference, cases), ask(item, answer, cases))


def test_a_right_answer_has_all_points():
    verdict = verdict_on(right)
    assert verdict.right and verdict.points == 5
    assert report(verdict) == ["✓ three: right, 5 of 5 points."]


@pytest.mark.parametrize(
    "answer, wrong, points",
    [
        (lambda x: (x.sum(), x.prod(), 0), ["size"], 3.33),
        (lambda x: (x.sum(), 0, 0), ["product", "size"], 1.67),
        (lambda x: (0, 0, 0), ["sum", "product", "size"], 0),
        (lambda x: (x.sum(), x.prod()), ["size"], 3.33),
        (lambda x: None, ["sum", "product", "size"], 0),
        (lambda x: (x.sum(), x.prod(), 3), ["size"], 3.33),
    ],
)
def test_every_output_counts_the_same(answer, wrong, points):
    verdict = verdict_on(answer)
    assert verdict.wrong_outputs == wrong
    assert verdict.points == points
    assert not verdict.right


def test_the_first_case_that_differs_is_told():
    verdict = verdict_on(lambda x: (x.sum(), x.prod() + (len(x) > 2), 2))
    cases = {finding.output: finding.case for finding in verdict.findings if not finding.right}
    assert cases == {"product": 1, "size": 1}


def test_wrong_outputs_are_told_of_one_question_where_there_is_one():
    def told(answer):
        return {one.output: one.case for one in verdict_on(answer).findings if not one.right}

    assert told(lambda x: (x.sum(), x.prod() + (len(x) > 2), 0)) == {"product": 1, "size": 1}
    assert told(lambda x: (x.sum(), x.prod() + (len(x) == 2), 2)) == {"product": 0, "size": 1}


def test_the_truth_of_a_case_stands_over_the_reference():
    truth = np.array([1, 0, 1, 1])
    cases = [Case({"x": np.zeros(4)}, {"labels": truth})]

    @exercise(points=2, cases=lambda rng: cases, compare={"labels": at_least(0.75)})
    def guess(answer, x):
        return {"labels": answer(x), "size": len(x)}

    def reference(x):
        return np.zeros(4, dtype=int)

    assert verdict_on(lambda x: truth, guess, reference).right
    assert verdict_on(lambda x: np.array([1, 0, 1, 0]), guess, reference).right
    assert verdict_on(reference, guess, reference).wrong_outputs == ["labels"]


def test_a_reference_that_fails_in_one_output_grades_nobody():
    with pytest.raises(RuntimeError, match="reference for three fails: IndexError"):
        verdict_on(right, reference=lambda x: (x.sum(), x.prod()))


def known(**answers):
    """Mistakes as `diagnose` gets them: their names for sentences, and their replies."""
    cases = three.cases(np.random.default_rng(1))
    return [(name, ask(three, answer, cases)) for name, answer in answers.items()]


MISTAKES = {
    "adds one": lambda x: (x.sum() + 1, x.prod(), len(x)),
    "doubles": lambda x: (x.sum(), x.prod() * 2, len(x)),
    "adds one and doubles": lambda x: (x.sum() + 1, x.prod() * 2, len(x)),
    "forgets": lambda x: 1 / 0,
    "is a stub": lambda x: (_ for _ in ()).throw(NotImplementedError("your code here")),
}


def explained(answer, **mistakes):
    """The verdict on an answer, where these mistakes are known."""
    cases = three.cases(np.random.default_rng(1))
    expected, replies = expect(three, right, cases), ask(three, answer, cases)
    first = judge(three, expected, replies, cases)
    return explain(first, replies, expected, known(**(mistakes or MISTAKES)), cases)


@pytest.mark.parametrize(
    "answer, sentences",
    [
        (right, []),
        (MISTAKES["adds one"], ["adds one"]),
        (MISTAKES["adds one and doubles"], ["adds one and doubles"]),
        (lambda x: (x.sum() + 1, x.prod(), 9), []),
        (lambda x: (x.sum() + 2, x.prod(), len(x)), []),
        (lambda x: 1 / 0, ["forgets"]),
        (lambda x: [][0], []),
        (MISTAKES["is a stub"], []),
    ],
)
def test_a_mistake_is_the_cause_only_where_it_agrees_with_everything(answer, sentences):
    assert explained(answer).diagnosis == sentences


@pytest.mark.parametrize(
    "answer, remarks",
    [
        (lambda x: (x.sum() + 1, x.prod(), 9), ["sum is larger by 1 everywhere"]),
        (
            lambda x: (x.sum(), -x.prod(), 9),
            ["product is the right one with its sign turned round"],
        ),
        (lambda x: (x.sum(), np.sin(x).sum(), 9), ["product looks as if your answer takes sines"]),
        (lambda x: (np.cos(x).sum(), x.prod(), len(x)), []),
        (
            lambda x: (x.prod(), x.sum(), len(x)),
            [
                "sum is what product should be, and the other way round",
                "product is what sum should be, and the other way round",
            ],
        ),
        (lambda x: (x.sum(), x.prod(), 2), []),
    ],
)
def test_what_is_said_of_single_outputs_is_true_of_them(answer, remarks):
    """A known mistake in several outputs is no explanation of one; whole numbers tell nothing."""
    sines = {
        "takes sines": lambda x: (x.sum(), np.sin(x).sum(), len(x)),
        "takes cosines, and tangents": lambda x: (np.cos(x).sum(), np.tan(x).sum(), len(x)),
        "counts two": lambda x: (x.sum() * 7, x.prod(), 2),
    }
    verdict = explained(answer, **sines)
    assert verdict.diagnosis == [] and verdict.remarks == remarks


def test_a_mistake_that_agrees_in_one_case_only_is_not_named():
    def answer(x):
        return x.sum() + (1 if len(x) == 2 else np.exp(len(x))), x.prod(), len(x)

    verdict = explained(answer)
    assert verdict.diagnosis == [] and verdict.remarks == []


def test_laws(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path)
    rng = np.random.default_rng(1)

    def texts(answer):
        return broken_laws(item, answer, rng)

    assert texts(lambda x: (np.mean(x**2), 0)) == []
    assert texts(lambda x: (7 * np.mean(x**2), 0)) == []
    (text,) = texts(lambda x: (np.mean(np.abs(x)), 0))
    assert text.startswith("a signal twice as loud has four times the mean square (differs: got ")
    for answer in (lambda x: 1 / 0, lambda x: None, lambda x: exit(), lambda x: ("a", 0), None):
        assert len(texts(answer)) == 1


def test_a_function_may_write_into_what_a_law_hands_it(monkeypatch, tmp_path):
    item = made_up.unit(monkeypatch, tmp_path)

    def answer(x):
        x **= 2
        return x.mean(), np.sqrt(x.max())

    assert broken_laws(item, answer, np.random.default_rng(1)) == []


def test_a_right_answer_is_told_once_by_check_and_its_points_are_not_shown(
    monkeypatch, tmp_path, capsys
):
    made_up.unit(monkeypatch, tmp_path)
    points = grade("mean_square", {"mean_square": lambda x: (np.mean(x**2), np.abs(x).max())})
    assert capsys.readouterr() == ("", "")
    data, _ = DisplayFormatter().format(points)  # what a notebook has; nbgrader reads the text
    assert data == {"text/plain": "4.0", "text/html": "<span></span>"}


def test_grading_names_the_mistake_and_returns_a_float(monkeypatch, tmp_path, capsys):
    made_up.unit(monkeypatch, tmp_path)
    points = grade("mean_square", {"mean_square": lambda x: (np.mean(x**2) / 2, np.abs(x).max())})
    assert isinstance(points, float) and repr(points) == "2.0"
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[0] == "✗ mean_square: 2 of 4 points."
    assert "✓ peak is right." in said.out
    assert "→ It looks as if your answer halves it." in said.out


def test_grading_a_missing_answer(monkeypatch, tmp_path, capsys):
    made_up.unit(monkeypatch, tmp_path)
    assert grade("mean_square", {}) == 0.0
    assert "There is nothing called mean_square." in capsys.readouterr().out
    with pytest.raises(ValueError, match="did you mean 'mean_square'"):
        grade("mean_squares", {})


def test_grading_with_other_questions(monkeypatch, tmp_path, capsys):
    item = made_up.unit(monkeypatch, tmp_path)
    (one, _), (other, _) = (item.cases(np.random.default_rng(seed))[:2] for seed in (1, 2))
    remembered = one.inputs["x"]

    def answer(x):
        known = x.shape == remembered.shape and np.allclose(x, remembered)
        return (np.mean(x**2), np.abs(x).max()) if known or len(x) != len(remembered) else (0, 0)

    monkeypatch.setenv("DLAUDIO_SEED", "1")
    assert grade("mean_square", {"mean_square": answer}) == 4.0
    monkeypatch.setenv("DLAUDIO_SEED", "2")
    assert grade("mean_square", {"mean_square": answer}) == 0.0


def test_a_secret_answer_is_never_told(capsys):
    chosen = {"bound": "x" * 10**5, "weight": 1, "restless": None, "bias": "<b>"}
    assert grade("perceptron_quiz", {"perceptron_quiz": chosen}) == 0.0
    said = capsys.readouterr().out
    assert "✗ bound ValueError: needs letters of choices" in said
    assert "✗ credit KeyError: needs an entry 'credit'." in said
    assert "expected" not in said and len(said) < 1000
    verdict = assess(exercises.find("perceptron_quiz"), chosen, 1)
    assert not any(finding.difference.expected for finding in verdict.findings)


def test_a_failure_shows_where_but_is_compared_without():
    assert Failure("E", "m", "in your line `a`") == Failure("E", "m", "in your line `b`")
    assert str(Failure("E", "m", "in your line `a`")) == "E: m (in your line `a`)"
