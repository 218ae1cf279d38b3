"""What a wrong output has to do with the right one: its sign, a factor, its order, its shape.

No cause is guessed: each sentence says what was seen in every question, so that it holds of an
answer that nobody foresaw. Where the numbers are too few or too plain to tell, nothing is said.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .base import Case
from .confusions import confusion
from .probe import Failure, quiet
from .resemblance import outlines, resemblances
from .seen import Pair, Seen, equal, telling
from .shapes import lengths


def describe(
    replies: Sequence[Mapping[str, np.ndarray | Failure] | Failure],
    expected: Sequence[Mapping[str, np.ndarray]],
    cases: Sequence[Case],
    wrong: Sequence[str],
) -> dict[str, str]:
    """A sentence for each of the `wrong` outputs that stands in a plain relation to the right one.

    Parameters
    ----------
    replies, expected : sequences, one a case
        As `verdict.judge` takes them; what is hashed or failed tells nothing.
    cases : sequence of Case
    wrong : sequence of str
        Names of outputs.
    """
    with quiet():  # whoever looks for a mean in an empty array is warned: not the student
        return _describe(replies, expected, cases, wrong)


def _describe(replies, expected, cases, wrong) -> dict[str, str]:
    seen = {name: _seen(name, replies, expected, cases) for name in expected[0]}
    sentences = {}
    for name in wrong:
        alone = len(seen) == 1
        words = ""
        with contextlib.suppress(Exception):  # what cannot be compared tells nothing, for no points
            words = next(_words(seen, name, _pairs(name, replies, expected), cases), "")
        if words:
            sentences[name] = f"{'What came' if alone else name} {words}"
    return sentences


def _words(seen, name: str, pairs: list[Pair], cases) -> Iterator[str]:
    """What can be said of an output, the plainest and most telling first."""
    if seen[name] is not None:
        yield from _exchanged(seen, name)
        rights = {
            other: [right for _, right in theirs.pairs]
            for other, theirs in seen.items()
            if other != name and theirs is not None
        }
        yield from resemblances(seen[name], rights)
    elif any(got.shape != right.shape for got, right in pairs):
        yield from lengths(Seen(name, pairs, cases))
    if words := confusion(pairs):
        yield words
    if seen[name] is not None:
        yield from outlines(seen[name])


def _pairs(name, replies, expected) -> list[Pair]:
    """What came and what was expected in every question; nothing if it was no number in one."""
    pairs = []
    for reply, wanted in zip(replies, expected, strict=True):
        got = reply.get(name) if isinstance(reply, Mapping) else None
        right = wanted[name]
        for array in (got, right):
            if not isinstance(array, np.ndarray) or array.dtype.kind not in "biufc":
                return []
        pairs.append((got, right))
    return pairs


def _seen(name, replies, expected, cases) -> Seen | None:
    pairs = [(got * 1, right * 1) for got, right in _pairs(name, replies, expected)]
    return Seen(name, pairs, cases) if telling([right for _, right in pairs]) else None


def _exchanged(seen: Mapping[str, Seen | None], name: str) -> Iterator[str]:
    """Whether an output is what another one should be, or that with its sign turned round."""
    mine = seen[name]
    for other, theirs in seen.items():
        if other == name or theirs is None:
            continue
        both = [(got, right) for (got, _), (_, right) in zip(mine.pairs, theirs.pairs, strict=True)]
        if all(equal(got, right) for got, right in both):
            back = zip(mine.pairs, theirs.pairs, strict=True)
            if all(equal(got, right) for (_, right), (got, _) in back):
                yield f"is what {other} should be, and the other way round"
            yield f"is what {other} should be"
        if all(equal(got, -right) for got, right in both):
            yield f"is what {other} should be, with its sign turned round"
