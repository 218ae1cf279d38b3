"""Where students' code runs: a warm parent in bubblewrap, and a private fork for each submission.

bubblewrap gives the warm parent a read-only view of Python and of dlaudio with its bundled data,
no network, and nothing else: no home, no course, no gradebook, no answers. Each fork then enters
namespaces of its own (`inside.namespaces`). Where that is not allowed, every submission gets a
bubblewrap and a parent of its own, which is slower.
"""

import contextlib
import json
import mmap
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

from dlaudio.assessment.probe import AnswerError

from ..inside.limits import DEFAULT_LIMITS, IDLE_SECONDS, START_SECONDS, Limits
from ..inside.usage import cpu_seconds, descendants
from ..inside.wire import LENGTHS
from . import cgroup
from .compiled import Compiled
from .confinement import environment, sealed
from .remote import Session

READY_SECONDS = 30  # for a fork of it
TELL_SECONDS = 20  # after which somebody who waits is told what for
CREDENTIALS = (socket.SOL_SOCKET, getattr(socket, "SCM_CREDENTIALS", -1))
LOOK_SECONDS = 2  # between two looks at whether it works


class SandboxError(Exception):
    """Students' code cannot be confined here; the sentence says what is missing."""


class StartError(SandboxError):
    """The sandbox was not ready in time. That says nothing of whether code can be confined."""


def available() -> bool:
    """Whether this machine has bubblewrap."""
    return shutil.which("bwrap") is not None


