"""The questions on a rule for one word: recordings of people it may be tuned on, and of strangers.

They are the same every time: with others drawn, luck would decide whether a rule meets its goal.
"""

from functools import cache

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.assessment.compare import Compare, Difference, at_least

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


def heard(share: float, of: str, rows: str) -> Compare:
    """`at_least` this share of words right, and if not: how many are missed, how many mistaken.

    `rows` names the recordings, "known" or "new". A rule that asks for no more than a limit on the
    mean of the crossings, or on that of their first third, is told so, whatever its limit.
    """
    enough = at_least(share, of)

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        difference = enough(got, expected)
        if difference is None or got.shape != expected.shape:
            return difference
        missed, taken = int(np.sum(expected & ~got)), int(np.sum(got & ~expected))
        others = "other" if taken == 1 else "others"
        told = f"{difference.what}: {missed} “six” missed, {taken} {others} taken for it"
        for part, means in _means(rows).items() if rows == "known" else ():
            if _is_a_limit(got, means):
                told += (
                    f". It says what a limit on the mean of {part} says, and no such "
                    "limit reaches the goal"
                )
        return Difference(told)

    compare.alike = enough.alike
    return compare


def _is_a_limit(said: np.ndarray, values: np.ndarray) -> bool:
    """Whether True is said just where the values are above some limit, or below it."""
    if said.all() or not said.any():
        return False
    yes, no = values[said], values[~said]
    return bool(yes.min() > no.max() or yes.max() < no.min())


@cache
def _means(rows: str) -> dict[str, np.ndarray]:
    """The mean of the crossings in each of these recordings: of the word, and of its beginning."""
    from dlaudio.mine.standins.sound import crossings

    digits, (case,) = _digits(), rule_cases(None)
    rates = [crossings(digits.audio[row], digits.sr) for row in case.inputs[rows]]
    return {
        "a word's crossings": np.array([rate.mean() for rate in rates]),
        "the crossings in a word's first third": np.array(
            [rate[: len(rate) // 3].mean() for rate in rates]
        ),
    }


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
