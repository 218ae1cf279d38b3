"""Right answers to unit 1, written in other ways."""

import itertools

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u01_perceptron import (
    clave_net,
    compile_truth_table,
    gates,
    mistake_bound,
    perceptron,
    perceptron_epoch,
    perceptron_quiz,
    pocket,
    separable,
    signed_distance,
    sse_slope,
    to_zero_one,
    weight_history,
    xor_proof,
    xor_weights,
)

right = right_answers("u01_perceptron")


@variant(perceptron)
def perceptron_loops(X, w):
    labels = []
    for row in X:
        total = w[0]
        for weight, value in zip(w[1:], row, strict=True):
            total += weight * value
        labels.append(1 if total > 0 else -1)
    return labels


@variant(perceptron)
def perceptron_column_of_ones(X, w):
    return 2.0 * (np.column_stack([np.ones(len(X)), X]) @ w > 0) - 1


@variant(signed_distance)
def distance_loops(X, w):
    length = sum(v * v for v in w[1:]) ** 0.5
    return [v / length for v in w[1:]], -w[0] / length, [(w[0] + row @ w[1:]) / length for row in X]


@variant(signed_distance)
def distance_float32(X, w):
    X, w = X.astype(np.float32), w.astype(np.float32)
    normal = w[1:] / np.sqrt(np.einsum("i,i", w[1:], w[1:]))
    offset = -w[0] / np.linalg.norm(w[1:])
    return normal, offset, X @ normal - offset


@variant(perceptron_epoch)
def epoch_by_index(w, X, y):
    w, mistakes = np.array(w), 0
    for i in range(len(X)):
        if (w[0] + X[i] @ w[1:] > 0) != (y[i] == 1):
            w[0] += y[i]
            w[1:] += y[i] * X[i]
            mistakes += 1
    return w, mistakes


@variant(perceptron_epoch)
def epoch_half_the_error(w, X, y):
    ones, mistakes = np.column_stack([np.ones(len(X)), X]), []
    for row, label in zip(ones, y, strict=True):
        error = label - right.perceptron(row[None, 1:], w)[0]
        w = w + error / 2 * row
        mistakes.append(error != 0)
    return w, np.count_nonzero(mistakes)


@variant(mistake_bound)
def bound_by_pythagoras(X, y, w):
    radius = np.sqrt(1 + (X**2).sum(axis=1).max())
    margin = np.abs(w[0] + X @ w[1:]).min() / np.sqrt(w @ w)
    return radius, margin, radius**2 / margin**2


@variant(mistake_bound)
def bound_loops(X, y, w):
    radius = max(np.hypot(1, np.linalg.norm(row)) for row in X)
    unit = np.asarray(w, dtype=np.float32) / np.linalg.norm(w)
    margin = min(label * (unit[0] + row @ unit[1:]) for row, label in zip(X, y, strict=True))
    return float(radius), float(margin), float((radius / margin) ** 2)


@variant(pocket)
def pocket_history(w, X, y, n_epochs):
    history = []
    for _ in range(n_epochs):
        w = epoch_by_index.answer(w, X, y)[0]
        history.append((sum(np.array(perceptron_loops.answer(X, w)) != y), len(history), w))
    return min(history, key=lambda item: item[:2])[2]


@variant(pocket)
def pocket_in_one_array(w, X, y, n_epochs):
    ones, w, best, best_right = np.insert(X, 0, 1, axis=1), w.copy(), None, -1
    for _ in range(n_epochs):
        for row, label in zip(ones, y, strict=True):
            if (row @ w > 0) != (label > 0):
                w += label * row
        right_now = np.sum((ones @ w > 0) == (y > 0))
        if right_now > best_right:
            best, best_right = w.copy(), right_now
    return best


@variant(sse_slope)
def slope_loops(w, X, y, step):
    def sse(w):
        total = 0
        for row, label in zip(X, y, strict=True):
            total += (label - (1 if w[0] + row @ w[1:] > 0 else -1)) ** 2
        return total

    slope = np.zeros_like(w)
    for i in range(len(w)):
        old = w[i]
        w[i] = old + step
        above = sse(w)
        w[i] = old - step
        slope[i] = (above - sse(w)) / (2 * step)
        w[i] = old
    return sse(w), slope


@variant(sse_slope)
def slope_four_per_mistake(w, X, y, step):
    ones = np.column_stack([np.ones(len(X)), X])
    both = w + step * np.stack([np.eye(len(w)), -np.eye(len(w)), np.zeros((len(w),) * 2)])
    wrong = ((both @ ones.T > 0) != (y > 0)).sum(axis=2)
    return 4 * wrong[2, 0], 4 * (wrong[0] - wrong[1]) / (2 * step)


