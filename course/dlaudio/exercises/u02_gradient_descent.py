"""Losses and gradient descent. Rows of X are samples; w has one weight a column; b is the bias."""

import numpy as np

from dlaudio.descent import valleys

from ..assessment.base import exercise
from ..assessment.compare import at_least, at_most, close, in_words
from ..assessment.quiz import choices, no_inputs, quiz
from .cases.asked import GOAL, asked_at_most, cross_entropy, few_level_cases, level_cases
from .cases.bands import bundled_kind_cases, kind_cases
from .cases.batches import compared, coverage, index_arrays, joined, mixing
from .cases.cut_off import uncut
from .cases.samples import (
    batch_cases,
    bowl_cases,
    class_cases,
    closed_form_cases,
    curvature_cases,
    far_rows,
    line_cases,
    race_cases,
    score_cases,
    sse_cases,
    unit_cases,
    yes_no_cases,
)
from .cases.scaling import UNDONE, left_over, remembered
from .cases.slopes import both_sides, nearly, weights, weights_sides

# The package's own: here it is what is to be written.
READY = ("dlaudio.layers", "dlaudio.losses", "dlaudio.train", "dlaudio.networks", "scipy")
READY += ("dlaudio.descent", "sklearn")


@exercise(
    points=3,
    cases=unit_cases,
    compare={"linear_at_1000": uncut},
    forbid=READY,
    made="linear_at_1000, sigmoid_at_1000 = units(X_far, np.array([1.0]), 0.0)[1:]",
)
def units(answer, X, w, b, X_far):
    """The answers (N,) of a step, a linear and a sigmoid unit to the rows of X (N, D)."""
    step, linear, sigmoid = answer(X, w, b)
    far = answer(X_far, np.array([1.0]), 0.0)
    near = {"step": step, "linear": linear, "sigmoid": sigmoid}
    return near | {"linear_at_1000": lambda: far[1], "sigmoid_at_1000": lambda: far[2]}


@units.law("turning the signs of w and b round turns the sigmoid into 1 minus itself")
def _mirrored(answer, rng):
    X, w, b = rng.normal(size=(5, 3)), rng.normal(size=3), 0.7
    return answer(X, -w, -b)[2], 1 - np.asarray(answer(X, w, b)[2])


@exercise(points=2, cases=sse_cases, forbid=READY)
def sse(answer, y, y_hat):
    """The sum of squared errors, a number, and its gradient (N,) at the predictions (N,)."""
    loss, dy_hat = answer(y, y_hat)
    return {"loss": loss, "dy_hat": dy_hat}


@sse.law("a small step along any direction changes the loss as dy_hat says", compare=nearly)
def _sse_slope(answer, rng):
    y, y_hat = rng.normal(size=(2, 6))
    return both_sides(lambda p: answer(y, p)[0], y_hat, answer(y, y_hat)[1], rng)


@exercise(points=3, cases=bowl_cases, forbid=READY, made="f_grad = valleys.bent(A)")
def gradient_descent(answer, A, w0, lr, n):
    """All places (n + 1, D) of n steps against the gradient from w0 (D,)."""
    return {"path": answer(valleys.bent(A), w0, lr, n)}


@gradient_descent.law("3 steps and then 2 steps from there end where 5 steps end")
def _in_two_walks(answer, rng):
    f_grad, w0 = valleys.bent(valleys.quadratic(rng, 3)), rng.normal(size=3)
    there = answer(f_grad, w0, 0.2, 3)[-1]
    return answer(f_grad, there, 0.2, 2)[-1], answer(f_grad, w0, 0.2, 5)[-1]


@exercise(points=3, cases=line_cases, forbid=READY)
def regression_gradient(answer, X, y, w, b):
    """The mean squared error, a number, and its slopes in w, (D,), and in b, a number."""
    loss, dw, db = answer(X, y, w, b)
    return {"loss": loss, "dw": dw, "db": db}


@regression_gradient.law("the gradient of all samples is the mean of the gradients of each of them")
def _mean_of_samples(answer, rng):
    case = next(line_cases(rng))
    X, y, w, b = case["X"], case["y"], case["w"], case["b"]
    alone = [np.append(*answer(X[i : i + 1], y[i : i + 1], w, b)[1:]) for i in range(len(y))]
    return np.append(*answer(X, y, w, b)[1:]), np.mean(alone, axis=0)


@regression_gradient.law(
    "a small step along any direction changes the loss as the gradient says", compare=nearly
)
def _regression_slope(answer, rng):
    case = next(line_cases(rng))
    X, y, w, b = case["X"], case["y"], case["w"], case["b"]
    return weights_sides(lambda w, b: answer(X, y, w, b), w, b, rng)


