"""``dlaudio``, or ``python -m dlaudio``: what a course needs outside its notebooks, on any system.

    dlaudio lab        opens the course in JupyterLab
    dlaudio data       fetches the real recordings that the units use where they are there
    dlaudio doctor     says what is missing on this machine, and how to mend it
    dlaudio progress   says what you have done so far

Exit code 0 if all is well, 1 if not, 2 if the command was not understood.
"""

import argparse
import importlib.util
import runpy
import sys

from dlaudio import doctor, lab


def fetch(names: list[str]) -> int:
    from dlaudio.datasets.__main__ import REAL, fetch  # needs NumPy, which the doctor may miss

    return int(not all([fetch(name) for name in names or REAL]))


def progress() -> int:
    if importlib.util.find_spec("dlaudio.progress") is None:
        print("This version of dlaudio keeps no record of progress.", file=sys.stderr)
        return 1
    sys.argv = ["dlaudio progress"]
    runpy.run_module("dlaudio.progress", run_name="__main__", alter_sys=True)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask, those of the command line if None; the exit code."""
    parser = argparse.ArgumentParser("dlaudio", description="Deep Learning for Audio, from scratch")
    commands = parser.add_subparsers(dest="command", required=True)
    opens = commands.add_parser("lab", help="open the course in JupyterLab")
    opens.add_argument(
        "--teach", action="store_true", help="the whole project, with nbgrader's panels"
    )
    opens.epilog = "Other options are JupyterLab's own, such as --port=8890 or --no-browser."
    data = commands.add_parser("data", help="fetch the real recordings (about 20 MB, once)")
    data.add_argument("names", nargs="*", help="default: those that the units use")
    commands.add_parser("doctor", help="say what is missing here, and how to mend it")
    commands.add_parser("progress", help="say what you have done so far")
    asked, rest = parser.parse_known_args(arguments)
    if rest and asked.command != "lab":
        parser.error(f"{asked.command} does not know {' '.join(rest)}")

    if asked.command == "data":
        return fetch(asked.names)
    if asked.command == "progress":
        return progress()
    if asked.command == "doctor":
        return doctor.report()
    try:
        return lab.start(rest, teach=asked.teach)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
