"""`check("name")` says in words what is right and wrong, in plain Python and in a notebook."""

import html
import re
import subprocess
import sys

import made_up
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from autograder.library import answers
from dlaudio.assessment import store
from dlaudio.assessment.quiz import as_shown
from dlaudio.check import check, describe, question, report
from dlaudio.datasets import DataError
from dlaudio.exercises import Case, find


@pytest.fixture
def item(monkeypatch, tmp_path):
    return made_up.unit(monkeypatch, tmp_path)


@pytest.fixture
def notebook(monkeypatch):
    """Put an answer under its name where a notebook has it."""
    main = sys.modules["__main__"]
    return lambda name, answer: monkeypatch.setattr(main, name, answer, raising=False)


def right(x):
    return np.mean(x**2), np.abs(x).max()


def stub(x):
    raise NotImplementedError("your code here")


def test_right(item, notebook, capsys):
    notebook("mean_square", right)
    assert check("mean_square") == 4.0
    assert capsys.readouterr() == ("✓ mean_square: right, 4 of 4 points.\n", "")


def test_a_right_answer_that_the_grader_would_not_wait_for_is_told(item, capsys, monkeypatch):
    clock = iter([0.0, item.seconds + 2.0])
    monkeypatch.setattr("dlaudio.check.time.perf_counter", lambda: next(clock))
    assert check("mean_square", right) == 4.0
    slow = "  This took 12 s here; where it is graded, it may take 10 s."
    assert slow in capsys.readouterr().out.splitlines()


def test_who_has_waited_long_enough_is_told_the_limit(item, capsys):
    def endless(x):
        raise KeyboardInterrupt

    assert check("mean_square", endless) == 0.0
    said = capsys.readouterr().out
    assert said.startswith("✗ mean_square: stopped after 0 s at mean, with questions still open; ")
    assert "all of them may take 10 s. If it never comes to an end" in said


def test_who_stops_an_answer_is_told_which_question_was_open(capsys):
    def stopped_at_the_unused(graph, values):
        if len(graph) == 2:
            raise KeyboardInterrupt
        return [0.0 for _ in values]

    assert check("backward_pass", stopped_at_the_unused) == 0.0
    assert "stopped after 0 s at unused, with questions still open" in capsys.readouterr().out


def test_a_missing_name(item, capsys):
    assert check("mean_square") == 0.0
    assert "there is nothing called mean_square yet. Run the cell" in capsys.readouterr().out


def test_an_unanswered_stub(item, capsys):
    assert check("mean_square", stub) == 0.0
    said = capsys.readouterr().out.splitlines()
    assert said == ["○ mean_square: 0 of 4 points.", "  Not answered yet."]


def test_who_has_no_recordings_is_not_told_to_be_wrong(item, capsys):
    def answer(x):
        raise DataError("voices: voices.npz is missing; install dlaudio again")

    assert check("mean_square", answer) == 0.0
    first, why = capsys.readouterr().out.splitlines()
    assert first == "○ mean_square: 0 of 4 points."
    assert why.startswith("  Cannot be judged here, because recordings are missing. voices: voices")


def test_partly_right(item, capsys):
    assert check("mean_square", lambda x: (np.mean(x**2), 0 * x[0])) == 2.0
    first, mean, peak, remark, example = capsys.readouterr().out.splitlines()
    assert first == "✗ mean_square: 2 of 4 points."
    assert mean == "  ✓ mean is right."
    assert re.fullmatch(r"  ✗ peak differs: got -?0, expected \d\.\d+\.", peak)
    assert remark == "  → peak is 0 everywhere."
    assert example.startswith("  Try it yourself with: x = np.array([")


def test_what_to_try_can_be_pasted_and_fails(item, capsys):
    check("mean_square", lambda x: (np.mean(x**2), np.abs(x).max() if len(x) > 1 else 0))
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Try it" in line]
    pasted = {}
    exec(line.partition(": ")[2], {"np": np}, pasted)
    (question,) = [case for case in store.load(item).cases if len(case.inputs["x"]) == 1]
    np.testing.assert_allclose(pasted["x"], question.inputs["x"], atol=1e-4)


def test_the_question_to_try_is_the_smallest_that_fails_and_can_be_fetched(item, monkeypatch):
    def mean_square(x):
        return np.mean(x**2), 0.0

    monkeypatch.setattr(sys.modules["__main__"], "mean_square", mean_square, raising=False)
    assert len(check.case("mean_square")["x"]) == 1
    assert len(check.case("mean_square", 2)["x"]) == 8
    with pytest.raises(ValueError, match="has the questions 0 to 2, got 3"):
        check.case("mean_square", 3)


