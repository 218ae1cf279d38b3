"""A new exercise or a new unit to begin with: it builds, is graded, and says what it still lacks.

``python -m autograder new u08_convolution blur`` adds to the files that an exercise needs, and
``python -m autograder new u14_your_unit`` makes those of a unit.
"""

import re
from pathlib import Path

from dlaudio import exercises

from ..library.folder import text_of

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"[a-z][a-z0-9_]*")
UNIT = re.compile(r"u\d\d_[a-z][a-z0-9_]*")

CELLS = """
# %% [markdown]
# ### Exercise {number} · `{name}` · ●○○ · 8 min
#
# Write `{name}(x)`. (Say what it is for, what comes in and what goes out, with shapes and units.)
#
# - `x`: array of shape (N,)
# - returns an array of shape (N,), twice as large
#
# For example, `{name}(np.array([1.0, 2.0]))` is `[2.0, 4.0]`.
#
# <details><summary>Hint 1</summary>
#
# A question that leads to the idea.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The idea.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Nearly the answer.
# </details>


# %% exercise="{name}"
def {name}(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% check="{name}"

# %% explained="{name}"
# Why the answer is as it is: the step that the text left out, and the slip that most people make.
"""
PROBE = '''

def _{name}_cases(rng):
    for n in (5, 1, 8):  # all sizes differ, and every argument varies
        yield {{"x": rng.normal(size=n)}}


@exercise(points=2, cases=_{name}_cases)
def {name}(answer, x):
    """Takes an array of shape (N,) and returns it twice as large."""
    return {{"y": answer(x)}}
'''
MISTAKE = """

# ---- {name} {rule}


@misconception({name}, "returns x as it came; it has to be twice as large")
def {name}_unchanged(x):
    return x
"""
VARIANT = """

@variant({name})
def {name}_by_adding(x):
    return x + x
"""
FIRST_LINES = {
    "text": """# %% [markdown]
# # {number} · {title}
#
# A sound, and a question that one gets wrong.
#
# Time: about 1 hour.

# %%
import numpy as np

from dlaudio.check import check

# %% [markdown]
# ## What to remember
""",
    "probes": '"""What unit {number} asks."""\n\nfrom ..assessment.base import exercise\n',
    "mistakes": '"""Mistakes that people make in unit {number}."""\n\n'
    "from autograder.library import misconception\n",
    "variants": '"""Right answers to unit {number}, written in other ways."""\n\n'
    "from autograder.library import variant\n",
}


def files(unit: str, root: Path = ROOT) -> dict[str, Path]:
    """The files of a unit that are written by hand, by what they hold."""
    text = text_of(unit, root / "solutions")
    return {
        "text": text,
        "probes": root / "course/dlaudio/exercises" / f"{unit}.py",
        "mistakes": text.with_name("mistakes.py"),
        "variants": text.with_name("variants.py"),
    }


def new_unit(unit: str, root: Path = ROOT) -> list[Path]:
    """Make the files of a unit; which these are.

    Raises
    ------
    ValueError
        If that is no name of a unit, or one with its number is there.
    """
    if not UNIT.fullmatch(unit):
        raise ValueError(f"a unit needs a name such as u14_your_unit, got {unit!r}")
    if taken := sorted(path.name for path in (root / "solutions").glob(f"{unit[:3]}_*")):
        raise ValueError(f"there is {taken[0]} already")
    words = {"number": int(unit[1:3]), "title": unit[4:].replace("_", " ").capitalize()}
    made = files(unit, root)
    for kind, path in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FIRST_LINES[kind].format(**words), encoding="utf-8")
    return list(made.values())


def new_exercise(unit: str, name: str, root: Path = ROOT) -> list[Path]:
    """Add an exercise to the files of a unit, at their ends; which these are.

    Raises
    ------
    ValueError
        If there is no such unit, or the name is none or is taken.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"an exercise needs a name such as two_tones, got {name!r}")
    if taken := [one for one in exercises.units() if name in _names(one)]:
        raise ValueError(f"{taken[0]} has an exercise called {name} already")
    changed = files(unit, root)
    if missing := [path for path in changed.values() if not path.is_file()]:
        raise ValueError(f"there is no {missing[0]}: `python -m autograder new {unit}` makes it")
    words = {"name": name, "number": len(_names(unit)) + 1, "rule": "-" * (93 - len(name))}
    pieces = {"text": CELLS, "probes": PROBE, "mistakes": MISTAKE, "variants": VARIANT}
    for kind, path in changed.items():
        text = path.read_text(encoding="utf-8")
        if kind in ("mistakes", "variants"):
            text = _importing(text, f"from dlaudio.exercises.{unit} import {name}\n")
        path.write_text(text + pieces[kind].format(**words), encoding="utf-8")
    return list(changed.values())


def _names(unit: str) -> list[str]:
    if unit not in exercises.units():
        return []
    return [item.name for item in exercises.of_unit(unit)]


def _importing(text: str, line: str) -> str:
    """The text with one more import, behind that of the library."""
    first = re.search(r"^from autograder\.library import .*\n", text, re.MULTILINE)
    return text[: first.end()] + line + text[first.end() :]
