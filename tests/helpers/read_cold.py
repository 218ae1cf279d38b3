"""Wrong answers that readers typed who had not seen the known mistakes.

Each once earned full points, or was told what is not true of it. A row is the exercise, the answer
as it was typed (it sees the other right answers of its unit, and `right`, the one that it stands
for), and a piece of the sentence that it must not be told; where that is empty, it must lose points
and that is all.
"""

WRONG = [
    # ---- units 0 to 3 ----
    (
        "duration_and_level",
        "lambda y, sr: (len(y) / sr, abs(y.min()), np.sqrt(np.mean(y ** 2)))",
        "",
    ),
    ("make_tone", "lambda *inputs, **more: print(right(*inputs, **more))", "needs numbers"),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y):
        if label * (w[0] + w[1:] @ x) < 0:
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes
""",
        "",
    ),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y):
        if label * (w[0] + w[1:] @ x) <= 0:
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes
""",
        "",
    ),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != label:
            w += 0.1 * label * np.append(1, x)
            mistakes += 1
    return w, mistakes
""",
        "old weights",
    ),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != label:
            w -= label * np.append(1, x)
            mistakes += 1
    return w, mistakes
""",
        "whatever the label",
    ),
    ("xor_weights", "([[1, 1, -.5], [1, 1, -1.5]], [1, -1, -.5])", "hidden values are -1"),
    ("xor_weights", "([[-.5, 1, 1], [-1.5, 1, 1]], [-.5, -1, 1])", "hidden values are -1"),
    ("linear_regression", "lambda *inputs: right(*inputs)[::-1]", "begins the descent"),
    (
        "bump",
        "lambda left, right, height, steepness:"
        " ([[40, 40]], [-40 * left, -40 * right], [[height], [-height]], [0])",
        "",
    ),
    ("bump", "lambda left, right, *rest: globals()['right'](left, left + 1, *rest)", ""),
    (
        "bump",
        "lambda l, r, h, s: ([[s, -s]], [-s * l, s * r], [[h], [h]], [0])",
        "must be 0",
    ),
    (
        "smooth_units",
        "lambda z: (*right(z)[:2], np.abs(z) + np.log1p(np.exp(-np.abs(z))))",
        "turned round",
    ),
    (
        "three_losses",
        "lambda s, y: tuple((loss, len(y) * slope) for loss, slope in right(s, y))",
        "all three losses",
    ),
    # ---- units 4 to 7 ----
    ("gradient_check", "lambda *inputs: False", "float32"),
    (
        "step6_activation",
        "lambda dH, Z, name: dH * (Z >= 0) if name == 'relu' else right(dH, Z, name)",
        "",
    ),
    (
        "learn_xor",
        """
def answer(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        _, gradients = network_gradients(X, y, weights)
        weights = [(W - lr * dW, b) for (W, b), (dW, db) in zip(weights, gradients)]
    return weights
""",
        "",
    ),
    (
        "learn_xor",
        """
def answer(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        weights, _ = step8_update(X, y, weights, lr)
    return weights
""",
        "at zero",
    ),
    ("random_search", "lambda *inputs: right(*inputs)[::-1]", "logarithm of the value"),
    ("random_search", "lambda *inputs: right(*inputs)[::-1]", "lowest score"),
    (
        "momentum_step",
        "lambda w, g, v, lr, momentum, nesterov:"
        " (w - lr * (g + momentum * v), momentum * v + g) if nesterov"
        " else right(w, g, v, lr, momentum, nesterov)",
        "lr * (g + momentum v)",
    ),
    (
        "proximal_step",
        "lambda w, g, lr, strength: np.sign(w) * np.maximum(np.abs(w - lr * g) - lr * strength, 0)",
        "",
    ),
    # ---- units 8 to 10 ----
    (
        "bptt",
        """
def answer(dH, X, h0, W_x, W_h, b):
    H = np.concatenate([h0[:, None], rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dX, dh, total = np.zeros_like(X), np.zeros_like(h0), [0, 0, 0]
    for t in reversed(range(1, X.shape[1])):
        dX[:, t], dh, *parts = rnn_step_backward(
            dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h)
        total = [old + new for old, new in zip(total, parts)]
    return dX, dh, *total
""",
        "It looks as if your answer forgets that the first state",
    ),
    (
        "log_bands",
        """
def answer(power, weight, floor, dout):
    S = np.maximum(np.maximum(weight, 0) @ power, floor)
    dtotal = dout / S
    dweight = np.einsum('nmt,nft->mf', dtotal, power) * (weight > 0)
    return np.log(S), np.maximum(weight, 0).T @ dtotal, dweight
""",
        "leaves the floor out of the slope",
    ),
    # ---- units 11 to 13 ----
    ("latch", "([[20, -20, 20, 0], [0, -20, 0, 0]], [[0] * 4], [-10., 4, 0, 10])", ""),
    (
        "latch",
        "([[20., -20, 20, 20], [0, -20, 0, 0]], [[0] * 4], [-10., 10, 0, -10])",
        "the forget gate must stay open",
    ),
    ("counter", "([[20., 0, 0, 0]], [[0] * 4], [-4., 10, 10, 0])", ""),
    ("counter", "([[20., 0, 20, 0]], [[0] * 4], [-10., 6.6, 0, 10])", ""),
    ("beat_f_measure", "lambda e, r, tolerance: right(e, r, 0.07)", ""),
    ("beat_f_measure", "lambda e, r, tolerance: right(e, r, tolerance * (1 - 1e-9))", ""),
    ("pick_beats", "lambda activation, frame_rate: right(activation, 100)", ""),
    ("pick_beats", "lambda activation, frame_rate: right(activation, 1)", "milliseconds"),
]

