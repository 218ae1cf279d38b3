"""Grade a class: find what was handed in, grade what is new, enter it, and print a table.

Each result is stored when it is known and entered into the gradebook at once, by this process
alone. A driver that was killed goes on where it was when it is started again.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import tqdm

from dlaudio import exercises

from ..judge import cgroup, grading
from ..judge.result import Result, nothing
from . import results, workers
from .course import Course, CourseError, HandedIn
from .dask_pool import DaskPool
from .results import Record, Store
from .tables import line, plan, table
from .undisturbed import alone, uninterrupted
from .work import Work
from .workers import Graded, LocalPool, NotGraded, Task

OpenBook = Callable[[Course, str], contextlib.AbstractContextManager]


TELL_EVERY = 20  # submissions
MAX_LISTED = 50  # things that nobody looked at


class Driver:
    """Grades what a class handed in for one unit.

    Parameters
    ----------
    course : Course
    unit : str
    open_book : callable
        Opens the unit's gradebook, a context manager (`autograder.nbgrader.gradebook.Book`); called
        late, since it imports nbgrader, while workers could already grade.
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
        self,
        course: Course,
        unit: str,
        open_book: OpenBook,
        *,
        students: list[str] = (),
        regrade: bool = False,
    ):
        self.course, self.unit, self.open_book, self.regrade = course, unit, open_book, regrade
        self.store = Store(course.class_folder)
        name, self.released = course.released(unit)
        handed_in = course.handed_in(unit, name)
        if missing := set(students) - {one.student for one in handed_in}:
            raise CourseError(f"nothing was handed in for {unit} by {', '.join(sorted(missing))}")
        chosen = [one for one in handed_in if not students or one.student in students]
        self.work = [self._plan(one) for one in chosen]

    def _plan(self, handed_in: HandedIn) -> Work:
        """Decide by the contents whether a submission has to be graded."""
        work = Work(handed_in)
        try:
            # or the words for what was found in the place of a notebook
            data = handed_in.read() or handed_in.fault.encode()
        except OSError as error:
            work.problem = f"the file cannot be read: {error.strerror or error}"
            return work
        work.asked = self.store.asked(self.unit, work.student, data)
        work.key = results.key(data, self.unit, work.asked.seed)
        before = self.store.load(self.unit, work.student)
        if before is None:
            work.why = "new"
        elif before.key != work.key:
            same = before.is_of(data)
            work.why = "the exercises changed" if same else "the submission changed"
        elif self.regrade:
            work.why = "asked for"
        else:
            work.record = before
        return work

    @property
    def todo(self) -> list[Work]:
        """What has to be graded."""
        return [work for work in self.work if work.why and not work.problem]

    def run(self, pool: LocalPool | DaskPool, *, feedback: bool = False) -> None:
        """Grade and enter what has to be. Ctrl-C ends it between two results.

        Raises
        ------
        CourseError
            If the gradebook cannot be written.
        SandboxError, WorkerError
            If nothing can be graded here.
        """
        todo = self.todo
        answers = pool.run(work for work in todo if work.handed_in.file)
        with self.book() as book:
            for work in self.work:
                if work.record and not work.entered:
                    with uninterrupted():
                        self._enter(book, work)
            tqdm.tqdm.monitor_interval = 0  # its thread would be there when a worker is replaced
            with tqdm.tqdm(total=len(todo), unit="submission", desc=self.unit, disable=None) as bar:
                for work in todo:
                    if not work.handed_in.file:
                        self._store(book, work, Graded(work.key, _no_file(work, self.unit)))
                        bar.update()
                for count, (work, answer) in enumerate(answers, 1):
                    with uninterrupted():
                        self._store(book, work, answer)
                    bar.update()
                    if bar.disable and count % TELL_EVERY == 0:  # no terminal shows the bar
                        print(f"{self.unit}: {count} of {len(todo)} graded", file=sys.stderr)
            penalties, names = book.penalties(), book.names()
            for work in self.work:
                work.name = names.get(work.student, "")
                work.penalty = penalties.get(work.student, 0.0)
            if feedback:
                book.write_feedback([work.student for work in todo if work.entered])

    @contextlib.contextmanager
    def book(self) -> Iterator[Any]:
        """The unit's gradebook; what is entered already is known from then on."""
        # a grammar that jsonschema reads for links nobody checks; it would take most of a second
        sys.modules.setdefault("rfc3987_syntax", None)
        from sqlalchemy.exc import OperationalError

        try:
            with self.open_book(self.course, self.unit) as book:
                for work in self.work:
                    work.entered = bool(work.record) and book.has(work.record, work.handed_in)
                yield book
        except OperationalError as error:
            raise CourseError(
                f"the gradebook cannot be used ({error.orig}). Nothing is lost: the same command "
                "goes on from here"
            ) from error

    def _store(self, book: Any, work: Work, answer: Graded | NotGraded) -> None:
        if isinstance(answer, NotGraded):
            work.problem = answer.sentence
            return
        name = work.handed_in.file.name if work.handed_in.file else ""
        result = replace(answer.result, notes=work.handed_in.notes + answer.result.notes)
        record = Record.now(work.asked, answer.key, name, result)
        try:
            self.store.save(record)
        except (OSError, ValueError) as error:
            work.problem = f"its result cannot be stored: {getattr(error, 'strerror', '') or error}"
            return
        work.record = record
        self._enter(book, work)

    def _enter(self, book: Any, work: Work) -> None:
        """Enter a record; what is wrong with one must not stop the others."""
        from sqlalchemy.exc import OperationalError

        try:
            data = work.handed_in.read()
            if not work.record.is_of(data or work.handed_in.fault.encode()):
                work.problem = "the file changed while it was graded: grade again"
                return
            book.enter(work.record, work.handed_in, data)
            work.entered = True
        except Exception as error:
            book.gradebook.db.rollback()
            for cause in (error, error.__context__):  # nbgrader wraps what the database says
                if isinstance(cause, OperationalError):
                    raise cause from None
            work.problem = f"graded, but not entered: {type(error).__name__}: {error}"


