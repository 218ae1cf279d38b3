"""What a process and all that it started use: memory, time of a processor, room in /tmp."""

import os
import sys
from pathlib import Path

COUNTED = ("Pss:", "SwapPss:")  # lines of smaps_rollup


def memory(pid: int) -> int:
    """Bytes that a process and its descendants have; what several share counts as one.

    What may wait unread in their sockets is counted whole: nobody says how much it is. More than
    any limit where one of them does not let itself be looked at.
    """
    total, sockets = 0, set()
    for process in [pid, *descendants(pid)]:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith(COUNTED))
            for number in os.listdir(f"/proc/{process}/fd"):
                sockets.add(os.readlink(f"/proc/{process}/fd/{number}"))
        except PermissionError:
            return sys.maxsize  # it hides what it has
        except OSError:
            pass  # it has ended, or closed that file
    return total + _unread() * sum(name.startswith("socket:") for name in sockets)


def _unread() -> int:
    """Bytes that may wait in a socket: twice net.core.wmem_max, as Linux doubles it."""
    try:
        return 2 * int(Path("/proc/sys/net/core/wmem_max").read_text())
    except OSError:
        return 2 * 212_992  # as Linux has it where nobody changed it


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


def waited(pid: int | str) -> float:
    """Seconds that the first thread of a process was ready and had to wait for a processor.

    ``"thread-self"`` stands for the thread that asks.

    0 where the system does not say (see schedstats in the kernel's documentation of scheduling).
    """
    try:
        # asked at every step of a question: without a buffer, it takes a third of the time
        with open(f"/proc/{pid}/schedstat", "rb", buffering=0) as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def terminals() -> int:
    """How many terminals those who see this /dev/pts have opened."""
    return len(os.listdir("/dev/pts")) if os.path.isdir("/dev/pts") else 0


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
