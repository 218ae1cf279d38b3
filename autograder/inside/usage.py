"""What a process and all that it started use: memory, time of a processor, room in /tmp."""

import os
import sys
from pathlib import Path


def memory(pid: int) -> int:
    """Bytes that a process and its descendants have; what several share counts as one.

    More than any limit where one of them does not let its memory be counted.
    """
    total = 0
    for process in [pid, *descendants(pid)]:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
        except PermissionError:
            return sys.maxsize  # it hides what it has
        except OSError:
            pass  # it has ended
    return total


def cpu_seconds(pid: int) -> float:
    """Processor time that a process and its descendants have used, those that ended included."""
    total = 0
    for process in [pid, *descendants(pid)]:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        total += sum(map(int, fields[11:15]))  # in user mode and in the kernel, own and of children
    return total / os.sysconf("SC_CLK_TCK")


def waited(pid: int) -> float:
    """Seconds that the first thread of a process was ready and had to wait for a processor.

    0 where the system does not say (see schedstats in the kernel's documentation of scheduling).
    """
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def disk() -> int:
    """Bytes in the /tmp that this process sees."""
    state = os.statvfs("/tmp")
    return (state.f_blocks - state.f_bfree) * state.f_frsize


def descendants(pid: int) -> list[int]:
    """The processes that a process started, those that these started, and so on."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except OSError:
            pass
    return found + [other for child in found for other in descendants(child)]
