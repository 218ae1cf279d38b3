"""`dlaudio lab`, `data`, `doctor`, `progress`: as somebody types them, and what they say."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from dlaudio import __main__ as command_line
from dlaudio import doctor, lab

ROOT = Path(__file__).parents[2]


def dlaudio(*arguments: str, bare: bool = False) -> subprocess.CompletedProcess:
    """`python -m dlaudio ...` outside the project; `bare`, with a Python that has no packages."""
    options = ["-S"] if bare else []
    return subprocess.run(
        [sys.executable, *options, "-m", "dlaudio", *arguments],
        cwd=ROOT.anchor,
        env=os.environ | ({"PYTHONPATH": str(ROOT / "course")} if bare else {}),
        capture_output=True,
        text=True,
    )


@pytest.fixture
def opened(monkeypatch) -> dict:
    """What JupyterLab would be started with, once it was: `argv` and `environ`."""
    seen = {}

    def start(module: str, **_) -> None:
        assert module == "jupyterlab"
        seen.update(argv=sys.argv[1:], environ=dict(os.environ))

    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(runpy, "run_module", start)
    return seen


def settings(opened: dict) -> list[str]:
    return opened["environ"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)


def test_lab_opens_the_course_as_students_see_it(opened, capsys):
    os.environ["OMP_NUM_THREADS"] = "8"
    os.environ["JUPYTER_CONFIG_PATH"] = "one's own"
    assert command_line.main(["lab", "--port=8890"]) == 0
    assert opened["argv"][-2:] == ["--port=8890", str(ROOT / "course")]
    own = [str(ROOT / ".jupyter" / "student"), str(ROOT / ".jupyter"), "one's own"]
    assert settings(opened) == own
    assert opened["environ"]["OMP_NUM_THREADS"] == "1"
    assert opened["environ"]["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)
    assert "drum-hits: ok" in capsys.readouterr().out


def test_lab_to_teach_opens_the_project_with_nbgraders_panels(opened):
    os.environ.pop("JUPYTER_CONFIG_PATH", None)
    assert command_line.main(["lab", "--teach"]) == 0
    assert opened["argv"][-1] == str(ROOT)
    assert settings(opened) == [str(ROOT / ".jupyter")]


def test_lab_stops_where_a_sound_is_damaged(opened, monkeypatch):
    monkeypatch.setattr("dlaudio.datasets.check_bundled", lambda: False)
    assert command_line.main(["lab"]) == 1 and opened == {}


@pytest.mark.parametrize("seen", ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"])
def test_a_browser_opens_only_where_it_can_be_seen(seen, monkeypatch):
    monkeypatch.setattr(os, "environ", {seen: "x"})
    assert "--no-browser" not in lab.necessary()
    monkeypatch.setattr(os, "environ", {})
    for system, option in (("linux", ["--no-browser"]), ("win32", []), ("darwin", [])):
        monkeypatch.setattr(sys, "platform", system)
        assert [one for one in lab.necessary() if one == "--no-browser"] == option


@pytest.mark.parametrize(("user", "option"), [(0, ["--allow-root"]), (1000, [])])
def test_root_may_start_it(user, option, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: user)
    assert [one for one in lab.necessary() if one == "--allow-root"] == option


def test_units_are_found_beside_the_package_or_here(monkeypatch, tmp_path):
    assert lab.course() == ROOT / "course"
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "site-packages/dlaudio/lab.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=re.escape(f"no units in {tmp_path}: run this in")):
        lab.course()
    for folder in (tmp_path, tmp_path / "course"):
        (folder / "u00_start_here").mkdir(parents=True)
        (folder / "u00_start_here/start_here.ipynb").touch()
        assert lab.course() == folder.resolve()


def test_without_jupyterlab_one_sentence_says_what_to_do():
    done = dlaudio("lab", bare=True)
    assert done.returncode == 1
    assert re.fullmatch(r"JupyterLab is not installed .* -m pip install .*\n", done.stderr)


def test_the_doctor_finds_nothing_wrong_where_all_is_here(monkeypatch):
    done = dlaudio("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "NO" not in done.stdout and "All that the course needs is here" in done.stdout
    for what in ("Python 3.", "numpy ", "jupyterlab ", "nbgrader ", "drum-hits", "units, in"):
        assert f"ok  {what}" in done.stdout or what in done.stdout


def test_the_doctor_needs_no_package_to_say_that_they_are_missing():
    done = dlaudio("doctor", bare=True)
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"NO  dlaudio is not installed\n .* -m pip install -e ", done.stdout)
    assert "What is marked NO, 1 in all" in done.stdout


def install(folder: Path, name: str, version: str, source: str) -> None:
    """Put a package into a folder as pip would."""
    (folder / f"{name}.py").write_text(source)
    (folder / f"{name}-{version}.dist-info").mkdir()
    (folder / f"{name}-{version}.dist-info/METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    )


@pytest.mark.parametrize(
    ("requirement", "said"),
    [
        ("never-heard-of>=1", "never-heard-of is not installed"),
        ("wholesome>=2.0", "wholesome 1.5, but wholesome>=2.0 is needed"),
        ("broken>=1.0", "broken 1.5 does not start: libsound.so is not here"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_a_package(requirement, said, tmp_path, monkeypatch):
    install(tmp_path, "wholesome", "1.5", "")
    install(tmp_path, "broken", "1.5", "raise OSError('libsound.so is not here')")
    monkeypatch.syspath_prepend(tmp_path)
    finding = doctor.package(requirement, True)
    assert finding.what == said
    assert f'-m pip install "{requirement}"' in finding.mend
    assert not doctor.package("wholesome>=1.0", True).mend


def test_what_only_teachers_need_may_be_missing(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "required", lambda: [("never-heard-of>=1", False)])
    assert doctor.report() == 0
    assert "-   never-heard-of is not installed, for those who teach" in capsys.readouterr().out


def test_the_doctor_looks_at_what_the_course_declares():
    needed = dict(doctor.required())
    assert {re.match(r"[\w.-]+", one)[0] for one in needed} >= {"numpy", "jupyterlab", "nbgrader"}
    assert {one for one in needed if "pytest" in one or "torch" in one} == set()
    by_name = {re.match(r"[\w.-]+", one)[0]: for_all for one, for_all in needed.items()}
    assert by_name["numpy"] and by_name["jupyterlab"] and not by_name["nbgrader"]


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    finding = doctor.python()
    assert "Python 3.9.2" in finding.what and "install Python 3.11 or newer" in finding.mend


def test_a_damaged_sound_is_told(monkeypatch):
    monkeypatch.setattr("dlaudio.datasets.bundled_fault", lambda name: "damaged")
    finding = next(doctor.sounds())
    assert finding.what.endswith(": damaged") and finding.mend and finding.needed


def test_data_fetches_what_the_units_use_or_what_is_named(monkeypatch, capsys):
    monkeypatch.setattr("dlaudio.datasets.__main__.load", lambda name: f"loaded {name}")
    assert command_line.main(["data"]) == 0
    assert capsys.readouterr().out.split()[1::2] == [
        "fsdd",
        "sonic-pi-drums",
        "jsb-chorales",
        "jsb-rolls",
    ]
    assert command_line.main(["data", "nottingham"]) == 0
    assert capsys.readouterr().out == "loaded nottingham\n"
    done = dlaudio("data", "drum-hits", "no-such-set")
    assert done.returncode == 1 and "there is no data set 'no-such-set'" in done.stderr


def test_a_command_that_is_not_understood_says_what_there_is(capsys):
    for arguments, said in ((["play"], "'lab'|lab, data"), (["doctor", "--fast"], "not know --fa")):
        with pytest.raises(SystemExit) as stop:
            command_line.main(arguments)
        assert stop.value.code == 2 and re.search(said, capsys.readouterr().err)
