"""Where a student's own voice may be used: a recorder, and what is taken where nobody speaks."""

import ast
import json

import pytest
from repository import ROOT


@pytest.mark.parametrize(
    "unit", ["u00_start_here", "u07_features", "u09_cnn", "u14_your_instrument"]
)
def test_a_recorder_stands_in_the_unit_and_its_sound_is_used(unit):
    (path,) = (ROOT / "course" / unit).glob("*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    made = [i for i, cell in enumerate(cells) if "= audio.record(" in "".join(cell["source"])]
    assert made
    for i in made:
        tree = ast.parse("".join(cells[i]["source"])).body
        name = tree[0].targets[0].id
        assert isinstance(tree[-1], ast.Expr) and tree[-1].value.id == name  # it is shown
        assert "Without a microphone" in "".join(cells[i - 1]["source"])
        after = "".join(cells[i + 1]["source"])
        assert f"{name}.read(otherwise=" in after
        # a button and its sound are two cells, so that Run All does not wait for anybody
        assert ".read(" not in "".join(cells[i]["source"])
