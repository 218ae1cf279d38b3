"""The cells of a unit that only show something: no answer can change it, so they run once a class.

A cell needs the cells that define what it reads. Where that is data and not a function, all cells
that have it are a group: each may change it for the others. What the student wrote is run, and the
answers, with all that they need and with the groups that they share data with. What the other cells
show is the same for everybody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .names import Names, names_of
from .submission import Cell


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
        What each of these cells has shown; None if it has to be run.
    """
    steps = list(_steps(cells, released))
    names = [names_of(source) for _, source, _ in steps]
    if None in names:
        return {}
    new = {n for n, (_, _, known) in enumerate(steps) if known is None or rehearsed[known] is None}
    asked = {name for cell in cells for name in cell.asks}
    while touched := (sharing := _Sharing(names, new)).touched - new:
        new |= touched
    run = sharing.needed(asked)
    left_out = ((n, *step) for n, step in enumerate(steps) if n not in run)
    return {number: rehearsed[known] for _, number, _, known in left_out}


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
        self.group = list(range(len(cells)))
        self.needs: dict[int, set[int]] = defaultdict(set)
        self.readers: set[int] = set()  # of data
        sharing = {n for n, names in enumerate(cells) if any(map(self._is_data, names.late))}
        for number, names in enumerate(cells):
            for name, binder in self._sources(number, names):
                self.needs[number].add(binder)
                if name not in cells[binder].fixed:
                    self.readers.add(number)
                elif binder not in sharing:  # a function that has data would share it
                    continue
                self._join(number, binder)

    @property
    def touched(self) -> set[int]:
        """The cells that have something from one that is new."""
        return {number for number, needs in self.needs.items() if needs & self.new}

    def needed(self, asked: set[str]) -> set[int]:
        """The cells that have to run for those that are new and for answers of these names."""
        run: set[int] = set()
        owners = {binder for name in asked for binder in self.binders[name]}
        held = {n for n in owners if asked & (self.cells[n].binds - self.cells[n].fixed)}
        todo = self.new | owners
        while todo:
            run |= todo
            groups = {self._find(n) for n in todo if n in self.readers | self.new | held}
            todo = {need for n in todo for need in self.needs[n]}
            todo |= {n for n in range(len(self.cells)) if self._find(n) in groups}
            todo -= run
        return run

    def _is_data(self, name: str) -> bool:
        return any(name not in self.cells[n].fixed for n in self.binders[name])

    def _sources(self, number: int, names: Names) -> Iterator[tuple[str, int]]:
        """Each name that a cell has from cells, with the cell; of a late one any that binds it."""
        for name in names.reads:
            for binder in reversed([n for n in self.binders[name] if n < number]):
                yield name, binder
                if binder not in self.new:
                    break
        for name in names.late:
            yield from ((name, binder) for binder in self.binders[name])

    def _join(self, one: int, other: int) -> None:
        self.group[self._find(one)] = self._find(other)

    def _find(self, number: int) -> int:
        while self.group[number] != number:
            number = self.group[number]
        return number
