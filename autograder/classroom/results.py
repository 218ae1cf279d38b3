"""The class's record of what was graded: one file for each student and unit, and the secret seed.

``results/UNIT/STUDENT.json`` in the class's folder is written when the result is known, whole or
not at all. Its key tells what was graded against what, so that nothing is graded twice and nothing
that changed is left as it was.
"""

import hashlib
import json
import os
import re
import secrets
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import dlaudio.exercises

from ..judge.result import Result
from ..library.folder import source as library_source
from . import sets

PACKAGE = Path(dlaudio.exercises.__file__).parents[1]
SHARED = [PACKAGE / "exercises", PACKAGE / "assessment"]
OF_A_UNIT = re.compile(r"u\d\d_")
SEED_BITS = 63
MAX_NAME = 200  # bytes of a file's name: file systems allow 255, and temporary ones are longer


class StoreError(Exception):
    """A file of the class's record that cannot be used; the sentence says which and what to do."""


@dataclass
class Record:
    """What a student got for a unit, and all that it takes to grade it again in the same way.

    Attributes
    ----------
    key : str
        `key` of the graded bytes, the unit's exercises and the seed.
    seed : int
        Of the questions that were asked (see `sets`), which is not the class's secret one.
    file : str
        Name of the graded notebook in the student's folder; empty if there was none.
    graded : str
        When, in UTC, as ISO 8601 writes it.
    attempt : int
        How many other submissions of this student were graded before.
    """

    unit: str
    student: str
    key: str
    seed: int
    file: str
    graded: str
    result: Result
    attempt: int = 0

    @classmethod
    def now(cls, asked: "Asked", key: str, file: str, result: Result):
        """A record of a result that has just become known."""
        given = (asked.unit, asked.student, key, asked.seed, file, _now(), result)
        return cls(*given, attempt=asked.attempt)

    def is_of(self, data: bytes) -> bool:
        """Whether these are the bytes that were graded."""
        return self.key.partition("-")[0] == _hash_of(data)

    @classmethod
    def from_json(cls, data: dict) -> "Record":
        return cls(**{**data, "result": Result.from_json(data["result"])})


@dataclass(frozen=True)
class Asked:
    """Whom the questions drawn from a seed are for, and which attempt of theirs it is."""

    unit: str
    student: str
    seed: int
    attempt: int = 0


class Store:
    """The results and the seed of a class.

    Parameters
    ----------
    folder : Path
        The class's folder, ``autograder/class`` for the course's own.
    """

    def __init__(self, folder: Path):
        self.folder = folder

    def seed(self) -> int:
        """The secret seed that every question of this class follows from; drawn once.

        Raises
        ------
        StoreError
            If the file that has it is damaged.
        """
        path = self.folder / "seed.json"
        if not path.exists():
            drawn = {"seed": secrets.randbits(SEED_BITS), "drawn": _now()}
            _write(path, drawn, replace=False)
        data = _read(path)
        if not isinstance(data, dict) or type(data.get("seed")) is not int:
            raise StoreError(
                f"{path} is damaged: restore it, or delete it to draw another and grade all again"
            )
        return data["seed"]

    def asked(self, unit: str, student: str, data: bytes) -> Asked:
        """What a student who hands in these bytes is asked: the same again for the same bytes."""
        before = self.load(unit, student)
        attempt = before.attempt + (not before.is_of(data)) if before else 0
        return Asked(unit, student, sets.seed_of(self.seed(), unit, student, attempt), attempt)

    def path(self, unit: str, student: str) -> Path:
        """The file of a student's record; a name too long for a file's ends in its hash."""
        name = os.fsencode(student)
        if len(name) > MAX_NAME:
            start = name[:MAX_NAME].decode(errors="ignore")
            student = f"{start}-{hashlib.sha256(name).hexdigest()[:16]}"
        return self.folder / "results" / unit / f"{student}.json"

    def load(self, unit: str, student: str) -> Record | None:
        """The record of a student, or None where there is none that can be read."""
        return _record(self.path(unit, student))

    def save(self, record: Record) -> None:
        _write(self.path(record.unit, record.student), asdict(record), replace=True)

    def records(self, unit: str) -> dict[str, Record]:
        """Every record of a unit by student, sorted."""
        found = [_record(path) for path in (self.folder / "results" / unit).glob("*.json")]
        known = {record.student: record for record in found if record is not None}
        return dict(sorted(known.items()))


def _record(path: Path) -> Record | None:
    try:
        return Record.from_json(_read(path))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def key(data: bytes, unit: str, seed: int) -> str:
    """What a result depends on, as one word: the submission, the unit's exercises, the seed."""
    asked = hashlib.sha256(f"{seed} {exercises_hash(unit)}".encode()).hexdigest()[:16]
    return f"{_hash_of(data)}-{asked}"


def _hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


@cache
def exercises_hash(unit: str) -> str:
    """Hash of the source of a unit's questions, right answers and known mistakes.

    What the units share (how values are compared and answers probed) belongs to every unit; what
    is named after another unit does not.
    """
    digest = hashlib.sha256()
    for shared in SHARED:
        for path in sorted(shared.rglob("*.py")):
            if not OF_A_UNIT.match(path.name) or path.name[:3] == unit[:3]:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(library_source(unit).encode())
    return digest.hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(path: Path):
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _write(path: Path, data: dict, *, replace: bool) -> None:
    """Write a file that only its owner reads, so that it is whole whenever it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(data))  # at once: with indent= it takes ten times as long
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(temporary, path)
            temporary = None
        else:
            os.link(temporary, path)
    except FileExistsError:
        pass  # somebody else was first
    finally:
        if temporary is not None:
            os.unlink(temporary)
