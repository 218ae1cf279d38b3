"""Questions that ask a reader to commit: predictions, and what was learnt some units ago.

They are written in the text of a unit; the build puts them into ``built/<unit>.json``, so that the
notebook shows nothing of the answer. They are never graded.
"""

import difflib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("built")


@dataclass(frozen=True)
class Words:
    """A piece of text as it was written, in Markdown, and as HTML."""

    text: str
    html: str


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen, and the sentence that says why it is right or wrong."""

    letter: str
    words: Words
    why: Words
    right: bool


@dataclass(frozen=True)
class Question:
    """What is asked, with its choices; exactly one is right."""

    words: Words
    choices: tuple[Choice, ...]

    @property
    def right(self) -> Choice:
        return next(choice for choice in self.choices if choice.right)

    def choice(self, letter: str) -> Choice:
        """The choice of this letter, however it is written: "b", "B" and "(b)" are the same.

        Raises
        ------
        ValueError
            If there is none.
        """
        wanted = str(letter).strip(" ().").lower()
        for choice in self.choices:
            if choice.letter == wanted:
                return choice
        letters = ", ".join(choice.letter for choice in self.choices)
        raise ValueError(f"choose one of {letters}, got {letter!r}")


@dataclass(frozen=True)
class Asked:
    """What one cell asks: a single prediction, or up to three questions from before."""

    unit: str
    name: str
    role: str  # "predict" or "recall"
    questions: tuple[Question, ...]

    def key(self, number: int = 0) -> str:
        """The key under which the answer to a question is remembered."""
        place = f"{self.role}/{self.unit}/{self.name}"
        return place if len(self.questions) == 1 else f"{place}/{number + 1}"


def path(unit: str) -> Path:
    return FOLDER / f"{unit}.json"


def of_unit(unit: str) -> tuple[Asked, ...]:
    """What the cells of a unit ask, in their order; () if it asks nothing.

    Raises
    ------
    ValueError
        If no unit with questions is called so; "u02" is enough for "u02_gradient_descent".
    """
    found = [name for name in _units() if unit == name or unit == name.partition("_")[0]]
    if not found:
        raise ValueError(f"needs a unit with questions ({', '.join(_units())}), got {unit!r}")
    return _load(path(found[0]), path(found[0]).stat().st_mtime_ns)


def everything() -> Iterator[Asked]:
    """What every unit asks."""
    for unit in _units():
        yield from of_unit(unit)


def find(name: str, role: str) -> Asked:
    """What is asked under this name by a cell of this role.

    Raises
    ------
    ValueError
        If there is nothing; the message names the nearest.
    """
    known = {asked.name: asked for asked in everything() if asked.role == role}
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"there is no {role}({name!r}){hint}")
    return known[name]


def dump(asked: tuple[Asked, ...]) -> bytes:
    """The file of a unit as bytes."""
    return (
        json.dumps([asdict(one) for one in asked], ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _units() -> list[str]:
    return sorted(place.stem for place in FOLDER.glob("u*.json"))


@cache
def _load(place: Path, changed: int) -> tuple[Asked, ...]:
    entries = json.loads(place.read_text(encoding="utf-8"))
    return tuple(
        Asked(**entry | {"questions": tuple(map(_question, entry["questions"]))})
        for entry in entries
    )


def _question(entry: dict) -> Question:
    choices = tuple(
        Choice(**choice | {"words": Words(**choice["words"]), "why": Words(**choice["why"])})
        for choice in entry["choices"]
    )
    return Question(Words(**entry["words"]), choices)
