"""Ask an answer the questions of an exercise and bring back plain arrays, whatever it does."""

import contextlib
import copy
import functools
import inspect
import io
import re
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .base import Case, Exercise
from .causes import came_back, cause
from .errors import in_own_words
from .forbid import asking
from .lines import last_own

UNPACK = re.compile(r"to unpack \(expected (?P<expected>\d+)(, got (?P<got>\d+))?\)")
PACKAGE = Path(__file__).parents[1]
CHECKER = ("exercises", "assessment")
KINDS = "biufcU"  # truth values, integers, floats, complex numbers, text: never objects


@dataclass(frozen=True)
class Failure:
    """An answer, or one output of it, that brought no array: the kind of error and its message.

    `where` is the student's own line, `cause` what is known of why it ended in this error.
    `heard` is whether another process says so, in which the answer lives.
    """

    kind: str
    message: str
    where: str = field(default="", compare=False)
    cause: str = field(default="", compare=False)
    heard: bool = field(default=False, compare=False, kw_only=True)

    @property
    def unanswered(self) -> bool:
        """Whether nothing can be judged: it is the error that stands in a released answer, or in
        an open question, or recordings that the questions need are not here.
        """
        return self.kind in ("NotImplementedError", "DataError")

    def __str__(self) -> str:
        if self.kind == "DataError":
            return f"cannot be judged here, because recordings are missing. {self.message}"
        if self.unanswered:
            return "not answered yet"
        text = f"{self.kind}: {self.message}" if self.message else self.kind
        return f"{text} ({self.where})" if self.where else text


# What a function without a `return` gives, and so does one that prints instead.
NOTHING = Failure("TypeError", "got None; is a `return` missing?")
MOST_CALLS = 1000  # of one question, whose values are looked at
_returned: ContextVar[list] = ContextVar("returned")


class AnswerError(Exception):
    """An error of an answer that lives in another process, with the `Failure` it reported."""

    def __init__(self, failure: Failure):
        super().__init__(str(failure))
        self.failure = failure


class Remote:
    """An answer that lives in another process.

    It brings the methods ``call_each(arguments)`` and ``call_and_look(arguments)``.
    """


Reply = dict[str, np.ndarray | Failure] | Failure
Words = Callable[[BaseException], Failure]  # what is said of an error
WORDLESS = Failure("", "")


def ask(exercise: Exercise, answer: Any, cases: Iterable[Case]) -> list[Reply]:
    """One reply for each case: named arrays, or the `Failure` that came instead.

    The answer gets copies, so it may work in place. What it prints or warns is swallowed.
    """
    return list(_asked(exercise, answer, cases, failure))


def ask_for_numbers(exercise: Exercise, answer: Any, cases: Iterable[Case]) -> list[Reply]:
    """As `ask`, but nobody reads why something failed, and after a case without any array none
    is asked: its `Failure` is the last reply, and has no words.
    """
    replies = []
    for reply in _asked(exercise, answer, cases, lambda error: WORDLESS):
        replies.append(reply)
        if isinstance(reply, Failure):
            break
    return replies


def _asked(exercise: Exercise, answer: Any, cases: Iterable[Case], words: Words) -> Iterator[Reply]:
    for case in cases:
        with quiet(), asking(own_parts=exercise.own_parts):
            reply = _ask_one(exercise, answer, case, words)
        yield reply


def _ask_one(exercise: Exercise, answer: Any, case: Case, words: Words) -> Reply:
    returned = _returned.set([])
    try:
        reply = _reply(exercise, answer, case, words)
        values = _returned.get()
    finally:
        _returned.reset(returned)
    return NOTHING if values and all(value is None for value in values) else reply


def noted(value: Any) -> Any:
    """The value that a call of the answer returned: what it was, or None, is remembered."""
    if (values := _returned.get(None)) is not None and len(values) < MOST_CALLS:
        values.append(None if value is None else came_back(value))
    return value


