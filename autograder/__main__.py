"""The command line: ``python -m autograder build | record``."""

import argparse
import sys

from dlaudio import exercises


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    build = commands.add_parser("build", help="make the notebooks of solutions/ and course/")
    build.add_argument("units", nargs="*", help="units to build (all by default)")
    build.add_argument("--check", action="store_true", help="change nothing, fail if it would")

    record = commands.add_parser("record", help="what the grader says of every known answer")
    record.add_argument("units", nargs="*", help="units to examine (all by default)")

    options = parser.parse_args(arguments)
    units = tuple(options.units) or exercises.units()
    if unknown := set(units) - set(exercises.units()):
        parser.error(f"no unit is called {sorted(unknown)}; there are {list(exercises.units())}")

    if options.command == "record":
        from .record import record, table

        entries = record(units)
        print(table(entries))
        return int(any(entry.misjudged for entry in entries))

    from .build import BuildError, build_units

    try:
        return int(build_units(units, check=options.check))
    except BuildError as error:
        print(f"build stopped: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
