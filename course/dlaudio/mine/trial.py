"""Try a file of the library out: run it, and ask what it holds the stored questions of `check`.

In a Python of its own, so that a file that hangs, exits or crashes costs a sentence and not the
notebook; in a browser, where there is no other Python, in this one.
"""

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..assessment.probe import failure, quiet
from ..assessment.questioning import question
from ..exercises import find
from . import shelf

SECONDS = 20.0  # to start Python and run the file; what the exercises take comes on top
ALONE = sys.platform == "emscripten"
TOO_LONG = "it takes longer than"


def try_out(path: Path, names: Sequence[str], *, ask: bool = True) -> dict[str, str]:
    """What is wrong with each of these answers in a file, in words; "" is nothing.

    Parameters
    ----------
    path : Path
        The file.
    names : sequence of str
        Exercises.
    ask : bool
        Question the answers; else only run the file and see that it has them.
    """
    if ALONE:
        return run(path, names, ask=ask, tell=lambda results: None)
    limit = SECONDS + (sum(find(name).seconds for name in names) if ask else 0)
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "results.json"
        command = [sys.executable, "-P", "-m", __name__, str(path), str(told), str(int(ask))]
        ended = "Python ends in the middle of it"
        try:
            subprocess.run(
                [*command, *names],
                env={**os.environ, "DLAUDIO_HOME": "", "PYTHONPATH": _paths()},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            ended = f"{TOO_LONG} {limit:g} s"
        except OSError as error:
            ended = f"it could not be tried out ({error.strerror})"
        try:
            results = json.loads(told.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            results = {}
    return {name: str(results.get(name, ended)) for name in names}


def run(path: Path, names: Sequence[str], *, ask: bool, tell) -> dict[str, str]:
    """The same, here and now; `tell` gets what is known so far after each answer."""
    results: dict[str, str] = {}
    for name in names:
        try:
            answer = load(path, shelf.read(path), name)
            results[name] = _fault(name, answer) if ask else ""
        except ValueError as error:
            results[name] = str(error)
        tell(results)
    return results


def load(path: Path, text: str, name: str):
    """What a file of the library has under a name; of the file, only what that needs is run.

    Raises
    ------
    ValueError
        If it cannot be read or run, in a sentence; also where it tries to end Python.
    """
    body = [statement.node for statement in shelf.needed(shelf.parse(text), name)]
    names = {"__name__": f"{path.parent.name}.{path.stem}", "__file__": str(path)}
    try:
        with quiet():
            # the statements keep their lines, so that an error shows where it stands in the file
            exec(compile(ast.Module(body, []), str(path), "exec"), names)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ValueError(f"it stops with {failure(error)}") from None
    if name not in names:
        raise ValueError(f"there is no {name} in it")
    return names[name]


def _fault(name: str, answer) -> str:
    try:
        verdict, _ = question(find(name), answer)
    except Exception as error:
        return str(failure(error))
    wrong = next((finding for finding in verdict.findings if not finding.right), None)
    if wrong is not None:
        return f"{wrong.output}: {wrong.difference}"
    return f"it should hold that {verdict.broken_laws[0]}" if verdict.broken_laws else ""


def _paths() -> str:
    """Where this Python finds its packages, without the folder it happens to be in."""
    return os.pathsep.join(path for path in sys.path if path)


if __name__ == "__main__":
    file, told, ask, *asked = sys.argv[1:]

    def tell(results: dict[str, str]) -> None:
        Path(told).write_text(json.dumps(results), encoding="utf-8")

    tell(run(Path(file), asked, ask=bool(int(ask)), tell=tell))
