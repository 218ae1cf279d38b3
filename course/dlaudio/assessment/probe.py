"""Ask an answer the questions of an exercise and bring back plain arrays, whatever it does."""

import contextlib
import copy
import functools
import inspect
import io
import re
import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .base import Case, Exercise
from .forbid import asking

UNPACK = re.compile(r"to unpack \(expected (?P<expected>\d+)(, got (?P<got>\d+))?\)")
KINDS = "biufcU"  # truth values, integers, floats, complex numbers, text: never objects


@dataclass(frozen=True)
class Failure:
    """An answer, or one output of it, that brought no array: the kind of error and its message."""

    kind: str
    message: str
    where: str = field(default="", compare=False)

    def __str__(self) -> str:
        if self.kind == "NotImplementedError":
            return "not answered yet"
        text = f"{self.kind}: {self.message}" if self.message else self.kind
        return f"{text} ({self.where})" if self.where else text


class AnswerError(Exception):
    """An error of an answer that lives in another process, with the `Failure` it reported."""

    def __init__(self, failure: Failure):
        super().__init__(str(failure))
        self.failure = failure


class Remote:
    """An answer that lives in another process; it brings a method ``call_each(arguments)``."""


Reply = dict[str, np.ndarray | Failure] | Failure


def ask(exercise: Exercise, answer: Any, cases: Iterable[Case]) -> list[Reply]:
    """One reply for each case: named arrays, or the `Failure` that came instead.

    The answer gets copies, so it may work in place. What it prints or warns is swallowed.
    """
    replies = []
    for case in cases:
        with quiet(), asking():
            replies.append(_ask_one(exercise, answer, case))
    return replies


def _ask_one(exercise: Exercise, answer: Any, case: Case) -> Reply:
    try:
        # one by one: two inputs may be the same array, and an answer may write into one of them
        inputs = {name: copy.deepcopy(value) for name, value in case.inputs.items()}
        outputs = dict(exercise.probe(copying(answer), **inputs))
    except (Exception, SystemExit) as error:
        return failure(error)
    reply: dict[str, np.ndarray | Failure] = {}
    for name, value in outputs.items():
        try:
            reply[name] = as_array(value() if callable(value) else value)
        except (Exception, SystemExit) as error:
            reply[name] = failure(error)
    return reply


def copying(answer: Any) -> Any:
    """A function that is handed copies, so that it may write into them; others as they are."""
    if not inspect.isroutine(answer):
        return answer

    @functools.wraps(answer)
    def copied(*arguments, **options):
        return answer(*_copied(arguments), **_copied(options))

    return copied


def _copied(value: Any) -> Any:
    """The value with its arrays copied, also in lists, tuples and dicts."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(_copied(item) for item in value)
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value


def failure(error: BaseException) -> Failure:
    """The error as a `Failure`; an error whose message cannot be had still has its kind."""
    if isinstance(error, AnswerError):
        return error.failure
    try:
        message = str(error).strip()
    except Exception:
        message = ""
    message = message.splitlines()[0][:300] if message else ""
    frames = traceback.extract_tb(error.__traceback__)
    in_probe = bool(frames) and Path(frames[-1].filename).parent.name == "exercises"
    if in_probe and (count := UNPACK.search(message)):
        expected, got = count["expected"], count["got"] or "more"
        message = f"{expected} values have to be returned, and {got} came"
    return Failure(type(error).__name__, message, _own_line(error))


def _own_line(error: BaseException) -> str:
    """The last line of the notebook (or of a typed script) that the error passed through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if ("ipykernel" in frame.filename or frame.filename.startswith("<")) and frame.line:
            return f"in your line `{frame.line}`"
    return ""


def each(answer: Any, arguments: Iterable) -> list:
    """What a function answers to every argument; one message if it lives in another process."""
    arguments = [copy.deepcopy(argument) for argument in arguments]
    if isinstance(answer, Remote):
        return answer.call_each(arguments)
    return [answer(argument) for argument in arguments]


def as_array(value: Any) -> np.ndarray:
    """A plain array that owns its data; TypeError if the value is no array of numbers or text."""
    if value is None:
        raise TypeError("got None; is a `return` missing?")
    try:
        array = np.array(value, copy=True, subok=False)
    except ValueError:
        raise TypeError(f"needs an array, got a {type(value).__name__} of uneven rows") from None
    if array.dtype.kind not in KINDS:
        raise TypeError(f"needs numbers, got {type(value).__name__}")
    return array


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No prints, warnings or floating-point complaints inside: they cost points in nbgrader."""
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
