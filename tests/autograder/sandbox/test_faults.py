"""Honest and broken submissions: each gets exactly what its answers deserve.

`FAULTS` is the table of the threat model: what happened to a submission that is otherwise right,
what it should get, and what the instructor should read about it. An answer that breaks is that to
`handed_in.BROKEN`; the rest is then worth REST.
"""

import copy
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from handed_in import (
    BROKEN,
    FULL,
    IMPORTS,
    RELEASED,
    REST,
    cell_of,
    data,
    grade,
    right,
    said,
    shown,
    with_cells,
)

from autograder.inside.limits import Limits
from autograder.judge import sandbox
from dlaudio import exercises

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

NOT_THERE = "is not there, or is no code; taken from the released one: np"
LEFT_BEHIND = "86399.25"  # seconds that processes of these tests would sleep


@dataclass
class Fault:
    """What was handed in, what it should get, and a pattern of what should be said about it."""

    make: Callable[[], object]
    points: float = FULL
    says: str = ""


def answer(source: str, points: float = REST, says: str = "") -> Fault:
    """One answer is this; the others are right."""
    return Fault(lambda: right(**{BROKEN: source}), points, says)


def body(*lines: str, points: float = REST, says: str = "") -> Fault:
    """The answer is a function of these lines."""
    inside = "\n".join(f"    {line}" for line in lines)
    return answer(f"def {BROKEN}(X, w):\n{inside}", points, says)


def cells(*sources: str, says: str = "") -> Fault:
    """All answers are right, and there are other cells of code before them."""
    return Fault(lambda: with_cells(right(), *sources), FULL, says)


def changed(change: Callable, points: float = FULL, says: str = "") -> Fault:
    """All answers are right, and then something happened to the notebook."""

    def make():
        notebook = right()
        new = change(notebook)
        return notebook if new is None else new

    return Fault(make, points, says)


def file(content, says: str) -> Fault:
    """The file is no notebook at all."""
    return Fault(lambda: content, 0, says)


def remove(notebook, grade_id):
    notebook.cells.remove(cell_of(notebook, grade_id))


def strip_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata.clear()


def double(notebook, grade_id):
    cell = cell_of(notebook, grade_id)
    notebook.cells.insert(notebook.cells.index(cell), copy.deepcopy(cell))


def mark(notebook, which, **values):
    cell_of(notebook, which).metadata.nbgrader.update(values)


def retype(notebook, grade_id, kind):
    cell = cell_of(notebook, grade_id)
    cell.cell_type = kind
    cell.pop("outputs", None), cell.pop("execution_count", None)


def old_format(notebook):
    """As IPython 2 wrote notebooks: worksheets, and code under another name."""
    converted = [
        {"cell_type": "code", "input": cell.source.splitlines(keepends=True), "language": "python"}
        for cell in notebook.cells
    ]
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": converted}]})


def move_check_up(notebook):
    check = cell_of(notebook, f"check_{BROKEN}")
    notebook.cells.remove(check)
    notebook.cells.insert(1, check)


def raw(change: Callable[[dict], None], says: str = "") -> Fault:
    """The notebook's JSON was changed in a way that nbformat would refuse."""

    def make():
        notebook = json.loads(data(right()))
        change(notebook)
        return json.dumps(notebook)

    return Fault(make, FULL, says)


def number_for_source(notebook):
    notebook["cells"].insert(1, {"cell_type": "code", "source": 5, "metadata": {}})
    notebook["cells"].insert(1, {"cell_type": "code", "metadata": None})
    notebook["cells"].insert(1, None)


def elsewhere(place: int | None, says: str) -> Fault:
    """All answers are right; one stands in a cell of its own, and its own cell is as released.

    `place` counts from the check: -1 above the stub, 0 between the stub and a copy of it, +1 below
    the check, None at the end.
    """

    def make():
        notebook = right()
        cell = cell_of(notebook, BROKEN)
        cell.source = cell_of(RELEASED, BROKEN).source
        where = notebook.cells.index(cell)
        if place == 0:
            notebook.cells.insert(where + 1, copy.deepcopy(cell))
        offset = {-1: where, 0: where + 1, 1: where + 2, None: len(notebook.cells)}[place]
        return with_cells(notebook, RIGHT, at=offset)

    return Fault(make, FULL, says)


