"""Tunes, probabilities of notes and scores, for questions on how notes are picked and counted."""

import numpy as np

MAJOR_SCALE = np.array([0, 2, 4, 5, 7, 9, 11])


def likely_cases(rng):
    # halves and quarters, so that a sum reaches the share to the last bit
    exact = np.array([[0.0625, 0.5, 0.1875, 0.25], [0.375, 0.125, 0.4375, 0.0625]])
    yield {"p": exact, "k": 3, "share": 0.75}
    for n, width, k, share in [(6, 5, 2, 0.7), (4, 7, 3, 0.95), (3, 6, 1, 0.3)]:
        p = rng.dirichlet(np.full(width, 1.5), n) + 0.01
        yield {"p": p / p.sum(axis=1, keepdims=True), "k": k, "share": share}
    # all stay at a share of 1, though 0.7 + 0.2 + 0.1 is 0.9999999999999999 to a computer
    yield {"p": rng.permuted([[0.7, 0.2, 0.1]] * 4, axis=1), "k": 2, "share": 1.0}


def fact_cases(rng):
    for size in (24, 17, 9):
        tonic = int(rng.integers(49, 60))
        steps = rng.integers(0, 10, size)
        pitches = tonic + MAJOR_SCALE[steps % 7] + 12 * (steps // 7)
        pitches[rng.integers(1, size)] += 1  # one note, maybe outside the scale
        pitches[3] = pitches[2]
        lengths = rng.choice([1, 2, 4, 7], size, p=[0.3, 0.5, 0.15, 0.05])
        yield {"pitches": pitches, "lengths": lengths}
    # the commonest length is the longest; it starts at its highest note; all names of a cluster
    yield {"pitches": np.array([71, 70, 69, 68, 68, 59]), "lengths": np.array([6, 6, 1, 6, 2, 1])}


def bits_cases(rng):
    for n, k, bits in [(30, 6, 1.4), (9, 4, 0.5), (20, 9, 2.9)]:
        spread = rng.uniform(0.5, 3.0, (n, 1))  # some rows are surer than others
        far = 900 * (n == 9) * rng.integers(0, 3, (n, 1))  # only differences in a row count
        yield {"logits": spread * rng.normal(size=(n, k)) + far, "bits": bits}
    # one note is as good as impossible: at the temperature that is asked for its probability is 0
    tails = rng.permuted(np.tile([0.0, 2.0, 2.0, -3000.0], (5, 1)), axis=1)
    yield {"logits": 900 + rng.uniform(0.8, 1.2, (5, 1)) * tails, "bits": 1.3}
    # few bits for few notes: even a mean over the notes of a row gets so far
    yield {"logits": rng.uniform(0.5, 3.0, (12, 1)) * rng.normal(size=(12, 3)), "bits": 0.4}


def bar_cases(rng):
    for size, bar, ago in [(14, 8, 1), (20, 6, 2), (9, 4, 3), (12, 5, 1)]:
        yield {"lengths": rng.choice([1, 2, 3, 4], size), "bar": bar, "bars_ago": ago}
    yield {"lengths": np.full(7, 2), "bar": 4, "bars_ago": 2}  # notes that begin exactly then
