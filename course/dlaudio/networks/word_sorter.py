"""One unit that tells two spoken words apart: its loss, its gradient, how it sorts strangers."""

from collections.abc import Callable

import numpy as np

from dlaudio import datasets
from dlaudio.audio import Player, play_row
from dlaudio.datasets.bands import standardised, two_kinds
from dlaudio.descent.budget import asked_at_most
from dlaudio.layers import sigmoid
from dlaudio.plots.parts.numbers import number, percent


class WordSorter:
    """Two words as a question for a sigmoid unit with 48 weights and, last, a bias.

    Real speakers are used where their recordings are at hand, else those that come with the course.

    Parameters
    ----------
    no, yes : str
        The words with the labels 0 and 1, such as "five" and "nine"; `no` may be "the others".

    Attributes
    ----------
    size : int
        49, how many weights there are with the bias.
    X, X_new : ndarray, shapes (N, 48) and (M, 48)
        Recordings by speakers to learn from and by strangers, as standardised band levels.
    y, y_new : ndarray of 0 and 1, shapes (N,) and (M,)
    raw : ndarray, shape (N, 48)
        X before it is standardised: levels in dB.
    """

    def __init__(self, no: str, yes: str):
        speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
        X, self.y = two_kinds(speech, no, yes, "train")
        self.raw = X
        X_new, self.y_new = two_kinds(speech, no, yes, "test")
        self.X, self.X_new = standardised(X, X_new)
        self.words, self.size = (no, yes), X.shape[1] + 1
        self._speech = speech

    @property
    def description(self) -> str:
        """Whose recordings they are, and under what licence."""
        return datasets.load(self._speech).description

    def loss(self, w, *, new: bool = False) -> float:
        """Mean cross entropy, in nats, on the known speakers or on new ones; w has shape (49,)."""
        X, y = (self.X_new, self.y_new) if new else (self.X, self.y)
        z = X @ w[:-1] + w[-1]
        return float(np.mean(np.logaddexp(0, z) - y * z))

    def gradient(self, w) -> np.ndarray:
        """Gradient of the loss in w, shape (49,)."""
        error = sigmoid(self.X @ w[:-1] + w[-1]) - self.y
        return np.append(error @ self.X, error.sum()) / len(error)

    def right(self, w, *, new: bool = True) -> float:
        """Share of the recordings, by strangers or by known speakers, that w puts on its side."""
        X, y = (self.X_new, self.y_new) if new else (self.X, self.y)
        return float(np.mean((X @ w[:-1] + w[-1] > 0) == y))

    def say_right(self, w, *, new: bool = True, loss: bool = False) -> None:
        """Print what share of the recordings w gets right, and what they cost.

        Parameters
        ----------
        w : array, shape (49,)
        new : bool
            Whether the recordings are by strangers, or by known speakers.
        loss : bool
            Whether the loss on them is told too.
        """
        cost = f", at a loss of {number(self.loss(w, new=new))} nats" if loss else ""
        share = percent(self.right(w, new=new))
        print(f"on {'new' if new else 'known'} speakers {share} are right{cost}")

    def on_raw_levels(self, search: Callable, *, calls: int = 12) -> np.ndarray:
        """What a search on raw levels finds with so many calls, shape (49,), as weights for X.

        Parameters
        ----------
        search : function
            search(X, measure) returns w (48,) and b for raw levels X. measure(features, w, b) is
            the loss and its slopes in w and b for any features (N, 48) made of X.
        calls : int
            How often `measure` may be called; once more is a ValueError.
        """
        w, b = search(self.raw, asked_at_most(calls, self.y))
        return np.append(w * self.raw.std(axis=0), b + self.raw.mean(axis=0) @ w)

    def slope_of(self, price: Callable) -> Callable:
        """The gradient (49,) of a loss on the scores of the known words, as a function of w (49,).

        Parameters
        ----------
        price : function
            price(score, y) of scores (N,) and labels -1 or +1, (N,), is the loss and its gradient.
        """

        def slope(w):
            pull = price(self.X @ w[:-1] + w[-1], 2 * self.y - 1)[1]
            return np.append(pull @ self.X, np.sum(pull))

        return slope

    def pulling(self, price: Callable, w) -> np.ndarray:
        """Rows of X whose scores still have a slope at w (49,); for `price` see `slope_of`."""
        return np.flatnonzero(price(self.X @ w[:-1] + w[-1], 2 * self.y - 1)[1])

    def compared(self, paths) -> dict:
        """What each of several searches came to: the losses along its path, and `right` at its end.

        Parameters
        ----------
        paths : mapping of names to arrays, shape (calls, 49)
            The weights after each call.

        Returns
        -------
        dict of pairs (list of losses, share)
        """
        return {
            name: ([self.loss(w) for w in path], self.right(path[-1]))
            for name, path in paths.items()
        }

    def sort(
        self, w, *, count: int = 10, seed: int = 3, units: Callable | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Strangers' recordings that w sorts, from the surest `no` to the surest `yes`.

        Parameters
        ----------
        w : array, shape (49,)
        count : int
            How many recordings.
        seed : int
            Which of them: the same seed gives the same recordings for every w.
        units : function, optional
            units(X, w, b)[2] are the probabilities; by default the package's sigmoid of the scores.

        Returns
        -------
        rows : ndarray of int, shape (count,)
            Rows of X_new.
        p : ndarray, shape (count,)
            Probability of `yes` for each of them.
        """
        rows = np.random.default_rng(seed).permutation(len(self.X_new))[:count]
        given = self.X_new[rows], w[:-1], w[-1]
        p = sigmoid(given[0] @ w[:-1] + w[-1]) if units is None else np.asarray(units(*given)[2])
        order = np.argsort(p, kind="stable")
        return rows[order], p[order]

    def play(self, w, *, count: int = 10, seed: int = 3, units: Callable | None = None) -> Player:
        """The sorted recordings in a row, each with what it was taken for and whether that is true.

        Parameters
        ----------
        w : array, shape (49,)
        count, seed, units
            See `sort`.

        Raises
        ------
        ValueError
            If one of the words is "the others", whose recordings are too many to be played.
        """
        if "the others" in self.words:
            raise ValueError(f"play needs two words of the ten digits, got {self.words}")
        recordings, sr = self._recordings("test")
        rows, p = self.sort(w, count=count, seed=seed, units=units)
        sounds, wrong = [], 0
        for row, share in zip(rows, p, strict=True):
            taken, truth = self.words[int(share > 0.5)], self.words[self.y_new[row]]
            wrong += taken != truth
            mark = f"✓ {taken}" if taken == truth else f"✗ {taken}"
            sounds.append((f"{mark} {percent(max(share, 1 - share))}", recordings[row]))
        no, yes = self.words
        title = f"sorted: what it takes for {no} first, for {yes} last; {wrong} of {count} wrong"
        return play_row(sounds, sr, title=title, gap=0.15)

    def play_pulling(self, price: Callable, w, *, most: int = 12) -> Player:
        """The known words that still have a slope, in a row; for `price` see `slope_of`.

        Parameters
        ----------
        price : function
        w : array, shape (49,)
        most : int
            How many are played, at most.
        """
        recordings, sr = self._recordings("train")
        rows = self.pulling(price, w)
        sounds = [(self.words[self.y[row]], recordings[row]) for row in rows[:most]]
        title = f"{len(rows)} of {len(self.y)} known words still pull"
        return play_row(sounds, sr, title=title, gap=0.15)

    def _recordings(self, split: str) -> tuple[list, int]:
        heard = datasets.load(self._speech).where(split=split, labels=self.words)
        return [y for word in self.words for y in heard.where(labels=word).audio], heard.sr
