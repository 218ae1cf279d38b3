"""The sandbox itself: what a submission's process has, what ends it, and the ways to confine it."""

import os
import platform
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from handed_in import (
    BROKEN,
    FULL,
    IMPORTS,
    POINTS,
    REST,
    ROOT,
    SEED,
    UNIT,
    data,
    grade,
    right,
    said,
    with_cells,
)
from users import command_as

from autograder.inside import syscalls
from autograder.inside.limits import Limits
from autograder.inside.usage import descendants
from autograder.judge import bounds, grading, sandbox, trusted
from autograder.judge.sandbox import SandboxError, StartError, WarmParent
from dlaudio import exercises
from dlaudio.assessment import solution
from dlaudio.assessment.forbid import without
from dlaudio.assessment.probe import AnswerError
from dlaudio.check import question, report

needs_bubblewrap = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
WAYS = {"nested": {}, "alone": {"nested": False}, "free": {"confined": False}}


@pytest.fixture(scope="module")
def parents():
    """A warm parent for each way to run students' code; `free` is for harmless code alone."""
    if not sandbox.available():
        pytest.skip("bubblewrap is not here")
    limits = Limits(memory=1 << 30)
    found = {way: WarmParent([IMPORTS], limits=limits, **how) for way, how in WAYS.items()}
    yield found
    for parent in found.values():
        parent.close()


def text_of(parent, source: str, seconds: float = 10) -> str:
    session = parent.session()
    try:
        session.allow(seconds)
        return "".join(output.get("text", "") for output in session.run(textwrap.dedent(source)))
    finally:
        session.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no choice of processors here")
def test_a_student_s_process_stays_on_the_processor_to_which_its_judge_keeps(parents, way):
    where = "import os; print(sorted(os.sched_getaffinity(0)))"
    there = sorted(os.sched_getaffinity(0))
    assert text_of(parents[way], where) == f"{there}\n"
    try:
        os.sched_setaffinity(0, there[-1:])
        assert text_of(parents[way], where) == f"{there[-1:]}\n"
    finally:
        os.sched_setaffinity(0, there)
    assert text_of(parents[way], where) == f"{there}\n"


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def commands() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_text())
        except OSError:
            pass
    return found


@pytest.mark.parametrize("way", WAYS)
def test_every_way_grades_alike(parents, way):
    assert parents[way].how == way
    for _ in range(2):
        assert grade(right(), parents[way]).points == FULL
    crashed = right(**{BROKEN: f"import os\ndef {BROKEN}(X, w):\n    os._exit(1)"})
    assert grade(crashed, parents[way]).points == REST


@pytest.mark.parametrize("way", WAYS)
def test_nothing_outlives_a_submission(parents, way):
    nap = f"8639{list(WAYS).index(way)}.75"
    source = f"""
        import subprocess
        subprocess.Popen(['setsid', 'sleep', '{nap}'])
        subprocess.Popen(['sh', '-c', 'setsid sleep {nap} & sleep {nap}'])
    """
    session = parents[way].session()
    session.run(textwrap.dedent(source))
    assert wait_until(lambda: any(nap in command for command in commands()))
    session.close()
    assert wait_until(lambda: not any(nap in command for command in commands()))


@pytest.mark.parametrize("way", ["nested", "alone"])
def test_the_explained_solutions_are_not_in_reach_of_an_answer(parents, way):
    assert list(solution.FOLDER.glob("u*.txt"))  # outside they are there
    source = f"""
        import os
        folder = {str(solution.FOLDER)!r}
        print(os.listdir(folder))
        try:
            os.chmod(folder, 0o777)
        except OSError:
            print("not mine")
        try:
            open(folder + "/mine", "w")
        except OSError:
            print("not to be written to")
    """
    assert text_of(parents[way], source).split("\n")[:-1] == [
        "[]",
        "not mine",
        "not to be written to",
    ]


