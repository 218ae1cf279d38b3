"""Right answers of unit 10."""

import numpy as np

from dlaudio.layers import RNN, LastStep, Linear, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, clip_grad_norm
from dlaudio.train import batches


def window_dataset(x, L, n_hidden):
    T, D = x.shape
    inputs = np.stack([x[t : t + L].ravel() for t in range(T - L)])
    return inputs, x[L:], (L * D + 1) * n_hidden + (n_hidden + 1) * D


def steps_per_beat(bpm, sr, frame_rate):
    return 60 / bpm * sr, 60 / bpm * frame_rate


def rnn_sequence(X, h0, W_x, W_h, b):
    h, states = h0, []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + b)
        states.append(h)
    return np.stack(states, axis=1)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def _log_softmax(Z):
    Z = Z - Z.max(axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))


def output_gradients(H, W_y, c, labels):
    Z = H @ W_y + c
    wanted = np.eye(len(c))[labels]
    loss = -(_log_softmax(Z) * wanted).sum(axis=-1).mean()
    dZ = (softmax(Z) - wanted) / labels.size
    return loss, dZ @ W_y.T, np.einsum("nth,ntc->hc", H, dZ), dZ.sum(axis=(0, 1))


def last_step_gradients(H, W_y, c, labels):
    loss, dh, dW_y, dc = output_gradients(H[:, -1:], W_y, c, labels[:, None])
    dH = np.zeros_like(H)
    dH[:, -1:] = dh
    return loss, dH, dW_y, dc


def rnn_step_backward(dh_new, x, h, h_new, W_x, W_h):
    da = dh_new * (1 - h_new**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h.T @ da, da.sum(axis=0)


def bptt(dH, X, h0, W_x, W_h, b):
    H = np.concatenate([h0[:, None], rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dX, dh, total = np.zeros_like(X), np.zeros_like(h0), [0, 0, 0]
    for t in range(X.shape[1] - 1, -1, -1):
        dX[:, t], dh, *parts = rnn_step_backward(
            dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h
        )
        total = [old + new for old, new in zip(total, parts, strict=True)]
    return dX, dh, *total


def recursive_term(dh_last, X, h0, W_x, W_h, b):
    dH = np.zeros((*X.shape[:2], len(b)))
    dH[:, -1] = dh_last
    full = bptt(dH, X, h0, W_x, W_h, b)[3]
    H = np.concatenate([h0[:, None], rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dropped = H[:, -2].T @ (dh_last * (1 - H[:, -1] ** 2))
    return full, dropped


def linear_memory(h0, W, t):
    values, Q = np.linalg.eig(W)
    h = (h0 @ Q * values**t @ np.linalg.inv(Q)).real
    radius = np.abs(values).max()
    return h, radius, np.log(1000) / -np.log(radius) if radius < 1 else np.inf


def tone_matrix(frequency, t60, sr):
    radius, angle = 10 ** (-3 / (t60 * sr)), 2 * np.pi * frequency / sr
    return radius * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def influence_map(X, W_x, W_h, b):
    T = len(X)
    H = rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    sizes = np.zeros((T, T))
    for s in range(T):
        J = W_x * (1 - H[s] ** 2)
        sizes[s, s] = np.linalg.norm(J)
        for t in range(s + 1, T):
            J = J @ W_h * (1 - H[t] ** 2)
            sizes[t, s] = np.linalg.norm(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


long_memory = [[0.6, 0.8], [-0.8, 0.6]]


def clip_global_norm(grads, v):
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    scale = v / norm if norm > v else 1.0
    return [g * scale for g in grads], norm


def two_loops(Y, W_o, b, W_y, c):
    def predict(o):
        return np.tanh(o @ W_o + b) @ W_y + c

    o, free = Y[:, 0], []
    for _ in range(Y.shape[1] - 1):
        o = predict(o)
        free.append(o)
    free = np.stack(free, axis=1)
    drift = np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))
    return predict(Y[:, :-1]), free, drift


def _from_rest(X, W_x, W_h, b):
    return rnn_sequence(X, np.zeros((len(X), len(b))), W_x, W_h, b)


def bidirectional(X, ahead, back):
    return np.concatenate([_from_rest(X, *ahead), _from_rest(X[:, ::-1], *back)[:, ::-1]], axis=2)


def stacked_rnn(X, stack):
    sizes = []
    for weights in stack:
        X = _from_rest(X, *weights)
        sizes.append(X.shape)
    return X, sizes, sum(part.size for weights in stack for part in weights)


def hear_direction(X, y, X_new, rng):
    net = Sequential(RNN(X.shape[2], 16, rng=rng), LastStep(), Linear(16, 2, rng=rng))
    loss, optimizer = CrossEntropyLoss(), Adam(net.parameters(), lr=0.01)
    for _ in range(30):
        for rows in batches(len(X), 32, rng=rng):
            loss(net(X[rows]), y[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            clip_grad_norm(net.parameters(), 1.0)
            optimizer.step()
    return net(X_new).argmax(axis=1)


rnn_quiz = {
    "window": "c",
    "sharing": "a",
    "captions": "b",
    "tagger": "a",
    "translation": "d",
    "time": "c",
    "two_way": "b",
    "ten": "d",
}
