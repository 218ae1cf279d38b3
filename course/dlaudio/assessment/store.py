"""The questions of `check` and their answers, shipped with the course as one small file a unit.

The file holds one long array for each dtype and one JSON text that says which piece of them is
what; nothing in it is code. Floats are kept to nine digits, so that another machine's last bit does
not change the file. Outputs of a
secret exercise are kept as salted hashes: enough to say right or wrong, not what is right.
"""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from .base import Case, Exercise
from .compare import Difference
from .probe import Failure, Reply
from .sketches import Supposed

FOLDER = Path(__file__).with_name("stored")


@dataclass(frozen=True)
class Hashed:
    """An output known only by its salted SHA-256."""

    salt: str
    digest: str

    def differ(self, got: "np.ndarray | Hashed") -> Difference | None:
        """What differs; the reply of a known mistake is itself known by its hash alone."""
        same = got == self if isinstance(got, Hashed) else digest(got, self.salt) == self.digest
        return None if same else Difference("is not right")


@dataclass(frozen=True)
class Stored:
    """What ships of one exercise: cases, expected outputs, and the replies of known mistakes.

    `supposed` is what would come of the right answer if something in it or its inputs were changed.
    """

    cases: list[Case]
    expected: list[Mapping[str, np.ndarray | Hashed]]
    known: list[tuple[str, list[Reply]]]
    supposed: list[Supposed] = field(default_factory=list)


def path(unit: str) -> Path:
    return FOLDER / f"{unit}.npz"


def load(exercise: Exercise) -> Stored:
    """Read what is stored of an exercise.

    Raises
    ------
    FileNotFoundError, KeyError
        If the unit has not been built, or was built before the exercise was written.
    """
    place = path(exercise.unit)
    state = place.stat()
    contents, pools = _read(place, state.st_mtime_ns, state.st_size)
    entry = contents[exercise.name]

    def unpack(value):
        match value:
            case {"pool": name, "start": start, "shape": shape}:
                # a copy: whoever asks for a case may write into it
                return pools[name][start : start + int(np.prod(shape))].reshape(shape).copy()
            case {"scalar": scalar}:
                return scalar
            case {"salt": salt, "digest": text}:
                return Hashed(salt, text)
            case {"$list": items}:
                return [unpack(item) for item in items]
            case {"$tuple": items}:
                return tuple(unpack(item) for item in items)
            case {"$rng": state}:
                rng = np.random.default_rng()
                rng.bit_generator.state = state
                return rng
            case {"failure": [kind, message]}:
                return Failure(kind, message)
        return {name: unpack(item) for name, item in value.items()}

    cases = [Case(unpack(inputs)) for inputs in entry["inputs"]]
    expected = [unpack(outputs) for outputs in entry["expected"]]
    known = [
        (mistake["sentence"], [unpack(reply) for reply in mistake["replies"]])
        for mistake in entry["known"]
    ]
    supposed = [
        Supposed(words, unpack(sketches), origin) for words, sketches, origin in entry["supposed"]
    ]
    return Stored(cases, expected, known, supposed)


@lru_cache(maxsize=2)
def _read(place: Path, changed: int, size: int) -> tuple[dict, dict[str, np.ndarray]]:
    """The contents and the pools of a file; `changed` and `size` tell one state of it from another.

    Every check of a unit reads the same file: unpacking it takes longer than most questions.
    """
    with np.load(place, allow_pickle=False) as archive:
        contents = json.loads(str(archive["contents"]))
        return contents, {name: archive[name] for name in archive.files if name != "contents"}


def dump(entries: Sequence[tuple[Exercise, Stored]]) -> bytes:
    """The file of a unit as bytes; the same entries always give the same bytes."""
    pools: dict[str, list] = {}
    contents = {}
    for exercise, stored in entries:

        def pack(value, place: str, hide: bool, exercise=exercise):
            if isinstance(value, Failure):
                return {"failure": [value.kind, value.message]}
            if isinstance(value, Mapping):
                return {k: pack(v, f"{place}/{k}", hide) for k, v in value.items()}
            if isinstance(value, bool | int | float | str):
                return {"scalar": value}
            if isinstance(value, list | tuple):
                items = [pack(v, f"{place}/{i}", hide) for i, v in enumerate(value)]
                return {f"${type(value).__name__}": items}
            if isinstance(value, np.random.Generator):
                return {"$rng": value.bit_generator.state}
            array = rounded(np.asarray(value))
            if hide:
                salt = hashlib.sha256(f"{exercise.unit}/{place}".encode()).hexdigest()[:16]
                return {"salt": salt, "digest": digest(array, salt)}
            pool = pools.setdefault(array.dtype.str[1:], [])
            pool.extend(array.ravel().tolist())
            return {
                "pool": array.dtype.str[1:],
                "start": len(pool) - array.size,
                "shape": list(array.shape),
            }

        name, secret = exercise.name, exercise.secret
        contents[name] = {
            "inputs": [
                pack(dict(case.inputs), f"{name}/{i}", False) for i, case in enumerate(stored.cases)
            ],
            "expected": [
                pack(outputs, f"{name}/{i}", secret) for i, outputs in enumerate(stored.expected)
            ],
            "known": [
                {
                    "sentence": sentence,
                    "replies": [pack(r, f"{name}/{i}", secret) for i, r in enumerate(replies)],
                }
                for sentence, replies in stored.known
            ],
            "supposed": [
                [
                    one.words,
                    {k: pack(np.float32(v), "", False) for k, v in one.sketches.items()},
                    one.origin,
                ]
                for one in stored.supposed
            ],
        }
    text = json.dumps(contents, sort_keys=True)
    buffer = io.BytesIO()
    arrays = {name: np.array(values, dtype=name) for name, values in sorted(pools.items())}
    np.savez_compressed(buffer, contents=np.array(text), **arrays)
    return buffer.getvalue()


def rounded(array: np.ndarray) -> np.ndarray:
    """Floats to nine significant digits (of the largest size in the array); others as they are."""
    if array.dtype.kind not in "fc" or not array.size:
        return array
    # in double precision: in half or single, 10**digits overflows for small values
    wide = array.astype(np.result_type(array, np.float64))
    largest = np.abs(wide[np.isfinite(wide)]).max(initial=0.0)
    if largest == 0.0:
        return array
    digits = 8 - int(np.floor(np.log10(largest)))
    return np.round(wide, min(digits, 300)).astype(array.dtype)


def digest(array: np.ndarray, salt: str) -> str:
    """Salted SHA-256 of a discrete array: its shape and its values as text, whatever its dtype.

    Floats that are whole numbers count as such, so 1.0 and True and 1 are the same answer.
    """
    if array.dtype.kind == "c" and not array.imag.any():
        array = array.real
    if array.dtype.kind in "fb":
        whole = array.astype(float).ravel().tolist()
        values = [int(v) if v.is_integer() else repr(v) for v in whole]
    elif array.dtype.kind == "c":
        values = [repr(v) for v in array.ravel().tolist()]
    else:
        values = array.ravel().tolist()
    text = json.dumps([salt, list(array.shape), values])
    return hashlib.sha256(text.encode()).hexdigest()
