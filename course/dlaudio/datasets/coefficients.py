"""Spoken digits as features: MFCC over time and their summaries, from speakers old and new."""

from collections.abc import Callable
from functools import cache

import numpy as np

SHAPE = {"n_fft": 256, "hop_length": 160, "n_mels": 32, "fmin": 60.0}
CENTRES = 64


def source() -> str:
    """The name of the real recordings where they are at hand, else of those made for the course."""
    from dlaudio import datasets

    return "fsdd" if datasets.available("fsdd") else "spoken-digits"


@cache
def digit_sounds(name: str, split: str, n: int) -> tuple[tuple[np.ndarray, ...], np.ndarray, int]:
    """n recordings of a split, mixed, the same every time; their digits, (n,); the sample rate.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    split : str
        "train" or "test".
    n : int
        How many; fewer if there are not so many.
    """
    from dlaudio import datasets

    part = datasets.load(name).where(split=split)
    some = np.random.default_rng(1).permutation(len(part))[:n]
    return tuple(part.audio[i] for i in some), part.labels[some], part.sr


@cache
def digit_mfccs(name: str, split: str, n: int) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """MFCC of the recordings, each (13, t), to whole numbers; and their digits, (n,).

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    split : str
        "train" or "test".
    n : int
        How many; fewer if there are not so many.
    """
    from dlaudio.audio import mfcc

    sounds, digits, sr = digit_sounds(name, split, n)
    found = (np.round(mfcc(y, sr=sr, n_mfcc=13, **SHAPE)).astype(float) for y in sounds)
    return tuple(found), digits


# ---- what a recording is summed up by ----------------------------------------------------------


def in_order(M, parts: int = 3) -> np.ndarray:
    """Means of M (D, t) over the first, second, ... equal part of the time, shape (parts * D,).

    Parameters
    ----------
    M : array, shape (D, t)
        Features over time.
    parts : int
        Into how many parts.
    """
    D, t = M.shape
    # every frame `parts` times: then the frames can be divided equally, even if t < parts
    return np.repeat(M, parts, axis=1).reshape(D, parts, t).mean(axis=2).T.ravel()


SUMMARIES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "mean": lambda M: M.mean(axis=1),
    "mean and deviation": lambda M: np.append(M.mean(axis=1), M.std(axis=1)),
    "means of three thirds": in_order,
}


def summary_table(name: str, n: int, n_new: int) -> dict[str, tuple[int, float, float]]:
    """For each way to sum up: how many numbers, and the share right on old and on new speakers.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    n, n_new : int
        How many to learn from, and how many of new speakers.
    """
    train, digits = digit_mfccs(name, "train", n)
    new, truth = digit_mfccs(name, "test", n_new)
    ways = {**SUMMARIES, f"bag of frames, {CENTRES} centres": bag(train)}
    found = {}
    for title, way in ways.items():
        X, X_new = (np.array([way(M) for M in part]) for part in (train, new))
        found[title] = (X.shape[1], *shares_right(X, digits, X_new, truth))
    return found


def bag(train) -> Callable[[np.ndarray], np.ndarray]:
    """Histogram of nearest centres, for centres found in the frames of these recordings.

    Parameters
    ----------
    train : sequence of arrays, shapes (D, t)
        Features of recordings.
    """
    from dlaudio.decomposition import kmeans, nearest

    frames = np.concatenate([M.T for M in train])
    scale = frames.std(axis=0)
    rng = np.random.default_rng(0)
    centres = kmeans(frames / scale, n_clusters=CENTRES, n_iter=15, rng=rng)

    def histogram(M):
        return np.bincount(nearest(M.T / scale, centres), minlength=CENTRES) / M.shape[1]

    return histogram


