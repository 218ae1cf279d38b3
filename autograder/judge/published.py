"""The record as a page: three tables and, in a line each, what falls short of the goals.

What was measured of each unit is kept beside the page, so that a unit that changes is measured
again by itself.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import tqdm

from dlaudio import exercises

from . import left_out, mutants
from .record import Entry, examine, row, totals

SITE = Path(__file__).resolve().parents[2] / "site"
PAGE, MEASURED = SITE / "record.md", SITE / "record.json"
MISSED = "short of the goal"
NOTICED, MISLED, TOLD = 0.995, 0.003, 0.75  # the goals: shares of mutants, of mistakes left out
TELLING = ("told", "lines", "errors")  # see `told`
MADE = ("made", "judged", "checked", *TELLING, "equivalent")
NOTICING = tuple(name for name in MADE if name not in TELLING)  # of units measured before
LEFT = ("choices", "mistakes", *TELLING, "parts", "shown")
TOLD_OF = ("told", "its line", "an error")
KNOWN = """# The grader's record

Written by `make record`. The grader is tested as a student is: for each exercise it gets the right
answer, an empty one, mistakes that real students make, and right answers written in another way.
It must give full marks, none, the sentence that names the mistake, and full marks again, with the
questions of the `check` in the notebook and on every secret draw. A law is what holds for every
right answer, whatever the numbers; each is broken by a mistake at least.
"""
MUTANTS = """## Are the questions good enough? Mutants

Each right answer is changed at one place (a comparison, an operator, a number, an axis, a statement
left out, an argument that is not looked at), and asked like a student's. Every mutant has to lose
points. What does the same as before, or is right in another way, is equivalent: listed with its
reason in the unit's `equivalent.txt`, and not counted among the others. Goal: 99.5 %. Told is what
`autograder/judge/told.py` counts: a sentence on what is wrong, true of the answer, and not only the
place where it differs. What is supposed of an answer (see `autograder/library/slips.py`) knows many
of these changes; here each is told as if just that one had not been foreseen. Goal: 75 %. Who ends
in an error of Python's or NumPy's is counted apart: "its line" read why a line of theirs ended in
it (the shapes of both sides, the loop that goes too far, the line that made what does not fit),
which counts, too; "an error" read the error in the course's own words and no more, which does not.
"""
LEFT_OUT = """## What is said of a mistake that nobody foresaw? Each known one left out

