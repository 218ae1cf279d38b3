import re
import sys
import time

import pytest

from dlaudio import bars
from dlaudio.bars import bar


@pytest.fixture
def notebook(monkeypatch):
    monkeypatch.setattr(bars, "in_notebook", lambda: True)
    monkeypatch.setattr(bars, "AFTER", 0.05)


def slowly(steps):
    for step in steps:
        time.sleep(0.04)
        yield step


def through(steps) -> list:
    return [step for step in steps if not time.sleep(0.04)]


def test_what_takes_a_while_has_a_bar(notebook, capsys):
    assert through(bar("abcde", "learning")) == list("abcde")
    shown = capsys.readouterr()
    assert "learning" in shown.out and "5/5" in shown.out and shown.err == ""


def test_a_bar_that_comes_late_counts_the_time_and_the_steps_before_it(notebook, capsys):
    through(bar("abcde", "learning"))
    rates = [float(rate) for rate in re.findall(r"([\d.]+)step/s", capsys.readouterr().out)]
    assert rates and max(rates) < 26  # a step takes at least 0.04 s


def test_what_is_quick_has_none(notebook, capsys):
    assert list(bar(range(100), "learning")) == list(range(100))
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_counted_beforehand_counts_up(notebook, capsys):
    assert list(bar(slowly("abcde"), "learning")) == list("abcde")
    assert "5step" in capsys.readouterr().out


def test_within_a_bar_there_is_no_other(notebook, capsys):
    for _ in bar(range(4), "outer"):
        assert bars.under_way()
        through(bar(range(4), "inner"))
    assert not bars.under_way()
    shown = capsys.readouterr().out
    assert "outer" in shown and "inner" not in shown


def test_an_error_within_ends_the_bar(notebook):
    with pytest.raises(ZeroDivisionError):
        for step in bar(range(4), "outer"):
            1 / step
    assert not bars.under_way()


def test_nobody_looks_at_plain_python(monkeypatch, capsys):
    monkeypatch.setattr(bars, "AFTER", 0.05)
    assert through(bar(range(5), "learning")) == list(range(5))
    assert capsys.readouterr() == ("", "")


def test_without_tqdm_there_is_none(notebook, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert through(bar(range(5), "learning")) == list(range(5))
    assert capsys.readouterr() == ("", "")
