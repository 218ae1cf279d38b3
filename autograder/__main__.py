"""The command line of the grader: ``python -m autograder COMMAND --help`` explains each command."""

import argparse
import sys
from pathlib import Path

from dlaudio import exercises


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    build = commands.add_parser("build", help="make the notebooks of solutions/ and course/")
    build.add_argument("units", nargs="*", type=_unit, help="units to build (all by default)")
    build.add_argument("--check", action="store_true", help="change nothing, fail if it would")
    build.set_defaults(run=_build)

    record = commands.add_parser("record", help="what the grader says of every known answer")
    record.add_argument("units", nargs="*", type=_unit, help="units to examine (all by default)")
    record.set_defaults(run=_record)

    kernel = commands.add_parser("kernel", help="install the kernel `Python (sandboxed)`")
    kernel.add_argument("--prefix", default=sys.prefix, help="where (this environment by default)")
    kernel.set_defaults(run=_kernel)

    options = parser.parse_args(arguments)
    return options.run(options)


def _unit(name: str) -> str:
    if name not in exercises.units():
        known = ", ".join(exercises.units())
        raise argparse.ArgumentTypeError(f"no unit is called {name}; there are {known}")
    return name


def _build(options) -> int:
    from .build import BuildError, build_units

    try:
        return int(build_units(tuple(options.units) or exercises.units(), check=options.check))
    except BuildError as error:
        print(f"build stopped: {error}", file=sys.stderr)
        return 1


def _record(options) -> int:
    from .record import record, table

    entries = record(tuple(options.units) or None)
    print(table(entries))
    return int(any(entry.misjudged for entry in entries))


def _kernel(options) -> int:
    from .provisioner import SPEC, install

    folder = Path(install(options.prefix))
    print(f"The kernel `{SPEC['display_name']}` is ready: choose it in JupyterLab ({folder}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
