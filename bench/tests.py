"""How long tests take, room by room: seconds, and seconds of a processor with all that they start.

`python bench/tests.py tests/units ...` runs them in this process and prints the table. The kernel's
own account of a group of processes counts sandboxes and kernels that nobody waits for; only root
may open one. Elsewhere what ended and was waited for is counted.
"""

import collections
import contextlib
import os
import resource
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ACCOUNTS = Path("/sys/fs/cgroup/cpuacct")
LONGEST = 15


class Clock:
    """Seconds of a processor that this process and everything below it have used."""

    def __init__(self):
        self.account = ACCOUNTS / f"tests-{os.getpid()}"
        try:
            self.account.mkdir()
            (self.account / "cgroup.procs").write_text(str(os.getpid()))
        except OSError:
            self.account = None

    def used(self) -> float:
        if self.account:
            return int((self.account / "cpuacct.usage").read_text()) / 1e9
        spent = [
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        return sum(one.ru_utime + one.ru_stime for one in spent)

    def close(self) -> None:
        if self.account:
            (ACCOUNTS / "cgroup.procs").write_text(str(os.getpid()))
            with contextlib.suppress(OSError):  # what a test has left behind is still in it
                self.account.rmdir()


class Measure:
    """Adds up what the tests of each file take, their fixtures included."""

    def __init__(self, clock: Clock):
        self.clock, self.files = clock, collections.defaultdict(lambda: [0, 0.0, 0.0])

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item):
        start, used = time.monotonic(), self.clock.used()
        done = yield
        total = self.files[item.path.relative_to(ROOT / "tests")]
        total[0] += 1
        total[1] += time.monotonic() - start
        total[2] += self.clock.used() - used
        return done


def room(path: Path) -> str:
    return "/".join(path.parts[: 2 if path.parts[0] == "autograder" else 1])


def table(files: dict[Path, list]) -> str:
    """The rooms, then the files that take longest, by seconds of a processor."""
    rooms = collections.defaultdict(lambda: [0, 0.0, 0.0])
    for path, (tests, seconds, used) in files.items():
        for place in (room(path), "all"):
            rooms[place][0] += tests
            rooms[place][1] += seconds
            rooms[place][2] += used
    lines = ["| | tests | seconds | of a processor |", "|---|---|---|---|"]
    longest = dict(sorted(files.items(), key=lambda item: -item[1][2])[:LONGEST])
    for group in (rooms, longest):
        for place, (tests, seconds, used) in sorted(group.items(), key=lambda one: -one[1][2]):
            lines.append(f"| {place} | {tests} | {seconds:.0f} | {used:.0f} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    clock = Clock()
    measure = Measure(clock)
    try:
        code = pytest.main(["-q", f"--rootdir={ROOT}", *arguments], plugins=[measure])
        print(table(measure.files), f"\nAll of it, collecting included: {clock.used():.0f} s.")
    finally:
        clock.close()
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