def setup(line: str) -> Fault:
    """All answers are right; the cell that imports what they need begins with this line."""

    def change(cells):
        cells[0].source = f"{line}\n{IMPORTS}"

    return imports(change, "Cell 1 stopped with .*taken from the released one: np")


def imports(change: Callable, says: str = NOT_THERE) -> Fault:
    """All answers are right, one needs NumPy, and something happened to the import of it."""

    def make():
        notebook = right(**{BROKEN: RIGHT})
        change(notebook.cells)
        return notebook

    return Fault(make, FULL, says)


LABELS = "np.where(w[0] + X @ w[1:] > 0, 1, -1)"
RIGHT = f"def {BROKEN}(X, w):\n    return {LABELS}"
OUTPUT_OF_50_MB = {"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}

FAULTS: dict[str, Fault] = {
    # ---- the table of GRADING.md -------------------------------------------------------------
    "an infinite loop": body("while True: pass", says="took longer than 1 s"),
    "an infinite loop inside C code": body(
        "import itertools, collections",
        "collections.deque(itertools.repeat(0), 0)",
        says="took longer",
    ),
    "an infinite loop that catches every exception": body(
        "import time",
        "while True:",
        "    try: time.sleep(0.01)",
        "    except BaseException: pass",
        says="took longer",
    ),
    "os._exit": body("import os", "os._exit(0)", says="process ended"),
    "a crash of the interpreter": body("import ctypes", "ctypes.string_at(0)", says="ended"),
    "memory eaten without end": body(
        "a = []", "while True: a.append(np.ones(100_000_000))", says="MemoryError"
    ),
    "exit() and SystemExit in cells": cells("exit()", "quit()", "raise SystemExit(1)"),
    "exit() at the end of an answer": answer(RIGHT + "\nexit()", FULL),
    "a check deleted": changed(
        lambda n: remove(n, f"check_{BROKEN}"), says=f"Without a check.*{BROKEN}"
    ),
    "grade ids renamed": changed(
        lambda n: mark(n, BROKEN, grade_id="mine") or mark(n, f"check_{BROKEN}", grade_id="too"),
        says=f"No cell is marked as the answer to {BROKEN}",
    ),
    "all metadata stripped, as by Colab": changed(strip_metadata, says="lost nbgrader's metadata"),
    "a check copied twice": changed(
        lambda n: double(n, f"check_{BROKEN}") or double(n, f"check_{BROKEN}"), says="3 times"
    ),
    "an old schema_version in one cell": changed(
        lambda n: mark(n, f"check_{BROKEN}", schema_version=1), says="old version"
    ),
    "truncated JSON": file(data(right())[:3000], says="not a whole notebook.*send it again"),
    "an empty file": file(b"", says="empty.*send it again"),
    "merge-conflict marks": changed(
        lambda n: data(n).replace(b'"cells"', b'<<<<<<< HEAD\n=======\n>>>>>>> mine\n"cells"', 1),
        points=0,
        says="merge-conflict.*send it again",
    ),
    "an answer turned into Markdown": changed(
        lambda n: retype(n, BROKEN, "markdown"), says="in a text cell"
    ),
    "an answer turned into a raw cell": changed(
        lambda n: retype(n, BROKEN, "raw"), says="in a text cell"
    ),
    "an unknown kernel": changed(
        lambda n: n.metadata.kernelspec.update(name="julia-1.9", language="julia"), says="julia-1.9"
    ),
    "50 MB of output in one line": cells("print('x' * 50_000_000)", says="the rest was cut"),
    "50 MB of output in the file": changed(
        lambda n: n.cells[0].update(outputs=[OUTPUT_OF_50_MB], execution_count=1)
    ),
    "input() in an answer": answer(f"n = input('n?')\n{RIGHT}", says="stopped with"),
    "a syntax error": answer(f"def {BROKEN}(X, w)\n    return 1", says="SyntaxError"),
    "a missing package": answer(f"import torchaudio\n{RIGHT}", says="No module named 'torchaudio'"),
    "a warning on stderr while the answer is right": body(
        "import warnings, sys",
        "warnings.warn('hm')",
        "print('careful', file=sys.stderr)",
        f"return {LABELS}",
        points=FULL,
    ),
    "200 processes": cells(
        f"import subprocess\n"
        f"many = [subprocess.Popen(['sleep', '{LEFT_BEHIND}']) for _ in range(200)]"
    ),
    "a process left behind": cells(
        f"import subprocess\nsubprocess.Popen(['setsid', 'sleep', '{LEFT_BEHIND}'])"
    ),
    "a file of 200 MB": cells("open('/tmp/big', 'wb').write(bytes(200_000_000))"),
    # ---- what goes wrong in an answer, and costs that answer -----------------------------------
    "an answer deleted": changed(
        lambda n: remove(n, BROKEN), points=REST, says=f"here is nothing called {BROKEN}"
    ),
    "KeyboardInterrupt": body("raise KeyboardInterrupt", says="KeyboardInterrupt"),
    "an exception of one's own that is no Exception": body(
        "class Stop(BaseException): pass",
        "raise Stop('now')",
        says=r"Stop \(in your line `raise Stop",
    ),
    "endless recursion": body(f"return {BROKEN}(X, w)", says="RecursionError"),
    "endless recursion in C": body(
        "a = []", "for _ in range(100_000): a = [a]", "return a", says=BROKEN
    ),
    "killed by a signal of its own": body("import os", "os.kill(os.getpid(), 9)", points=REST),
    "stopped by a signal of its own": body(
        "import os, signal", "os.kill(os.getpid(), signal.SIGSTOP)", "while True: pass"
    ),
    "an abort": body("import os", "os.abort()", says="process ended"),
    "a very long calculation with whole numbers": body("return 10 ** 10 ** 8", says="took longer"),
    "a very long calculation in linear algebra": body(
        "return np.linalg.eigvals(np.ones((4000, 4000)))", says="took longer"
    ),
    "sleeping": body("import time", "time.sleep(1000)", says="took longer"),
    "waiting for a lock": body(
        "import threading", "a = threading.Lock()", "a.acquire()", "a.acquire()", says="took longer"
    ),
    "nothing returned": body("labels = 1", says="got None"),
    "rows of different lengths": body("return [[1], [1, 2]]", says="uneven rows"),
    "an endless generator": body(
        "import itertools", "return itertools.count()", says="needs numbers"
    ),
    "an answer too large to send": body("return np.zeros(30_000_000)", says="too large"),
    "a list that contains itself": body("a = []", "a.append(a)", "return a", says="nested"),
    "a value of each kind that is no array": body(
        "return [{1}, {'a': {}}, range(3), b'1', ..., object(), Exception]", points=REST
    ),
    "an array of objects": body(
        f"return np.array({LABELS}, dtype=object)",
        says="needs numbers, got an array of dtype object",
    ),
    "not a number": body("return np.full(len(X), np.nan)", says="NaN"),
    "infinity, and whole numbers beyond 64 bits": body("return [10 ** 5000, np.inf]"),
    "dates": body("return np.array(['2026-01-31'], dtype='datetime64[D]')", says="needs numbers"),
    "an error that cannot be printed": body(
        "class Mute(Exception):",
        "    def __str__(self): raise ValueError",
        "raise Mute",
        says="Mute",
    ),
    "the name overwritten later": Fault(
        lambda: with_cells(right(), f"{BROKEN} = 3", at=2), REST, says="need a function, and a int"
    ),
    "the answer is a file that is not there": answer(f"%run {BROKEN}.py", says="stopped with"),
    # ---- right answers written in unusual ways -------------------------------------------------
    "an object with __call__": answer(
        f"class Unit:\n    def __call__(self, X, w):\n        return {LABELS}\n{BROKEN} = Unit()",
        FULL,
    ),
    "a lambda": answer(f"{BROKEN} = lambda X, w: {LABELS}", FULL),
    "functools.partial": answer(
        "import functools\ndef general(level, X, w):\n"
        f"    return np.where(w[0] + X @ w[1:] > level, 1, -1)\n"
        f"{BROKEN} = functools.partial(general, 0)",
        FULL,
    ),
    "a bound method": answer(
        f"class Unit:\n    def labels(self, X, w):\n        return {LABELS}\n"
        f"{BROKEN} = Unit().labels",
        FULL,
    ),
    "np.vectorize": answer(
        f"sign = np.vectorize(lambda s: 1 if s > 0 else -1)\ndef {BROKEN}(X, w):\n"
        "    return sign(w[0] + X @ w[1:])",
        FULL,
    ),
    "a decorated function": answer(
        "import functools\ndef shout(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n"
        f"        print('called')\n        return f(*a, **k)\n    return g\n@shout\n{RIGHT}",
        FULL,
    ),
    "compiled by numba": answer(
        f"import numba\n@numba.njit\ndef {BROKEN}(X, w):\n    out = np.empty(len(X))\n"
        "    for i in range(len(X)):\n"
        "        out[i] = 1 if w[0] + np.sum(X[i] * w[1:]) > 0 else -1\n"
        "    return out",
        FULL,
    ),
    "a stop for a debugger left in": body(
        "breakpoint()", "import pdb; pdb.set_trace()", f"return {LABELS}", points=FULL
    ),
    "work shared out by joblib": answer(
        "from joblib import Parallel, delayed\n"
        "def one(x, w):\n    return 1 if w[0] + x @ w[1:] > 0 else -1\n"
        f"def {BROKEN}(X, w):\n"
        "    return np.array(Parallel(n_jobs=2)(delayed(one)(x, w) for x in X))",
        FULL,
    ),
    "a list of numbers of Python": body(f"return [int(v) for v in {LABELS}]", points=FULL),
    "a range, a deque, an array of the array module": Fault(
        lambda: right(
            to_zero_one="import array, collections\ndef to_zero_one(labels, w):\n"
            "    new = np.append(w[0] - w[1:].sum(), 2 * w[1:])\n"
            "    return array.array('d', (labels + 1) // 2), collections.deque(new)",
            perceptron=f"def {BROKEN}(X, w):\n"
            f"    return memoryview(np.ascontiguousarray({LABELS}))",
        )
    ),
    "a generator where two values are unpacked": Fault(
        lambda: right(
            to_zero_one="def to_zero_one(labels, w):\n    yield (labels + 1) // 2\n"
            "    yield np.append(w[0] - w[1:].sum(), 2 * w[1:])"
        )
    ),
    "a named tuple, and an object with __array__": Fault(
        lambda: right(
            to_zero_one="import collections\n"
            "Both = collections.namedtuple('Both', 'labels weights')\n"
            "class Weights:\n    def __init__(self, w): self.w = w\n"
            "    def __array__(self, dtype=None, copy=None): return self.w\n"
            "def to_zero_one(labels, w):\n    return Both((labels + 1) // 2,"
            " Weights(np.append(w[0] - w[1:].sum(), 2 * w[1:])))"
        )
    ),
    "a dictionary of a class of one's own": Fault(
        lambda: right(
            gates="import collections, types\nfound = collections.defaultdict(list)\n"
            "found['AND'], found['OR'], found['NOT'] = [-1.5, 1, 1], [-0.5, 1, 1], [0.5, -1]\n"
            "class Mine(collections.UserDict): pass\ngates = types.MappingProxyType(Mine(found))"
        )
    ),
    "whole numbers of an enumeration": answer(
        f"import enum\nclass Side(enum.IntEnum):\n    UP = 1\n    DOWN = -1\ndef {BROKEN}(X, w):\n"
        "    return [Side.UP if s > 0 else Side.DOWN for s in w[0] + X @ w[1:]]",
        FULL,
    ),
    "a subclass of ndarray": body(f"return np.ma.masked_array({LABELS})", points=FULL),
    "other types and memory layouts": body(
        f"return np.asfortranarray({LABELS}[::-1].astype('>f4'))[::-1]", points=FULL
    ),
    "inputs overwritten": body("X *= 1", "w[:] = w", f"return {LABELS}", points=FULL),
    "an answer that counts its calls and takes its time": answer(
        f"import time\ncalls = []\ndef {BROKEN}(X, w):\n    calls.append(1)\n    time.sleep(0.01)\n"
        f"    return {LABELS}",
        FULL,
    ),
    "a helper in another cell": Fault(
        lambda: with_cells(
            right(**{BROKEN: f"def {BROKEN}(X, w):\n    return helper(X, w)"}),
            f"def helper(X, w):\n    return {LABELS}",
            at=9,
        ),
        REST,  # the helper is defined after the check: nbgrader would run it in this order too
        says="needs helper, which cell 10 defines. When it was checked, that cell had not run",
    ),
    "a helper in a cell before": Fault(
        lambda: with_cells(
            right(**{BROKEN: f"def {BROKEN}(X, w):\n    return helper(X, w)"}),
            f"def helper(X, w):\n    return {LABELS}",
        )
    ),
    "state from cell to cell": Fault(
        lambda: with_cells(
            right(
                **{
                    BROKEN: f"level -= 1\ndef {BROKEN}(X, w):\n"
                    "    return np.where(w[0] + X @ w[1:] > level, 1, -1)"
                }
            ),
            "level = 2",
            "level -= 1",
        )
    ),
    "an answer in a module that a cell writes": answer(
        f"%%writefile mine.py\nimport numpy as np\n{RIGHT}", REST, says="nothing called"
    ),
    "an answer imported from a module that a cell writes": Fault(
        lambda: with_cells(
            right(**{BROKEN: f"from mine import {BROKEN}"}),
            f"%%writefile mine.py\nimport numpy as np\n{RIGHT}",
        )
    ),
    "a cell magic over an answer": answer(f"%%time\n{RIGHT}", FULL),
    "a magic that keeps nothing of what is below it": answer(
        f"%%timeit -n 10\n{RIGHT}", FULL, says="`%%timeit` above an answer was left out"
    ),
    "the debugger's magic over an answer": answer(
        f"\n%%debug\n{RIGHT}", FULL, says="`%%debug` above an answer was left out"
    ),
    "a name with a capital letter": answer(
        RIGHT.replace(BROKEN, "Perceptron"), says="but there is Perceptron: give it this name"
    ),
    "a name with two letters exchanged": answer(
        RIGHT.replace(BROKEN, "perceptorn"), says="but there is perceptorn: give it this name"
    ),
    "a check without quotes": changed(
        lambda n: cell_of(n, f"check_{BROKEN}").update(source=f"check({BROKEN})"),
        says=f"The check of {BROKEN} was changed",
    ),
    "line magics and shell commands": answer(f"%matplotlib inline\n!echo hello\n{RIGHT}", FULL),
    "pip asked for what is there and what is not": cells(
        "%pip install numpy", "!pip install ghost"
    ),
    "await and asynchronous cells": answer(
        f"import asyncio\nasync def make():\n    await asyncio.sleep(0)\n"
        f"    return lambda X, w: {LABELS}\n"
        f"{BROKEN} = await make()",
        FULL,
    ),
    "an answer made by exec": answer(f"exec({RIGHT!r})", FULL),
    "a script at the end of which main() is called": answer(
        f"{RIGHT}\nif __name__ == '__main__':\n    print('done')", FULL
    ),
    # ---- the cell that imports what answers need ------------------------------------------------
    "Colab's drive imported first": setup("from google.colab import drive"),
    "pandas imported first, which is not here": setup("import pandas_that_is_not_here as pd"),
    "everything imported from a file of one's own": setup("from my_utils import *"),
    "input() before the imports": setup("name = input()"),
    "%matplotlib widget before the imports": setup("%matplotlib widget"),
    "another folder before the imports, as at home": setup("import os\nos.chdir('/content/x')"),
    "a download before the imports": setup(
        "from urllib.request import urlretrieve\nurlretrieve('http://example.org/x', 'x')"
    ),
    "pip by subprocess before the imports": setup(
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', 'raise SystemExit(1)'], check=True)"
    ),
    "a crash before the imports": setup("import os\nos._exit(1)"),
    "the imports deleted": imports(lambda cells: cells.pop(0)),
    "the imports moved to the end": imports(lambda cells: cells.append(cells.pop(0))),
    "the imports turned into text": imports(lambda cells: cells[0].update(cell_type="markdown")),
    "the imports turned into a raw cell": imports(lambda cells: cells[0].update(cell_type="raw")),
    # ---- what cells do to the session ----------------------------------------------------------
    "a cell that hangs": cells("while True: pass", says="Cell 2 was given up.*longer than 2 s"),
    "a cell that crashes": cells("import os\nos._exit(1)", says="Cell 2 was given up"),
    "a cell that eats the memory": cells("a = []\nwhile True: a.append(np.ones(1_000_000))"),
    "a cell that prints without end": cells("while True: print('x' * 1000)", says="given up"),
    "check, print and isinstance redefined": cells("check = print = isinstance = None"),
    "names of modules overwritten": cells("json = os = sys = dlaudio = 'mine'"),
    "warnings are errors, and so are overflows": cells(
        "import warnings\nwarnings.simplefilter('error')\nnp.seterr(all='raise')"
    ),
    "stdout closed": cells("import sys\nsys.stdout.close()\nsys.stderr.close()"),
    "another folder": cells("import os\nos.mkdir('a')\nos.chdir('a')\nos.rmdir('../a')"),
    "all temporary files deleted": cells("!rm -rf /tmp/* /tmp/.*"),
    "figures left open": cells(
        "import matplotlib.pyplot as plt\nfor _ in range(30):\n    plt.figure(), plt.plot([1, 2])\n"
        "plt.show()"
    ),
    "log messages": cells("import logging\nlogging.basicConfig()\nlogging.error('hello')"),
    "a thread that goes on": cells(
        "import threading, time\ndef work():\n    while True: time.sleep(0.001)\n"
        "threading.Thread(target=work).start()"
    ),
    "a random seed, a locale, a recursion limit": cells(
        "import random, locale, sys\nrandom.seed(1)\nnp.random.seed(1)\n"
        "sys.setrecursionlimit(100_000)"
    ),
    "a trace function": cells("import sys\nsys.settrace(lambda *a: None)"),
    "200 outputs of many kinds": cells(
        "from IPython.display import HTML, display\n"
        "for _ in range(200): display(HTML('<b>'), {'a': 1})",
    ),
    # ---- where the answer stands ---------------------------------------------------------------
    "the answer below its check, the stub left": elsewhere(+1, "taken from cell 4; its own cell"),
    "the answer at the end, the stub left": elsewhere(None, "taken from cell .*; its own cell"),
    "the answer above the stub": elsewhere(-1, "taken from cell 2; its own cell"),
    "the answer between two stubs": elsewhere(0, "taken from cell 3; its own cell"),
    "the stub's line left above the answer": answer(
        f'def {BROKEN}(X, w):\n    raise NotImplementedError("your code here")\n'
        f"    return {LABELS}",
        FULL,
        says="was left above an answer",
    ),
    "a slow demonstration below the answer": answer(f"{RIGHT}\nwhile True: pass", FULL),
    "a crash below the answer": answer(f"{RIGHT}\nimport os\nos._exit(1)", FULL),
    "a crash above the answer": answer(f"import os\nos._exit(1)\n{RIGHT}"),
    # ---- what happens to files -----------------------------------------------------------------
    "a zip archive": file(b"PK\x03\x04" + bytes(500), says="archive.*send the .ipynb"),
    "a PDF": file(b"%PDF-1.7 ...", says="PDF.*send the .ipynb"),
    "a Python script": file(RIGHT, says="no notebook.*send the .ipynb"),
    "a web page": file("<!doctype html><html></html>", says="no notebook"),
    "JSON that is no notebook": file("[1, 2]", says="no notebook"),
    "a notebook without cells": file('{"cells": {}, "nbformat": 4}', says="no cells"),
    "a notebook without code": file('{"cells": []}', says="no code"),
    "the notebook of another unit": Fault(
        lambda: (Path(__file__).parents[3] / "course/u00_start_here/start_here.ipynb").read_bytes(),
        0,
        says=f"here is nothing called {BROKEN}",
    ),
    "the notebook as it was released": Fault(
        lambda: RELEASED | {"cells": [c for c in RELEASED.cells if "nbgrader" in c.metadata]},
        0,
        says="Not answered yet",
    ),
    "a comma too many": changed(
        lambda n: data(n).rstrip()[:-1].rstrip() + b",}", says="JSON was broken at line .*mended"
    ),
    "zeros at the end": changed(lambda n: data(n) + bytes(4096), says="mended"),
    "text after the end": changed(lambda n: data(n) + b"\n}]", says="mended"),
    "a tab in a string": changed(
        lambda n: data(with_cells(n, "# TAB")).replace(b"TAB", b"\t"), says="mended"
    ),
    "UTF-16 without a mark": changed(lambda n: data(n).decode().encode("utf-16-le")),
    "a file of millions of parts": file("[" + "{}," * 6_000_000 + "]", says="million parts"),
    "code that takes a parser long": cells("x = " + "[" * 90 + "]" * 90),
    "a byte-order mark": changed(lambda n: b"\xef\xbb\xbf" + data(n)),
    "UTF-16": changed(lambda n: data(n).decode().encode("utf-16")),
    "line ends of Windows": changed(
        lambda n: data(n).decode().replace("\\n", "\\r\\n").replace("\n", "\r\n")
    ),
    "the format of 2014": changed(old_format, says="old format"),
    "sources as lists of lines": raw(
        lambda n: [c.update(source=c["source"].splitlines(keepends=True)) for c in n["cells"]]
    ),
    "cells that are none, without source, with a number": raw(
        number_for_source, says="no cell.*left out"
    ),
    "wrong types in metadata": raw(
        lambda n: [c.update(metadata={"nbgrader": 5, "tags": None}) for c in n["cells"][1::2]]
    ),
    "no nbformat, no metadata": raw(lambda n: [n.pop(k) for k in list(n) if k != "cells"]),
    "cells without a type become text, but answers are found": raw(
        lambda n: [c.pop("cell_type") for c in n["cells"] if c["metadata"].get("nbgrader")],
        says="in a text cell",
    ),
    "half of a character pair": changed(
        lambda n: data(with_cells(n, "# \ud83d")).replace(b"\\ud83d", b"\\ud83d")
    ),
    "a check moved above its answer": changed(move_check_up, says="stood before the answer"),
    "an answer copied twice": changed(lambda n: double(n, BROKEN)),
    "10,000 empty cells": changed(
        lambda n: n.cells.extend({"cell_type": "code", "source": ""} for _ in range(10_000))
    ),
    "5 MB of metadata": changed(lambda n: n.metadata.update(junk=["x" * 1000] * 5000)),
    "a cell of 5 MB": cells("'" + "x" * 5_000_000 + "'", says="left out"),
}


@pytest.fixture(scope="module")
def parent():
    cells = [IMPORTS, "import numba", cell_of(RELEASED, BROKEN).source]
    found = sandbox.WarmParent(cells, limits=Limits(memory=1 << 30, cell_seconds=2.0))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def short_limits():
    """One second for the answer that is broken."""
    item = exercises.find(BROKEN)
    before = item.seconds
    object.__setattr__(item, "seconds", 1.0)
    yield
    object.__setattr__(item, "seconds", before)


SLOW_TO_ASK = {"compiled by numba", "pip asked for what is there and what is not"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_what_it_should(fault, parent, monkeypatch):
    if fault in SLOW_TO_ASK:
        monkeypatch.setattr(parent, "limits", replace(parent.limits, cell_seconds=30.0))
        object.__setattr__(exercises.find(BROKEN), "seconds", 30.0)
    result = grade(FAULTS[fault].make(), parent)
    assert result.points == FAULTS[fault].points, said(result)
    assert re.search(FAULTS[fault].says, said(result), re.DOTALL), said(result)


def test_the_next_submission_is_graded_as_if_the_others_were_not(parent):
    result = grade(right(), parent)
    assert (result.points, result.notes, result.fault) == (FULL, [], "")


def test_nothing_is_left_of_them(parent):
    deadline = time.monotonic() + 5
    while (left := sleepers()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    assert not Path("/tmp/big").exists() and not Path("/tmp/work").exists()


def sleepers() -> list[str]:
    """Command lines of the processes that the faults above left behind."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_text())
        except OSError:
            pass  # it has ended
    return [line for line in found if LEFT_BEHIND in line]


def test_output_is_cut_in_every_way(parent):
    result = grade(FAULTS["50 MB of output in one line"].make(), parent)
    assert len(json.dumps(result.as_json())) < 100_000
    assert shown(result).count("the rest of this output was cut") == 1
