"""What a submission costs when a class is graded by one to four Dask workers.

    python -m bench.machines [--students 60] [--write]

Each number of workers gets a cluster of its own on this machine, which grades two classes. The
second says what one more submission costs, in processor time of all that the cluster has started,
the sandbox included: it should stay as it is, however many workers there are. What the first took
more is the start of each worker: imports, a warm parent, eight sets of questions. The seconds by
the clock cannot fall once there are more workers than processors. `--write` keeps the table in
bench/machines.md.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading import ROOT, UNIT, Course, machine, submissions  # noqa: E402

WORKERS = 1, 2, 3, 4
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    n = int(sys.argv[1])
    with LocalCluster(n_workers=n, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def measure(workers: int, students: int) -> tuple[float, float, float, float]:
    """Seconds for one more submission (cluster, driver, clock), and for the start of a worker."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "cluster.py").write_text(CLUSTER)
        first, second = (_course(folder / name, students) for name in ("first", "second"))
        cluster = subprocess.Popen(
            [sys.executable, "cluster.py", str(workers)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            address = cluster.stdout.readline().strip()
            empty = _spent(cluster.pid)
            _grade(first, address)
            started, used = _spent(cluster.pid), _used()
            wall = _grade(second, address)
            spent, driver = _spent(cluster.pid) - started, _used() - used
        finally:
            cluster.stdin.close()
            cluster.wait(60)
    one = [seconds / students for seconds in (spent, driver, wall)]
    return *one, (started - empty - spent) / workers


def _course(folder: Path, students: int) -> Course:
    folder.mkdir()
    return Course(folder, submissions(students), (ROOT / "nbgrader_config.py").read_text())


def _grade(course: Course, address: str) -> float:
    return course.run(
        "autograder", "grade", UNIT, "--course", str(course.folder), "--scheduler", address
    )


def _spent(pid: int) -> float:
    """Seconds of a processor of a process, of those that it started, and of those that ended."""
    place = Path(f"/proc/{pid}")
    try:
        fields = (place / "stat").read_text().rpartition(")")[2].split()
        children = [one.read_text().split() for one in place.glob("task/*/children")]
    except OSError:  # it has ended meanwhile
        return 0.0
    own = sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")  # see proc(5)
    return own + sum(_spent(int(child)) for found in children for child in found)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--write", action="store_true", help="keep the outcome beside this program")
    options = parser.parse_args()
    where = machine()
    lines = ["| workers | one more | of the driver | by the clock | start of each worker |"]
    lines += ["|---|---|---|---|---|"]
    for workers in WORKERS:
        *one, start = measure(workers, options.students)
        each = " | ".join(f"{1000 * seconds:.0f} ms" for seconds in one)
        lines.append(f"| {workers} | {each} | {start:.1f} s |")
        print(lines[-1], flush=True)
    said = "\n".join(lines)
    title = f"# A submission of unit 1 on Dask, {options.students} of them"
    text = f"{title}\n\nWritten by `bench/machines.py`. {where}.\n\n{said}\n"
    if options.write:
        (ROOT / "bench" / "machines.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
