"""Replay one exercise of a graded submission, question by question, so that an appeal is settled.

``python -m autograder replay STUDENT UNIT EXERCISE`` grades the submission once more with the seed
that stands in the record, and shows every case: the inputs, what the answer gave, what was
expected, and where they differ.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dlaudio import exercises
from dlaudio.assessment.probe import Failure, Reply, ask
from dlaudio.assessment.verdict import Verdict, differ, part
from dlaudio.check import describe
from dlaudio.exercises import Case, Exercise

from ..judge import grading, trusted
from ..judge.result import ExerciseResult
from ..judge.sandbox import WarmParent
from . import workers
from .course import Course, CourseError
from .results import Record, Store, key


@dataclass
class Replay:
    """What came of it, as lines to print; `agrees` says whether it is what the record has."""

    lines: list[str] = field(default_factory=list)
    agrees: bool = False


def replay(data: bytes, record: Record, name: str, parent: WarmParent) -> Replay:
    """Grade the bytes of a submission as its record says, and look at one exercise.

    Raises
    ------
    ValueError
        If the unit has no exercise of this name.
    """
    exercise = exercises.find(name)
    if exercise.unit != record.unit:
        raise ValueError(f"{name} belongs to {exercise.unit}, not to {record.unit}")
    heard: list[Reply] = []

    def assess(asked: Exercise, answer, seed: int, *words) -> Verdict:
        replies = ask(asked, answer, grading.questions(asked, seed)[0])
        if asked is exercise:
            heard.extend(replies)
        return grading.weigh(asked, replies, seed, *words)

    result = trusted.grade(data, record.unit, parent, record.seed, assess=assess)
    now, then = result.exercises[name], record.result.exercises.get(name)
    lines = [f"{name} of {record.student}, seed {record.seed}, graded {record.graded}"]
    lines += _changes(data, record)
    if result.fault:
        lines.append(result.fault)
    lines += result.notes
    cases, expected = grading.questions(exercise, record.seed)
    for number, (case, wanted) in enumerate(zip(cases, expected, strict=True)):
        if number < len(heard):
            lines += ["", f"case {number + 1} of {len(cases)}: {_inputs(case)}"]
            lines += _outputs(exercise, wanted, heard[number])
    lines += ["", *now.report, "", *_conclusion(now, then)]
    return Replay([_printable(line) for line in lines], _same(now, then))


def _changes(data: bytes, record: Record) -> list[str]:
    """What is no longer as it was when the submission was graded."""
    now, then = key(data, record.unit, record.seed), record.key
    names = ("the notebook", "the unit's exercises")
    pairs = zip(names, now.split("-"), then.split("-"), strict=False)
    return [f"Since then, {what} changed." for what, one, other in pairs if one != other]


def _inputs(case: Case) -> str:
    return describe(case) if case.inputs else "no inputs"


def _outputs(exercise: Exercise, expected, reply: Reply) -> list[str]:
    """Every output of one case: right, or both values and where they differ."""
    lines = []
    for name, wanted in expected.items():
        got = part(reply, name)
        difference = differ(exercise.comparison(name), wanted, got)
        lines.append(f"  ✓ {name}" if difference is None else f"  ✗ {name} {difference}")
        values = [("got", got), ("expected", wanted)]
        lines += [f"      {word:9}{_show(v)}" for word, v in values if not isinstance(v, Failure)]
    return lines


def _show(array: np.ndarray) -> str:
    text = np.array2string(array, separator=", ", precision=6, threshold=24, edgeitems=4)
    size = f" (shape {array.shape}, {array.dtype})" if array.ndim else ""
    return " ".join(text.split()) + size


def _conclusion(now: ExerciseResult, then: ExerciseResult | None) -> list[str]:
    if then is None:
        return ["The record has no result for this exercise."]
    points = f"{then.points:g} of {then.max_points:g} points"
    if _same(now, then):
        return [f"This agrees with the record: {points}."]
    return [f"This does not agree with the record, which has {points}:", *then.report]


def _same(now: ExerciseResult, then: ExerciseResult | None) -> bool:
    return then is not None and (now.points, now.report) == (then.points, then.report)


def _printable(line: str) -> str:
    """Without control characters: a student's error message must not write over the conclusion."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def command(options) -> int:
    """The command ``replay``; its exit code (see `autograder.__main__`)."""
    course = Course(Path(options.course))
    record = Store(course.class_folder).load(options.unit, options.student)
    if record is None:
        raise CourseError(f"there is no record of {options.student} in {options.unit}")
    if options.exercise not in (names := [one.name for one in exercises.of_unit(options.unit)]):
        raise CourseError(f"{options.unit} has no {options.exercise}; it has {', '.join(names)}")
    name, released = course.released(options.unit)
    found = [one for one in course.handed_in(options.unit, name) if one.student == options.student]
    if not found or not found[0].file:
        raise CourseError(f"the notebook that {options.student} handed in is no longer there")
    confined = not options.no_sandbox
    task = workers.task(options.unit, released, confined=confined, limits=course.limits)
    parent = workers.warm_parent(task)
    try:
        seen = replay(found[0].read(), record, options.exercise, parent)
    finally:
        parent.close()
    print("\n".join(seen.lines))
    return int(not seen.agrees)
