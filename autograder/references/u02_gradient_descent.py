"""Right answers of unit 2."""

import numpy as np


def units(X, w, b):
    z = X @ w + b
    small = np.exp(-np.abs(z))  # of a number that is never positive: at most 1
    return (z > 0) * 1, z, np.where(z > 0, 1, small) / (1 + small)


def sse(y, y_hat):
    error = y_hat - y
    return (error**2).sum(), 2 * error


def gradient_descent(f_grad, w0, lr, n):
    path = [np.array(w0)]
    for _ in range(n):
        path.append(path[-1] - lr * f_grad(path[-1]))
    return np.array(path)


def regression_gradient(X, y, w, b):
    error = X @ w + b - y
    return np.mean(error**2), 2 * X.T @ error / len(y), 2 * error.mean()


def linear_regression(X, y, lr, n):
    ones = np.column_stack([X, np.ones(len(X))])
    closed = np.linalg.solve(ones.T @ ones, ones.T @ y)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        _, dw, db = regression_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return (closed[:-1], closed[-1]), (w, b)


def learning_rates(A):
    curvatures = np.linalg.eigvalsh(A)
    return 2 / curvatures[-1], 2 / (curvatures[0] + curvatures[-1])


starts = {"worse": 3.0, "better": -3.0, "lost": 20.0}


def race(f, f_grad, start, lr, proposals):
    heights = [f(w) for w in proposals]
    w = start
    for _ in proposals:
        w = w - lr * f_grad(w)
    return proposals[np.argmin(heights)], w


def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def logistic_loss(X, y, w, b):
    z = X @ w + b
    error = (units(X, w, b)[2] - y) / len(y)
    return np.mean(np.logaddexp(0, z) - y * z), X.T @ error, error.sum()


def softmax_cross_entropy(logits, target):
    rows = np.arange(len(target))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_prob = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_prob)
    dlogits[rows, target] -= 1
    return np.exp(log_prob), -log_prob[rows, target].mean(), dlogits / len(target)


def three_losses(score, y):
    n, error, missing = len(y), score - y, 1 - y * score
    l2 = np.mean(error**2), 2 * error / n
    l1 = np.mean(np.abs(error)), np.sign(error) / n
    hinge = np.maximum(0, missing).mean(), np.where(missing > 0, -y, 0) / n
    return l2, l1, hinge


def train_logistic(X, y, lr, n):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        _, dw, db = logistic_loss(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


descent_quiz = {
    "stuck": "c",
    "sigmoid": "d",
    "surface": "b",
    "words": "b",
    "noise": "a",
    "likelihood": "c",
    "linear": "d",
}
