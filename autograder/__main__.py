"""The command line of the grader: ``python -m autograder COMMAND --help`` explains each command."""

import argparse
import os
import sys
import traceback
from pathlib import Path

# What is built must not depend on how many threads a machine has: sums are rounded otherwise.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

from dlaudio import exercises  # noqa: E402 (NumPy reads these when it is imported)

ROOT = Path(__file__).resolve().parents[1]
FAILED = 4  # exit code where the grader itself is at fault
GRADE_CODES = """\
exit codes:
  0    every submission is graded and in the gradebook
  1    the same, but some got no points because they cannot be read, or some were not graded:
       the table says which and why
  2    it cannot go on: wrong arguments, course, gradebook or scheduler; what was known is stored
  3    nothing was graded: students' code cannot be confined on this machine
  4    the grader itself failed: a traceback says where; what was known is stored
  130  interrupted by Ctrl-C; what was known is stored, and the same command goes on from there
"""
REPLAY_CODES = """\
exit codes:
  0    the answer gets what stands in the record
  1    it gets something else now: the last lines say what
  2    there is nothing to replay: no such student, exercise, record or notebook
  3    students' code cannot be confined on this machine
  4    the grader itself failed: a traceback says where
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    build = commands.add_parser("build", help="make the notebooks of solutions/ and course/")
    build.add_argument("units", nargs="*", type=_unit, help="units to build (all by default)")
    build.add_argument("--check", action="store_true", help="change nothing, fail if it would")
    build.set_defaults(run=_build)

    teaching = commands.add_parser("teaching", help="what can be counted of how a unit teaches")
    teaching.add_argument("units", nargs="*", type=_unit, help="units to count (all by default)")
    teaching.set_defaults(run=_teaching)

    record = commands.add_parser("record", help="what the grader says of every known answer")
    record.add_argument("units", nargs="*", type=_unit, help="units to examine (all by default)")
    record.add_argument(
        "--mutants", action="store_true", help="change each right answer at one place"
    )
    record.add_argument("--left-out", action="store_true", help="leave each known mistake out")
    record.add_argument(
        "--publish", action="store_true", help="all three, and write site/record.md anew"
    )
    record.set_defaults(run=_record)

    grade = commands.add_parser(
        "grade",
        help="grade what was handed in",
        epilog=GRADE_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    grade.add_argument("unit", type=_unit)
    grade.add_argument("--student", action="append", default=[], help="only this one (repeatable)")
    grade.add_argument("--jobs", type=_count, help="processes (by default one for each processor)")
    grade.add_argument("--scheduler", metavar="ADDR", help="of Dask workers, tcp://HOST:PORT")
    grade.add_argument("--regrade", action="store_true", help="even what is up to date")
    grade.add_argument("--feedback", action="store_true", help="write the feedback pages, too")
    grade.add_argument("--dry-run", action="store_true", help="say what would be graded, and why")
    grade.add_argument("--no-sandbox", action="store_true", help="give students' code your rights")
    grade.add_argument("--sample", action="store_true", help="a made-up class if there is none")
    grade.add_argument("--db", metavar="URL", help="another gradebook than nbgrader's settings say")
    grade.add_argument("--course", metavar="DIR", default=ROOT, help="another course's folder")
    grade.set_defaults(run=_grade)

    collect = commands.add_parser("collect", help="read an archive of Moodle or Canvas")
    collect.add_argument("file", metavar="FILE", help="the archive with everybody's submissions")
    collect.add_argument("unit", type=_unit)
    collect.add_argument("--course", metavar="DIR", default=ROOT, help="another course's folder")
    collect.set_defaults(run=_collect)

    forget = commands.add_parser("forget", help="remove a student from all that a class has kept")
    forget.add_argument("student")
    forget.add_argument("--course", metavar="DIR", default=ROOT, help="another course's folder")
    forget.set_defaults(run=_forget)

    report = commands.add_parser("report", help="what a class got and misunderstood, as a page")
    report.add_argument("unit", type=_unit, nargs="?")
    report.add_argument("--all", action="store_true", help="every student by every unit instead")
    report.add_argument("--anonymous", action="store_true", help="pseudonyms instead of names")
    report.add_argument("--out", metavar="DIR", help="where (reports/ in the class's folder)")
    report.add_argument("--course", metavar="DIR", default=ROOT, help="another course's folder")
    report.set_defaults(run=_report)

    replay = commands.add_parser(
        "replay",
        help="grade one exercise again, with every question and answer to be seen",
        epilog=REPLAY_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    replay.add_argument("student")
    replay.add_argument("unit", type=_unit)
    replay.add_argument("exercise")
    replay.add_argument("--no-sandbox", action="store_true", help="give students' code your rights")
    replay.add_argument("--course", metavar="DIR", default=ROOT, help="another course's folder")
    replay.set_defaults(run=_replay)

    new = commands.add_parser("new", help="begin an exercise (UNIT EXERCISE) or a unit (UNIT)")
    new.add_argument("unit", help="such as u08_convolution")
    new.add_argument("exercise", nargs="?", help="name of the exercise and of its answer")
    new.set_defaults(run=_new)

    shorter = commands.add_parser("shorter", help="write a course of some units into a folder")
    shorter.add_argument("folder", type=Path, metavar="FOLDER", help="where; it must not be there")
    shorter.add_argument(
        "units", nargs="+", metavar="UNIT", help="units, or one of ten, listening, music, workshop"
    )
    shorter.set_defaults(run=_shorter)

    pages = commands.add_parser("pages", help="make the tables of site/, if the seed map is right")
    pages.set_defaults(run=_pages)

    site = commands.add_parser("site", help="make the web site, in site/_build/html")
    site.add_argument(
        "units", nargs="*", type=_unit, help="units to run, the others are text (all by default)"
    )
    site.add_argument("--out", metavar="DIR", default=ROOT / "site/_build", help="where")
    site.set_defaults(run=_site)

    kernel = commands.add_parser("kernel", help="install the kernel `Python (sandboxed)`")
    kernel.add_argument("--prefix", default=sys.prefix, help="where (this environment by default)")
    kernel.set_defaults(run=_kernel)

    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        return 130
    except SystemExit:
        raise
    except BaseException:  # Python would leave with 1, which says that everybody is graded
        traceback.print_exc()
        print(f"{options.command}: this is a fault of the grader itself.", file=sys.stderr)
        return FAILED


def _unit(name: str) -> str:
    if name not in exercises.units():
        known = ", ".join(exercises.units())
        raise argparse.ArgumentTypeError(f"no unit is called {name}; there are {known}")
    return name


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"needs a number of processes, 1 or more, got {text!r}")
    return int(text)


def _build(options) -> int:
    from .build.units import BuildError, build_units

    try:
        return int(build_units(tuple(options.units) or exercises.units(), check=options.check))
    except BuildError as error:
        print(f"build stopped: {error}", file=sys.stderr)
        return 1


def _teaching(options) -> int:
    from .build import teaching
    from .library.folder import text_of

    for unit in options.units or exercises.units():
        text = text_of(unit).read_text(encoding="utf-8")
        print(f"{unit}: {teaching.facts(text)}")
        print(*(f"  - {fault}" for fault in teaching.faults(text)), sep="\n")
    return 0


def _record(options) -> int:
    from .judge.published import PAGE, publish, shortfalls
    from .judge.record import record, table

    if options.mutants or options.left_out:
        return _examine(options)
    entries = publish(options.units) if options.publish else record(tuple(options.units) or None)
    print(table(entries))
    if options.publish:
        print(*shortfalls(PAGE.read_text(encoding="utf-8")), sep="\n")
    return int(any(entry.misjudged for entry in entries))


def _examine(options) -> int:
    """The questions themselves are examined, by mutants or by mistakes left out."""
    import tqdm

    from .judge import left_out, mutants

    asked = [e for unit in options.units or exercises.units() for e in exercises.of_unit(unit)]
    examine, table = mutants.examine, mutants.table
    if options.left_out:
        examine, table = left_out.leave_out, left_out.table
    print(table([examine(e) for e in tqdm.tqdm(asked, unit="exercise", disable=None)]))
    return 0


def _grade(options) -> int:
    from .classroom import driver

    return _stopped(lambda options: driver.grade(options, _open_book), options)


def _open_book(course, unit):
    from .nbgrader.gradebook import Book

    return Book(course, unit)


def _collect(options) -> int:
    from .classroom.collect import command

    return _stopped(command, options)


def _forget(options) -> int:
    from .nbgrader.forget import command

    return _stopped(command, options)


def _report(options) -> int:
    from .nbgrader.people import names_of
    from .report.command import command

    return _stopped(lambda options: command(options, names_of), options)


def _replay(options) -> int:
    from .classroom.replay import command

    return _stopped(command, options)


def _stopped(command, options) -> int:
    """Run a command; if it cannot go on, say why in a sentence."""
    from .classroom.course import CourseError
    from .classroom.results import StoreError
    from .classroom.workers import WorkerError
    from .judge.sandbox import SandboxError, StartError

    try:
        return command(options)
    except (CourseError, StoreError, WorkerError, StartError, OSError) as error:
        # an OSError is of the class's own files: a full disk, a folder nobody may write to
        print(f"{options.command} stopped: {error}", file=sys.stderr)
        return 2
    except SandboxError as error:
        print(f"{options.command} stopped: {error}", file=sys.stderr)
        return 3


def _new(options) -> int:
    from .build import skeleton

    try:
        if options.exercise is None:
            written = skeleton.new_unit(options.unit)
        else:
            written = skeleton.new_exercise(options.unit, options.exercise)
    except ValueError as error:
        print(f"new stopped: {error}", file=sys.stderr)
        return 1
    print("\n".join(str(path.relative_to(ROOT)) for path in written))
    print(f"Fill them in, then: python -m autograder build {options.unit}")
    return 0


def _shorter(options) -> int:
    from .build import shorter

    try:
        chosen = shorter.units(options.units)
        shorter.write(options.folder, chosen)
    except ValueError as error:
        print(f"shorter stopped: {error}", file=sys.stderr)
        return 1
    print(f"{options.folder}: {', '.join(unit.name for unit in chosen)}")
    return 0


def _pages(options) -> int:
    from .build import seed_map, syllabus
    from .inside import limits

    syllabus.write()
    readme = ROOT / "autograder" / "README.md"
    before, mark, rest = readme.read_text(encoding="utf-8").partition("pages` -->\n")
    _, end, after = rest.partition("<!-- end of limits -->")
    readme.write_text(f"{before}{mark}\n{limits.table()}\n{end}{after}", encoding="utf-8")
    found = seed_map.write()
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def _site(options) -> int:
    from .build import website

    return website.build(Path(options.out).resolve(), options.units or None)


def _kernel(options) -> int:
    from .nbgrader.provisioner import SPEC, install

    folder = Path(install(options.prefix))
    print(f"The kernel `{SPEC['display_name']}` is ready: choose it in JupyterLab ({folder}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
