"""Wrong answers that nobody foresaw, with what has to be seen of what came.

A row has the name of an exercise, the code as it is typed, what is said of it, and what would be
untrue or of no use.
"""

VALUES = [
    (
        "logistic_loss",
        """
def answer(X, y, w, b):
    z = X @ w + b
    p = 1 / (1 + np.exp(-z))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, X.T @ (p - y), (p - y).mean()
""",
        "dw is the right one times the number of rows of X",
        "",
    ),
    (
        "softmax_cross_entropy",
        """
def answer(logits, target):
    e = np.exp(logits - logits.max())
    p = e / e.sum(axis=0)
    return p, -np.log(p[:, target]).mean(), right(logits, target)[2]
""",
        "prob does not add up to 1 in each row",
        "",
    ),
    (
        "bent_units",
        """
def answer(z):
    v, s = right(z)
    return v, s[::-1]
""",
        "elu_slope is what relu_slope should be, and the other way round",
        "",
    ),
    (
        "describe",
        """
def answer(n_inputs, spec):
    return right(n_inputs, spec[1:])
""",
        "one value too few in every question",
        "",
    ),
    (
        "step8_update",
        """
def answer(X, y, weights, lr):
    new, loss = right(X, y, weights, lr)
    return [(W - lr, b) for W, b in weights], loss
""",
        "biases looks as if your answer never moves the biases",
        "",
    ),
    (
        "maxout",
        """
def answer(dout, z, k):
    out, dz = right(dout, z, k)
    return out, dz.T
""",
        "dz is the transpose of the right one",
        "",
    ),
    (
        "batchnorm_backward",
        """
def answer(dout, x, gamma, eps):
    a = right(dout, x, gamma, eps)
    return (a[0] / len(x),) + tuple(a[1:])
""",
        "dx is the right one divided by the number of rows of dout",
        "",
    ),
    (
        "gain_and_noise",
        """
def answer(y, noise, db, snr_db):
    a = right(y, noise, db, snr_db)
    return a[0] * 2, a[1]
""",
        "louder is 2 times the right one",
        "",
    ),
    (
        "spectrogram_size",
        """
def answer(duration, frame_rate, sr, n_fft):
    a = right(duration, frame_rate, sr, n_fft)
    return (a[0], a[1] - 1) + tuple(a[2:]) if isinstance(a, tuple) else a - 1
""",
        "step is smaller by 1 everywhere",
        "",
    ),
    (
        "log_dct",
        """
def answer(mel_power, n_mfcc):
    return right(np.log(mel_power), n_mfcc)
""",
        "",
        "n_mfcc is 4",
    ),
    (
        "conv1d",
        """
def answer(x, weight, bias, stride, padding, dilation):
    return right(x, weight, bias, stride, padding, 1)
""",
        "dilated is what plain should be",
        "",
    ),
    (
        "max_pool_backward",
        """
def answer(x, dout, size):
    return np.repeat(dout, size, axis=-1)
""",
        "fewer places than it should",
        "as many places as",
    ),
    (
        "bptt",
        """
def answer(dH, X, h0, W_x, W_h, b):
    g = right(dH, X, h0, W_x, W_h, b)
    return tuple(x / len(X) for x in g) if isinstance(g, tuple) else g
""",
        "db is the right one divided by the size of axis 0 of X",
        "",
    ),
    (
        "clip_global_norm",
        """
def answer(grads, v):
    return [g * min(1, v / np.linalg.norm(g)) for g in grads], 1.0
""",
        "norm is 1 in every question",
        "",
    ),
    (
        "attention",
        """
def answer(Q, K, V, dout):
    a = right(Q, K, V, dout)
    return (a[0],) + tuple(2 * g for g in a[1:])
""",
        "dQ is 2 times the right one",
        "",
    ),
    (
        "step2_forward",
        """
def answer(X, weights):
    return [h.ravel() if k == 1 else h for k, h in enumerate(right(X, weights))]
""",
        "array 2 needs the shape (5, 4), got (20,)",
        "differs in",
    ),
    (
        "step9_repeat",
        """
def answer(*inputs):
    weights, losses = right(*inputs)
    return [(W, b[None]) for W, b in weights], losses
""",
        "array of weights 2 needs the shape (3,), got (1, 3)",
        "differs in",
    ),
    (
        "greedy_stack",
        """
def answer(*inputs):
    layers, code = right(*inputs)
    return [(W, b[None]) for W, b in layers], code
""",
        "needs a pair (W, b) for each layer",
        "differs in",
    ),
    (
        "timeline",
        """
answer = ["E", "B", "H", "G", "D", "A", "F"]
""",
        "needs each of the capital letters A to H once, and 'C' is missing",
        "",
    ),
    (
        "timeline",
        """
answer = ["E", "A", "H", "G", "D", "B", "C", "F"]
""",
        "place_6 is not right",
        "place_3 is not right",
    ),
    (
        "pick_beats",
        """
def answer(activation, frame_rate):
    return np.flatnonzero(activation > 0.4) / frame_rate
""",
        "needs one time for a peak that stands alone, got ",
        "",
    ),
    (
        "linear_memory",
        """
def answer(h0, W, t):
    h, _, _ = right(h0, W, t)
    radius = 0.5 * np.linalg.eigvals(W).real.max()
    return h, radius, right(h0, W, t)[2]
""",
        "radius differs",
        "number of rows",
    ),
    (
        "bent_units",
        """
def answer(z):
    (relu, leaky, elu), slopes = right(z)
    return (relu, np.where(z > 0, z, 0.005 * z), elu), slopes
""",
        "leaky is 0.05 times the right one wherever it is wrong",
        "0.0500",
    ),
]
