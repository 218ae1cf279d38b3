"""A file of the library: parts are put in or changed, and all else stays as the student has it."""

import pytest

from dlaudio.mine import shelf
from dlaudio.mine.source import Part

OPENING = '"""Mine."""\n'
STEP = Part("step", "def step(x):\n    return np.exp(x)")
NUMPY = Part("np", "import numpy as np", imports=True)


def test_a_new_file():
    text = shelf.put("", [NUMPY, STEP], "3 of 3 points, 2026-01-02", OPENING)
    assert text == (
        '"""Mine."""\n\nimport numpy as np\n\n\n'
        "# step · 3 of 3 points, 2026-01-02\ndef step(x):\n    return np.exp(x)\n"
    )
    assert shelf.put(text, [NUMPY, STEP], "3 of 3 points, 2026-01-02", OPENING) == text


def test_only_the_answer_is_replaced():
    before = (
        "# my own words\nimport numpy as np\n\n# step · old\n@cached\ndef step(x):\n    return 1\n"
        "# after it\nother = step(2)  # and beside\n"
    )
    after = shelf.put(before, [NUMPY, STEP], "new", OPENING)
    assert after == (
        "# my own words\nimport numpy as np\n\n# step · new\ndef step(x):\n    return np.exp(x)\n"
        "# after it\nother = step(2)  # and beside\n"
    )


def test_a_new_helper_comes_before_the_answer_that_needs_it():
    before = "def step(x):\n    return 1\n\n\nlast = 1\n"
    parts = [Part("size", "size = 2"), Part("step", "def step(x, n=size):\n    return n")]
    names = {}
    exec(shelf.put(before, parts, "new", OPENING), names)
    assert names["step"](1) == 2 and names["last"] == 1


def test_what_a_name_needs():
    text = (
        "import a, b\nt = {}\nt['k'] = a.x\ndef f(y=b):\n    return t[y]\nwrong = 1 / 0\nprint(t)"
    )
    found = shelf.needed(shelf.parse(text), "f")
    assert [statement.first for statement in found] == [1, 2, 3, 4, 7]
    assert [s.first for s in shelf.needed(shelf.parse(text), "wrong")] == [6]


@pytest.mark.parametrize("text", ["def f(:\n", "x = '\0'", "(" * 5000])
def test_a_text_that_is_no_python_is_refused_in_a_sentence(text):
    with pytest.raises(shelf.UnreadableError, match="Python"):
        shelf.parse(text)


def test_a_text_is_parsed_once_until_it_changes(monkeypatch):
    """A tune asks for the same answer at every note."""
    read = []
    monkeypatch.setattr(shelf, "statements", lambda text: read.append(text) or [])
    for text in ["a = 1  # once", "a = 1  # once", "a = 2  # then"]:
        shelf.parse(text)
    assert read == ["a = 1  # once", "a = 2  # then"]
    shelf.parse.cache_clear()
