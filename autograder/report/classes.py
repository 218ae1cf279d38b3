"""The class report: what a class got, what it misunderstood, and what to teach again.

``python -m autograder report UNIT`` writes one HTML page that needs nothing else, and a CSV table.
"""

import csv
import hashlib
import hmac
import io
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dlaudio import exercises
from dlaudio.check import NOT_ANSWERED
from dlaudio.exercises import Exercise

from ..classroom.results import Store
from ..classroom.tables import no_formula
from ..judge.result import ExerciseResult, Result


@dataclass(frozen=True)
class Mistake:
    """A known mistake and the students whose answer makes it."""

    exercise: str
    sentence: str
    students: list[str]


@dataclass(frozen=True)
class Lesson:
    """How a class did an exercise; `lost` is the share of the points that it did not get."""

    exercise: Exercise
    lost: float
    right: int
    wrong: int
    left_out: int
    mistakes: list[Mistake]


@dataclass(frozen=True)
class ClassReport:
    """The results of a class by student, sorted, and who is still waiting for one.

    `pages` has the addresses of students' feedback pages, as links from the report.
    """

    unit: str
    results: dict[str, Result]
    waiting: list[str]
    anonymous: bool = False
    pages: dict[str, str] = field(default_factory=dict)

    def called(self, names: Mapping[str, str]) -> "ClassReport":
        """The same, with students called by their names, those that there are."""
        who = {student: labelled(student, names) for student in [*self.results, *self.waiting]}
        return replace(
            self,
            results={who[student]: result for student, result in self.results.items()},
            waiting=[who[student] for student in self.waiting],
            pages={who.get(student, student): page for student, page in self.pages.items()},
        )

    @property
    def exercises(self) -> list[Exercise]:
        return exercises.of_unit(self.unit)

    def of_exercise(self, name: str) -> dict[str, ExerciseResult]:
        """What each student got for an exercise, where it was asked."""
        found = {student: result.exercises.get(name) for student, result in self.results.items()}
        return {student: item for student, item in found.items() if item is not None}

    def mistakes(self) -> list[Mistake]:
        """The known mistakes of this class, the most frequent first."""
        students: dict[tuple[str, str], list[str]] = {}
        for student, result in self.results.items():
            for name, item in result.exercises.items():
                for sentence in item.diagnosis:
                    students.setdefault((name, sentence), []).append(student)
        found = [Mistake(*which, who) for which, who in students.items()]
        return sorted(found, key=lambda mistake: (-len(mistake.students), mistake.exercise))

    def leaderboard(self) -> list[tuple[str, float, list[str]]]:
        """What was reached where goals are measured: track, points and words, the best first.

        Nobody is named: students know their own figures, which their feedback has.
        """
        found = []
        for result in self.results.values():
            for item in result.exercises.values():
                if item.reached:
                    (track, *_), *_ = item.reached
                    share = sum(one[2] for one in item.reached) / len(item.reached)
                    found.append((track, share, item.points, [one[1] for one in item.reached]))
        found.sort(key=lambda entry: (entry[0], -entry[1]))
        return [(track, points, words) for track, _, points, words in found]

    def lessons(self) -> list[Lesson]:
        """Every exercise, the one that cost the class the largest share of its points first."""
        mistakes = self.mistakes()
        found = []
        for exercise in self.exercises:
            items = self.of_exercise(exercise.name).values()
            lost = [1 - item.points / item.max_points for item in items]
            kinds = Counter(item.kind for item in items)
            own = [mistake for mistake in mistakes if mistake.exercise == exercise.name]
            share = sum(lost) / len(lost) if lost else 0.0
            counts = (kinds[kind] for kind in ("right", "wrong", "left out"))
            found.append(Lesson(exercise, share, *counts, own))
        return sorted(found, key=lambda lesson: -lesson.lost)


def labelled(student: str, names: Mapping[str, str]) -> str:
    """A student with the name that goes with it."""
    return f"{names[student]} ({student})" if student in names else student


def gather(
    store: Store, unit: str, *, handed_in: Iterable[str] = (), anonymous: bool = False
) -> ClassReport:
    """The report on what is stored of a class; `handed_in` are the students who sent something."""
    results = {student: record.result for student, record in store.records(unit).items()}
    waiting = sorted(set(handed_in) - set(results))
    if anonymous:
        key = _secret(store.folder / "pseudonyms.key")
        named = {pseudonym(key, student): hide(result) for student, result in results.items()}
        results = dict(sorted(named.items()))
        waiting = sorted(pseudonym(key, student) for student in waiting)
    return ClassReport(unit, results, waiting, anonymous)


def _secret(path: Path) -> bytes:
    """The class's own key, drawn once: who does not have it cannot find a name by trying names."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().encode()


def pseudonym(key: bytes, student: str) -> str:
    """The same for the same student in every unit; without the key it tells nothing."""
    digest = hmac.new(key, student.encode(errors="surrogateescape"), hashlib.sha256)
    return f"student-{digest.hexdigest()[:8]}"


def hide(result: Result) -> Result:
    """Take away every sentence that may quote what a student wrote."""
    found = {}
    for name, item in result.exercises.items():
        kept = [NOT_ANSWERED] if item.kind == "left out" else [""]
        found[name] = replace(item, report=kept, failing=None)
    count = len(result.notes)
    notes = [f"Remarks left out, for they may quote names: {count}."] if count else []
    fault = "The file could not be graded." if result.fault else ""
    return replace(result, exercises=found, notes=notes, outputs={}, fault=fault)


def table(report: ClassReport) -> str:
    """The class as CSV: a line a student with points, time, mistakes and what went wrong."""
    names = [exercise.name for exercise in report.exercises]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["student", "points", "of", *names, "seconds", "mistakes", "fault", "notes"])
    for student, result in report.results.items():
        each = [result.exercises[n].points if n in result.exercises else "" for n in names]
        mistakes = [f"{n}: {s}" for n, item in result.exercises.items() for s in item.diagnosis]
        texts = ["; ".join(mistakes), result.fault, " ".join(result.notes)]
        line = [no_formula(student), result.points, result.max_points, *each, result.seconds]
        writer.writerow([*line, *map(no_formula, texts)])
    return buffer.getvalue()
