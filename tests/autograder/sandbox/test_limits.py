"""The limits of the grader, and that a class may set its own."""

import pytest
from handed_in import FULL, ROOT, grade, right, said, with_cells

from autograder.classroom.course import Course, CourseError
from autograder.inside.limits import DEFAULT_LIMITS, Limits
from autograder.judge import sandbox


def course(tmp_path, *lines):
    (tmp_path / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *lines]) + "\n")
    return Course(tmp_path)


def test_a_class_sets_its_own_limits_and_keeps_the_others(tmp_path):
    found = course(tmp_path, "c.Limits.cell_seconds = 1.5", "c.Limits.memory = 1 << 30").limits
    assert found == Limits(cell_seconds=1.5, memory=1 << 30)
    assert found.disk == DEFAULT_LIMITS.disk
    assert course(tmp_path).limits == DEFAULT_LIMITS


@pytest.mark.parametrize(
    "line, says",
    [
        ("c.Limits.cell_second = 1", "there is no limit 'cell_second': there are cell_seconds, "),
        ("c.Limits.cell_seconds = 0", "cell_seconds needs a number above 0, got 0"),
        ("c.Limits.cell_seconds = '30'", "cell_seconds needs a number above 0, got '30'"),
        ("c.Limits.cell_seconds = float('nan')", "cell_seconds needs a number above 0, got nan"),
        ("c.Limits.processes = 1.5", "processes needs a whole number above 0, got 1.5"),
        ("c.Limits.memory = True", "memory needs a whole number above 0, got True"),
    ],
)
def test_a_limit_that_is_none_is_said_before_anything_is_graded(tmp_path, line, says):
    with pytest.raises(CourseError) as error:
        course(tmp_path, line)
    assert says in str(error.value) and "nbgrader_config.py" in str(error.value)


def test_the_course_itself_sets_none():
    assert Course(ROOT).limits == DEFAULT_LIMITS


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_what_a_class_sets_is_what_its_cells_may_take():
    parent = sandbox.WarmParent([], limits=Limits(cell_seconds=0.5))
    try:
        result = grade(with_cells(right(), "while True: pass", at=3), parent)
    finally:
        parent.close()
    assert "took longer than 0.5 s" in said(result) and result.points == FULL