@variant(to_zero_one)
def convert_by_comparison(labels, w):
    new = 2 * w
    new[0] = w[0] - np.sum(w[1:])
    return (labels > 0).astype(int), new


@variant(to_zero_one)
def convert_loops(labels, w):
    return [0.0 if v == -1 else 1.0 for v in labels], [w[0] - sum(w[1:]), *(2 * v for v in w[1:])]


gates_scaled = variant(gates)(
    {"AND": np.array([-15.0, 10, 10]), "OR": np.array([-1.0, 2, 2]), "NOT": np.array([5.0, -10])}
)
gates_uneven = variant(gates)({"AND": (-1.6, 1.1, 1), "OR": (-0.5, 1, 1.2), "NOT": (1, -2)})


@variant(weight_history)
def history_by_epochs(X, y, n_epochs):
    rows = [np.zeros(X.shape[1] + 1)]
    for _ in range(n_epochs):
        rows.append(right.perceptron_epoch(rows[-1], X, y)[0])
    return rows


@variant(weight_history)
def history_in_a_table(X, y, n_epochs):
    history = np.zeros((n_epochs + 1, X.shape[1] + 1))
    for epoch in range(1, n_epochs + 1):
        w = history[epoch]
        w[:] = history[epoch - 1]
        for i in range(len(X)):
            score = w[0] + sum(a * b for a, b in zip(w[1:], X[i], strict=True))
            if (1 if score > 0 else -1) != y[i]:
                w[0] += y[i]
                w[1:] += y[i] * X[i]
    return history


@variant(separable)
def separable_by_linear_programme(table):
    from scipy.optimize import linprog

    rows = list(itertools.product([0, 1], repeat=len(table).bit_length() - 1))
    signed = [[s, *(s * bit for bit in row)] for row, s in zip(rows, 2 * table - 1, strict=True)]
    below = -np.array(signed, dtype=float)
    w = np.zeros(below.shape[1])
    return linprog(w, A_ub=below, b_ub=-np.ones(len(below)), bounds=(None, None)).status == 0


@variant(separable)
def separable_search(table):
    n = int(np.log2(len(table)))
    corners = np.array(list(itertools.product([0, 1], repeat=n)))
    weights = np.array(list(itertools.product(range(-2, 3), repeat=n))).T
    scores = corners @ weights
    on, off = scores[np.array(table) == 1], scores[np.array(table) == 0]
    return not len(on) or not len(off) or bool((on.min(axis=0) > off.max(axis=0)).any())


proof_doubled = variant(xor_proof)((np.array(right.xor_proof[0], dtype=float), np.full(4, 2.0)))
proof_as_lists = variant(xor_proof)([list(map(tuple, right.xor_proof[0])), (0.5, 0.5, 0.5, 0.5)])

xor_or_and_nand = variant(xor_weights)(([[-0.5, 1, 1], [1.5, -1, -1]], [-1.5, 1, 1]))
xor_two_sides = variant(xor_weights)((np.array([[-0.5, 1, -1], [-0.5, -1, 1]]), [-0.5, 1, 1]))


@variant(compile_truth_table)
def compile_with_loops(table):
    n = len(table).bit_length() - 1
    columns, biases = [], []
    for row, output in zip(itertools.product([0, 1], repeat=n), table, strict=True):
        if output:
            columns.append([1.0 if bit else -1.0 for bit in row])
            biases.append(0.5 - sum(row))
    return np.reshape(columns, (-1, n)).T, np.array(biases), np.ones(len(biases)), -0.5


@variant(compile_truth_table)
def compile_one_unit_each_row(table):
    n = int(np.log2(len(table)))
    rows = np.array(list(itertools.product([-1, 1], repeat=n)))
    return rows.T, 0.5 - (rows > 0).sum(axis=1), np.asarray(table, dtype=float), -0.5


clave_three_units = variant(clave_net)(
    ([[-1, -1, 1], [1, 0, -1], [1, 1, -1], [0, -2, 2]], [0.5, 1.5, 0.5], [1, 1, 1], -2.5)
)
clave_two_units_as_lists = variant(clave_net)(
    ([[2, -4], [-2, 2], [-2, 4], [4, -6]], [1.0, 3.0], [2.0, 2.0], np.array(-3.0))
)

quiz_capitals = variant(perceptron_quiz)({k: v.upper() for k, v in right.perceptron_quiz.items()})
quiz_spaces = variant(perceptron_quiz)({k: f" {v} " for k, v in right.perceptron_quiz.items()})
