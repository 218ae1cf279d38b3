"""The wall of bricks: which parts there are, whose they are, and that the picture shows it."""

import pytest
import student
from matplotlib.backends.backend_agg import FigureCanvasAgg

from dlaudio import exercises, mine
from dlaudio.mine import parts
from dlaudio.plots.bricks import LOOKS, wall


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "my_library"))
    (tmp_path / "my_library").mkdir()
    return tmp_path / "my_library"


def test_an_empty_library(library):
    found = parts.parts()
    assert [unit.name for unit in found] == list(exercises.units())
    assert parts.text(found) == f"0 of {sum(map(len, found.values()))} parts are yours."
    ((_, row),) = parts.parts("u11").items()
    assert ("lstm_step", "the course's") in row and ("latch", "nobody's") in row
    assert "lstm_quiz" not in dict(row)


def test_what_is_yours_and_right_is_told_from_what_is_not(library, capsys):
    texts = student.answers("u11_lstm")
    chosen = [texts["lstm_step"], texts["gru_step"].replace("1 - z", "1 + z"), texts["latch"]]
    text = "\n\n".join(["import numpy as np", *chosen])
    (library / "u11_lstm.py").write_text(text, encoding="utf-8")
    ((_, row),) = parts.parts("u11_lstm").items()
    owners = dict(row)
    assert owners["lstm_step"] == owners["latch"] == "yours"
    assert owners["gru_step"] == "the course's"
    mine.show("u11")
    said = capsys.readouterr().out
    assert f"2 of {len(row)} parts are yours.\n  11 LSTM and GRU: lstm_step, latch\n" in said


def test_a_file_that_is_no_python_holds_nothing(library):
    (library / "u11_lstm.py").write_text("def lstm_step(:", encoding="utf-8")
    assert parts.text(parts.parts("u11")).startswith("0 of ")


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="no unit is called 'u99'; there are u00_start_here"):
        parts.parts("u99")


def test_the_picture_has_a_brick_for_each_part_in_its_own_colour():
    rows = {"one": [("lstm_step", "yours"), ("latch", "nobody's")], "two": [("a", "the course's")]}
    ax = wall(rows).axes[0]
    texts = {text.get_text(): text for text in ax.texts}
    assert set(texts) == {"one", "two", "lstm_step", "latch", "a"}
    bricks = ax.patches[2::3]
    faces = [brick.get_facecolor() for brick in bricks]
    assert len(set(faces)) == len(LOOKS) == 3
    assert len({brick.get_linestyle() for brick in bricks}) == 2


def test_no_name_is_broken_before_a_single_letter():
    texts = wall({"one": [("recall_at_k", "yours")]}).axes[0].texts
    assert [text.get_text() for text in texts] == ["one", "recall_at_k"]


def test_every_name_can_be_read_and_stays_inside_its_brick():
    rows = {f"{unit.title}  {unit.number}": row for unit, row in parts.parts().items()}
    figure = wall(rows)
    ax, renderer = figure.axes[0], FigureCanvasAgg(figure).get_renderer()
    assert min(text.get_fontsize() for text in ax.texts) >= 10
    bricks = [brick.get_window_extent(renderer) for brick in ax.patches[2::3]]
    names = [text for text in ax.texts if text.get_ha() == "center"]
    for name, brick in zip(names, bricks, strict=True):
        box = name.get_window_extent(renderer)
        assert brick.x0 < box.x0 and box.x1 < brick.x1, name.get_text()
        assert brick.y0 - 4 < box.y0 and box.y1 < brick.y1 + 4, name.get_text()
    edge = figure.bbox
    assert all(box.x1 < edge.x1 and box.y1 < edge.y1 for box in bricks)
    left = [text.get_window_extent(renderer).x0 for text in ax.texts]
    assert min(left) > 0