six_digits = {name: close(1e-6) for name in ("closed", "descended")}


@exercise(points=4, cases=closed_form_cases, compare=six_digits, forbid=READY)
def linear_regression(answer, X, y, lr, n):
    """(w, b) of the least squares line twice: in closed form, and after n steps from zeros."""
    closed, descended = answer(X, y, lr, n)
    return {"closed": lambda: weights(closed), "descended": lambda: weights(descended)}


@linear_regression.law("after many small steps both ways agree to six digits", compare=close(1e-6))
def _both_ways(answer, rng):
    X, y = rng.normal(size=(40, 2)) + 0.3, rng.normal(size=40) + 1.5
    closed, descended = answer(X, y, 0.2, 700)
    return weights(descended), weights(closed)


@exercise(points=2, cases=curvature_cases)
def learning_rates(answer, A):
    """The largest stable rate and the best one, two numbers, for the curvature A (D, D)."""
    largest, best = answer(A)
    return {"largest": largest, "best": best}


@learning_rates.law("with the largest rate, the steepest direction is thrown across the valley")
def _thrown_across(answer, rng):
    A = valleys.quadratic(rng, 4)
    steepest = np.linalg.eigh(A)[1][:, -1]
    return steepest - answer(A)[0] * A @ steepest, -steepest


@learning_rates.law("with the best rate, the steepest and the flattest direction shrink alike")
def _shrink_alike(answer, rng):
    A = valleys.quadratic(rng, 4)
    curvatures = np.linalg.eigvalsh(A)
    return abs(1 - answer(A)[1] * curvatures[0]), abs(1 - answer(A)[1] * curvatures[-1])


@exercise(points=3, cases=no_inputs)
def starts(answer):
    """Three numbers: where a descent starts to end in the worse valley, the better one, or none."""
    names = ("worse", "better", "lost")
    return {name: lambda name=name: valleys.outcome(answer[name]) for name in names}


@exercise(
    points=3,
    cases=batch_cases,
    forbid=READY,
    only_with=dict.fromkeys(("sizes", "order", "repeatable", "renewed"), ("covered",)),
)
def minibatches(answer, n, batch_size, seed):
    """A list of arrays of row numbers: a shuffled epoch of n rows in batches."""
    first, again, other = (
        index_arrays(answer(n, batch_size, np.random.default_rng(s)))
        for s in (seed, seed, seed + 1)
    )
    everything = joined(first, n, batch_size)
    return {
        "sizes": [len(batch) for batch in first],
        "covered": lambda: coverage(everything, n),
        "order": lambda: mixing(first, n),
        "repeatable": f"{compared(everything, again)} from an equal rng",
        "renewed": f"{compared(everything, other)} from another rng",
    }


@minibatches.law("the batches together hold the rows 0 to n - 1")
def _all_rows(answer, rng):
    return np.sort(np.concatenate(index_arrays(answer(47, 10, rng)))), np.arange(47)


@exercise(
    points=4,
    cases=yes_no_cases,
    forbid=READY,
    made="rows = np.array([[far], [far], [-far]]); "
    "loss_at_1000 = logistic_loss(rows, np.array([1, 0, 1]), np.array([1.0]), 0.0)[0]",
)
def logistic_loss(answer, X, y, w, b, far):
    """The mean cross entropy of a sigmoid unit, a number, and its slopes in w (D,) and b."""
    loss, dw, db = answer(X, y, w, b)
    sure = np.array([[far], [far], [-far]])  # right, wrong, and wrong again

    def surely_wrong():
        return answer(sure, np.array([1, 0, 1]), np.array([1.0]), 0.0)[0]

    return {"loss": loss, "dw": dw, "db": db, "loss_at_1000": surely_wrong}


@logistic_loss.law("turning all labels, weights and the bias round changes no loss")
def _other_way_round(answer, rng):
    X, y, w = rng.normal(size=(6, 3)), np.array([0, 1, 1, 0, 0, 0]), rng.normal(size=3)
    return answer(X, 1 - y, -w, -0.4)[0], answer(X, y, w, 0.4)[0]


@logistic_loss.law(
    "a small step along any direction changes the loss as the gradient says", compare=nearly
)
def _logistic_slope(answer, rng):
    case = next(yes_no_cases(rng))
    X, y = case["X"], case["y"]
    return weights_sides(lambda w, b: answer(X, y, w, b), case["w"], case["b"], rng)


@exercise(
    points=4,
    cases=kind_cases,
    visible=bundled_kind_cases,
    compare={"held_out": at_least(0.7, "words by new speakers right")},
    forbid=READY,
)
def train_logistic(answer, X, y, lr, n, X_new):
    """w (D,) and b, a number, after n steps of descent on the mean cross entropy from zeros."""
    w, b = answer(X, y, lr, n)
    w, b = np.asarray(w, dtype=float), float(b)
    return {"w": w, "b": b, "held_out": lambda: (X_new @ w + b > 0).astype(int)}


