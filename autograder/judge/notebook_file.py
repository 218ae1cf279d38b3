"""The file of a notebook: its JSON, bounded in size, and mended where a character is wrong.

Small files handed in beside it travel behind its JSON, so that one piece of bytes is all that a
result depends on.
"""

import json
import re

from ..inside.limits import BESIDE_BYTES, NOTEBOOK_BYTES, NOTEBOOK_PARTS

BESIDE = b"\n\0files beside the notebook\0"  # no notebook has a NUL in it
MODULE = re.compile(r"[A-Za-z_]\w{0,60}\.py")
# a string, which stays as it is, or a comma before the end of a list
COMMA = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|,(?=\s*+[\]}])', re.DOTALL)


class Unreadable(Exception):
    """The file is no notebook; the sentence says what is wrong and what to send."""


def pack(data: bytes, beside: dict[str, str]) -> bytes:
    """The bytes of a notebook with files beside it, by name."""
    return data + BESIDE + json.dumps(beside).encode() if beside else data


def unpack(data: bytes) -> tuple[bytes, dict[str, str]]:
    """The bytes of the notebook alone, and the files beside it; anybody may have made them."""
    data, mark, packed = data.partition(BESIDE)
    try:
        found = json.loads(packed) if mark and len(packed) <= 8 * BESIDE_BYTES else {}
    except (ValueError, RecursionError, MemoryError):
        found = {}
    found = found if isinstance(found, dict) else {}
    return data, {
        name: text
        for name, text in found.items()
        if MODULE.fullmatch(name) and isinstance(text, str) and len(text) <= BESIDE_BYTES
    }


def parse(data: bytes, notes: list[str]) -> dict:
    """The JSON of a notebook; what had to be mended for it goes into the notes.

    Raises
    ------
    Unreadable
        If it is none, or too much.
    """
    if not data.strip():
        raise Unreadable("The file is empty: save the notebook and send it again.")
    if len(data) > NOTEBOOK_BYTES:
        raise Unreadable(
            f"The file has more than {NOTEBOOK_BYTES >> 20} MB: clear the outputs, save and send "
            "it again."
        )
    if sum(map(data.count, (b",", b"[", b"{"))) > NOTEBOOK_PARTS:
        raise Unreadable(
            f"The file has more than {NOTEBOOK_PARTS / 1e6:g} million parts: clear the outputs, "
            "save and send it again."
        )
    if data[:4] in (b"PK\3\4", b"%PDF"):
        raise Unreadable("The file is no notebook but an archive or a PDF: send the .ipynb file.")
    text = data.decode(_encoding(data), errors="replace")
    try:
        notebook = _load(text, notes)
    except (RecursionError, MemoryError):
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        if "<<<<<<<" in text and ">>>>>>>" in text:
            raise Unreadable(
                "The file has merge-conflict marks (<<<<<<<) in it: settle the conflict, "
                "open the notebook once to see that it works, and send it again."
            ) from None
        if not text.lstrip().startswith("{"):
            raise Unreadable("The file is no notebook: send the .ipynb file itself.") from None
        raise Unreadable(
            f"The file is not a whole notebook (its JSON ends or breaks at {_place(error)}): "
            "save it in Jupyter and send it again."
        ) from None
    if not isinstance(notebook, dict):
        raise Unreadable("The file is JSON but no notebook: send the .ipynb file.")
    return notebook


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if data[:4:2] == b"\0\0" or data[1:4:2] == b"\0\0":  # without its mark
        return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    return "utf-8-sig"


def _load(text: str, notes: list[str]):
    """The value of a JSON text, or of what it is but for one kind of slip."""
    try:
        return json.loads(text)
    except ValueError as error:
        reason = error
    text = text.strip("\0\ufeff \t\r\n")
    for mended in (text, COMMA.sub(r"\1", text)):
        try:
            # control characters in strings are let pass, and what stands after the end
            found, _ = json.JSONDecoder(strict=False).raw_decode(mended)
        except ValueError:
            continue
        if isinstance(found, dict) and "cells" in found:
            notes.append(f"The file's JSON was broken at {_place(reason)}; it was mended.")
            return found
    raise reason


def _place(error: ValueError) -> str:
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else "a number that is too long"
