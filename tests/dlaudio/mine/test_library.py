"""The student's own library: it grows with each check passed, plays, and is never silent."""

import ast
import os
import textwrap

import numpy as np
import pytest
import student

from dlaudio import exercises, mine
from dlaudio.check import check
from dlaudio.mine import lookup, source, standins

CHECK = "from dlaudio.check import check\nfrom dlaudio import mine"


@pytest.fixture
def library(tmp_path, monkeypatch):
    """An empty library."""
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "my_library"))
    monkeypatch.setattr(mine, "_say", lookup.once())
    return tmp_path / "my_library"


def write(library, unit, text):
    library.mkdir(exist_ok=True)
    path = library / f"{unit}.py"
    path.write_text(text, encoding="utf-8")
    return path


RIGHT = "import numpy as np\n\n\n" + student.answers("u01_perceptron")["perceptron"]
WRONG = RIGHT.replace("> 0", "< 0")


# ---- a student's way -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def path_through_units(tmp_path_factory):
    """Three units worked through, a kernel each; what the checks said, by exercise."""
    course = tmp_path_factory.mktemp("course")
    said = {}
    for unit in ("u01_perceptron", "u06_training", "u11_lstm"):
        chosen = {
            "u01_perceptron": ["perceptron", "perceptron_epoch", "pocket", "gates"],
            "u06_training": ["adam_step", "mask_average"],
            "u11_lstm": ["lstm_step", "lstm_step_backward", "lstm_forward", "lstm_backward"],
        }[unit]
        texts = student.answers(unit)
        cells = [f"{CHECK}\nimport itertools\nimport numpy as np"]
        for name in chosen:
            cells += [texts[name], f"check({name!r})"]
        results = student.run(course / unit, cells)
        said |= dict(zip(chosen, results[2::2], strict=True))
    return course, said


def test_each_check_that_is_passed_keeps_the_answer_and_says_so(path_through_units):
    _, said = path_through_units
    for name, text in said.items():
        unit = exercises.find(name).unit
        assert f"Kept in my_library/{unit}.py: this is now your {name}." in text


def test_the_library_is_plain_python_with_docstring_points_and_imports(path_through_units):
    course, said = path_through_units
    files = {path.stem: path.read_text("utf-8") for path in course.glob("my_library/u*.py")}
    assert set(files) == {"u01_perceptron", "u06_training", "u11_lstm"}
    held = set()
    for text in files.values():
        tree = ast.parse(text)
        assert "What I wrote in unit" in ast.get_docstring(tree)
        held |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert held == set(said) - {"gates"}
    assert "import itertools" in files["u06_training"]
    assert "import itertools" not in files["u11_lstm"]
    assert "# lstm_backward · 4 of 4 points, 20" in files["u11_lstm"]


def test_a_later_unit_plays_it_in_a_new_kernel(path_through_units):
    course, _ = path_through_units
    train = """
import numpy as np
from dlaudio import layers, losses
from dlaudio.mine import layers as own
rng = np.random.default_rng(0)
net = layers.Sequential(own.LSTM(2, 4, rng=rng), layers.LastStep(), layers.Linear(4, 1, rng=rng))
loss, adam = losses.MSELoss(), own.Adam(net.parameters(), 0.02)
x = rng.normal(size=(32, 6, 2)).astype(np.float32)
y = x[:, :, :1].sum(axis=1)
history = []
for _ in range(60):
    history.append(loss(net(x), y))
    adam.zero_grad()
    net.backward(loss.backward())
    adam.step()
print(history[-1] < history[0] / 2)
"""
    cells = [CHECK, "mine.whose('lstm_step', 'sse', 'latch')", train, "mine.lstm_step.__module__"]
    _, whose, trained, module = student.run(course / "u12_generation", cells)
    assert "yours: lstm_step\nthe course's: sse\nnobody's: latch" in whose
    assert "LSTM runs on your lstm_step and lstm_backward." in trained
    assert "Adam runs on your adam_step." in trained and "True" in trained
    assert module == "'my_library.u11_lstm'"


