"""What a convolutional network takes for granted, tried out: late words, shuffled ones, few.

Each experiment is done with several random starts and several draws of words, and gives them all.
"""

import time
from collections.abc import Callable

import numpy as np

from dlaudio import datasets
from dlaudio.bars import bar
from dlaudio.layers import Conv1d, Conv2d, Flatten, Layer, Linear, ReLU, Sequential
from dlaudio.networks.anywhere import LATEST, anywhere, late, learn
from dlaudio.networks.listener import SIDE, digit_pictures, small_cnn, word_picture
from dlaudio.train import predict

DENSE, SMALL, OVER_ALL = "dense", "CNN, small pools", "CNN, pool over all time"


def dense(*sizes: int, rng: np.random.Generator) -> Sequential:
    """Flatten, then dense layers of these sizes with ReLU between them."""
    stages: list[Layer] = [Flatten()]
    for size, width in zip(sizes, sizes[1:], strict=False):
        stages += [Linear(size, width, rng=rng), ReLU()]
    return Sequential(*stages[:-1])


def right(net, X, y) -> float:
    """The share of the levels X whose digit a net hears, in %."""
    return 100 * float(np.mean(predict(net, X - 0.5).argmax(axis=1) == y))


def _wide_cnn(rng):
    """`small_cnn` for pictures of 16 bands and 24 frames."""
    net = small_cnn(10, rng=rng)
    net.layers[-1] = Linear(16 * 4 * 6, 10, rng=rng)
    return net


NETS: dict[str, Callable] = {
    DENSE: lambda rng: dense(SIDE * 24, 64, 10, rng=rng),
    SMALL: _wide_cnn,
    OVER_ALL: lambda rng: anywhere(10, frames=24, rng=rng),
}


def _words(n: int, start: int):
    """Words to learn from and 200 by new speakers, other ones for each start."""
    X, y = digit_pictures("spoken-digits", "train", n, seed=start + 1)
    X_new, new = digit_pictures("spoken-digits", "test", 200, seed=start + 1)
    return X, y, X_new, new


def against_delay(*, starts: int = 3, n: int = 300) -> dict[str, np.ndarray]:
    """Right answers, in %, of nets that learnt words in time, for words 0 to 8 frames late.

    Returns
    -------
    dict of arrays of shape (starts, 9)
    """
    found: dict[str, list] = {name: [] for name in NETS}
    for start in bar(range(starts), "learning", unit="start"):
        X, y, X_new, new = _words(n, start)
        for name, make in NETS.items():
            net = make(np.random.default_rng(start))
            learn(net, late(X, 0), y, epochs=8, seed=start)
            found[name].append([right(net, late(X_new, k), new) for k in range(LATEST + 1)])
    return {name: np.array(rows) for name, rows in found.items()}


def shuffled(*, starts: int = 3, n: int = 300) -> dict[str, dict[str, np.ndarray]]:
    """Right answers, in %, when bands or frames change places, in the same way in all words.

    Returns
    -------
    dict of dicts of arrays of shape (starts,)
        Net, then what was shuffled: "nothing", "bands", "frames".
    """
    found: dict[str, dict] = {}
    for start in bar(range(starts), "learning", unit="start"):
        X, y, X_new, new = _words(n, start)
        wide, wide_new = late(X, 0), late(X_new, 0)
        order = np.random.default_rng(100 + start)
        bands, frames = order.permutation(SIDE), order.permutation(wide.shape[3])
        ways = {
            "nothing": lambda A: A,
            "bands": lambda A, k=bands: A[:, :, k],
            "frames": lambda A, k=frames: A[..., k],
        }
        for name, make in NETS.items():
            for way, mixed in ways.items():
                net = make(np.random.default_rng(start))
                learn(net, mixed(wide), y, epochs=8, seed=start)
                share = right(net, mixed(wide_new), new)
                found.setdefault(name, {}).setdefault(way, []).append(share)
    return {name: {w: np.array(v) for w, v in rows.items()} for name, rows in found.items()}


def few_words(counts=(40, 100, 200, 400), *, starts: int = 3) -> dict[str, np.ndarray]:
    """Right answers, in %, of two nets of about 8,000 numbers against the words they learnt from.

    Returns
    -------
    dict of arrays of shape (starts, len(counts))
    """
    nets = {
        "dense, 384-20-10": lambda rng: dense(SIDE * 24, 20, 10, rng=rng),
        OVER_ALL: NETS[OVER_ALL],
    }
    found: dict[str, list] = {name: [] for name in nets}
    for start in bar(range(starts), "learning", unit="start"):
        X, y, X_new, new = _words(max(counts), start)
        for name, make in nets.items():
            row = []
            for count in counts:
                net = make(np.random.default_rng(start))
                learn(net, late(X[:count], 0), y[:count], epochs=3200 // count, seed=start)
                row.append(right(net, late(X_new, 0), new))
            found[name].append(row)
    return {name: np.array(rows) for name, rows in found.items()}


def said_late(net, digit: int, delays=(0, 2, 4, 8)) -> tuple[list[tuple[str, np.ndarray]], int]:
    """A word by a new speaker, later and later: (what a net hears, sound), and the sample rate.

    Parameters
    ----------
    net : Layer
        Of pictures (N, 1, 16, 24), minus 0.5, to ten scores.
    digit : int
    delays : sequence of int
        In frames of 40 ms.
    """
    words = datasets.load("spoken-digits").where(split="test")
    y = np.asarray(words.audio[int(np.flatnonzero(words.labels == digit)[0])])
    pictures = np.array([word_picture(y, words.sr)], np.float32)[:, None]
    named = []
    for delay in delays:
        heard = int(net(late(pictures, delay) - 0.5)[0].argmax())
        mark = "✓" if heard == digit else "✗"
        silence = np.zeros(round(0.04 * delay * words.sr))
        named.append((f"{40 * delay} ms late: {heard} {mark}", np.concatenate([silence, y])))
    return named, words.sr


def costs(X) -> dict[str, dict[str, float]]:
    """What each of `NETS` costs: numbers to learn, products a word, and ms for 100 words.

    Parameters
    ----------
    X : array, shape (100, 1, 16, 24)
        Words.
    """
    found = {}
    for name, make in NETS.items():
        one = cost(make(np.random.default_rng(0)), X)
        found[name] = {"numbers": one["numbers"], "products a word": one["products"]}
        found[name]["ms for 100 words"] = 1000 * one["seconds"]
    return found


def cost(net, X) -> dict[str, float]:
    """What a net costs: numbers to learn, multiplications and processor seconds for 100 pictures.

    Parameters
    ----------
    net : Sequential
    X : array, shape (100, 1, bands, frames)
    """
    products, value = 0, X[:1]
    for layer in net.layers:
        value = layer(value)
        if isinstance(layer, Conv1d | Conv2d):
            # each of the weights is used once at each place of the output
            products += layer.weight.value.size * int(np.prod(value.shape[2:]))
        elif isinstance(layer, Linear):
            products += layer.weight.value.size
    begun = time.process_time()
    for _ in range(5):
        predict(net, X)
    seconds = (time.process_time() - begun) / 5
    return {"numbers": net.count_parameters(), "products": products, "seconds": seconds}
