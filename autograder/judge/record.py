"""The grader's record: what it says of every answer that we know to be right or wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import tqdm

from dlaudio import check, exercises
from dlaudio.assessment.verdict import broken_laws
from dlaudio.exercises import Exercise

from ..library import answers
from .grading import assess, known, weigh

SEEDS = (1, 2, 3)  # a right answer must be right, and a mistake caught, on every draw
FEWEST_MISTAKES, FEWEST_VARIANTS = 5, 2


@dataclass
class Entry:
    """What the grader said of one exercise; `misjudged` has a sentence for everything wrong."""

    exercise: Exercise
    mistakes: int = 0
    caught: int = 0
    variants: int = 0
    accepted: int = 0
    laws: int = 0
    misjudged: list[str] = field(default_factory=list)


def record(units: tuple[str, ...] | None = None) -> list[Entry]:
    """Question every known answer of these units (all by default)."""
    chosen = exercises.units() if units is None else units
    asked = [item for unit in chosen for item in exercises.of_unit(unit)]
    return [examine(item) for item in tqdm.tqdm(asked, unit="exercise", disable=None)]


def examine(exercise: Exercise) -> Entry:
    """Question every known answer of one exercise, with the grader and with the visible check."""
    entry = Entry(exercise)
    complain = entry.misjudged.append
    _examine_right(entry, "the reference", answers.reference(exercise))
    if any(points > 0 for points in _points(exercise, _stub)):
        complain("an unanswered exercise gets points")

    wrong = answers.misconceptions(exercise)
    entry.mistakes = len(wrong)
    for number, (name, mistake) in enumerate(wrong.items()):
        problems = _misjudged_mistake(exercise, number, name, mistake)
        entry.caught += not problems
        entry.misjudged += problems
    right = answers.variants(exercise)
    entry.variants = len(right)
    for name, other in right.items():
        before = len(entry.misjudged)
        _examine_right(entry, f"the right answer {name}", other.answer)
        entry.accepted += len(entry.misjudged) == before

    if entry.mistakes < FEWEST_MISTAKES or entry.variants < FEWEST_VARIANTS:
        complain(f"needs {FEWEST_MISTAKES} misconceptions and {FEWEST_VARIANTS} right variants")
    entry.laws = len(exercise.laws)
    broken = [
        broken_laws(exercise, mistake.answer, np.random.default_rng(1))
        for mistake in wrong.values()
    ]
    for law in exercise.laws:
        if not any(text.startswith(law.sentence) for texts in broken for text in texts):
            complain(f"no known mistake breaks the law that {law.sentence}")
    return entry


def _stub(*args, **kwargs):
    raise NotImplementedError("your code here")


def _points(exercise: Exercise, answer) -> list[float]:
    return [
        _visible(exercise, answer).points,
        *(assess(exercise, answer, seed).points for seed in SEEDS),
    ]


def _visible(exercise: Exercise, answer):
    """What `check` says; the known answers may use what a student has to do without."""
    return check.question(replace(exercise, forbid=()), answer)[0]


def _examine_right(entry: Entry, called: str, answer) -> None:
    exercise = entry.exercise
    for verdict in (_visible(exercise, answer), *_verdicts(exercise, answer)):
        if not verdict.right or verdict.broken_laws:
            entry.misjudged.append(f"{called} loses points: {check.report(verdict)}")
            return


def _verdicts(exercise: Exercise, answer):
    return (assess(exercise, answer, seed) for seed in SEEDS)


def _misjudged_mistake(exercise: Exercise, number: int, name: str, mistake) -> list[str]:
    """What the grader gets wrong about a known mistake, by its number: nothing, one hopes.

    What it replies to a seed's questions is asked once, for itself and for what it is told from.
    """
    judged = (weigh(exercise, known(exercise, seed)[number][1], seed) for seed in SEEDS)
    for verdict in (_visible(exercise, mistake.answer), *judged):
        if verdict.right and not verdict.broken_laws:
            return [f"the mistake {name} gets full marks"]
        if verdict.diagnosis != [mistake.sentence]:
            return [f"the mistake {name} is named {verdict.diagnosis or 'nothing'}"]
    return []


def row(entry: Entry) -> dict:
    """What is published of the known answers to one exercise."""
    return {
        "exercise": entry.exercise.name,
        "points": entry.exercise.points,
        "mistakes": entry.mistakes,
        "caught": entry.caught,
        "variants": entry.variants,
        "accepted": entry.accepted,
        "laws": entry.laws,
        "misjudged": entry.misjudged,
    }


def table(entries: list[Entry]) -> str:
    """The record as text: a line an exercise, what was misjudged, and the totals."""
    head = f"{'exercise':34}{'points':>7}{'mistakes named':>16}{'variants right':>16}{'laws':>6}"
    lines = [head, "-" * len(head)]
    for item in entries:
        label = f"{item.exercise.unit[:3]} {item.exercise.name}"
        named, right = f"{item.caught}/{item.mistakes}", f"{item.accepted}/{item.variants}"
        lines.append(f"{label:34}{item.exercise.points:>7}{named:>16}{right:>16}{item.laws:>6}")
        lines += [f"    MISJUDGED: {text}" for text in item.misjudged]
    lines += ["-" * len(head), totals([row(entry) for entry in entries])]
    return "\n".join(lines)


def totals(rows: Sequence[Mapping]) -> str:
    """What is published of exercises, in a sentence."""
    total, caught = sum(row["mistakes"] for row in rows), sum(row["caught"] for row in rows)
    share = caught / total if total else 0.0
    return (
        f"{len(rows)} exercises, {sum(row['points'] for row in rows)} points; "
        f"references right, stubs at zero; {caught} of {total} misconceptions caught and named "
        f"({share:.0%}); {sum(row['accepted'] for row in rows)} of "
        f"{sum(row['variants'] for row in rows)} right variants accepted; "
        f"{sum(len(row['misjudged']) for row in rows)} misjudged."
    )
