"""What the machine shares among all: no submission uses it up, and no two can meet there.

Each call is made in the real sandbox, in both of its ways; two submissions of one class run side by
side, as the same user of the system.
"""

import contextlib
import os
import platform
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from handed_in import FULL, grade, right

from autograder.inside import syscalls, usage
from autograder.inside.limits import NICE, Limits
from autograder.judge import sandbox
from autograder.judge.sandbox import WarmParent
from dlaudio.assessment.probe import AnswerError

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

SETUP = """
import ctypes, errno, fcntl, mmap, os, socket, struct, time
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    found = libc.syscall(number, *arguments)
    return "got" if found >= 0 else errno.errorcode[ctypes.get_errno()]
"""


@contextlib.contextmanager
def at_once(number: int, *, nested: bool = True, **limits):
    """Submissions of a class at the same time, what is run in each; and the class's warm parent."""
    parent = WarmParent([], nested=nested, limits=Limits(**limits))
    sessions = [parent.session() for _ in range(number)]
    assert parent.how == ("nested" if nested else "alone")
    yield [*map(runs, sessions), parent]
    for session in sessions:
        session.close()
    parent.close()


@pytest.fixture(scope="module", params=["nested", "alone"])
def two(request):
    """What is run in one submission, and what in another."""
    with at_once(2, nested=request.param == "nested") as (one, other, _):
        yield one, other


def runs(session):
    def run(source: str) -> str:
        session.allow(10)
        outputs = session.run(SETUP + textwrap.dedent(source))
        return "".join(output.get("text", "") for output in outputs).strip()

    return run


@pytest.mark.skipif(platform.machine() not in syscalls.MACHINES, reason="there is no filter here")
@pytest.mark.parametrize("name", syscalls.REFUSED)
def test_a_call_is_refused(two, name):
    """With arguments that would have another error, or none: with -1 the kernel says EBADF..."""
    number = syscalls.REFUSED[name][syscalls.MACHINES[platform.machine()][0]]
    for arguments in ("0, 0, 0, 0, 0", "-1, -1, -1, -1, -1"):
        assert two[0](f"print(call({number}, {arguments}))") == "EPERM"


def test_what_else_the_machine_does_comes_first(two):
    assert two[0]("print(os.nice(0))") == str(os.nice(0) + NICE)


def test_no_context_of_asynchronous_input_is_taken(two):
    """The kernel counts them for the whole machine (fs.aio-max-nr)."""
    before = Path("/proc/sys/fs/aio-nr").read_text()
    source = "print({call(206, 1000, ctypes.byref(ctypes.c_ulong(0))) for _ in range(100)})"
    if platform.machine() == "x86_64":
        assert two[0](source) == "{'EPERM'}"
    assert Path("/proc/sys/fs/aio-nr").read_text() == before


# what one does, what the other does to find out, what that one then has to see
CHANNELS = {
    "a lock on a file": (
        "held = open(os.__file__)\nfcntl.flock(held, fcntl.LOCK_EX)\nprint('had')",
        "own = open(os.__file__)\nfcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)\nprint('free')",
        "free",
    ),
    "a lock on a part of a file": (
        "held = open(os.__file__)\nfcntl.lockf(held, fcntl.LOCK_SH, 5, 77)\nprint('had')",
        "own, where = open(os.__file__), struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 77, 5, 0)\n"
        "for look in (fcntl.F_GETLK, fcntl.F_OFD_GETLK):\n"
        "    try: print(fcntl.fcntl(own, look, where) == where)\n"
        "    except PermissionError: print('refused')",
        "refused\nrefused",
    ),
    "a lease on a file": (
        "held = os.open('/tmp/mine', os.O_CREAT | os.O_RDONLY)\n"
        "try: fcntl.fcntl(held, fcntl.F_SETLEASE, fcntl.F_RDLCK)\n"
        "except PermissionError: print('refused')",
        "print(os.path.exists('/tmp/mine'))",
        "False",
    ),
    "who reads a folder": (
        "held = os.open('/usr', os.O_RDONLY)\n"
        "try: fcntl.fcntl(held, fcntl.F_NOTIFY, fcntl.DN_ACCESS)\n"
        "except PermissionError: print('refused')",
        "print(call(294, 0) if os.uname().machine == 'x86_64' else 'EPERM')",
        "EPERM",
    ),
    "a terminal": (
        "ours, theirs = os.openpty()\nprint(os.ttyname(theirs))",
        "print(os.listdir('/dev/pts'))",
        "['ptmx']",
    ),
    "a named semaphore": (
        "libc.sem_open.restype = ctypes.c_void_p\n"
        "print(bool(libc.sem_open(b'/mark', os.O_CREAT, 0o777, 1)))",
        "libc.sem_open.restype = ctypes.c_void_p\nprint(bool(libc.sem_open(b'/mark', 0)))",
        "False",
    ),
    "a shared memory of the file system": (
        "open('/dev/shm/mark', 'w').write('here')",
        "print(os.listdir('/dev/shm'))",
        "[]",
    ),
    "a file in /tmp": ("open('/tmp/mark', 'w').write('here')", "print(os.listdir('/tmp'))", None),
    "an abstract socket": (
        "listener = socket.socket(socket.AF_UNIX)\nlistener.bind('\\0mark')\nlistener.listen()",
        "try: socket.socket(socket.AF_UNIX).connect('\\0mark')\n"
        "except ConnectionRefusedError: print('nobody')",
        "nobody",
    ),
    "a port": (
        "door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ndoor.bind(('0.0.0.0', 8642))",
        "door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "door.bind(('0.0.0.0', 8642))\nprint('mine')",
        "mine",
    ),
    "a name of the machine": (
        "import socket\ntry: socket.sethostname('mark')\nexcept PermissionError: print('refused')",
        "print(socket.gethostname() == 'mark')",
        "False",
    ),
}


