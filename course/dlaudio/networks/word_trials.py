"""Spoken digits to try recipes of training on, several starts at a time.

Real speakers are used where their recordings are at hand, else those that come with the course.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from time import process_time

import numpy as np

from dlaudio import layers
from dlaudio.bars import bar
from dlaudio.layers import BatchNorm1d, Dropout, Linear, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.metrics import accuracy
from dlaudio.optim import Adam
from dlaudio.train import fit, predict


@dataclass(frozen=True)
class Words:
    """What there is to learn from, and what new speakers said.

    Attributes
    ----------
    X, X_new : arrays (N, 48) and (M, 48)
        Band levels, standardised by X; float32.
    y, y_new : arrays of int (N,) and (M,)
        The digits.
    speakers : array of int (N,)
        A number for each speaker.
    """

    X: np.ndarray
    y: np.ndarray
    speakers: np.ndarray
    X_new: np.ndarray
    y_new: np.ndarray

    def __repr__(self) -> str:
        known = len(set(self.speakers))
        return (
            f"{len(self.X)} words by {known} speakers to learn from, {len(self.X_new)} words by "
            "new speakers; 48 numbers a word"
        )


@cache
def words(n: int = 800, n_new: int = 240) -> Words:
    """Words to learn from and words by new speakers, the same every time."""
    from dlaudio import datasets
    from dlaudio.datasets.voices import some_voices

    speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    X, y, speakers, X_new, y_new = some_voices(speech, n, n_new)
    return Words(X.astype(np.float32), y, speakers, X_new.astype(np.float32), y_new)


def net(rng, hidden: int = 64, p: float = 0.0) -> layers.Layer:
    """48 inputs, a hidden layer of ReLU units with dropout p, 10 scores."""
    return Sequential(
        Linear(48, hidden, rng=rng), ReLU(), Dropout(p, rng=rng), Linear(hidden, 10, rng=rng)
    )


def deep(rng, unit=ReLU, *, depth: int = 3, norm: bool = False, init: Callable | None = None):
    """48 inputs, `depth` hidden layers of 64 units of a kind, 10 scores.

    Parameters
    ----------
    rng : numpy.random.Generator
    unit : class of a layer without arguments
    depth : int
    norm : bool
        Batch normalisation before each bend.
    init : callable, optional
        First weights of the hidden layers, one of `dlaudio.init`.
    """
    stages, width = [], 48
    options = {} if init is None else {"init": init}
    for _ in range(depth):
        stages.append(Linear(width, 64, rng=rng, **options))
        stages += [BatchNorm1d(64), unit()] if norm else [unit()]
        width = 64
    return Sequential(*stages, Linear(width, 10, rng=rng))


def train(model, X, y, epochs: int, rng, optimizer=None, **options) -> list[dict]:
    """Train on digits, 32 words at a time, with Adam if nothing else is said; the history.

    Parameters
    ----------
    model : Layer
    X, y : arrays (N, 48) and (N,)
    epochs : int
    rng : numpy.random.Generator
    optimizer : Optimizer, optional
        Adam with the rate 0.003 if not given.
    **options
        More for `dlaudio.train.fit`, such as ``batch_size``, ``schedule`` or ``validation``.
    """
    optimizer = optimizer or Adam(model.parameters(), lr=0.003)
    settings = {"batch_size": 32, "metric": accuracy, "progress": False} | options
    return fit(model, CrossEntropyLoss(), optimizer, X, y, epochs=epochs, rng=rng, **settings)


def right(model, X, y) -> float:
    """The share of words whose digit the model hears."""
    return float(accuracy(predict(model, X), y))


def curves(
    make: Callable,
    optimizer: Callable,
    *,
    epochs: int,
    n: int = 400,
    seeds: int = 3,
    key: str = "loss",
    scale: float = 1.0,
    what: str = "learning",
    **options,
) -> np.ndarray:
    """A loss of each epoch from several starts, shape (seeds, epochs).

    Parameters
    ----------
    make, optimizer : callable
        ``make(rng)`` is the model, ``optimizer(parameters)`` what moves it.
    epochs, n, seeds : int
        `n` words are learnt from.
    key : str
        "loss" in training, or "val_loss" on new speakers; several words make one more axis.
    scale : float
        Multiplies all inputs.
    what : str
        What is being learnt; stands before the bar.
    **options
        More for `train`.
    """
    data, found = words(), []
    X = data.X[:n] * np.float32(scale)
    if "val_" in key:
        options["validation"] = data.X_new * np.float32(scale), data.y_new
    for seed in bar(range(seeds), what, unit="start"):
        rng = np.random.default_rng(seed)
        model = make(rng)
        moved = optimizer(model.parameters())
        with np.errstate(all="ignore"):  # a rate may be too high: that is what is shown
            history = train(model, X, data.y[:n], epochs, rng, moved, **options)
        found.append([[record[one] for one in key.split()] for record in history])
    losses = np.nan_to_num(np.array(found), nan=1e3, posinf=1e3).clip(0, 1e3)
    return losses if " " in key else losses[..., 0]


def losses_left(make: Callable, movers: Mapping, sizes: Mapping, **how) -> dict[str, dict]:
    """The last losses with inputs of several sizes, for the same net moved in several ways.

    Parameters
    ----------
    make : callable
        As for `curves`, and so is `how`.
    movers : mapping of str to callable
        Name, and ``optimizer(parameters)``.
    sizes : mapping of str to float
        Name, and what multiplies all inputs.

    Returns
    -------
    dict of dicts
        Size, then mover, then a loss of each start, shape (seeds,).
    """
    return {
        size: {
            name: curves(make, mover, scale=scale, what=f"{name}, numbers {size}", **how)[:, -1]
            for name, mover in movers.items()
        }
        for size, scale in sizes.items()
    }


def both_curves(make: Callable, optimizer: Callable, **how) -> dict[str, np.ndarray]:
    """The losses in training and on new speakers of the same runs, each as `curves` gives them.

    Parameters
    ----------
    make, optimizer : callable
        As for `curves`, and so is `how`, without ``key``.
    """
    both = curves(make, optimizer, key="loss val_loss", **how)
    return {"training": both[..., 0], "validation": both[..., 1]}


def warmed_up(learning_rate: Callable, lr: float, *, share: float = 0.1) -> Callable:
    """A schedule for `train` made of ``learning_rate(step, n_steps, lr, warmup)``.

    Parameters
    ----------
    learning_rate : callable
    lr : float
        The highest rate.
    share : float
        Which share of the training is warm-up.
    """
    steps = 1000
    return lambda over: learning_rate(
        min(int(over * steps), steps - 1), steps, lr, int(share * steps)
    )


def learning_curve(counts, *, seeds: int = 3) -> dict[str, np.ndarray]:
    """Shares of right words after learning from so many, each (seeds, len(counts)).

    Every net takes about as many steps, at least 15 epochs.
    """
    data, known, new = words(), [], []
    for seed in bar(range(seeds), "learning", unit="start"):
        for n in counts:
            rng = np.random.default_rng(seed)
            some, model = rng.permutation(len(data.X))[:n], net(rng)
            history = train(model, data.X[some], data.y[some], max(15, 3000 // n), rng)
            known.append(history[-1]["accuracy"])
            new.append(right(model, data.X_new, data.y_new))
    shape = seeds, len(counts)
    return {
        "words it learnt from": np.reshape(known, shape),
        "new speakers": np.reshape(new, shape),
    }


def wrong_labels(share: float, *, n: int = 400, seeds: int = 3) -> str:
    """What a free net and one that is held back make of labels of which dice decide a share.

    The free one has 256 hidden units and 40 epochs; the other one has dropout 0.5 and 12 epochs.
    """
    data, found = words(), []
    for seed in bar(range(seeds), f"{share:.0%} dice", unit="start"):
        rng = np.random.default_rng(seed)
        dice, y = rng.integers(0, 10, n), data.y[:n]
        labels = np.where(rng.random(n) < share, dice, y)
        free, held = net(rng, 256), net(rng, 256, p=0.5)
        memorised = train(free, data.X[:n], labels, 40, rng)[-1]["accuracy"]
        train(held, data.X[:n], labels, 12, rng)
        found.append([memorised, *(right(one, data.X_new, data.y_new) for one in (free, held))])
    (known, free, held), low, high = (f(found, axis=0) for f in (np.mean, np.min, np.max))
    return (
        f"{share:.0%} dice: the free net has memorised {known:.0%} of its labels; new speakers: "
        f"free {free:.0%} ({low[1]:.0%} to {high[1]:.0%}), held back {held:.0%} "
        f"({low[2]:.0%} to {high[2]:.0%})"
    )


def price(epochs: int = 25) -> str:
    """How long a net learns from all words, and how long it takes over one: processor time."""
    data, rng = words(), np.random.default_rng(0)
    model, begin = net(rng), process_time()
    train(model, data.X, data.y, epochs, rng)
    learnt, begin, rounds = process_time() - begin, process_time(), 200
    for _ in range(rounds):
        predict(model, data.X_new[:1])
    answer = (process_time() - begin) / rounds
    return (
        f"to learn, {epochs} epochs with {len(data.X)} words: {1000 * learnt:.0f} ms; "
        f"to answer one word: {1000 * answer:.2f} ms"
    )


def search(n: int = 12, *, seed: int = 2) -> list[tuple[float, float, int, float]]:
    """Random recipes, best first: share right, rate, hidden units, dropout.

    A quarter of the known speakers is put aside to choose by; new speakers are not touched.
    """
    data, rng, trials = words(), np.random.default_rng(seed), []
    aside = data.speakers % 4 == 0
    settings = [  # all at first, so that they do not depend on the words
        (10 ** rng.uniform(-4, -0.5), int(rng.choice([16, 64, 128])), float(rng.uniform(0, 0.7)))
        for _ in range(n)
    ]
    for lr, hidden, p in bar(settings, "trying", unit="recipe"):
        model = net(rng, hidden, p)
        adam = Adam(model.parameters(), lr=lr)
        train(model, data.X[~aside], data.y[~aside], 12, rng, adam)
        trials.append((right(model, data.X[aside], data.y[aside]), float(lr), hidden, p))
    return sorted(trials, reverse=True)


def gradient_noise(sizes, *, draws: int = 40) -> np.ndarray:
    """How far the gradient of a mini-batch is from that of all words, over the latter's length.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of words in a mini-batch.
    draws : int
        Mini-batches of each size; the mean over them is returned, shape (len(sizes),).
    """
    data, rng = words(), np.random.default_rng(0)
    model, loss = net(rng), CrossEntropyLoss()

    def gradient(rows) -> np.ndarray:
        for parameter in model.parameters():
            parameter.zero_grad()
        loss.forward(model.forward(data.X[rows]), data.y[rows])
        model.backward(loss.backward())
        return np.concatenate([p.grad.ravel() for p in model.parameters()])

    whole = gradient(np.arange(len(data.X)))
    away = [
        [np.linalg.norm(gradient(rng.integers(0, len(data.X), size)) - whole) for _ in range(draws)]
        for size in sizes
    ]
    return np.mean(away, axis=1) / np.linalg.norm(whole)
