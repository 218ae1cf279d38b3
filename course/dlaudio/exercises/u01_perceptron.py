"""Perceptron and Boolean nets. Rows of X are samples; w[0] is the bias, the weight of x0 = 1."""

import numpy as np

from dlaudio.datasets.truth_tables import XOR, corners, score, shaken_corners

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.probe import each
from ..assessment.quiz import choices, no_inputs, quiz
from .cases.words import bundled_word_cases, word_cases

# ---- the perceptron ----------------------------------------------------------------------------


def perceptron_cases(rng):
    for n, d in [(5, 2), (7, 3), (1, 4), (6, 1)]:
        w = np.round(rng.normal(size=d + 1), 2)
        on = rng.integers(-3, 4, (4, d)).astype(float)
        whole = rng.integers(1, 4, d + 1).astype(float) * rng.choice([-1.0, 1.0], d + 1)
        # integer weights, and a row moved along x1 until its score is exactly 0
        whole[1] = 1.0
        on[0, 0] -= whole[0] + on[0] @ whole[1:]
        on[1, 0] -= whole[0] + on[1] @ whole[1:] - 2.0
        yield {"X": np.round(rng.normal(size=(n, d)), 2), "w": w, "X_whole": on, "w_whole": whole}


@exercise(points=2, cases=perceptron_cases)
def perceptron(answer, X, w, X_whole, w_whole):
    return {"labels": lambda: answer(X, w), "boundary": lambda: answer(X_whole, w_whole)}


@perceptron.law("multiplying all weights by 7 changes no label")
def _scale_free(answer, rng):
    X, w = rng.normal(size=(6, 3)), rng.normal(size=4)
    return answer(X, w), answer(X, 7 * w)


@perceptron.law("moving all points and the line together changes no label")
def _shift(answer, rng):
    X, w = rng.normal(size=(20, 2)), np.array([0.3, 1.0, -1.0])
    moved = w - np.array([w[1:] @ [2.0, -3.0], 0, 0])
    return answer(X, w), answer(X + [2.0, -3.0], moved)


# ---- the hyperplane ----------------------------------------------------------------------------


def plane_cases(rng):
    for n, d in [(5, 2), (4, 3), (1, 5), (6, 1)]:
        X, w = rng.normal(size=(n, d)), rng.normal(size=d + 1) * 3
        # one point is surely on the negative side, five lengths of w behind the line
        X[0] -= (5 + (w[0] + X[0] @ w[1:]) / (w[1:] @ w[1:])) * w[1:]
        yield {"X": X, "w": w}


@exercise(points=3, cases=plane_cases)
def signed_distance(answer, X, w):
    normal, offset, distance = answer(X, w)
    return {"normal": normal, "offset": offset, "distance": distance}


@signed_distance.law("a point moved by 2 along the normal gains 2 of distance")
def _along_the_normal(answer, rng):
    X, w = rng.normal(size=(5, 3)), rng.normal(size=4)
    normal, _, distance = answer(X, w)
    return answer(X + 2 * np.asarray(normal), w)[2], np.asarray(distance) + 2


@signed_distance.law(
    "the point offset * normal lies on the plane, at distance 0", compare=close(size=1.0)
)
def _foot(answer, rng):
    w = rng.normal(size=4)
    normal, offset, _ = answer(np.zeros((1, 3)), w)
    foot = np.asarray(normal).reshape(1, 3) * offset
    return answer(foot, w)[2], np.zeros(1)


# ---- the perceptron rule -----------------------------------------------------------------------


def epoch_cases(rng):
    for n, d in [(8, 2), (12, 3), (1, 2), (9, 1)]:
        w = rng.normal(size=d + 1)
        X = rng.normal(size=(n, d))
        # one label in three is against the weights, so that some rows are mistakes and some not
        y = np.where(w[0] + X @ w[1:] > 0, 1, -1) * np.where(np.arange(n) % 3 == 0, -1, 1)
        yield {"w": w, "X": X, "y": y}


@exercise(points=2, cases=epoch_cases)
def perceptron_epoch(answer, w, X, y):
    new, mistakes = answer(w, X, y)
    return {"w": new, "mistakes": mistakes}


@perceptron_epoch.law("an epoch over A and then one over B is an epoch over A and B together")
def _in_two_parts(answer, rng):
    w, X, y = (case := next(epoch_cases(rng)))["w"], case["X"], case["y"]
    first, some = answer(w, X[:3], y[:3])
    then, more = answer(first, X[3:], y[3:])
    whole, mistakes = answer(w, X, y)
    return np.append(then, some + more), np.append(whole, mistakes)


def bound_cases(rng):
    for n, d in [(6, 2), (9, 3), (1, 2), (5, 1)]:
        w, X = rng.normal(size=d + 1) * 2, rng.normal(size=(n, d)) * 2
        side = np.where(score(X, w) > 0, 1, -1)
        # A sample on the line would make the margin a matter of rounding.
        away = 0.1 * w[1:] / np.linalg.norm(w[1:])
        yield {"X": X + side[:, None] * away, "y": side, "w": w}


@exercise(points=3, cases=bound_cases)
def mistake_bound(answer, X, y, w):
    radius, margin, bound = answer(X, y, w)
    return {"radius": radius, "margin": margin, "bound": bound}


@mistake_bound.law("multiplying all weights by 5 changes no bound")
def _bound_scale(answer, rng):
    case = next(bound_cases(rng))
    X, y, w = case["X"], case["y"], case["w"]
    return answer(X, y, w)[2], answer(X, y, 5 * w)[2]


# ---- two spoken words --------------------------------------------------------------------------


