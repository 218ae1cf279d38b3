"""Settings that must be made before NumPy and matplotlib are imported, and who runs which test.

`make test` has three processes for two cores, for some tests mostly wait. Tests of one file share
what is expensive (a graded class, a warm parent), so that a file stays with one process; files of a
test a unit are dealt out unit by unit.
"""

import os
import re
import sys
import tempfile
import zlib
from functools import cache
from pathlib import Path

import pytest

# Two BLAS threads on a busy machine make small products 100 times slower.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["MPLBACKEND"] = "Agg"
# Hundreds of processes read the project's modules. Where nothing may be kept, as many containers
# have it, each compiles them anew, and three rewrite every test.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
import autograder  # noqa: E402, F401 (before nbformat: see there)

os.environ["DLAUDIO_HOME"] = ""  # a notebook that a test runs remembers nothing

TESTS = Path(__file__).parent
# Half an hour, on demand (`make test-screens`); in each run units/test_units.py opens all units.
collect_ignore = [] if os.environ.get("DLAUDIO_SCREENS") else ["people/test_screens.py"]
WITHOUT = str(TESTS / "helpers" / "without")  # packages that every process does without
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [WITHOUT, os.environ.get("PYTHONPATH")]))
# librosa compiles while it is imported; two processes that write the same file spoil it for all
# who come later, who end with a segmentation fault.
COMPILED = Path(tempfile.gettempdir()) / (
    f"numba-{zlib.crc32(bytes(TESTS)):x}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
)
COMPILED.mkdir(exist_ok=True)
COMPILED.chmod(0o777)  # some tests become another user
os.environ["NUMBA_CACHE_DIR"] = str(COMPILED)
UNIT_BY_UNIT = {"test_build.py", "test_units.py", "test_browser_python.py", "test_screens.py"}
# Whose questions the other tests of a file need, too.
ALSO = {"test_build.py": "u01_perceptron"}
# They ask the known answers: what a unit asks, and what its mistakes reply, is computed once.
ASKING = {
    "test_sandboxed_units.py",
    "test_record.py",
    "test_written.py",
    "test_worthless.py",
    "test_read_cold.py",
}
# What `make test-fast` leaves out: rooms and files that start kernels, browsers or sandboxes, grade
# classes, draw hundreds of pictures, train nets or question every known answer.
SLOW = """
    autograder/classroom autograder/nbgrader autograder/sandbox autograder/report
    autograder/judge/test_record.py autograder/judge/test_demonstrations.py
    autograder/judge/test_worthless.py autograder/judge/test_written.py
    autograder/build/test_build.py people
    dlaudio/assessment/test_store.py dlaudio/mine dlaudio/plots dlaudio/widgets
    dlaudio/test_milestones.py dlaudio/generation
    units/test_units.py units/test_path.py units/test_held_out.py units/test_kept_answers.py
    autograder/judge/test_left_out.py autograder/judge/test_read_cold.py
    units/test_figures_u03.py units/test_figures_u05.py units/test_figures_u06.py
    units/test_figures_u08.py units/test_figures_u09.py units/test_figures_u12.py
    units/test_figures_u13.py units/test_figures_u14.py
    units/test_figures_u11.py units/test_unit_10.py units/test_unit_12.py
""".split()
# The longest first, so that no process is left alone with one of them at the end. What mostly waits
# begins beside what computes.
FIRST = """
    test_driver_interrupted.py test_nbgrader.py test_units.py test_site.py test_commands.py
    test_path.py test_sandboxed_units.py test_faults.py test_real_class.py test_gradebook.py
    test_lab.py test_report.py test_driver_dask.py test_attacks.py test_replay.py test_sandbox.py
    test_browser.py test_drawings.py test_store.py test_layers_on_mine.py test_setup.py
    test_figures_u13.py test_figures_u11.py test_held_out.py test_library.py test_sets.py
    test_driver.py test_feedback.py test_handed_in.py test_driver_postgres.py test_figures_u12.py
    test_fuzz.py
""".split()


def is_slow(path: Path) -> bool:
    """Whether `make test-fast` leaves a file out."""
    place = path.relative_to(TESTS)
    return any(place.is_relative_to(slow) for slow in SLOW)


@cache
def units() -> dict[str, str]:
    """The unit of each exercise, and of each unit."""
    from dlaudio import exercises

    found = {unit: unit for unit in exercises.units()}
    return found | {one.name: unit for unit in found for one in exercises.of_unit(unit)}


def group(place: str) -> str:
    """What stays with one process, by the place of a test: "tests/units/test_units.py::a[id]"."""
    path, _, name = place.partition("::")
    given = re.split(r"[-\]]", name.partition("[")[2])[0]
    file = path.rpartition("/")[2]
    if file in ASKING and given in units():
        return f"known answers {units()[given]}"
    if file not in UNIT_BY_UNIT:
        return path
    return f"{path} {given if given in units() else ALSO.get(file, given)}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Deal out groups. The marks of `--dist loadgroup` do nothing with pytest 9.2 (xdist 1386)."""
    scheduler = pytest.importorskip("xdist.scheduler")

    class Groups(scheduler.LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group(nodeid)

    return Groups(config, log)


def pytest_addoption(parser):
    parser.addoption("--fast", action="store_true", help="leave out what takes long, and say what")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_ignore_collect(collection_path, config):
    """Whether not even to read a file."""
    return config.getoption("--fast") and is_slow(collection_path) or None


def pytest_report_header(config):
    return f"left out by --fast: {' '.join(SLOW)}" if config.getoption("--fast") else None
