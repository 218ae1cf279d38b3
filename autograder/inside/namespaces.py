"""Leave the shared world: private process, mount, network and IPC namespaces, limits, no rights.

Called in a fork of the warm parent, which already runs in bubblewrap's view of the system. Each
submission gets a world of its own below that one, in a few milliseconds.
"""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass

libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
ALONE = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET
MS_NOSUID_NODEV = 2 | 4
MS_PRIVATE_ALL = 0x4000 | 0x40000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
NOBODY = 65534


@dataclass(frozen=True)
class Limits:
    """What a submission may use: bytes, seconds of CPU, processes."""

    memory: int = 3 << 30
    disk: int = 64 << 20
    cpu_seconds: int = 300
    processes: int = 64


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


def can_unshare() -> bool:
    """Whether this kernel lets an unprivileged process make namespaces of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            unshare()
            os._exit(0)
        except OSError:
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
    """An empty /tmp of limited size, no view of other processes, then no capabilities."""
    _call("mount", b"none", b"/", None, ctypes.c_ulong(MS_PRIVATE_ALL), None)
    size = f"size={limits.disk},mode=0777".encode()
    for place in (b"/tmp", b"/proc", b"/dev/shm"):
        if os.path.isdir(place):
            options = size if place == b"/tmp" else b"size=1m,mode=0555"
            _call("mount", b"tmpfs", place, b"tmpfs", ctypes.c_ulong(MS_NOSUID_NODEV), options)
    os.makedirs("/tmp/work")
    os.chdir("/tmp/work")


def drop_rights() -> None:
    """No capabilities in any set, and no way to gain any."""
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def set_limits(limits: Limits) -> None:
    """Bounds of the kernel's own: memory, CPU, file size, processes, open files, no core dumps."""
    for name, value in [
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_FSIZE", limits.disk),
        ("RLIMIT_NPROC", limits.processes),
        ("RLIMIT_NOFILE", 256),
        ("RLIMIT_CORE", 0),
    ]:
        resource.setrlimit(getattr(resource, name), (value, value))


def die_with_parent() -> None:
    _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def supervise(run, lifeline: int, limits: Limits, *, confine: bool) -> None:
    """Run `run()` in a world of its own until it ends or the lifeline closes; never returns.

    This process stays outside of the new process namespace. When it kills process 1 in there, the
    kernel ends everything the student started.
    """
    die_with_parent()
    if confine:
        unshare()
    pid = os.fork()
    if pid == 0:
        os.close(lifeline)
        try:
            if confine:
                die_with_parent()
                private_world(limits)
                drop_rights()
            else:
                os.setsid()
            set_limits(limits)
            run()
        finally:
            os._exit(0)
    _until_either_ends(pid, lifeline)
    try:
        os.kill(pid if confine else -pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    sys.stdout.flush()
    os._exit(0)


def _until_either_ends(pid: int, lifeline: int) -> None:
    """Return when the process has ended or the other end of the lifeline is closed."""
    import select

    watch = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(watch, select.POLLIN)
    poll.register(lifeline, select.POLLIN | select.POLLHUP)
    poll.poll()
