"""Boolean functions as tables of outputs, in the order of `corners`."""

import functools
import itertools

import numpy as np

from dlaudio.datasets.truth_tables import corners


def table_cases(rng):
    """All tables of two inputs; of three, what perceptrons compute, and one of each kind.

    Of 256 tables 152 cannot be separated, and each of them costs an answer its whole patience.
    """
    yield {"tables": corners(4)}
    yield {"tables": rng.permutation(np.concatenate([_computed(), one_of_each_kind(rng)]))}


@functools.cache
def _computed() -> np.ndarray:
    """The tables of three inputs that a perceptron computes, int (104, 8)."""
    weights = np.array([*itertools.product(range(-3, 4), repeat=4)]).T
    return np.unique(np.insert(corners(3), 0, 1, axis=1) @ weights > 0, axis=1).T.astype(int)


def one_of_each_kind(rng) -> np.ndarray:
    """Fourteen tables of three inputs, int (14, 8), in random order: each other one is like one.

    Two tables are alike if one becomes the other when inputs change places, or inputs or the
    output are turned around (0 for 1); then both can be separated or neither can. These are the
    NPN classes of switching theory: M. A. Harrison, *Introduction to Switching and Automata
    Theory* (1965).
    """
    inputs, tables = corners(3), rng.permutation(corners(8))
    likes = []
    for order, turned in itertools.product(itertools.permutations(range(3)), inputs):
        rows = (inputs[:, order] ^ turned) @ [4, 2, 1]
        number = tables[:, rows] @ 2 ** np.arange(8)
        likes += [number, 255 - number]
    _, first = np.unique(np.min(likes, axis=0), return_index=True)
    return tables[np.sort(first)]
