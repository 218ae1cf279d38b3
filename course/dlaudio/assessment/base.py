"""What an exercise is: a probe that questions an answer, and the cases it is questioned on.

An *answer* is what the student leaves under the exercise's name: a function, a class or a value.
A *probe* takes the answer and the inputs of one case and returns named arrays; each name is an
*output* and is scored by itself. A *law* questions the answer in another way: two arrays that must
be equal whatever the reference says. Laws explain; only outputs score.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .compare import Compare, close


@dataclass(frozen=True)
class Case:
    """One question: the inputs handed to the probe, and the truth where it is not the reference's.

    ``truth`` maps names of outputs to what is expected of them; it never reaches the answer (for
    example the labels of held-out sounds). Outputs without a truth are compared with the reference.
    """

    inputs: Mapping[str, Any]
    truth: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class Law:
    """A sentence that every right answer obeys, and the two sides that it says are equal."""

    sentence: str
    sides: Callable[[Any, np.random.Generator], tuple[np.ndarray, np.ndarray]]
    compare: Compare


Cases = Callable[[np.random.Generator], Iterable[Mapping[str, Any] | Case]]


@dataclass(frozen=True, eq=False)
class Exercise:
    """What is asked and how an answer is questioned; made by the decorator `exercise`.

    Attributes
    ----------
    name, unit : str
        The student's own name for the answer, and the unit's folder name, e.g. ``u01_perceptron``.
    probe : callable
        ``probe(answer, **inputs)`` returns a dict of named outputs. A value that can be called is
        called on its own, so that an error in it costs this output alone.
    points : int
        Shared equally by the outputs.
    hidden, visible : callable
        ``cases(rng)`` for grading and for `check`.
    compare : mapping
        How an output is compared, by its name, where it is not `close`.
    secret : bool
        The answers ship with the course only as salted hashes (their outputs must be discrete).
    seconds : float
        How long all the questions may take when the answer is graded.
    forbid : tuple of str
        Modules that the answer must do without, e.g. "librosa.feature" (see `forbid.without`).
    only_with : mapping
        Outputs that come nearly by themselves, such as a length: each counts only if one of those
        that it names is right, too.
    own_parts : bool
        The answer may be built of the student's library: graded, of what stands in for it.
    try_with : str
        Code that looks into a wrong answer; `check` shows it in the place of the inputs.
    made : str
        Code that makes of a case's inputs what the answer is called with, e.g. a function; `check`
        shows it behind them.
    choices : tuple of str
        Questions of a quiz whose four choices are shown in a drawn order (see `quiz.shown`).
    """

    name: str
    unit: str
    probe: Callable[..., Mapping[str, Any]]
    points: int
    hidden: Cases
    visible: Cases
    compare: Mapping[str, Compare]
    secret: bool
    seconds: float
    forbid: tuple[str, ...] = ()
    only_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    own_parts: bool = False
    made: str = ""
    try_with: str = ""
    laws: list[Law] = field(default_factory=list)

    def cases(self, rng: np.random.Generator, *, visible: bool = False) -> list[Case]:
        """The questions drawn from `rng`: those of the grader, or those of `check`."""
        draw = self.visible if visible else self.hidden
        cases = [case if isinstance(case, Case) else Case(case) for case in draw(rng)]
        return [replace(case, inputs=_in_plain_order(dict(case.inputs))) for case in cases]

    @property
    def asks(self) -> str:
        """What is asked, in one sentence: the first line of the probe's docstring."""
        return (inspect.getdoc(self.probe) or "").partition("\n")[0]

    def comparison(self, output: str) -> Compare:
        """How the output of this name is compared."""
        return self.compare.get(output, DEFAULT)

    def law(self, sentence: str, *, compare: Compare | None = None):
        """Decorate ``sides(answer, rng) -> (left, right)``: equal arrays if the law holds."""

        def add(sides):
            self.laws.append(Law(sentence, sides, compare or DEFAULT))
            return sides

        return add


def _in_plain_order(value: Any) -> Any:
    """The value with its arrays in C order, as they come out of a file or another process.

    Sums over another order end in other digits, and what is trained on them in other labels.
    """
    if isinstance(value, np.ndarray):
        return np.asarray(value, order="C")
    if type(value) in (list, tuple):
        return type(value)(map(_in_plain_order, value))
    if type(value) is dict:
        return {key: _in_plain_order(item) for key, item in value.items()}
    return value


DEFAULT = close()


def exercise(
    *,
    points: int,
    cases: Cases,
    visible: Cases | None = None,
    compare: Mapping[str, Compare] | None = None,
    secret: bool = False,
    seconds: float = 10.0,
    forbid: tuple[str, ...] = (),
    only_with: Mapping[str, tuple[str, ...]] | None = None,
    choices: tuple[str, ...] = (),
    own_parts: bool = False,
    made: str = "",
    try_with: str = "",
) -> Callable[[Callable], Exercise]:
    """Turn a probe into an `Exercise` that carries the probe's own name (see `Exercise`)."""

    def wrap(probe: Callable) -> Exercise:
        unit = probe.__module__.rpartition(".")[2]
        return Exercise(
            name=probe.__name__,
            unit=unit,
            probe=probe,
            points=points,
            hidden=cases,
            visible=visible or cases,
            compare=compare or {},
            secret=secret,
            seconds=seconds,
            forbid=forbid,
            only_with=only_with or {},
            choices=choices,
            own_parts=own_parts,
            made=made,
            try_with=try_with,
        )

    return wrap
