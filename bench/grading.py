"""How fast a class is graded: plain nbgrader, nbgrader with our settings, and our own driver.

    python bench/grading.py [--students 30] [--plain 6]

All three grade the same notebooks on the same machine in one run, each in a course folder of its
own. `--plain` lets plain nbgrader grade only so many and counts the rest like these. The table is
printed and written to bench/results.md.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

import nbformat

from autograder.classroom.course import Course as Settings
from autograder.classroom.workers import task
from autograder.inside.rehearsal import warm_up
from autograder.inside.shell import make_shell, run_cell
from autograder.judge.demonstrations import demonstrations
from autograder.judge.submission import read
from dlaudio import exercises
from dlaudio.assessment.probe import ask

ROOT = Path(__file__).resolve().parents[1]
UNIT, NAME = "u01_perceptron", "perceptron.ipynb"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PLAIN = """
c = get_config()
c.CourseDirectory.course_id = "dlaudio"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
c.CourseDirectory.submitted_directory = "autograder/class/submitted"
c.CourseDirectory.autograded_directory = "autograder/class/autograded"
c.CourseDirectory.db_url = "sqlite:///autograder/class/gradebook.db"
c.CourseDirectory.ignore = ["*.py"]
c.ExecutePreprocessor.timeout = 60
"""


def submissions(count: int) -> list[nbformat.NotebookNode]:
    """Right notebooks, each with one other exercise left out: what the unit gives and no more."""
    solved = nbformat.read(ROOT / "solutions" / UNIT / NAME, as_version=4)
    released = nbformat.read(ROOT / "course" / UNIT / NAME, as_version=4)
    answers = {_grade_id(cell): cell.source for cell in solved.cells if _is_answer(cell)}
    names = [item.name for item in exercises.of_unit(UNIT)]
    made = []
    for number in range(count):
        notebook = nbformat.from_dict(json.loads(nbformat.writes(released)))
        for cell in notebook.cells:
            if _is_answer(cell) and _grade_id(cell) != names[number % len(names)]:
                cell.source = answers[_grade_id(cell)]
        made.append(notebook)
    return made


def _is_answer(cell) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _grade_id(cell) -> str:
    return cell.metadata.nbgrader.grade_id


class Course:
    """A course folder with a class that has handed in."""

    def __init__(self, folder: Path, notebooks: list[nbformat.NotebookNode], settings: str):
        self.folder = folder
        for part in ("solutions", "course"):
            shutil.copytree(ROOT / part / UNIT, folder / part / UNIT)
        (folder / "nbgrader_config.py").write_text(settings)
        for number, notebook in enumerate(notebooks):
            place = folder / "autograder" / "class" / "submitted" / f"student{number:02}" / UNIT
            place.mkdir(parents=True)
            nbformat.write(notebook, place / NAME)
        self.memory: list[tuple[float, str, int]] = []
        self.run("nbgrader", "generate_assignment", UNIT, "--force")  # the gradebook knows the unit

    def run(self, *arguments: str) -> float:
        """Run a Python module in this folder; the seconds it took."""
        paths = [str(ROOT / "course"), str(ROOT)]
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        settings = {"PATH": programs, "PYTHONPATH": os.pathsep.join(paths)}
        settings |= dict.fromkeys(THREADS, "1")
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        watcher = threading.Thread(target=self._watch, args=(process.pid, start), daemon=True)
        watcher.start()
        said, _ = process.communicate()
        seconds = time.monotonic() - start
        watcher.join()
        if process.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed:\n{said[-3000:]}")
        return seconds

    def _watch(self, pid: int, start: float) -> None:
        """Memory of the process and of its workers, over time; not that of the sandbox."""
        self.memory = []
        while _memory(pid):
            try:
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            except OSError:
                return
            now = time.monotonic() - start
            self.memory.append((now, "driver", _memory(pid)))
            self.memory += [(now, f"worker {child}", _memory(int(child))) for child in children]
            time.sleep(0.05)


def _memory(pid: int) -> int:
    """Resident bytes of a process, 0 if it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def own_seconds(notebooks: list[nbformat.NotebookNode]) -> tuple[float, float]:
    """Median time that a notebook needs by itself, imports done: all its cells and its answers.

    The second number is without the unit's demonstrations. Run here, without sandbox, messages or
    comparison, with the questions of the grader.
    """
    from autograder.judge.grading import questions

    shell = make_shell()
    ours = task(UNIT, Settings(ROOT).released(UNIT)[1], confined=True)
    cells, rehearsed = ours.cells, warm_up(shell, list(ours.cells), ours.later).shown
    cases = {item.name: (item, questions(item, 1)[0]) for item in exercises.of_unit(UNIT)}
    times: tuple[list[float], list[float]] = ([], [])
    for notebook in notebooks:
        submission = read(nbformat.writes(notebook).encode(), UNIT)
        left_out = demonstrations(submission.cells, cells, rehearsed)
        for without, kind in zip(({}, left_out), times, strict=True):
            start = time.perf_counter()
            for number, cell in enumerate(submission.cells):
                if cell.run and number not in without:
                    run_cell(shell, cell.source)
                for name in cell.asks:
                    ask(cases[name][0], shell.user_ns.get(name), cases[name][1])
            kind.append(time.perf_counter() - start)
            shell.reset(new_session=False)
    return statistics.median(times[0]), statistics.median(times[1])