def shares_right(X, digits, X_new, truth) -> tuple[float, float]:
    """Train a softmax regression on standardised rows: shares right on X and on X_new.

    Parameters
    ----------
    X, X_new : array, shape (N, D)
        Rows to learn from, and rows of new speakers.
    digits, truth : array of int, shape (N,)
        What was said in each.
    """
    from dlaudio.layers import Linear
    from dlaudio.losses import CrossEntropyLoss
    from dlaudio.metrics import accuracy
    from dlaudio.optim import AdamW
    from dlaudio.train import fit

    middle, spread = X.mean(axis=0), X.std(axis=0)
    X, X_new = ((part - middle) / np.where(spread > 1e-9, spread, 1.0) for part in (X, X_new))
    rng = np.random.default_rng(0)
    model = Linear(X.shape[1], 10, rng=rng)
    optimizer = AdamW(model.parameters(), lr=0.01, weight_decay=0.1)
    batch_size = min(32, len(X))
    learn = {"epochs": 40, "batch_size": batch_size, "rng": rng, "progress": False}
    fit(model, CrossEntropyLoss(), optimizer, X, digits, **learn)
    return accuracy(model(X), digits), accuracy(model(X_new), truth)


# ---- few labels --------------------------------------------------------------------------------


def label_curves(
    name: str, counts: tuple[int, ...], n: int, n_new: int, draws: int = 5
) -> dict[str, np.ndarray]:
    """Share right on new speakers from `counts` labelled words: (draws, counts) for each input.

    The principal directions are learnt from all n words, whose labels they do not need.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    counts : tuple of int
        Numbers of labelled words.
    n, n_new : int
        How many to learn from, and how many of new speakers.
    draws : int
        How often other words get the labels.
    """
    from dlaudio.decomposition import pca

    (_, digits), (_, truth) = digit_mfccs(name, "train", n), digit_mfccs(name, "test", n_new)
    pictures = [log_mel_pictures(name, *part) for part in (("train", n), ("test", n_new))]
    mean, W, _ = pca(pictures[0], n_components=40)
    kinds = {
        "26 numbers": summaries(name, n, n_new, SUMMARIES["mean and deviation"]),
        "thirds": summaries(name, n, n_new, in_order),
        "picture": pictures,
        "40 directions": [(part - mean) @ W.T for part in pictures],
    }
    orders = [_even(digits, np.random.default_rng(draw)) for draw in range(draws)]
    return {
        kind: np.array(
            [
                [shares_right(X[o[:c]], digits[o[:c]], X_new, truth)[1] for c in counts]
                for o in orders
            ]
        )
        for kind, (X, X_new) in kinds.items()
    }


@cache
def log_mel_pictures(name: str, split: str, n: int) -> np.ndarray:
    """16 frames of 32 mel levels in dB for n recordings of a split, shape (n, 512).

    Parameters
    ----------
    name : str
        Of the dataset.
    split : str
        "train" or "test".
    n : int
    """
    from dlaudio.audio import melspectrogram, power_to_db

    sounds, _, sr = digit_sounds(name, split, n)
    mels = (power_to_db(melspectrogram(y, sr=sr, **SHAPE)) for y in sounds)
    return np.array([in_order(S, 16) for S in mels])


def summaries(name: str, n: int, n_new: int, summary) -> list[np.ndarray]:
    """What `summary(M)` makes of the MFCC of n words and of n_new by new speakers: two matrices.

    Parameters
    ----------
    name : str
        Of the dataset.
    n : int
    n_new : int
    summary : function
        From coefficients (D, T) to one row.
    """
    parts = (digit_mfccs(name, "train", n)[0], digit_mfccs(name, "test", n_new)[0])
    return [np.array([np.asarray(summary(M), dtype=float) for M in part]) for part in parts]


def _even(digits, rng: np.random.Generator) -> np.ndarray:
    """An order in which the same number of each digit comes first, as far as there are enough."""
    order = rng.permutation(len(digits))
    seen = digits[order]
    rank = [np.sum(seen[:i] == digit) for i, digit in enumerate(seen)]
    return order[np.argsort(rank, kind="stable")]


def challenge(name: str, summary, n: int = 500, n_new: int = 200) -> float:
    """Share right on new speakers by a softmax regression on `summary(M)` of each word.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    summary : function
        From MFCC, shape (13, t), to a vector of at most 100 numbers.
    n, n_new : int
        How many to learn from, and how many of new speakers.

    Raises
    ------
    ValueError
        If a summary has another shape.
    """
    X, X_new = summaries(name, n, n_new, summary)
    if X.ndim != 2 or X.shape[1] > 100:
        raise ValueError(f"summary needs a vector of at most 100 numbers, got shape {X.shape[1:]}")
    digits, truth = digit_mfccs(name, "train", n)[1], digit_mfccs(name, "test", n_new)[1]
    return shares_right(X, digits, X_new, truth)[1]