def test_the_answer_itself_can_be_given_in_the_place_of_its_name(item, capsys):
    def mean_square(x):
        return np.mean(x**2), np.abs(x).max()

    assert check(mean_square) == 4.0
    with pytest.raises(ValueError, match="needs the name of an exercise"):
        check(3)


def test_points_are_not_shown_twice(item, capsys):
    shown = check("mean_square", lambda x: None)._repr_html_()
    assert shown == "<span></span>"
    assert "got None; is a `return` missing?\n" in capsys.readouterr().out


def test_a_known_mistake_is_named(item, capsys):
    assert check("mean_square", lambda x: (np.mean(x * x) / 2, np.abs(x).max())) == 2.0
    assert "  → It looks as if your answer halves it." in capsys.readouterr().out.splitlines()


def test_one_line_where_everything_fails_alike(item, capsys):
    check("mean_square", lambda x: x.no_such_thing)
    said = capsys.readouterr().out
    assert said.count(".no_such_thing`") == 1


def test_remembered_answers_break_a_law(item, capsys):
    stored = store.load(item)
    table = {
        case.inputs["x"].tobytes(): (outputs["mean"], outputs["peak"])
        for case, outputs in zip(stored.cases, stored.expected, strict=True)
    }
    assert check("mean_square", lambda x: table.get(x.tobytes(), (1.0, 1.0))) == 0.0
    head, law = capsys.readouterr().out.splitlines()
    assert head == "✗ mean_square: right on the stored questions, but not in general."
    assert law.startswith("  It should hold that a signal twice as loud has four times the mean")


def test_laws_are_asked_only_of_answers_that_are_right(item):
    verdict, _ = question(item, lambda x: (np.sum(x**2) ** 0.5, 0))
    assert not verdict.right and verdict.broken_laws == []


def test_a_wrong_name_gives_the_nearest(item):
    with pytest.raises(ValueError, match="called 'mean_sqare'; did you mean 'mean_square'"):
        check("mean_sqare")
    with pytest.raises(ValueError, match="there are .*perceptron"):
        check("zzz")


def test_secret_answers_are_not_told(capsys):
    right_answer = answers.reference(find("perceptron_quiz"))
    wrong = as_shown({"bias": "c"}, ["bias"])
    assert check("perceptron_quiz", right_answer) == 5.0
    assert check("perceptron_quiz", right_answer | wrong) == 4.0
    said = capsys.readouterr().out
    assert "✗ bias is not right." in said and "expected" not in said
    assert "lets the bias set the learning speed" in said


def test_cases_are_described_short():
    case = Case({"x": np.arange(3.0), "X": np.zeros((40, 3)), "step": 0.5, "name": "hiss"})
    assert describe(case) == (
        "x = np.array([0., 1., 2.]); X: an array of shape (40, 3); step = 0.5; name = 'hiss'"
    )


def test_a_network_is_described_short_or_can_be_pasted():
    small, large = ([(np.full((2, n), 0.5), np.ones(n))] * 2 for n in (1, 9))
    case = Case({"weights": small, "net": large, "rng": np.random.default_rng(0), "none": ()})
    weights, net, rng, none = describe(case).split("; ")
    assert net == "net: arrays of shapes (2, 9), (9,), (2, 9), (9,)"
    assert (rng, none) == ("rng: a random generator", "none = ()")
    pasted = eval(weights.removeprefix("weights = "), {"np": np})
    assert [[part.tolist() for part in pair] for pair in pasted] == [[[[0.5], [0.5]], [1.0]]] * 2


def test_huge_replies_give_a_short_report(item):
    for value in ("x" * 10**6, np.zeros(10**6), ["y" * 10**5] * 3):
        verdict, cases = question(item, lambda x, value=value: (value, value))
        assert len("\n".join(report(verdict, cases))) < 600


def test_in_plain_python(tmp_path):
    source = """
import sys
from dlaudio.check import check
gates = {"AND": [-1.5, 1, 1], "OR": [-0.5, 1, 1], "NOT": [0.5, -1]}
points = check("gates")
assert points == 3.0, points
assert check("perceptron") == 0.0
assert "IPython" not in sys.modules and "autograder" not in sys.modules
"""
    script = tmp_path / "answers.py"
    script.write_text(source)
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ gates: right, 3 of 3 points." in done.stdout
    assert "nothing called perceptron yet" in done.stdout


