"""A class whose gradebook is in PostgreSQL: a server of our own, from Debian's packages."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import NAME, UNIT, SmallClass, descendants, gone, until
from nbgrader.api import Gradebook

from autograder.judge import sandbox
from dlaudio import exercises

pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}


def programs() -> Path:
    """Folder of PostgreSQL's programs; Debian keeps them off the path, one folder a version."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    if not folders:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    return folders[-1]


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Database URL of a server that listens on a socket in `folder` alone."""
    # PostgreSQL refuses to be root; bubblewrap makes somebody else of root, with a /dev of its own
    somebody = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--unshare-user", "--uid", "1000"]
    command = [*somebody, "--die-with-parent"] if os.getuid() == 0 else []
    create = ["initdb", "--pgdata=data", "--auth=trust", "--username=grader", "--no-sync"]
    done = subprocess.run(
        [*command, programs() / create[0], *create[1:]], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    start = [programs() / "postgres", "-D", "data", "-k", folder, "-c", "listen_addresses=", "-F"]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen([*command, *start], cwd=folder, stdout=log, stderr=log)
    try:
        until(lambda: (folder / ".s.PGSQL.5432").exists() or process.poll() is not None)
        assert process.poll() is None, (folder / "log").read_text()
        yield f"postgresql+psycopg://grader@/postgres?host={folder}"
    finally:
        started = descendants(process.pid)
        process.kill()
        process.wait()
        assert gone(started)


@pytest.fixture
def db_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a socket's path must be short
        with server(Path(folder)) as url:
            yield url


def test_a_gradebook_in_postgresql(tmp_path, db_url):
    group = SmallClass(tmp_path / "group")
    group.hand_in("ada", group.filled(*POINTS))
    group.hand_in("ben", group.filled("gates", "pocket"))
    group.hand_in("cem", b"{")
    run = group.run("--db", db_url)
    assert run.code == 1, run.err
    wanted = {"ada": sum(POINTS.values()), "ben": POINTS["gates"] + POINTS["pocket"], "cem": 0}
    assert scores(db_url) == wanted
    assert not (group.store.folder / "gradebook.db").exists()
    with Gradebook(db_url, "dlaudio") as gradebook:
        gradebook.find_grade("check_gates", NAME, UNIT, "ben").manual_score = 0.5
        gradebook.db.commit()
    before = group.results()
    assert group.run("--db", db_url).code == 1 and group.results() == before
    group.run("--db", db_url, "--regrade", "--student", "ben", "--feedback")
    assert scores(db_url) == wanted | {"ben": POINTS["pocket"] + 0.5}
    assert group.course.path("feedback", "ben", UNIT).exists()


def scores(db_url: str) -> dict[str, float]:
    with Gradebook(db_url, "dlaudio") as gradebook:
        found = gradebook.assignment_submissions(UNIT)
        return {submission.student.id: submission.score for submission in found}


def test_a_server_that_is_not_there(tmp_path):
    group = SmallClass(tmp_path / "group")
    group.hand_in("ada", group.filled("gates"))
    run = group.run("--db", f"postgresql+psycopg://grader@/postgres?host={tmp_path}")
    assert run.code == 2 and "the gradebook cannot be used" in run.err
    assert "Traceback" not in run.err
