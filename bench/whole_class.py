"""A class of sixty, a third of it hostile, graded while its driver is killed ten times.

    python bench/whole_class.py [--students 60] [--kills 10]

What is compared is said in tests/helpers/real_class.py. The outcome is printed and written to
bench/whole_class.md; the exit code is 1 if something was lost, delayed or passed over.
"""

import argparse
import socket
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
sys.path += [str(ROOT), str(TESTS / "helpers"), str(TESTS / "autograder" / "sandbox")]

MOST_DELAY = 30.0  # seconds: what one cell may take


def main() -> int:
    import real_class
    from grading import machine

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    where = machine()
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        found = real_class.grade(Path(folder), options.students, options.kills, [listener])
    for name, seconds in found.among.items():
        if seconds > found.alone[name] + MOST_DELAY:
            found.faults.append(f"{name} took {seconds:.0f} s, alone {found.alone[name]:.0f} s")
    text = f"# A class as it is\n\nWritten by `make test-class`. {where}.\n\n{found.summary}\n"
    (ROOT / "bench" / "whole_class.md").write_text(text, encoding="utf-8")
    print("\n".join([text, *found.faults]))
    return int(bool(found.faults) or found.kills < options.kills)


if __name__ == "__main__":
    sys.exit(main())
