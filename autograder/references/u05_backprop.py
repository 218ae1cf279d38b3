"""Right answers of unit 5."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def step1_start(sizes, rng):
    return [
        (rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m))
        for d, m in zip(sizes, sizes[1:], strict=False)
    ]


def step2_forward(X, weights):
    H = [X]
    for W, b in weights[:-1]:
        H.append(sigmoid(H[-1] @ W + b))
    W, b = weights[-1]
    return [*H, H[-1] @ W + b]


def step3_top(y, H, W, b):
    error = H @ W + b - y
    dy = 2 * error / len(y)
    return (error**2).sum() / len(y), H.T @ dy, dy.sum(axis=0), dy @ W.T


def step4_sigmoid(dH, H):
    return dH * H * (1 - H)


def step5_linear(dZ, H_below, W):
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T


def step6_activation(dH, Z, name):
    if name == "sigmoid":
        return dH * sigmoid(Z) * (1 - sigmoid(Z))
    if name == "tanh":
        return dH * (1 - np.tanh(Z) ** 2)
    return dH * (Z > 0)


def step7_layer(dH, H, H_below, W):
    return step5_linear(step4_sigmoid(dH, H), H_below, W)


def step8_update(X, y, weights, lr):
    H = step2_forward(X, weights)
    _, dW, db, dH = step3_top(y, H[-2], *weights[-1])
    gradients = [(dW, db)]
    for i in range(len(weights) - 2, -1, -1):
        dW, db, dH = step7_layer(dH, H[i + 1], H[i], weights[i][0])
        gradients.insert(0, (dW, db))
    new = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(weights, gradients, strict=True)]
    return new, gradients


def loss(X, y, weights):
    return ((step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y)


def step9_repeat(X, y, weights, lr, n_steps):
    losses = []
    for _ in range(n_steps):
        losses.append(loss(X, y, weights))
        weights, _ = step8_update(X, y, weights, lr)
    return weights, losses


def step10_watch(X, y, X_val, y_val, weights, lr, n_steps):
    training, validation = [], []
    for _ in range(n_steps):
        training.append(loss(X, y, weights))
        validation.append(loss(X_val, y_val, weights))
        weights, _ = step8_update(X, y, weights, lr)
    return training, validation


def network_gradients(X, y, weights):
    H = [X]
    for W, b in weights:
        H.append(sigmoid(H[-1] @ W + b))
    dH, gradients = (H[-1] - y) / len(y), []
    for (W, _), out, below in zip(weights[::-1], H[:0:-1], H[-2::-1], strict=True):
        dW, db, dH = step7_layer(dH, out, below, W)
        gradients.insert(0, (dW, db))
    return ((y - H[-1]) ** 2).sum() / (2 * len(y)), gradients


def gradient_norms(X, dout, weights, name):
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(sigmoid(Z[-1]) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms = []
    dH = dout
    for (W, _), z, below in zip(weights[::-1], Z[::-1], H[-2::-1], strict=True):
        dW, _, dH = step5_linear(step6_activation(dH, z, name), below, W)
        norms.insert(0, np.linalg.norm(dW))
    return norms


def mend(X, y, W1, b1, W2, b2):
    H = sigmoid(X @ W1 + b1)
    y_hat = sigmoid(H @ W2 + b2)
    dZ2 = (y_hat - y) / len(y) * y_hat * (1 - y_hat)
    dW2, db2 = H.T @ dZ2, dZ2.sum(axis=0)
    dZ1 = dZ2 @ W2.T * H * (1 - H)
    return X.T @ dZ1, dZ1.sum(axis=0), dW2, db2


def learn_xor(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        _, gradients = network_gradients(X, y, weights)
        weights = [
            (W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(weights, gradients, strict=True)
        ]
    return weights


def learn_digits(X, y, weights, lr, n_steps):
    return step9_repeat(X, y, weights, lr, n_steps)[0]


backprop_quiz = {
    "cache": "b",
    "direction": "c",
    "accuracy": "a",
    "vanishing": "d",
    "batch": "b",
    "summary": "c",
}
