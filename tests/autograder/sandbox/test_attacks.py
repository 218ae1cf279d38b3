"""Tampering: whatever is tried, it earns nothing and has no effect outside (see `attacks`)."""

import contextlib
import os
import socket
import sys
import time
from pathlib import Path

import pytest
from attacks import ATTACKS
from handed_in import BROKEN, IMPORTS, POINTS, ROOT, cell_of, grade, right, said, shown, wrong

from autograder.inside.limits import Limits
from autograder.judge import confinement, sandbox
from autograder.library.folder import text_of
from dlaudio import exercises

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

NAP = "86398.5"  # seconds that processes of these tests would sleep
LIMITS = Limits(memory=1 << 30, processes=40, cell_seconds=2.0, judge_seconds=2.0)
ABSTRACT = f"dlaudio-tests-{os.getpid()}"
BOASTS = ("FOUND [", "SEEN", "WROTE", "SENT", "TYPED", "GOT root", "SECRET")


@pytest.fixture(scope="module")
def parent():
    found = sandbox.WarmParent([IMPORTS], limits=LIMITS)
    first = found.parent
    yield found
    # an attack that reaches it would cost time, and the parent that replaces it would hide it
    assert found.parent is first and first.process.poll() is None
    found.close()


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """A class's folder, open to everybody, and sockets that somebody listens on."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "submitted" / "b").mkdir(parents=True)
    for name in ("gradebook.db", "nbgrader_config.py", "submitted/b/perceptron.ipynb"):
        (folder / name).write_text(f"SECRET of {name}")
    for path in [folder, *folder.rglob("*"), *folder.parents[:3]]:
        if path.owner() == Path.home().owner() and path.is_relative_to("/tmp/pytest-of-root"):
            path.chmod(0o777)
    listeners = [socket.socket(), socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)]
    for listener, place in zip(
        listeners, [("127.0.0.1", 0), f"\0{ABSTRACT}", str(folder / "socket")], strict=True
    ):
        listener.bind(place)
        listener.listen()
        listener.setblocking(False)
    yield folder, listeners
    for listener in listeners:
        listener.close()


@pytest.fixture(autouse=True)
def short_limits(monkeypatch):
    monkeypatch.setenv("A_TOKEN", "SECRET of the environment")
    items = [exercises.find(name) for name in (BROKEN, "compile_truth_table")]
    for item in items:
        object.__setattr__(item, "seconds", 1.0)
    yield
    for item in items:
        object.__setattr__(item, "seconds", 10.0)


def tampered(attack, folder, listeners):
    """The notebook of an attack: every answer is wrong, or is the attack itself."""
    words = {
        "$FOLDER": str(folder),
        "$PORT": str(listeners[0].getsockname()[1]),
        "$PID": str(os.getpid()),
        "$NAP": NAP,
        "$ABSTRACT": ABSTRACT,
    }

    def filled(source):
        for word, meaning in words.items():
            source = source.replace(word, meaning)
        return source

    given = dict(attack.answers)
    if "*" in given:
        given = {name: f"{name} = {given['*']}" for name in POINTS}
    cells = [filled(cell) for cell in attack.cells]
    notebook = wrong(*cells, **{name: filled(source) for name, source in given.items()})
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(attack.marks)
    return notebook


def snapshot(folder: Path) -> dict:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.name: (path.read_bytes(), path.stat().st_mode) for path in files}


def opened() -> set[str]:
    """What this process has open; what is garbage of a test before may be closed at any time."""
    found = set()
    for path in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the list itself
            found.add(f"{path.name} {path.readlink()}")
    return found


def nobody_came(listeners) -> bool:
    for listener in listeners:
        try:
            listener.accept()[0].close()
        except BlockingIOError:
            continue
        return False
    return True


def one_right_answer():
    """The next student's notebook, short."""
    notebook = right()
    notebook.cells = [notebook.cells[0], cell_of(notebook, BROKEN)]
    return notebook


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing_and_has_no_effect(name, parent, outside):
    folder, listeners = outside
    before, files = snapshot(folder), opened()
    start = time.monotonic()
    result = grade(tampered(ATTACKS[name], folder, listeners), parent)
    assert result.points == 0, said(result)
    assert result.max_points == sum(POINTS.values())
    assert time.monotonic() - start < 20
    assert snapshot(folder) == before
    assert nobody_came(listeners)
    assert not opened() - files
    text = shown(result)
    assert not [boast for boast in BOASTS if boast in text.replace("FOUND [] []", "")], text
    for line in said(result).split("\n"):
        assert line.isprintable() and not line.startswith("✓"), line
    assert grade(one_right_answer(), parent).points == POINTS[BROKEN]


def test_what_was_got_from_the_kernel(parent, outside):
    """The attacks that print what they got: it is nothing, whatever the system is."""
    for name in (
        "namespaces and mounts",
        "memory that no limit counts",
        "limits raised",
        "keys shared by all processes of a user",
        "doors of the kernel",
    ):
        text = shown(grade(tampered(ATTACKS[name], *outside), parent))
        for line in text.split("\n"):
            if line.startswith("GOT"):
                assert "True" not in line and not any(c in "123456789" for c in line), (name, line)
                assert "[]" in line or "[" not in line, (name, line)


def test_nothing_goes_on(parent):
    deadline = time.monotonic() + 5
    while (left := _others(parent)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def _others(parent) -> list[str]:
    """Processes below the warm parent, which should be alone."""
    from autograder.inside.usage import descendants

    below = descendants(parent.parent.process.pid)
    return below if len(below) > 2 else []  # bubblewrap's own process 1, and the warm parent


def test_no_answer_is_within_reach_of_the_warm_parent():
    """The process that forks must never have held an answer: what it can open has none."""
    lines = text_of("u01_perceptron").read_text().splitlines()
    secret = next(line for line in lines if "np.where(w[0] + X @ w[1:] > 0" in line)
    command = confinement.bubblewrap()
    visible = [Path(command[i + 1]) for i, word in enumerate(command) if word == "--ro-bind"]
    ours = [place for place in visible if place.is_relative_to(ROOT) and place != Path(sys.prefix)]
    assert ROOT / "autograder" / "inside" in ours
    for place in ours:
        for path in [place] if place.is_file() else place.rglob("*.py"):
            assert secret.strip() not in path.read_text(errors="replace"), path