def _no_file(work: Work, unit: str) -> Result:
    return nothing(unit, work.handed_in.fault)


def grade(options, open_book: OpenBook) -> int:
    """The command ``grade``; its exit code (see `autograder.__main__`)."""
    course = Course(Path(options.course), options.db)
    with alone(course.class_folder):
        if options.sample:
            _sample(course, options.unit)
        chosen = {"students": options.student, "regrade": options.regrade}
        driver = Driver(course, options.unit, open_book, **chosen)
        over = course.passed_over(options.unit) if not options.student else []
        if not driver.work:
            print(f"Nothing was handed in for {options.unit} in {course.class_folder}.")
            _print_over(over)
            return int(bool(over))
        if options.dry_run:
            with driver.book():
                print(plan(driver.work))
            _print_over(over)
            return 0
        _run(driver, options)
    print(table(driver.work))
    _print_over(over)
    if not (options.no_sandbox or options.scheduler) and (memory := cgroup.sentence()):
        print(memory)
    gc.freeze()  # what was imported need not be looked through at the end
    unread = [one for one in driver.work if one.record and one.record.result.fault]
    return int(bool(unread or over) or any(one.problem for one in driver.work))


def _print_over(over: list[str]) -> None:
    for text in over[:MAX_LISTED]:
        print(f"Not looked at: {line(text)}")
    if len(over) > MAX_LISTED:
        print(f"Not looked at: {len(over) - MAX_LISTED} more.")


def _sample(course: Course, unit: str) -> None:
    """Hand in what a made-up class did, where no class did anything."""
    if course.handed_in(unit, ""):
        return
    from . import sample

    students = sample.hand_in(course, unit)
    print(
        f"Nobody has handed in {unit}: this is a made-up class of {len(students)}. "
        f"To be rid of it: rm -r {course.class_folder}"
    )


def _run(driver: Driver, options) -> None:
    confined = not options.no_sandbox
    if not confined:
        print("Without a sandbox: students' code has all your rights.", file=sys.stderr)
    limits = driver.course.limits
    task = workers.task(driver.unit, driver.released, confined=confined, limits=limits)
    pool = _pool(driver, task, options)
    try:
        driver.run(pool, feedback=options.feedback)
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


def _pool(driver: Driver, task: Task, options) -> LocalPool | DaskPool:
    if options.scheduler:
        return DaskPool(task, options.scheduler)
    todo = len(driver.todo)
    if todo:
        workers.begin(task)
        # draw the questions once: every process forked from here has them
        for seed in {work.asked.seed for work in driver.todo}:
            for item in exercises.of_unit(driver.unit):
                grading.questions(item, seed)
        gc.collect()
        gc.freeze()
    processors = len(os.sched_getaffinity(0))
    return LocalPool(task, min(options.jobs or processors, todo))
