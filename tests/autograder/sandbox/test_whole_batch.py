"""Faults and attacks in one class, through the real command: nobody notices anybody else's.

One honest student, `zoe`, is graded after all of them; `b` is the one that an attack is aimed at.
"""

import hashlib
import os
import re
import time
from pathlib import Path

import driving
import pytest
from attacks import ATTACKS
from driving import SmallClass
from handed_in import FULL, data, right, said
from test_attacks import tampered
from test_faults import FAULTS, sleepers

from autograder.judge import sandbox

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

# what ended or stopped a whole batch of nbgrader's, or took the submission with it
SOME_FAULTS = [
    "os._exit",
    "an infinite loop that catches every exception",
    "a check copied twice",
    "an old schema_version in one cell",
    "all metadata stripped, as by Colab",
    "truncated JSON",
    "50 MB of output in one line",
    "200 processes",
    "a warning on stderr while the answer is right",
]
SOME_ATTACKS = [
    "an AST transformer that empties later cells",
    "an object that equals everything and computes as anything",
    "another student's submission written",
    "the gradebook locked",
    "code appended to nbgrader_config.py",
    "a network connection",
    "a script in an output",
    "signals to everybody",
    "a thousand replies in advance",
    "points and flags changed in metadata",
]


def name_of(what: str) -> str:
    """A student's name that says what they handed in."""
    return "".join(c if c.isalnum() else "_" for c in what)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    group = SmallClass(tmp_path_factory.mktemp("class"))
    folder = group.course.class_folder
    listeners = [_Listener()]
    for what in SOME_FAULTS:
        group.hand_in(name_of(what), data(FAULTS[what].make()))
    for what in SOME_ATTACKS:
        group.hand_in(name_of(what), data(tampered(ATTACKS[what], folder, listeners)))
    for student in ("b", "zoe"):
        group.hand_in(student, data(right()))
    group.before = _sums(group)
    start = time.monotonic()
    group.first = group.run("--feedback", A_TOKEN="SECRET of the environment")
    group.seconds = time.monotonic() - start
    yield group
    assert listeners[0].nobody_came()


class _Listener:
    """A socket on this machine, which no submission may reach."""

    def __init__(self):
        import socket

        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)

    def getsockname(self):
        return self.socket.getsockname()

    def nobody_came(self) -> bool:
        with self.socket:
            try:
                self.socket.accept()[0].close()
            except BlockingIOError:
                return True
        return False


def _sums(group) -> dict[str, str]:
    """Sums of what was handed in and of the course's own files."""
    places = [group.course.class_folder / "submitted", *group.root.glob("*.py")]
    files = [path for place in places for path in [place, *place.rglob("*")] if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_batch_ends_and_says_that_one_cannot_be_read(graded):
    assert graded.first.code == 1, graded.first.err
    assert graded.seconds < 100


def test_each_gets_what_the_answers_deserve(graded):
    wanted = {name_of(what): FAULTS[what].points for what in SOME_FAULTS}
    wanted |= {name_of(what): 0 for what in SOME_ATTACKS}
    assert graded.scores() == wanted | {"b": FULL, "zoe": FULL}


@pytest.mark.parametrize("what", SOME_FAULTS)
def test_the_instructor_reads_what_was_wrong(graded, what):
    if not FAULTS[what].says:
        return
    record = graded.store.load(driving.UNIT, name_of(what))
    assert re.search(FAULTS[what].says.replace("1 s", "10 s"), said(record.result), re.DOTALL)
    assert any(line.startswith(name_of(what)) for line in graded.first.out.splitlines())


def test_nothing_that_was_handed_in_has_changed(graded):
    assert _sums(graded) == graded.before


def test_no_script_reached_a_page(graded):
    pages = list((graded.course.class_folder / "feedback").rglob("*.html"))
    assert len(pages) == len(SOME_FAULTS) + len(SOME_ATTACKS) + 2
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text and "onerror=alert(1)>" not in text
        assert page.stat().st_size < 100_000


def test_nothing_runs_afterwards(graded):
    deadline = time.monotonic() + 5
    while (left := sleepers()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    assert not os.path.exists("/tmp/big") and not Path("/tmp/work").exists()
