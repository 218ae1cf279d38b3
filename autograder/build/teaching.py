"""Whether a unit teaches as it is meant to, as far as that can be counted in its text.

A count is no verdict: it finds the page of prose without a picture and the exercise without a hint,
and says nothing of whether they are good. `python -m autograder teaching u02_gradient_descent`
prints both what is counted and what is missing.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from . import heights, source

WORDS = 600  # at most, with nothing between them to see or to hear
SCREENS = 2  # at most, likewise; a quiz is answered, not read, and does not count
PREDICTIONS = 4  # at least, in a unit
LINES = 5  # at most, of a demonstration that is not collapsed
READING = 180  # words a minute, of a text with formulas
HINTS = ["Hint 1", "Hint 2", "Hint 3"]

HEADING = re.compile(r"### Exercise (\d+) · `(\w+)` · (?:●○○|●●○|●●●) · (\d+) min")
QUIZ = re.compile(r"^### Exercise \d+ · `\w+_quiz`", re.MULTILINE)
FORM = "### Exercise 3 · `name` · ●●○ · 12 min"
SEEN = re.compile(r"plots?\.|draw|demo\(|play(_row)?\(|show\(|figure|flip")
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
TIME = re.compile(r"^Time: about (\d*)([¼½¾]?) hours?", re.MULTILINE)
QUARTERS = {"": Fraction(0), "¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}


@dataclass(frozen=True)
class Section:
    """What stands under one heading, up to the next one that is not smaller than `###`."""

    heading: str
    text: str
    answers: tuple[str, ...]  # names of the exercises that are answered here


@dataclass(frozen=True)
class Stretch:
    """A run of cells without something to see or hear, and how its last text begins."""

    words: int
    screens: float
    last: str


def faults(text: str) -> list[str]:
    """What a unit's text lacks, one sentence each; [] if nothing."""
    cells = _read_at_once(text)
    found = _exercises(_sections(cells))
    for run in _stretches(cells):
        if run.words > WORDS or run.screens > SCREENS:
            found.append(
                f"{run.words} words and {run.screens:.1f} screens with nothing to see or hear "
                f"(at most {WORDS} and {SCREENS}), up to the cell that begins {run.last!r}"
            )
    made = sum("predict" in roles for _, roles, _ in cells)
    if made < PREDICTIONS:
        found.append(f"{made} predictions, needs {PREDICTIONS} or more")
    for lines, first in _demonstrations(cells):
        if lines > LINES:
            found.append(f"a demonstration of {lines} lines, begins {first!r}: shorten or collapse")
    return found + [f"{name} has no explained solution" for name in unexplained(text)]


def facts(text: str) -> str:
    """What is counted in a unit's text, as one line."""
    cells = _read_at_once(text)
    words = sum(_words(body) for markdown, _, body in cells if markdown)
    seen = sum(_is_seen(*cell) for cell in cells)
    runs = _stretches(cells)
    longest, screens = (max(getattr(run, part) for run in runs) for part in ("words", "screens"))
    counts = {role: sum(role in roles for _, roles, _ in cells) for role in ("predict", "recall")}
    minutes = [int(m[3]) for m in map(HEADING.fullmatch, _headings(cells)) if m]
    time = f"{sum(minutes)} min of exercises + {words // READING} of reading"
    told = TIME.search("\n".join(body for markdown, _, body in cells if markdown))
    if told:
        time += f", says {int(60 * (int(told[1] or 0) + QUARTERS[told[2]]))} min"
    return (
        f"{words} words, {seen} cells to see or hear, longest stretch {longest} words, "
        f"{screens:.1f} screens, "
        f"{counts['predict']} predictions, {counts['recall']} cells of recall, {time}"
    )


def unexplained(text: str) -> list[str]:
    """The exercises of a unit's text whose solution nobody explains."""
    roles = [roles for _, roles, _ in source.cells(text)]
    told = {role.get("explained") for role in roles}
    return [role["exercise"] for role in roles if role.get("exercise") not in told | {None}]


def _read_at_once(text: str) -> list:
    """The cells without the explained solutions, which unfold only when they are earned."""
    return [cell for cell in source.cells(text) if "explained" not in cell[1]]


def _exercises(sections: list[Section]) -> list[str]:
    """Faults of the headings and hints of exercises."""
    found, number, headed = [], 0, set()
    for section in sections:
        if not section.heading.startswith("### Exercise"):
            continue
        number += 1
        form = HEADING.fullmatch(section.heading)
        if form is None or int(form[1]) != number or form[2] not in section.answers:
            found.append(f"needs {FORM.replace('3', str(number))!r}, has {section.heading!r}")
        headed |= set(section.answers)
        hints = re.findall(r"<details>\s*<summary>(.*?)</summary>", section.text)
        if hints != HINTS:
            found.append(f"{section.heading!r} needs the hints {', '.join(HINTS)}, has {hints}")
    answered = [name for section in sections for name in section.answers]
    without = [name for name in answered if name not in headed]
    return found + [f"{name} has no heading {FORM!r}" for name in without]


def _sections(cells: list) -> list[Section]:
    text = "\n".join(
        body if markdown else f"\0{roles['exercise']}\0" if "exercise" in roles else ""
        for markdown, roles, body in cells
    )
    parts = re.split(r"^(?=#{1,3} )", text, flags=re.MULTILINE)
    return [
        Section(part.partition("\n")[0].strip(), part, tuple(re.findall("\0(\\w+)\0", part)))
        for part in parts
    ]


def _headings(cells: list) -> list[str]:
    return [section.heading for section in _sections(cells)]


def _stretches(cells: list) -> list[Stretch]:
    """Each run of cells without something to see or hear."""
    found, words, height, last = [], 0, 0, ""
    for markdown, roles, body in cells:
        if markdown:
            words, last = words + _words(body), body.partition("\n")[0]
        if _is_seen(markdown, roles, body):
            found.append(Stretch(words, height / heights.SCREEN, last))
            words = height = 0
        elif not _is_quiz(roles, body):
            height += heights.of_cell(markdown, body)
    return [*found, Stretch(words, height / heights.SCREEN, last)]


def _is_quiz(roles: dict, body: str) -> bool:
    return roles.get("exercise", "").endswith("_quiz") or QUIZ.search(body) is not None


def _is_seen(markdown: bool, roles: dict, body: str) -> bool:
    if markdown:
        return "![" in body or "<svg" in body
    return "exercise" not in roles and SEEN.search(body) is not None


def _words(body: str) -> int:
    return len(FOLDED.sub("", body).split())


def _demonstrations(cells: list) -> list[tuple[int, str]]:
    """Lines of each open cell of code that is neither an answer nor one of imports."""
    found = []
    for markdown, roles, body in cells:
        lines = [line for line in body.splitlines() if line.strip()]
        if not markdown and not roles and lines and not lines[0].startswith(("import", "from")):
            found.append((len(lines), lines[0]))
    return found
