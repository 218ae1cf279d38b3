"""The first page and the list of units are what the texts of the units say."""

import json

import nbformat
import pytest
import student

from autograder.build import start, units
from dlaudio import exercises


def test_they_are_as_a_build_makes_them():
    for path, data in start.files(units.ROOT).items():
        assert path.read_bytes() == data, f"{path.name} is not up to date: run `make build`"


def test_every_unit_says_what_one_will_hear_and_how_long_it_takes():
    listed = json.loads(start.files(units.ROOT)[units.ROOT / "course/dlaudio/syllabus.json"])
    assert [unit["name"] for unit in listed] == list(exercises.units())
    assert all(len(unit["hear"]) > 30 and "\n" not in unit["hear"] for unit in listed)
    # honest times, counted by the exercises: a day of work at most
    assert all(30 <= unit["minutes"] <= 480 for unit in listed)


def test_the_links_lead_to_notebooks():
    page = nbformat.read(units.ROOT / "course/start.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in page.cells)
    for unit in json.loads((units.ROOT / "course/dlaudio/syllabus.json").read_text("utf-8")):
        link = f"{unit['name']}/{unit['notebook']}"
        assert f"]({link})" in text and (units.ROOT / "course" / link).is_file()


@pytest.mark.parametrize(
    ("line", "minutes"),
    [("about 2½ hours. Before", 150), ("about ¾ hour", 45), ("about 50 minutes", 50)],
)
def test_times(line, minutes, tmp_path):
    folder = tmp_path / "solutions/u03_mlp"
    folder.mkdir(parents=True)
    text = f"# %% [markdown]\n# # 3 · A title\n#\n# **You will hear** a\n# b.\n#\n# Time: {line}\n"
    (folder / "mlp.py").write_text(text, encoding="utf-8")
    assert start.described("u03_mlp", tmp_path) == {
        "name": "u03_mlp",
        "title": "A title",
        "minutes": minutes,
        "hear": "a b.",
        "notebook": "mlp.ipynb",
    }
    (folder / "mlp.py").write_text("# # 3 · A title\n", encoding="utf-8")
    with pytest.raises(ValueError, match="mlp.py needs a title"):
        start.described("u03_mlp", tmp_path)


def test_it_runs_and_says_what_is_next(tmp_path):
    page = nbformat.read(units.ROOT / "course/start.ipynb", as_version=4)
    sources = [cell.source for cell in page.cells if cell.cell_type == "code"]
    said = student.run(tmp_path, sources)
    assert "Next: the exercise make_tone of unit 0" in said[1]
    assert "parts are yours" in said[2]
    assert not any("Error" in text for text in said)
