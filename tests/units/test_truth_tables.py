"""Kinds of Boolean functions, of which a question has one each."""

import itertools

import numpy as np

from dlaudio.datasets.truth_tables import corners
from dlaudio.exercises.cases.tables import one_of_each_kind, table_cases


def alike(table) -> set[tuple]:
    """All tables that come of one by inputs that change places, and by whatever is turned."""
    cube = np.reshape(table, (2, 2, 2))
    found = set()
    for order, turned in itertools.product(itertools.permutations(range(3)), corners(3)):
        other = np.flip(cube.transpose(order), np.flatnonzero(turned)).ravel()
        found |= {tuple(other), tuple(1 - other)}
    return found


def test_there_is_one_of_each_kind():
    for seed in range(5):
        tables = one_of_each_kind(np.random.default_rng(seed))
        assert tables.shape == (14, 8)
        kinds = [alike(table) for table in tables]
        assert sum(map(len, kinds)) == len(set().union(*kinds)) == 256


def test_all_that_have_a_line_are_asked_and_every_kind_that_has_none():
    two, three = (case["tables"] for case in table_cases(np.random.default_rng(0)))
    assert len(two) == 16
    assert len({tuple(table) for table in three}) == 104 + 8
