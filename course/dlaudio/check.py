"""`check("name")`: question the answer in this notebook and say in words what is right and wrong.

It needs only what ships with the course: stored questions and answers, the laws of the exercise,
and the replies that known mistakes give, so that a mistake can be named without its code.
"""

import copy
import html
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from . import exercises, progress, solution
from .assessment import store
from .assessment.base import Case, Exercise
from .assessment.compare import NotAnswered
from .assessment.foundations import unmended
from .assessment.questioning import question
from .assessment.verdict import Finding, Verdict
from .mine import keeping
from .notebook import shell, show_words
from .quiz_form import quiz_form

MISSING = object()
RIGHT, WRONG, NOT_ANSWERED = "✓", "✗", "○"  # how a report begins
# Okabe-Ito blue and vermilion, and grey; the marks and the words say the same without colour
COLOURS = {RIGHT: "#0072B2", WRONG: "#D55E00", NOT_ANSWERED: "#808080"}
TRY = "Try it yourself with: "
OPEN = "  Not answered yet."
SLOW = "This took {took:.0f} s here; where it is graded, it may take {most:g} s."
STOPPED = (
    "stopped after {took:.0f} s{at}, with questions still open; where it is graded, all of them "
    "may take {most:g} s. If it never comes to an end on large ones, it needs another way."
)


class Points(float):
    """A number of points, which the report above it has told already."""

    def _repr_html_(self) -> str:
        return "<span></span>"


def check(name: str, answer: Any = MISSING) -> Points:
    """Question the answer called `name`, show a report, and return the points it is worth here.

    Parameters
    ----------
    name : str
        Name of the exercise; the answer is what the notebook has under that name. A function or
        class called as the exercise serves as well.
    answer : object, optional
        Question this instead.

    Returns
    -------
    Points
        From 0 to the points of the exercise, a float that a notebook does not show. nbgrader's
        Validate button reads it.
    """
    if not isinstance(name, str):  # check(perceptron): the name of what was given, if it has one
        name, answer = getattr(name, "__name__", ""), name
        if not name:
            raise ValueError("check needs the name of an exercise, such as check('perceptron')")
    exercise = exercises.find(name)
    if answer is MISSING:
        answer = vars(sys.modules["__main__"]).get(name, MISSING)
    if answer is MISSING:
        said = f"there is nothing called {name} yet. Run the cell with your answer first."
        _display(exercise, [f"{NOT_ANSWERED} {name}: {said}"])
        return Points(0.0)
    start = time.perf_counter()
    try:
        verdict, cases = question(exercise, answer)
    except KeyboardInterrupt as stop:  # somebody has waited long enough
        took = time.perf_counter() - start
        at = f" at {stop.args[0]}" if stop.args and stop.args[0] in _outputs(exercise) else ""
        said = STOPPED.format(took=took, at=at, most=exercise.seconds)
        _display(exercise, [f"{WRONG} {name}: {said}"])
        return Points(0.0)
    took = time.perf_counter() - start
    lines = report(verdict, cases)
    if took > exercise.seconds:
        lines.append(f"  {SLOW.format(took=took, most=exercise.seconds)}")
    points = 0.0 if verdict.broken_laws and verdict.right else verdict.points
    if points < exercise.points and (below := unmended(exercise, answer)):
        lines = _blaming(below, lines)
    elif points < exercise.points and verdict.answered:
        solution.remember_try(exercise, answer)
    progress.remember_points(exercise, points)
    if points == exercise.points:
        kept = keeping.keep(exercise, answer, took)
        lines += [f"  {kept}"] if kept else []
    asks = exercise.choices and points < exercise.points and isinstance(answer, dict)
    _display(exercise, lines, quiz_form(name, answer, exercise.choices) if asks else "")
    return Points(points)


def case(name: str, number: int | None = None) -> dict[str, Any]:
    """The inputs of a question of `check`, to try an answer with: ``case("bptt")``.

    Parameters
    ----------
    name : str
        Name of the exercise.
    number : int, optional
        Which question, counted from 0; by default the smallest that the notebook's answer fails,
        or the first.

    Returns
    -------
    dict
        Copies of the inputs, by the names that the exercise gives them.

    Raises
    ------
    ValueError
        If there is no such exercise or question.
    """
    exercise = exercises.find(name)
    cases = store.load(exercise).cases
    if number is None:
        number = 0
        answer = vars(sys.modules["__main__"]).get(name, MISSING)
        if answer is not MISSING:
            wrong = [one for one in question(exercise, answer)[0].findings if not one.right]
            number = wrong[0].case if wrong else 0
    if not 0 <= number < len(cases):
        raise ValueError(f"{name} has the questions 0 to {len(cases) - 1}, got {number}")
    return copy.deepcopy(dict(cases[number].inputs))


check.case = case
check.list = progress.listing
check.solution = solution.show


