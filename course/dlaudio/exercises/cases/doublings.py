"""Graphs that double again and again: few arrows, and more paths than anybody can walk."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

MOMENT = 0.25  # seconds: a sweep needs a thousandth of it, wherever the answer lives
TRIES = 3  # a busy machine may once make a quick answer wait
TOO_MANY = "needs too long for sixty doublings"


def doubled(answer: Callable[[int], Any], most: int) -> Any:
    """What the answer gives for so many doublings, reached from fewer.

    So who walks every path is noticed at some 18 doublings, and nobody waits for 2 ** 60 paths.

    Raises
    ------
    TimeoutError
        If some number of doublings takes longer than a moment each time it is tried.
    """
    for n in [n for n in range(12, 26, 2) if n < most] + [most]:
        for _ in range(TRIES):
            start = perf_counter()
            found = answer(n)
            if perf_counter() - start < MOMENT:
                break
        else:
            raise TimeoutError(TOO_MANY)
    return found


def doubling_steps(n: int) -> list[tuple[str, ...]]:
    """The steps of y = y + y, n times, beginning with b."""
    return [(f"y{k + 1}", "+", *2 * [f"y{k}" if k else "b"]) for k in range(n)]


def doubling_program(n: int) -> str:
    """The same as a piece of Python."""
    return f"y = b\nfor _ in range({n}):\n    y = y + y"
