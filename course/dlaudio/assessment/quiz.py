"""Quiz questions: an answer is a dictionary of letters, and each question is an output.

Besides one letter a question can ask for several, or for a number with its unit.

The choices of a quiz are shown in an order that is drawn for each question. The source of a unit,
its references and its known mistakes call them by the letters they have there; the notebooks and
those who answer, by the letters that are shown.
"""

import re
import zlib
from collections.abc import Iterable

import numpy as np

from .base import exercise
from .compare import show

# Another number, and `make build`, shows the choices of every quiz in another order.
SEED = 1
LETTERS = "abcd"

# What each unit is called in the answer that is kept, and how many of those it is.
UNITS = {
    "s": ("s", 1.0),
    "ms": ("s", 1e-3),
    "hz": ("Hz", 1.0),
    "khz": ("Hz", 1e3),
}


def no_inputs(rng):
    """The one case of an exercise that needs no inputs."""
    yield {}


# a letter that a mark shows to be one: "b)", "(b)", "b:", "b. " with words after it
MARKED = re.compile(r"(?<!\w)(?:\(\s*([a-z])\s*\)|(?<!\()([a-z])\s*[):](?!\w)|([a-z])\.\s+(?=\w))")
BETWEEN = {"and", "und"}


def letter(chosen) -> str:
    """The letter of a choice, however it is written; "?" is not answered yet.

    Raises
    ------
    ValueError
        If there is no letter in it, or more than one.
    """
    found = several(chosen)
    if len(found) != 1:
        raise ValueError(f"needs one letter, such as 'b', got {show(chosen)}")
    return found


def quiz(*, points: int, asks: str):
    """The exercise of a probe that asks these questions, each with four choices, and maybe more."""
    return exercise(points=points, cases=no_inputs, secret=True, choices=tuple(asks.split()))


def shown(question: str) -> str:
    """The letters under which the choices a, b, c and d of a question are shown, in this order."""
    rng = np.random.default_rng([SEED, zlib.crc32(question.encode())])
    return "".join(rng.permutation(list(LETTERS)))


def as_shown(answer: dict, questions: Iterable[str]) -> dict:
    """An answer in the letters of the source, in those that are shown."""
    return {
        name: _as_shown(value, shown(name)) if name in questions else value
        for name, value in answer.items()
    }


def _as_shown(value, letters: str):
    if isinstance(value, list):
        return [_as_shown(item, letters) for item in value]
    return value.translate(str.maketrans(LETTERS + LETTERS.upper(), letters + letters.upper()))


def choice(answer, question: str) -> str:
    """What was chosen of what is shown, one or several, in the letters of the source."""
    chosen = several(answer[question])
    return "".join(sorted(chosen.translate(str.maketrans(shown(question), LETTERS))))


def choices(answer, questions: Iterable[str]) -> dict:
    """The choice of each question of a quiz, each an output of its own."""
    return {name: lambda name=name: choice(answer, name) for name in questions}


def letters(answer, questions: tuple[str, ...]) -> dict:
    """The choice of each question, each an output of its own."""
    return {name: lambda name=name: letter(answer[name]) for name in questions}


def several(chosen) -> str:
    """The letters of all choices, in whatever order and form they came: "(c), a" is "ac".

    What a choice says may follow its letter: "b) tanh" is "b".

    Raises
    ------
    ValueError
        If it cannot be read as letters.
    """
    if isinstance(chosen, list | tuple | set | frozenset):
        return "".join(sorted(set().union(*map(several, chosen))))
    text = str(chosen).strip().lower()
    if text.strip(" ().,") == "?":
        raise NotImplementedError
    words = [word for word in re.findall(r"\w+", text) if word not in BETWEEN]
    if all(word.isalpha() and len(word) == 1 for word in words) or (
        len(words) == 1 and set(words[0]) <= set(LETTERS)
    ):
        found = set("".join(words))
    else:
        found = {letter for marks in MARKED.findall(text) for letter in marks if letter}
    if not found:
        raise ValueError(f"needs letters of choices, such as 'b' or 'a, c', got {show(chosen)}")
    return "".join(sorted(found))


def number_with_unit(chosen) -> str:
    """The number to six digits, in the basic unit: "32 ms" and "0.032 s" are both "0.032 s".

    Raises
    ------
    ValueError
        If it is no number followed by a unit in `UNITS`.
    """
    text = str(chosen).strip(" ().,")
    if text == "?":
        raise NotImplementedError
    match = re.fullmatch(r"([-+.\de]+?)\s*([a-z]+)", text.lower())
    try:
        basic, scale = UNITS[match[2]]
        return f"{float(match[1]) * scale:.6g} {basic}"
    except (TypeError, KeyError, ValueError):
        raise ValueError(
            f"needs a number and its unit (s, ms, Hz or kHz), such as '2.5 s', got {chosen!r}"
        ) from None