def test_without_a_library_all_of_it_runs_on_the_courses_own(tmp_path):
    cells = [
        CHECK,
        "import numpy as np\nmine.perceptron(np.array([[1.0, 2.0]]), np.array([0.5, 1.0, -1.0]))",
        "mine.perceptron",
        "net = mine.layers.LSTM(2, 3, rng=np.random.default_rng(0))\n"
        "net.backward(net(np.ones((1, 2, 2)))).shape",
        "mine.latch",
        "import os; os.listdir()",
    ]
    _, first, again, net, latch, files = student.run(tmp_path / "alone", cells)
    said = "perceptron: the course's own plays here, because it is not in your library yet."
    assert said in first and "array([-1])" in first
    assert said not in again
    assert "LSTM is the course's: lstm_step and lstm_backward (unit 11) would make it yours." in net
    assert "(1, 2, 2)" in net
    assert latch.startswith("NothingPlaysError: nothing plays as latch here: it is not in your")
    assert files == "[]"


def test_an_unanswered_notebook_keeps_nothing(tmp_path):
    stub = 'def perceptron(X, w):\n    raise NotImplementedError("your code here")'
    cells = [CHECK, "check('perceptron')", stub, "check('perceptron')"]
    _, nothing, _, unanswered = student.run(tmp_path / "course" / "u01_perceptron", cells)
    assert "there is nothing called perceptron yet" in nothing
    assert "Not answered yet" in unanswered
    assert os.listdir(tmp_path / "course") == ["u01_perceptron"]


def test_nothing_is_kept_where_the_folder_is_switched_off(tmp_path, capsys):
    cells = [f"{CHECK}\nimport numpy as np", student.answers("u01_perceptron")["perceptron"]]
    cells = [*cells, "import os; os.environ['DLAUDIO_HOME'] = ''", "check('perceptron')"]
    *_, said = student.run(tmp_path / "course", cells)
    assert "2 of 2 points" in said and "Kept" not in said
    assert os.listdir(tmp_path / "course") == []


def test_what_was_changed_in_the_file_stays_if_it_is_right(tmp_path):
    answer = student.answers("u01_perceptron")["perceptron"]
    edit = (
        "from pathlib import Path\n"
        "path = Path('my_library/u01_perceptron.py')\n"
        "path.write_text(path.read_text().replace({!r}, {!r}))"
    )
    cells = [f"{CHECK}\nimport numpy as np", answer, "check('perceptron')"]
    cells += [edit.format("> 0, 1, -1)", "> 0.0, 1, -1)"), "check('perceptron')"]
    cells += [edit.format("> 0.0, 1, -1)", "< 0.0, 1, -1)"), "check('perceptron')"]
    cells += [edit.format("def ", "dff "), "check('perceptron')", "path.read_text()"]
    _, _, first, _, right, _, wrong, _, broken, text = student.run(tmp_path / "course", cells)
    assert "this is now your perceptron" in first
    assert "has a perceptron that you changed there, and it is right: it stays." in right
    assert "this is now your perceptron" in wrong
    assert "Not kept in my_library/u01_perceptron.py: line 13 is no Python" in broken
    assert "Mend that line, then check again." in broken and "dff perceptron" in text


# ---- what stands in the library is asked again when it changes ---------------------------------


def test_a_right_answer_plays_and_is_asked_once(library, capsys, monkeypatch):
    write(library, "u01_perceptron", RIGHT)
    assert mine.perceptron.__module__ == "my_library.u01_perceptron"
    monkeypatch.setattr(lookup.trial, "try_out", lambda *_: pytest.fail("asked again"))
    assert lookup.find("perceptron").whose == "yours"
    assert capsys.readouterr().out == ""


