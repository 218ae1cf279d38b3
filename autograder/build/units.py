"""Build what students and instructors open from solutions/*.py, so that nothing is kept by hand.

The steps, in this order, for each unit:

1. `stored.make`: the questions of `check` and their answers, course/dlaudio/assessment/stored/
   `source.asked`: predictions and questions from before, course/dlaudio/predictions/built/
   `source.explained`: the explained solutions, folded, course/dlaudio/assessment/explained/
2. `source.notebook`: the text becomes the instructor's notebook, with nbgrader's marks
3. run it: an answer that loses points, an error or a word on stderr stops the build
4. nbgrader generate_assignment: the release in course/, without the answers
5. `release.leaks`: a line of an answer in the release stops the build

Before them come the first page and the list of units, see `start`, and after them, if all is built,
the milestones. A build with nothing changed changes nothing.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from dlaudio import exercises, predictions
from dlaudio.assessment import solution, store

from ..library.folder import text_of
from . import milestones, release, source, start
from . import questions as stored

ROOT = Path(__file__).resolve().parents[2]


class BuildError(Exception):
    """What stopped the build, in one sentence."""


def build_units(units: tuple[str, ...], *, check: bool = False, root: Path = ROOT) -> bool:
    """Build these units; True if anything differs from what was there.

    With `check`, build into a temporary folder and only say what differs.
    """
    for unit in units:
        _there(unit, root)
    with tempfile.TemporaryDirectory() as folder:
        # first, because a check in a unit that is being run says how far the unit is
        changed = _page("the first page", start.files, check=check, root=root)
        for unit in units:
            print(f"{unit}: ", end="", flush=True)
            changed += _bring(build_unit(unit, Path(folder), root), check=check, root=root)
    if set(units) == set(exercises.units()):  # they run whole experiments, so not for each unit
        changed += _page("the milestones", milestones.files, check=check, root=root)
    return bool(changed) and check


def _there(unit: str, root: Path) -> Path:
    """The text of a unit."""
    path = text_of(unit, root / "solutions")
    if not path.is_file():
        raise BuildError(f"there is no solutions/{unit}/{path.name}")
    return path


def _page(name: str, files, *, check: bool, root: Path) -> list[Path]:
    """Bring what belongs to no single unit; what differed."""
    print(f"{name}: ", end="", flush=True)
    try:
        return _bring(files(root), check=check, root=root)
    except ValueError as error:
        raise BuildError(f"{name}: {error}") from error


def _bring(made: dict[Path, bytes], *, check: bool, root: Path) -> list[Path]:
    """Write what differs from what is there, or with `check` only say so; what that is."""
    different = {path: data for path, data in made.items() if _read(path) != data}
    if not check:
        for path, data in different.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    names = ", ".join(str(path.relative_to(root)) for path in different)
    print(f"{'differs from' if check else 'wrote'} {names}" if names else "as it was")
    return list(different)


def build_unit(unit: str, folder: Path, root: Path, *, run: bool = True) -> dict[Path, bytes]:
    """Everything that is built of one unit: file contents by their places below `root`.

    With `run` the instructor's notebook is run first, and has to get all its points.
    """
    text_path = _there(unit, root)
    text = text_path.read_text(encoding="utf-8")
    name = text_path.with_suffix(".ipynb").name

    questions = root / "course/dlaudio/assessment/stored" / store.path(unit).name
    made = {questions: stored.make(unit)}
    predicted = root / "course/dlaudio/predictions/built" / predictions.path(unit).name
    folded = root / "course/dlaudio/assessment/explained" / solution.path(unit).name
    try:
        made[predicted] = predictions.dump(_asked(text, unit))
        made[folded] = solution.dump(source.explained(text, unit))
        notebook = source.notebook(text, unit, f"course/{unit}/{name}", *neighbours(unit, root))
        with (
            _for_now(store.path(unit), made[questions]),
            _for_now(predictions.path(unit), made[predicted]),
        ):
            if run:
                release.run(notebook)
        data = release.dumps(notebook)
        made[root / "solutions" / unit / name] = data
        released = generate(unit, name, data, folder, root)
        release.check_leaks(text, unit, released)
    except ValueError as error:
        raise BuildError(f"{unit}: {error}") from error
    made[root / "course" / unit / name] = release.dumps(released)
    return made


def _asked(text: str, unit: str) -> tuple[predictions.Asked, ...]:
    """What the unit asks, under names that no other unit has."""
    asked = source.asked(text, unit)
    elsewhere = {(one.role, one.name): one.unit for one in predictions.everything()}
    for one in asked:
        if (other := elsewhere.get((one.role, one.name), unit)) != unit:
            raise ValueError(f"{one.role}={one.name!r} is already a name in {other}")
    return asked


def neighbours(unit: str, root: Path) -> tuple[str, str]:
    """Links in Markdown to the unit before and the unit after, "" where there is none."""
    units = sorted(path.name for path in (root / "solutions").glob("u*") if path.is_dir())
    place = units.index(unit)
    before, after = units[max(place - 1, 0) : place], units[place + 1 : place + 2]
    return tuple("".join(_link(other, root) for other in side) for side in (before, after))


def _link(unit: str, root: Path) -> str:
    path = text_of(unit, root / "solutions")
    title = re.search(r"^# # (\d+ · .+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    if title is None:
        raise BuildError(f"{path.name} needs a title, '# # 1 · ...'")
    return f"[{title[1]}](../{unit}/{path.stem}.ipynb)"


def generate(unit: str, name: str, data: bytes, folder: Path, root: Path):
    """Let nbgrader make the release of an instructor's notebook, in a course folder of its own."""
    shutil.copy(root / "nbgrader_config.py", folder)
    place = folder / "solutions" / unit
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit, "--force"]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"{unit}: nbgrader generate_assignment failed: {done.stderr[-2000:]}")
    return nbformat.read(folder / "course" / unit / name, as_version=4)


@contextlib.contextmanager
def _for_now(path: Path, data: bytes) -> Iterator[None]:
    """The file holds `data` inside and is as it was afterwards: the run needs the new questions."""
    before = _read(path)
    if before == data:  # other processes may be reading it
        yield
        return
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    try:
        yield
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
