"""The seed map: where the course teaches each item of the five lectures that it grew from.

site/seed_map.json is kept by hand; `page` makes site/seed_map.md of it, for readers. An item has a
topic and at least one lesson, its home: a unit, a section (a heading of the unit's source) and the
exercises or quizzes that touch it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from dlaudio import exercises

from ..library.folder import text_of

ROOT = Path(__file__).resolve().parents[2]
DECKS = {
    "P": ("B. Pardo, *Deep learning and audio*", 43),
    "D": ("Z. Duan, *Deep learning for audio*", 116),
    "J": ("J. Nam, *Deep learning: intro*", 40),
    "G": ("M. Grachten, *A very brief overview of deep learning*", 28),
    "M": ("H. Mohammadi, *Deep learning: a hands-on introduction*", 42),
}
HEAD = """\
# The seed map

The course grew from five public lectures. This page says, item by item, where each thing they show
is taught, and which exercise or quiz touches it. It is made from [seed_map.json](seed_map.json) by
`python -m autograder pages`. Where the lectures differ, [the conventions](../course/conventions.md)
decide.
"""


def load(root: Path = ROOT) -> dict:
    """What site/seed_map.json holds: `items` by their ids, and the `gradient_checks`."""
    return json.loads((root / "site/seed_map.json").read_text(encoding="utf-8"))


def source(unit: str, root: Path = ROOT) -> str:
    """The text of a unit, as its instructor edits it; empty if there is no such unit."""
    path = text_of(unit, root / "solutions")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def headings(text: str) -> list[str]:
    """The headings of a unit's source, in order, without their marks."""
    return re.findall(r"^# #{1,4} (.+?)\s*$", text, re.MULTILINE)


def touched(items: Mapping) -> list[str]:
    """Ids of the items that an exercise or a quiz touches."""
    return [
        name
        for name, item in items.items()
        if any(lesson["exercises"] for lesson in item["lessons"])
    ]


def faults(items: Mapping, root: Path = ROOT) -> list[str]:
    """What is wrong with the map, a sentence each; none if every item has its home."""
    wanted = [f"{deck}{n:02}" for deck, (_, size) in DECKS.items() for n in range(1, size + 1)]
    found = [f"{name} is not in the map" for name in wanted if name not in items]
    found += [f"{name} is in no lecture" for name in items if name not in wanted]
    for name, item in items.items():
        if not item["topic"].strip():
            found.append(f"{name} has no topic")
        if not item["lessons"]:
            found.append(f"{name} has no home")
        found += [f"{name}: {fault}" for one in item["lessons"] for fault in _faults(one, root)]
    return found


def _faults(lesson: Mapping, root: Path) -> list[str]:
    unit, section = lesson["unit"], lesson["section"]
    text = source(unit, root)
    if not text:
        return [f"there is no {unit}"]
    found = [] if section in headings(text) else [f"{unit} has no section {section!r}"]
    known = {one.name for one in exercises.of_unit(unit)} if unit in exercises.units() else set()
    found += [f"{unit} has no exercise {one!r}" for one in lesson["exercises"] if one not in known]
    return found


def page(seed_map: Mapping, root: Path = ROOT) -> str:
    """The map as a page of Markdown, lecture by lecture."""
    items, checks = seed_map["items"], seed_map["gradient_checks"]
    n = len(touched(items))
    parts = [HEAD, f"{len(items)} items; {n} of them are touched by an exercise or a quiz."]
    for deck, (title, size) in DECKS.items():
        parts.append(f"\n## {deck} · {title} ({size})\n\n| item | taught in | graded by |")
        parts.append("|---|---|---|")
        parts += [_row(name, items[name], root) for name in items if name.startswith(deck)]
    parts.append(f"\n## Gradient checks\n\n{len(checks)} exercises compare a gradient:\n")
    parts += [f"- `{name}`: {', '.join(outputs)}" for name, outputs in checks.items()]
    return "\n".join(parts) + "\n"


def _row(name: str, item: Mapping, root: Path) -> str:
    homes = "<br>".join(_home(lesson, root) for lesson in item["lessons"])
    graded = dict.fromkeys(one for lesson in item["lessons"] for one in lesson["exercises"])
    marks = ", ".join(f"`{one}`" for one in graded)
    return f"| **{name}** {_escaped(item['topic'])} | {homes} | {marks} |"


def _home(lesson: Mapping, root: Path) -> str:
    section = _escaped(lesson["section"].replace("`", ""))
    unit = lesson["unit"]
    path = text_of(unit)
    return f"[U{unit[1:3]}](../course/{unit}/{path.stem}.ipynb) {section}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\|*_<])", r"\\\1", text)


def write(root: Path = ROOT) -> list[str]:
    """Write the page, unless the map has faults; return these."""
    seed_map = load(root)
    found = faults(seed_map["items"], root)
    if not found:
        (root / "site/seed_map.md").write_text(page(seed_map, root), encoding="utf-8")
    return found
