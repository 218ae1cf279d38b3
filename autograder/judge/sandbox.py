"""Where students' code runs: a warm parent in bubblewrap, and a private fork for each submission.

bubblewrap gives the warm parent a read-only view of Python and of dlaudio with its bundled data,
no network, and nothing else: no home, no course, no gradebook, no answers. Each fork then enters
namespaces of its own (`inside.namespaces`). Where that is not allowed, every submission gets a
bubblewrap and a parent of its own, which is slower.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import dlaudio
from dlaudio.assessment.probe import AnswerError

from ..inside.namespaces import Limits
from ..inside.wire import LENGTHS
from .remote import Session

GRADER = Path(__file__).parents[1]
SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]
SETTINGS = ["ld.so.cache", "fonts", "alternatives", "localtime", "mime.types"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
START_SECONDS = 120  # for the warm parent
READY_SECONDS = 30  # for a fork of it


class SandboxError(Exception):
    """Students' code cannot be confined here; the sentence says what is missing."""


def available() -> bool:
    """Whether this machine has bubblewrap."""
    return shutil.which("bwrap") is not None


class WarmParent:
    """A process that has imported and read everything once; it forks for each submission.

    Parameters
    ----------
    cells : list of str
        Code of the unit as it was released, which is run once.
    confined : bool
        False runs students' code with the rights of this process. Only for those who said so.
    limits : Limits, optional
        What a submission may use.
    nested : bool
        False gives every submission a bubblewrap and a parent of its own at once, as where
        processes in bubblewrap may not make namespaces.
    wait : bool
        False returns at once; the first session finds out whether it starts. Forks of this process
        may then all use it.

    Raises
    ------
    SandboxError
        If it has to be confined and cannot be, or does not start.
    """

    def __init__(
        self,
        cells: list[str],
        *,
        confined: bool = True,
        limits: Limits | None = None,
        nested: bool = True,
        wait: bool = True,
    ):
        if confined and not available():
            raise SandboxError(
                "bubblewrap (bwrap) is not installed: install it, grade in the container of "
                "docker/Dockerfile, or use --no-sandbox and trust every submission"
            )
        self.how = "free" if not confined else "nested" if nested else "alone"
        self.order = {"cells": cells, "limits": asdict(limits or Limits())}
        self.rehearsed: list[list[dict] | None] | None = None
        self.parent: _Parent | None = (
            self._start() if wait else _Parent(self.order | {"how": self.how})
        )

    @property
    def cells(self) -> list[str]:
        """Code of the unit as it was released; `rehearsed` is what it has shown, once known."""
        return self.order["cells"]

    def session(self) -> Session:
        """A process for one submission, ready to run its code.

        Raises
        ------
        SandboxError
            If there is none to be had.
        """
        try:
            return self._session()
        except (OSError, AnswerError):  # the parent was killed, or the machine is short of memory
            self.close()
        try:
            return self._session()
        except (OSError, AnswerError) as error:
            self.close()
            raise SandboxError(f"no process can be started for a submission: {error}") from None

    def _session(self) -> Session:
        parent = self.parent or self._start()
        self.parent = parent if self.how != "alone" else None
        session = parent.session(end=None if self.how != "alone" else parent.close)
        if self.rehearsed is None:
            self.rehearsed = session.rehearsal()
        return session

    def _start(self) -> "_Parent":
        parent = _Parent(self.order | {"how": self.how})
        if parent.wait() == b"cannot nest":
            self.how = "alone"
            parent = _Parent(self.order | {"how": self.how})
            parent.wait()
        if parent.answer != b"ready":
            raise SandboxError(f"the sandbox does not start: {parent.complaint}")
        return parent

    def close(self) -> None:
        """End the parent and every process of its forks."""
        if self.parent is not None:
            self.parent.close()
            self.parent = None


class _Parent:
    """The process itself. Only the process that started it ends it."""

    def __init__(self, order: dict):
        self.control, theirs = socket.socketpair()
        confined = order["how"] != "free"
        command = [sys.executable, "-m", "autograder.inside.student", str(theirs.fileno())]
        self.process = subprocess.Popen(
            [*(sealed() if confined else []), *command],
            env=environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=not confined,  # bubblewrap makes one of its own
            cwd="/",
        )
        theirs.close()
        header = json.dumps(order).encode()
        self.control.settimeout(START_SECONDS)
        self.owner, self.answer, self.complaint = os.getpid(), b"", ""
        with contextlib.suppress(OSError):  # it has ended: there will be no answer either
            self.control.sendall(LENGTHS.pack(len(header), 2) + header + b"[]")

    def wait(self) -> bytes:
        """Its answer: b"ready", or something else, and then it has ended with a `complaint`."""
        with contextlib.suppress(OSError):
            self.answer = self.control.recv(64)
        if self.answer != b"ready":
            self.process.kill()
            error = self.process.stderr.read().decode(errors="replace").strip()
            self.complaint = error[-600:] or "it ended without a word"
            self.close()
        return self.answer

    def session(self, end: Callable[[], None] | None) -> Session:
        """Fork a process for a submission and wait until it is ready."""
        ours, theirs = socket.socketpair()
        reading, lifeline = os.pipe()
        session = Session(ours, lifeline, end)
        try:
            socket.send_fds(self.control, [b"fork"], [theirs.fileno(), reading])
        except OSError:
            session.close()
            raise
        finally:
            theirs.close()
            os.close(reading)
        session.greet(READY_SECONDS)
        return session

    def close(self) -> None:
        self.control.close()
        if os.getpid() == self.owner:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()


def sealed() -> list[str]:
    """`bubblewrap`, with nothing left to write to but /tmp."""
    *command, end = bubblewrap()
    command += ["--perms", "1777", "--tmpfs", "/dev/shm"]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", end]


def environment() -> dict[str, str]:
    """What a student's process is told about the machine: nothing but where its tools are."""
    paths = [str(GRADER.parent), str(Path(dlaudio.__file__).parents[1])]
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": ":".join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "DLAUDIO_HOME": "",  # nothing is remembered of a student
        "MPLBACKEND": "template",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "NUMBA_CACHE_DIR": "/tmp/numba",
        "IPYTHONDIR": "/tmp/ipython",
        "PIP_NO_INDEX": "1",  # there is no network: pip says at once what it does not have
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **dict.fromkeys(THREADS, "1"),
    }


def bubblewrap() -> list[str]:
    """The command that confines a warm parent: what it may see, all of it read-only."""
    package = Path(dlaudio.__file__).parent
    visible = [
        *SYSTEM,
        *(f"/etc/{name}" for name in SETTINGS),
        sys.prefix,
        sys.base_prefix,
        package,
        package.parents[1] / "data",
        GRADER / "__init__.py",
        GRADER / "inside",
    ]
    command = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        # root's own files must not be readable inside: the parent becomes nobody first of all
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    command += ["--perms", "1777", "--dir", "/tmp/matplotlib", "--chmod", "1777", "/tmp"]
    places = list(dict.fromkeys(map(str, visible)))
    for folder in sorted({str(parent) for place in places for parent in Path(place).parents[:-1]}):
        command += ["--perms", "0755", "--dir", folder]
    for path in places:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    return [*command, "--"]
