"""What a submission got, as it is stored and shown."""

from dataclasses import asdict, astuple, dataclass, field

from dlaudio import exercises
from dlaudio.assessment.verdict import Verdict
from dlaudio.check import NOT_ANSWERED, report

from .failing import failing


@dataclass
class ExerciseResult:
    """What one exercise got: points, the report as the student reads it, and what went wrong.

    Where goals are measured, `reached` has a track, words and a share of the goal for each.
    `failing` is the first question that it failed (see `failing.Failing`), or None.
    """

    points: float
    max_points: float
    report: list[str]
    diagnosis: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    reached: list[list] = field(default_factory=list)
    failing: dict | None = None

    @property
    def kind(self) -> str:
        """``"right"``, ``"wrong"`` or ``"left out"``."""
        if self.points >= self.max_points:
            return "right"
        return "left out" if "".join(self.report).startswith(NOT_ANSWERED) else "wrong"


@dataclass
class Result:
    """What a submission got. `outputs` has the text output of each cell that ran."""

    exercises: dict[str, ExerciseResult]
    notes: list[str] = field(default_factory=list)
    outputs: dict[int, list[dict]] = field(default_factory=dict)
    seconds: float = 0.0
    fault: str = ""

    @property
    def points(self) -> float:
        return round(sum(item.points for item in self.exercises.values()), 2)

    @property
    def max_points(self) -> float:
        return sum(item.max_points for item in self.exercises.values())

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Result":
        items = {name: ExerciseResult(**item) for name, item in data["exercises"].items()}
        outputs = {int(number): output for number, output in data["outputs"].items()}
        return cls(**{**data, "exercises": items, "outputs": outputs})


def of_verdict(verdict: Verdict, seed: int) -> ExerciseResult:
    """What is kept of a verdict, with the first question of this seed that the answer fails."""
    fails = failing(verdict, seed)
    return ExerciseResult(
        points=verdict.points,
        max_points=verdict.exercise.points,
        report=report(verdict),
        diagnosis=verdict.diagnosis,
        wrong=verdict.wrong_outputs,
        reached=[list(astuple(one.reached)) for one in verdict.findings if one.reached],
        failing=asdict(fails) if fails else None,
    )


def nothing(unit: str, fault: str) -> Result:
    """No points for a submission that cannot be read; `fault` says why."""
    found = {
        item.name: ExerciseResult(0.0, item.points, [f"✗ {item.name}: 0 of {item.points} points."])
        for item in exercises.of_unit(unit)
    }
    return Result(found, fault=fault)
