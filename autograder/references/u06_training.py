"""Right answers of unit 6."""

import itertools

import numpy as np

from dlaudio.layers import Dropout, Linear, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam
from dlaudio.train import fit, predict


def momentum_step(w, g, v, lr, momentum, nesterov):
    v = momentum * v + g
    return w - lr * (g + momentum * v if nesterov else v), v


def scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps):
    s_sum = s_sum + g**2
    s_mean = alpha * s_mean + (1 - alpha) * g**2
    adagrad, rmsprop = (w - lr * g / (np.sqrt(s) + eps) for s in (s_sum, s_mean))
    return (adagrad, s_sum), (rmsprop, s_mean)


def adadelta_step(w, g, s, u, rho, eps):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(u + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * u + (1 - rho) * step**2


def adam_step(w, g, m, s, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    mean, square = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - lr * mean / (np.sqrt(square) + eps), m, s


def bfgs_update(H, step, change):
    rho = 1 / (step @ change)
    left = np.eye(len(step)) - rho * np.outer(step, change)
    return left @ H @ left.T + rho * np.outer(step, step)


def initial_weights(D, M, kind, rng):
    variance = 2 / D if kind == "relu" else 2 / (D + M)
    return rng.normal(size=(D, M)) * np.sqrt(variance)


def batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training):
    if training:
        use_mean, use_var = x.mean(axis=0), x.var(axis=0)
        mean = (1 - momentum) * mean + momentum * use_mean
        var = (1 - momentum) * var + momentum * x.var(axis=0, ddof=1)
    else:
        use_mean, use_var = mean, var
    return gamma * (x - use_mean) / np.sqrt(use_var + eps) + beta, mean, var


def batchnorm_backward(dout, x, gamma, eps):
    sigma = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / sigma
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / sigma
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)


def penalties(w, strength):
    l1 = strength * np.abs(w).sum(), strength * np.sign(w)
    l2 = strength * (w**2).sum(), 2 * strength * w
    return l1, l2


def proximal_step(w, g, lr, strength):
    w = w - lr * g
    return np.sign(w) * np.maximum(np.abs(w) - lr * strength, 0)


class InvertedDropout:
    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    def forward(self, x, training):
        self.mask = (self.rng.random(x.shape) >= self.p) / (1 - self.p) if training else 1.0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


def mask_average(h, v, p):
    masks = np.array(list(itertools.product([0, 1], repeat=len(h))))
    outputs = (masks * h) @ v
    probabilities = np.prod(np.where(masks == 1, 1 - p, p), axis=1)
    return outputs, probabilities, probabilities @ outputs


def _cross_entropy(w, b, X, y):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z), 1 / (1 + np.exp(-z))


def two_passes(w, b, X, y, X_val, y_val, strength):
    loss, prob = _cross_entropy(w, b, X, y)
    dz = (prob - y) / len(y)
    dw, db = X.T @ dz + 2 * strength * w, dz.sum()
    return dw, db, loss + strength * (w**2).sum(), _cross_entropy(w, b, X_val, y_val)[0]


def stopping_epochs(val_losses, weights, patience, tolerance):
    best = last = 1
    for epoch, loss in enumerate(val_losses, start=1):
        last = epoch
        if loss < val_losses[best - 1]:
            best = epoch
        if epoch - best >= patience:
            break
    moves = np.linalg.norm(np.diff(weights, axis=0), axis=1)
    at_rest = np.flatnonzero(moves <= tolerance)
    return best, last, weights[best - 1], at_rest[0] + 2 if len(at_rest) else 0


def gain_and_noise(y, noise, db, snr_db):
    wanted = (y**2).sum() / 10 ** (snr_db / 10)
    return y * 10 ** (db / 20), y + noise * np.sqrt(wanted / (noise**2).sum())


def shift_and_mask(y, S, shift, start, width, fill):
    moved = np.zeros_like(y)
    if shift >= 0:
        moved[shift:] = y[: len(y) - shift]
    else:
        moved[:shift] = y[-shift:]
    no_frames, no_bands = S.copy(), S.copy()
    no_frames[:, start : start + width] = fill
    no_bands[start : start + width] = fill
    return moved, no_frames, no_bands


def random_search(score, low, high, n, rng):
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    scores = [score(value) for value in values]
    best = np.argmax(scores)
    return values[best], scores[best]


def digit_recipe(X, y, speakers, X_new, rng):
    X, X_new = (part.astype(np.float32) for part in (X, X_new))
    model = Sequential(
        Linear(X.shape[1], 128, rng=rng), ReLU(), Dropout(0.5, rng=rng), Linear(128, 10, rng=rng)
    )
    optimizer = Adam(model.parameters(), lr=0.003, weight_decay=1e-3)

    def shaken(batch):
        return batch + rng.normal(scale=0.3, size=batch.shape).astype(np.float32)

    fit(
        model,
        CrossEntropyLoss(),
        optimizer,
        X,
        y,
        epochs=30,
        batch_size=32,
        rng=rng,
        augment=shaken,
        progress=False,
    )
    return predict(model, X_new).argmax(axis=1)


training_quiz = {
    "design": "c",
    "task": "a",
    "starts": "b",
    "memory": "d",
    "noise": "b",
    "data": "c",
    "overfit": "a",
    "relu": "d",
}
