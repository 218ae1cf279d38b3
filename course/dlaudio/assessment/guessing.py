"""Labels that a net has learnt, against those that come of guessing: as many, fewer, or one off."""

from collections.abc import Sequence

import numpy as np

from .seen import Pair

MOST_CLASSES, FEWEST = 20, 100  # labels before their share says anything
SPREADS = 3  # of the number that guessing gets right: beyond them it is no chance


def guessing(pairs: Sequence[Pair]) -> str:
    """Words for labels that are right as seldom as guessed ones; none if they are more often.

    Who guesses among `k` labels, or says the same one always, gets a share of 1/k right, give or
    take the spread of a binomial distribution.

    Parameters
    ----------
    pairs : sequence of (got, right)
        Whole numbers, of the same shape; each label is right about as often as each other.
    """
    got = np.concatenate([np.ravel(one) for one, _ in pairs]) if pairs else np.zeros(0)
    right = np.concatenate([np.ravel(other) for _, other in pairs]) if pairs else np.zeros(0)
    if (
        len(right) < FEWEST
        or got.shape != right.shape
        or {got.dtype.kind, right.dtype.kind} - {*"iu"}
    ):
        return ""
    labels, counts = np.unique(right, return_counts=True)
    if not 2 <= len(labels) <= MOST_CLASSES or counts.max() > 2 * counts.min():
        return ""
    mean = len(right) / len(labels)
    spread = np.sqrt(mean * (1 - 1 / len(labels)))
    hits = int((got == right).sum())
    if hits > counts.max() and hits > mean + SPREADS * spread:
        return ""
    for step, words in ((1, "one too large"), (-1, "one too small")):
        moved = int((got - step == right).sum())
        if len(labels) > 2 and moved > mean + 2 * SPREADS * spread:
            return (
                f"has labels that are {words}: with that mended, {moved} of {len(right)} are right"
            )
    if hits < mean - SPREADS * spread:
        return (
            f"is right in {hits} of {len(right)}, where guessing gets about {mean:.0f}: what was "
            "learnt comes out turned round, or as other labels"
        )
    return (
        f"is right in {hits} of {len(right)}, as often as guessing is: nothing of what is asked "
        "shows in it"
    )
