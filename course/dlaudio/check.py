"""`check("name")`: question the answer in this notebook and say in words what is right and wrong.

It needs only what ships with the course: stored questions and answers, the laws of the exercise,
and the replies that known mistakes give, so that a mistake can be named without its code.
"""

import html
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from . import exercises, progress
from .assessment.base import Case
from .assessment.questioning import question
from .assessment.verdict import Finding, Verdict
from .mine import keeping
from .notebook import show_words

MISSING = object()
TRY = "Try it yourself with: "


def check(name: str, answer: Any = MISSING) -> float:
    """Question the answer called `name`, show a report, and return the points it is worth here.

    Parameters
    ----------
    name : str
        Name of the exercise; the answer is what the notebook has under that name.
    answer : object, optional
        Question this instead.

    Returns
    -------
    float
        From 0 to the points of the exercise. nbgrader's Validate button reads it.
    """
    exercise = exercises.find(name)
    if answer is MISSING:
        answer = vars(sys.modules["__main__"]).get(name, MISSING)
    if answer is MISSING:
        text = f"✗ {name}: there is nothing called {name} yet. Run the cell with your answer first."
        _display(text, [text])
        return 0.0
    start = time.perf_counter()
    verdict, cases = question(exercise, answer)
    lines = report(verdict, cases)
    points = 0.0 if verdict.broken_laws and verdict.right else verdict.points
    progress.remember_points(exercise, points)
    if points == exercise.points:
        kept = keeping.keep(exercise, answer, time.perf_counter() - start)
        lines += [f"  {kept}"] if kept else []
    _display("\n".join(lines), lines)
    return points


def report(verdict: Verdict, cases: list[Case] | None = None) -> list[str]:
    """The verdict in words, a line each: the score, every output, the mistake, broken laws.

    `cases` are the questions, if they may be shown: the inputs of the first failing one are then
    printed, so that the student can try them.
    """
    name, points = verdict.exercise.name, verdict.exercise.points
    if verdict.right and not verdict.broken_laws:
        return [f"✓ {name}: right, {points:g} of {points:g} points."]
    if verdict.right:
        head = f"✗ {name}: right on the stored questions, but not in general."
        return [head, *(f"  It should hold that {law}." for law in verdict.broken_laws)]
    lines = [f"✗ {name}: {verdict.points:g} of {points:g} points."]
    lines += _findings(verdict)
    lines += [f"  → It looks as if your answer {sentence}." for sentence in verdict.diagnosis]
    wrong = next(finding for finding in verdict.findings if not finding.right)
    if cases is not None and cases[wrong.case].inputs and "not answered" not in lines[1].lower():
        lines.append(f"  {TRY}{describe(cases[wrong.case])}")
    return lines


def _findings(verdict: Verdict) -> list[str]:
    """A line an output, or one line if all of them fail in the same way."""
    differences = {str(finding.difference) for finding in verdict.findings}
    if len(differences) == 1:
        return [f"  {_capital(differences.pop())}."]
    return [_line(finding) for finding in verdict.findings]


def _line(finding: Finding) -> str:
    mark = "✓" if finding.right else "✗"
    return f"  {mark} {finding.output} {'is right' if finding.right else finding.difference}."


def describe(case: Case) -> str:
    """The inputs of a case: small ones so that they can be pasted, large ones by their shape."""
    parts = []
    for name, value in case.inputs.items():
        arrays = list(_arrays(value))
        shapes = ", ".join(str(array.shape) for array in arrays[:4])
        if isinstance(value, np.random.Generator):
            parts.append(f"{name}: a random generator")
        elif sum(array.size for array in arrays) <= 12:
            parts.append(f"{name} = {_code(value)}")
        elif len(arrays) == 1:
            parts.append(f"{name}: an array of shape {shapes}")
        else:
            parts.append(f"{name}: arrays of shapes {shapes}{', …' if len(arrays) > 4 else ''}")
    return "; ".join(parts)


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


def _display(text: str, lines: list[str]) -> None:
    """Show the report: as HTML with the same words in a notebook, as plain text elsewhere."""
    good = lines[0].startswith("✓")
    # Okabe-Ito blue and vermilion; the marks and the words say the same without colour
    style = (
        f"border-left:4px solid {'#0072B2' if good else '#D55E00'};padding:4px 12px;margin:4px 0"
    )
    body = "<br>".join(_html(line.strip()) for line in lines)
    markup = f'<div role="status" style="{style}">{body}</div>'
    show_words(text, markup)
