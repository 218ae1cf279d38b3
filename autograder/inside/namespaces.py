"""Leave the shared world: private process, mount, network and IPC namespaces, limits, no rights.

Called in a fork of the warm parent, which already runs in bubblewrap's view of the system. Each
submission gets a world of its own below that one, in a few milliseconds.
"""

import ctypes
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from . import usage
from .limits import NICE, Limits
from .syscalls import refuse_calls

libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
ALONE = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET
MS_NOSUID, MS_NOSUID_NODEV = 2, 2 | 4
MS_PRIVATE_ALL = 0x4000 | 0x40000
MS_BIND_ALL = 0x1000 | 0x4000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
PR_SET_CHILD_SUBREAPER = 36
NOBODY = 65534
WATCH_MS = 500  # between two looks at what a submission uses


def _call(name: str, *arguments) -> None:
    if getattr(libc, name)(*arguments):
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def become_nobody() -> None:
    """Give up root for good; does nothing for other users."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # /proc/self is ours again


def can_confine(limits: Limits) -> bool:
    """Whether this process may make a private world: some systems forbid it below bubblewrap."""
    pid = os.fork()
    if pid == 0:
        try:
            unshare()
            inner = os.fork()
            if inner == 0:
                private_world(limits)
                drop_rights()
                os._exit(0)
            os._exit(os.waitpid(inner, 0)[1] != 0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def unshare(flags: int = ALONE) -> None:
    """Enter new namespaces; the next fork is process 1 of the new process namespace."""
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", flags)
    for name, text in [
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ]:
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def private_world(limits: Limits) -> None:
    """In mounts of its own: empty /tmp and /dev/shm of limited size, terminals, no processes."""
    _call("unshare", CLONE_NEWNS)
    _call("mount", b"none", b"/", None, ctypes.c_ulong(MS_PRIVATE_ALL), None)
    kept = _mounted_below_tmp()
    for place, options in [
        ("/tmp", f"size={limits.disk},nr_inodes={limits.files},mode=0777"),
        ("/dev/shm", f"size={limits.disk},nr_inodes={limits.files},mode=0777"),
    ]:
        if os.path.isdir(place):
            _mount(b"tmpfs", place, options)
    if os.path.isdir("/dev/pts"):  # a terminal that two could open would be a way to talk
        _mount(b"devpts", "/dev/pts", f"ptmxmode=0666,max={limits.processes}")
    for place, was in kept.items():
        _show_again(place, was)
    _mount(b"tmpfs", "/proc", "size=4k,mode=0555")


def _mount(kind: bytes, place: str, options: str) -> None:
    # a file system of devices has to show them
    flags = ctypes.c_ulong(MS_NOSUID if kind == b"devpts" else MS_NOSUID_NODEV)
    _call("mount", kind, place.encode(), kind, flags, options.encode())


def _mounted_below_tmp() -> dict[str, int]:
    """What bubblewrap shows below /tmp, opened: a clone of the project may lie there."""
    with open("/proc/self/mountinfo") as table:
        places = [line.split()[4] for line in table]
    return {p: os.open(p, os.O_PATH) for p in sorted(places) if p.startswith("/tmp/")}


def _show_again(place: str, was: int) -> None:
    """Bind what is open as `was` to its old place in the new /tmp."""
    if os.path.isdir(f"/proc/self/fd/{was}"):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_WRONLY))
    source = f"/proc/self/fd/{was}".encode()
    _call("mount", source, place.encode(), None, ctypes.c_ulong(MS_BIND_ALL), None)
    os.close(was)


def drop_rights() -> None:
    """No capabilities in any set, no way to gain any, and fewer calls of the kernel."""
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
    refuse_calls(libc)


def set_limits(limits: Limits) -> None:
    """Bounds of the kernel's own: memory, CPU, file size, open files, no core dumps."""
    _set_limits(
        RLIMIT_AS=limits.memory,
        RLIMIT_CPU=limits.cpu_seconds,
        RLIMIT_FSIZE=limits.disk,
        RLIMIT_NOFILE=256,
        RLIMIT_CORE=0,
    )


def limit_processes(limits: Limits) -> None:
    """A bound on processes: the kernel counts those of the same user in the same namespaces."""
    _set_limits(RLIMIT_NPROC=limits.processes)


def _set_limits(**limits: int) -> None:
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def die_first() -> None:
    """Where the machine runs out of memory, a student's process is the one to end."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        pass


def die_with_parent() -> None:
    _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def supervise(
    run: Callable[[socket.socket], None],
    talk: socket.socket,
    lifeline: int,
    limits: Limits,
    how: str,
) -> None:
    """Run `run(talk)` in a world of its own until the lifeline closes; never returns.

    This process stays outside of the new process namespace. When it kills process 1 in there, the
    kernel ends everything the student started.

    Parameters
    ----------
    how : str
        ``"nested"``: in namespaces of its own. ``"alone"``: bubblewrap's are its own already.
        ``"free"``: with the rights of this process, and what it started is looked for at the end.
    """
    for number in set(map(int, os.listdir("/dev/fd"))) - {0, 1, 2, talk.fileno(), lifeline}:
        _close(number)  # what the warm parent had open is not for students
    if how == "nested":
        die_with_parent()
        unshare()
    elif sys.platform == "linux":
        _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.write(lifeline, b".")  # tells the judge who we are, so that it can find our child
    pid = os.fork()
    if pid == 0:
        os.close(lifeline)
        os.nice(NICE)
        os.setsid()  # a signal to one's own group of processes must not reach ours
        try:
            if how != "free":
                die_first()
                die_with_parent()
            if how == "nested":
                _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # the supervisor may look at our memory
                private_world(limits)
            if how != "free":
                os.makedirs("/tmp/work")
                os.chdir("/tmp/work")
                drop_rights()
                limit_processes(limits)
            set_limits(limits)
            run(talk)
        finally:
            os._exit(0)
    talk.close()
    _watch(pid, lifeline, limits, alone=how == "alone")
    _end(pid)
    if how != "nested":
        _end_children()
    sys.stdout.flush()
    os._exit(0)


def _watch(pid: int, lifeline: int, limits: Limits, alone: bool) -> None:
    """Return when the other end of the lifeline is closed, or more is used than is allowed.

    Who is alone in a sandbox shares /tmp and the terminals with this process: they have no bounds
    of their own.
    """
    poll = select.poll()
    poll.register(lifeline, select.POLLIN | select.POLLHUP)
    while not poll.poll(WATCH_MS):
        if usage.memory(pid) > limits.memory:
            return
        if alone and (usage.disk() > limits.disk or usage.terminals() > limits.processes):
            return


def _close(number: int) -> None:
    try:
        os.close(number)
    except OSError:
        pass  # it was the list of open files itself


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def _end_children() -> None:
    """End all that this process inherited. The list of them may miss some; waiting does not."""
    while True:
        for pid in usage.descendants(os.getpid()):
            _end(pid)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        time.sleep(0.001)