@pytest.mark.parametrize("name", CHANNELS)
def test_two_students_cannot_meet(two, name):
    one, other, expected = CHANNELS[name]
    two[0](one)
    seen = two[1](other)
    assert "mark" not in seen
    if expected is not None:
        assert seen == expected


def test_locks_are_had_where_a_library_wants_one(two):
    """There is nobody to lock out: a database in a file works."""
    source = """
        import sqlite3
        base = sqlite3.connect('notes.db')
        base.execute('create table notes (note)')
        base.execute('insert into notes values (440)')
        base.commit()
        print(sqlite3.connect('notes.db').execute('select note from notes').fetchall())
    """
    assert two[0](source) == "[(440,)]"


def test_terminals_are_counted_for_each_submission():
    """One that opens all it gets leaves the others theirs; a shell command needs one."""
    source = """
        kept = []
        try:
            while True: kept.append(os.openpty())
        except OSError: print(len(kept))
    """
    with at_once(2) as (hog, honest, _):
        assert 0 < int(hog(source)) <= Limits().processes
        assert "here" in honest("get_ipython().system('echo here')")


def test_terminals_are_watched_where_they_have_no_bound_of_their_own():
    with at_once(1, nested=False) as (hog, _):
        with pytest.raises(AnswerError, match="the Python process ended"):
            hog("kept = [os.openpty() for _ in range(100)]\ntime.sleep(9)")


def test_files_on_their_way_to_nobody_do_not_keep_the_grader_from_sending():
    """The kernel counts open files that are on their way, for all processes of a user."""
    source = """
        kept, sent = [], 0
        try:
            while True:
                kept.append(socket.socketpair())
                for _ in range(20):
                    socket.send_fds(kept[-1][0], [b'x'], [0] * 100)
                    sent += 100
        except OSError: pass
        print(sent >= 200)
    """
    with at_once(1) as (hog, parent):
        assert hog(source) == "True"
        assert grade(right(), parent).points == FULL


# ---- memory that is not seen at first sight ------------------------------------------------------

HIDDEN = {
    "the process lets nobody look": "libc.prctl(4, 0, 0, 0, 0)\ntime.sleep(9)",
    "in sockets": """
        kept = [socket.socketpair() for _ in range(100)]
        for one, _ in kept:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
            one.setblocking(False)
            try:
                while True: one.send(bytes(1 << 16))
            except OSError: pass
        time.sleep(9)
    """,
}


@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.parametrize("how", HIDDEN)
def test_memory_that_is_hidden_is_counted_or_too_much(how, nested):
    with at_once(1, nested=nested, memory=1 << 29) as (hide, _):
        with pytest.raises(AnswerError, match="the Python process ended"):
            hide(HIDDEN[how])


def test_memory_without_a_file_cannot_be_shared(two):
    """Pages that two share and nobody has mapped are in no process's count."""
    source = """
        for where in (-1, os.open('/dev/zero', os.O_RDWR)):
            try: mmap.mmap(where, 1 << 20)
            except OSError as error: print(type(error).__name__)
        print(len(mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)))
    """
    assert two[0](source).split() == ["PermissionError", "OSError", str(1 << 20)]


def test_what_several_processes_share_is_counted_once_and_whole(tmp_path):
    source = f"""
        import mmap, os, time
        file = open({str(tmp_path / "shared")!r}, "w+b")
        file.truncate(64 << 20)
        for _ in range(3):
            os.fork()
        view = mmap.mmap(file.fileno(), 64 << 20)
        view.write(bytes(64 << 20))
        print("ready", flush=True)
        time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        for _ in range(8):
            process.stdout.readline()
        found = usage.memory(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
    assert 64 << 20 < found < 2 * (64 << 20)
