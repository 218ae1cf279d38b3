"""What a wrong output has to do with the right one: its sign, a factor, its order, its shape.

No cause is guessed: each sentence says what was seen in every question, so that it holds of an
answer that nobody foresaw. Where the numbers are too few or too plain to tell, nothing is said.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from .base import Case
from .confusions import confusion
from .guessing import guessing
from .probe import Failure, quiet
from .resemblance import outlines, patterns, resemblances
from .seen import SOME_ORDERS, Pair, Seen, equal, telling
from .shapes import lengths


class Relations:
    """What can be said of the outputs of an answer that has not been foreseen.

    Parameters
    ----------
    replies, expected : sequences, one a case
        As `verdict.judge` takes them; what is hashed or failed tells nothing.
    cases : sequence of Case
    shown : mapping, optional
        The question of each output that the report shows, by its number.
    """

    def __init__(
        self,
        replies: Sequence[Mapping[str, np.ndarray | Failure] | Failure],
        expected: Sequence[Mapping[str, np.ndarray]],
        cases: Sequence[Case],
        shown: Mapping[str, int] | None = None,
    ):
        self.names = list(expected[0])
        self.cases = cases
        self.shown = shown or {}
        self.pairs = {name: _pairs(name, replies, expected) for name in self.names}
        self.seen = {name: self._seen(name) for name in self.names}

    def _seen(self, name: str) -> Seen | None:
        """An output of which there are enough numbers to tell something."""
        pairs = [(got * 1, right * 1) for got, right in self.pairs[name]]
        if not telling([right for _, right in pairs], SOME_ORDERS):
            return None
        flags = all(array.dtype.kind == "b" for pair in self.pairs[name] for array in pair)
        return Seen(name, pairs, self.cases, self.shown.get(name), flags)

    def exact(self, name: str) -> Iterator[str]:
        """How the values are made of the right ones: all that came is explained by it."""
        seen = self.seen[name]
        if seen is not None:
            yield from _exchanged(self.seen, name)
            rights = {
                other: [right for _, right in theirs.pairs]
                for other, theirs in self.seen.items()
                if other != name and theirs is not None
            }
            yield from resemblances(seen, rights)
        elif any(got.shape != right.shape for got, right in self.pairs[name]):
            yield from lengths(Seen(name, self.pairs[name], self.cases, self.shown.get(name)))

    def partial(self, name: str) -> Iterator[str]:
        """Where it is wrong, in which direction, and what it lacks of the right one."""
        if self.seen[name] is not None:
            yield from patterns(self.seen[name])
        if words := confusion(self.pairs[name]):
            yield words
        if self.seen[name] is not None:
            yield from outlines(self.seen[name])

    def guessed(self, name: str) -> Iterator[str]:
        """Whether labels are right no more often than guessed ones."""
        if words := guessing(self.pairs[name]):
            yield words

    def first(self, kind: Callable[[str], Iterator[str]], names: Iterable[str]) -> dict[str, str]:
        """The first sentence of a kind on each of these outputs that there is one on."""
        sentences = {}
        for name in names:
            words = ""
            # what cannot be compared tells nothing, and must not cost a point; and whoever looks
            # for a mean in an empty array is warned: not the student
            with quiet(), contextlib.suppress(Exception):
                words = next(kind(name), "")
            if words:
                sentences[name] = f"{self.called([name])} {words}"
        return sentences

    def called(self, names: Sequence[str]) -> str:
        """The outputs in a sentence: "dx and dh", or "What came" if there is one alone."""
        if len(self.names) == 1:
            return "What came"
        return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


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
