"""Perceptron and Boolean nets. Rows of X are samples; w[0] is the bias, the weight of x0 = 1."""

import numpy as np

from dlaudio.datasets.truth_tables import XOR, corners, score, shaken_corners
from dlaudio.generation.drum_machine import clicks, steps_of

from ..assessment.base import exercise
from ..assessment.compare import as_it_came, at_least, close
from ..assessment.probe import call_and_look, each
from ..assessment.quiz import choices, no_inputs, quiz
from .cases.lines import (
    bound_cases,
    epoch_cases,
    history_cases,
    label_cases,
    perceptron_cases,
    plane_cases,
    slope_cases,
)
from .cases.tables import one_of_each_kind, table_cases
from .cases.words import bundled_word_cases, word_cases

RULE = ("dlaudio.networks.perceptron",)  # the package's own, which is what these ask for

# ---- the perceptron ----------------------------------------------------------------------------


@exercise(points=2, cases=perceptron_cases)
def perceptron(answer, X, w, X_at_score_0, w_at_score_0):
    """Labels -1 or +1, an array (N,), of random rows and of rows among which some score 0."""
    return {
        "labels": lambda: answer(X, w),
        "labels_at_score_0": lambda: answer(X_at_score_0, w_at_score_0),
    }


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


@exercise(points=3, cases=plane_cases)
def signed_distance(answer, X, w):
    """The normal (D,), the offset, a number, and the distances (N,)."""
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


@exercise(
    points=2,
    cases=epoch_cases,
    forbid=RULE,
    compare={"w_of_the_caller": as_it_came},
    only_with={"w_of_the_caller": ("w", "mistakes")},
)
def perceptron_epoch(answer, w, X, y):
    """One pass over the rows: an array (D + 1,), a count of mistakes, and the w that was given."""
    (new, mistakes), (given, *_) = call_and_look(answer, w, X, y)
    return {"w": new, "mistakes": mistakes, "w_of_the_caller": given}


@perceptron_epoch.law("an epoch over A and then one over B is an epoch over A and B together")
def _in_two_parts(answer, rng):
    case = [*epoch_cases(rng)][1]
    w, X, y = case["w"], case["X"], case["y"]
    first, some = answer(w, X[:3], y[:3])
    then, more = answer(np.asarray(first), X[3:], y[3:])
    whole, mistakes = answer(w, X, y)
    return np.append(then, some + more), np.append(whole, mistakes)


@exercise(points=2, cases=history_cases, forbid=RULE)
def weight_history(answer, X, y, n_epochs):
    """The weights at zero and after each epoch, an array (n_epochs + 1, D + 1)."""
    return {"history": answer(X, y, n_epochs)}


@exercise(points=3, cases=bound_cases, forbid=RULE)
def mistake_bound(answer, X, y, w):
    """The longest sample, the margin and the most mistakes: three numbers."""
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
    forbid=RULE,
    visible=bundled_word_cases,
    compare={
        "held_out": at_least(0.75, "words by new speakers right"),
        "w_of_the_caller": as_it_came,
    },
    only_with={"w_of_the_caller": ("w",)},
)
def pocket(answer, w, X, y, n_epochs, new_voices):
    """The best weights of all epochs, an array (3,); new speakers are then labelled by them."""
    best, (given, *_) = call_and_look(answer, w, X, y, n_epochs)
    best = np.array(best, dtype=float)
    return {
        "w": best,
        "w_of_the_caller": given,
        "held_out": lambda: np.where(score(new_voices, best) > 0, 1, -1),
    }


# ---- the step has no slope ---------------------------------------------------------------------


@exercise(points=2, cases=slope_cases)
def sse_slope(answer, w, X, y, step):
    """The squared error, a number, and its slope for each weight, an array (D + 1,)."""
    error, slope = answer(w, X, y, step)
    return {"sse": error, "slope": slope}


# ---- two label sets ----------------------------------------------------------------------------


@exercise(points=2, cases=label_cases)
def to_zero_one(answer, labels, w):
    """Labels 0 and 1, an array (N,), and weights (D + 1,) for inputs 0 and 1."""
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
    """A dictionary of weights; each gate is asked at its corners, all inputs off by the noise."""
    two, one = shaken_corners(2, noise)[0], shaken_corners(1, noise)[0]
    return {
        "AND": lambda: (score(two, answer["AND"]) > 0).astype(int),
        "OR": lambda: (score(two, answer["OR"]) > 0).astype(int),
        "NOT": lambda: (score(one, answer["NOT"]) > 0).astype(int),
    }


@exercise(points=3, cases=table_cases, forbid=RULE)
def separable(answer, tables):
    """Whether one perceptron computes a table of 4 or 8 outputs: True or False."""
    return {"verdicts": _verdicts(answer, tables)}


def _verdicts(answer, tables):
    return [bool(verdict) for verdict in each(answer, tables)]


@separable.law("a function and its opposite are both separable or both not")
def _opposite(answer, rng):
    tables = one_of_each_kind(rng)
    return _verdicts(answer, tables), _verdicts(answer, 1 - tables)


@separable.law("turning the last input around (0 for 1) changes nothing")
def _turned(answer, rng):
    tables = one_of_each_kind(rng)
    return _verdicts(answer, tables), _verdicts(answer, tables[:, [1, 0, 3, 2, 5, 4, 7, 6]])


# ---- XOR ---------------------------------------------------------------------------------------


@exercise(points=2, cases=no_inputs, secret=True)
def xor_proof(answer):
    """Four rows of three numbers, and four multipliers with which they contradict each other."""
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
    """Two rows of three weights and one row of three; asked at the corners, exact and noisy."""
    hidden, output = answer
    hidden = np.asarray(hidden, dtype=float)
    if hidden.shape != (2, 3):
        raise ValueError(f"needs hidden weights of shape (2, 3), got {hidden.shape}")

    def net(X, hidden=hidden, output=output):
        return (score(np.stack([score(X, w) > 0 for w in hidden], 1) * 1.0, output) > 0) * 1

    right, turned = (net(corners(2)) == XOR).all(), (np.roll(hidden, 1, axis=1), np.roll(output, 1))
    if not right and (net(corners(2), *turned) == XOR).all():
        raise ValueError("puts the bias last; here it is the first weight: [w0, w1, w2]")
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
    """The arrays W (n, K), b (K,), v (K,) and the number c of a net for each table."""
    n = int(np.log2(tables.shape[1]))
    return {"outputs": np.stack([steps_of(net, n) for net in each(answer, tables)])}


CLAVE = clicks("x..x...x..x.x...")


@exercise(points=3, cases=no_inputs)
def clave_net(answer):
    """W (4, K), b (K,), v (K,) and the number c; few hidden units count only if it plays right."""
    W, b, v, c = (np.asarray(part, dtype=float) for part in answer)
    if W.ndim != 2 or W.shape[0] != 4 or b.shape != W.shape[1:] or v.shape != b.shape or c.ndim:
        raise ValueError(
            "needs W (4, K) with a column for each hidden unit, b (K,), v (K,) and a number c, "
            f"got the shapes {W.shape}, {b.shape}, {v.shape} and {c.shape}"
        )
    played = steps_of((W, b, v, c))
    right = np.array_equal(played, CLAVE)
    return {
        "plays": played,
        "right_with_four_or_fewer": right and len(b) <= 4,
        "right_with_three_or_fewer": right and len(b) <= 3,
    }


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=5, asks="weight bias bound restless credit")
def perceptron_quiz(answer):
    """Five questions on the unit: a dict of letters."""
    return choices(answer, perceptron_quiz.choices)
