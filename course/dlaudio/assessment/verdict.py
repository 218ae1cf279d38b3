"""Compare an answer's replies with the expected ones: points, differences, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .base import DEFAULT, Case, Exercise
from .compare import Difference
from .probe import Failure, Reply, ask, copying, failure, quiet


@dataclass(frozen=True)
class Finding:
    """One output: right everywhere, or what differs first and in which case (counted from 0)."""

    output: str
    difference: Difference | None = None
    case: int = 0

    @property
    def right(self) -> bool:
        return self.difference is None


@dataclass(frozen=True)
class Verdict:
    """What an answer to an exercise is worth, and why."""

    exercise: Exercise
    findings: list[Finding]
    diagnosis: list[str] = field(default_factory=list)
    broken_laws: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Every output counts the same."""
        right = sum(finding.right for finding in self.findings)
        return round(self.exercise.points * right / len(self.findings), 2)

    @property
    def right(self) -> bool:
        return all(finding.right for finding in self.findings)

    @property
    def wrong_outputs(self) -> list[str]:
        return [finding.output for finding in self.findings if not finding.right]


def judge(
    exercise: Exercise, expected: Sequence[Mapping[str, np.ndarray]], replies: Sequence[Reply]
) -> Verdict:
    """Compare the replies with the expected outputs, case by case, each output by itself."""
    names = list(expected[0])
    return Verdict(exercise, [_find(exercise, name, expected, replies) for name in names])


def _find(exercise, output, expected, replies) -> Finding:
    compare = exercise.comparison(output)
    for number, (wanted, reply) in enumerate(zip(expected, replies, strict=True)):
        got = part(reply, output)
        difference = differ(compare, wanted[output], got)
        if difference is not None and exercise.secret and not isinstance(got, Failure):
            difference = Difference("is not right")  # what is right stays a secret
        if difference is not None:
            return Finding(output, difference, number)
    return Finding(output)


def part(reply: Reply, output: str) -> np.ndarray | Failure:
    """One output of a reply; a reply that failed as a whole failed in every output."""
    if isinstance(reply, Failure):
        return reply
    return reply.get(output, Failure("KeyError", f"there is no output {output}"))


def differ(compare, wanted, got: np.ndarray | Failure) -> Difference | None:
    """The difference of one output in one case; `wanted` may be an array or a `store.Hashed`."""
    if isinstance(got, Failure):
        return Difference(str(got))
    return compare(got, wanted) if isinstance(wanted, np.ndarray) else wanted.differ(got)


Known = tuple[str, Sequence[Reply]]  # the sentence of a misconception, and its replies


def diagnose(verdict: Verdict, replies: Sequence[Reply], known: Sequence[Known]) -> list[str]:
    """The sentences of the known mistakes that explain the wrong outputs.

    A mistake that agrees with the answer on every output explains it all; else each wrong output
    is explained by itself, so that two mistakes in two outputs are both named.
    """
    wrong = verdict.wrong_outputs
    names = [finding.output for finding in verdict.findings]
    if not wrong:
        return []
    for sentence, theirs in known:
        if all(same(name, replies, theirs) for name in names):
            return [sentence]
    sentences = []
    for name in wrong:
        found = [sentence for sentence, theirs in known if same(name, replies, theirs)]
        sentences += [sentence for sentence in found[:1] if sentence not in sentences]
    return sentences


def same(output: str, ours: Sequence[Reply], theirs: Sequence[Reply]) -> bool:
    """Whether two answers gave the same output, or failed in the same way, in every case."""
    for one, other in zip(ours, theirs, strict=True):
        a, b = part(one, output), part(other, output)
        if isinstance(a, Failure) or isinstance(b, Failure):
            alike = isinstance(a, Failure) and isinstance(b, Failure) and a == b
            if not alike or a.kind == "NotImplementedError":
                return False
        elif differ(DEFAULT, b, a) is not None:
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
