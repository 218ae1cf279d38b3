"""Everything that stands in for an answer is right: the questions and laws of `check` say so."""

import sys
from dataclasses import replace

import pytest

from dlaudio import exercises, mine
from dlaudio.check import question, report
from dlaudio.mine import standins


@pytest.mark.parametrize("name", standins.TABLE)
def test_what_stands_in_would_pass_the_check(name):
    # what the package has is forbidden to those who are to write it, and is what stands in here
    exercise = replace(exercises.find(name), forbid=())
    verdict, cases = question(exercise, standins.TABLE[name])
    assert verdict.right and not verdict.broken_laws, report(verdict, cases)


@pytest.mark.parametrize("answer", [None, ([], []), "?", ([[1, 2], [3, 4]], [1, 2])])
def test_a_malformed_answer_leaves_the_stand_in_and_a_right_one_plays(answer, monkeypatch, capsys):
    notebook = sys.modules["__main__"]  # where a reader's answers stand
    monkeypatch.setenv("DLAUDIO_HOME", "")
    monkeypatch.setattr(notebook, "xor_weights", answer, raising=False)
    assert mine.or_else("xor_weights", "two ORs") == "two ORs"
    assert "a stand-in plays here" in capsys.readouterr().out
    right = ([[-0.5, 1, 1], [-1.5, 1, 1]], [-0.5, 1, -1])
    monkeypatch.setattr(notebook, "xor_weights", right)
    assert mine.or_else("xor_weights", "two ORs") == right and not capsys.readouterr().out