Each known mistake is judged as if it were not known. Told another mistake's cause as its own, it is
misled (goal: at most 0.3 %). Told is who reads a sentence on what is wrong: how the answer is
related to the right one, what it would be right for, where or in which questions it is wrong
(`autograder/judge/told.py` says what counts; goal: 75 %). "Its line" and "an error" are as above.
Of the others, most are shown the first
place that differs, with both values; the rest read which part is wrong, or a score. Wrong choices
in quizzes are not counted here: they are a closed list, whose sentences are in the first table.
"""


def publish(units: Sequence[str] = ()) -> list[Entry]:
    """Measure these units (all by default), and write the page anew after each of them."""
    entries = []
    for unit in tqdm.tqdm(units or exercises.units(), unit="unit", disable=None):
        known, found = measure(unit)
        entries += known
        before = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else {}
        every = before | {unit: found}
        every = {unit: every[unit] for unit in exercises.units() if unit in every}
        text = json.dumps(every, indent=1, ensure_ascii=False)
        MEASURED.write_text(f"{text}\n", encoding="utf-8")
        PAGE.write_text(page(every), encoding="utf-8")
    return entries


def shortfalls(text: str) -> list[str]:
    """What falls short by the text of a page: goals that are missed, and a line for each case."""
    verdicts = [
        sentence.strip().rstrip(".") + "."
        for line in text.splitlines()
        for sentence in line.split(". ")
        if MISSED in sentence
    ]
    return verdicts + [line for line in text.splitlines() if line.startswith("- ")]


def measure(unit: str) -> tuple[list[Entry], dict]:
    """What the record says of a unit, and all that is published of it, as plain values."""
    asked = exercises.of_unit(unit)
    known = [examine(item) for item in asked]
    made = [mutants.examine(item) for item in asked]
    left = [left_out.leave_out(item) for item in asked]
    changed = {name: _sum(made, name) for name in MADE}
    missed = {name: _sum(left, name) for name in LEFT}
    return known, {
        "known": [row(entry) for entry in known],
        "mutants": {
            **changed,
            "survivors": [f"`{one.exercise.name}`: `{s}`" for one in made for s in one.survivors],
        },
        "left out": {
            **missed,
            "misled": [f"`{one.exercise.name}`: {s}" for one in left for s in one.misled],
        },
    }


def _sum(entries: Sequence, name: str) -> int:
    return sum(getattr(entry, name) for entry in entries)


def page(every: dict) -> str:
    """The page in Markdown."""
    parts = [_known(every), _mutants(every), _left_out(every)]
    return "\n".join(parts)


def _table(heads: Sequence[str], rows: Sequence[Sequence]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def _known(every: dict) -> str:
    rows = [(unit, line) for unit, found in every.items() for line in found["known"]]
    heads = ["unit", "exercise", "points", "mistakes caught and named", "right answers accepted"]
    table = _table(
        [*heads, "laws"],
        [
            [
                unit[1:3],
                f"`{line['exercise']}`",
                line["points"],
                f"{line['caught']} of {line['mistakes']}",
                f"{line['accepted']} of {line['variants']}",
                line["laws"],
            ]
            for unit, line in rows
        ],
    )
    faults = [f"- {line['exercise']}: {text}" for _, line in rows for text in line["misjudged"]]
    return "\n".join([KNOWN, totals([line for _, line in rows]), "", *table, *faults, ""])


def _mutants(every: dict) -> str:
    found = _measured(every, "mutants", NOTICING)
    explained = _measured(every, "mutants", MADE)
    rows = [[unit[1:3], *(one.get(name, "–") for name in MADE)] for unit, one in found.items()]
    sums = [sum(one.get(name, 0) for one in found.values()) for name in MADE]
    rows.append(["all", *sums])
    made, judged, checked, *_ = sums
    heads = [
        "unit",
        "mutants",
        "noticed by the judge",
        "noticed by `check`",
        *TOLD_OF,
        "equivalent",
    ]
    share = min(judged, checked) / max(made, 1)
    verdict = (
        f"{_of(every, found)}{share:.1%} are noticed by both: {_reached(share >= NOTICED)}. "
        f"{_of(every, explained)}{_helped(explained, 'made')}."
    )
    lines = [f"- {unit[:3]} {text}" for unit, one in found.items() for text in one["survivors"]]
    lines += _not_measured(every, found)
    return "\n".join([MUTANTS, verdict, "", *_table(heads, rows), *_short(lines)])


def _left_out(every: dict) -> str:
    found = _measured(every, "left out", LEFT)
    sums = [sum(one[name] for one in found.values()) for name in LEFT]
    choices, mistakes, *_, shown = sums
    misled = sum(len(one["misled"]) for one in found.values())
    rows = [
        [unit[1:3], *(one[name] for name in LEFT[1:]), len(one["misled"])]
        for unit, one in found.items()
    ]
    rows.append(["all", *sums[1:], misled])
    wrong = misled / max(mistakes, 1)
    verdict = (
        f"{_of(every, found)}{wrong:.2%} are misled: {_reached(wrong <= MISLED)}. "
        f"{_helped(found, 'mistakes')}; "
        f"{shown / max(mistakes, 1):.0%} are shown a place and no more. "
        f"{choices} wrong choices and orders of letters are not counted."
    )
    lines = [f"- {unit[:3]} {text}" for unit, one in found.items() for text in one["misled"]]
    lines += _not_measured(every, found)
    heads = ["unit", "mistakes left out", *TOLD_OF, "a part of another", "shown", "misled"]
    return "\n".join([LEFT_OUT, verdict, "", *_table(heads, rows), *_short(lines)])


def _helped(found: dict, of: str) -> str:
    """How many are told what is wrong, and how many of these why a line ended in an error."""
    every, told, lines = (sum(one[key] for one in found.values()) for key in (of, "told", "lines"))
    share = (told + lines) / max(every, 1)
    alone = f"{lines / max(every, 1):.0%} why a line of theirs ended in an error"
    return f"{share:.0%} are told what is wrong, {alone} among them: {_reached(share >= TOLD)}"


def _of(every: dict, found: dict) -> str:
    return f"Of {len(found)} units: " if _missing(every, found) else ""


def _measured(every: dict, kind: str, names: Sequence[str]) -> dict:
    """What was measured of a kind, of the units where all of it was."""
    return {unit: one[kind] for unit, one in every.items() if set(names) <= set(one.get(kind, ()))}


def _missing(every: dict, found: dict) -> list[str]:
    return [unit for unit, one in every.items() if one["known"] and unit not in found]


def _not_measured(every: dict, found: dict) -> list[str]:
    return [f"- {unit[:3]} has changed, and is not measured yet" for unit in _missing(every, found)]


def _reached(goal: bool) -> str:
    return "the goal is reached" if goal else MISSED


def _short(lines: list[str]) -> list[str]:
    return ["", "What falls short:", "", *lines, ""] if lines else [""]
