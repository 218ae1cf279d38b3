"""From the README one click to each reader's first page; and each claim of reach has its test."""

import ast
import re

import pytest
from repository import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README.partition("## Your first page")[2].partition("\n## ")[0]
ROWS = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", TABLE, re.MULTILINE))


def anchors(page: str) -> set[str]:
    """The names by which GitHub and the site call the headings of a page."""
    found = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize(
    ("reader", "page", "what_they_need"),
    [
        ("a computer", "course/start.ipynb", "u00_start_here/start_here.ipynb"),
        ("Colab", "course/u00_start_here/start_here.ipynb", "OMP_NUM_THREADS"),
        ("a browser only", "site/README.md", "open"),
        ("a class", "site/hub.md", "nbgrader collect"),
        ("a class", "site/instructors.md", "python -m autograder collect"),
        ("a project of your own", "course/dlaudio/README.md", "pip install dlaudio"),
    ],
)
def test_each_reader_has_a_first_page(reader, page, what_they_need):
    links = re.findall(r"\]\(([^)]+)\)", ROWS[reader])
    assert page in [link.partition("#")[0] for link in links]
    text = (ROOT / page).read_text(encoding="utf-8")
    assert what_they_need in text
    for link in links:
        target, _, name = link.partition("#")
        assert not name or name in anchors((ROOT / (target or "README.md")).read_text())


def test_nobody_has_been_forgotten():
    assert len(ROWS) == 5 + 1  # with the head of the table


def names_in(path: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_claim_names_a_test_that_exists():
    page = (ROOT / "site" / "reach.md").read_text(encoding="utf-8")
    held, _, rest = page.partition("## A small machine")
    rest = rest.partition("## What could not be tried")[2]
    rows = re.findall(r"^\| (?!claim|--)(.+?) \| (.+) \|$", held, re.MULTILINE)
    rows = [(claim, proof) for claim, proof in rows if claim != "---"]
    assert len(rows) > 40
    for claim, proof in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", proof)
        assert named or "`make " in proof, claim
        for path, name in named:
            assert name in names_in(path), f"{claim}: {path} has no {name}"
    targets = (ROOT / "Makefile").read_text()
    assert all(f"\n{target}:" in targets for target in re.findall(r"`make ([\w-]+)", held))
    assert len(re.findall(r"^\| (?!not tried|-)", rest, re.MULTILINE)) > 10