@exercise(
    points=3,
    cases=word_cases,
    visible=bundled_word_cases,
    compare={"held_out": at_least(0.75, "words by new speakers right")},
)
def pocket(answer, w, X, y, n_epochs, X_new):
    best = np.asarray(answer(w, X, y, n_epochs), dtype=float)
    return {"w": best, "held_out": lambda: np.where(score(X_new, best) > 0, 1, -1)}


# ---- the step has no slope ---------------------------------------------------------------------


def slope_cases(rng):
    for n, d, step in [(7, 2, 1e-6), (9, 2, 0.8), (12, 3, 0.5), (1, 2, 3.0)]:
        w, X = rng.normal(size=d + 1), rng.normal(size=(n, d))
        yield {"w": w, "X": X, "y": rng.choice([-1, 1], n), "step": step}


@exercise(points=2, cases=slope_cases)
def sse_slope(answer, w, X, y, step):
    error, slope = answer(w, X, y, step)
    return {"sse": error, "slope": slope}


# ---- two label sets ----------------------------------------------------------------------------


def label_cases(rng):
    for n, d in [(6, 2), (1, 3), (5, 4)]:
        yield {"labels": rng.permuted(np.arange(n) % 2) * 2 - 1, "w": rng.normal(size=d + 1)}


@exercise(points=2, cases=label_cases)
def to_zero_one(answer, labels, w):
    new_labels, new_w = answer(labels, w)
    return {"labels": new_labels, "w": new_w}


@to_zero_one.law("the converted weights give converted inputs the score they had before")
def _same_score(answer, rng):
    x, w = rng.choice([-1, 1], 4), rng.normal(size=5)
    zero_one, new = answer(x, w)
    return new[0] + np.dot(zero_one, np.asarray(new)[1:]), w[0] + x @ w[1:]


# ---- Boolean functions -------------------------------------------------------------------------


def gate_cases(rng):
    yield {"noise": 0.2}


@exercise(points=3, cases=gate_cases)
def gates(answer, noise):
    two, one = shaken_corners(2, noise)[0], shaken_corners(1, noise)[0]
    return {
        "AND": lambda: (score(two, answer["AND"]) > 0).astype(int),
        "OR": lambda: (score(two, answer["OR"]) > 0).astype(int),
        "NOT": lambda: (score(one, answer["NOT"]) > 0).astype(int),
    }


def table_cases(rng):
    yield {"tables": rng.permutation(corners(4))}


@exercise(points=2, cases=table_cases)
def separable(answer, tables):
    return {"verdicts": _verdicts(answer, tables)}


def _verdicts(answer, tables):
    return [bool(verdict) for verdict in each(answer, tables)]


@separable.law("a function and its opposite are both separable or both not")
def _opposite(answer, rng):
    tables = corners(4)
    return _verdicts(answer, tables), _verdicts(answer, 1 - tables)


@separable.law("turning one input around (0 for 1) changes nothing")
def _turned(answer, rng):
    tables = corners(4)
    return _verdicts(answer, tables), _verdicts(answer, tables[:, [1, 0, 3, 2]])


# ---- XOR ---------------------------------------------------------------------------------------


@exercise(points=2, cases=no_inputs, secret=True)
def xor_proof(answer):
    if len(answer) != 2:
        raise ValueError(f"needs a pair (rows, multipliers), got {len(answer)} things")
    rows, multipliers = (np.asarray(item, dtype=float) for item in answer)
    if rows.shape != (4, 3) or multipliers.shape != (4,):
        raise ValueError(
            "needs rows of shape (4, 3) and multipliers of shape (4,), "
            f"got {rows.shape} and {multipliers.shape}"
        )
    signed = np.where(XOR == 1, 1, -1)[:, None] * np.insert(corners(2), 0, 1, axis=1)
    contradiction = [
        (multipliers >= 0).all(),
        (multipliers[XOR == 1] > 0).any(),
        np.allclose(multipliers @ signed, 0),
    ]
    places = ("row_for_00", "row_for_01", "row_for_10", "row_for_11")
    return dict(zip(places, rows, strict=True)) | {"contradiction": np.array(contradiction)}


def xor_cases(rng):
    yield {"noise": 0.1}


@exercise(points=2, cases=xor_cases)
def xor_weights(answer, noise):
    hidden, output = answer
    hidden = np.asarray(hidden, dtype=float)
    if hidden.shape != (2, 3):
        raise ValueError(f"needs hidden weights of shape (2, 3), got {hidden.shape}")

    def net(X):
        return (score((np.stack([score(X, w) for w in hidden], 1) > 0) * 1.0, output) > 0) * 1

    return {"corners": lambda: net(corners(2)), "noisy": lambda: net(shaken_corners(2, noise)[0])}


def compile_cases(rng):
    # small ones first: a case that fails is shown, and these can be pasted
    yield {"tables": corners(2)}
    yield {"tables": corners(4)}
    yield {"tables": rng.permutation(corners(8))[:24]}
    for n in (4, 5):
        yield {"tables": rng.integers(0, 2, (4, 2**n))}


@exercise(points=4, cases=compile_cases)
def compile_truth_table(answer, tables):
    n = int(np.log2(tables.shape[1]))

    def net(weights):
        W, b, v, c = (np.asarray(item, dtype=float) for item in weights)
        hidden = ((corners(n) @ W + b) > 0).astype(float)
        return ((hidden @ v + c) > 0).astype(int)

    return {"outputs": np.stack([net(weights) for weights in each(answer, tables)])}


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=5, asks="year weight axon bias credit")
def perceptron_quiz(answer):
    return choices(answer, perceptron_quiz.choices)
