"""A course of some units: what is given to students has these alone, and no answer."""

import json
import re
import subprocess
import sys

import pytest
from repository import ROOT

from autograder.__main__ import main
from autograder.build import shorter


@pytest.fixture(scope="module")
def music(tmp_path_factory):
    folder = tmp_path_factory.mktemp("term") / "music"
    assert main(["shorter", str(folder), "music"]) == 0
    return folder


def test_the_units_are_those_of_the_guide(music):
    guide = (ROOT / "site/instructors.md").read_text(encoding="utf-8")
    for name, words in (("ten", "Ten units"), ("music", "Eight units, making music")):
        said = re.search(rf"\*\*{words}:\*\* ([\d, ]+)\.", guide)[1]
        assert tuple(map(int, said.split(", "))) == shorter.COURSES[name]
    there = sorted(path.name[:3] for path in (music / "course").glob("u*"))
    assert there == [f"u{number:02}" for number in shorter.COURSES["music"]]


def test_every_link_leads_somewhere_and_the_next_unit_is_the_next_of_these(music):
    for path in (music / "course").rglob("*.ipynb"):
        text = json.loads(path.read_text(encoding="utf-8"))
        prose = "\n".join(
            "".join(cell["source"]) for cell in text["cells"] if cell["cell_type"] == "markdown"
        )
        for link in re.findall(r"\]\((?!https?:|#|mailto:|data:|attachment:)([^)#\s]+)", prose):
            assert (path.parent / link).resolve().exists(), (path.name, link)
        if path.parent.name == "u06_training":
            assert "**Next:** [10 · " in prose


def test_no_answer_and_nothing_of_the_grader_is_given_away(music):
    assert sorted(path.name for path in music.iterdir()) == [
        ".ci",
        "LICENSE",
        "course",
        "data",
        "environment.yml",
        "pyproject.toml",
    ]
    for path in (music / "course").rglob("*.ipynb"):
        assert "BEGIN SOLUTION" not in path.read_text(encoding="utf-8")


def test_progress_knows_these_units_alone(music):
    code = "from dlaudio import syllabus; print([unit.number for unit in syllabus.units()])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=music / "course", capture_output=True, text=True
    )
    assert json.loads(done.stdout) == list(shorter.COURSES["music"]), done.stderr


@pytest.mark.parametrize(
    "asked, says",
    [
        (["u99_nothing"], "there is no unit and no shorter course 'u99_nothing'; there are ten, "),
        (["ten", "music"], "there is no unit and no shorter course 'ten'"),
    ],
)
def test_a_unit_that_is_none_is_said(tmp_path, capsys, asked, says):
    assert main(["shorter", str(tmp_path / "new"), *asked]) == 1
    assert says in capsys.readouterr().err
    assert main(["shorter", str(tmp_path), "ten"]) == 1
    assert "is there already" in capsys.readouterr().err
