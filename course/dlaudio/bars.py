"""A bar for what takes a while: it appears after a second, and one alone."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized

from dlaudio.notebook import in_notebook

AFTER = 1.0  # s
_under_way: list[str] = []


def bar(steps: Iterable, what: str, *, unit: str = "step") -> Iterator:
    """Go through `steps`, which take seconds in all, behind a bar where somebody looks.

    Within another one there is none, for two bars say less than one.

    Parameters
    ----------
    steps : iterable
    what : str
        What is being done; stands before the bar.
    unit : str
        What is counted.

    Yields
    ------
    step
        Each of `steps`.

    Examples
    --------
    >>> [2 * n for n in bar(range(3), "doubling")]
    [0, 2, 4]
    """
    return shown(steps, what, unit) if in_notebook() and not _under_way else iter(steps)


def under_way() -> bool:
    """Whether there is a bar now."""
    return bool(_under_way)


def shown(
    steps: Iterable, what: str, unit: str, *, note: Callable[[], str] | None = None
) -> Iterator:
    """The same, always; `note` returns what stands behind the bar.

    Without tqdm there is none.
    """
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        yield from steps
        return
    total = len(steps) if isinstance(steps, Sized) else None
    start, line = time.monotonic(), None
    _under_way.append(what)
    try:
        for done, step in enumerate(steps):
            yield step
            if line is None and time.monotonic() - start > AFTER:
                # Standard error would be red in a notebook.
                options = {"total": total, "unit": unit, "file": sys.stdout}
                # It comes late, so its clock is set back, or the rate would be that of all steps
                # in no time; the delay keeps it from showing before that.
                line = tqdm(desc=what or None, mininterval=0.5, delay=1e-9, **options)
                line.start_t = line.last_print_t = line.start_t - (time.monotonic() - start)
                line.delay, line.n = 0, done
            if line is not None:
                if note is not None:
                    line.set_postfix_str(note(), refresh=False)
                line.update()
    finally:
        _under_way.pop()
        if line is not None:
            line.close()