def _reply(exercise: Exercise, answer: Any, case: Case, words: Words) -> Reply:
    try:
        # one by one: two inputs may be the same array, and an answer may write into one of them
        inputs = {name: copy.deepcopy(value) for name, value in case.inputs.items()}
        outputs = dict(exercise.probe(copying(answer), **inputs))
    except (Exception, SystemExit) as error:
        return words(error)
    reply: dict[str, np.ndarray | Failure] = {}
    for name, value in outputs.items():
        try:
            reply[name] = as_array(value() if callable(value) else value)
        except KeyboardInterrupt:  # who has waited long enough may know at which question
            raise KeyboardInterrupt(name) from None
        except (Exception, SystemExit) as error:
            reply[name] = words(error)
    return reply


def copying(answer: Any) -> Any:
    """A function that is handed copies, so that it may write into them; others as they are.

    It keeps the attributes of what is called, such as those of an object.
    """
    if isinstance(answer, Remote) or not _called(answer):
        return answer

    @functools.wraps(answer)
    def copied(*arguments, **options):
        return noted(answer(*_copied(arguments), **_copied(options)))

    return copied


def _called(answer: Any) -> bool:
    """Whether it is a function, in whatever form: a method, a partial, an object with a call."""
    return callable(answer) and not inspect.isclass(answer)


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
    own = last_own(error)
    why = cause(error) if own else ""
    if _in_checker(error):
        message = _for_the_answer(message, isinstance(error, KeyError))
        why = "" if message.startswith("needs ") else next(reversed(_returned.get(None) or [""]))
    where = f"in your line `{own}`" if own else ""
    return Failure(type(error).__name__, in_own_words(message), where, why or "")


def _in_checker(error: BaseException) -> bool:
    """Whether it was the checker that could not go on, with what the answer had returned."""
    files = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    while files and not files[-1].is_relative_to(PACKAGE) and "site-packages" in files[-1].parts:
        files.pop()  # where NumPy raised it does not matter
    return bool(files) and any(files[-1].is_relative_to(PACKAGE / room) for room in CHECKER)


def _for_the_answer(message: str, no_such_key: bool = False) -> str:
    """The checker's own error, as a sentence on what the answer returned."""
    if no_such_key:
        return f"needs an entry {message}"
    if "indices must be integers or slices, not str" in message:
        return f"needs a dictionary, got a {message.split()[0]}"
    if "inhomogeneous shape" in message:
        return "needs one array, got several things of different shapes"
    if count := UNPACK.search(message):
        expected, got = count["expected"], count["got"] or "more"
        return f"{expected} values have to be returned, and {got} came"
    if "NoneType" in message:
        return NOTHING.message
    if "can be converted to Python scalar" in message:
        return "one number is needed where an array came"
    return message


def each(answer: Any, arguments: Iterable) -> list:
    """What a function answers to every argument; one message if it lives in another process."""
    arguments = [copy.deepcopy(argument) for argument in arguments]
    if isinstance(answer, Remote):
        return answer.call_each(arguments)
    return [answer(argument) for argument in arguments]


def call_and_look(answer: Any, *arguments) -> tuple[Any, tuple]:
    """What a function returns, and what its arguments are after it: those that it was handed.

    For an exercise that asks to leave them as they came; all others are called with copies.
    """
    if isinstance(answer, Remote):
        value, after = answer.call_and_look(arguments)
    else:
        after = _copied(arguments)
        value = getattr(answer, "__wrapped__", answer)(*after)
    return noted(value), after


def as_array(value: Any) -> np.ndarray:
    """A plain array that owns its data; TypeError if the value is no array of numbers or text."""
    if value is None:
        raise TypeError(NOTHING.message)
    try:
        array = np.array(value, copy=True, subok=False)
    except ValueError:
        raise TypeError(f"needs an array, got a {type(value).__name__} of uneven rows") from None
    if array.dtype.kind not in KINDS:
        raise TypeError(f"needs numbers, got {kind_of(value)}")
    return array


def kind_of(value: Any) -> str:
    """What something is, for a sentence: its class, or what an array holds."""
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype.name.partition('[')[0]}"
    return type(value).__name__


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No prints, warnings or floating-point complaints inside: they cost points in nbgrader."""
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            yield