class WarmParent:
    """A process that has imported and read everything once; it forks for each submission.

    Parameters
    ----------
    cells : list of str
        Code of the unit as it was released, which is run once.
    later : sequence of (int, list of int, list of str), optional
        The cells that are only run when they are asked for (see `demonstrations.left_for_later`).
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
        later: Sequence[tuple[int, list[int], list[str]]] = (),
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
        self.limits = limits or DEFAULT_LIMITS
        self.order = {"cells": cells, "later": list(later), "limits": asdict(self.limits)}
        self.rehearsed: list[list[dict] | None] | None = None
        self.bound: list[list[str]] = []
        self.parent: _Parent | None = (
            self._start() if wait else _Parent(self.order | {"how": self.how})
        )

    @property
    def cells(self) -> list[str]:
        """Code of the unit as it was released.

        `rehearsed` is what each cell has shown and `bound` the names it has bound, once known.
        """
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
        except (OSError, AnswerError, SandboxError):  # it was killed, or there is no memory left
            self.close()
        try:
            return self._session()
        except (OSError, AnswerError) as error:
            self.close()
            raise SandboxError(f"no process can be started for a submission: {error}") from None

    def _session(self) -> Session:
        parent = self._ready(self.parent) if self.parent else self._start()
        self.parent = parent if self.how != "alone" else None
        session = parent.session(end=None if self.how != "alone" else parent.close)
        if self.rehearsed is None:
            self.rehearsed, self.bound = session.rehearsal()
        return session

    def _start(self) -> "_Parent":
        return self._ready(_Parent(self.order | {"how": self.how}))

    def _ready(self, parent: "_Parent") -> "_Parent":
        """The parent, or one of another kind where it may not nest, when it is ready."""
        if parent.wait() == b"cannot nest":
            self.how = "alone"
            parent = _Parent(self.order | {"how": self.how})
            parent.wait()
        if parent.late:
            raise StartError(f"the sandbox is not ready: {parent.complaint}")
        if parent.answer != b"ready":
            raise SandboxError(f"the sandbox does not start: {parent.complaint}")
        return parent

    def close(self) -> None:
        """End the parent and every process of its forks."""
        if self.parent is not None:
            self.parent.close()
            self.parent = None


class _Parent:
    """The process itself. Only the process that started it ends it.

    Attributes
    ----------
    answer : bytes
        ``b"ready"``, or something else, and then it has ended; empty while it is not known.
    late : bool
        Whether nobody waits for it any more; `complaint` then says why.
    """

    def __init__(self, order: dict):
        self.control, theirs = socket.socketpair()
        confined = order["how"] != "free"
        self.compiled = Compiled() if confined else None
        numbers = self.compiled.numbers if confined else {"kept": -1, "new": -1}
        command = [sys.executable, "-m", "autograder.inside.student", str(theirs.fileno())]
        command, bus = cgroup.begun([*sealed(), *command]) if confined else (command, {})
        self.groups: cgroup.Groups | None = None  # not before it has started what it needs
        self.limits, self.confined = Limits(**order["limits"]), confined
        self.process = subprocess.Popen(
            command,
            env=environment() | bus,
            pass_fds=[theirs.fileno(), *(number for number in numbers.values() if number >= 0)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=not confined,  # bubblewrap makes one of its own
            cwd="/",
        )
        theirs.close()
        if self.compiled:
            self.compiled.handed_over()
        header = json.dumps(order | {"compiled": numbers}).encode()
        self.owner, self.answer, self.complaint, self.late = os.getpid(), b"", "", False
        self.told = mmap.mmap(-1, 1)  # shared by the forks of this process: one tells for all
        with contextlib.suppress(OSError):  # it has ended: there will be no answer either
            self.control.sendall(LENGTHS.pack(len(header), 2) + header + b"[]")

    def wait(self) -> bytes:
        """Its answer, waited for while it works; every fork of this process may ask."""
        start = worked = time.monotonic()
        used = -1.0
        self.control.settimeout(LOOK_SECONDS)
        while not self.answer and not self.late:
            try:
                # it is looked at and left there, for the forks that wait as well
                self.answer = self.control.recv(64, socket.MSG_PEEK)
                break
            except TimeoutError:
                now, before = time.monotonic(), used
                used = cpu_seconds(self.process.pid)
                worked = now if used > before else worked
            except OSError:
                break  # it has ended
            if now - start > TELL_SECONDS and not self.told[0]:
                self.told[0] = 1
                print(
                    f"Waiting for the sandbox, which runs the unit once before it grades: {used:g} "
                    "s of processor time so far. The first time, libraries are compiled.",
                    file=sys.stderr,
                )
            if now - worked > IDLE_SECONDS or now - start > START_SECONDS:
                self.late = True
                self.complaint = (
                    f"after {now - start:.0f} s it has used {used:g} s of processor time and does "
                    "not answer. Try again when the machine is less busy"
                )
        if self.answer == b"ready":
            self.groups = cgroup.groups(self.process.pid) if self.confined else None
            if self.compiled:
                self.compiled.keep()
        elif not self.late:
            self.process.kill()
            error = self.process.stderr.read().decode(errors="replace").strip()
            self.complaint = error[-600:] or "it ended without a word"
        if self.answer != b"ready":
            self.close()
        return self.answer

    def session(self, end: Callable[[], None] | None) -> Session:
        """Fork a process for a submission and wait until it is ready."""
        ours, theirs = socket.socketpair()
        lifeline, far_end = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):
            lifeline.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        session = Session(ours, lifeline.detach(), end)
        try:
            word = only_processor() or b"anywhere"
            socket.send_fds(self.control, [word], [theirs.fileno(), far_end.fileno()])
        except OSError:
            session.close()
            raise
        finally:
            theirs.close()
            far_end.close()
        session.greet(READY_SECONDS)
        session.pid = _watched(session.lifeline)
        if self.groups and session.pid and (group := self.groups.put(session.pid, self.limits)):
            ends = contextlib.ExitStack()
            for each in filter(None, [end, group.end]):
                ends.callback(each)
            session.end = ends.close
        return session

    def close(self) -> None:
        self.control.close()
        if os.getpid() == self.owner:
            self.process.kill()
            self.process.wait()
            if self.compiled:
                self.compiled.forget()
        self.process.stderr.close()


def only_processor() -> bytes:
    """The number of the processor that this process has to itself; empty if it may use others."""
    if not hasattr(os, "sched_getaffinity"):
        return b""
    number, *others = os.sched_getaffinity(0)
    return b"" if others else b"%d" % number


def _watched(lifeline: int) -> int:
    """The process that a supervisor watches; 0 if it does not say.

    It has sent a byte over the lifeline before it started it. Who sent it, the kernel says, and
    gives it the number by which it is known here.
    """
    with socket.socket(fileno=os.dup(lifeline)) as line:
        try:
            _, said, *_ = line.recvmsg(1, 256, socket.MSG_DONTWAIT)
        except OSError:
            return 0
    sent = [data for level, kind, data in said if (level, kind) == CREDENTIALS]
    supervisor = struct.unpack("3i", sent[0])[0] if sent else 0
    return next(iter(descendants(supervisor)), 0) if supervisor > 0 else 0
