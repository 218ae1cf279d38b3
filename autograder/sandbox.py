"""Where students' code runs: a warm parent in bubblewrap, and a private fork for each submission.

bubblewrap gives the warm parent a read-only view of Python and of dlaudio with its bundled data,
no network, and nothing else: no home, no course, no gradebook, no answers. Each fork then enters
namespaces of its own (`inside.namespaces`). Where that is not allowed, every submission gets a
bubblewrap and a parent of its own, which is slower.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import dlaudio

from .inside.namespaces import Limits
from .inside.wire import LENGTHS
from .remote import Session

SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]
SETTINGS = ["ld.so.cache", "fonts", "alternatives", "localtime", "mime.types"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
START_SECONDS = 120


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

    Raises
    ------
    SandboxError
        If it has to be confined and cannot be, or does not start.
    """

    def __init__(self, cells: list[str], *, confined: bool = True, limits: Limits | None = None):
        if confined and not available():
            raise SandboxError(
                "bubblewrap (bwrap) is not installed: install it, grade in the container of the "
                "Dockerfile, or use --no-sandbox and trust every submission"
            )
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "autograder.inside.student", str(theirs.fileno())]
        self.process = subprocess.Popen(
            [*(bubblewrap() if confined else []), *command],
            env=environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
        )
        theirs.close()
        self.control = ours
        order = {"cells": cells, "confine": confined, "limits": asdict(limits or Limits())}
        header = json.dumps(order).encode()
        self.control.settimeout(START_SECONDS)
        try:
            self.control.sendall(LENGTHS.pack(len(header), 2) + header + b"[]")
            answer = self.control.recv(64)
        except (OSError, TimeoutError):
            answer = b""
        if answer != b"ready":
            self.close()
            raise SandboxError(f"the sandbox does not start: {self._complaint(answer)}")

    def _complaint(self, answer: bytes) -> str:
        if answer:
            return answer.decode(errors="replace")
        error = self.process.stderr.read().decode(errors="replace").strip()
        return error[-600:] or "it ended without a word"

    def session(self) -> Session:
        """Fork a process for one submission."""
        ours, theirs = socket.socketpair()
        end, lifeline = os.pipe()
        try:
            socket.send_fds(self.control, [b"fork"], [theirs.fileno(), end])
        finally:
            theirs.close()
            os.close(end)
        return Session(ours, lifeline)

    def close(self) -> None:
        """End the parent and every process of its forks."""
        self.control.close()
        self.process.kill()
        self.process.wait()


def environment() -> dict[str, str]:
    """What a student's process is told about the machine: nothing but where its tools are."""
    paths = [str(Path(__file__).parents[1]), str(Path(dlaudio.__file__).parents[1])]
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": ":".join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "MPLBACKEND": "template",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "NUMBA_CACHE_DIR": "/tmp/numba",
        "IPYTHONDIR": "/tmp/ipython",
        **dict.fromkeys(THREADS, "1"),
    }


def bubblewrap() -> list[str]:
    """The command that confines a warm parent: what it may see, all of it read-only."""
    package, inside = Path(dlaudio.__file__).parent, Path(__file__).parent / "inside"
    visible = [
        *SYSTEM,
        *(f"/etc/{name}" for name in SETTINGS),
        sys.prefix,
        sys.base_prefix,
        package,
        package.parents[1] / "data",
        Path(__file__).with_name("__init__.py"),
        inside,
    ]
    command = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        # root's own files must not be readable inside: the parent becomes nobody first of all
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/tmp/matplotlib"]
    command += ["--chmod", "1777", "/tmp"]
    places = list(dict.fromkeys(map(str, visible)))
    for folder in sorted({str(parent) for place in places for parent in Path(place).parents[:-1]}):
        command += ["--perms", "0755", "--dir", folder]
    for path in places:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    return [*command, "--"]
