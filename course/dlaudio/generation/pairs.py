"""The simplest thing that can guess what follows: a table of how often each symbol follows each."""

import numpy as np


def pair_table(train, n_symbols: int, *, extra: float = 0.1) -> np.ndarray:
    """Shares (n_symbols, n_symbols): row a has what followed a in `train`, (before, after).

    Each pair counts as if it had been seen `extra` times more.

    Parameters
    ----------
    train : pair of arrays of int, shape (n,)
        Symbols before, and symbols after.
    n_symbols : int
        Size of the table.
    extra : float, above 0
        What each pair is given besides.
    """
    counts = np.full((n_symbols, n_symbols), float(extra))
    np.add.at(counts, tuple(train), 1)
    return counts / counts.sum(axis=1, keepdims=True)


def pair_bits(train, test, n_symbols: int, *, extra: float = 0.1) -> float:
    """Bits a symbol of `pair_table`, for pairs (before, after) that it has not counted.

    Parameters
    ----------
    train : pair of arrays of int, shape (n,)
        Symbols before, and symbols after.
    test : pair of arrays of int, shape (m,)
        The same, not counted.
    n_symbols : int
        Size of the table.
    extra : float, above 0
        What each pair is given besides.
    """
    return float(-np.log2(pair_table(train, n_symbols, extra=extra)[tuple(test)]).mean())