@pytest.mark.parametrize("way", ["nested", "alone"])
def test_a_submission_sees_only_itself(parents, way):
    """Its descriptors, its folder, its processes; nothing that it writes is there for the next."""
    source = """
        import os, stat, socket
        kinds = []
        for number in range(256):
            try: kinds.append(stat.S_IFMT(os.fstat(number).st_mode) == stat.S_IFSOCK)
            except OSError: pass
        print(sum(kinds), len(kinds), os.getcwd(), os.getpgrp() == os.getpid())
        for path in ['/tmp/mark', '/dev/shm/mark', '/tmp/work/mark', '/tmp/matplotlib/mark']:
            print(os.path.exists(path), end=' ')
            try: open(path, 'w')
            except OSError: pass
        listener = socket.socket(socket.AF_UNIX)
        listener.bind('\\0mark')
    """
    expected = "1 4 /tmp/work True\nFalse False False False"
    for _ in range(2):
        assert text_of(parents[way], source).strip() == expected


def test_two_submissions_at_once_do_not_meet(parents):
    """Neither holds the other's socket or lifeline: one ends, however the other goes on."""
    nap = f"{86_393}.5"  # not to be found in the command line of a shell that runs this text
    first, second = parents["nested"].session(), parents["nested"].session()
    first.run(f"import subprocess\nsubprocess.Popen(['sleep', '{nap}'])")
    first.close()
    assert wait_until(lambda: not any(nap in command for command in commands()))
    assert second.run("1 + 1")[0]["text"] == "2"
    second.close()


@pytest.mark.parametrize("way", WAYS)
def test_waiting_for_a_busy_processor_costs_no_time(parents, way):
    """Eight processes of another submission spin on the only processor that both may use."""
    one = min(os.sched_getaffinity(0))
    pinned = f"import os, time\nos.sched_setaffinity(0, [{one}])\n"
    hog, honest = parents["nested"].session(), parents[way].session()
    hog.run(pinned + "for _ in range(8):\n    if os.fork() == 0:\n        while True: pass")
    honest.allow(10)
    honest.run(pinned)
    start = time.monotonic()
    honest.allow(0.8)
    honest.run("while time.process_time() < 0.5: pass")
    took = time.monotonic() - start
    assert took > 0.8, f"nothing was tested: it took {took:.1f} s"
    honest.allow(0.2)  # and time of the processor, and of sleep, counts as before
    with pytest.raises(AnswerError, match="took longer than 0.2 s"):
        honest.run("time.sleep(60)" if way == "nested" else "while True: pass")
    hog.close()
    honest.close()


@pytest.mark.parametrize("who", [1, "thread-self"])
def test_nobody_waits_for_ever(monkeypatch, who):
    """The process that is asked never gets a processor, or the judge that asks does not."""
    monkeypatch.setattr(bounds, "waited", lambda pid: time.monotonic() if pid == who else 0.0)
    start, allowance = time.monotonic(), bounds.Allowance(0.1, 1)
    with pytest.raises(TimeoutError):
        while True:
            time.sleep(allowance.left())
    assert bounds.PATIENCE * 0.1 <= time.monotonic() - start < 10 * bounds.PATIENCE * 0.1


def test_processes_are_counted_for_each_submission_alone(parents):
    hog = parents["nested"].session()
    hog.allow(10)
    hog.run("import subprocess\nmany = [subprocess.Popen(['sleep', '60']) for _ in range(63)]")
    source = (
        "import subprocess\nprint(subprocess.run(['echo', 'here'], capture_output=True).stdout)"
    )
    assert "here" in text_of(parents["nested"], source)
    hog.close()


@pytest.mark.parametrize("way", ["nested", "alone"])
def test_memory_is_counted_over_all_processes(parents, way):
    source = """
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                keep = np.ones(50_000_000)
                time.sleep(60)
        time.sleep(60)
    """
    session = parents[way].session()
    session.allow(30)
    with pytest.raises(AnswerError, match="the Python process ended"):
        session.run(f"{IMPORTS}\n{textwrap.dedent(source)}")


def test_a_shared_disk_is_watched_where_it_is_the_only_bound():
    parent = WarmParent([], nested=False, limits=Limits(disk=20 << 20))
    session = parent.session()
    session.allow(30)
    with pytest.raises(AnswerError, match="the Python process ended"):
        session.run(
            "import time\nfor n in range(4): open(f'/tmp/{n}', 'wb').write(bytes(10 << 20))\n"
            "time.sleep(60)"
        )
    parent.close()


def test_a_parent_that_was_killed_is_replaced(parents):
    parent = WarmParent([])
    parent.parent.process.kill()
    parent.parent.process.wait()
    assert text_of(parent, "1 + 1") == "2"
    os.kill(max(descendants(parent.parent.process.pid)), signal.SIGKILL)
    assert text_of(parent, "1 + 2") == "3"
    parent.close()
    parent.close()


