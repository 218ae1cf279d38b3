"""A class for nbgrader: answers filled into a released notebook, users, and their commands."""

import ast
import copy
import inspect
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import matplotlib
import nbformat
import numpy as np

from autograder import answers
from dlaudio import exercises

ROOT = Path(__file__).parents[1]


# ---- submissions -------------------------------------------------------------------------------


def fill(released: nbformat.NotebookNode, filled: dict[str, str]) -> nbformat.NotebookNode:
    """A copy of a released notebook in which the cells of these exercises hold these sources.

    Raises
    ------
    ValueError
        If the notebook has no cell for an exercise.
    """
    notebook = copy.deepcopy(released)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for name, source in filled.items():
        if name not in cells:
            raise ValueError(f"the notebook has no cell for an exercise called {name}")
        cells[name].source = source
    return notebook


def from_library(exercise: str, kind: str = "references", name: str | None = None) -> str:
    """Source of a cell that gives an answer of the library, and brings all that the answer needs.

    Parameters
    ----------
    exercise : str
        Name of the exercise, and so of the answer in the cell.
    kind : str
        "references", "misconceptions" or "variants".
    name : str, optional
        Which misconception or variant.

    Raises
    ------
    ValueError
        If the answer is a function that another one made: it has no source of its own.
    """
    item = exercises.find(exercise)
    if kind == "references":
        value = answers.reference(item)
    else:
        value = getattr(answers, kind)(item)[name].answer
    if not (inspect.isfunction(value) or inspect.isclass(value)):
        return f"{exercise} = {_plain(value)!r}"
    if "<locals>" in value.__qualname__:
        raise ValueError(f"{name} of {exercise} is made by {value.__qualname__}")
    cell = _Cell(item.unit, kind, {(kind, name or exercise): exercise})
    cell.need(kind, name or exercise)
    return "\n\n".join(ast.unparse(statement) for statement in cell.statements)


