"""Which processors the workers of one machine keep to."""

import os

import pytest

from autograder.classroom.workers import _processors


@pytest.mark.parametrize(
    ("jobs", "wanted"),
    [(1, [None]), (2, [None, None]), (3, [3, 5, 9]), (5, [3, 5, 9, 3, 5])],
)
def test_workers_keep_to_processors_of_their_own_where_all_are_used(monkeypatch, jobs, wanted):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {9, 3, 5}, raising=False)
    assert _processors(jobs) == wanted


def test_workers_go_anywhere_where_nobody_says_which_processors_there_are(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert _processors(2) == [None, None]