# Each earned a third and more, with nothing of what its exercise is about.
LITTLE = [
    (
        "random_search",
        "lambda score, low, high, n, rng: max((low, score(low)) for _ in range(n))",
    ),
    (
        "initial_weights",
        "lambda D, M, kind, rng: rng.normal(size=(D, M))",
    ),
    (
        "InvertedDropout",
        """
class answer:
    def __init__(self, p, rng):
        pass
    def forward(self, x, training):
        return x
    def backward(self, dout):
        return dout
""",
    ),
    (
        "parity_net",
        "lambda n: (np.zeros((n, 1)), [0], [0], 0)",
    ),
    (
        "gradient_check",
        "lambda *_: False",
    ),
]

# Students rename what a stub calls its inputs: whoever asks has to hand them in by their places.
RENAMED = (
    "rnn_sequence",
    "bptt",
    "recursive_term",
    "influence_map",
    "clip_global_norm",
    "two_loops",
)

RIGHT = [
    (
        "topological_order",
        """
def answer(parents):
    order = []
    while len(order) < len(parents):
        ready = (n for n, group in parents.items() if n not in order)
        ready = [n for n in ready if all(p in order for p in parents[n])][:1]
        if not ready:
            raise ValueError("a circle")
        order += ready
    return order
""",
    ),
    *((name, "lambda *inputs: right(*inputs)") for name in RENAMED),
    (
        "network_table",
        "lambda size, convs, dense: right(size, convs or [], dense or [])",
    ),
    (
        "onset_score",
        """
def answer(found, truth, tolerance):
    if not len(found) or not len(truth):
        return 0, 0, 0
    left, hits = list(truth), 0
    for time in found:
        near = [other for other in left if abs(time - other) <= tolerance]
        if near:
            left.remove(near[0])
            hits += 1
    return hits / len(found), hits / len(truth), 2 * hits / (len(found) + len(truth))
""",
    ),
    (
        "lstm_step",
        """
def answer(x, h, c, Wx, Wh, b):
    import math
    s = lambda z: 1 / (1 + math.exp(-z))
    H, sums = len(Wh), x @ Wx + h @ Wh + b
    new_h, new_c = [], []
    for row, old in zip(sums, c):
        cell = [s(row[H+j]) * old[j] + s(row[j]) * math.tanh(row[2*H+j]) for j in range(H)]
        new_c.append(cell)
        new_h.append([s(row[3*H+j]) * math.tanh(cell[j]) for j in range(H)])
    return new_h, new_c
""",
    ),
]

# Imported by the notebook's own first cell, and the whole of what is to be written.
IMPORTED = [
    ("make_tone", "from dlaudio.audio import tone"),
    ("fit", "from dlaudio.descent import trial_and_error"),
    ("gradient_descent", "from dlaudio.descent import descend"),
    ("minibatches", "from dlaudio.train import batches"),
    ("logistic_loss", "from dlaudio.losses import BCEWithLogitsLoss"),
    ("softmax_cross_entropy", "from dlaudio.losses import CrossEntropyLoss"),
    ("smooth_units", "from dlaudio.layers import Softplus"),
    ("toeplitz_matrix", "from scipy.linalg import toeplitz"),
    ("bent_units", "from dlaudio.layers import ELU"),
]
