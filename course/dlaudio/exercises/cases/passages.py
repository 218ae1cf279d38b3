"""Passages of notes for questions about generation, and small players that an answer is lent."""

import numpy as np


def sampling_cases(rng):
    for n, k in [(40, 4), (30, 7), (1, 5)]:
        yield {
            "logits": rng.normal(size=(n, k)) * 2,
            "temperature": float(rng.choice([0.5, 0.7, 1.6, 2.5])),
            "u": rng.random(n),
        }
    # four equal notes: the stairs are quarters, and u stands exactly on their edges
    yield {"logits": np.zeros((4, 4)), "temperature": 1.3, "u": np.array([0.25, 0.5, 0.0, 0.75])}
    # ten tenths: rounding leaves the last of the stairs at the largest u there is
    yield {"logits": np.zeros((1, 10)), "temperature": 1.0, "u": np.nextafter([1.0], 0)}


def loss_cases(rng):
    for n, t, k in [(3, 5, 4), (2, 6, 3), (1, 4, 5)]:
        lengths = rng.permutation(np.arange(n) * 2 + 1) % t + 1
        lengths[0] = min(lengths[0], t - 1)
        far = 900.0 * (n == 2) * rng.choice([-1, 1], (n, t, 1))  # only differences count
        yield {
            "logits": rng.normal(size=(n, t, k)) * 2 + far,
            "targets": rng.integers(0, k, (n, t)),
            "mask": (np.arange(t) < lengths[:, None]).astype(float),
        }
    # what was right lies so far below the top that its probability is 0 to a computer
    surprised = np.eye(4)[rng.integers(0, 3, (2, 3))] * rng.uniform(800, 1500)
    mask = np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    yield {"logits": surprised, "targets": np.full((2, 3), 3), "mask": mask}


def schedule_cases(rng):
    truth, guesses = rng.integers(0, 50, (3, 4)), rng.integers(50, 99, (3, 4))
    coins = rng.permutation(np.tile([0.25, 0.5, 0.75], 4)).reshape(3, 4)  # the share is a half
    yield {"truth": truth, "guesses": guesses, "i": 0, "k": 1.0, "coins": coins}
    for n, t, i, k in [(6, 8, 20, 10.0), (1, 12, 60, 25.0), (5, 7, 0, 2.0), (4, 6, 9000, 10.0)]:
        yield {
            "truth": rng.integers(0, 50, (n, t)),
            "guesses": rng.integers(50, 99, (n, t)),
            "i": i,
            "k": k,
            "coins": rng.random((n, t)),
        }


def player_cases(rng):
    for k, h, t, temperature in [(5, 4, 20, 1.0), (7, 3, 30, 0.5), (6, 6, 30, 3.0)]:
        yield {
            "rows": rng.normal(size=(k, h)) * 2,
            "W": rng.normal(size=(h, h)),
            "V": rng.normal(size=(h, k)) * 2,
            "state": rng.normal(size=h),
            "first": int(rng.integers(k)),
            "u": rng.random(t),
            "temperature": temperature,
        }


def player(rows, W, V):
    """step(note, state) -> (logits, state): a recurrent net with weights from a case."""

    def step(note, state):
        state = np.tanh(rows[int(note)] + np.asarray(state, dtype=float) @ W)
        return state @ V, state

    return step


def duet_cases(rng):
    for t in (9, 6, 1):
        yield {
            "human": rng.integers(55, 80, t),
            "first": int(rng.integers(48, 60)),
            "seed": int(rng.integers(1, 1000)),
        }


def partner(seed: int):
    """reply(human, own) -> a note: sensible in range only, but it depends on all that it hears."""

    def reply(human, own):
        human, own = (np.asarray(line, dtype=int).ravel() for line in (human, own))
        heard = seed * (len(human) + 2 * len(own) + 1)
        heard += human @ (2 * np.arange(len(human)) + 3) + own @ (5 * np.arange(len(own)) + 7)
        return int(36 + heard % 23)

    return reply


def pair_cases(rng):
    for t in (8, 12, 2):
        own = 55 + rng.integers(0, 20, t)
        other = own + rng.integers(-25, 26, t)
        own[:2] = own[0], own[0] + 13  # a leap beyond an octave: a step keeps its octave
        other[:2] = own[0] - 5, own[1] + 16
        yield {"own": own, "other": other}


def text_cases(rng):
    for k, train, test, alpha in [(4, 40, 15, 1.0), (6, 25, 12, 0.5), (3, 9, 2, 2.0)]:
        # low symbols are likelier, so that rows and columns of the table differ
        yield {
            "train": np.minimum(rng.integers(0, k, train), rng.integers(0, k, train)),
            "test": rng.integers(0, k, test),
            "K": k,
            "alpha": alpha,
        }


# How well each of the twelve notes fits C major, as listeners judged: C. Krumhansl and E. Kessler,
# Psychological Review 89, 1982.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])


def key_cases(rng):
    """Three tunes in keys, and twelve notes that are against one key more than for any other."""
    for tonic in rng.choice([1, 2, 3, 4, 5, 7, 8, 9, 10, 11], 3, replace=False):
        # no key 0 or 6: there the template moved up and down by the key is the same
        degrees = rng.choice([2, 4, 5, 7, 9, 11], 20)
        degrees[:8] = [0, 4, 7, 0, 4, 7, 0, 5]
        lengths = rng.choice([1, 2], 20)
        lengths[:8] = 5, 3, 9, 5, 4, 9, 6, 3  # in all, the fifth lasts longest, and is not the key
        yield {
            "pitches": 48 + int(tonic) + degrees + 12 * rng.integers(0, 2, 20),
            "lengths": lengths,
            "template": MAJOR,
        }
    against = int(rng.integers(1, 6))
    lengths = np.round(60 * (MAJOR.max() - np.roll(MAJOR, against)) + rng.uniform(1, 9, 12))
    yield {"pitches": 60 + np.arange(12), "lengths": lengths.astype(int), "template": MAJOR}
