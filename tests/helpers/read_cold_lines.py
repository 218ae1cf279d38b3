"""Wrong answers that end in an error, with the cause that each has to be told.

A row has the name of an exercise, the code as it is typed, what is said of it, and what would be
untrue or of no use.
"""

LINES = [
    (
        "make_tone",
        """
def answer(f, d, sr):
    n = d * sr
    t = np.zeros(n)
    return np.sin(2 * np.pi * f * t / sr)
""",
        "`n` comes from `n = d * sr`",
        "",
    ),
    (
        "crossings",
        """
def answer(y, sr):
    count = []
    for k in range(0, len(y), sr // 40):
        part = y[k:k + sr // 40]
        count.append(sum(part[i] * part[i + 1] < 0 for i in range(len(part))))
    return np.array(count)
""",
        "`part` has 5 entries, counted from 0, and `i + 1` is 5",
        "",
    ),
    (
        "perceptron",
        """
def answer(X, w):
    return np.where(X @ w > 0, 1, -1)
""",
        "In `X @ w`, `X` has the shape",
        "w_whole",
    ),
    (
        "signed_distance",
        """
def answer(X, w):
    return (X @ w[1:] + w[0]) / np.linalg.norm(X, axis=1)
""",
        "What came back has the shape",
        "",
    ),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    mistakes = 0
    for i in range(1, len(X) + 1):
        if y[i] * (w[0] + X[i] @ w[1:]) <= 0:
            w = w + y[i] * np.r_[1, X[i]]
            mistakes += 1
    return w, mistakes
""",
        "`for i in range(1, len(X) + 1)` goes on to",
        "",
    ),
    (
        "perceptron_epoch",
        """
def answer(w, X, y):
    for x, t in zip(X, y):
        if t * (w[0] + x @ w[1:]) <= 0:
            w += t * np.r_[1, x]
            mistakes += 1
    return w, mistakes
""",
        "`mistakes += 1` needs a `mistakes` to go on from",
        "",
    ),
    (
        "units",
        """
def answer(X, w, b):
    return X * w + b
""",
        "What came back has the shape",
        "",
    ),
    (
        "sse",
        """
def answer(y, y_hat):
    return sum((y - y_hat) ** 2) ** 0.5
""",
        "What came back is a single number",
        "",
    ),
    (
        "regression_gradient",
        """
def answer(X, y, w, b):
    e = X @ w + b - y
    return e @ X, e.sum()
""",
        "is a tuple of 2: the first has the shape",
        "",
    ),
    (
        "regression_gradient",
        """
def answer(X, y, w, b):
    e = X @ w + b - y
    dw = 2 * X @ e / len(y)
    return dw, 2 * e.mean()
""",
        "`2 * X` has the shape",
        "",
    ),
    (
        "minibatches",
        """
def answer(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size:(i + 1) * batch_size] for i in range(n / batch_size)]
""",
        "`n / batch_size` gives a fraction even where it comes out whole",
        "",
    ),
    (
        "mlp",
        """
def answer(X, layers, g):
    for W, b in layers[:-1]:
        H = g(X @ W + b)
    W, b = layers[-1]
    return H @ W + b
""",
        "under `for W, b in layers[:-1]:`, and that line was not reached",
        "",
    ),
    (
        "count_params",
        """
def answer(sizes):
    return sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes)))
""",
        "`sizes` has 3 entries, counted from 0, and `i + 1` is 3",
        "",
    ),
    (
        "collapse",
        """
def answer(layers):
    W, b = layers[0]
    for V, c in layers:
        W, b = W @ V, b @ V + c
    return W, b
""",
        "`W` has the shape (3, 2) and `V` has the shape (3, 2)",
        "",
    ),
    (
        "step2_forward",
        """
def answer(X, weights):
    H = [X]
    for W, b in weights:
        H.append(1 / (1 + np.exp(-(H[0] @ W + b))))
    return H
""",
        "`H` comes from `H = [X]`",
        "",
    ),
    (
        "step5_linear",
        """
def answer(dZ, H_below, W):
    return H_below @ dZ, dZ.sum(0), dZ @ W.T
""",
        "`dZ` has the shape",
        "",
    ),
    (
        "momentum_step",
        """
def answer(w, g, v, lr, momentum, nesterov):
    v = momentum * v - lr * g
    if nesterov:
        step = momentum * v - lr * g
    return w + step, v
""",
        "under `if nesterov:`, and that line was not reached",
        "",
    ),
    (
        "mel_filters",
        """
def answer(sr, n_fft, n_mels, fmin, fmax):
    F = right(sr, n_fft, n_mels, fmin, fmax)
    return F / F.max(axis=1, keepdims=True)
""",
        "`F` is a tuple of 2",
        "",
    ),
    (
        "nmf",
        """
def answer(X, W, H, n_steps):
    for _ in range(n_steps):
        H *= (W.T @ X) / (W.T @ W @ H)
        W *= (X @ H.T) / (W.T @ H @ H.T)
    return W, H
""",
        "In `W.T @ H`, `W.T` has the shape",
        "",
    ),
    (
        "convolve",
        """
def answer(x, w, mode):
    out = np.zeros(len(x) + len(w) - 1)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += w[j] * x[i - j]
    return out
""",
        "`for i in range(len(out))` goes on to 8",
        "",
    ),
    (
        "receptive_field",
        """
def answer(layers):
    r = 1
    for k, s in layers:
        r += (k - 1) * s
    return r
""",
        "In `for k, s in layers:`, `layers` is a list of",
        "",
    ),
    (
        "rnn_sequence",
        """
def answer(X, h0, W_x, W_h, b):
    H = []
    for t in range(X.shape[0]):
        h = np.tanh(X[t] @ W_x + h @ W_h + b)
        H.append(h)
    return np.stack(H)
""",
        "needs a `h` to go on from",
        "",
    ),
    (
        "lstm_step",
        """
def answer(x, h, c, Wx, Wh, b):
    z = x @ Wx + h @ Wh + b
    i, f, g, o = np.split(z, 3, axis=1)
    return o, c
""",
        "`z` has the shape",
        "",
    ),
    (
        "truncated_bptt",
        """
def answer(dH, X, h0, W_x, W_h, b, k):
    total, h = [0, 0, 0], h0
    for start in range(0, X.shape[1] - k + 1, k):
        piece = slice(start, start + k)
        parts = bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)[2:]
        total = [a + c for a, c in zip(total, parts)]
        h = rnn_sequence(X[:, piece], h, W_x, W_h, b)[:, -1]
    return total
""",
        "leaves out the last piece where it is shorter than k",
        "has the wrong shape",
    ),
    (
        "gradient_check",
        """
def answer(forward, backward, x, rng):
    dout, step = rng.normal(size=forward(x).shape), 1e-5
    dx, numeric = backward(dout, x), np.zeros(len(x))
    for i in range(len(x)):
        e = step * (np.arange(len(x)) == i)
        numeric[i] = np.sum(dout * (forward(x + e) - forward(x - e))) / (2 * step)
    largest = max(np.linalg.norm(dx), np.linalg.norm(numeric))
    return bool(np.linalg.norm(dx - numeric) < 1e-6 * largest)
""",
        "0 < 0 is False",
        "divides 0 by 0",
    ),
]