def test_an_answer_that_writes_into_what_it_is_handed_spoils_no_cell(library):
    pops = """
    def collapse(layers):
        W, b = layers.pop(0)
        while layers:
            V, c = layers.pop(0)
            W, b = W @ V, b @ V + c
        return W, b
    """
    write(library, "u03_mlp", textwrap.dedent(pops))
    stack = [(np.eye(2), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    assert lookup.find("collapse").whose == "yours"
    assert mine.collapse(stack)[0].shape == (2, 1)
    assert len(stack) == 2


def test_a_wrong_edit_is_noticed_and_named(library, capsys):
    write(library, "u01_perceptron", RIGHT)
    assert lookup.find("perceptron").whose == "yours"
    write(library, "u01_perceptron", WRONG)
    assert mine.perceptron.__module__ == "dlaudio.mine.standins.lines"
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.startswith("perceptron: the course's own plays here, because the one in my_lib")
    assert "is not right any more (labels: differs in" in said
    write(library, "u01_perceptron", RIGHT)
    assert lookup.find("perceptron").whose == "yours"


def test_a_helper_that_is_changed_counts(library):
    text = "import numpy as np\n\n\ndef score(X, w):\n    return w[0] + X @ w[1:]\n\n\n"
    text += "def perceptron(X, w):\n    return np.where(score(X, w) > 0, 1, -1)\n"
    write(library, "u01_perceptron", text)
    assert lookup.find("perceptron").whose == "yours"
    write(library, "u01_perceptron", text.replace("w[0] + ", ""))
    assert lookup.find("perceptron").whose == "the course's"


HOSTILE = {
    "hangs": ("while True: pass", "takes longer than"),
    "sleeps": ("import time; time.sleep(1000)", "takes longer than"),
    "raises": ("1 / 0", "ZeroDivisionError: a division needs a divisor that is not 0"),
    "exits": ("import sys; sys.exit()", "it stops with SystemExit"),
    "kills": ("import os; os._exit(0)", "Python ends in the middle of it"),
    "recurses": ("def f(): f()\nf()", "it stops with RecursionError"),
    "syntax": ("def perceptron(X, w:\n    pass", "is no Python"),
    "null": ("x = '\0'", "Python"),
    "deep": ("x = " + "(" * 5000 + ")" * 5000, "Python"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_costs_a_sentence(kind, library, capsys, monkeypatch):
    monkeypatch.setattr(lookup.trial, "SECONDS", -7.0)  # and the ten of the exercise
    text, sentence = HOSTILE[kind]
    # what is called inside the answer's own default runs when the file is run
    body = f"{text}\n\n\n{RIGHT}" if kind in ("syntax", "null", "deep") else _in_front(text)
    write(library, "u01_perceptron", body)
    assert mine.perceptron.__module__ == "dlaudio.mine.standins.lines"
    said = capsys.readouterr().out
    assert sentence in said and said.count("\n") == 1


@pytest.mark.parametrize("kind", ["raises", "exits", "recurses", "syntax", "null"])
def test_it_does_so_too_where_there_is_no_other_python(kind, library, capsys, monkeypatch):
    """As in a browser."""
    monkeypatch.setattr(lookup.trial, "ALONE", True)
    text, sentence = HOSTILE[kind]
    write(library, "u01_perceptron", f"{text}\n\n\n{RIGHT}" if kind == "null" else _in_front(text))
    assert lookup.find("perceptron").whose == "the course's"
    write(library, "u01_perceptron", RIGHT)
    assert lookup.find("perceptron").whose == "yours"


def _in_front(text):
    inside = "\n    ".join(text.splitlines())
    return f"def first():\n    {inside}\n\n\nimport numpy as np\n{RIGHT}".replace(
        "def perceptron(X, w)", "def perceptron(X, w, first=first())"
    )


def test_what_an_answer_does_not_need_is_not_run(library):
    write(library, "u01_perceptron", f"{RIGHT}\nimport os\nos._exit(0)\n")
    assert lookup.find("perceptron").whose == "yours"
    assert mine.perceptron(np.array([[1.0]]), np.array([0.0, 1.0])).tolist() == [1]


@pytest.mark.parametrize("data", [b"x" * 1_000_001, b"\xff\xfe\x00", None])
def test_a_file_that_is_no_text_costs_a_sentence(data, library, capsys):
    path = write(library, "u01_perceptron", "")
    path.unlink()
    path.mkdir() if data is None else path.write_bytes(data)
    assert mine.perceptron.__module__ == "dlaudio.mine.standins.lines"
    assert "my_library/u01_perceptron.py: it " in capsys.readouterr().out


@pytest.mark.parametrize("known", ["", "[]", '{"perceptron": 1}', '{"perceptron": {}}', "\0"])
def test_a_broken_note_of_what_was_asked_is_asked_again(known, library):
    write(library, "u01_perceptron", RIGHT)
    (library / lookup.CHECKED).write_text(known)
    assert lookup.find("perceptron").whose == "yours"


def test_what_took_too_long_is_tried_again_in_another_session(library, monkeypatch):
    write(library, "u01_perceptron", RIGHT)
    monkeypatch.setattr(lookup.trial, "SECONDS", -9.999)
    assert "takes longer than" in lookup.find("perceptron").why
    monkeypatch.setattr(lookup.trial, "SECONDS", 20.0)
    write(
        library, "u11_lstm", "import numpy as np\n\n\n" + student.answers("u11_lstm")["lstm_step"]
    )
    assert lookup.find("lstm_step").whose == "yours"
    assert lookup.find("perceptron").whose == "the course's"
    lookup._session.cache_clear()
    assert lookup.find("perceptron").whose == "yours"


def test_a_library_that_cannot_be_written_still_plays(library, monkeypatch):
    write(library, "u01_perceptron", RIGHT)

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(lookup.notebook_memory, "replace", full)
    assert lookup.find("perceptron").whose == "yours"
    monkeypatch.setattr(lookup.trial, "try_out", lambda *_: pytest.fail("asked again"))
    assert lookup.find("perceptron").whose == "yours"


# ---- an answer stands on its own ---------------------------------------------------------------


def test_the_library_is_no_answer(library, capsys):
    write(library, "u01_perceptron", RIGHT)
    assert check("perceptron", lambda X, w: mine.perceptron(X, w)) == 0.0
    said = capsys.readouterr().out
    assert "mine.perceptron is for playing, and an answer stands on its own" in said


def test_what_stands_in_is_no_answer(library, capsys):
    assert check("softmax_cross_entropy", standins.find("softmax_cross_entropy")) == 0.0
    said = capsys.readouterr().out
    assert "the course's softmax_cross_entropy is for playing" in said
    assert "is for playing" not in said.partition("\n")[0]


def test_an_unknown_name_says_what_is_near():
    with pytest.raises(AttributeError, match="did you mean 'lstm_step'"):
        mine.lstm_stepp  # noqa: B018


def test_no_exercise_is_hidden_by_a_name_of_the_module():
    names = {item.name for unit in exercises.units() for item in exercises.of_unit(unit)}
    assert names & set(vars(mine)) == set()


# ---- the source of an answer -------------------------------------------------------------------


def code(name, namespace, cells):
    return [part.code for part in source.gather(name, namespace, cells)]


def test_what_an_answer_needs_comes_along_and_no_more():
    cells = [
        "import numpy as np, os\nfrom math import tau as full",
        "SIZE = 3\nother = 4",
        "def helper(x):\n    return np.exp(x) * SIZE",
        "table = {}\nfor i in range(2):\n    table[i] = i * i",
        "def answer(x, k=full):\n    return helper(x) + table[k]",
    ]
    namespace = {}
    for cell in cells:
        exec(cell, namespace)
    *parts, last = code("answer", namespace, cells)
    assert last == cells[-1]
    assert set(parts) == {
        "from math import tau as full",
        "import numpy as np",
        "SIZE = 3",
        cells[2],
        "table = {0: 0, 1: 1}",
    }
    assert parts.index("SIZE = 3") < parts.index(cells[2])


def test_a_value_that_was_changed_after_it_was_bound_is_written_out():
    cells = [
        "import numpy as np",
        "net = (np.zeros((2, 2)), [np.ones(1)], {'c': 1.5})",
        "net[0][1, 0] = 40\nnet[1].append(())\nnet[2]['c'] -= 1",
    ]
    namespace, again = {}, {}
    for cell in cells:
        exec(cell, namespace)
    exec("\n".join(code("net", namespace, cells)), again)
    np.testing.assert_array_equal(again["net"][0], [[0, 0], [40, 0]])
    assert again["net"][1:] == ([np.ones(1), ()], {"c": 0.5})


def test_a_value_that_its_line_alone_does_not_make_again_is_written_out():
    cells = [
        "import numpy as np\nrng = np.random.default_rng(0)\nunits = []",
        "for i in range(30):\n    w = rng.integers(-3, 4, 4)\n    units.append((w, 0.5 - w.min()))",
        "for w, b in units:\n"
        "    if w[0] > 1:\n"
        "        found = (np.stack([w, -w]).T, [b, np.float64(1.5)], -1.5)",
        "best = max(units, key=lambda unit: unit[1])\nbiases = np.array([b for _, b in units])",
        "drawn = rng.normal(size=3), rng.normal(size=(0, 2)), np.float32(rng.normal(size=2))",
        "units = []",
        "W = np.outer([1, 2], [3, 4])\nnet = (W, W[0])\nrow = W[1]\nW = 0",
    ]
    namespace = {}
    for cell in cells:
        exec(cell, namespace)
    for name in ("found", "best", "biases", "drawn", "net", "row"):
        parts, again = code(name, namespace, cells), {}
        assert len(parts) == 2 and parts[0] == "import numpy as np"
        exec("\n".join(parts), again)
        np.testing.assert_equal(again[name], namespace[name])


def test_a_value_that_plain_lines_make_again_stays_as_it_was_written():
    cells = [
        "import numpy as np\nSIZE = 2",
        "def gate(*w):\n    return np.array(w) * SIZE",
        "hidden = np.stack([gate(1, 2), gate(3, 4)])",
        "net = (hidden, gate(5))",
    ]
    namespace = {}
    for cell in cells:
        exec(cell, namespace)
    assert code("net", namespace, cells)[-2:] == cells[2:]


def test_a_cell_that_python_could_not_read_and_one_with_a_magic():
    cells = [
        "def answer(x:",
        "get_ipython().run_cell_magic('time', '', 'def answer(x):\\n    return x')",
    ]
    assert code("answer", {"answer": lambda x: x}, cells) == ["def answer(x):\n    return x"]


def test_an_answer_without_a_source_is_not_kept():
    namespace = {"answer": eval("lambda x: x"), "helper": object()}
    with pytest.raises(source.CannotKeepError, match="its source is not in this notebook"):
        code("answer", namespace, [])
    with pytest.raises(source.CannotKeepError, match="it needs helper, whose source is not"):
        code("answer", namespace, ["def answer(x):\n    return helper"])


def test_a_cell_says_whose_answer_it_waits_for_and_whose_fault_stopped_it():
    def said(answer):
        try:
            answer()
        except Exception as error:
            return mine.waits("separable", error)

    def empty():
        raise NotImplementedError

    waits = "This cell waits for your separable: run it again when the check says ✓."
    assert said(empty) == said(lambda: eval("separable")) == waits
    assert said(lambda: 1 / 0).startswith("Your separable stopped with ZeroDivisionError(")
    assert "'helper' is not defined" in said(lambda: eval("helper"))
