"""The driver on Dask: a worker killed, Ctrl-C, and a scheduler that goes away in the middle."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import driving
import pytest
from driving import ROOT, SmallClass, changed, gone, short_notebook, until

from autograder.classroom import dask_pool
from autograder.classroom.workers import WorkerError
from autograder.judge import sandbox
from dlaudio import exercises

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")

POINTS = sum(exercises.find(name).points for name in ("gates", "pocket"))
EVERYBODY = {f"s{number}": POINTS for number in range(12)}

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


@pytest.fixture
def group(tmp_path) -> SmallClass:
    group = SmallClass(tmp_path / "group")
    for number, student in enumerate(EVERYBODY):
        group.hand_in(student, changed(short_notebook("gates", "pocket"), str(number)))
    return group


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


def test_a_class_on_dask_with_a_worker_killed(group, cluster):
    address, process = cluster
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
    assert group.scores() == EVERYBODY | {"odd": 0}
    assert gone([victim])
    before = group.results()
    assert group.run("--scheduler", address).code == 1
    assert group.results() == before


def test_control_c_stops_cleanly_and_the_next_run_goes_on(group, cluster):
    address, _ = cluster
    run = group.start("--scheduler", address)
    until(lambda: len(group.results()) >= 2)
    run.kill(signal.SIGINT)
    run.wait()
    assert run.code == 130
    assert "Interrupted:" in run.err and "Traceback" not in run.out + run.err
    known = group.results()
    assert 2 <= len(known) < 12 and set(group.scores()) == set(known)
    assert group.run("--scheduler", address).code == 0
    assert group.scores() == EVERYBODY
    assert {name: data for name, data in group.results().items() if name in known} == known


def test_a_scheduler_that_goes_away_is_said(group, cluster):
    address, process = cluster
    run = group.start("--scheduler", address)
    until(lambda: len(group.results()) >= 2)
    started = driving.descendants(process.pid)
    process.kill()
    run.wait()
    assert run.code == 2 and gone(started)
    assert f"the Dask scheduler at {address} has gone" in run.err
    assert "Traceback" not in run.out + run.err
    known = group.results()
    assert group.run().code == 0  # without Dask
    assert group.scores() == EVERYBODY
    assert {name: data for name, data in group.results().items() if name in known} == known


# ---- with certificates ---------------------------------------------------------------------------


@pytest.fixture
def certified(tmp_path, monkeypatch) -> dict[str, str]:
    """A certificate of one's own, and Dask's settings that use it, as environment variables."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    key, certificate = folder / "dask.key", folder / "dask.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=grader"]
        + ["-keyout", str(key), "-out", str(certificate), "-days", "2"],
        check=True,
        capture_output=True,
    )
    settings = {"REQUIRE_ENCRYPTION": "true", "TLS__CA_FILE": str(certificate)}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"TLS__{who}__CERT": str(certificate), f"TLS__{who}__KEY": str(key)}
    settings = {f"DASK_DISTRIBUTED__COMM__{name}": value for name, value in settings.items()}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(globals(), "CLUSTER", CLUSTER.replace("n_workers=2", OVER_TLS))
    return settings


OVER_TLS = "protocol='tls', security=__import__('distributed').Security(), n_workers=2"


def test_certificates_come_from_dasks_own_configuration(certified, group, cluster):
    address, _ = cluster
    assert address.startswith("tls://")
    run = group.run("--scheduler", address, "--student", "s0", "--student", "s1", **certified)
    assert run.code == 0 and group.scores() == {"s0": POINTS, "s1": POINTS}, run.err
    assert "is not encrypted" not in run.err
    without = group.run("--scheduler", address, "--student", "s2", **dict.fromkeys(certified, ""))
    assert without.code == 2 and f"there is no Dask scheduler at {address}" in without.err
    assert set(group.scores()) == {"s0", "s1"}


def test_an_open_connection_to_elsewhere_is_said(monkeypatch, capsys):
    """Nobody answers there: the address is one of those kept for documents (RFC 5737)."""
    monkeypatch.setattr(dask_pool, "CONNECT_SECONDS", 0.2)
    address = "tcp://192.0.2.1:8786"
    with pytest.raises(WorkerError, match="there is no Dask scheduler"):
        dask_pool.DaskPool(None, address)
    said = capsys.readouterr().err
    guide = " ".join((ROOT / "site" / "instructors.md").read_text(encoding="utf-8").split())
    assert "Whoever reaches the Dask scheduler of `--scheduler` runs code as you" in guide
    assert f"The connection to {address} is not encrypted" in said and "run code as you" in said
