"""A file of the student's library as text: parts are put in or changed, all else stays as it is."""

from collections.abc import Sequence
from functools import lru_cache

from .names import Statement, statements
from .source import Part

LARGEST = 1_000_000  # bytes of a file that is read

OPENING = '''"""What I wrote in unit {number}: mine to read, to import and to change.

The course puts an answer here when it has passed its check, and plays it from then on:

    from dlaudio import mine
    mine.{name}
"""
'''


class UnreadableError(ValueError):
    """Why a file of the library cannot be read, in a sentence."""


def read(path) -> str:
    """The text of a file of the library; empty if there is none.

    Raises
    ------
    UnreadableError
        If it is too large, no text, or may not be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UnreadableError(f"it cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise UnreadableError(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableError("it is no text in UTF-8") from error


@lru_cache(maxsize=64)  # a note that is drawn asks for its file again, and no file is that fast
def parse(text: str) -> tuple[Statement, ...]:
    """The statements of a file; UnreadableError if Python cannot read it, with the line."""
    try:
        return tuple(statements(text))
    except SyntaxError as error:
        raise UnreadableError(f"line {error.lineno} is no Python ({error.msg})") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(f"Python cannot read it ({error})") from error


def put(text: str, parts: Sequence[Part], note: str, opening: str) -> str:
    """The text with these parts in it; the last is the answer and gets the note above it.

    A part whose name is bound already takes the old one's place, others come before the answer.
    """
    text = text or opening
    for place, part in enumerate(parts):
        answer = place == len(parts) - 1
        block = f"# {part.name} · {note}\n{part.code}" if answer else part.code
        text = _put(text, part, block, parts[-1].name)
    return text


def _put(text: str, part: Part, block: str, answer: str) -> str:
    found, lines = parse(text), text.splitlines()
    old = next((s for s in reversed(found) if part.name in s.binds), None)
    if part.imports and old is not None and old.imports and part.code == old.code:
        return text
    if part.imports:
        above = [s.last for s in found if s.imports or _is_docstring(s)]
        place = max(above[:1] + [s.last for s in found if s.imports], default=0)
        first_import = not any(s.imports for s in found)
        new = ["", part.code] if first_import else [part.code]
        return _joined(lines[:place] + new + lines[place:])
    if old is not None and not old.imports:
        start = _with_note(lines, old.first, part.name)
        return _joined(lines[: start - 1] + block.splitlines() + lines[old.last :])
    before = next((s for s in found if answer in s.binds), None)
    if before is not None:
        start = _with_note(lines, before.first, answer)
        return _joined(lines[: start - 1] + [*block.splitlines(), "", ""] + lines[start - 1 :])
    return _joined([*lines, "", "", *block.splitlines()])


def _with_note(lines: Sequence[str], first: int, name: str) -> int:
    """The first line of a statement, or of the note above it."""
    above = lines[first - 2] if first > 1 else ""
    return first - 1 if above.startswith(f"# {name} · ") else first


def _is_docstring(statement: Statement) -> bool:
    return statement.first == 1 and statement.code.startswith(('"', "'"))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def needed(found: Sequence[Statement], name: str) -> list[Statement]:
    """The statements of a file that a name depends on, in order.

    What binds nothing but works on one of these names, as in ``table["a"] = 1``, belongs to them.
    """
    wanted, names, todo = set(), set(), {name}
    while todo:
        names |= todo
        for place, statement in enumerate(found):
            if statement.binds & todo or (not statement.binds and statement.reads & todo):
                wanted.add(place)
        todo = {read for place in wanted for read in found[place].reads} - names
    return [found[place] for place in sorted(wanted)]
