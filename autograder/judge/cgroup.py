"""A group of the kernel's own for each submission (cgroup v2), where this machine gives us any.

The kernel then counts all memory that a submission has, whoever holds it and however it is hidden,
and keeps it below the limit; without, `inside.namespaces` adds up what the processes say, twice a
second. There are two ways to such groups: the grader runs in a group that was handed over to it
(``systemd-run --user --scope -p Delegate=yes python -m autograder grade ...``, or a container that
has its own), or systemd makes one for the warm parent. What is written into which file:
https://docs.kernel.org/admin-guide/cgroup-v2.html, https://systemd.io/CGROUP_DELEGATION/.
"""

import contextlib
import functools
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..inside.limits import Limits
from ..inside.usage import descendants

LEAF = "dlaudio-grader"  # the grader's own processes: a group that has groups has no processes
NAME = "dlaudio-submission"
BUS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")  # how systemd's user manager is found
SCOPE = ["systemd-run", "--user", "--scope", "--quiet", "--collect", "--property=Delegate=yes"]

_numbers = itertools.count()
_ended: set[Path] = set()  # groups whose processes were told to end


class Groups:
    """A group that is ours, below which every submission has one of its own.

    Parameters
    ----------
    folder : Path
        Its folder below the mount of cgroup v2, from which memory is handed on.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.sweep()

    def put(self, pid: int, limits: Limits) -> "Group | None":
        """A new group with a submission's limits and its process in it; None if that fails."""
        self.sweep()
        folder = self.folder / f"{NAME}-{os.getpid()}-{next(_numbers)}"
        try:
            folder.mkdir()
            _write(folder / "memory.max", limits.memory)
            with contextlib.suppress(OSError):  # where there is no swap, there is no limit of it
                _write(folder / "memory.swap.max", 0)
            with contextlib.suppress(OSError):  # all or none of its processes end
                _write(folder / "memory.oom.group", 1)
            with contextlib.suppress(OSError):  # RLIMIT_NPROC counts them, too
                _write(folder / "pids.max", limits.processes)
            _write(folder / "cgroup.procs", pid)
        except OSError:
            with contextlib.suppress(OSError):
                _remove(folder)
            return None
        return Group(folder)

    def sweep(self) -> None:
        """Remove the groups that have ended, and those of graders that were killed."""
        for folder in self.folder.glob(f"{NAME}-*"):
            maker = folder.name.split("-")[-2]
            if folder in _ended or not os.path.exists(f"/proc/{maker}"):
                with contextlib.suppress(OSError):  # somebody is still in it
                    _remove(folder)
                    _ended.discard(folder)


class Group:
    """One submission's group."""

    def __init__(self, folder: Path):
        self.folder = folder

    def end(self) -> None:
        """End every process in it; it is removed now, or before the next one is made."""
        with contextlib.suppress(OSError):  # Linux before 5.14: the supervisor ends them
            _write(self.folder / "cgroup.kill", 1)
        try:
            _remove(self.folder)
        except OSError:
            _ended.add(self.folder)


def of_process(pid: int, proc: Path = Path("/proc")) -> Groups | None:
    """What a process and those that it started have for themselves, made ready; None if nothing.

    A group is taken only if memory is counted there, if we may write to it, and if it holds nobody
    else: whoever else is in there would have to move.
    """
    folder = _folder(pid, proc)
    if folder is None:
        return None
    if folder.name == LEAF:
        folder = folder.parent
    try:
        given = (folder / "cgroup.controllers").read_text().split()
        handed_on = (folder / "cgroup.subtree_control").read_text().split()
        if "memory" not in given or not _writable(folder):
            return None
        if "memory" not in handed_on:
            inside = {int(number) for number in (folder / "cgroup.procs").read_text().split()}
            if inside - {pid, *descendants(pid)}:
                return None
            (folder / LEAF).mkdir(exist_ok=True)
            for number in sorted(inside):
                with contextlib.suppress(ProcessLookupError):  # it has ended
                    _write(folder / LEAF / "cgroup.procs", number)
            wanted = [f"+{name}" for name in ("memory", "pids") if name in given]
            _write(folder / "cgroup.subtree_control", " ".join(wanted))
    except (OSError, ValueError):
        return None
    return Groups(folder)


def _folder(pid: int, proc: Path) -> Path | None:
    """The folder of a process's group of cgroup v2."""
    try:
        mounts = [line.split() for line in (proc / "self/mountinfo").read_text().splitlines()]
        own = (proc / str(pid) / "cgroup").read_text().splitlines()
    except OSError:
        return None
    mount = next((m for m in mounts if m[m.index("-") + 1] == "cgroup2"), None)
    place = next((line[3:] for line in own if line.startswith("0::/")), None)
    if mount is None or place is None:
        return None
    with contextlib.suppress(ValueError):
        place = "/" + str(Path(place).relative_to(mount[3]))  # a container may see a part alone
    folder = Path(mount[4] + place)
    return folder if folder.is_dir() else None


def _writable(folder: Path) -> bool:
    files = ("", "cgroup.procs", "cgroup.subtree_control")
    return all(os.access(folder / name, os.W_OK) for name in files)


def _remove(folder: Path) -> None:
    os.rmdir(folder)  # its files are the kernel's and go with it


def _write(file: Path, value: int | str) -> None:
    with open(file, "w") as opened:
        opened.write(str(value))


@functools.cache
def scope() -> tuple[str, ...]:
    """What a command begins with that gets a group of its own from systemd; nothing if it cannot.

    It is tried out once: systemd has to answer, and to leave open what is handed over.
    """
    program = shutil.which(SCOPE[0])
    if program is None or not os.environ.get(BUS[0]):
        return ()
    prefix = (program, *SCOPE[1:], "--")
    ours, theirs = os.pipe()
    try:
        done = subprocess.run(
            [*prefix, sys.executable, "-c", f"import os; os.write({theirs}, b'heard')"],
            pass_fds=[theirs],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
        )
        os.set_blocking(ours, False)
        heard = done.returncode == 0 and os.read(ours, 16) == b"heard"
    except (OSError, subprocess.SubprocessError):
        heard = False
    finally:
        os.close(ours)
        os.close(theirs)
    return prefix if heard else ()


def begun(command: list[str]) -> tuple[list[str], dict[str, str]]:
    """A command of bubblewrap in a group of its own, and what its environment needs besides.

    As it is, where this process has groups already or systemd makes none.
    """
    if of_process(os.getpid()) or not (prefix := scope()):
        return command, {}
    hidden = [word for name in (*BUS, "INVOCATION_ID") for word in ("--unsetenv", name)]
    bus = {name: os.environ[name] for name in BUS if name in os.environ}
    return [*prefix, command[0], *hidden, *command[1:]], bus


def groups(pid: int) -> Groups | None:
    """Those of this process, or of a warm parent that was `begun`; None if there are none."""
    return of_process(os.getpid()) or (of_process(pid) if scope() else None)


def sentence() -> str:
    """What a class's table says of memory where the kernel does not count it."""
    if of_process(os.getpid()) or scope():
        return ""
    return (
        "Memory was added up twice a second, for this machine gives the grader no group of its own "
        "(cgroup): see Limits in autograder/README.md."
    )
