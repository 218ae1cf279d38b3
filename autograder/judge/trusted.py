"""Grade one submission: its code runs in a sandbox, its answers are questioned from here.

What a student's process says is never a score. It runs cells and answers calls; verdicts are
computed in this process, from values, with questions drawn from a secret seed. A cell or an answer
that hangs, crashes or eats the memory costs itself: the process is started again, the cells are run
again without the one that failed, and the rest is graded.
"""

import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from dlaudio import exercises
from dlaudio.assessment.compare import Difference
from dlaudio.assessment.probe import AnswerError, Failure, failure
from dlaudio.assessment.verdict import Verdict
from dlaudio.exercises import Exercise

from ..inside.limits import OUTPUT_CHARACTERS
from . import grading, hints
from .bounds import OutOfTime, bounded_memory, within
from .demonstrations import demonstrations
from .lending import wanted, without_slips
from .own_words import OwnWords
from .provided import Provision, Want, provision
from .remote import Session
from .result import Result, nothing, of_verdict
from .sandbox import WarmParent
from .submission import Cell, Submission, Unreadable, read

MAX_NOTES = 100
MAX_LISTED = 8  # names in a note
NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
CUT = "(the rest of this output was cut)"
Assess = Callable[[Exercise, Any, int, OwnWords, Callable[[], bool]], Verdict]


def grade(
    data: bytes, unit: str, parent: WarmParent, seed: int, *, assess: Assess = grading.assess
) -> Result:
    """Grade the bytes of a submitted notebook; never raises because of what is in them.

    `assess` questions each answer; whoever wants to see more than the verdict brings another.

    Raises
    ------
    SandboxError
        If no process for students' code can be started.
    RuntimeError
        If a reference answer fails.
    """
    start = time.monotonic()
    try:
        submission = read(data, unit, parent.cells)
    except Unreadable as error:
        result = nothing(unit, str(error))
    else:
        result = _Grading(submission, unit, parent, seed, assess).result()
    result.seconds = round(time.monotonic() - start, 3)
    return result