def growth(memory: list[tuple[float, str, int]]) -> dict[str, tuple[int, int]]:
    """MB of the driver, and of the largest worker, in the first and in the last third."""
    end = memory[-1][0]
    found = {}
    for who in ("driver", "worker"):
        ours = [(when, size) for when, name, size in memory if name.startswith(who)]
        begin = min((when for when, _ in ours), default=0)
        third = (end - begin) / 3
        first = max((size for when, size in ours if when < begin + 2 * third), default=0)
        last = max((size for when, size in ours if when >= end - third), default=0)
        found[who] = (first >> 20, last >> 20)
    return found


def measure(students: int, plain: int) -> str:
    """Everything, as a table in Markdown."""
    notebooks = submissions(students)
    ours = (ROOT / "nbgrader_config.py").read_text()
    with tempfile.TemporaryDirectory() as folder:
        names = ("driver", "few", "settings", "plain", "all")
        places = [Path(folder, name) for name in names]
        whole, own = own_seconds(notebooks)
        driver = Course(places[0], notebooks, ours)
        driver_seconds = driver.run("autograder", "grade", UNIT, "--course", str(places[0]))
        memory = growth(driver.memory)
        # with a line that could reach every name, nothing may be left out
        for notebook in notebooks:
            notebook.cells.append(nbformat.v4.new_code_cell("names = globals()"))
        every_cell = Course(places[4], notebooks, ours)
        all_seconds = every_cell.run("autograder", "grade", UNIT, "--course", str(places[4]))
        for notebook in notebooks:
            notebook.cells.pop()
        few = Course(places[1], notebooks[:2], ours)
        few_seconds = few.run("autograder", "grade", UNIT, "--course", str(places[1]))
        settings = Course(places[2], notebooks, ours)
        settings_seconds = settings.run("nbgrader", "autograde", UNIT)
        stock = Course(places[3], notebooks[:plain], PLAIN)
        measured = stock.run("nbgrader", "autograde", UNIT)
        start = stock.run("nbgrader", "autograde", UNIT)  # nothing is left to do
        stock_seconds = start + (measured - start) / plain * students
    jobs = min(len(os.sched_getaffinity(0)), students)
    more = jobs * (driver_seconds - few_seconds) / (students - 2)
    scaled = "" if plain == students else f" ({plain} measured, the others counted like them)"
    rows = [
        (f"plain `nbgrader autograde`{scaled}", stock_seconds),
        ("`nbgrader autograde` with our settings", settings_seconds),
        (f"`python -m autograder grade`, {jobs} processes", driver_seconds),
        ("the same, where every submission has all its cells run", all_seconds),
    ]
    lines = [f"| {students} submissions of {UNIT} | wall time | each | times faster |"]
    lines += ["|---|---|---|---|"]
    for name, seconds in rows:
        each, faster = seconds / students, stock_seconds / seconds
        lines.append(f"| {name} | {seconds:.1f} s | {each:.2f} s | {faster:.1f} |")
    lines += [
        "",
        f"- A submission by itself, its cells and its answers, imports done: {whole:.3f} s; "
        f"{own:.3f} s without the demonstrations, which run once for the class.",
        f"- One more submission costs our grader {more:.3f} s of one processor, the sandbox, the "
        f"questions, the comparison and the gradebook included: {more - own:.3f} s beyond the "
        "latter.",
        f"- Grading two submissions takes {few_seconds:.1f} s, mostly imports and warming up.",
    ]
    for who, (first, last) in memory.items():
        lines.append(f"- Memory of the {who}: {first} MB at first, {last} MB in the end.")
    return "\n".join(lines)


def machine() -> str:
    """What this ran on."""
    names = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    model = names[0].partition(": ")[2] if names else platform.machine()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "librosa", "nbgrader"))
    return (
        f"{os.cpu_count()} processors ({model}), {memory:.0f} GB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, {packages}; load {os.getloadavg()[0]:.1f} before"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--plain", type=int, help="how many of them plain nbgrader grades (all)")
    options = parser.parse_args()
    where = machine()
    table = measure(options.students, min(options.plain or options.students, options.students))
    text = f"# How fast a class is graded\n\nWritten by `make bench`. {where}.\n\n{table}\n"
    (ROOT / "bench" / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
