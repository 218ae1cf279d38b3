"""A JupyterHub with the settings of site/hub.md: two students, each another user of the system.

Each starts a server, has the panel Assignments and no other of nbgrader's, fetches a unit and hands
it in by what that panel asks of the server, and gets a folder by nbgitpuller's link.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import classroom
import hub_page
import pytest
from hub import Hub
from repository import ROOT

UNIT, NAME = "u01_perceptron", "perceptron.ipynb"
STUDENTS = ["nobody", "games"]  # users of every Debian

pytest.importorskip("jupyterhub", reason="JupyterHub is not here (extra test)")
pytest.importorskip("nbgitpuller", reason="nbgitpuller is not here (extra test)")


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[classroom.Course, Hub]]:
    """A course whose instructor has released a unit, and a hub on which both students work."""
    if not all(map(classroom.system_user, STUDENTS)):
        pytest.skip("this process cannot become two other users who can run nbgrader")
    with tempfile.TemporaryDirectory() as folder:
        course = classroom.Course(Path(folder), UNIT)
        course.instructor("generate_assignment", UNIT)
        course.instructor("release_assignment", UNIT)
        place = Path(folder) / "hub"
        place.mkdir()
        hub = Hub(place, course.exchange)
        try:
            for student in STUDENTS:
                hub.start(student)
            yield course, hub
        finally:
            hub.close()


def command(process: Path) -> str:
    """What a process was started with; nothing if it has ended meanwhile."""
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def home(places, student: str) -> Path:
    return places[1].folder / "homes" / student


@pytest.mark.parametrize("student", STUDENTS)
def test_a_server_belongs_to_its_student_and_has_one_thread(places, student):
    kernel = places[1].post(f"/user/{student}/api/kernels").json()["id"]
    (process,) = [path for path in Path("/proc").glob("[0-9]*") if kernel in command(path)]
    owner = classroom.system_user(student)
    assert process.stat().st_uid == owner.pw_uid
    assert b"OMP_NUM_THREADS=1" in (process / "environ").read_bytes().split(b"\0")
    places[1].session.delete(f"{places[1].address}/user/{student}/api/kernels/{kernel}")


@pytest.mark.parametrize("student", STUDENTS)
def test_students_see_the_panel_assignments_and_no_other(places, student):
    page = places[1].page(student)
    panels = {name for name in page["disabledExtensions"] if name.startswith("@jupyter/nbgrader:")}
    names = ("course-list", "create-assignment", "formgrader")
    assert panels == {f"@jupyter/nbgrader:{name}" for name in names}
    carried = [one["name"] for one in page["federated_extensions"]]
    assert "@jupyter/nbgrader" in carried


@pytest.mark.parametrize("settings", [".jupyter/student", "binder"])
def test_elsewhere_nobody_sees_it(settings):
    if settings == "binder":  # which takes those of `make lab`
        assert ".jupyter/student" in (ROOT / "binder" / "start").read_text()
        return
    page = json.loads((ROOT / settings / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyter/nbgrader:assignment-list"]


def test_they_fetch_and_hand_in_by_the_panel(places):
    course, hub = places
    for student in STUDENTS:
        listed = hub.get(f"/user/{student}/assignments", params={"course_id": "dlaudio"}).json()
        assert listed["success"], listed
        assert [(one["assignment_id"], one["status"]) for one in listed["value"]] == [
            (UNIT, "released")
        ]
        asked = {"course_id": "dlaudio", "assignment_id": UNIT}
        done = hub.post(f"/user/{student}/assignments/fetch", data=asked).json()
        assert done["success"], done
        path = home(places, student) / UNIT / NAME
        assert path.read_bytes() == (course.root / "course" / UNIT / NAME).read_bytes()
        done = hub.post(f"/user/{student}/assignments/submit", data=asked).json()
        assert done["success"], done
    course.instructor("collect", UNIT)
    submitted = course.root / "autograder" / "class" / "submitted"
    assert {path.name for path in submitted.iterdir()} == set(STUDENTS)
    for student in STUDENTS:  # neither sees what the other has
        owner = classroom.system_user(student)
        (inbound,) = (course.exchange / "dlaudio" / "inbound").glob(f"{student}+*")
        assert inbound.stat().st_uid == owner.pw_uid


def test_the_link_of_the_page_brings_a_folder_and_keeps_what_was_changed(places, tmp_path):
    _, hub = places
    link = urlsplit(hub_page.block("user-redirect/git-pull").strip())
    asked = {name: value for name, (value,) in parse_qs(link.query).items()}
    assert link.path == "/hub/user-redirect/git-pull"
    assert re.fullmatch(r"lab/tree/NAME/course/start.ipynb", asked.pop("urlpath"))
    repository = Path(tempfile.mkdtemp(dir=hub.folder.parent)) / "NAME"
    (repository / "course" / UNIT).mkdir(parents=True)
    repository.parent.chmod(0o755)
    shutil.copy(ROOT / "course" / "start.ipynb", repository / "course")
    shutil.copy(ROOT / "course" / UNIT / NAME, repository / "course" / UNIT)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=repository, check=True, capture_output=True)

    def pull() -> str:
        params = asked | {"repo": bare.as_uri(), "targetpath": "NAME"}
        answer = hub.get(f"/user/{STUDENTS[0]}/git-pull/api", params=params)
        return answer.text

    git("init", "-q", "-b", asked["branch"])
    git("add", ".")
    git("commit", "-qm", "units")
    bare = repository.with_suffix(".git")
    git("clone", "-q", "--bare", str(repository), str(bare))
    # a repository on a disk belongs to somebody else, which git minds; one at an address does not
    (home(places, STUDENTS[0]) / ".gitconfig").write_text("[safe]\n    directory = *\n")
    said = pull()
    assert "finished" in said, said
    here = home(places, STUDENTS[0]) / "NAME" / "course"
    assert (here / "start.ipynb").is_file()

    (here / UNIT / NAME).write_text("an answer of the student's")
    (repository / "course" / "news.txt").write_text("new")
    git("add", ".")
    git("commit", "-qm", "news")
    git("push", "-q", str(bare), asked["branch"])
    said = pull()
    assert "finished" in said, said
    assert (here / "news.txt").read_text() == "new"
    assert (here / UNIT / NAME).read_text() == "an answer of the student's"
