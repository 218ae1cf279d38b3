"""Graphs as dictionaries of parents, and names: to be put in order, and what is said of it."""

import contextlib

import numpy as np

from ...assessment.patience import OutOfPatience, patience
from ...assessment.probe import failure

LONGEST = 3.0  # seconds for a graph of five nodes


def order_cases(rng):
    """The long chain is too long for calls, and short enough for who searches lists."""
    for n, long in [(6, 3), (8, 50), (10, 1100)]:
        yield {"parents": _some_parents(rng, n), "circular": _circular(rng), "chain": long}


def _some_parents(rng, n: int) -> str:
    """A graph with diamonds as the text of a dictionary, its nodes in no order of work.

    Names tell nothing of the order, and every node but the last leads on to another. The last is
    made of one node twice, like a * a, and of the one before; the one listed twice comes first, so
    who lowers the count of parents once too often puts the last node down too early.
    """
    names = [str(name) for name in rng.permutation([*"abcdefghijk"])[:n]]
    parents = {name: [] for name in names}
    for i in range(2, n):
        chosen = {i - 1, int(rng.integers(0, i - 1))}  # the one before, and an earlier one
        parents[names[i]] = [names[k] for k in rng.permutation(sorted(chosen))]
    parents[names[-1]] = [names[0], names[n - 2], names[0]]
    return repr({names[i]: parents[names[i]] for i in [1, *range(n - 1, 3, -1), 2, 0, 3]})


def _circular(rng) -> str:
    """Three nodes in a circle, with an input and an output."""
    a, b, c, d, e = (str(name) for name in rng.permutation([*"pqrst"]))
    return repr({e: [c], a: [], b: [a, d], c: [b], d: [c]})


def too_early(order: list[str], parents: dict[str, list[str]]) -> str:
    """In words, the nodes that stand before one of their parents, or are missing."""
    place = {name: i for i, name in reversed(list(enumerate(order)))}
    early = [
        name
        for name in sorted(parents)
        if name not in place or any(place.get(p, np.inf) >= place[name] for p in parents[name])
    ]
    return f"too early or missing: {', '.join(early)}" if early else "each after its parents"


def refusal(call, *, remote: bool) -> str:
    """How a call says that something cannot be done: "ValueError" is how it should.

    In this process it is waited for some seconds; for what is `remote`, who asks there has a limit.
    """
    try:
        with contextlib.nullcontext() if remote else patience(LONGEST):
            call()
    except OutOfPatience:
        return f"no end within {LONGEST:g} s"
    except Exception as error:
        kind = failure(error).kind
        if kind == "NotImplementedError":
            raise
        return "ValueError" if kind == "CycleError" else kind  # graphlib's is a ValueError too
    return "no error"


def each_once(answer, letters: tuple[str, ...]) -> list[str]:
    """The order that was given; ValueError if a letter is missing or stands there twice."""
    order = [str(name) for name in answer]
    if missing := [name for name in letters if name not in order]:
        all_of_them = f"each of the capital letters {letters[0]} to {letters[-1]} once"
        raise ValueError(f"needs {all_of_them}, and {missing[0]!r} is missing")
    if len(order) > len(letters):
        raise ValueError(f"needs each of the {len(letters)} letters once, got {len(order)}")
    return order
