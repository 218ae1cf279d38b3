"""Rosenblatt's rule, step by step and against other solvers."""

import numpy as np
import pytest
from scipy.optimize import linprog, minimize

from dlaudio.networks.perceptron import follow, one_number, train, widest_margin, wrong_of


def clouds(seed: int, n: int = 30, d: int = 2):
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(n, d)), rng.normal(size=d + 1)
    y = np.where(w[0] + X @ w[1:] > 0, 1, -1)
    return X + 0.2 * y[:, None] * w[1:] / np.linalg.norm(w[1:]), y


def one_by_one(w, X, y):
    mistakes = 0
    for x, label in zip(X, y, strict=True):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != label:
            w = w + label * np.array([1, *x])
            mistakes += 1
    return w, mistakes


def test_a_score_of_exactly_0_belongs_to_minus_1():
    for label, moved in [(-1, False), (1, True)]:
        w, wrong = train(np.array([[2.0]]), np.array([label]), n_epochs=1)
        assert wrong.tolist() == [[moved]] and w.tolist() == ([1.0, 2.0] if moved else [0.0, 0.0])


@pytest.mark.parametrize("seed", range(4))
def test_following_row_by_row_meets_the_mistakes_of_training(seed):
    X, y = clouds(seed)
    path, wrong = follow(one_by_one, X, y)
    w, story = train(X, y, n_epochs=200)
    assert np.array_equal(wrong, story) and len(path) == 1 + wrong.sum()
    assert path[-1] == pytest.approx(w) and not path[0].any() and wrong_of(w, X, y) == 0


def test_following_stops_where_it_is_told_to():
    X, y = np.array([[1.0], [1.0]]), np.array([1, -1])
    assert len(follow(one_by_one, X, y, n_epochs=3)[1]) == 3


@pytest.mark.parametrize("seed", range(4))
def test_the_widest_margin_is_that_of_a_general_solver(seed):
    X, y = clouds(seed, d=3)
    signed = y[:, None] * np.insert(X, 0, 1, axis=1)
    w = widest_margin(X, y)
    start = linprog(np.zeros(4), A_ub=-signed, b_ub=-np.ones(len(y)), bounds=(None, None)).x
    other = minimize(
        lambda v: v @ v,
        start,
        jac=lambda v: 2 * v,
        constraints={"type": "ineq", "fun": lambda v: signed @ v - 1, "jac": lambda v: signed},
    ).x
    assert np.linalg.norm(w) == pytest.approx(1)
    assert (signed @ w).min() == pytest.approx(1 / np.linalg.norm(other), rel=1e-4)


def test_two_kinds_without_a_line_have_no_margin():
    with pytest.raises(ValueError, match="tell apart"):
        widest_margin([[0, 0], [0, 1], [1, 0], [1, 1]], np.array([-1, 1, 1, -1]))


def test_the_best_rule_on_one_number_finds_the_column_the_cut_and_the_direction():
    X = np.array([[5.0, 9], [1, 7], [4, 2], [2, 4], [3, 8]])
    w = one_number(X, np.array([-1, -1, 1, 1, -1]))
    assert w.tolist() == [5.5, 0, -1] and wrong_of(w, X, [-1, -1, 1, 1, -1]) == 0
    assert wrong_of(w, X, [1, -1, 1, 1, -1]) == 1
