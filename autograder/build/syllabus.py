"""The table of the units in site/syllabus.md: hours, exercises and points, as they really are."""

from pathlib import Path

from dlaudio import exercises
from dlaudio.syllabus import Unit, hours

from .seed_map import ROOT
from .start import described

BEGIN, END = "<!-- units: made by `python -m autograder pages` -->", "<!-- end of units -->"


def table(root: Path = ROOT) -> str:
    """A row for each unit, and their sum."""
    lines = [
        "| unit | hours | exercises | of them quizzes or proofs | points |",
        "|---|---|---|---|---|",
    ]
    sums = [0, 0, 0]
    for unit in exercises.units():
        entry = Unit(**described(unit, root))
        time = hours(entry.minutes).removesuffix("s").removesuffix(" hour")
        asked = exercises.of_unit(unit)
        numbers = [len(asked), sum(one.secret for one in asked), sum(one.points for one in asked)]
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        link = f"[{unit[1:3]} {entry.title}](../course/{entry.link})"
        lines.append(f"| {link} | {time} | {' | '.join(map(str, numbers))} |")
    lines.append(f"| all | | {' | '.join(map(str, sums))} |")
    return "\n".join(lines)


def filled(page: str, root: Path = ROOT) -> str:
    """The page with the table between its two marks as it has to be.

    Raises
    ------
    ValueError
        If the page has no such marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the syllabus needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table(root)}\n{END}{after}"


def write(root: Path = ROOT) -> None:
    """Bring site/syllabus.md up to date."""
    path = root / "site/syllabus.md"
    path.write_text(filled(path.read_text(encoding="utf-8"), root), encoding="utf-8")
