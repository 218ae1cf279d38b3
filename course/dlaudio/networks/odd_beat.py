"""A beat out of a net for parity: it counts up in binary, a step for each number."""

import numpy as np

from dlaudio.datasets.truth_tables import corners

STEP = 0.16  # seconds


def answers(net) -> np.ndarray:
    """What step(step(X W + b) v + c) says to all rows of n bits, counting up; shape (2**n,).

    Parameters
    ----------
    net : W (n, M), b (M,), v (M,), c
    """
    W, b, v, c = (np.asarray(part, dtype=float) for part in net)
    X = corners(len(W))
    return (((X @ W + b > 0) @ v + c) > 0).ravel().astype(int)


def beat(net, times: int = 2) -> tuple[np.ndarray, int]:
    """The answers as drums, a snare for 1 and a kick for 0, so many times over; and the sr.

    Parameters
    ----------
    net : W (n, M), b (M,), v (M,), c
    times : int
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    drums = [hits.where(labels=name).audio[0] for name in ("kick", "snare")]
    step, said = round(STEP * hits.sr), np.tile(answers(net), times)
    y = np.zeros(len(said) * step + max(map(len, drums)))
    for place, answer in enumerate(said):
        y[place * step : place * step + len(drums[answer])] += drums[answer]
    return 0.8 * y / np.abs(y).max(), hits.sr
