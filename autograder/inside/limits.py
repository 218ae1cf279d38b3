"""All limits of the grader, with their units and reasons.

`Limits` is what a class may set for itself, in ``nbgrader_config.py``, as in
``c.Limits.cell_seconds = 60``. The constants below it protect the grader when it reads what it did
not write; nobody should need to change them. ``autograder/README.md`` shows both as a table.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from numbers import Real

MEGA, GIGA = 1 << 20, 1 << 30


def _limit(value: float, why: str):
    return field(default=value, metadata={"why": why})


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Sizes are bytes, times seconds.

    Raises
    ------
    ValueError
        If a limit is no positive number; all but the times must be whole.
    """

    cell_seconds: float = _limit(30.0, "for one cell, of the processor's time")
    submission_seconds: float = _limit(600.0, "for everything, with what has to be run again")
    judge_seconds: float = _limit(5.0, "for the judge, on top of what an exercise gives an answer")
    cpu_seconds: int = _limit(300, "of the processor, for one process; then the kernel ends it")
    memory: int = _limit(3 * GIGA, "all processes of a submission together")
    disk: int = _limit(64 * MEGA, "in its private /tmp, and in its shared memory")
    files: int = _limit(10_000, "that may be in its private /tmp")
    processes: int = _limit(64, "at one time")

    def __post_init__(self):
        for each in fields(self):
            value = getattr(self, each.name)
            whole = each.type is int
            if (
                isinstance(value, bool)
                or not isinstance(value, Real)
                or not (math.isfinite(value) and value > 0)
                or (whole and value != int(value))
            ):
                kind = "a whole number" if whole else "a number"
                raise ValueError(f"{each.name} needs {kind} above 0, got {value!r}")

    @classmethod
    def from_settings(cls, settings: Mapping) -> "Limits":
        """The limits of a class, of which `settings` has those that it changed, by name.

        Raises
        ------
        ValueError
            If there is none of that name, or it is no positive number.
        """
        known = [each.name for each in fields(cls)]
        if unknown := sorted(set(settings) - set(known)):
            raise ValueError(f"there is no limit {unknown[0]!r}: there are {', '.join(known)}")
        return cls(**settings)


DEFAULT_LIMITS = Limits()

# ---- of what is read -----------------------------------------------------------------------------
NOTEBOOK_BYTES = 64 * MEGA  # of a file that was handed in
NOTEBOOK_PARTS = 5_000_000  # of its JSON: each may take a hundred bytes of memory
BESIDE_BYTES = MEGA  # of the files beside it, together
BESIDE_FILES = 10  # modules in Python beside it
CELLS = 20_000  # of a notebook
CELL_CHARACTERS = 200_000  # of one cell's code
CODE_CHARACTERS = 2_000_000  # of all cells' code
PARSED_CHARACTERS = 50_000  # of a cell whose code is looked into
ARCHIVE_FILES = 20_000  # of a course's archive
ARCHIVE_BYTES = 4 * GIGA  # of it, unpacked
RENDER_SECONDS = 1.0  # of processor time, for all Markdown of a notebook
OUTPUT_CHARACTERS = 1_000_000  # of what a submission shows

# ---- of the grader's own processes ---------------------------------------------------------------
PATIENCE = 6  # a process may take so many times its seconds, if a busy machine makes it wait
JUDGE_MEMORY = 4 * GIGA  # of address space that judging one answer may add
NICE = 5  # of students' code: what else the machine does comes first
IDLE_SECONDS = 120  # in which a warm parent that is not ready yet has to do something
START_SECONDS = 1800  # for the warm parent, however busy the machine is
ATTEMPTS = 2  # to grade a submission over which workers end: among others, and then alone
RECYCLE = 200  # submissions for one warm parent


def table() -> str:
    """The limits that a class may set, as a table in Markdown."""
    rows = [
        f"| `{e.name}` | {_readable(e.name, e.default)} | {e.metadata['why']} |"
        for e in fields(Limits)
    ]
    return "\n".join(["| `c.Limits.` | if not set | what for |", "|---|---|---|", *rows]) + "\n"


def _readable(name: str, value: float) -> str:
    if name.endswith("seconds"):
        return f"{value:g} s" if value < 600 else f"{value / 60:g} minutes"
    if value >= MEGA:
        return f"{value // GIGA} GB" if value >= GIGA else f"{value // MEGA} MB"
    return f"{value:,}"
