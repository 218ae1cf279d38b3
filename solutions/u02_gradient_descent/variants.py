"""Right answers to unit 2, written in other ways."""

import math

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u02_gradient_descent import (
    descent_quiz,
    gradient_descent,
    learning_rates,
    linear_regression,
    logistic_loss,
    minibatches,
    race,
    regression_gradient,
    softmax_cross_entropy,
    sse,
    starts,
    three_losses,
    train_logistic,
    twelve_calls,
    units,
)

right = right_answers("u02_gradient_descent")


@variant(units)
def units_loops(X, w, b):
    z = [sum(v * x for v, x in zip(w, row, strict=True)) + b for row in X]
    sigmoid = [1 / (1 + math.exp(-s)) if s > -700 else 0.0 for s in z]
    return [s > 0 for s in z], z, sigmoid


@variant(units)
def units_naive_but_right(X, w, b):
    z = (np.asarray(X, np.float32) @ np.asarray(w, np.float32) + b).astype(np.float32)
    return np.where(z > 0, 1.0, 0.0), z, 1 / (1 + np.exp(-z))


@variant(units)
def units_by_tanh(X, w, b):
    z = np.einsum("nd,d->n", X, w) + b
    return np.heaviside(z, 0), z, (1 + np.tanh(z / 2)) / 2


@variant(sse)
def sse_loops(y, y_hat):
    total, slopes = 0.0, []
    for wanted, got in zip(y, y_hat, strict=True):
        total += (got - wanted) ** 2
        slopes.append(2 * (got - wanted))
    return total, slopes


@variant(sse)
def sse_inner_product(y, y_hat):
    error = (y - y_hat).astype(np.float32)
    return error @ error, -2 * error


@variant(gradient_descent)
def descent_in_place(f_grad, w0, lr, n):
    path = np.zeros((n + 1, len(w0)))
    path[0] = w0
    for k in range(n):
        w0 -= lr * f_grad(w0)
        path[k + 1] = w0
    return path


@variant(gradient_descent)
def descent_recursive(f_grad, w0, lr, n):
    if n == 0:
        return [list(w0)]
    step = [w - lr * g for w, g in zip(w0, f_grad(w0), strict=True)]
    return [list(w0), *descent_recursive.answer(f_grad, np.array(step), lr, n - 1)]


@variant(regression_gradient)
def regression_loops(X, y, w, b):
    loss, dw, db = 0.0, np.zeros(len(w)), 0.0
    for row, wanted in zip(X, y, strict=True):
        error = row @ w + b - wanted
        loss += error**2 / len(y)
        dw += 2 * error * row / len(y)
        db += 2 * error / len(y)
    return loss, dw, db


@variant(regression_gradient)
def regression_with_ones(X, y, w, b):
    ones = np.insert(X, 0, 1, axis=1)
    error = y - ones @ np.insert(w, 0, b)
    gradient = -2 / len(y) * np.einsum("nd,n->d", ones, error)
    return error @ error / len(y), gradient[1:], gradient[0]


@variant(linear_regression)
def regression_lstsq(X, y, lr, n):
    ones = np.insert(X, 0, 1, axis=1)
    closed = np.linalg.lstsq(ones, y, rcond=None)[0]
    both = np.zeros(len(closed))
    for _ in range(n):
        both -= lr * 2 * ones.T @ (ones @ both - y) / len(y)
    return [closed[1:], closed[0]], [both[1:], both[0]]


@variant(linear_regression)
def regression_centred(X, y, lr, n):
    middle = X.mean(axis=0)
    w = np.linalg.pinv(X - middle) @ (y - y.mean())
    path = right.gradient_descent(
        lambda v: np.append(*right.regression_gradient(X, y, v[:-1], v[-1])[1:]),
        np.zeros(X.shape[1] + 1),
        lr,
        n,
    )
    return (w, y.mean() - middle @ w), (path[-1, :-1], path[-1, -1])


@variant(learning_rates)
def rates_by_eig(A):
    curvatures = np.sort(np.linalg.eig(A)[0].real)
    return 2 / curvatures[-1], 2 / (curvatures[0] + curvatures[-1])


@variant(learning_rates)
def rates_by_norms(A):
    steepest, flattest = np.linalg.norm(A, 2), 1 / np.linalg.norm(np.linalg.inv(A), 2)
    return np.float32(2 / steepest), np.float32(2 / (steepest + flattest))


starts_near = variant(starts)({"worse": 0.4, "better": 0.2, "lost": -15})
starts_as_arrays = variant(starts)(
    {"worse": np.float32(1.5), "better": np.array(-1.0), "lost": 1e3}
)


@variant(race)
def race_loops(f, f_grad, start, lr, proposals):
    best, lowest = None, np.inf
    for w in proposals:
        if (height := f(w)) < lowest:
            best, lowest = w, height
    for _ in range(len(proposals)):
        start -= lr * f_grad(start)
    return best, start


@variant(race)
def race_by_key(f, f_grad, start, lr, proposals):
    return min(proposals, key=f), right.gradient_descent(f_grad, start, lr, len(proposals))[-1]


