"""Compare an answer's replies with the expected ones: points, differences, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .base import DEFAULT, Case, Exercise
from .compare import Compare, Difference, NotAnswered, Reached
from .probe import Failure, Reply, ask, copying, failure, quiet


@dataclass(frozen=True)
class Finding:
    """One output: right everywhere, or what differs first and in which case (counted from 0).

    Where a goal is measured, `reached` says how far the answer came, whether it is right or not.
    `got` is what came there, where it was an array.
    """

    output: str
    difference: Difference | None = None
    case: int = 0
    reached: Reached | None = None
    got: np.ndarray | None = field(default=None, compare=False, repr=False)

    @property
    def right(self) -> bool:
        return self.difference is None


@dataclass(frozen=True)
class Verdict:
    """What an answer to an exercise is worth, and why.

    Attributes
    ----------
    diagnosis : list of str
        The known mistake that agrees with all that the answer did; goes on from "your answer ...".
    remarks : list of str
        What is true of single outputs: whole sentences without their full stops.
    lent : list of str
        Earlier exercises with right answers in the place of the student's own.
    """

    exercise: Exercise
    findings: list[Finding]
    diagnosis: list[str] = field(default_factory=list)
    broken_laws: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lent: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Every output counts the same, unless it counts only together with another one.

        On the way to a measured goal an output counts in part.
        """
        shares = [
            (0.0 if self.waits_for(one) else 1.0) if one.right else one.difference.earned
            for one in self.findings
        ]
        return round(self.exercise.points * sum(shares) / len(self.findings), 2)

    def waits_for(self, finding: Finding) -> tuple[str, ...]:
        """The outputs of which one must be right before this one counts; none if one is."""
        others = self.exercise.only_with.get(finding.output, ())
        return () if set(others) - set(self.wrong_outputs) else others

    @property
    def right(self) -> bool:
        return all(finding.right for finding in self.findings)

    @property
    def answered(self) -> bool:
        """Whether there is anything to judge."""
        return not all(isinstance(finding.difference, NotAnswered) for finding in self.findings)

    @property
    def wrong_outputs(self) -> list[str]:
        return [finding.output for finding in self.findings if not finding.right]


def judge(
    exercise: Exercise,
    expected: Sequence[Mapping[str, np.ndarray]],
    replies: Sequence[Reply],
    cases: Sequence[Case] = (),
) -> Verdict:
    """Compare the replies with the expected outputs, case by case, each output by itself.

    A finding shows the first case that fails or, where the `cases` are given, the smallest; if
    several outputs are wrong, one in which all of them are, so that their lines can be read as one.
    """
    names = list(expected[0])
    order = sorted(range(len(expected)), key=lambda n: size_of(cases[n]) if cases else n)
    findings = [_find(exercise, name, expected, replies, order) for name in names]
    wrong = [one for one in findings if not one.right]
    if len({one.case for one in wrong}) > 1 and not any(one.reached for one in findings):
        for number in order:
            found = [_find(exercise, one.output, expected, replies, [number]) for one in wrong]
            if not any(one.right for one in found):
                there = {one.output: one for one in found}
                return Verdict(exercise, [there.get(one.output, one) for one in findings])
    return Verdict(exercise, findings)


def size_of(case: Case) -> int:
    """How many numbers a case is made of."""
    todo, size = list(case.inputs.values()), 0
    while todo:
        value = todo.pop()
        if isinstance(value, list | tuple):
            todo += value
        else:
            size += value.size if isinstance(value, np.ndarray) else 1
    return size


def _find(exercise, output, expected, replies, order) -> Finding:
    compare = exercise.comparison(output)
    reached = None
    for number in order:
        wanted, got = expected[number], part(replies[number], output)
        difference = differ(compare, wanted[output], got)
        if hasattr(compare, "reached") and not isinstance(got, Failure):
            reached = compare.reached(got)
        if difference is not None and exercise.secret and not isinstance(got, Failure):
            difference = Difference("is not right")  # what is right stays a secret
        if difference is not None:
            came = None if isinstance(got, Failure) else got
            return Finding(output, difference, number, reached, came)
    return Finding(output, reached=reached)


def part(reply: Reply, output: str) -> np.ndarray | Failure:
    """One output of a reply; a reply that failed as a whole failed in every output."""
    if isinstance(reply, Failure):
        return reply
    return reply.get(output, Failure("KeyError", f"there is no output {output}"))


def differ(compare, wanted, got: np.ndarray | Failure) -> Difference | None:
    """The difference of one output in one case; `wanted` may be an array or a `store.Hashed`."""
    if isinstance(got, Failure):
        return (NotAnswered if got.unanswered else Difference)(str(got), cause=got.cause)
    return compare(got, wanted) if isinstance(wanted, np.ndarray) else wanted.differ(got)


def same(
    output: str, ours: Sequence[Reply], theirs: Sequence[Reply], alike: Compare = DEFAULT
) -> bool:
    """Whether two answers gave the same output, or failed in the same way, in every case."""
    for one, other in zip(ours, theirs, strict=True):
        a, b = part(one, output), part(other, output)
        if isinstance(a, Failure) or isinstance(b, Failure):
            failed_alike = isinstance(a, Failure) and isinstance(b, Failure) and a == b
            if not failed_alike or a.unanswered:
                return False
        elif differ(alike, b, a) is not None:
            return False
    return True


def broken_laws(exercise: Exercise, answer, rng: np.random.Generator) -> list[str]:
    """The laws that the answer breaks, each with the first place where its two sides differ."""
    broken = []
    for law in exercise.laws:
        try:
            with quiet():
                left, right = (np.asarray(side) for side in law.sides(copying(answer), rng))
                difference = law.compare(left, right)
        except (Exception, SystemExit) as error:
            difference = Difference(str(failure(error)))
        if difference is not None:
            broken.append(f"{law.sentence} ({difference})")
    return broken


def expect(exercise: Exercise, reference, cases: Sequence[Case]) -> list[Mapping[str, np.ndarray]]:
    """What a right answer replies: the reference's outputs, with the truth of the case over them.

    Raises
    ------
    RuntimeError
        If the reference itself fails: then nobody may be graded by it.
    """
    wanted = []
    for case, reply in zip(cases, ask(exercise, reference, cases), strict=True):
        broken = [reply] if isinstance(reply, Failure) else list(reply.values())
        broken = [value for value in broken if isinstance(value, Failure)]
        if broken:
            raise RuntimeError(f"the reference for {exercise.name} fails: {broken[0]}")
        wanted.append({**reply, **case.truth})
    return wanted