def test_what_cannot_start_says_why(monkeypatch):
    monkeypatch.setattr(sandbox, "environment", lambda: {"PATH": "/usr/bin", "PYTHONHOME": "/no"})
    with pytest.raises(SandboxError, match="(?s)does not start: .*No module named 'encodings'"):
        WarmParent([])
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(SandboxError, match="bubblewrap .bwrap. is not installed"):
        WarmParent([])


SLOW_START = "import time\nend = time.process_time() + 3\nwhile time.process_time() < end: pass"


@needs_bubblewrap
def test_a_parent_is_waited_for_while_it_works(monkeypatch, capsys):
    monkeypatch.setattr(sandbox, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(sandbox, "TELL_SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "IDLE_SECONDS", 2)
    parent = WarmParent([SLOW_START], wait=False)  # as the driver begins it
    assert text_of(parent, "1 + 1") == "2"
    assert capsys.readouterr().err.count("Waiting for the sandbox, which runs the unit once") == 1
    assert parent.parent.process.poll() is None
    parent.close()


@needs_bubblewrap
def test_a_parent_that_does_nothing_is_late_and_no_crash(monkeypatch):
    monkeypatch.setattr(sandbox, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(sandbox, "IDLE_SECONDS", 1.5)
    with pytest.raises(StartError, match="is not ready: after .* s it has used .* does not answer"):
        WarmParent(["import time\ntime.sleep(30)"])


@needs_bubblewrap
def test_a_cell_left_for_later_runs_among_the_units_own_names_when_it_is_asked_for():
    cells = ["a = 1", "b = a + 1", "c = a + b", "raise ValueError"]
    parent = WarmParent(cells, later=[(1, [1], ["b"]), (2, [1, 2], ["c"]), (3, [3], ["d"])])
    session = parent.session()
    assert parent.rehearsed[0] == [] and parent.rehearsed[2][0]["text"].startswith("(not run here")
    assert parent.bound == [["a"], ["b"], ["c"], ["d"]]
    session.run("a = 10")
    assert session.provide(2, ["c"]) == ["c"] and session.get("c") == 3
    assert session.get("a") == 10
    with pytest.raises(AnswerError, match="there is nothing called b"):
        session.get("b")
    assert session.provide(3, ["d"]) == []
    session.close()
    parent.close()


# as numba does when it compiles something that it has not kept
COMPILING = """
import os
os.makedirs("/tmp/numba", exist_ok=True)
had = sorted(os.listdir("/tmp/numba"))
open("/tmp/numba/compiled.nbi", "w").write("x")
"""


OPEN = """
import os
def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
        return False
opened = sum(map(is_open, range(256)))
"""


@needs_bubblewrap
def test_what_was_compiled_is_there_for_the_next_parent_and_for_no_students_code(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    had, opened = [], []
    for _ in range(2):
        parent = WarmParent([COMPILING])
        session = parent.session()
        session.run(OPEN)
        session.provide(0, ["had"])
        had.append(session.get("had"))
        opened.append(session.get("opened"))
        session.close()
        parent.close()
    assert had == [[], ["compiled.nbi"]] and opened[0] == opened[1]
    (kept,) = (tmp_path / "dlaudio").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(b"damaged")
    parent = WarmParent([COMPILING])
    assert text_of(parent, "1 + 1") == "2"
    parent.close()
    assert len(kept.read_bytes()) > 1000  # it was packed again


@needs_bubblewrap
def test_nothing_is_kept_where_nothing_can_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    parent = WarmParent([COMPILING])
    assert text_of(parent, "1 + 1") == "2"
    parent.close()


def test_a_parent_with_threads_must_not_fork():
    threads = (
        "import threading as t, time\nt.Thread(target=time.sleep, args=(9,), daemon=1).start()"
    )
    with pytest.raises(SandboxError, match="has threads and must not fork"):
        WarmParent([threads])


def test_sessions_side_by_side(parents):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: grade(right(), parents["nested"]).points, range(6)))
    assert found == [FULL] * 6


GRADING = """
import os, sys
sys.dont_write_bytecode = True
sys.path[:0] = sys.argv[1:]
from handed_in import BROKEN, IMPORTS, grade, right
from autograder.judge.sandbox import WarmParent
spy = "print([os.access(path, os.W_OK) for path in ('/', '/dev', '/etc', '/usr', sys.prefix)])"
for how in ({}, {"nested": False}):
    parent = WarmParent([IMPORTS], **how)
    result = grade(right(**{BROKEN: f"import os, sys\\n{spy}"}), parent)
    print(os.getuid(), parent.how, result.points, result.outputs[1][0]["text"].strip())
    parent.close()
"""


@needs_bubblewrap
@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_somebody_without_rights_can_grade():
    paths = [str(path) for path in (ROOT / "course", ROOT, ROOT / "tests" / "helpers")]
    become = command_as(1234, 1234, sys.base_prefix, sys.prefix, ROOT)
    environment = os.environ | {"HOME": "/nonexistent", "MPLCONFIGDIR": "/nonexistent"}
    done = subprocess.run(
        [*become, sys.executable, "-c", GRADING, *paths],
        cwd="/",
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    nothing = [False] * 5
    expected = [f"1234 {how} {REST:.1f} {nothing}" for how in ("nested", "alone")]
    assert done.stdout.splitlines() == expected, done.stderr


# ---- system calls -------------------------------------------------------------------------------


def verdict(machine: str, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter says of a call: its program, run here line by line."""
    lines = syscalls.program(machine)
    data = {0: number, 4: audit or syscalls.MACHINES[machine][1]}
    data |= {16 + 8 * i: argument for i, argument in enumerate([*arguments, 0, 0, 0, 0][:4])}
    value, place = 0, 0
    while True:
        operation, true, false, operand = lines[place]
        place += 1
        match operation:
            case syscalls.LOAD:
                value = data[operand]
            case syscalls.RETURN:
                return operand
            case syscalls.EQUAL:
                place += true if value == operand else false
            case syscalls.AT_LEAST:
                place += true if value >= operand else false
            case syscalls.ANY_BIT:
                place += true if value & operand else false
            case syscalls.AND:
                value &= operand


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_the_filter_refuses_what_it_should_and_nothing_else(machine):
    column, _ = syscalls.MACHINES[machine]
    refused = syscalls.ERROR | 1
    for name, numbers in syscalls.REFUSED.items():
        assert verdict(machine, numbers[column]) == refused, name
    ordinary = set(range(450)) - {numbers[column] for numbers in syscalls.REFUSED.values()}
    ordinary -= {calls[column] for calls in (syscalls.CLONE3, syscalls.SOCKET, syscalls.FLOCK)}
    assert {verdict(machine, number) for number in ordinary} == {syscalls.ALLOW}
    clone, socket = syscalls.CLONE[column], syscalls.SOCKET[column]
    assert verdict(machine, clone, 0x11) == verdict(machine, clone, 0x3D0F00) == syscalls.ALLOW
    for flag in (0x20000, 0x2000000, 0x10000000, 0x40000000):
        assert verdict(machine, clone, 0x11 | flag) == refused
    assert verdict(machine, syscalls.CLONE3[column]) == syscalls.ERROR | 38
    families = {n for n in range(50) if verdict(machine, socket, n) == syscalls.ALLOW}
    assert families == set(syscalls.FAMILIES)
    fcntl, mmap = syscalls.FCNTL[column], syscalls.MMAP[column]
    said = {command: verdict(machine, fcntl, 3, command) for command in range(1100)}
    assert {command for command in said if said[command] == refused} == set(syscalls.LOOKS)
    done = {command for command in said if said[command] == syscalls.ERROR}  # and nothing was done
    assert done == set(syscalls.LOCKS)
    assert verdict(machine, syscalls.FLOCK[column]) == syscalls.ERROR
    shared = [flags for flags in range(1 << 8) if verdict(machine, mmap, 0, 9, 3, flags) == refused]
    assert shared == [flags for flags in range(1 << 8) if flags & 1 and flags & 0x20]
    assert verdict(machine, 0, audit=1) == syscalls.KILL
    assert verdict(machine, syscalls.X32 | 1) == refused


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of this machine")
def test_the_numbers_are_those_of_this_machine():
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    if not header.exists():
        pytest.skip("no headers of the kernel here")
    known = dict(
        line.split()[1:3]
        for line in header.read_text().splitlines()
        if "__NR_" in line and len(line.split()) == 3
    )
    for name, (number, _) in syscalls.REFUSED.items():
        assert int(known.get(f"__NR_{name}", number)) == number, name


# ---- what the judge itself may use --------------------------------------------------------------


def test_the_judge_has_a_limit_of_time_that_no_except_catches():
    def stubborn():
        while True:
            try:
                time.sleep(0.001)
            except Exception:
                pass

    start = time.monotonic()
    with pytest.raises(bounds.OutOfTime), bounds.within(0.2):
        stubborn()
    assert time.monotonic() - start < 2


def test_the_judge_is_not_to_blame_where_it_has_to_wait():
    with bounds.within(0.2, longest=60):
        time.sleep(0.5)
    start = time.monotonic()
    with pytest.raises(bounds.OutOfTime), bounds.within(60, longest=0.2):
        while time.monotonic() - start < 20:
            time.sleep(0.001)
    with pytest.raises(bounds.OutOfTime), bounds.within(0.2, longest=60):
        while True:
            pass


def test_time_that_is_over_at_the_end_interrupts_nothing_else():
    interrupted = 0
    for number in range(100):
        try:
            with bounds.within(0.002):
                busy(0.0001 * number)
        except bounds.OutOfTime:
            interrupted += 1
        time.sleep(0)
    assert 0 < interrupted < 100


def test_time_that_is_over_just_before_the_end_or_that_somebody_swallows_holds_nobody_up():
    start = time.monotonic()
    manager = bounds.within(0.25)
    manager.__enter__()
    with pytest.raises(bounds.OutOfTime):
        busy(20)
    del manager  # its end was never asked for: contextlib was interrupted on the way there
    with bounds.within(0.25):
        with pytest.raises(bounds.OutOfTime):
            busy(20)
    assert time.monotonic() - start < 10


def busy(seconds: float) -> None:
    """A loop of its own frame: Python 3.13.0 has no handler where it interrupts a loop."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_the_judge_has_a_limit_of_memory():
    import numpy as np

    with bounds.bounded_memory():
        with bounds.bounded_memory():
            assert np.ones(1000).sum() == 1000
        with pytest.raises(MemoryError):
            np.empty(bounds.JUDGE_MEMORY)
    assert np.empty(bounds.JUDGE_MEMORY // 2).size


def spin(*_):
    while True:
        pass


def too_much(*_):
    raise MemoryError("no room")


@pytest.mark.parametrize(
    "weigh, says",
    [
        (spin, "took the grader longer than 0.2 s to weigh"),
        (too_much, "annot be weighed: MemoryError"),
    ],
)
def test_an_answer_that_cannot_be_weighed_costs_itself(parents, monkeypatch, weigh, says):
    item = exercises.find(BROKEN)
    quick = replace(parents["nested"].limits, judge_seconds=0.2)
    monkeypatch.setattr(parents["nested"], "limits", quick)
    object.__setattr__(item, "seconds", 0.2)

    def assess(exercise, answer, seed, *words):
        return (weigh if exercise is item else grading.assess)(exercise, answer, seed)

    try:
        found = trusted.grade(data(right()), UNIT, parents["nested"], SEED, assess=assess)
    finally:
        object.__setattr__(item, "seconds", 10.0)
    assert found.points == REST and says in said(found)


def test_a_submission_has_a_limit_of_time_for_everything(parents, monkeypatch):
    quick = replace(parents["nested"].limits, submission_seconds=1.0)
    monkeypatch.setattr(parents["nested"], "limits", quick)
    result = grade(with_cells(right(), *["while True: pass"] * 9, at=3), parents["nested"])
    assert result.points == POINTS[BROKEN] and result.seconds < 10  # not nine times 30
    assert "as not reached in the 1 s" in said(result)


# ---- modules that an exercise forbids -----------------------------------------------------------


@pytest.fixture
def forbidding():
    item = exercises.find(BROKEN)
    object.__setattr__(item, "forbid", ("scipy.signal", "statistics"))
    yield
    object.__setattr__(item, "forbid", ())


LABELS = "np.where(w[0] + X @ w[1:] > 0, 1, -1)"


@pytest.mark.parametrize(
    "source",
    [
        f"def {BROKEN}(X, w):\n    import statistics\n    return {LABELS}",
        f"def {BROKEN}(X, w):\n    import scipy.signal\n    return {LABELS}",
        f"def {BROKEN}(X, w):\n    from scipy.signal.windows import hann\n    return {LABELS}",
        f"import scipy.signal\ndef {BROKEN}(X, w):\n    scipy.signal.hilbert\n    return {LABELS}",
        f"from scipy import signal as s\ndef {BROKEN}(X, w):\n    s.hilbert\n    return {LABELS}",
        f"from statistics import mean\ndef {BROKEN}(X, w):\n    mean([1])\n    return {LABELS}",
        f"import importlib\ndef {BROKEN}(X, w):\n    importlib.import_module('statistics')\n"
        f"    return {LABELS}",
    ],
)
def test_a_forbidden_module_is_refused_while_the_answer_is_questioned(parents, forbidding, source):
    result = grade(right(**{BROKEN: source}), parents["nested"])
    assert result.points == REST
    assert "is forbidden in this exercise: write what it does yourself" in said(result)


def test_other_modules_and_other_exercises_are_as_before(parents, forbidding):
    allowed = f"import statistics\nimport scipy.linalg\ndef {BROKEN}(X, w):\n    return {LABELS}"
    other = "import statistics\ndef mistake_bound(X, y, w):\n    statistics.mean([1, 2])\n"
    other += "    Z = np.insert(X, 0, 1, axis=1)\n    r = np.linalg.norm(Z, axis=1).max()\n"
    other += "    m = (y * (Z @ w)).min() / np.linalg.norm(w)\n    return r, m, (r / m) ** 2"
    answers = right(**{BROKEN: allowed, "mistake_bound": other})
    assert grade(answers, parents["nested"]).points == FULL


@pytest.mark.parametrize(
    "source",
    [
        f"def {BROKEN}(X, w):\n    from dlaudio import mine\n    return mine.{BROKEN}(X, w)",
        f"from dlaudio import mine\n{BROKEN} = mine.{BROKEN}",
        f"from dlaudio import mine\nours = mine.{BROKEN}\n"
        f"def {BROKEN}(X, w):\n    return ours(X, w)",
    ],
)
def test_what_stands_in_for_an_answer_is_no_answer(parents, source):
    result = grade(right(**{BROKEN: source}), parents["nested"])
    assert result.points == REST
    assert "is for playing, and an answer stands on its own" in said(result)


def test_check_says_so_beforehand(forbidding):
    def answer(X, w):
        import statistics  # noqa: F401

    verdict, _ = question(exercises.find(BROKEN), answer)
    assert "ImportError: statistics is forbidden in this exercise" in "\n".join(report(verdict))


def test_what_was_hidden_is_there_again():
    import statistics

    names = {"statistics": statistics, "mean": statistics.mean, "other": 3, "kind": dict}
    before = dict(names)
    with without(["statistics"], names):
        assert "statistics" not in sys.modules and names["other"] == 3 and names["kind"] is dict
        with pytest.raises(ImportError, match="statistics is forbidden"):
            names["mean"]([1])
        with pytest.raises(ImportError, match="statistics is forbidden"):
            import statistics as again  # noqa: F401
    assert sys.modules["statistics"] is statistics and names == before
    with without([], names):
        assert names == before


@needs_bubblewrap
def test_a_clone_below_tmp_is_seen_by_its_submissions(tmp_path):
    """Each submission has a /tmp of its own; the project's files must still be there."""
    assert tmp_path.is_relative_to("/tmp")
    ignore = shutil.ignore_patterns("__pycache__", "class")
    shutil.copytree(ROOT / "course/dlaudio", tmp_path / "course/dlaudio", ignore=ignore)
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder", ignore=ignore)
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=ignore)
    for folder in [tmp_path, *tmp_path.parents]:
        if folder != Path("/tmp") and folder.is_relative_to("/tmp"):
            folder.chmod(0o755)
    code = (
        "import dlaudio; from autograder.judge.sandbox import WarmParent; parent = WarmParent([]);"
        "session = parent.session(); session.allow(60);"
        "print(dlaudio.__file__, session.run('from dlaudio import networks, datasets\\n'"
        "'print(len(datasets.load(\"drum-hits\")))')); session.close(); parent.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'course'}:{tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert str(tmp_path) in done.stdout and "192" in done.stdout, done.stdout + done.stderr
