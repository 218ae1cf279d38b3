"""Points and a comment given by hand in formgrader, in a real browser, outlive a regrade."""

import os
import re
import subprocess
import sys

import pytest
from handed_in import FULL, ROOT, UNIT, data, right
from lab import browse, serve
from nbgrader.api import Gradebook

from autograder.classroom.course import Course
from autograder.judge import sandbox

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

GIVEN, COMMENT = 1.5, "Your gates are <i>nicely</i> drawn."
CHECK, ANSWER = "check_gates", "gates"


@pytest.fixture
def clone(tmp_path):
    """A clone with a class of one, graded, and what its commands need in the environment."""
    course = tmp_path / "course"
    subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(course)], check=True)
    (course / ".venv").symlink_to(ROOT / ".venv")
    (course / ".git/info/exclude").write_text(".venv\n")
    os.utime(course / "pyproject.toml", (0, 0))  # what it needs is installed
    place = course / "autograder/class/submitted/ada" / UNIT
    place.mkdir(parents=True)
    (place / "perceptron.ipynb").write_bytes(data(right()))
    with Gradebook(Course(course).db_url, "dlaudio") as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace")
    environment = {"PYTHONPATH": os.pathsep.join([str(course / "course"), str(course)])}
    return course, environment


def grade(course, environment, *options):
    command = [sys.executable, "-m", "autograder", "grade", UNIT, "--feedback", *options]
    subprocess.run(
        command, cwd=course, env=os.environ | environment, check=True, capture_output=True
    )
    return (course / "autograder/class/feedback/ada" / UNIT / "perceptron.html").read_text()


def formgrader(address: str, place: str) -> str:
    return re.sub(r"/lab\b.*", f"/formgrader/{place}", address)


def submission(page, address: str):
    """The page of formgrader on which a person grades; points and a comment as they stand there."""
    page.goto(formgrader(address, f"gradebook/{UNIT}/perceptron"))
    page.locator("#grade-table a, table a").filter(has_text="Submission").first.click()
    points, comment = page.locator(f"#{CHECK}"), page.locator(f"#{ANSWER}-comment")
    points.wait_for()
    page.wait_for_function("() => formgrader.grades.loaded && formgrader.comments.loaded")
    return points, comment


def test_what_is_given_by_hand_is_there_after_a_regrade_and_on_the_feedback_page(clone, tmp_path):
    course, environment = clone
    before = grade(course, environment)
    assert f"{FULL} of {FULL} points" in before and "nicely" not in before
    with serve(["make", "teach"], course, tmp_path / "config", **environment) as address:
        with browse(address) as page:
            page.get_by_role("menuitem", name="Nbgrader", exact=True).click(timeout=90_000)
            page.get_by_role("menuitem", name="Formgrader", exact=True).click()
            page.frame_locator("iframe").get_by_text(UNIT).first.wait_for(timeout=60_000)
            page.goto(formgrader(address, f"manage_submissions/{UNIT}"))
            page.get_by_text("Lovelace, Ada").wait_for()  # people, and not their numbers
            points, comment = submission(page, address)
            assert points.input_value() in ("", "3") and comment.input_value() == ""
            with page.expect_response(lambda r: "/formgrader/api/grade/" in r.url):
                points.fill(str(GIVEN))
                points.blur()
            with page.expect_response(lambda r: "/formgrader/api/comment/" in r.url):
                comment.fill(COMMENT)
                comment.blur()
            after = grade(course, environment, "--regrade")
            points, comment = submission(page, address)
            assert float(points.input_value()) == GIVEN and comment.input_value() == COMMENT
    assert f"{FULL - 3 + GIVEN:g} of {FULL} points" in after
    assert "Your gates are &lt;i&gt;nicely&lt;/i&gt; drawn." in after
    seen = subprocess.check_output(["git", "status", "--porcelain"], cwd=course, text=True)
    assert seen == ""
