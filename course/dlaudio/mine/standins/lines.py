"""Unit 1 by the package: the perceptron, its rule, its bound, and nets of threshold units."""

import numpy as np

from ...datasets import truth_tables
from ...generation import drum_machine
from ...networks import perceptron as rosenblatt
from .with_weights import linear


def perceptron(X, w):
    return np.where(linear(w[1:], w[0]).forward(np.asarray(X, dtype=float))[:, 0] > 0, 1, -1)


def perceptron_epoch(w, X, y):
    w, wrong = rosenblatt.train(X, y, n_epochs=1, w=w)
    return w, int(wrong.sum())


def pocket(w, X, y, n_epochs):
    return rosenblatt.train(X, y, n_epochs=n_epochs, w=w)[0]


def signed_distance(X, w):
    length = np.hypot.reduce(w[1:])
    return w[1:] / length, -w[0] / length, truth_tables.score(np.asarray(X), w) / length


def weight_history(X, y, n_epochs):
    rows = [np.zeros(np.shape(X)[1] + 1)]
    for _ in range(n_epochs):
        rows.append(perceptron_epoch(rows[-1], X, y)[0])
    return np.array(rows)


def mistake_bound(X, y, w):
    return rosenblatt.most_mistakes(X, y, w)


def sse_slope(w, X, y, step):
    from ...plots.drawings import terraces

    moves = step * np.eye(len(w))
    ways = terraces.sse(w + moves, X, y) - terraces.sse(w - moves, X, y)
    return terraces.sse(w, X, y), ways / (2 * step)


def to_zero_one(labels, w):
    ends = truth_tables.score(np.insert(2.0 * np.eye(len(w) - 1) - 1, 0, -1, axis=0), w)
    return (np.asarray(labels) > 0).astype(int), np.append(ends[0], ends[1:] - ends[0])


def separable(table):
    labels = 2 * np.asarray(table) - 1
    try:
        rosenblatt.widest_margin(truth_tables.corners(len(labels).bit_length() - 1), labels)
    except ValueError:
        return False
    return True


def compile_truth_table(table):
    if np.any(table):
        return drum_machine.wired(table)
    n = len(table).bit_length() - 1
    return np.zeros((n, 0)), np.zeros(0), np.zeros(0), -0.5
