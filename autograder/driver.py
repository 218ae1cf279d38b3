"""Grade a class: find what was handed in, grade what is new, enter it, and print a table.

Each result is stored when it is known and entered into the gradebook at once, by this process
alone. A driver that was killed goes on where it was when it is started again.
"""

import contextlib
import fcntl
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy.exc
import tqdm

from dlaudio import exercises

from . import grading, results, trusted
from .course import Course, CourseError, HandedIn
from .gradebook import Book
from .results import Record, Store
from .workers import DaskPool, Failure, Job, LocalPool


@dataclass
class Work:
    """A submission and what has to be done with it.

    Attributes
    ----------
    key : str
        What a result of this submission depends on (see `results.key`).
    why : str
        Why it has to be graded; empty if its record is up to date.
    record : Record or None
        What it got.
    entered : bool
        Whether the record is in the gradebook.
    problem : str
        Why it was not graded or entered this time, for the instructor.
    """

    handed_in: HandedIn
    key: str = ""
    why: str = ""
    record: Record | None = None
    entered: bool = False
    problem: str = ""

    @property
    def student(self) -> str:
        return self.handed_in.student


class Driver:
    """Grades what a class handed in for one unit.

    Parameters
    ----------
    course : Course
    unit : str
    students : list of str, optional
        Only these.
    regrade : bool
        Grade even what is up to date.

    Raises
    ------
    CourseError, results.StoreError
        If the course cannot be graded as it is.
    """

    def __init__(
        self, course: Course, unit: str, *, students: list[str] = (), regrade: bool = False
    ):
        self.course, self.unit, self.regrade = course, unit, regrade
        self.store = Store(course.class_folder)
        self.seed = self.store.seed()
        name, released = course.released(unit)
        self.cells = tuple(cell.source for cell in released.cells if cell.cell_type == "code")
        handed_in = course.handed_in(unit, name)
        if missing := set(students) - {one.student for one in handed_in}:
            raise CourseError(f"nothing was handed in for {unit} by {', '.join(sorted(missing))}")
        chosen = [one for one in handed_in if not students or one.student in students]
        self.work = [self._plan(one) for one in chosen]

    def _plan(self, handed_in: HandedIn) -> Work:
        """Decide by the contents whether a submission has to be graded."""
        work = Work(handed_in)
        try:
            data = handed_in.read()
        except OSError as error:
            work.problem = f"the file cannot be read: {error.strerror or error}"
            return work
        work.key = self._key(handed_in, data)
        before = self.store.load(self.unit, work.student)
        if before is None:
            work.why = "new"
        elif before.key != work.key:
            same = before.key.partition("-")[0] == work.key.partition("-")[0]
            work.why = "the exercises changed" if same else "the submission changed"
        elif self.regrade:
            work.why = "asked for"
        else:
            work.record = before
        return work

    def look_up(self) -> None:
        """Find out which records are in the gradebook already."""
        with Book(self.course, self.unit) as book:
            for work in self.work:
                work.entered = bool(work.record) and book.has(work.record, work.handed_in)

    def run(self, pool: LocalPool | DaskPool, *, confined: bool, feedback: bool = False) -> None:
        """Grade and enter what has to be. Ctrl-C ends it between two results.

        Raises
        ------
        CourseError
            If the gradebook cannot be written.
        SandboxError, WorkerError
            If nothing can be graded here.
        """
        graded = [work for work in self.work if work.why and not work.problem]
        by_student = {work.student: work for work in graded}
        with Book(self.course, self.unit) as book, contextlib.ExitStack() as stack:
            for work in self.work:
                if work.record and not work.entered:
                    self._enter(book, work, work.handed_in.read())
            answers = stack.enter_context(contextlib.closing(self._answers(pool, graded, confined)))
            tqdm.tqdm.monitor_interval = 0  # its thread would be there when a worker is replaced
            bar = tqdm.tqdm(answers, self.unit, len(graded), unit="submission", disable=None)
            for student, data, answer in bar:
                with uninterrupted():
                    self._store(book, by_student[student], data, answer)
            if feedback:
                book.write_feedback([work.student for work in graded if work.entered])

    def _answers(self, pool, graded: list[Work], confined: bool) -> Iterator[tuple]:
        """Student, the bytes that were graded, and result or failure, as they come."""
        for work in graded:
            if not work.handed_in.file:
                yield work.student, b"", trusted.nothing(self.unit, work.handed_in.fault)
        files = (work for work in graded if work.handed_in.file)
        for job, answer in pool.run(self._jobs(files, confined)):
            yield job.student, job.data, answer

    def _jobs(self, graded: Iterator[Work], confined: bool) -> Iterator[Job]:
        """Read each submission when its turn comes: a class need not fit into memory."""
        version = results.exercises_hash(self.unit, self.seed)
        for work in graded:
            try:
                data = work.handed_in.read()
            except OSError as error:
                work.problem = f"the file cannot be read: {error.strerror or error}"
                continue
            yield Job(work.student, self.unit, data, self.seed, self.cells, version, confined)

    def _store(self, book: Book, work: Work, data: bytes, answer: trusted.Result | Failure) -> None:
        if isinstance(answer, Failure):
            work.problem = answer.sentence
            return
        name = work.handed_in.file.name if work.handed_in.file else ""
        answer = replace(answer, notes=work.handed_in.notes + answer.notes)
        key = self._key(work.handed_in, data)
        work.record = Record.now(self.unit, work.student, key, self.seed, name, answer)
        self.store.save(work.record)
        self._enter(book, work, data)

    def _key(self, handed_in: HandedIn, data: bytes) -> str:
        """The key of a submission, or of what was found in the place of one."""
        return results.key(
            data if handed_in.file else handed_in.fault.encode(), self.unit, self.seed
        )

    def _enter(self, book: Book, work: Work, data: bytes) -> None:
        """Enter a record; what is wrong with one must not stop the others."""
        try:
            book.enter(work.record, work.handed_in, data)
            work.entered = True
        except sqlalchemy.exc.OperationalError as error:
            raise CourseError(
                f"the gradebook cannot be written ({error.orig}). Nothing is lost: the same "
                "command goes on where it was"
            ) from error
        except Exception as error:
            book.gradebook.db.rollback()
            work.problem = f"graded, but not entered: {type(error).__name__}: {error}"

    def warm_up(self) -> None:
        """Draw the questions once, so that every process forked from here has them."""
        for item in exercises.of_unit(self.unit):
            grading.known(item, self.seed)
        gc.collect()
        gc.freeze()


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until what is inside is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            raise KeyboardInterrupt


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Only one driver at a time grades a class; the lock goes with its process.

    Raises
    ------
    CourseError
        If another one is at it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".grading", "w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("this class is being graded by another process") from None
        for left in folder.glob("results/*/.*.part"):  # of a process that was killed
            left.unlink()
        yield


