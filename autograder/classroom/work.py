"""One submission and what has to be done with it."""

from dataclasses import dataclass

from .course import HandedIn
from .results import Asked, Record


@dataclass
class Work:
    """A submission and what has to be done with it.

    Attributes
    ----------
    asked : Asked or None
        What it is asked, where it can be read.
    key : str
        What a result of this submission depends on (see `results.key`).
    why : str
        Why it has to be graded; empty if its record is up to date.
    record : Record or None
        What it got.
    entered : bool
        Whether the record is in the gradebook.
    name : str
        What the student is called, where the gradebook knows it.
    penalty : float
        Points that nbgrader takes off, because it was late.
    problem : str
        Why it was not graded or entered this time, for the instructor.
    """

    handed_in: HandedIn
    asked: Asked | None = None
    key: str = ""
    why: str = ""
    record: Record | None = None
    entered: bool = False
    name: str = ""
    penalty: float = 0.0
    problem: str = ""

    @property
    def student(self) -> str:
        return self.handed_in.student
