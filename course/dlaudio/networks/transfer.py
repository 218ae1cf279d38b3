"""A network that knows 0 to 4 learns 5 to 9 from one, two, four or more examples of each."""

from collections.abc import Callable

import numpy as np

from dlaudio.bars import bar
from dlaudio.networks.anywhere import anywhere, before_the_head, ear, learn
from dlaudio.networks.listener import SIDE, digit_pictures
from dlaudio.train import predict

WHOLE, UNTAUGHT, TAUGHT = "a whole new CNN", "head on an untaught CNN", "head on the CNN of 0 to 4"
TUNED = "CNN of 0 to 4, fine-tuned"
COUNTS = (1, 2, 4, 8, 16)


def few_examples(new_head: Callable, counts=COUNTS, *, draws: int = 5) -> dict[str, np.ndarray]:
    """Right answers, in %, on words 5 to 9 by new speakers, against examples of each word.

    Parameters
    ----------
    new_head : callable
        new_head(H, y) for features H (N, 32) and digits y from 5 to 9 gives W (32, 5) and b (5,).
    counts : sequence of int
        Examples of each digit.
    draws : int
        How often the examples are drawn anew; a whole new CNN starts anew each time, too.

    Returns
    -------
    dict of arrays of shape (draws, len(counts))
    """
    X, y = digit_pictures("spoken-digits", "train", 1000)
    X_new, new = digit_pictures("spoken-digits", "test", 300)
    X_new, new = X_new[new > 4], new[new > 4]
    bodies = {
        UNTAUGHT: anywhere(5, frames=SIDE, rng=np.random.default_rng(3)),
        TAUGHT: ear((0, 1, 2, 3, 4), frames=SIDE),
    }
    known, asked = (
        {name: before_the_head(body, part) for name, body in bodies.items()} for part in (X, X_new)
    )
    found: dict[str, list] = {name: [] for name in (WHOLE, UNTAUGHT, TAUGHT, TUNED)}
    for draw in bar(range(draws), "learning", unit="start"):
        order = np.random.default_rng(draw).permutation(len(X))
        rows: dict[str, list] = {name: [] for name in found}
        for count in counts:
            few = np.concatenate([order[y[order] == d][:count] for d in range(5, 10)])
            net = anywhere(5, frames=SIDE, rng=np.random.default_rng(draw))
            learn(net, X[few], y[few] - 5, epochs=max(20, 240 // count), seed=draw)
            heard = {WHOLE: predict(net, X_new - 0.5).argmax(axis=1)}
            for name in bodies:
                W, b = new_head(known[name][few], y[few])
                heard[name] = (asked[name] @ W + b).argmax(axis=1)
            tuned = _copy(bodies[TAUGHT], W, b)  # the head of the taught body, the last one above
            learn(tuned, X[few], y[few] - 5, epochs=max(5, 60 // count), lr=1e-3, seed=draw)
            heard[TUNED] = predict(tuned, X_new - 0.5).argmax(axis=1)
            for name, digits in heard.items():
                rows[name].append(100 * float(np.mean(digits + 5 == new)))
        for name, row in rows.items():
            found[name].append(row)
    return {name: np.array(values) for name, values in found.items()}


def _copy(body, W, b):
    """A network with the weights of `body`, and W (32, 5) and b (5,) as its last layer."""
    net = anywhere(5, frames=SIDE, rng=np.random.default_rng(0))
    for mine, old in zip(net.parameters(), body.parameters(), strict=True):
        mine.value[...] = old.value
    net.layers[-1].weight.value[...], net.layers[-1].bias.value[...] = W, b
    return net


def nearest_to_farthest(points) -> float:
    """How far the nearest other point is, as a share of the farthest: the mean over all points.

    Near 1 all are equally far, and "nearest" means little. K. Beyer, J. Goldstein, R. Ramakrishnan,
    U. Shaft, "When is 'nearest neighbor' meaningful?", ICDT 1999.

    Parameters
    ----------
    points : array, shape (N, ...)
        Each is taken as one row of numbers.
    """
    rows = np.asarray(points, dtype=float).reshape(len(points), -1)
    squares = (rows**2).sum(axis=1)
    distance = np.sqrt(np.maximum(squares[:, None] + squares - 2 * rows @ rows.T, 0))
    farthest = distance.max(axis=1)
    np.fill_diagonal(distance, np.inf)
    return float(np.mean(distance.min(axis=1) / farthest))