def report(verdict: Verdict, cases: list[Case] | None = None) -> list[str]:
    """The verdict in words, a line each: the score, every output, the mistake, broken laws.

    `cases` are the questions, if they may be shown: the inputs of the first failing one are then
    printed, so that the student can try them.
    """
    name, points = verdict.exercise.name, verdict.exercise.points
    if verdict.right and not verdict.broken_laws:
        lines = [f"{RIGHT} {name}: right, {points:g} of {points:g} points.", *_lent(verdict)]
        return lines + [f"  {one.reached.value}." for one in verdict.findings if one.reached]
    if not verdict.answered:
        return [f"{NOT_ANSWERED} {name}: 0 of {points:g} points.", *_findings(verdict)]
    if verdict.right:
        head = f"{WRONG} {name}: right on the stored questions, but not in general."
        return [head, *(f"  It should hold that {law}." for law in verdict.broken_laws)]
    lines = [f"{WRONG} {name}: {verdict.points:g} of {points:g} points."]
    lines += [*_lent(verdict), *_findings(verdict)]
    waiting = [one for one in verdict.findings if one.right and verdict.waits_for(one)]
    lines += [
        f"  {one.output} counts when {' or '.join(verdict.waits_for(one))} is right."
        for one in waiting
    ]
    lines += [f"  → It looks as if your answer {sentence}." for sentence in verdict.diagnosis]
    lines += [f"  → {sentence}." for sentence in verdict.remarks]
    wrong = next(finding for finding in verdict.findings if not finding.right)
    if cases is not None and verdict.exercise.try_with:
        lines.append(f"  {TRY}{verdict.exercise.try_with}")
    elif cases is not None and cases[wrong.case].inputs:
        made = f"; {verdict.exercise.made}" if verdict.exercise.made else ""
        lines.append(f"  {TRY}{describe(cases[wrong.case], name)}{made}")
    return lines


def _outputs(exercise: Exercise) -> set[str]:
    return set(store.load(exercise).expected[0])


def _lent(verdict: Verdict) -> list[str]:
    names = " and ".join(verdict.lent)
    said = f"  Counted with the right {names} in the place of yours: mend {names} first."
    return [said] if names else []


def _blaming(below: list[str], lines: list[str]) -> list[str]:
    """The same lines, with what is to be mended first in the place of guesses at a cause.

    An answer that calls others is there, even if one of those is not.
    """
    names = " and ".join([", ".join(below[:-1]), below[-1]] if below[1:] else below)
    are, these = ("are", "these") if below[1:] else ("is", "it")
    said = (
        f"  It calls your {names}, which {are} not right yet; mend {these} first. "
        f"The grader counts this one with the right {names}."
    )
    kept = [line for line in lines if line != OPEN and not line.startswith("  →")]
    place = next((i for i, line in enumerate(kept) if line.startswith(f"  {TRY}")), len(kept))
    return [*kept[:place], said, *kept[place:]]


def _findings(verdict: Verdict) -> list[str]:
    """A line an output, or one line if all of them fail in the same way."""
    differences = {str(finding.difference) for finding in verdict.findings}
    if len(differences) == 1:
        return [f"  {_stopped(_capital(differences.pop()))}"]
    return [_line(finding) for finding in verdict.findings]


def _line(finding: Finding) -> str:
    if finding.right:
        return f"  {RIGHT} {finding.output} is right."
    mark = NOT_ANSWERED if isinstance(finding.difference, NotAnswered) else WRONG
    return _stopped(f"  {mark} {finding.output} {finding.difference}")


def _stopped(sentence: str) -> str:
    """The sentence with its full stop; NumPy's messages bring their own, a question needs none."""
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."


def describe(case: Case, name: str = "") -> str:
    """The inputs of a case, to be pasted where they are small; large ones from ``check.case``."""
    arrays = {key: list(_arrays(value)) for key, value in case.inputs.items()}
    small = {key: sum(array.size for array in arrays[key]) <= 12 for key in arrays}
    parts = []
    for key, value in case.inputs.items():
        shapes = ", ".join(str(array.shape) for array in arrays[key][:4])
        if isinstance(value, np.random.Generator):
            parts.append(f"{key}: a random generator")
        elif small[key]:
            parts.append(f"{key} = {_code(value)}")
        elif len(arrays[key]) == 1:
            parts.append(f"{key}: an array of shape {shapes}")
        else:
            more = ", …" if len(arrays[key]) > 4 else ""
            parts.append(f"{key}: arrays of shapes {shapes}{more}")
    fetch = f'; all of it is check.case("{name}")' if name and not all(small.values()) else ""
    return "; ".join(parts) + fetch


def _arrays(value) -> Iterator[np.ndarray]:
    """All arrays in a value, also those in lists in lists."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)


def _code(value) -> str:
    """A value as it can be pasted into a cell."""
    if isinstance(value, np.ndarray):
        text = np.array2string(value, separator=", ", precision=4, threshold=12)
        return f"np.array({' '.join(text.split())})"
    if isinstance(value, list):
        return f"[{', '.join(map(_code, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(_code, value))}{',' * (len(value) == 1)})"
    return repr(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _html(line: str) -> str:
    """A line of the report as HTML; what can be pasted is set as code."""
    words, colon, code = line.partition(TRY)
    return html.escape(words) + (f"{TRY}<code>{html.escape(code)}</code>" if colon else "")


def _display(exercise: Exercise, lines: list[str], form: str = "") -> None:
    """Show the report: as HTML with the same words in a notebook, as plain text elsewhere.

    `form` is HTML to answer anew with, which only a notebook shows. The solution, once it is
    earned, is folded away below.
    """
    if shell() is None:
        print("\n".join(lines))
        return
    unfolds = solution.folded(exercise)
    done = progress.of_unit(exercise.unit)
    style = f"border-left:4px solid {COLOURS[lines[0][0]]};padding:4px 12px;margin:4px 0"
    body = "<br>".join(_html(line.strip()) for line in lines)
    markup = f'<div role="status" style="{style}">{body}<br>{_badge(done)}</div>'
    said = [*lines, f"  {done}"]
    said += [f'  check.solution("{exercise.name}") shows the solution.'] if unfolds else []
    show_words("\n".join(said), markup + form + unfolds)


def _badge(done: progress.Done) -> str:
    """How far the unit is, as a bar and in words."""
    share = done.got / done.total
    return (
        '<small><span aria-hidden="true" style="display:inline-block;width:8em;height:.6em;'
        f"background:linear-gradient(to right,{COLOURS[RIGHT]} {share:.1%},#8884 {share:.1%})"
        f'"></span> {html.escape(str(done))}</small>'
    )
