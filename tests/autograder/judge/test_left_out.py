"""Thousands of made-up notebooks: whatever is left out, no mark and no cell of the student's tells.

Each has a few cells of data and functions, an answer, and what the unit shows; the student changed,
added, dropped or moved some. They run whole, and without what is left out.
"""

import math
import random
import re
from functools import cache
from types import CodeType

import pytest

from autograder.judge.demonstrations import NOT_RUN, demonstrations
from autograder.judge.submission import Cell

ADDRESS = re.compile(r"0x[0-9a-f]+")
# a notebook where all that is kept has a name
TAME = [
    "{0} = [{3}]",
    "{0} = {3}",
    "{0} = {1}",
    "{0} = [*{1}]",
    "{0} = [{1}]",
    "{0}.append({3})",
    "{0} += [{3}]",
    "print({0})",
    "print([{0} for {0} in {1}])",
    "print(globals().get('{0}'))",
    "for {0} in [1, 2]: {1}.append({2})",
    "for {0} in {1}: pass",
    "if {0}: {0} = {1}",
    "if {0}: del {0}",
    "with open('/dev/null') as {0}: {1} = [4]",
    "def f(): return {0}",
    "def f(): return [*{0}, {3}]",
    "def f(): return [{3}]",
    "def f(x={0}): x.append({3}); return x",
    "def f(): {0}.append({3}); return [*{0}]",
    "def g(): return f()",
    "def g(): {0}.append({3}); return f()",
    "def g(x): x.append({3}); return x",
    "class f:\n    {0} = [*{0}, {3}]",
    "class g:\n    n = [{3}]",
    "class f(g):\n    def __new__(self): self.n.append({3}); return [*self.n]",
    "class f:\n    x = {0}\n    def __new__(self): self.x.append({3}); return [*self.x]",
    "class f:\n    def __init__(self): self.x = [{3}]\n    def append(self, y): self.x.append(y)\n"
    "    def __iter__(self): return iter(self.x)\n    def __repr__(self): return repr(self.x)",
    "{0} = f()",
    "{0} = g({1})",
    "{0} = g()",
    "{0} = lambda: {1}",
    "f = lambda: {0}.append({3}) or [*{0}]",
    "{0} = (lambda: {1})()",
    "print(f())",
    "print(g())",
    "f()",
    "g({0})",
    "import math as {0}",
    "from math import floor as f",
]
# or where something is kept that has none
HIDING = [
    "def f(x=[]): x.append({3}); return [*x]",
    "f = lambda x=[]: x.append({3}) or [*x]",
    "def f():\n    global {0}\n    {0} = [*{0}, {3}]\n    return {0}",
    "def f(): f.n = [*getattr(f, 'n', []), {3}]; return f.n",
    "def f(): g.n = [*getattr(g, 'n', []), {3}]; return g.n",
    "f.n = {0}",
    "class f:\n    n = [{3}]\n    def __new__(self): self.n.append({3}); return [*self.n]",
    "class f:\n    n = {3}\n    def __new__(self): f.n += 1; return [f.n]",
    "import math; math.n = [*getattr(math, 'n', []), {3}]; {0} = math.n",
    "import math; {0} = [getattr(math, 'n', 0)]",
    "import math\ndef f(): math.n = [*getattr(math, 'n', []), {3}]; return math.n",
]
BEGIN = ["a = [1]", "b = [2]", "c = [3]", "d = [4]", "def f(): return 5", "def g(x=5): return [x]"]
ANSWER = 4  # its place
Run = tuple[list[tuple[str, str]], list[str]]


class Notebooks:
    """Made-up notebooks: what was released, what was handed in, what is asked and when."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def statement(self, forms: list[str]) -> str:
        names = (self.random.choice("abcd") for _ in range(3))
        return self.random.choice(forms).format(*names, self.random.randint(0, 9))

    def cell(self) -> str:
        forms = self.random.choice([TAME + HIDING, TAME, TAME])
        return "\n".join(self.statement(forms) for _ in range(self.random.choice([1, 1, 1, 2])))

    def made(self) -> tuple[list[str], list[str], str, int]:
        forms = self.random.choice([TAME + HIDING, TAME, TAME, TAME])
        answers = [form for form in forms if form.startswith(("def f", "class f", "f ="))]
        released = BEGIN + [self.cell() for _ in range(self.random.randint(2, 9))]
        submitted: list[str] = []
        for place, source in enumerate(released):
            if place == ANSWER:
                kinds, weights = ["keep", "answer"], [1, 4]
            else:
                kinds = ["keep", "change", "add", "swap", "drop"]
                weights = [93, 3, 2, 1, 1] if place > 1 else [1, 0, 0, 0, 0]
            match self.random.choices(kinds, weights)[0]:
                case "keep":
                    submitted.append(source)
                case "answer":
                    submitted.append(self.statement(answers))
                case "change":
                    submitted.append(self.statement(forms))
                case "add":
                    submitted += [source, self.statement(forms)]
                case "swap":
                    submitted.insert(len(submitted) - 1, source)
        end = self.random.randint(len(submitted) // 2, len(submitted))
        return released, submitted, self.random.choice("abcdffff"), end


compiled = cache(lambda source: compile(source, "cell", "exec"))


def execute(cells: list[str | None], asked: str = "", end: int = -1) -> Run:
    """What each of these cells prints and raises, and what the answer is before one of them."""
    said: list[str] = []
    namespace = {"print": lambda *values: said.append(ADDRESS.sub("", repr(values)))}
    vars(math).pop("n", None)
    seen, values = [], []
    for number, source in enumerate(cells):
        if number == end:
            values.append(_value(namespace, asked))
        said.clear()
        error = ""
        if source:
            code: CodeType = compiled(source)
            try:
                exec(code, namespace)
            except Exception as raised:
                error = type(raised).__name__
        seen.append(("".join(said), error))
    return seen, values


def _value(namespace: dict, name: str) -> str:
    found = namespace.get(name)
    try:
        return ADDRESS.sub("", repr(found() if callable(found) else found))
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("seed", range(3))
def test_a_submission_gives_the_same_whatever_is_left_out(seed):
    notebooks, unlooked, all_cells = Notebooks(seed), 0, 0
    for _ in range(2500):
        released, submitted, asked, end = notebooks.made()
        cells = [Cell("code", source, {}, run=True) for source in submitted]
        cells.insert(end, Cell("code", "", {}, run=False, asks=[asked]))
        submitted.insert(end, "")
        rehearsed = [None if error else [{"text": said}] for said, error in execute(released)[0]]
        shown = demonstrations(cells, released, rehearsed)
        case = (released, submitted, asked, end, list(shown))
        whole, expected = execute(submitted, asked, end)
        part = [None if n in shown else source for n, source in enumerate(submitted)]
        found, got = execute(part, asked, end)
        assert got == expected, case
        as_they_were, _ = execute(submitted)  # in the rehearsal, nothing is asked
        for number in range(len(submitted)):
            if number not in shown:
                assert found[number] == whole[number], case
            elif shown[number][0]["text"] != NOT_RUN:
                assert (shown[number][0]["text"], "") == as_they_were[number], case
            else:
                unlooked += 1
        all_cells += len(submitted)
    assert unlooked > all_cells / 400  # it is not always the easy way out
