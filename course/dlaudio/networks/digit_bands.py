"""The net of unit 3: spoken digits as 48 band levels, a hidden layer of ReLU units, ten scores."""

from dataclasses import dataclass
from functools import cache

import numpy as np

HIDDEN = 64


@dataclass(frozen=True)
class Trained:
    """A trained net, and the words of new speakers that it has not heard.

    Attributes
    ----------
    words : Dataset
    rows : array (N,), places in `words` of the new speakers' words
    layers : list of two pairs (W, b)
    known, known_digits : arrays (M, 48) and (M,), what it has learnt from
    new, new_digits : arrays (N, 48) and (N,)
    late : array (N, 48), the same words 0.2 s later
    """

    words: object
    rows: np.ndarray
    layers: list
    known: np.ndarray
    known_digits: np.ndarray
    new: np.ndarray
    new_digits: np.ndarray
    late: np.ndarray

    def scores(self, X, keep=1.0) -> np.ndarray:
        """Ten scores for each row; `keep` (64,) multiplies the hidden units, 0 mutes one."""
        (W1, b1), (W2, b2) = self.layers
        return np.maximum(X @ W1 + b1, 0) * keep @ W2 + b2

    def right(self, keep=1.0) -> float:
        """Share of the new speakers' words that are right."""
        return float(np.mean(self.scores(self.new, keep).argmax(axis=1) == self.new_digits))


@cache
def trained() -> Trained:
    """Train it on Free Spoken Digits where they are here, else on the bundled, invented ones."""
    from dlaudio import datasets, layers
    from dlaudio.datasets.spoken import digit_levels
    from dlaudio.losses import CrossEntropyLoss
    from dlaudio.optim import Adam
    from dlaudio.train import fit

    name = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    every = 3 if name == "fsdd" else 1
    levels, digits = digit_levels(name, "train", every=every)
    mean, spread = levels.mean(axis=0), levels.std(axis=0)

    def scaled(part):
        return ((part - mean) / spread).astype(np.float32)

    rng = np.random.default_rng(0)
    model = layers.Sequential(
        layers.Linear(48, HIDDEN, rng=rng), layers.ReLU(), layers.Linear(HIDDEN, 10, rng=rng)
    )
    adam = Adam(model.parameters(), lr=0.003)
    how = {"epochs": 20, "batch_size": 32, "rng": rng, "progress": False}
    fit(model, CrossEntropyLoss(), adam, scaled(levels), digits, **how)
    pairs = [tuple(p.value for p in model[i].parameters()) for i in (0, 2)]
    new, new_digits = digit_levels(name, "test", every=every)
    late, _ = digit_levels(name, "test", every=every, late=0.2)
    words = datasets.load(name)
    rows = words.splits["test"][::every]
    known = scaled(levels)
    return Trained(words, rows, pairs, known, digits, scaled(new), new_digits, scaled(late))


def counting(net: Trained) -> list[tuple[str, np.ndarray]]:
    """For each digit, the new speaker's recording of which the net is most certain."""
    from dlaudio.layers import softmax

    certain = softmax(net.scores(net.new))
    chosen = [net.words.audio[net.rows[certain[:, digit].argmax()]] for digit in range(10)]
    return [(f"{digit}", 0.7 * y / np.abs(y).max()) for digit, y in enumerate(chosen)]


def mistakes(net: Trained, n: int = 4) -> list[tuple[str, np.ndarray]]:
    """Up to n words of new speakers that are wrong, each with what was said and what was heard."""
    scores = net.scores(net.new)
    heard = scores.argmax(axis=1)
    wrong = np.flatnonzero(heard != net.new_digits)
    sure = scores[wrong].max(axis=1).argsort()[::-1][:n]
    return [
        (
            f"said {net.new_digits[i]}, heard {heard[i]}",
            0.7 * net.words.audio[net.rows[i]] / np.abs(net.words.audio[net.rows[i]]).max(),
        )
        for i in wrong[sure]
    ]


def late_pair(net: Trained) -> list[tuple[str, np.ndarray]]:
    """One word by a new speaker, and the same 0.2 s later, as the net gets them."""
    y = net.words.audio[net.rows[0]]
    y = 0.7 * y / np.abs(y).max()
    return [("on time", y), ("0.2 s late", np.pad(y, (round(0.2 * net.words.sr), 0)))]


def muted(net: Trained, draws: int = 50):
    """Draw how many words stay right when one hidden unit is muted, and when more and more are.

    Which are muted is drawn so many times: shown are the mean, and what most draws lie between.
    """
    from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card

    one = [net.right(np.arange(HIDDEN) != unit) for unit in range(HIDDEN)]
    orders = [np.random.default_rng(seed).permutation(HIDDEN) for seed in range(draws)]
    counts = np.arange(0, HIDDEN + 1, 4)
    more = np.array([[net.right(order >= k) for order in orders] for k in counts])
    mean, spread = more.mean(axis=1), more.std(axis=1)
    alone = max(net.right(np.arange(HIDDEN) == unit) for unit in range(HIDDEN))
    card = Card(7.6)
    left = card.plane(1.7, 1.4, 7.0, 4.7, xlim=(-1, HIDDEN), ylim=(0, 103))
    right = card.plane(10.1, 1.4, 7.0, 4.7, xlim=(-1, HIDDEN + 1), ylim=(0, 103))
    left.bar(np.arange(HIDDEN), np.array(one) * 100, color=INPUT.line)
    left.axhline(100 * net.right(), color=GREY.text, linestyle="--")
    right.plot(counts, mean * 100, "o-", color=OUTPUT.line)
    band = (mean - spread) * 100, np.minimum(mean + spread, 1) * 100
    right.fill_between(counts, *band, color=OUTPUT.line, alpha=0.25, lw=0)
    left.set_ylabel("new words right (%)", fontsize=12)
    left.set_xlabel("which unit is muted (dashed: none)", fontsize=12)
    right.set_xlabel("how many are muted", fontsize=12)
    card.write(5.2, 0.8, "one unit muted", size=14, bold=True)
    card.write(13.6, 0.8, "more and more muted", size=14, bold=True)
    told = f"mean of {draws} draws\nband: give or take one spread"
    card.write(10.5, 5.2, told, ink=OUTPUT, align="left")
    return card.figure, (
        f"With all {HIDDEN} hidden units {net.right():.0%} of the new speakers' words are right. "
        f"Without any one of them it is {min(one):.0%} to {max(one):.0%}; without 32 drawn at "
        f"random {mean[8]:.0%} on average over {draws} draws, give or take {spread[8]:.0%} (the "
        f"band); with the best single one alone {alone:.0%}."
    )
