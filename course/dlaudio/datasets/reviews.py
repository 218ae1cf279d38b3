"""Made-up reviews of concerts in a few words, in which "not" turns the next judgement round."""

import numpy as np

SUBJECTS = ("bass", "singer", "encore", "sound", "drummer")
GOOD, BAD = ("good", "warm", "brilliant"), ("bad", "dull", "awful")
LINKS = ("and", "but", "while")
SOFTENERS = ("at", "all", "really", "very", "that")
WORDS = ("", *SUBJECTS, *GOOD, *BAD, *LINKS, *SOFTENERS, "not", "was")
LENGTH = 20  # words; shorter reviews begin with blanks


def review(rng: np.random.Generator, *, negated: float = 0.4) -> tuple[list[str], int]:
    """One or three judgements as words, and 1 if most of them praise, else 0.

    Parameters
    ----------
    rng : numpy.random.Generator
    negated : float
        How often a judgement has a "not", with up to two words between it and what it turns round.
    """
    words, praise, clauses = [], 0, int(rng.choice([1, 3]))
    for k in range(clauses):
        words += [str(rng.choice(LINKS))] * (k > 0) + [str(rng.choice(SUBJECTS)), "was"]
        good, turned = rng.random() < 0.5, rng.random() < negated
        words += ["not"] * turned
        soft = ["at", "all"] if turned else ["really"]
        words += [soft, [str(rng.choice(["really", "very", "that"]))], []][rng.integers(3)]
        words.append(str(rng.choice(GOOD if good else BAD)))
        praise += 1 if good != turned else -1
    return words, int(praise > 0)


def reviews(n: int, rng: np.random.Generator):
    """Reviews as one-hot words, X (n, LENGTH, len(WORDS)) in float32, labels (n,), and texts.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator
    """
    X, labels, texts = np.zeros((n, LENGTH, len(WORDS)), np.float32), np.zeros(n, int), []
    for row in range(n):
        words, labels[row] = review(rng)
        texts.append(" ".join(words))
        rows = [""] * (LENGTH - len(words)) + words
        X[row, np.arange(LENGTH), [WORDS.index(word) for word in rows]] = 1
    return X, labels, texts
