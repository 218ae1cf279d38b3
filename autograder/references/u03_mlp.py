"""Right answers of unit 3."""

import numpy as np


def smooth_units(z):
    small = np.exp(-np.abs(z))
    sigmoid = np.where(z >= 0, 1, small) / (1 + small)
    return sigmoid, np.tanh(z), np.maximum(z, 0) + np.log1p(small)


def smooth_slopes(z):
    sigmoid, tanh, _ = smooth_units(z)
    return sigmoid * (1 - sigmoid), 1 - tanh**2, sigmoid


def bent_units(z):
    below = np.exp(np.minimum(z, 0))
    values = np.maximum(z, 0), np.where(z > 0, z, 0.1 * z), np.where(z > 0, z, below - 1)
    slopes = np.where(z > 0, 1, 0), np.where(z > 0, 1, 0.1), np.where(z > 0, 1, below)
    return values, slopes


def prelu_gradients(dout, z, a):
    return dout * np.where(z > 0, 1, a), (dout * np.minimum(z, 0)).sum()


def maxout(dout, z, k):
    pieces = z.reshape(len(z), -1, k)
    h = pieces.max(axis=2)
    wins = pieces == h[:, :, None]
    return h, (dout[:, :, None] * wins).reshape(z.shape)


def two_layer_loops(x, W1, b1, w2, b2):
    hidden, z = [], b2
    for j in range(len(b1)):
        total = b1[j]
        for i in range(len(x)):
            total += W1[i, j] * x[i]
        hidden.append(1 / (1 + np.exp(-total)))
        z += w2[j] * hidden[j]
    return hidden, 1 / (1 + np.exp(-z))


def mlp(X, layers, g):
    *hidden, (W_out, b_out) = layers
    for W, b in hidden:
        X = g(X @ W + b)
    return X @ W_out + b_out


def count_params(sizes):
    return sum((d + 1) * m for d, m in zip(sizes[:-1], sizes[1:], strict=True))


def describe(n_inputs, spec):
    widths, parameters, width = [], [], n_inputs
    for kind, number in spec:
        count = 1 if kind == "prelu" else 0
        if kind == "linear":
            count, width = (width + 1) * number, number
        elif kind == "maxout":
            width = width // number
        widths.append(width)
        parameters.append(count)
    return widths, parameters


def collapse(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b


def stretch(W):
    U, sizes, _ = np.linalg.svd(W)
    return sizes[0], sizes[1], np.degrees(np.arctan2(U[1, 0], U[0, 0])) % 180


def expand_square(w, b):
    w1, w2 = w
    return np.array([b * b, 2 * w1 * b, 2 * w2 * b, w1 * w1, 2 * w1 * w2, w2 * w2])


xor_quadratic = [-0.5, 0, 0, 1, -2, 1]


def bump(left, right, height, steepness):
    W1, b1 = np.full((1, 2), steepness), -steepness * np.array([left, right])
    return W1, b1, np.array([[height], [-height]]), np.zeros(1)


def staircase(samples, a, b, slope):
    n_pieces = len(samples)
    edges = np.linspace(a, b, n_pieces + 1)[1:-1]
    W1, W2 = np.ones((1, n_pieces - 1)), np.diff(samples)[:, None]
    return W1, -edges, W2, samples[:1], slope * (b - a) / (2 * n_pieces)


def parity_net(n):
    k = np.arange(n)
    return np.ones((n, n)), -(k + 0.5), (-1.0) ** k, -0.5


def find_sound(y, template):
    windows = np.lib.stride_tricks.sliding_window_view(y, len(template))
    responses = windows @ (template / np.linalg.norm(template))
    return responses, np.argmax(responses)


def fit_output(X, y, W1, b1):
    H = np.tanh(X @ W1 + b1)
    w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
    return w[1:], w[0]


mlp_quiz = {
    "history": "c",
    "layers": "b",
    "output": "a",
    "encoding": "d",
    "shift": "b",
    "terms": "c",
    "threshold": "a",
    "deep": "d",
}