class _Grading:
    """The state of grading one submission over the restarts of its process."""

    def __init__(self, submission: Submission, unit, parent: WarmParent, seed, assess: Assess):
        self.submission, self.parent, self.seed, self.assess = submission, parent, seed, assess
        self.exercises = {item.name: item for item in exercises.of_unit(unit)}
        self.own = OwnWords(
            [*(cell.source for cell in submission.cells), *submission.beside.values()]
        )
        self.asked = False  # whether the process has seen a question
        self.notes = list(submission.notes)
        self.outputs: dict[int, list[dict]] = {}
        self.shown: dict[int, list[dict]] | None = None  # by cells that need not be run
        self.provision = Provision()  # of names that the released notebook binds
        self.unprovided: set[int] = set()  # cells of it over which the process was lost
        self.verdicts: dict[str, Verdict] = {}
        # cells over which the process was lost, and how many of their statements can be run
        self.lost_cells: dict[int, int | None] = {}
        self.stopped: dict[str, str] = {}
        # over which the process was lost with a wrong answer called: the verdict, and why
        self.given_up: dict[str, tuple[Verdict, str]] = {}
        self.room = OUTPUT_CHARACTERS
        self.limits = parent.limits
        self.end = time.monotonic() + self.limits.submission_seconds

    def result(self) -> Result:
        while not self._run_through():
            pass
        found = {name: of_verdict(self.verdicts[name], self.seed) for name in self.exercises}
        return Result(found, list(dict.fromkeys(self.notes))[:MAX_NOTES], self.outputs)

    def _run_through(self) -> bool:
        """Run the cells in order and question what is due; False if the process was lost."""
        session = self.parent.session()
        try:
            if self.shown is None:
                self.shown = self._demonstrations()
                self.provision = self._provision()
            session.put_files(self.submission.beside)
            for number, cell in enumerate(self.submission.cells):
                if time.monotonic() > self.end:
                    self._end_early()
                    return True
                self._provide(session, self.provision.before.get(number, []))
                if number in self.shown:
                    if number not in self.outputs:
                        self.outputs[number] = self._kept(self.shown[number])
                elif cell.run:
                    if number in self.lost_cells:
                        self._run_again(session, number, cell)
                    else:
                        self._run(session, number, cell)
                    self._provide_after(session, number)
                for name in cell.asks:
                    if not session.lost and name not in self.verdicts:
                        self._question(session, self.exercises[name])
                if session.lost:
                    return False
            return True
        finally:
            session.close()

    def _demonstrations(self) -> dict[int, list[dict]]:
        """What the cells show that need not be run; nothing if that is hard to say."""
        try:
            with within(self.limits.judge_seconds), bounded_memory():
                return demonstrations(
                    self.submission.cells, self.parent.cells, self.parent.rehearsed
                )
        except (OutOfTime, MemoryError, RecursionError):
            return {}

    def _provision(self) -> Provision:
        """Which names the released notebook provides; none if that is hard to say."""
        parent, names = self.parent, list(self.exercises)
        try:
            with within(self.limits.judge_seconds), bounded_memory():
                return provision(self.submission.cells, parent.cells, parent.bound, names)
        except (OutOfTime, MemoryError, RecursionError):
            return Provision()

    def _provide_after(self, session: Session, number: int) -> None:
        """Bind what a cell should have bound, if it stopped or is not what was released."""
        wants = list(self.provision.after.get(number, []))
        errors = [o for o in self.outputs.get(number, []) if o["output_type"] == "error"]
        if errors and number in self.provision.stopped:
            wants.append(self.provision.stopped[number])
        error = "is not as it was released"
        error = f"stopped with {self._sentence(errors[-1])}" if errors else error
        self._provide(session, wants, f"Cell {number + 1} {error}")

    def _provide(
        self,
        session: Session,
        wants: list[Want],
        why: str = "A cell of the released notebook is not there, or is no code",
    ) -> None:
        for number, names in wants:
            if session.lost:
                return
            if number in self.unprovided:
                continue
            self._allow(session, self.limits.cell_seconds)
            try:
                with self._patient(session), bounded_memory():
                    given = session.provide(number, names)
            except (AnswerError, OutOfTime, MemoryError):  # who asks next will say so
                session.lose("TimeoutError", "does not answer")
                self.unprovided.add(number)
                return
            if given:
                more = f" and {len(given) - MAX_LISTED} more" if len(given) > MAX_LISTED else ""
                names = f"{', '.join(given[:MAX_LISTED])}{more}"
                self.notes.append(f"{why}; taken from the released one: {names}.")

    def _run(self, session: Session, number: int, cell: Cell) -> None:
        self._allow(session, self.limits.cell_seconds)
        try:
            with self._patient(session), bounded_memory():
                outputs = session.run(cell.source)
        except (AnswerError, OutOfTime, MemoryError):
            session.lose("WireError", "the process sent something that is no output")
            self.lost_cells[number] = None
            found = session.lost
            outputs = [{"output_type": "error", "ename": found.kind, "evalue": found.message}]
            self.notes.append(f"Cell {number + 1} was given up: {found}.")
        if number not in self.outputs:
            self.outputs[number] = self._kept(outputs)
            self._look_at(number, cell, outputs)

    def _run_again(self, session: Session, number: int, cell: Cell) -> None:
        """Run a cell that was given up: one statement after the other, up to the one that failed.

        What the others define is then there, as it would be where the student works.
        """
        self._allow(session, self.limits.cell_seconds)
        for place, piece in enumerate(cell.pieces[: self.lost_cells[number]]):
            try:
                with self._patient(session), bounded_memory():
                    outputs = session.run(piece)
            except (AnswerError, OutOfTime, MemoryError):
                session.lose("WireError", "the process sent something that is no output")
                self.lost_cells[number] = place
                return
            if any(output["output_type"] == "error" for output in outputs):
                return

    def _kept(self, outputs: list[dict]) -> list[dict]:
        """What is kept of a cell's outputs, as long as there is room."""
        kept = [{key: text[: self.room] for key, text in output.items()} for output in outputs]
        self.room -= min(self.room, sum(len(t) for output in kept for t in output.values()))
        return kept

    def _look_at(self, number: int, cell: Cell, outputs: list[dict]) -> None:
        """Note what the outputs say about answers that are not there, and what was cut."""
        if any(output.get("text", "").endswith(CUT) for output in outputs):
            self.notes.append(f"Cell {number + 1} showed more than is kept; the rest was cut.")
        errors = [output for output in outputs if output["output_type"] == "error"]
        for name in self.exercises if errors else ():
            if cell.answers(name):
                slip = hints.no_python(cell.source) if errors[-1]["ename"] in NO_PYTHON else None
                error = slip or self._sentence(errors[-1])
                self.stopped[name] = f"its cell stopped with {error}"
                self.notes.append(f"Cell {number + 1}, which answers {name}, stopped with {error}.")

    def _sentence(self, error: dict) -> str:
        """An error among the outputs of a cell; it may speak of questions only in own words."""
        found = Failure(error["ename"], error["evalue"][:200], heard=True)
        return str(self.own.failure(found) if self.asked else found)

    def _question(self, session: Session, exercise: Exercise) -> None:
        grading.questions(exercise, self.seed)  # what fails in here is not the answer's fault
        self.asked = True
        self._allow(session, exercise.seconds)
        if exercise.name in self.given_up:
            self.verdicts[exercise.name] = self._with_right_ones(session, exercise)
            return
        try:
            with self._patient(session), bounded_memory():
                verdict = self._verdict(session, exercise)
        except OutOfTime:
            limit = f"{session.allowance.seconds:g} s"
            session.lose("TimeoutError", f"took the grader longer than {limit} to weigh")
            verdict = self._missing(exercise, str(session.lost))
        if session.lost:
            why = f"{exercise.name} was given up: {session.lost}."
            if wanted(exercise, self.submission.cells, self.verdicts):
                self.given_up[exercise.name] = verdict, why  # once more, with right answers lent
                return
            self.notes.append(why)
        elif not verdict.points and self._is_stub(exercise):
            verdict = grading.missing(exercise, self.seed, "not answered yet")
        elif not verdict.right:
            self.notes += hints.defined_later(verdict, self.submission.cells)
            verdict = self._lending(session, exercise, verdict)
        self.verdicts[exercise.name] = verdict

    def _lending(self, session: Session, exercise: Exercise, first: Verdict) -> Verdict:
        """The verdict with right answers in place of the slips that it calls, if that is better."""
        slips = wanted(exercise, self.submission.cells, self.verdicts)
        if not slips:
            return first
        ask = partial(self._verdict, session, exercise)
        more = session.allowance.seconds + self.limits.judge_seconds
        return without_slips(session, slips, first, ask, more)

    def _with_right_ones(self, session: Session, exercise: Exercise) -> Verdict:
        """Over this exercise a process was lost: what is right in it shows with others' lent."""
        first, why = self.given_up[exercise.name]
        verdict = self._lending(session, exercise, first)
        if verdict is first:
            self.notes.append(why)
        return verdict

    def _verdict(self, session: Session, exercise: Exercise) -> Verdict:
        try:
            session.forbid(exercise.forbid, own_parts=exercise.own_parts)
            answer = session.get(exercise.name)
            is_stub = partial(self._is_stub, exercise)
            return self.assess(exercise, answer, self.seed, self.own, is_stub)
        except AnswerError as error:
            if error.failure.kind != "NameError":
                return self._missing(
                    exercise, str(self.own.failure(error.failure, exercise.forbid))
                )
            why = self.stopped.get(exercise.name)
            sentence = f"there is nothing called {exercise.name}"
            near = hints.nearly(exercise.name, self.submission.cells)
            sentence = f"{sentence}{f': {why}' if why else near}"
            return grading.missing(exercise, self.seed, sentence)
        except Exception as error:  # it has to do with the answer: the reference went through
            return self._missing(exercise, f"cannot be weighed: {self.own.failure(failure(error))}")

    def _is_stub(self, exercise: Exercise) -> bool:
        return hints.untouched(exercise.name, self.submission.cells, self.parent.cells)

    def _missing(self, exercise: Exercise, sentence: str) -> Verdict:
        return grading.missing(exercise, self.seed, sentence, Difference)

    def _end_early(self) -> None:
        """Nothing more is run; what was not questioned yet gets nothing."""
        allowed = f"{self.limits.submission_seconds:g} s"
        sentence = f"was not reached in the {allowed} that a submission may take"
        first = {name: verdict for name, (verdict, _) in self.given_up.items()}
        self.verdicts = first | self.verdicts
        left = [name for name in self.exercises if name not in self.verdicts]
        self.verdicts |= {name: self._missing(self.exercises[name], sentence) for name in left}
        self.notes.append(f"The submission took too long; not reached: {', '.join(left)}.")

    def _patient(self, session: Session) -> contextlib.AbstractContextManager:
        """The judge's own limit while it works with a process: of processor time, then of all."""
        own = session.allowance.seconds + self.limits.judge_seconds
        return within(own, session.allowance.longest + self.limits.judge_seconds)

    def _allow(self, session: Session, seconds: float) -> None:
        """So many seconds, or what is left of the submission's own time, but at least a moment."""
        left = max(self.end - time.monotonic(), 0.05)
        session.allow(min(seconds, left), left)