@variant(minibatches)
def batches_split(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return np.split(order, range(batch_size, n, batch_size))


@variant(minibatches)
def batches_of_lists(n, batch_size, rng):
    left, found = np.argsort(rng.random(n)).tolist(), []
    while left:
        found.append(left[:batch_size])
        left = left[batch_size:]
    return tuple(found)


@variant(logistic_loss)
def logistic_loops(X, y, w, b):
    loss, dw, db = 0.0, np.zeros(len(w)), 0.0
    for row, wanted in zip(X, y, strict=True):
        z = float(row @ w + b)
        loss += max(z, 0) - wanted * z + math.log1p(math.exp(-abs(z)))
        error = (1 + math.tanh(z / 2)) / 2 - wanted
        dw, db = dw + error * row, db + error
    return loss / len(y), dw / len(y), db / len(y)


@variant(logistic_loss)
def logistic_signed(X, y, w, b):
    sign = 2 * y - 1
    score = sign * (X @ w + b)
    error = -sign * np.exp(-np.logaddexp(0, score)) / len(y)
    return np.logaddexp(0, -score).mean(), error @ X, np.sum(error)


@variant(softmax_cross_entropy)
def softmax_loops(logits, target):
    prob, loss, dlogits = [], 0.0, []
    for row, wanted in zip(logits, target, strict=True):
        top = max(row)
        total = sum(math.exp(z - top) for z in row)
        prob.append([math.exp(z - top) / total for z in row])
        loss += math.log(total) + top - row[wanted]
        dlogits.append([p - (k == wanted) for k, p in enumerate(prob[-1])])
    return prob, loss / len(target), np.array(dlogits) / len(target)


@variant(softmax_cross_entropy)
def softmax_one_hot(logits, target):
    logits = logits.astype(np.float32)
    wanted = np.eye(logits.shape[1], dtype=np.float32)[target]
    total = np.logaddexp.reduce(logits, axis=1, keepdims=True)
    prob = np.exp(logits - total)
    loss = -np.einsum("nc,nc->", wanted, logits - total) / len(target)
    return prob, loss, (prob - wanted) / len(target)


@variant(three_losses)
def losses_loops(score, y):
    n = len(y)
    pairs = list(zip(score, y, strict=True))
    l2 = sum((s - t) ** 2 for s, t in pairs) / n, [2 * (s - t) / n for s, t in pairs]
    l1 = sum(abs(s - t) for s, t in pairs) / n, [(1 if s > t else -1) / n for s, t in pairs]
    inside = [(s, t) for s, t in pairs if t * s < 1]
    slopes = [-t / n if t * s < 1 else 0.0 for s, t in pairs]
    return l2, l1, (sum(1 - t * s for s, t in inside) / n, slopes)


@variant(three_losses)
def losses_float32(score, y):
    score, y = score.astype(np.float32), y.astype(np.float32)
    error, inside = y - score, y * score < 1
    l2 = [np.square(error).mean(), -2 * error / y.size]
    l1 = [np.linalg.norm(error, 1) / y.size, np.where(error < 0, 1, -1) / y.size]
    return [l2, l1, [((1 - y * score) * inside).mean(), -y * inside / y.size]]


@variant(train_logistic)
def train_with_ones(X, y, lr, n):
    ones = np.insert(X, 0, 1, axis=1)
    both = np.zeros(ones.shape[1])
    for _ in range(n):
        both -= lr * ones.T @ ((1 + np.tanh(ones @ both / 2)) / 2 - y) / len(y)
    return both[1:], both[0]


@variant(train_logistic)
def train_float32(X, y, lr, n):
    X, w, b = X.astype(np.float32), np.zeros(X.shape[1], np.float32), np.float32(0)
    for _ in range(n):
        error = 1 / (1 + np.exp(-(X @ w + b))) - y.astype(np.float32)
        w -= np.float32(lr / len(y)) * (error @ X)
        b -= np.float32(lr) * error.mean()
    return w, b


@variant(twelve_calls)
def twelve_with_momentum(X, measure):
    """Centred and divided by one number for all levels, with momentum."""
    middle, spread = X.mean(axis=0), X.std()
    features = (X - middle) / spread
    v, c, speed_v, speed_c = np.zeros(48), 0.0, np.zeros(48), 0.0
    for _ in range(12):
        _, dv, dc = measure(features, v, c)
        speed_v, speed_c = 0.8 * speed_v - 0.9 * dv, 0.8 * speed_c - 0.9 * dc
        v, c = v + speed_v, c + speed_c
    return v / spread, c - middle @ v / spread


@variant(twelve_calls)
def twelve_rescaled_slopes(X, measure):
    """Centred levels, and each weight with a rate of its own: as standardising does."""
    middle, w, c = X.mean(axis=0), np.zeros(48), 0.0
    for _ in range(12):
        _, dw, dc = measure(X - middle, w, c)
        w, c = w - 1.5 * dw / X.var(axis=0), c - 1.5 * dc
    return list(w), np.float64(c - w @ middle)


quiz_capitals = variant(descent_quiz)({k: v.upper() for k, v in right.descent_quiz.items()})
quiz_brackets = variant(descent_quiz)({k: f"({v})" for k, v in right.descent_quiz.items()})
