"""The same experiment with the student's parts, the package's and PyTorch's, side by side."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from .. import layers, losses, mine, optim
from ..mine import lookup, standins
from . import in_torch


@dataclass(frozen=True)
class Result:
    """What came of an experiment.

    Attributes
    ----------
    figure : str
        How good it is, such as "97 % of the new words right".
    parameters : int
        How many numbers it has learnt.
    more : object
        What a notebook plays or draws of it.
    """

    figure: str
    parameters: int
    more: Any = None


class Course:
    """The package's parts under the names that `mine` and `mine.layers` have."""

    layers = SimpleNamespace(
        **{name: getattr(layers, name) for name in layers.__all__},
        **{name: getattr(losses, name) for name in losses.__dict__ if name.endswith("Loss")},
        **{name: getattr(optim, name) for name in ("SGD", "Adam", "clip_grad_norm")},
        into=lambda net: net,
    )

    def __getattr__(self, name: str):
        if (stand_in := standins.find(name)) is None:
            raise lookup.NothingPlaysError(f"the course has no {name} of its own")
        return stand_in


def beside(learn: Callable[[Any], Result]) -> dict[str, Result]:
    """Run an experiment with the student's parts, the package's and PyTorch's; print a table.

    Parameters
    ----------
    learn : function
        ``learn(parts) -> Result``; parts is `mine`, or the package under the same names.

    Returns
    -------
    results : dict
        Under "yours", "the course's" and "PyTorch's"; left out where there is nothing to play, or
        no PyTorch.
    """
    found, rows = {}, []
    everybody = [(lookup.YOURS, mine), (lookup.COURSE, Course())]
    if in_torch.installed():
        everybody.append((in_torch.NAME, in_torch.Torch()))
    else:
        print("PyTorch is not installed here: `pip install torch` would set it beside them.")
    for whose, parts in everybody:
        lookup.playing.clear()
        start = time.perf_counter()
        try:
            result = learn(parts)
        except lookup.NothingPlaysError as error:
            print(f"{whose}: {error}.")
            continue
        seconds = time.perf_counter() - start
        if whose == lookup.YOURS and not lookup.playing:
            print("None of your own parts plays here yet.")
            continue
        if whose == lookup.YOURS:
            print(f"Yours plays with your {', '.join(sorted(lookup.playing))}.")
        found[whose] = result
        rows.append((whose, result.figure, f"{result.parameters:,}", f"{seconds:.1f}"))
    if rows:
        print(_table([("", "", "numbers learnt", "seconds"), *rows]))
    return found


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines, text to the left and numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        cells += [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("   ".join(cells).rstrip())
    return "\n".join(lines)
