"""A telephone that dials what strangers say: one layer, ten logits, one question of ten answers."""

from collections.abc import Callable

import numpy as np

from dlaudio import datasets
from dlaudio.audio import Player, play_row
from dlaudio.datasets.digits import ten_digits
from dlaudio.plots.parts.numbers import percent


class Telephone:
    """A linear layer of 49 weights a digit, the bias last, and people who say numbers to it.

    Real speakers are used where their recordings are at hand, else those that come with the course.

    Attributes
    ----------
    size : int
        490, how many weights there are; as a row they are those of digit 0 to 9 for each input.
    """

    def __init__(self):
        self._speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
        X, self.digits, X_new, self.digits_new = ten_digits(self._speech, 900, 300)
        self.X, self.X_new = (np.column_stack([part, np.ones(len(part))]) for part in (X, X_new))
        self.size = 10 * self.X.shape[1]

    def logits(self, w, *, new: bool = False) -> np.ndarray:
        """Scores (N, 10) of known speakers' recordings, or of new ones'; w has shape (490,)."""
        return (self.X_new if new else self.X) @ np.reshape(w, (-1, 10))

    def slope_of(self, loss: Callable) -> Callable:
        """The gradient (490,) of a loss on the known speakers, as a function of the weights (490,).

        Parameters
        ----------
        loss : function
            loss(logits, target) returns the probabilities, the loss, its gradient (N, 10).
        """
        return lambda w: (self.X.T @ loss(self.logits(w), self.digits)[2]).ravel()

    def right(self, w) -> float:
        """Share of the new speakers' digits that are dialled as they were said."""
        return float(np.mean(self.logits(w, new=True).argmax(axis=1) == self.digits_new))

    def say_shares(self, steps: int, w) -> None:
        """Print how many digits of new speakers are right by then, and how many numbers.

        Parameters
        ----------
        steps : int
        w : array, shape (490,)
        """
        share = self.right(w)
        whole = percent(share**7)
        print(f"after {steps} steps: {percent(share)} of the digits, so {whole} of the numbers")

    def dial(self, w, number: str, *, seed: int = 0) -> Player:
        """New speakers say a number, a digit each; every digit is named with what is dialled.

        Parameters
        ----------
        w : array, shape (490,)
        number : str
            At least one digit; whatever is none is left out.
        seed : int
            Which speakers say it: the same seed gives the same recordings for every w.

        Raises
        ------
        ValueError
            If there is no digit in the number.
        """
        wanted = [int(one) for one in number if one in "0123456789"]
        if not wanted:
            raise ValueError(f"dial needs digits, got {number!r}")
        rng = np.random.default_rng(seed)
        rows = [rng.choice(np.flatnonzero(self.digits_new == digit)) for digit in wanted]
        dialled = self.logits(w, new=True)[rows].argmax(axis=1)
        words = datasets.load(self._speech).where(split="test")
        order = np.random.default_rng(2).permutation(len(words.audio))  # as in ten_digits
        heard = [
            (f"{'✓' if got == digit else '✗'} {got}", words.audio[order[row]])
            for digit, got, row in zip(wanted, dialled, rows, strict=True)
        ]
        said, taken = ("".join(map(str, row)) for row in (wanted, dialled))
        return play_row(heard, words.sr, title=f"they say {said}, it dials {taken}", gap=0.15)