def _plain(value):
    """A value of lists, tuples, dicts and numbers, whose repr is its source."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


@cache
def _top_level(unit: str, kind: str) -> dict[str, ast.stmt]:
    """The statements of a module of the library by the names that they define."""
    path = ROOT / "autograder" / kind / f"{unit}.py"
    found = {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            found[statement.name] = statement
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                single = copy.copy(statement)
                single.names = [alias]
                found[alias.asname or alias.name] = single
        elif isinstance(statement, ast.Assign):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    found[node.id] = statement
    return found


class _Cell:
    """Collects the statements that an answer needs; what comes from references is renamed."""

    def __init__(self, unit: str, kind: str, names: dict[tuple[str, str], str]):
        self.unit, self.names = unit, names
        self.statements: list[ast.stmt] = []
        self.seen: set[tuple[str, str]] = set()

    def rename(self, kind: str, name: str) -> str:
        prefix = "right_" if kind == "references" else ""
        return self.names.get((kind, name), prefix + name)

    def need(self, kind: str, name: str) -> None:
        if (kind, name) in self.seen:
            return
        statement = copy.deepcopy(_top_level(self.unit, kind)[name])
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self.seen.add((kind, name))
            if ast.unparse(statement) not in map(ast.unparse, self.statements):
                self.statements.append(statement)
            return
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []  # the mark of a misconception or variant
            self.seen.add((kind, name))
            statement.name = self.rename(kind, name)
        else:
            stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
            self.seen |= {(kind, node.id) for node in stored if isinstance(node.ctx, ast.Store)}
        self.statements.append(_Renamer(self, kind, statement).visit(statement))


class _Renamer(ast.NodeTransformer):
    """Follows the names that a statement uses, `right.name` and `variant.answer` among them."""

    def __init__(self, cell: _Cell, kind: str, statement: ast.stmt):
        self.cell, self.kind = cell, kind
        self.top = _top_level(cell.unit, kind)
        nodes = list(ast.walk(statement))
        self.local = {node.arg for node in nodes if isinstance(node, ast.arg)}
        if not isinstance(statement, ast.Assign):
            names = [node for node in nodes if isinstance(node, ast.Name)]
            self.local |= {node.id for node in names if isinstance(node.ctx, ast.Store)}

    def visit_Attribute(self, node):
        base = node.value
        if isinstance(base, ast.Name) and base.id == "right" and base.id not in self.local:
            return self._use("references", node.attr)
        if isinstance(base, ast.Name) and node.attr == "answer" and base.id in self.top:
            return self._use(self.kind, base.id)
        return self.generic_visit(node)

    def visit_Name(self, node):
        if node.id not in self.top or node.id in self.local:
            return node
        if isinstance(self.top[node.id], ast.Import | ast.ImportFrom):
            self.cell.need(self.kind, node.id)
            return node
        return self._use(self.kind, node.id, node.ctx)

    def _use(self, kind: str, name: str, context: ast.expr_context | None = None) -> ast.Name:
        self.cell.need(kind, name)
        return ast.Name(self.cell.rename(kind, name), context or ast.Load())


# ---- nbgrader ----------------------------------------------------------------------------------


class Course:
    """A course of one unit in a folder of its own, with an exchange and nbgrader's own commands.

    Every user has a home. Where the tests run as root, a student who is also a user of the system
    is that user; the others hand in under their names by `--student`.
    """

    def __init__(self, folder: Path, unit: str):
        self.folder, self.unit = folder, unit
        self.root, self.exchange = folder / "course", folder / "exchange"
        folder.chmod(0o755)
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.root.mkdir(mode=0o700)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        shutil.copytree(ROOT / "solutions" / unit, self.root / "solutions" / unit, symlinks=True)

    def home(self, user: str) -> Path:
        """The user's home, in which nbgrader finds the exchange as a site's settings give it."""
        home = self.folder / "homes" / user
        if not home.exists():
            (home / ".jupyter").mkdir(parents=True)
            (home / ".jupyter" / "nbgrader_config.py").write_text(
                "c = get_config()\n"
                f"c.Exchange.root = {str(self.exchange)!r}\n"
                "c.CourseDirectory.course_id = 'dlaudio'\n"
            )
            if owner := system_user(user):
                for path in [home, *home.rglob("*")]:
                    os.chown(path, owner.pw_uid, owner.pw_gid)
        return home

    def instructor(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the course's folder."""
        return self._run("instructor", self.root, None, arguments, **options)

    def student(self, user: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the student's home."""
        owner = system_user(user)
        named = [] if owner else [f"--student={user}"]
        return self._run(user, self.home(user), owner, [*arguments, *named], **options)

    def put(self, user: str, name: str, notebook: nbformat.NotebookNode) -> None:
        """Put a student's notebook, and what nbgrader writes beside it, where `collect` would."""
        path = self._of_class("submitted", user, name)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        (path.parent / "timestamp.txt").write_text("2026-01-31 12:00:00.000000 UTC")
        (path.parent / "submission_secret.txt").write_text(f"the secret of {user}")

    def page(self, user: str, name: str) -> str:
        """The feedback page made of a student's notebook."""
        path = self._of_class("feedback", user, name).with_suffix(".html")
        return path.read_text(encoding="utf-8")

    def _of_class(self, step: str, user: str, name: str) -> Path:
        return self.root / "autograder" / "class" / step / user / self.unit / name

    def _run(self, user, cwd, owner, arguments, check=True):
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("JUPYTER", "IPYTHON", "XDG", "DLAUDIO", "PYTEST"))
        }
        environment |= {
            "HOME": str(self.home(user)),
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(ROOT / "course"), str(ROOT), os.environ.get("PYTHONPATH")])
            ),
            "MPLCONFIGDIR": matplotlib.get_cachedir(),
        }
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            **_becoming(owner),
        )
        if check and done.returncode:
            raise AssertionError(f"{user}: nbgrader {arguments}: {done.stdout}{done.stderr}")
        return done


@cache
def system_user(name: str):
    """Entry of a system's user whom this process may become and who can run nbgrader, or None."""
    try:
        import pwd  # not on Windows

        user = pwd.getpwnam(name)
        command = [sys.executable, "-c", "import nbgrader"]
        subprocess.run(command, check=True, cwd=tempfile.gettempdir(), **_becoming(user))
    except (ImportError, KeyError, OSError, subprocess.SubprocessError):
        return None
    return user


def _becoming(user) -> dict:
    """Options of `subprocess.run` with which a program runs as this user; none for None."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
