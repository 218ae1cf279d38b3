"""The commands of the README and of the instructor's guide, run in order as they stand there.

They run in a clone, with a class of one who handed in over Moodle. Git sees nothing of it then.
"""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from handed_in import ROOT, data, right

from autograder.judge import sandbox

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

NEED_MORE = ("nbgrader collect",)  # an exchange, which test_nbgrader has


def commands(page: Path) -> list[str]:
    """The commands of nbgrader and the grader in a page's blocks, without their comments."""
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("nbgrader ", "python -m autograder "))]


GUIDE, README = (commands(ROOT / page) for page in ("site/instructors.md", "README.md"))


def test_the_pages_name_the_commands():
    assert len(GUIDE) >= 9 and len(README) >= 5
    assert GUIDE[0].startswith("python -m autograder collect")


def test_they_work_in_order_and_leave_nothing_for_git(tmp_path):
    course = tmp_path / "course"
    subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(course)], check=True)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        name = "Ada Lovelace_123456_assignsubmission_file_/perceptron.ipynb"
        archive.writestr(name, data(right()))
    (tmp_path / "roster.csv").write_text(
        "id,first_name,last_name,email\n123456,Ada,Lovelace,ada@example.org\n"
    )
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(
            [str(course / "course"), str(course), os.environ["PYTHONPATH"]]
        ),
        "HOME": str(tmp_path),
    }
    places = {
        "~/Downloads/submissions.zip": str(tmp_path / "submissions.zip"),
        "roster.csv": str(tmp_path / "roster.csv"),
        "STUDENT": "123456",
    }
    for command in [*GUIDE, *README]:
        if command.startswith(NEED_MORE):
            continue
        for word, meaning in places.items():
            command = command.replace(word, meaning)
        if "generate_assignment" in command:
            command += " --force"  # the release is there already
        done = subprocess.run(
            command.split(), cwd=course, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    pages = [path.name for path in (course / "autograder" / "class").iterdir()]
    assert {"grades.csv", "canvas.csv", "moodle.csv", "feedback", "gradebook.db"} <= set(pages)
    seen = subprocess.check_output(["git", "status", "--porcelain"], cwd=course, text=True)
    assert seen == ""
