"""One network for ten digits, spoken or written, made of somebody's top layer and hidden layer."""

from collections.abc import Callable

import numpy as np

from dlaudio.audio import Confused, Player, confused, play_row
from dlaudio.bars import bar

from .of_nodes import error_of
from .ten_steps import Weights, run, start

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class TenDigits:
    """What there is to learn from and to be tried on, and a network that begins as a blank.

    Parameters
    ----------
    X, X_new : arrays, shapes (N, D) and (M, D)
    digits, digits_new : arrays of int, shapes (N,) and (M,)
    shown : list, one for each new row
        The sound or the picture itself.
    hidden, seed : int
    """

    def __init__(self, X, digits, X_new, digits_new, shown, *, hidden: int = 32, seed: int = 0):
        self.X, self.digits, self.X_new, self.digits_new = X, digits, X_new, digits_new
        self.shown, self.seed = shown, seed
        self.weights: Weights = start((X.shape[1], hidden, 10), seed)

    def learn(self, top: Callable, layer: Callable, *, lr: float = 0.5, epochs: int = 40):
        """Go through all rows `epochs` times, 32 at a time; returns itself.

        Parameters
        ----------
        top : callable
            ``top(y, H, W, b)`` returns loss, dW, db, dH, with y one-hot.
        layer : callable
            ``layer(dH, H, H_below, W)`` returns dW, db, dH_below of a sigmoid layer.
        """
        from dlaudio.layers import sigmoid

        rng, y = np.random.default_rng(self.seed), np.eye(10)[self.digits]
        (W1, b1), (W2, b2) = self.weights
        for _ in bar(range(epochs), "learning", unit="epoch"):
            for rows in np.array_split(rng.permutation(len(self.X)), len(self.X) // 32):
                H = sigmoid(self.X[rows] @ W1 + b1)
                _, dW2, db2, dH = top(y[rows], H, W2, b2)
                dW1, db1, _ = layer(dH, H, self.X[rows], W1)
                W1, b1, W2, b2 = W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2
        self.weights = [(W1, b1), (W2, b2)]
        return self

    def price(self, top: Callable, layer: Callable) -> None:
        """Print what one sweep back costs: a word with a node for each number, and all in layers.

        Parameters
        ----------
        top, layer : callable
            As for `learn`.
        """
        from time import perf_counter

        from dlaudio.graph import Node, topological_order
        from dlaudio.layers import sigmoid

        y, ((W1, b1), (W2, b2)) = np.eye(10)[self.digits], self.weights
        start = perf_counter()
        error = error_of(Node, self.weights, self.X[0], y[0])
        error.backward()
        nodes, all_rows = perf_counter() - start, []
        for _ in range(5):
            start = perf_counter()
            H = sigmoid(self.X @ W1 + b1)
            layer(top(y, H, W2, b2)[3], H, self.X, W1)
            all_rows.append(perf_counter() - start)
        made = len(topological_order(error))
        print(f"one word, a node for each number: {made:,} nodes, {nodes:.3f} s")
        print(f"all {len(y)} words, a layer at a time: {min(all_rows):.3f} s")

    def guesses(self, X) -> np.ndarray:
        """The digits that the network takes the rows of X for."""
        return run(X, self.weights).argmax(axis=1)

    def shares(self) -> tuple[float, float]:
        """How many are right: of what it learnt from, and of what is new."""
        known = np.mean(self.guesses(self.X) == self.digits)
        return float(known), float(np.mean(self.guesses(self.X_new) == self.digits_new))

    def play(self, n: int = 6) -> Player:
        """The first `n` new words with what the network takes each for."""
        heard = self.guesses(self.X_new[:n])
        named = [
            (f"said {NAMES[k]}, heard {NAMES[g]}", y)
            for k, g, (y, _) in zip(self.digits_new[:n], heard, self.shown[:n], strict=True)
        ]
        return play_row(named, self.shown[0][1])

    def confused(self) -> Confused:
        """All new words in a table of what each is taken for, to be heard."""
        sounds, sr = [y for y, _ in self.shown], self.shown[0][1]
        title = "new words by speakers that the network does not know"
        guesses = self.guesses(self.X_new)
        return confused(guesses, self.digits_new, sounds, sr, names=NAMES, title=title)

    def draw(self, n: int = 20):
        """New digits and what each is taken for, mistakes first and framed: a figure, and words."""
        from dlaudio.plots.pictures import OKABE_ITO, new_figure

        guess = self.guesses(self.X_new)
        wrong = np.flatnonzero(guess != self.digits_new)
        right = np.flatnonzero(guess == self.digits_new)
        chosen = [*wrong[: n // 2], *right[: n - min(len(wrong), n // 2)]]
        figure = new_figure(9, 0.95 * np.ceil(n / 10) + 0.6)
        for ax, i in zip(figure.subplots(-(-n // 10), 10).flat, chosen, strict=False):
            ax.imshow(self.shown[i], cmap="gray_r")
            bad = guess[i] != self.digits_new[i]
            colour = OKABE_ITO["vermillion"] if bad else OKABE_ITO["blue"]
            ax.set_title(
                f"{guess[i]}" + (f" (is {self.digits_new[i]})" if bad else ""), fontsize=11
            )
            ax.set(xticks=[], yticks=[])
            for side in ax.spines.values():
                side.set(edgecolor=colour, linewidth=3 if bad else 1)
        return figure, (
            f"{len(chosen)} new handwritten digits with what the network takes each for; "
            f"{np.count_nonzero(guess[chosen] != self.digits_new[chosen])} mistakes are framed."
        )


def by_ear(**options) -> TenDigits:
    """Spoken digits as 48 band levels; the new ones are by speakers that are not among the first.

    Real speakers are used where their recordings are at hand, else those that come with the course.
    """
    from dlaudio import datasets
    from dlaudio.datasets.digits import ten_digits

    speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    n_new = 300
    words = datasets.load(speech).where(split="test")
    order = np.random.default_rng(2).permutation(len(words.audio))[:n_new]  # as in ten_digits
    shown = [(words.audio[i], words.sr) for i in order]
    return TenDigits(*ten_digits(speech, 900, n_new), shown, **options)


def by_eye(**options) -> TenDigits:
    """Handwritten digits of 8 × 8 pixels, as in `dlaudio.datasets.handwritten`."""
    from dlaudio.datasets.handwritten import handwritten_digits

    pixels, written = handwritten_digits()
    shown = list(pixels[1200:].reshape(-1, 8, 8))
    return TenDigits(pixels[:1200], written[:1200], pixels[1200:], written[1200:], shown, **options)