def table(work: list[Work]) -> str:
    """A line for each student: points, then notes and faults."""
    width = max([len(one.student) for one in work] + [len("student")])
    lines = [f"{'student':<{width}}  {'points':>8}  notes"]
    for one in work:
        result = one.record.result if one.record else None
        points = f"{result.points:g}/{result.max_points:g}" if result else "-"
        said = [f"NOT GRADED: {one.problem}" if not result else one.problem] if one.problem else []
        if result:
            said += [result.fault] * bool(result.fault) + result.notes
        first, *others = [_line(text) for text in said] or [""]
        lines.append(f"{one.student:<{width}}  {points:>8}  {first}".rstrip())
        lines += [" " * (width + 12) + other for other in others]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Text of a student's making, on one line and unable to steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)[:300]


def plan(work: list[Work]) -> str:
    """What would be done, a line for each student."""
    width = max([len(one.student) for one in work] + [0])
    lines = []
    for one in work:
        if one.problem:
            what = one.problem
        elif one.why:
            what = f"grade: {one.why}"
        else:
            what = "nothing: up to date" if one.entered else "enter into the gradebook"
        lines.append(f"{one.student:<{width}}  {what}")
    return "\n".join(lines)


def default_jobs() -> int:
    """As many processes as this one may use processors."""
    return len(os.sched_getaffinity(0))


def grade(options) -> int:
    """The command ``grade``; its exit code (see `autograder.__main__`)."""
    confined = not options.no_sandbox
    course = Course(Path(options.course), options.db)
    with alone(course.class_folder):
        driver = Driver(course, options.unit, students=options.student, regrade=options.regrade)
        if not driver.work:
            print(f"Nothing was handed in for {options.unit} (in {course.class_folder}).")
            return 0
        driver.look_up()
        if options.dry_run:
            print(plan(driver.work))
            return 0
        if not confined:
            print("Without a sandbox: students' code has all your rights.", file=sys.stderr)
        _run(driver, options, confined)
    print(table(driver.work))
    unread = [one for one in driver.work if one.record and one.record.result.fault]
    return int(bool(unread) or any(one.problem for one in driver.work))


def _run(driver: Driver, options, confined: bool) -> None:
    todo = sum(bool(one.why) for one in driver.work)
    if options.scheduler:
        pool = DaskPool(options.scheduler)
    else:
        driver.warm_up()
        pool = LocalPool(min(options.jobs or default_jobs(), todo))
    try:
        driver.run(pool, confined=confined, feedback=options.feedback)
    except KeyboardInterrupt:
        done = sum(one.entered for one in driver.work)
        print(
            f"\nInterrupted: {done} of {len(driver.work)} submissions are graded and entered. "
            "The same command goes on from here.",
            file=sys.stderr,
        )
        raise
    finally:
        pool.close()
