"""Networks as lists of pairs (W, b), trained by the ten steps of whoever wrote them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlaudio.audio import Player, melody, play
from dlaudio.layers import sigmoid

Weights = list[tuple[np.ndarray, np.ndarray]]
SR = 22050


def start(sizes, seed: int = 0) -> Weights:
    """Normal weights divided by the root of the number of inputs; biases of zero."""
    rng = np.random.default_rng(seed)
    return [
        (rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m))
        for d, m in zip(sizes, sizes[1:], strict=False)
    ]


def run(X, weights: Weights, *, sigmoid_output: bool = False) -> np.ndarray:
    """The output for X (N, D): hidden layers are sigmoid, the last is linear if not asked for."""
    *hidden, (W, b) = weights
    for V, c in hidden:
        X = sigmoid(X @ V + c)
    Z = X @ W + b
    return sigmoid(Z) if sigmoid_output else Z


def as_module(update: Callable, X, y, weights: Weights):
    """A network and its loss as `forward, backward, knobs`, as a gradient check wants them.

    Parameters
    ----------
    update : callable
        ``update(X, y, weights, lr)`` returns the new weights and the gradients, as step 8 does.

    Returns
    -------
    forward : callable
        From all weights and biases in one row to the loss, shape (1,): the squared error, added up
        over the outputs and averaged over the rows.
    backward : callable
        ``backward(dout, knobs)``: what `update` says of that.
    knobs : array
        All weights and biases in one row.
    """

    def pairs(knobs) -> Weights:
        parts, at = [], 0
        for array in (array for pair in weights for array in pair):
            parts.append(knobs[at : at + array.size].reshape(array.shape))
            at += array.size
        return list(zip(parts[::2], parts[1::2], strict=True))

    def forward(knobs):
        return np.array([((run(X, pairs(knobs)) - y) ** 2).sum() / len(y)])

    def backward(dout, knobs):
        return dout[0] * _row(update(X, y, pairs(knobs), 0.0)[1])

    return forward, backward, _row(weights)


def with_28_knobs(update: Callable):
    """Two hidden layers of three and six random examples: `forward, backward, knobs`.

    Parameters
    ----------
    update : callable
        As for `as_module`, which says more of what is returned.
    """
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 1))
    return as_module(update, X, y, start((3, 3, 3, 1)))


def parts(gradients: Callable, *, seed: int = 3) -> dict[str, tuple]:
    """The slopes dW1, db1, dW2, db2 of a net with one hidden layer, each as a module of its own.

    Parameters
    ----------
    gradients : callable
        ``gradients(X, y, W1, b1, W2, b2)`` of E = 1/(2N) sum (y - y_hat)**2 with sigmoid output.

    Returns
    -------
    dict of str to (forward, backward, knobs)
        As `as_module` gives them, for the entries of one array alone.
    """
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(5, 3)), rng.random((5, 1))
    arrays = [rng.normal(size=shape) for shape in ((3, 4), (4,), (4, 1), (1,))]

    def module(part: int) -> tuple:
        def put(x):
            return [*arrays[:part], x.reshape(arrays[part].shape), *arrays[part + 1 :]]

        def forward(x):
            W1, b1, W2, b2 = put(x)
            out = run(X, [(W1, b1), (W2, b2)], sigmoid_output=True)
            return np.array([((y - out) ** 2).sum() / (2 * len(y))])

        def backward(dout, x):
            return dout[0] * np.ravel(gradients(X, y, *put(x))[part])

        return forward, backward, arrays[part].ravel()

    return {name: module(part) for part, name in enumerate(("dW1", "db1", "dW2", "db2"))}


def parts_that_pass(check: Callable, gradients: Callable, *, seed: int = 3) -> dict[str, bool]:
    """What a gradient check says of each of these `parts`.

    Parameters
    ----------
    check : callable
        ``check(forward, backward, x, rng)``, True or False, as in unit 4.
    gradients : callable
        As for `parts`.
    """
    return {
        name: bool(check(*module, np.random.default_rng(1)))
        for name, module in parts(gradients, seed=seed).items()
    }


def _row(pairs) -> np.ndarray:
    return np.concatenate([np.ravel(array) for pair in pairs for array in pair])


@dataclass(frozen=True)
class Lesson:
    """A network that learnt the curve of a sine from 40 noisy samples: weights, losses, samples."""

    weights: Weights
    training: np.ndarray
    validation: np.ndarray
    x: np.ndarray
    y: np.ndarray

    def play(self) -> Player:
        """The validation loss as notes: single steps at first, then ever more steps to a note."""
        heard = np.unique((1.5 ** np.arange(20)).astype(int)) - 1
        heard = heard[heard < len(self.validation)]
        notes = melody(np.log(self.validation[heard]), sr=SR, duration=0.2)
        return play(notes, SR, title="the validation loss as a pitch: it falls")

    def draw(self):
        """Both losses beside the curve through the samples: a figure, and what it shows."""
        from dlaudio import plots
        from dlaudio.plots.pictures import new_figure

        figure = new_figure(9, 3.6)
        left, right = figure.subplots(1, 2)
        for values, name in ((self.training, "training"), (self.validation, "validation")):
            text = {"xlabel": "step", "ylabel": "loss", "label": name}
            plots.curve(values, x=np.arange(1, len(values) + 1), ax=left, **text)
        left.set(xscale="log", yscale="log")
        line = np.linspace(-np.pi, np.pi, 200)[:, None]
        right.plot(self.x, self.y, "o", color=plots.OKABE_ITO["blue"], label="samples")
        guess = run(line, self.weights)
        right.plot(line, guess, color=plots.OKABE_ITO["vermillion"], label="network")
        right.set(xlabel="x", ylabel="y", xticks=[-3, -1.5, 0, 1.5, 3])
        right.legend()
        return figure, (
            f"Left: the losses fall, in training to {self.training[-1]:.3f} and in validation to "
            f"{self.validation[-1]:.3f}. Right: the network's curve runs through the samples."
        )


def learn_sine(watch: Callable, repeat: Callable, *, hidden: int = 12, lr: float = 0.2, seed=2):
    """A Lesson of 2,000 steps, with functions that do what steps 9 and 10 of unit 5 say."""
    rng = np.random.default_rng(seed)
    x, x_val = rng.uniform(-np.pi, np.pi, (2, 40, 1))
    y, y_val = (np.sin(a) + rng.normal(0, 0.15, a.shape) for a in (x, x_val))
    weights, steps = start((1, hidden, 1), seed), 2000
    training, validation = watch(x, y, x_val, y_val, weights, lr, steps)
    learnt, _ = repeat(x, y, weights, lr, steps)
    return Lesson(learnt, np.asarray(training), np.asarray(validation), x, y)
