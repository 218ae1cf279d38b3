"""The questions of a unit, read from its text: predictions, and questions from before.

A cell ``# %% predict="creep"`` holds one question, as commented Markdown::

    # We double the learning rate. What does the loss do?
    #
    # - (a) It falls twice as fast.
    #   wrong: The step doubles, but far from the minimum ...
    # - (b) It swings from side to side.
    #   right: Each step now jumps over the valley, because ...

A cell ``# %% recall="before"`` holds the same, or up to three of them that begin with
``1. ``, ``2. `` and ``3. ``. The reader sees the choices in an order of their own (`shown`), so no
sentence may call one by its letter.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from nbconvert.filters.markdown import markdown2html

from dlaudio.predictions import Asked, Choice, Question, Words

ROLES = ("predict", "recall")
MOST = 3  # questions in one cell
SEED = 29  # with another one, each question shows its choices in another order
IN_A_ROW = 3
NAME = re.compile(r"[a-z][a-z0-9_]*")
CHOICE = re.compile(r"- \(([a-z])\) *(.*)")
WHY = re.compile(r"(right|wrong): *(.*)")
NUMBER = re.compile(r"^(\d)\. +", re.MULTILINE)


def read(unit: str, role: str, name: str, body: str) -> Asked:
    """What a cell asks.

    Raises
    ------
    ValueError
        If the name or the body does not keep to the grammar; the message says where.
    """
    place = f"the cell {role}={name!r}"
    if not NAME.fullmatch(name):
        raise ValueError(f"{place} needs a name of small letters, digits and _")
    text = "\n".join(uncommented(body, place)).strip("\n")
    blocks = _blocks(text, place) if role == "recall" else [text]
    return Asked(unit, name, role, tuple(_question(block, place) for block in blocks))


def shown(every: Iterable[Asked]) -> tuple[Asked, ...]:
    """The same with the choices of each question in an order that is drawn for it.

    Who writes a question puts the naive answer first, and a reader soon notices. Nor is what is
    right at the same letter more than `IN_A_ROW` times in a row.
    """
    found, letters = [], []
    for asked in every:
        one = replace(asked, questions=tuple(map(_in_drawn_order, asked.questions)))
        if one.role == "predict":
            (question,) = one.questions
            if letters[-IN_A_ROW:] == [question.right.letter] * IN_A_ROW:
                question = _in_order(question, np.roll(range(len(question.choices)), 1))
                one = replace(one, questions=(question,))
            letters.append(question.right.letter)
        found.append(one)
    return tuple(found)


def _in_drawn_order(question: Question) -> Question:
    rng = np.random.default_rng([SEED, zlib.crc32(question.words.text.encode())])
    return _in_order(question, rng.permutation(len(question.choices)))


def _in_order(question: Question, order: Iterable[int]) -> Question:
    drawn = (
        replace(question.choices[place], letter=letter)
        for letter, place in zip("abcdef", order, strict=False)
    )
    return replace(question, choices=tuple(drawn))


def uncommented(body: str, place: str) -> list[str]:
    """The lines of a cell without their #; ValueError, with its place, if one has none."""
    lines = body.split("\n")
    if code := [line for line in lines if line.strip() and not line.startswith("#")]:
        raise ValueError(f"{place} needs nothing but lines that begin with #, has {code[0]!r}")
    return [line.removeprefix("#").removeprefix(" ") for line in lines]


def _blocks(text: str, place: str) -> list[str]:
    """The questions of a cell, without their numbers; a single one needs none."""
    before, *parts = NUMBER.split(text)
    if not parts:
        return [text]
    numbers, blocks = parts[::2], parts[1::2]
    if before.strip() or numbers != [str(n + 1) for n in range(len(numbers))]:
        raise ValueError(f"{place} needs questions numbered from 1. on, has {', '.join(numbers)}")
    if len(blocks) > MOST:
        raise ValueError(f"{place} needs at most {MOST} questions, has {len(blocks)}")
    return blocks


def _question(text: str, place: str) -> Question:
    asked, choices = [], []
    into = asked
    for line in text.split("\n"):
        if found := CHOICE.match(line):
            into = [found[2]]
            choices.append({"letter": found[1], "words": into, "why": []})
        elif choices and (found := WHY.match(line.strip())):
            if choices[-1]["why"]:
                raise ValueError(f"{place}: the choice ({choices[-1]['letter']}) has two verdicts")
            into = [found[2]]
            choices[-1] |= {"right": found[1] == "right", "why": into}
        else:
            into.append(line.strip() if choices else line)
    _check("".join(asked), choices, place)
    made = (
        Choice(one["letter"], words(one["words"]), words(one["why"]), one["right"])
        for one in choices
    )
    return Question(words(asked), tuple(made))


def _check(asked: str, choices: list[dict], place: str) -> None:
    if not asked.strip():
        raise ValueError(f"{place} needs a question before its choices")
    letters = [one["letter"] for one in choices]
    if not 2 <= len(letters) <= 6 or letters != list("abcdef"[: len(letters)]):
        raise ValueError(f"{place} needs from two to six choices, (a), (b), ..., has {letters}")
    for one in choices:
        for part in ("words", "why"):
            if not "".join(one[part]).strip():
                what = "words" if part == "words" else "a line 'right: ...' or 'wrong: ...'"
                raise ValueError(f"{place}: the choice ({one['letter']}) needs {what}")
    right = [one["letter"] for one in choices if one["right"]]
    if len(right) != 1:
        raise ValueError(f"{place} needs exactly one right choice, has {right}")


def words(lines: list[str]) -> Words:
    """Lines of Markdown as text and as HTML."""
    text = "\n".join(lines).strip()
    markup = markdown2html(text).strip()
    inner = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", markup, re.DOTALL)
    return Words(text, inner[1] if inner else markup)
