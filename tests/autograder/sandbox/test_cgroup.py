"""A group of the kernel's for each submission: on a made-up tree, for few machines give one."""

import os
import shutil
from pathlib import Path

import pytest
from handed_in import FULL, IMPORTS, grade, right

from autograder.inside.limits import Limits
from autograder.judge import cgroup, sandbox
from autograder.judge.cgroup import LEAF, NAME, Groups, of_process
from autograder.judge.sandbox import WarmParent

needs_bubblewrap = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
LIMITS = Limits(memory=1 << 30, processes=40)
GIB = str(1 << 30)


@pytest.fixture(autouse=True)
def unknown(monkeypatch):
    """Nothing is known from before; and a made-up folder is removed with the files in it."""
    cgroup.scope.cache_clear()
    monkeypatch.setattr(cgroup, "_remove", shutil.rmtree)
    yield
    cgroup.scope.cache_clear()


class Tree:
    """A mount of cgroup v2 in which this process has a group, and the files of /proc that say so.

    Parameters
    ----------
    place : str
        The group's path, as the kernel says it.
    root : str
        What of the whole tree is mounted; a container may see a part.
    """

    def __init__(self, folder: Path, place="/user/scope", root="/", mounted="cgroup2", **files):
        self.proc, self.mount = folder / "proc", folder / "cgroup"
        self.own = self.mount / place.removeprefix(root).lstrip("/")
        self.own.mkdir(parents=True)
        (self.proc / "self").mkdir(parents=True)
        (self.proc / str(os.getpid())).mkdir()
        (self.proc / "self/mountinfo").write_text(
            "22 1 8:1 / / rw - ext4 /dev/root rw\n"
            f"41 31 0:38 {root} {self.mount} rw,relatime shared:9 - {mounted} cgroup rw\n"
        )
        (self.proc / f"{os.getpid()}/cgroup").write_text(f"4:memory:/other\n0::{place}\n")
        self.write(controllers="cpu memory pids", subtree_control="", procs=os.getpid())
        self.write(**files)

    def write(self, **files) -> None:
        for name, text in files.items():
            (self.own / f"cgroup.{name}").write_text(f"{text}\n")

    def find(self) -> Groups | None:
        return of_process(os.getpid(), self.proc)


