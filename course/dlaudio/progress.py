"""`progress()`: what you have done, unit by unit, and what is next, as a picture and as text.

It is read out of the one small file that `notebook_memory` keeps, which is yours: `export` makes an
archive of it and of your library, and `restore` brings both back on another machine.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import exercises, notebook_memory, syllabus
from .assessment.base import Exercise


@dataclass(frozen=True)
class Done:
    """What has been done of one unit: points by exercise, and how many predictions came true."""

    unit: syllabus.Unit
    points: Mapping[str, float] = field(default_factory=dict)
    predictions: int = 0
    came_true: int = 0

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return exercises.of_unit(self.unit.name)

    @property
    def got(self) -> float:
        return sum(self.points.values())

    @property
    def total(self) -> int:
        return sum(item.points for item in self.exercises)

    @property
    def passed(self) -> list[str]:
        return [e.name for e in self.exercises if self.points.get(e.name, 0) >= e.points]

    def __str__(self) -> str:
        passed, of = len(self.passed), len(self.exercises)
        return (
            f"Unit {self.unit.number}: {passed} of {of} exercises done, "
            f"{self.got:g} of {self.total} points."
        )

    @property
    def minutes(self) -> float:
        """Of the unit's time, the share that its points say has been spent."""
        return self.unit.minutes * self.got / self.total

    @property
    def next(self) -> Exercise | None:
        """The first exercise that has not all its points; None if all have."""
        return next((item for item in self.exercises if item.name not in self.passed), None)


_session: dict[str, dict] = {}  # the same as the file holds, where there is none


def remember_points(exercise: Exercise, points: float) -> None:
    """Keep what an answer got in a check; of several, the best."""
    key = f"points/{exercise.unit}/{exercise.name}"
    best = _number(_kept().get(key), "points")
    if points > best:
        entry = {"points": points, "of": exercise.points, "on": date.today().isoformat()}
        if notebook_memory.home() is None:
            _session[key] = entry
        notebook_memory.remember(key, entry)


def _kept() -> dict:
    """What is remembered; where nothing can be kept, what happened in this session."""
    return _session if notebook_memory.home() is None else notebook_memory.recall_all()


def of_unit(name: str) -> Done:
    """What has been done of the unit of this name, such as "u01_perceptron"."""
    kept = _kept()
    return next(_of_unit(unit, kept) for unit in syllabus.units() if unit.name == name)


def so_far() -> list[Done]:
    """What has been done of each unit, in order."""
    kept = notebook_memory.recall_all()
    return [_of_unit(unit, kept) for unit in syllabus.units()]


def _of_unit(unit: syllabus.Unit, kept: Mapping) -> Done:
    points = {}
    for item in exercises.of_unit(unit.name):
        got = _number(kept.get(f"points/{unit.name}/{item.name}"), "points")
        if got > 0:
            points[item.name] = min(got, item.points)
    said = [value for key, value in kept.items() if key.startswith(f"predict/{unit.name}/")]
    said = [value for value in said if isinstance(value, dict) and "right" in value]
    return Done(unit, points, len(said), sum(value["right"] is True for value in said))


def _number(entry, name: str) -> float:
    """A number of an entry; 0 if the file has something else there."""
    value = entry.get(name) if isinstance(entry, dict) else None
    return float(value) if isinstance(value, int | float) and value == value else 0.0


def listing(unit: str = "") -> None:
    """Show what each exercise asks, and how it stands, of one unit ("u05") or of all.

    Raises
    ------
    ValueError
        If no unit's name begins so.
    """
    found = [of_unit(one.name) for one in syllabus.units() if one.name.startswith(unit)]
    if not found:
        names = ", ".join(one.name for one in syllabus.units())
        raise ValueError(f"no unit's name begins with {unit!r}; there are {names}")
    for done in found:
        print(f"{done.unit.number:>2} {done.unit.title}")
        for item in done.exercises:
            got = done.points.get(item.name, 0.0)
            mark = "✓" if item.name in done.passed else "○"
            print(f"   {mark} {item.name}, {got:g} of {item.points} points. {item.asks}")


def text(units: list[Done] | None = None) -> str:
    """What has been done, in words: all together, each unit that was begun, and what is next."""
    units = so_far() if units is None else units
    begun = []
    for done in units:
        if done.got:
            line = f"  {done.unit.number:>2} {done.unit.title}: {done.got:g} of {done.total} points"
            begun.append(line + (", complete" if done.next is None else ""))
    first, *rest = _summary(units)
    return "\n".join([first, *begun, *rest, _next(units)])


def _summary(units: list[Done]) -> list[str]:
    """Sentences on all units together: points and time, and predictions if there were any."""
    got, total = sum(done.got for done in units), sum(done.total for done in units)
    passed = sum(len(done.passed) for done in units)
    number = sum(len(done.exercises) for done in units)
    spent, all_of_it = (sum(times) for times in zip(*map(_times, units), strict=True))
    lines = [
        f"{passed} of {number} exercises passed, {got:g} of {total} points; about "
        f"{syllabus.hours(spent)} of work behind you, {syllabus.hours(all_of_it - spent)} to go."
    ]
    if asked := sum(done.predictions for done in units):
        came_true = sum(done.came_true for done in units)
        lines.append(f"Of your {asked} predictions {came_true} came true.")
    return lines


def _times(done: Done) -> tuple[float, float]:
    return done.minutes, done.unit.minutes


def _next(units: list[Done], link: str = "{title}: {target}") -> str:
    """Where to go on, and what is asked there: after the last unit begun, else at the start.

    `link` says how the title of a unit and its notebook are written.
    """
    begun = [place for place, done in enumerate(units) if done.got]
    order = units[begun[-1] if begun else 0 :] + units
    done = next((done for done in order if done.next is not None), None)
    if done is None:
        return "All of it is done."
    where = link.format(title=done.unit.title, target=done.unit.link)
    asked = done.next.asks
    return f"Next: the exercise {done.next.name} of unit {done.unit.number}, {where}. {asked}"


def progress() -> None:
    """Show what has been done, unit by unit, as a picture with the same in words below it."""
    units = so_far()
    note = ["Nothing is remembered here."] if notebook_memory.home() is None else []
    words = "\n".join([*note, text(units)])
    try:
        from .notebook import in_notebook
        from .plots.pictures import show
        from .plots.progress import bars
    except ImportError:  # no Matplotlib: the words say it all
        print(words)
        return
    if not in_notebook():
        print(words)
        return
    from IPython.display import display

    if any(done.got for done in units):
        show(bars(units), words)
    beside = Path(units[0].unit.name).is_dir()  # else this is the notebook of a unit
    following = _next(units, "[{title}](" + ("" if beside else "../") + "{target})")
    markdown = "\n\n".join([*note, *_summary(units), following])
    display({"text/markdown": markdown, "text/plain": words}, raw=True)


def export(path: str | os.PathLike = "dlaudio_progress.zip") -> Path:
    """Write what is remembered and your library into one archive, to be taken elsewhere.

    Raises
    ------
    ValueError
        If nothing has been kept here yet.
    """
    from . import luggage

    return luggage.pack(Path(path))


def restore(path: str | os.PathLike = "dlaudio_progress.zip") -> None:
    """Bring back what `export` wrote; of two results the better stays, and no file is lost.

    Raises
    ------
    ValueError
        If it is no such archive, or nothing is kept here.
    """
    from . import luggage

    print(luggage.unpack(Path(path)))


if __name__ == "__main__":
    print(text())
