"""The questions on a rule for one word: recordings of people it may be tuned on, and of strangers.

They are the same every time: with others drawn, luck would decide whether a rule meets its goal.
"""

from functools import cache

import numpy as np

from dlaudio.assessment.base import Case

WORD = 6


@cache
def _digits():
    from dlaudio import datasets

    return datasets.load("spoken-digits")


@cache
def _rows(split: str, others: int) -> tuple[np.ndarray, np.ndarray]:
    """Every "six" of a split and `others` times as many other words; and which are "six"."""
    digits, rng = _digits(), np.random.default_rng(0)
    rows = digits.splits[split]
    six = rows[digits.labels[rows] == WORD]
    other = rng.permutation(rows[digits.labels[rows] != WORD])[: others * len(six)]
    mixed = rng.permutation(np.concatenate([six, other]))
    return mixed, digits.labels[mixed] == WORD


def rule_cases(rng):
    known, known_six = _rows("train", 1)
    new, new_six = _rows("test", 2)
    yield Case({"known": known, "new": new}, {"known": known_six, "strangers": new_six})


def judged(answer, rows) -> np.ndarray:
    """What a rule says of each of these recordings, True for "six"."""
    digits = _digits()
    said = [answer(digits.audio[row].copy(), digits.sr) for row in rows]
    wrong = [one for one in said if one is None or isinstance(one, str) or np.shape(one) != ()]
    if wrong:
        shape = np.shape(wrong[0])
        kind = f"an array of shape {shape}" if shape else repr(wrong[0])
        raise ValueError(f"needs True or False for each recording, got {kind}")
    return np.array([bool(one) for one in said])
