"""Docstrings as numpydoc has them: each parameter with its kind, arrays with shapes, errors.

Read from the source, so nothing depends on docstrings at run time. To hold another room to this
standard, add it to ROOMS.
"""

import ast
import doctest
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dlaudio import audio
from dlaudio.audio import augment

PACKAGE = Path(audio.__file__).parents[1]
ROOMS = ["audio", "datasets", "generation", "onsets.py", "sequences.py", "synth.py"]
ROOMS += ["plots/charts.py"]
EXAMPLES = {"audio": 100, "onsets.py": 2, "sequences.py": 1, "layers": 60}  # at least
EXAMPLES |= {"losses": 14, "optim": 30, "init.py": 9, "train.py": 8, "use.py": 5, "metrics.py": 5}
EXAMPLES |= {"graph.py": 4, "gradcheck.py": 2, "gradient_error.py": 1}
# What a layer gets is said once, in its base: any array, and dL/dy of the same shape.
SAID_IN_THE_BASE = {"forward", "backward"}
# Used by other modules of the room alone; they have a docstring, in a line.
INTERNAL = {"audio/validation.py", "audio/facts.py", "audio/strip.py"}


def files(room: str) -> list[Path]:
    path = PACKAGE / room
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [file for file in found if str(file.relative_to(PACKAGE)) not in INTERNAL]


def documented(tree: ast.Module) -> Iterator[tuple[str, ast.AST, str]]:
    """Name, node with the parameters, and docstring of all that is public."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node, ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            text = ast.get_docstring(node) or ""
            yield node.name, node, text
            for method in node.body:
                if not isinstance(method, ast.FunctionDef):
                    continue
                if method.name == "__init__":
                    yield f"{node.name}()", method, text
                elif not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method, ast.get_docstring(method) or ""


def parameters(node: ast.FunctionDef) -> list[str]:
    args = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    args += [arg for arg in (node.args.vararg, node.args.kwarg) if arg is not None]
    return [arg.arg for arg in args if arg.arg not in ("self", "cls")]


def kinds(text: str) -> dict[str, str]:
    """What the docstring says of each name: `x, y : kind` in a list of parameters or attributes."""
    lines = re.findall(r"^([\w*, ]+) : (.+)$", text, re.MULTILINE)
    return {name.strip(" *"): kind for names, kind in lines for name in names.split(",")}


def raises(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Raise) for part in ast.walk(node))


def faults(tree: ast.Module) -> list[str]:
    """What is missing in the docstrings of a module, a sentence each."""
    found = []
    for name, node, text in documented(tree):
        if not text:
            found.append(f"{name} has no docstring")
            continue
        said = kinds(text)
        if isinstance(node, ast.ClassDef):
            fields = [part.target.id for part in node.body if isinstance(part, ast.AnnAssign)]
            found += [f"{name}: field {field}" for field in fields if field not in said]
        elif node.name not in SAID_IN_THE_BASE:
            found += [f"{name}: parameter {p}" for p in parameters(node) if p not in said]
            if raises(node) and not re.search(r"Raises|\w+Error if", text):
                found.append(f"{name}: what it raises")
        for parameter, kind in said.items():
            if re.search(r"\barrays?\b", kind) and "shape" not in kind:
                found.append(f"{name}: shape of {parameter}")
    return found


def test_the_reader_of_docstrings_finds_what_is_missing():
    source = '''
def right(x, *, n=1):
    """Sum.

    Parameters
    ----------
    x : array, shape (n,)
    n : int, at least 1

    Raises
    ------
    ValueError
    """
    raise ValueError


def wrong(x, y):
    """Sum of x and y.

    Parameters
    ----------
    x : array
    """
    raise ValueError


def bare(): ...
'''
    assert faults(ast.parse(source)) == [
        "wrong: parameter y",
        "wrong: what it raises",
        "wrong: shape of x",
        "bare has no docstring",
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_parameter_has_its_kind_and_every_array_its_shape(room):
    found = {
        str(file.relative_to(PACKAGE)): missing
        for file in files(room)
        if (missing := faults(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_every_function_of_audio_has_an_example_and_names_its_relatives():
    public = {name: getattr(audio, name) for name in audio.__all__}
    public |= {name: getattr(augment, name) for name in augment.__all__}
    functions = {name: value for name, value in public.items() if not isinstance(value, type)}
    assert len(functions) > 55
    for heading in ("Parameters", "Returns", "See Also", "Examples"):
        without = [name for name, value in functions.items() if heading not in value.__doc__]
        assert without == ["write_wav"] * (heading == "Returns"), heading


@pytest.mark.parametrize("room", EXAMPLES)
def test_the_examples_are_true(room):
    tried = 0
    for file in files(room):
        name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        module = importlib.import_module(name.removesuffix(".__init__"))
        result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
        assert result.failed == 0, file
        tried += result.attempted
    assert tried >= EXAMPLES[room]


def test_nothing_but_what_is_said_depends_on_docstrings():
    """Under `python -OO` there are none: all is imported, and an answer is still judged."""
    code = """
import importlib, pkgutil, dlaudio
for module in pkgutil.walk_packages(dlaudio.__path__, "dlaudio."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from dlaudio.check import check
import numpy as np
check("to_zero_one", lambda y, w: ((y + 1) // 2, np.append(w[0] - w[1:].sum(), 2 * w[1:])))
"""
    done = subprocess.run([sys.executable, "-OO", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "✓ to_zero_one" in done.stdout
