"""The milestones are built from their texts, lead from one to the next, and have no exercises."""

import re

import nbformat
import pytest

from autograder.build import milestones, release
from autograder.build.units import ROOT

SOURCES = milestones.sources(ROOT)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_is_as_a_build_makes_it(path):
    built = (ROOT / "course" / milestones.link(path)).read_bytes()
    assert built == release.dumps(milestones.notebook(path)), "run `make build`"


def test_each_leads_to_the_next():
    for path, after in zip(SOURCES, SOURCES[1:], strict=False):
        last = nbformat.read(ROOT / "course" / milestones.link(path), as_version=4).cells[-1]
        assert re.findall(r"\]\((\w+\.ipynb)\)", last.source) == [f"{after.stem}.ipynb"]


def test_the_first_page_links_to_all():
    page = (ROOT / "course/start.ipynb").read_text(encoding="utf-8")
    assert len(SOURCES) >= 6
    assert all(f"({milestones.link(path)})" in page for path in SOURCES)


def test_an_exercise_in_a_milestone_is_refused(tmp_path):
    path = tmp_path / "1900_none.py"
    path.write_text('# %% [markdown]\n# # 1900\n\n# %% check="gates"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="1900_none.py: a milestone has no check"):
        milestones.notebook(path)