def said(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_group_that_is_ours_is_made_ready(tmp_path):
    """The kernel hands nothing on from a group that has processes: they get one of their own."""
    tree = Tree(tmp_path)
    assert tree.find().folder == tree.own
    assert said(tree.own / LEAF) == {"cgroup.procs": str(os.getpid())}
    assert (tree.own / "cgroup.subtree_control").read_text() == "+memory +pids"


def test_who_is_in_the_graders_own_group_finds_the_one_above(tmp_path):
    tree = Tree(tmp_path, f"/user/scope/{LEAF}")
    tree.own = tree.own.parent
    tree.write(controllers="memory", subtree_control="memory", procs="")
    assert tree.find().folder == tree.own


def test_a_container_sees_a_part_of_the_tree(tmp_path):
    tree = Tree(tmp_path, "/docker/abc/scope", root="/docker/abc")
    assert tree.own == tree.mount / "scope" and tree.find().folder == tree.own


@pytest.mark.parametrize(
    "files",
    [
        {"procs": "1"},  # somebody else is in there
        {"procs": "rubbish"},
        {"controllers": "cpu pids"},  # memory is not counted there
        {"mounted": "cgroup"},  # the first version
    ],
)
def test_a_group_that_is_not_ours_is_left_alone(tmp_path, files):
    tree = Tree(tmp_path, **files)
    before = said(tree.own)
    assert tree.find() is None and said(tree.own) == before


def test_a_group_that_we_may_not_write_to_is_none(tmp_path, monkeypatch):
    tree = Tree(tmp_path)
    monkeypatch.setattr(cgroup.os, "access", lambda path, mode: path == tree.own)
    assert tree.find() is None
    assert of_process(os.getpid(), tmp_path / "nothing") is None


def test_a_submission_has_its_limits_and_ends_whole(tmp_path, monkeypatch):
    groups = Groups(tmp_path)
    one, other = groups.put(os.getpid(), LIMITS), groups.put(1, LIMITS)
    assert one.folder != other.folder and one.folder.name.startswith(NAME)
    assert said(one.folder) == {
        "memory.max": GIB,
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": "40",
        "cgroup.procs": str(os.getpid()),
    }
    with monkeypatch.context() as busy:  # its processes are still ending
        busy.setattr(cgroup, "_remove", _busy)
        one.end()
        groups.sweep()
    assert (one.folder / "cgroup.kill").read_text() == "1"
    (tmp_path / f"{NAME}-{1 << 30}-0").mkdir()  # of a grader that was killed
    groups.sweep()
    assert list(tmp_path.iterdir()) == [other.folder]  # nobody said that it has ended


def _busy(folder):
    raise OSError(16, "Device or resource busy")


def test_where_no_group_can_be_made_a_submission_has_none(tmp_path):
    assert Groups(tmp_path / "gone").put(1, LIMITS) is None


# ---- in the sandbox ------------------------------------------------------------------------------


@needs_bubblewrap
@pytest.mark.parametrize("nested", [True, False])
def test_each_submission_is_in_a_group_before_it_runs(tmp_path, monkeypatch, nested):
    monkeypatch.setattr(cgroup, "groups", lambda pid: Groups(tmp_path))
    parent = WarmParent([IMPORTS], limits=LIMITS, nested=nested)
    session = parent.session()
    (group,) = tmp_path.iterdir()
    found = said(group)
    assert found["cgroup.procs"] == str(session.pid) != "0" and found["memory.max"] == GIB
    session.close()
    assert not list(tmp_path.iterdir())
    assert grade(right(), parent).points == FULL
    parent.close()


SYSTEMD = """#!/bin/sh
echo "$@" >> {told}
while [ "$1" != -- ]; do shift; done
shift
{before}
exec "$@"
"""


@pytest.fixture
def systemd(tmp_path, monkeypatch):
    """A `systemd-run` that does what the real one does for a scope: runs the command in place."""

    def install(before: str = "") -> Path:
        program, told = tmp_path / "bin" / "systemd-run", tmp_path / "told"
        program.parent.mkdir(exist_ok=True)
        program.write_text(SYSTEMD.format(told=told, before=before))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
        return told

    monkeypatch.setattr(cgroup, "of_process", lambda pid: None)  # nor has this process any
    return install


@needs_bubblewrap
def test_systemd_is_asked_for_a_group_for_the_warm_parent(systemd, monkeypatch, tmp_path):
    told = systemd()
    parent = WarmParent([IMPORTS], limits=LIMITS)
    tried, begun = told.read_text().splitlines()
    assert tried.startswith("--user --scope") and "Delegate=yes" in tried and " bwrap " in begun
    session = parent.session()
    (output,) = session.run("import os\nprint(sorted(os.environ))")
    assert "XDG_RUNTIME_DIR" not in output["text"] and "PYTHONPATH" in output["text"]
    session.close()
    looked = []
    monkeypatch.setattr(cgroup, "of_process", looked.append)
    cgroup.groups(parent.parent.process.pid)
    assert looked == [os.getpid(), parent.parent.process.pid]  # where the scope would be found
    parent.close()


@pytest.mark.parametrize("before", ["exit 1", "sleep 0\nexec sh -c 'exit 0'", "exec true"])
def test_a_systemd_that_does_not_do_it_is_not_asked(systemd, before):
    systemd(before)
    assert cgroup.scope() == () and cgroup.begun(["bwrap", "--", "true"])[1] == {}
    assert cgroup.sentence().startswith("Memory was added up twice a second")


def test_the_table_says_how_memory_was_counted(systemd, monkeypatch):
    assert "cgroup" in cgroup.sentence()
    monkeypatch.setattr(cgroup, "of_process", lambda pid: Groups(Path("/nowhere")))
    assert cgroup.sentence() == ""