ANSWERS = [
    "def perceptron(X, w):\n    return np.where(w[0] + X @ w[1:] > 0, 1, -1)",
    "def perceptron(X, w):\n    return np.where(w[0] + X @ w[1:] >= 0, 1, -1)",
    "def perceptron(X, w):\n    raise NotImplementedError",
    "def perceptron(X, w):\n    raise ValueError('<script>alert(1)</script> & more')",
    "import warnings, sys\n"
    "def perceptron(X, w):\n"
    "    print('out'); print('err', file=sys.stderr); warnings.warn('careful')\n"
    "    np.log(0 * w[0]); np.ones(2) / np.zeros(2)\n"
    "    return np.where(w[0] + X @ w[1:] > 0, 1, -1)",
    "del perceptron",
]
POINTS = [2.0, 1.0, 0.0, 0.0, 2.0, 0.0]


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """The graded cells of a notebook, run in a kernel, one after each of ANSWERS."""
    cells = [new_code_cell("import numpy as np\nfrom dlaudio.check import check")]
    for answer in ANSWERS:
        marks = {"grade": True, "points": 2, "grade_id": "check_perceptron"}
        graded = new_code_cell('check("perceptron")', metadata={"nbgrader": marks})
        cells += [new_code_cell(answer), graded]
    made = new_notebook(cells=cells)
    where = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    NotebookClient(made, timeout=60, kernel_name="python3", resources=where).execute()
    nbformat.validate(made)
    return made.cells[2::2]


def test_nbgrader_reads_the_points(checked):
    assert [determine_grade(cell) for cell in checked] == [(points, 2) for points in POINTS]


def test_nothing_reaches_stderr(checked):
    assert [out for cell in checked for out in cell.outputs if out.output_type == "stream"] == []


def test_html_and_text_say_the_same(checked):
    for cell in checked:
        (shown,) = [out.data for out in cell.outputs if out.output_type == "display_data"]
        lines = [line.strip() for line in shown["text/plain"].splitlines()]
        body = re.fullmatch(r"<div [^>]*>(.*)</div>", shown["text/html"]).group(1)
        body = re.sub("</?(code|small|span)[^>]*>", "", body).replace("<br> ", "<br>")
        assert [html.unescape(line) for line in body.split("<br>")] == lines
        assert 'role="status"' in shown["text/html"]
    texts = [str(out.data) for cell in checked for out in cell.outputs]
    assert any("→ It looks as if your answer gives +1 on the line" in text for text in texts)


def test_html_is_escaped(checked):
    markup = checked[3].outputs[0].data["text/html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in markup
    assert "<script>" not in markup


def test_the_students_own_line_is_quoted(checked):
    assert "in your line `raise ValueError(" in checked[3].outputs[0].data["text/plain"]


def test_the_stored_questions_are_those_of_a_named_exercise():
    assert question(find("perceptron"), None)[0].points == 0.0


def test_a_quiz_that_is_wrong_in_two_questions_is_told_of_both():
    asked = find("graphs_quiz")
    chosen = dict.fromkeys(asked.choices, "?")
    assert check("graphs_quiz", chosen) == 0.0
    truth = answers.reference(asked)
    wrong = {name: "a" if truth[name] != "a" else "b" for name in list(truth)[:2]}
    verdict, _ = question(asked, truth | wrong)
    assert verdict.wrong_outputs == list(wrong) and not verdict.diagnosis
    assert [one.partition(":")[0] for one in verdict.remarks] == list(wrong)


def test_a_quiz_is_told_of_when_every_question_has_an_answer():
    item = find("mlp_quiz")
    answer = dict.fromkeys(item.choices, "a")
    partly, _ = question(item, answer | {"deep": "?"})
    said = " ".join(report(partly))
    assert partly.points == 0 and "deep not answered yet" in said
    assert "is right." not in said and "is not right" not in said
    whole, _ = question(item, answer)
    assert "is not right" in " ".join(report(whole)).lower()


def test_what_is_made_of_the_inputs_stands_behind_them_and_can_be_pasted(capsys):
    """The student's function takes a gradient; the question has the matrix it is made of."""
    check("gradient_descent", lambda f_grad, w0, lr, n: np.array([w0] * (n + 1)))
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Try it" in line]
    assert line.endswith("; f_grad = valleys.bent(A)")
    from dlaudio.descent import valleys

    names = {"np": np, "valleys": valleys}
    exec(line.partition(": ")[2], names)
    assert names["f_grad"](names["w0"]).shape == names["w0"].shape
