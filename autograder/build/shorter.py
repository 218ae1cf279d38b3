"""A course of some of the units, for a term that has no room for all: a folder for students.

It holds what they need and no answers: the chosen units, the package, its data, the first page. The
others are gone from the first page, from `progress` and from all links.
"""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import nbformat

from dlaudio import syllabus

from . import milestones, release, start

ROOT = Path(__file__).resolve().parents[2]
# The shorter courses of the instructor's guide, by numbers of units.
COURSES = {
    "ten": (1, 2, 3, 5, 6, 7, 8, 9, 10, 11),
    "listening": (1, 2, 3, 5, 6, 7, 8, 9),
    "music": (1, 2, 3, 5, 6, 10, 11, 12),
    "workshop": (0, 1, 2, 8, 9),
}
LINK = re.compile(r"\[([^\]]*)\]\(\.\./(u\d\d_\w+)/[^)]*\)")
NEXT = re.compile(r"\*\*Next:\*\* \[\d+ · .*")
BESIDE = ("data", "pyproject.toml", ".ci/wheel.py", "LICENSE", "environment.yml")


def units(asked: Sequence[str]) -> list[syllabus.Unit]:
    """The units of a course of `COURSES`, or those of these names, in the course's order.

    Raises
    ------
    ValueError
        If there is no such course or unit.
    """
    known = syllabus.units()
    if len(asked) == 1 and asked[0] in COURSES:
        return [unit for unit in known if unit.number in COURSES[asked[0]]]
    names = {unit.name for unit in known}
    if missing := [name for name in asked if name not in names]:
        there = ", ".join([*COURSES, *sorted(names)])
        raise ValueError(
            f"there is no unit and no shorter course {missing[0]!r}; there are {there}"
        )
    return [unit for unit in known if unit.name in asked]


def write(folder: Path, chosen: Sequence[syllabus.Unit], root: Path = ROOT) -> None:
    """Write the release of the chosen units into a folder that is not there yet.

    Raises
    ------
    ValueError
        If the folder is there, or no unit is chosen.
    """
    if folder.exists():
        raise ValueError(f"{folder} is there already: name a folder that is not")
    if not chosen:
        raise ValueError("a course needs a unit: none was named")
    course = folder / "course"
    kept = {unit.name for unit in chosen}
    gone = [unit.name for unit in syllabus.units() if unit.name not in kept]
    ignored = shutil.ignore_patterns(*gone, "__pycache__", ".ipynb_checkpoints", "my_library")
    shutil.copytree(root / "course", course, ignore=ignored)
    for name in BESIDE:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if (root / name).is_dir():
            shutil.copytree(
                root / name, place, ignore=shutil.ignore_patterns("*.py", "__pycache__")
            )
        else:
            shutil.copy(root / name, place)
    listed = json.dumps([asdict(unit) for unit in chosen], ensure_ascii=False, indent=1)
    (course / "dlaudio/syllabus.json").write_text(listed + "\n", encoding="utf-8")
    first = start.page(list(chosen), milestones.sources(root))
    (course / "start.ipynb").write_bytes(release.dumps(first))
    for place, unit in enumerate(chosen):
        after = chosen[place + 1] if place + 1 < len(chosen) else None
        _mend(course / unit.link, kept, after)
    for path in (course / "milestones").glob("*.ipynb"):
        _mend(path, kept, None)


def _mend(path: Path, kept: set[str], after: syllabus.Unit | None) -> None:
    """Let a notebook link only to what is there, and say what comes next."""
    notebook = nbformat.read(path, as_version=4)
    ahead = f"**Next:** [{after.number} · {after.title}](../{after.link}) →" if after else ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = NEXT.sub(lambda _: ahead, cell.source)
            cell.source = LINK.sub(lambda m: m[0] if m[2] in kept else m[1], text)
    path.write_bytes(release.dumps(notebook))
