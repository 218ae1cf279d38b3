"""Known wrong outputs, each as three numbers: enough to recognise it, too few to read it.

How an output differs from the right one, in all questions together, is projected on three random
directions (as in W. Johnson, J. Lindenstrauss, "Extensions of Lipschitz mappings into a Hilbert
space", 1984). Two outputs that differ in more than rounding agree in all three by chance in less
than one of a million pairs.
"""

import functools
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .probe import Reply
from .seen import equal

NUMBERS = 3
LARGEST = 1e30  # what float32 can keep
NEAR = 2e-3  # of the size of a sketch: what rounding in float32 makes of it


@dataclass(frozen=True)
class Supposed:
    """What would come of a change, in words ("would be right if b were 0"), and as sketches.

    `origin` tells one change from another; it can be made again by whoever has the right answer.
    """

    words: str
    sketches: Mapping[str, np.ndarray] = field(default_factory=dict)
    origin: str = ""


def sketch(
    output: str, replies: Sequence[Reply], expected: Sequence[Mapping[str, np.ndarray]]
) -> np.ndarray | None:
    """The sketch of an output; None if it is right, failed in a question, or is no number."""
    parts, shapes, wrong = [], [], False
    for reply, wanted in zip(replies, expected, strict=True):
        got = reply.get(output) if isinstance(reply, Mapping) else None
        right = wanted.get(output)
        if not _is_numbers(got) or not _is_numbers(right):
            return None
        if not (np.isfinite(got).all() and np.isfinite(right).all()):
            return None
        got, right = got * 1, right * 1
        wrong = wrong or not equal(got, right)
        shapes.append(got.shape)
        scale = float(np.abs(right).max(initial=0.0)) or 1.0
        with np.errstate(all="ignore"):  # what overflows is left out below
            parts.append(np.ravel(got - right if got.shape == right.shape else got) / scale)
    values = np.concatenate(parts)
    if not wrong or not len(values):
        return None
    values = np.concatenate([values.real, values.imag]) if values.dtype.kind == "c" else values
    with np.errstate(all="ignore"):
        numbers = _directions(str(shapes), len(values)) @ values / np.sqrt(len(values))
    return numbers if np.isfinite(numbers).all() and np.abs(numbers).max() < LARGEST else None


@functools.lru_cache(maxsize=8)
def _directions(shapes: str, size: int) -> np.ndarray:
    """The same for all outputs of these shapes."""
    rng = np.random.default_rng(zlib.crc32(shapes.encode()))
    return rng.normal(size=(NUMBERS, size))


def _is_numbers(array) -> bool:
    return isinstance(array, np.ndarray) and array.dtype.kind in "biufc"


def same_sketch(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two outputs are the same but for rounding."""
    ours, theirs = one.tolist(), other.tolist()  # of three numbers each: NumPy would take longer
    largest = max(map(abs, ours))
    return all(abs(a - b) <= NEAR * largest for a, b in zip(ours, theirs, strict=True))


def sketches(
    replies: Sequence[Reply], expected: Sequence[Mapping[str, np.ndarray]]
) -> dict[str, np.ndarray]:
    """The sketches of all outputs that have one, by their names."""
    found = {name: sketch(name, replies, expected) for name in expected[0]}
    return {name: numbers for name, numbers in found.items() if numbers is not None}


def supposed(found: Iterable[Supposed]) -> list[Supposed]:
    """The first of each that come to the same."""
    kept: list[Supposed] = []
    for one in found:
        if not any(_covers(other.sketches, one.sketches) for other in kept):
            kept.append(one)
    return kept


def _covers(sketches: Mapping[str, np.ndarray], others: Mapping[str, np.ndarray]) -> bool:
    return all(
        name in sketches and same_sketch(sketches[name], numbers)
        for name, numbers in others.items()
    )
