"""A unit run once as it was released, before any student's code: what no answer needs, later."""

import gc
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .shell import NOT_RUN, run_cell


@dataclass
class Rehearsal:
    """What came of running the unit once as it was released, cell by cell.

    Attributes
    ----------
    cells : list of str
        The code.
    later : dict[int, list of int]
        Cells that have not run, with those that have to run for each, itself the last.
    shown : list of list of dict, or None
        The outputs; None for a cell that stopped with an error: it may need an answer, or the
        folder that only a fork has.
    bound : list of dict
        What the cell has bound, by name; the names alone where it has not run.
    """

    cells: list[str]
    later: dict[int, list[int]] = field(default_factory=dict)
    shown: list[list[dict] | None] = field(default_factory=list)
    bound: list[dict[str, Any]] = field(default_factory=list)

    def run(self, shell, number: int) -> list[dict]:
        """Run a cell, remember what it binds, and return its outputs."""
        before = dict(shell.user_ns)
        outputs = run_cell(shell, self.cells[number])
        self.bound[number] = {
            name: value
            for name, value in shell.user_ns.items()
            if name[0] != "_" and (name not in before or before[name] is not value)
        }
        return outputs

    def given(self, number: int, shell) -> dict[str, Any]:
        """What a cell binds; one that was left for later is run now, among the unit's own names."""
        needs = self.later.pop(number, [])
        if needs:
            own = dict(shell.user_ns)
            try:
                for n, bound in enumerate(self.bound[: number + 1]):
                    if n in needs:
                        self.later.pop(n, None)
                        self.run(shell, n)
                    elif n not in self.later:
                        shell.user_ns.update(bound)
            finally:
                shell.user_ns.clear()
                shell.user_ns.update(own)
        return self.bound[number]


def warm_up(shell, cells: list[str], later: Iterable[tuple] = ()) -> Rehearsal:
    """Run the unit as it was released: what it imports and caches is then there for every fork.

    Parameters
    ----------
    later : iterable of (int, list of int, list of str)
        Cells that are run when somebody asks for what they bind: the number of each, those of them
        that it needs, itself the last, and the names that it binds.
    """
    gc.disable()
    names = {number: bound for number, _, bound in later}
    rehearsal = Rehearsal(cells, {number: needs for number, needs, _ in later})
    for number in range(len(cells)):
        rehearsal.bound.append(dict.fromkeys(names.get(number, [])))
        if number in names:
            outputs = [{"output_type": "stream", "name": "stdout", "text": NOT_RUN}]
        else:
            outputs = rehearsal.run(shell, number)
        stopped = any(output["output_type"] == "error" for output in outputs)
        rehearsal.shown.append(None if stopped else outputs)
    shell.reset(new_session=False)
    shell.outputs = []
    if threads := [t.name for t in threading.enumerate() if t is not threading.main_thread()]:
        raise RuntimeError(f"the warm parent has threads and must not fork: {threads}")
    gc.collect()
    gc.freeze()
    gc.enable()
    return rehearsal
