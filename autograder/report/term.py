"""Every student by every unit, and who falls behind: ``python -m autograder report --all``."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from ..classroom.results import Store
from .classes import gather, labelled

BEHIND = 0.5  # of the class's median share: below it, somebody falls behind


@dataclass(frozen=True)
class Term:
    """Shares of the points, from 0 to 1, by unit and student; a unit that nobody did is not there.

    Attributes
    ----------
    points : dict of dict
        Points by unit and student.
    most : dict
        The most that each unit gives.
    """

    points: dict[str, dict[str, float]]
    most: dict[str, float]
    anonymous: bool = False

    @property
    def students(self) -> list[str]:
        return sorted({student for found in self.points.values() for student in found})

    def share(self, unit: str, student: str) -> float | None:
        """Of the points, or None where nothing is graded."""
        points = self.points[unit].get(student)
        return None if points is None else points / self.most[unit]

    def median(self, unit: str) -> float:
        return statistics.median(self.points[unit].values()) / self.most[unit]

    def behind(self) -> dict[str, list[str]]:
        """Units that a student missed, or did less than half as well as the class, with both.

        A unit that less than half of the students have done is not missed by the others.
        """
        found: dict[str, list[str]] = {}
        for unit, by_student in self.points.items():
            expected = 2 * len(by_student) >= len(self.students)
            for student in self.students:
                share, usual = self.share(unit, student), self.median(unit)
                if share is None and expected:
                    found.setdefault(student, []).append(f"{unit}: nothing")
                elif share is not None and share < BEHIND * usual:
                    words = f"{unit}: {share:.0%}, the class {usual:.0%}"
                    found.setdefault(student, []).append(words)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def term(
    store: Store,
    units: tuple[str, ...],
    *,
    anonymous: bool = False,
    names: Mapping[str, str] | None = None,
) -> Term:
    """What is stored of a class in these units, by student, with the names that there are."""
    points, most = {}, {}
    for unit in units:
        results = gather(store, unit, anonymous=anonymous).results
        if results:
            points[unit] = {
                labelled(student, names or {}): result.points for student, result in results.items()
            }
            most[unit] = max(result.max_points for result in results.values())
    return Term(points, most, anonymous)