@exercise(
    points=3,
    cases=level_cases,
    visible=few_level_cases,
    compare={"loss": at_most(GOAL, "nats"), "scaling": in_words(UNDONE)},
    only_with={"scaling": ("loss",)},
    forbid=READY,
)
def twelve_calls(answer, X, y):
    """w (48,) and b for raw levels X (N, 48), found with twelve calls of measure at most."""
    measure, last = remembered(asked_at_most(12, y))
    w, b = answer(X, measure)
    w, b = np.asarray(w, dtype=float), float(b)
    loss = cross_entropy(X, y, w, b)[0]
    return {"loss": loss, "scaling": lambda: UNDONE if loss <= GOAL else left_over(X, last, w, b)}


@exercise(
    points=4,
    cases=class_cases,
    forbid=READY,
    made="rows = np.array([[far, far, 0], [-far, -far - 1, -far], [far, far + 1, far]]); "
    "asked = [(rows[:1], [0]), (rows[:1], [2]), (rows[:2], [0, 1]), (rows[1:], [0, 1]), "
    "(rows[2:], [1])]; "
    "loss_at_1000 = [softmax_cross_entropy(z, np.array(t))[1] for z, t in asked]",
)
def softmax_cross_entropy(answer, logits, target, far):
    """Probabilities (N, C), their mean cross entropy, a number, and its gradient (N, C)."""
    prob, loss, dlogits = answer(logits, target)

    def extremes():
        return [answer(*one)[1] for one in far_rows(far)]

    return {"prob": prob, "loss": loss, "dlogits": dlogits, "loss_at_1000": extremes}


@softmax_cross_entropy.law("adding a number to all logits of a row changes no probability")
def _shift_free(answer, rng):
    logits, target = rng.normal(size=(4, 3)), np.array([0, 2, 1, 1])
    return answer(logits + rng.normal(size=(4, 1)), target)[0], answer(logits, target)[0]


@softmax_cross_entropy.law("a small step changes the loss as dlogits says", compare=nearly)
def _softmax_slope(answer, rng):
    logits, target = rng.normal(size=(4, 3)), np.array([0, 2, 1, 1])
    return both_sides(lambda z: answer(z, target)[1], logits, answer(logits, target)[2], rng)


@exercise(points=3, cases=score_cases, forbid=READY)
def three_losses(answer, score, y):
    """Three pairs, each a mean loss, a number, and its gradient (N,) at the scores (N,)."""
    (l2, dl2), (l1, dl1), (hinge, dhinge) = answer(score, y)
    return {"l2": l2, "dl2": dl2, "l1": l1, "dl1": dl1, "hinge": hinge, "dhinge": dhinge}


@three_losses.law("errors twice as large cost four times as much in L2 and twice as much in L1")
def _twice_as_large(answer, rng):
    y, error = rng.choice([-1, 1], 6), rng.uniform(0.5, 1.5, 6)
    (l2, _), (l1, _), _ = answer(y + error, y)
    (l2_twice, _), (l1_twice, _), _ = answer(y + 2 * error, y)
    return [l2_twice, l1_twice], [4 * l2, 2 * l1]


@exercise(
    points=3,
    cases=race_cases,
    forbid=READY,
    only_with={"calls": ("guessed", "walked")},
    made="f, f_grad = valleys.wavy(A), valleys.bent(A)",
)
def race(answer, A, start, lr, proposals):
    """The best of K proposals and where K steps lead, (D,) each, by K calls of f and f_grad."""
    calls = {"f": 0, "f_grad": 0}

    def f(w):
        calls["f"] += 1
        return valleys.wavy(A)(w)

    def f_grad(w):
        calls["f_grad"] += 1
        return valleys.bent(A)(w)

    guessed, walked = answer(f, f_grad, start, lr, proposals)
    return {"guessed": guessed, "walked": walked, "calls": [calls["f"], calls["f_grad"]]}


@race.law("the order of the proposals does not matter")
def _any_order(answer, rng):
    proposals, f = rng.normal(size=(8, 2)), lambda w: float(w @ w)
    one = answer(f, lambda w: 2 * w, np.ones(2), 0.1, proposals)[0]
    return one, answer(f, lambda w: 2 * w, np.ones(2), 0.1, proposals[::-1].copy())[0]


@quiz(points=7, asks="stuck sigmoid surface words noise likelihood linear")
def descent_quiz(answer):
    """A dictionary with a letter for each of seven questions."""
    return choices(answer, descent_quiz.choices)
