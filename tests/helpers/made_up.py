"""A made-up unit for a test: its exercises are a module without a file, its answers are files."""

import sys
import tempfile
import types
from pathlib import Path

import numpy as np

from autograder.build import questions as stored
from autograder.library import folder as library
from dlaudio import exercises
from dlaudio.assessment import store

UNIT = "u99_made_up"

# Mean square of a signal: small, and with mistakes that everybody makes.
ASKED = """
def signals(rng):
    for n in (5, 1, 8):
        yield {"x": rng.normal(size=n) + 0.5}

@exercise(points=4, cases=signals)
def mean_square(answer, x):
    return {"mean": lambda: answer(x)[0], "peak": lambda: answer(x)[1]}

@mean_square.law("a signal twice as loud has four times the mean square")
def _loudness(answer, rng):
    x = rng.normal(size=6)
    return answer(2 * x)[0], 4 * answer(x)[0]
"""
RIGHT = """
def mean_square(x):
    return np.mean(x**2), np.abs(x).max()
"""
MISTAKES = """
@misconception(mean_square, "adds up and does not divide")
def no_mean(x):
    return np.sum(x**2), np.abs(x).max()

@misconception(mean_square, "takes a root")
def root(x):
    return np.mean(x**2) ** 0.5, np.abs(x).max()

@misconception(mean_square, "squares the mean of the sizes")
def squared_mean(x):
    return np.abs(x).mean() ** 2, np.abs(x).max()

@misconception(mean_square, "halves it")
def half(x):
    return np.mean(x**2) / 2, np.abs(x).max()

@misconception(mean_square, "takes the smallest size")
def smallest(x):
    return np.mean(x**2), np.abs(x).min()
"""
VARIANTS = """
@variant(mean_square)
def product(x):
    return x @ x / len(x), max(x.max(), -x.min())

@variant(mean_square)
def loops(x):
    return np.float32(sum(value * value for value in x) / len(x)), sorted(abs(x))[-1]
"""

ASKS = "from dlaudio.exercises import Case, exercise\n"
ANSWERS = f"""import numpy as np
from autograder.library import misconception, variant
from dlaudio.exercises.{UNIT} import *
"""


def unit(monkeypatch, folder, asked=ASKED, right=RIGHT, mistakes=MISTAKES, variants=VARIANTS):
    """Make the unit, its stored questions in `folder`, and return its only exercise."""
    module = types.ModuleType(f"dlaudio.exercises.{UNIT}")
    module.np = np
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(ASKS + asked, vars(module))
    exercises.of_unit.cache_clear()  # a test before may have made another
    real = exercises.units()
    monkeypatch.setattr(exercises, "units", lambda: (*real, UNIT))
    monkeypatch.setattr(store, "FOLDER", folder)
    (only,) = exercises.of_unit(UNIT)
    text = f'# %%\nimport numpy as np\n\n# %% exercise="{only.name}"\n{right}'
    place = Path(tempfile.mkdtemp(dir=folder))  # what a test before has read stays read
    monkeypatch.setattr(library, "SOLUTIONS", place)
    (place / UNIT).mkdir()
    library.text_of(UNIT).write_text(text)
    (place / UNIT / "mistakes.py").write_text(ANSWERS + mistakes)
    (place / UNIT / "variants.py").write_text(ANSWERS + variants)
    store.path(UNIT).write_bytes(stored.make(UNIT))
    return only
