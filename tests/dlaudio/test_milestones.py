"""The milestones: each reaches what its date is known for, and yours stands beside the course's."""

import re

import numpy as np
import pytest
import student

from dlaudio import mine
from dlaudio.milestones import (
    Result,
    beside,
    digits,
    exclusive_or,
    in_torch,
    long_memory,
    looking_back,
    samples,
    two_sounds,
)
from dlaudio.milestones.versus import Course
from dlaudio.mine import lookup


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Put answers of the units into a library: library(u03_mlp=["smooth_units"])."""
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path))
    monkeypatch.setattr(mine, "_say", lookup.once())

    def fill(**units):
        for unit, names in units.items():
            texts = student.answers(unit)
            parts = [
                "import numpy as np\nfrom dlaudio import layers",
                *(texts[name] for name in names),
            ]
            (tmp_path / f"{unit}.py").write_text("\n\n\n".join(parts), encoding="utf-8")

    return fill


def number(result: Result) -> float:
    return float(re.search(r"[\d.]+", result.figure)[0])


def test_1958_two_kinds_of_drums():
    assert number(two_sounds.learn(Course())) >= 95


def test_1969_a_line_gets_three_cases_of_four_and_1986_a_layer_gets_all():
    line, layer = exclusive_or.one_unit(Course()), exclusive_or.learn(Course())
    assert 60 <= number(line) <= 80 and number(layer) >= 99
    assert (line.parameters, layer.parameters) == (3, 17)


def test_1989_digits_of_strangers():
    result = digits.learn(Course())
    assert number(result) >= 85 and result.more.shape == (200,)


def test_1997_the_cell_gets_further_than_the_plain_network():
    plain, gated = long_memory.learn_plain(Course()), long_memory.learn(Course())
    assert number(gated) < 0.02 < 0.05 < number(plain)


def test_2016_a_sound_is_written(monkeypatch):
    monkeypatch.setattr(samples, "UPDATES", 60)
    result = samples.learn(Course())
    y, sr = result.more
    assert number(result) < 3.5 and sr == 8000 and y.shape == (8000,) and np.abs(y).max() > 0.1


def test_2017_the_past_is_looked_up(library):
    library(u13_beyond=["attention"])
    assert lookup.find("attention").whose == "yours"
    result = looking_back.learn(mine)
    tune, weights = result.more
    assert number(result) >= 90
    np.testing.assert_allclose(weights.sum(axis=1), 1)


@pytest.fixture
def without_torch(monkeypatch):
    monkeypatch.setattr(in_torch, "installed", lambda: False)


def test_where_nothing_is_yours_the_course_plays_alone(library, without_torch, capsys):
    found = beside(looking_back.learn)
    assert set(found) == {"the course's"}
    assert "the course's" in capsys.readouterr().out


def test_yours_stands_beside_the_courses(library, without_torch, capsys):
    library(
        u02_gradient_descent=["sse"],
        u03_mlp=["smooth_units", "smooth_slopes"],
        u05_backprop=["step5_linear"],
        u06_training=["momentum_step"],
    )
    found = beside(exclusive_or.learn)
    assert set(found) == {"yours", "the course's"}
    assert found["yours"].figure == found["the course's"].figure
    said = capsys.readouterr().out
    assert (
        "Yours plays with your momentum_step, smooth_slopes, smooth_units, sse, step5_linear."
        in said
    )
    assert "PyTorch is not installed here" in said
    head, first, second = said.splitlines()[-3:]
    assert head.split() == ["numbers", "learnt", "seconds"]
    assert first.startswith("yours ") and second.startswith("the course's ")
    assert " 17 " in first and len(first) == len(head)


def test_with_an_empty_library_the_courses_runs_alone(library, without_torch, capsys):
    assert set(beside(two_sounds.learn)) == {"the course's"}
    assert "None of your own parts plays here yet." in capsys.readouterr().out


@pytest.mark.parametrize("experiment", ["exclusive_or", "long_memory", "digits", "samples"])
def test_pytorch_learns_the_same_from_the_same_beginning(experiment, monkeypatch):
    pytest.importorskip("torch")
    module = {
        "exclusive_or": exclusive_or,
        "long_memory": long_memory,
        "digits": digits,
        "samples": samples,
    }[experiment]
    if experiment == "long_memory":
        monkeypatch.setattr(long_memory, "UPDATES", 60)
    monkeypatch.setattr(digits, "EPOCHS", 1)
    monkeypatch.setattr(samples, "UPDATES", 6)
    ours, theirs = module.learn(Course()), module.learn(in_torch.Torch())
    assert ours.parameters == theirs.parameters
    assert number(theirs) == pytest.approx(number(ours), rel=0.03)


def test_pytorch_stands_beside_the_courses_where_it_is_installed(library, capsys):
    pytest.importorskip("torch")
    found = beside(looking_back.learn)
    assert set(found) == {"the course's", "PyTorch's"}
    assert number(found["PyTorch's"]) == number(found["the course's"])
    assert set(beside(two_sounds.learn)) == {"the course's"}
    assert "PyTorch's: it has no pocket, and needs none." in capsys.readouterr().out
