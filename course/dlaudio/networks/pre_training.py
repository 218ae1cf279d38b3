"""Does it help to begin with layers that were learnt without labels? A race with few labels."""

import numpy as np

from dlaudio.layers import Linear, Sequential, Sigmoid, sigmoid
from dlaudio.losses import CrossEntropyLoss, MSELoss
from dlaudio.optim import Adam
from dlaudio.train import batches, fit, predict

HIDDEN = 40


def train_layer(X, m: int, *, noise: float, rng: np.random.Generator):
    """W (D, m) and b (m,) of a denoising autoencoder that has learnt the rows of X, (N, D)."""
    X = np.asarray(X, dtype=np.float32)
    layer = Linear(X.shape[1], m, rng=rng)
    net = Sequential(layer, Sigmoid(), Linear(m, X.shape[1], rng=rng))
    optimizer, loss = Adam(net.parameters(), 5e-3), MSELoss()
    for _ in range(20):
        for rows in batches(len(X), 64, rng=rng):
            spoilt = X[rows] + noise * rng.normal(size=X[rows].shape).astype(np.float32)
            loss(net(spoilt), X[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optimizer.step()
    return layer.weight.value, layer.bias.value


def pile(X, sizes, train):
    """Layers (W, b) of these sizes, each learnt from what the one below says, and the top's code.

    Parameters
    ----------
    X : array, shape (N, D)
    sizes : sequence of int
    train : callable
        (rows, m) to the W and b of a layer of m units.
    """
    found = []
    for m in sizes:
        found.append(train(X, m))
        X = sigmoid(X @ found[-1][0] + found[-1][1])
    return found, X


def stacks(X, greedy_stack, *, seeds=(0, 1)):
    """Two layers learnt without labels by somebody's own `greedy_stack`, for each seed."""
    found = []
    for seed in seeds:
        rng, noises = np.random.default_rng(seed), iter((0.3, 0.1))

        def learn(rows, m, rng=rng, noises=noises):
            return train_layer(rows, m, noise=next(noises), rng=rng)

        found.append(greedy_stack(X, [HIDDEN, HIDDEN], learn)[0])
    return found


def race(digits, layers, few=(2, 5, 40)):
    """Share of new words right, {start: {labels a digit: share}}, the mean over the seeds.

    Parameters
    ----------
    digits : tuple
        What `ten_digits` gives.
    layers : list
        What `stacks` gives, an entry for each seed.
    few : sequence of int
        How many words of each digit have a label.
    """
    X, y, X_new, y_new = digits
    X, X_new = X.astype(np.float32), X_new.astype(np.float32)
    right = {"random start": {}, "pre-trained": {}}
    for n in few:
        scores = {name: [] for name in right}
        for seed, learnt in enumerate(layers):
            order = np.random.default_rng(seed).permutation(len(y))
            rows = np.concatenate([order[y[order] == digit][:n] for digit in range(10)])
            for name, start in (("random start", ()), ("pre-trained", learnt)):
                rng = np.random.default_rng(seed)
                net = _net(X.shape[1], start, rng=rng)
                # more rounds through 400 words change nothing
                options = {"epochs": 50 if n < 40 else 20, "batch_size": 10, "progress": False}
                optimizer = Adam(net.parameters(), 5e-3)
                fit(net, CrossEntropyLoss(), optimizer, X[rows], y[rows], rng=rng, **options)
                scores[name].append(np.mean(predict(net, X_new).argmax(axis=1) == y_new))
        for name, of in scores.items():
            right[name][n] = float(np.mean(of))
    return right


def _net(inputs: int, start, *, rng) -> Sequential:
    hidden = [Linear(inputs, HIDDEN, rng=rng), Linear(HIDDEN, HIDDEN, rng=rng)]
    for layer, (W, b) in zip(hidden, start, strict=False):
        layer.weight.value[:], layer.bias.value[:] = W, b
    return Sequential(hidden[0], Sigmoid(), hidden[1], Sigmoid(), Linear(HIDDEN, 10, rng=rng))


def picture(right):
    """Bars of the shares right for few and many labels, and they in words."""
    from dlaudio.plots import shares

    figure, told = shares.draw(
        right, case="with {} labels a digit", ylabel="new words right", colors=("orange", "blue")
    )
    return figure, f"Share of new words right. {told}."
