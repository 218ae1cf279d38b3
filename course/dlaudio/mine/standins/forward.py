"""Unit 3 by the package: nets that are run, built from steps and towers, counted and searched."""

import numpy as np

from ... import layers
from ...datasets import receptors
from ...exercises.cases import nets
from ...networks import dense, random_hidden
from .with_weights import RNG, floats, linear


def mlp(X, layers, g):  # the exercise calls its argument so
    *hidden, last = layers
    for W, b in hidden:
        X = g(linear(W, b).forward(np.asarray(X, dtype=float)))
    return linear(*last).forward(np.asarray(X, dtype=float))


def two_layer_loops(x, W1, b1, w2, b2):
    hidden = layers.sigmoid(linear(W1, b1).forward(np.atleast_2d(floats(x)[0])))
    return hidden[0], layers.sigmoid(linear(w2, b2).forward(hidden))[0, 0]


def collapse(layers):  # the exercise calls its argument so
    n_inputs = len(layers[0][0])
    parts = [linear(W, b) for W, b in layers]

    def whole(X):
        for part in parts:
            X = part.forward(X)
        return X

    bias = whole(np.zeros((1, n_inputs)))[0]
    return whole(np.eye(n_inputs)) - bias, bias


def find_fault(run, layers, g):
    X = np.random.default_rng(0).normal(size=(8, len(layers[0][0])))
    came = run(X, layers[:2], g)
    said = [nets.faulty(fault)(X, layers[:2], g) for fault in nets.FAULTS]
    return [np.allclose(came, each) for each in said].index(True)


def count_params(sizes):
    return dense.dense(sizes).count_parameters()


def describe(n_inputs, spec):
    kinds = {"relu": layers.ReLU, "sigmoid": layers.Sigmoid, "prelu": layers.PReLU}
    X, parameters, widths = np.zeros((1, n_inputs)), [], []
    for kind, number in spec:
        if kind == "linear":
            layer = layers.Linear(X.shape[1], number, rng=RNG)
        elif kind == "maxout":
            layer = layers.Maxout(number)
        else:
            layer = kinds.get(kind, layers.ReLU)()
        X = layer.forward(X)
        widths.append(X.shape[1])
        parameters.append(sum(part.value.size for part in layer.parameters()))
    return widths, parameters


def expand_square(w, b):
    # six places tell the six factors
    x1, x2 = np.array([[0.0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1]]).T
    squares = linear(w, b).forward(np.column_stack([x1, x2]))[:, 0] ** 2
    powers = np.column_stack([np.ones(6), x1, x2, x1**2, x1 * x2, x2**2])
    return np.linalg.solve(powers, squares)


def staircase(samples, a, b, slope):
    from ...widgets.stairs import climbing

    return *climbing(*floats(samples), a, b, 1.0), slope * (b - a) / 2 / len(samples)


def parity_net(n):
    counts = np.arange(1, n + 1)
    fires = counts[:, None] >= counts
    return np.ones((n, n)), 0.5 - counts, np.linalg.solve(fires * 1.0, counts % 2), -0.5


def find_sound(y, template):
    responses = receptors.responses_to(template, y)
    return responses, int(np.argmax(responses))


def stretch(W):
    squared, directions = np.linalg.eigh(np.matmul(W, np.transpose(W)))  # the smallest first
    smallest, largest = np.sqrt(squared)
    return largest, smallest, np.degrees(np.arctan2(*directions[::-1, 1])) % 180


def fit_output(X, y, W1, b1):
    return random_hidden.fit_output(X, y, W1, b1)


def bump(left, right, height, steepness):
    from ...plots.drawings.bump_parts import weights

    return weights(left, right, height, steepness)


def tower_net(low, high, steepness):
    from ...plots.drawings import bump_parts, snare_tower

    walls = [bump_parts.weights(*ends, 1.0, steepness) for ends in zip(low, high, strict=True)]
    (W1, b1), (W2, b2) = snare_tower.cross(*walls)
    return W1, b1, steepness * W2, steepness * b2


def wave_from_units(x, y):
    return random_hidden.fit_curve(x, y, 20, 10.0)
