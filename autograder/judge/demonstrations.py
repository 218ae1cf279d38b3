"""The cells of a unit that need not run for a submission: nothing that counts needs them.

What the student wrote is run, and the answers, with the cells that define what they read. Where
that is data and not a function, all cells that have it are a group: each that comes before may have
changed it. What another cell shows is the same for everybody, or it shows an answer, and nobody
looks at it here: what counts is what the answer says when it is questioned. Where the student's
code may keep something that its names do not show (see `hidden`), all cells run that touch it.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..inside.shell import NOT_RUN
from .names import Names, names_of
from .provided import binds
from .submission import Cell

Later = tuple[int, list[int], list[str]]


def demonstrations(
    cells: Sequence[Cell], released: Sequence[str], rehearsed: Sequence[list[dict] | None]
) -> dict[int, list[dict]]:
    """What cells of a submission show that need not be run, by their number.

    Parameters
    ----------
    cells : list of Cell
        The submission.
    released : list of str
        Code of the unit as students got it.
    rehearsed : list of list of dict, or None
        What each of these cells has shown; None if it did not go through.
    """
    steps = list(_steps(cells, released))
    names = [names_of(source) for _, source, _ in steps]
    if None in names:
        return {}
    written = {n for n, (_, _, known) in enumerate(steps) if known is None}
    new = {n for n, (_, _, known) in enumerate(steps) if known is None or rehearsed[known] is None}
    run, new, sharing = _needed(names, written, new, _asked(cells, steps))
    changed = new | sharing.among(new)
    not_run = [{"output_type": "stream", "name": "stdout", "text": NOT_RUN}]
    return {
        number: not_run if n in changed else rehearsed[known]
        for n, (number, _, known) in enumerate(steps)
        if n not in run and number is not None
    }


def left_for_later(cells: Sequence[Cell], answers: set[str]) -> list[Later]:
    """The unit's own cells that no answer needs: the warm parent runs them when they are asked for.

    What imports, or only defines, is none of them: the answers, not written yet, may need it.

    Parameters
    ----------
    cells : list of Cell
        The unit as it was released; those that run are numbered.
    answers : set of str
        Names of the exercises.

    Returns
    -------
    list of (int, list of int, list of str)
        The number of each, those of them that it needs and itself, and the names that it binds.
    """
    runs = [(number, cell) for number, cell in enumerate(cells) if cell.run]
    names = [names_of(cell.source) for _, cell in runs]
    if None in names:
        return []
    written = {n for n, (_, cell) in enumerate(runs) if cell.answered(answers)}
    steps = [(number, cell.source, n) for n, (number, cell) in enumerate(runs)]
    run, _, sharing = _needed(names, written, written, _asked(cells, steps))
    defining = {n for n, (_, cell) in enumerate(runs) if _defines(cell)}
    run |= sharing.needed(defining, [])
    later = [n for n in range(len(runs)) if n not in run]
    found = []
    for n in later:
        needs = sorted(sharing.needed({n}, []).intersection(later))
        found.append((n, needs, sorted(binds(runs[n][1].source))))
    return found


def _defines(cell: Cell) -> bool:
    """Whether it imports something, or does nothing but to define functions and classes."""
    parts = cell.statements
    definitions = [isinstance(part, ast.FunctionDef | ast.ClassDef) for part in parts]
    return all(definitions) or any(isinstance(part, ast.Import | ast.ImportFrom) for part in parts)


def _needed(
    names: Sequence[Names], written: set[int], new: set[int], asked: list[tuple[str, int]]
) -> tuple[set[int], set[int], "_Sharing"]:
    """The cells that have to run, those that are new or have something of one, and who shares.

    Student wrote those that are `written`; of `new` ones nobody knows whether they go through.
    """
    new = set(new)
    while touched := (sharing := _Sharing(names, new)).touched - new:
        new |= touched
    keeping = {n for n in new if names[n].keeps}
    roots = new if keeping & written else written | keeping
    return sharing.needed(roots, asked), new, sharing


def _asked(cells: Sequence[Cell], steps: list) -> list[tuple[str, int]]:
    """The answers that are questioned, each with the number of the last step before that."""
    places = {number: n for n, (number, _, _) in enumerate(steps) if number is not None}
    asked, reached = [], -1
    for number, cell in enumerate(cells):
        reached = places.get(number, reached)
        asked += [(name, reached) for name in cell.asks]
    return asked


def _steps(
    cells: Sequence[Cell], released: Sequence[str]
) -> Iterator[tuple[int | None, str, int | None]]:
    """The cells that run: number in the submission, code, and number among the released ones.

    A released cell that is gone or changed counts as one that the student wrote: what it read and
    bound is not what it was.
    """
    places = defaultdict(list)
    for place, source in enumerate(released):
        places[source].append(place)
    reached = 0
    for number, cell in enumerate(cells):
        if cell.run:
            known = next((place for place in places[cell.source] if place >= reached), None)
            if known is not None:
                yield from ((None, gone, None) for gone in released[reached:known])
                reached = known + 1
            yield number, cell.source, known
    yield from ((None, gone, None) for gone in released[reached:])


class _Sharing:
    """Who needs whom, and who shares data with whom, among cells in order.

    Those that are `new` may stop with an error, and not bind what they would.
    """

    def __init__(self, cells: Sequence[Names], new: set[int]):
        self.binders: dict[str, list[int]] = defaultdict(list)
        for number, names in enumerate(cells):
            for name in names.binds:
                self.binders[name].append(number)
        self.cells, self.new = cells, new
        self.fixed, data = _fixed(cells)
        self.shares: list[tuple[int, int, int]] = []  # from when on two cells share data
        self.needs: dict[int, set[int]] = defaultdict(set)
        self.readers: set[int] = set()  # of data
        sharing = {n for n, names in enumerate(cells) if names.late & data}
        for number, names in enumerate(cells):
            for name, binder in self._sources(number, names):
                self.needs[number].add(binder)
                if name not in self.fixed[binder]:
                    self.readers.add(number)
                elif binder not in sharing:  # a function that has data would share it
                    continue
                self.shares.append((max(number, binder), number, binder))
        self._at: dict[int, list[int]] = {}

    @property
    def touched(self) -> set[int]:
        """The cells that have something from one that is new."""
        return {number for number, needs in self.needs.items() if needs & self.new}

    def among(self, some: set[int]) -> set[int]:
        """The cells that share data with one of these."""
        groups = self._groups(len(self.cells))
        among = {groups[n] for n in some}
        return {n for n, group in enumerate(groups) if group in among}

    def needed(self, roots: set[int], asked: list[tuple[str, int]]) -> set[int]:
        """The cells that have to run for the roots, and for answers that are asked for.

        `asked` are their names, each with the number of the last cell before it is questioned.
        """
        owners = [(n, name, end) for name, end in asked for n in self.binders[name] if n <= end]
        held = {n for n, name, _ in owners if name not in self.fixed[n]}
        last: dict[int, int] = {}  # until when what a cell has defined is used
        todo = [(n, n) for n in roots] + [(n, end) for n, _, end in owners]
        while todo:
            n, end = todo.pop()
            if last.get(n, -1) >= end:
                continue
            last[n] = end
            todo += [(need, max(need, end)) for need in self.needs[n]]
            if n in self.readers or n in held:
                groups = self._groups(end)  # who comes later cannot have changed it before
                todo += [(m, m) for m in range(end + 1) if groups[m] == groups[n]]
        return set(last)

    def _sources(self, number: int, names: Names) -> Iterator[tuple[str, int]]:
        """Each name that a cell has from cells, with the cell; of a late one any that binds it."""
        for name in names.reads:
            for binder in reversed([n for n in self.binders[name] if n < number]):
                yield name, binder
                if binder not in self.new:
                    break
        for name in names.late:
            yield from ((name, binder) for binder in self.binders[name])

    def _groups(self, end: int) -> list[int]:
        """A number for each cell, the same for those that share data when cell `end` has run."""
        if end not in self._at:
            groups = list(range(len(self.cells)))
            for when, one, other in self.shares:
                if when <= end and (old := groups[one]) != (group := groups[other]):
                    groups = [group if g == old else g for g in groups]
            self._at[end] = groups
        return self._at[end]


def _fixed(cells: Sequence[Names]) -> tuple[list[set[str]], set[str]]:
    """The names that each cell binds to what nobody changes, and all names of data.

    A definition that leans on data is data."""
    fixed = [names.fixed for names in cells]
    while True:
        pairs = zip(cells, fixed, strict=True)
        data = {name for names, kept in pairs for name in names.binds - kept}
        leaning = [n for n, names in enumerate(cells) if fixed[n] and names.leans & data]
        if not leaning:
            return fixed, data
        for n in leaning:
            fixed[n] = set()
