"""Right answers to unit 5, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u05_backprop import (
    backprop_quiz,
    gradient_norms,
    learn_digits,
    learn_xor,
    maxout,
    mend,
    network_gradients,
    prelu_gradients,
    softmax_top,
    step1_start,
    step2_forward,
    step3_top,
    step4_sigmoid,
    step5_linear,
    step6_activation,
    step7_layer,
    step8_update,
    step9_repeat,
    step10_watch,
)

right = right_answers("u05_backprop")


def loss(X, y, weights):
    return ((right.step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y)


def squash(z):
    return (1 + np.tanh(z / 2)) / 2


@variant(step1_start)
def start_loop(sizes, rng):
    weights = []
    for i in range(len(sizes) - 1):
        W = rng.normal(0, 1 / sizes[i] ** 0.5, (sizes[i], sizes[i + 1]))
        weights.append([W, [0.0] * sizes[i + 1]])
    return weights


@variant(step1_start)
def start_standard_normal(sizes, rng):
    shapes = zip(sizes[:-1], sizes[1:], strict=True)
    return tuple((rng.standard_normal(s) * s[0] ** -0.5, np.zeros((s[1],))) for s in shapes)


@variant(step2_forward)
def forward_index(X, weights):
    H = [X]
    for i, (W, b) in enumerate(weights):
        Z = np.einsum("nd,dm->nm", H[i], W) + b
        H.append(Z if i == len(weights) - 1 else squash(Z))
    return H


@variant(step2_forward)
def forward_float32(X, weights):
    H = (X.astype(np.float32),)
    for i, (W, b) in enumerate(weights, 1):
        Z = H[-1] @ W.astype(np.float32) + b.astype(np.float32)
        H += (1 / (1 + np.exp(-Z)) if i < len(weights) else Z,)
    return H


@variant(step3_top)
def top_einsum(y, H, W, b):
    d = np.einsum("nh,hm->nm", H, W) + b - y
    n = y.shape[0]
    d2 = 2 / n * d
    return (
        np.mean(np.sum(d * d, axis=1)),
        np.einsum("nh,nm->hm", H, d2),
        d2.T @ np.ones(n),
        d2 @ W.T,
    )


@variant(step3_top)
def top_loops(y, H, W, b):
    n = len(y)
    loss, dW, db, dH = 0.0, np.zeros_like(W), np.zeros_like(b), np.zeros_like(H)
    for i in range(n):
        error = y[i] - (H[i] @ W + b)
        loss += error @ error / n
        dW += np.outer(H[i], -2 * error) / n
        db += -2 * error / n
        dH[i] = W @ (-2 * error) / n
    return loss, dW, db, dH


@variant(step4_sigmoid)
def sigmoid_expanded(dH, H):
    return dH * (H - H**2)


@variant(step4_sigmoid)
def sigmoid_in_place(dH, H):
    dH *= H
    dH *= 1 - H
    return dH.astype(np.float32)


@variant(step5_linear)
def linear_outer(dZ, H_below, W):
    dW = sum(np.outer(h, d) for h, d in zip(H_below, dZ, strict=True))
    return dW, np.ones(len(dZ)) @ dZ, np.array([W @ d for d in dZ])


@variant(step5_linear)
def linear_einsum(dZ, H_below, W):
    return (
        np.einsum("nd,nm->dm", H_below, dZ),
        np.einsum("nm->m", dZ),
        np.einsum("nm,dm->nd", dZ, W),
    )


@variant(step6_activation)
def activation_table(dH, Z, name):
    s = squash(Z)
    slopes = {"sigmoid": s - s * s, "tanh": 1 / np.cosh(Z) ** 2, "relu": (Z > 0) * 1.0}
    return slopes[name] * dH


@variant(step6_activation)
def activation_where(dH, Z, name):
    if name == "relu":
        return np.where(Z > 0, dH, 0.0)
    if name == "tanh":
        return dH - dH * np.tanh(Z) ** 2
    return dH * np.exp(-Z) / (1 + np.exp(-Z)) ** 2


@variant(step7_layer)
def layer_in_one(dH, H, H_below, W):
    dZ = H * (1 - H) * dH
    return np.dot(H_below.T, dZ), np.sum(dZ, 0), np.dot(dZ, W.T)


@variant(step7_layer)
def layer_rows(dH, H, H_below, W):
    dW, db, below = np.zeros_like(W), np.zeros(W.shape[1]), []
    for up, h, x in zip(dH, H, H_below, strict=True):
        d = up * h * (1 - h)
        dW += x[:, None] * d
        db += d
        below.append(W @ d)
    return dW, db, below


@variant(step8_update)
def update_backwards(X, y, weights, lr):
    H = right.step2_forward(X, weights)
    dZ, gradients = 2 * (H[-1] - y) / len(X), [None] * len(weights)
    for i in reversed(range(len(weights))):
        gradients[i] = (H[i].T @ dZ, dZ.sum(0))
        dZ = (dZ @ weights[i][0].T) * H[i] * (1 - H[i])
    new = [
        [w - lr * g for w, g in zip(p, q, strict=True)]
        for p, q in zip(weights, gradients, strict=True)
    ]
    return new, gradients


@variant(step8_update)
def update_tuples(X, y, weights, lr):
    new, gradients = right.step8_update(X, y, weights, lr)
    return tuple(map(tuple, new)), tuple((dW.astype(np.float32), db) for dW, db in gradients)


@variant(step9_repeat)
def repeat_while(X, y, weights, lr, n_steps):
    losses = []
    while len(losses) < n_steps:
        errors = right.step2_forward(X, weights)[-1] - y
        losses.append(np.mean(np.sum(errors**2, axis=1)))
        weights = right.step8_update(X, y, weights, lr)[0]
    return weights, np.array(losses)


@variant(step9_repeat)
def repeat_in_place(X, y, weights, lr, n_steps):
    losses = np.empty(n_steps)
    for k in range(n_steps):
        losses[k] = loss(X, y, weights)
        _, gradients = right.step8_update(X, y, weights, 0.0)
        for (W, b), (dW, db) in zip(weights, gradients, strict=True):
            W -= lr * dW
            b -= lr * db
    return weights, losses


@variant(step10_watch)
def watch_arrays(X, y, X_val, y_val, weights, lr, n_steps):
    curves = np.zeros((2, n_steps))
    for k in range(n_steps):
        curves[:, k] = loss(X, y, weights), loss(X_val, y_val, weights)
        weights = right.step8_update(X, y, weights, lr)[0]
    return curves


@variant(step10_watch)
def watch_history(X, y, X_val, y_val, weights, lr, n_steps):
    history = [weights]
    for _ in range(n_steps - 1):
        history.append(right.step8_update(X, y, history[-1], lr)[0])
    return [loss(X, y, w) for w in history], [loss(X_val, y_val, w) for w in history]


@variant(network_gradients)
def gradients_by_z(X, y, weights):
    H = [X]
    for W, b in weights:
        H.append(squash(H[-1] @ W + b))
    dZ, gradients = (H[-1] - y) * H[-1] * (1 - H[-1]) / len(X), []
    for i in range(len(weights))[::-1]:
        gradients.append((H[i].T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ weights[i][0].T * H[i] * (1 - H[i])
    return 0.5 * np.mean((y - H[-1]) ** 2), gradients[::-1]


@variant(network_gradients)
def gradients_row_by_row(X, y, weights):
    total, error = None, 0.0
    for i in range(len(X)):
        E, g = right.network_gradients(X[i : i + 1], y[i : i + 1], weights)
        error += E / len(X)
        parts = [(dW / len(X), db / len(X)) for dW, db in g]
        total = (
            parts
            if total is None
            else [(a + c, b + d) for (a, b), (c, d) in zip(total, parts, strict=True)]
        )
    return error, total


@variant(gradient_norms)
def norms_by_sum(X, dout, weights, name):
    H, slopes = [X], []
    for W, b in weights:
        Z = H[-1] @ W + b
        out = squash(Z) if name == "sigmoid" else Z * (Z > 0)
        slopes.append(out * (1 - out) if name == "sigmoid" else (Z > 0))
        H.append(out)
    norms = np.zeros(len(weights))
    for i in reversed(range(len(weights))):
        dZ = dout * slopes[i]
        norms[i] = np.sqrt(np.sum((H[i].T @ dZ) ** 2))
        dout = dZ @ weights[i][0].T
    return norms


@variant(gradient_norms)
def norms_float32(X, dout, weights, name):
    small = [(W.astype(np.float32), b.astype(np.float32)) for W, b in weights]
    return right.gradient_norms(X.astype(np.float32), dout.astype(np.float32), small, name)


@variant(mend)
def mend_by_layers(X, y, W1, b1, W2, b2):
    _, ((dW1, db1), (dW2, db2)) = right.network_gradients(X, y, [(W1, b1), (W2, b2)])
    return [dW1, db1, dW2, db2]


@variant(mend)
def mend_outer(X, y, W1, b1, W2, b2):
    H = squash(X @ W1 + b1)
    out = squash(H @ W2 + b2)
    d2 = (out - y) * (out - out**2) / y.shape[0]
    d1 = np.outer(d2, W2) * (H - H**2)
    return np.einsum("nd,nh->dh", X, d1), d1.sum(0), np.einsum("nh,nm->hm", H, d2), d2.sum(0)


@variant(learn_xor)
def xor_in_place(X, y, weights, lr, n_steps):
    (W1, b1), (W2, b2) = weights
    for _ in range(n_steps):
        for array, slope in zip((W1, b1, W2, b2), right.mend(X, y, W1, b1, W2, b2), strict=True):
            array -= lr * slope
    return [(W1, b1), (W2, b2)]


@variant(learn_xor)
def xor_while(X, y, weights, lr, n_steps):
    done = 0
    while done < n_steps:
        _, slopes = right.network_gradients(X, y, weights)
        weights = tuple(
            [np.subtract(w, lr * d) for w, d in zip(pair, both, strict=True)]
            for pair, both in zip(weights, slopes, strict=True)
        )
        done += 1
    return weights


@variant(softmax_top)
def softmax_by_rows(y, H, W, b):
    dy, loss = np.zeros_like(y), 0.0
    for i, z in enumerate(H @ W + b):
        truth = int(np.argmax(y[i]))
        e = np.exp(z - z.max())
        loss += (np.log(e.sum()) + z.max() - z[truth]) / len(y)
        dy[i] = e / e.sum() / len(y)
        dy[i, truth] -= 1 / len(y)
    return loss, np.einsum("nd,nc->dc", H, dy), dy.sum(0), np.einsum("nc,dc->nd", dy, W)


@variant(softmax_top)
def softmax_by_logaddexp(y, H, W, b):
    z = H @ W + b
    total = np.logaddexp.reduce(z, axis=1, keepdims=True)
    dy = (np.exp(z - total) - y) / len(z)
    return np.mean(total[:, 0] - z[y > 0]), H.T @ dy, list(dy.sum(axis=0)), dy @ W.T


@variant(learn_digits)
def digits_in_place(X, y, weights, lr, n_steps):
    (W1, b1), (W2, b2) = weights
    for _ in range(n_steps):
        H = squash(X @ W1 + b1)
        d2 = 2 * (H @ W2 + b2 - y) / len(X)
        d1 = d2 @ W2.T * H * (1 - H)
        W2 -= lr * H.T @ d2
        b2 -= lr * d2.sum(0)
        W1 -= lr * X.T @ d1
        b1 -= lr * d1.sum(0)
    return (W1, b1), (W2, b2)


@variant(learn_digits)
def digits_float32(X, y, weights, lr, n_steps):
    small = [(W.astype(np.float32), b.astype(np.float32)) for W, b in weights]
    return right.learn_digits(X.astype(np.float32), y.astype(np.float32), small, lr, n_steps)


quiz_capitals = variant(backprop_quiz)({k: v.upper() for k, v in right.backprop_quiz.items()})
quiz_brackets = variant(backprop_quiz)({k: f"({v})" for k, v in right.backprop_quiz.items()})


@variant(prelu_gradients)
def prelu_in_place(dout, z, a):
    da = np.einsum("nm,nm", dout[:, :], np.where(z < 0, z, 0))
    dout[z <= 0] *= a
    return dout, da


@variant(prelu_gradients)
def prelu_loops(dout, z, a):
    dz, da = np.zeros_like(z, dtype=np.float32), 0.0
    for n, m in np.ndindex(z.shape):
        dz[n, m] = dout[n, m] * (1 if z[n, m] > 0 else a)
        da += 0 if z[n, m] > 0 else dout[n, m] * z[n, m]
    return dz, da


@variant(maxout)
def maxout_loops(dout, z, k):
    h, dz = np.zeros_like(dout), np.zeros_like(z)
    for n, m in np.ndindex(dout.shape):
        best = m * k + int(np.argmax(z[n, m * k : (m + 1) * k]))
        h[n, m], dz[n, best] = z[n, best], dout[n, m]
    return h, dz


@variant(maxout)
def maxout_by_strides(dout, z, k):
    h = np.max([z[:, i::k] for i in range(k)], axis=0).astype(np.float32)
    return h, np.repeat(dout, k, axis=1) * (z == np.repeat(z.reshape(len(z), -1, k).max(2), k, 1))
