"""The driver on Dask workers, one of which is killed while it grades."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import driving
import pytest
from driving import ROOT, UNIT, SmallClass, changed, gone, short_notebook, until

from autograder import sandbox
from dlaudio import exercises

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}

# A cluster in a process of its own: what Dask starts and warns of is not pytest's.
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def cluster(tmp_path):
    """Address of a scheduler with two workers, and their supervisor's process."""
    paths = os.pathsep.join([str(ROOT / "course"), str(ROOT)])
    (tmp_path / "cluster.py").write_text(CLUSTER)
    environment = os.environ | {"PYTHONPATH": paths, "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}
    with open(tmp_path / "log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "cluster.py"],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield process.stdout.readline().strip(), process
    finally:
        started = driving.descendants(process.pid)
        process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        process.wait()
        process.stdout.close()
        assert gone(started)


def graders(process) -> list[int]:
    """Worker processes that have a warm parent, and so are grading."""
    found = []
    for pid in driving.descendants(process.pid):
        with contextlib.suppress(OSError):
            if any(b"bwrap" in command(child) for child in children(pid)):
                found.append(pid)
    return found


def children(pid: int) -> list[int]:
    return [child for child in driving.descendants(pid) if parent(child) == pid]


def parent(pid: int) -> int:
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[1])


def command(pid: int) -> bytes:
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read().split(b"\0")[0]


def test_a_class_on_dask_with_a_worker_killed(tmp_path, cluster):
    address, process = cluster
    group = SmallClass(tmp_path / "group")
    for number in range(12):
        group.hand_in(f"s{number}", changed(short_notebook("gates", "pocket"), str(number)))
    group.hand_in("odd", b"{")
    run = group.start("--scheduler", address)
    until(lambda: len(group.results()) >= 1 or not run.process.is_alive())
    time.sleep(0.05)
    victim = graders(process)[0]
    os.kill(victim, signal.SIGKILL)
    at_the_kill = len(group.results())
    run.wait()
    assert run.code == 1 and at_the_kill < 13, run.err  # 1: odd cannot be read
    assert "Traceback" not in run.err
    points = POINTS["gates"] + POINTS["pocket"]
    assert group.scores() == {f"s{number}": points for number in range(12)} | {"odd": 0}
    assert gone([victim])
    before = group.results()
    assert group.run("--scheduler", address).code == 1
    assert group.results() == before
