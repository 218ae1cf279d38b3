"""More wrong answers that readers typed; a row says what it says in `read_cold`."""

WRONG = [
    (
        "gates",
        '{"AND": [1.5, 1, 1], "OR": [0.5, 1, 1], "NOT": [-0.5, -1]}',
        "puts the bias last",
    ),
    (
        "separable",
        "lambda table: list(table) not in ([0, 1, 1, 0], [1, 0, 0, 1])",
        "",
    ),
    (
        "gradient_check",
        """
def answer(forward, backward, x, rng):
    dout, slopes = rng.normal(size=np.shape(forward(x))), np.zeros_like(x)
    for place in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[place] = 1e-12
        slopes[place] = np.sum(dout * (forward(x + nudge) - forward(x - nudge))) / 2e-12
    return np.allclose(slopes, backward(dout, x), rtol=1e-4)
""",
        "float32",
    ),
    (
        "learn_xor",
        """
def answer(X, y, weights, lr, n_steps):
    for step in range(n_steps):
        i = step % len(X)
        _, gradients = network_gradients(X[i : i + 1], y[i : i + 1], weights)
        weights = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(weights, gradients)]
    return weights
""",
        "",
    ),
    (
        "stopping_epochs",
        """
def answer(val_losses, weights, patience, tolerance):
    best, last, restored, settled = right(val_losses, weights, patience, tolerance)
    return best, last, restored, settled - 1 if settled else 0
""",
        "each entry of the move",
    ),
    (
        "initial_weights",
        "lambda *inputs: np.abs(right(*inputs))",
        "evenly between two limits",
    ),
    (
        "initial_weights",
        "lambda D, M, kind, rng: right(D, M, kind, np.random)",
        "",
    ),
    (
        "random_search",
        "lambda score, low, high, n, rng: right(score, low, high, n, np.random)",
        "",
    ),
    (
        "InvertedDropout",
        """
class answer(right):
    def forward(self, x, training):
        off = self.rng.permutation(x.size)[: round(self.p * x.size)]
        self.mask = np.full(x.size, 1 / (1 - self.p))
        self.mask[off] = 0
        self.mask = self.mask.reshape(x.shape) if training else 1.0
        return x * self.mask
""",
        "",
    ),
    (
        "digit_pipeline",
        """
def answer(train, digits, new):
    X, X_new = (
        np.array([np.append(M.mean(axis=1), M.std(axis=1)) for M in part]) for part in (train, new)
    )
    W = np.linalg.lstsq(np.insert(X, 0, 1, axis=1), np.eye(10)[digits], rcond=None)[0]
    X_new = (X_new - X.mean(axis=0)) / X.std(axis=0)
    return X_new, (np.insert(X_new, 0, 1, axis=1) @ W).argmax(axis=1)
""",
        "",
    ),
    (
        "conv_block",
        """
def answer(x, weight, bias, dout):
    return right(x, weight, 0 * bias, dout)
""",
        "adds the bias after the ReLU",
    ),
    (
        "train_cnn",
        """
def answer(X, y, X_new, rng):
    X, X_new = (np.insert(pictures.reshape(len(pictures), -1), 0, 1, axis=1)
                for pictures in (X, X_new))
    W = np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ np.eye(10)[y])
    return (X_new @ W).argmax(axis=1)
""",
        "",
    ),
    (
        "train_cnn",
        """
def answer(X, y, X_new, rng):
    X, X_new = (pictures.reshape(len(pictures), -1) for pictures in (X, X_new))
    apart = (X**2).sum(axis=1) - 2 * X_new @ X.T
    return y[apart.argmin(axis=1)]
""",
        "",
    ),
    (
        "remember_tone",
        "lambda X, y, rng: (np.zeros((X.shape[2], 16)), np.zeros((16, 16)), np.zeros(16), "
        "np.zeros((16, 2)), np.array([0.0, 1.0]))",
        "hidden units",
    ),
    (
        "latch",
        "([[20, -20, 0, 20], [0, -20, 0, 0]], [[0] * 4], [-10, 10, 10, 0])",
        "must stay open",
    ),
    (
        "latch",
        "([[20, -20, 20, 0], [0, -20, 0, 0]], [[0] * 4], [-10, 0, 0, 10])",
        "",
    ),
    (
        "beat_f_measure",
        """
def answer(estimated, reference, tolerance):
    left, hits = list(estimated), 0
    for beat in reference:
        if left:
            nearest = min(left, key=lambda time: abs(time - beat))
            if abs(nearest - beat) <= tolerance:
                left.remove(nearest)
                hits += 1
    total = len(estimated) + len(reference)
    return hits / max(len(estimated), 1), hits / len(reference), 2 * hits / total
""",
        "",
    ),
    (
        "beat_f_measure",
        """
def answer(estimated, reference, tolerance):
    hits = sum(any(abs(e - r) <= tolerance for e in estimated) for r in reference)
    total = len(estimated) + len(reference)
    return hits / max(len(estimated), 1), hits / len(reference), 2 * hits / total
""",
        "one true beat be hit by several",
    ),
    (
        "spectral_gate",
        "lambda Y, V: np.where(np.abs(Y) ** 2 > 2 * np.mean(np.abs(V) ** 2, axis=1, "
        "keepdims=True), 1.0, 0.1)",
        "opens at the noise itself",
    ),
    (
        "spectral_gate",
        "lambda Y, V: np.ones(Y.shape)",
        "",
    ),
    # every path of labels one by one: for 40 frames of 3 labels that would never end
    (
        "ctc_probability",
        """
def answer(P, target):
    if len(P) > 9:
        raise TimeoutError("there are more paths than there is time")
    return right(P, target)
""",
        "",
    ),
    (
        "describe",
        """
def answer(n_inputs, spec):
    known = ("linear", "relu", "sigmoid", "maxout", "prelu")
    return right(n_inputs, [item for item in spec if item[0] in known])
""",
        "",
    ),
    (
        "log_dct",
        """
def answer(mel_power, n_mfcc):
    levels = 10 * np.log10(mel_power + 1e-10)
    levels = np.maximum(levels, levels.max() - 80)
    C = right(mel_power, n_mfcc)[1]
    return levels, C, C @ levels
""",
        "",
    ),
    # ---- units 0 to 4, by one who had only the notebooks ----
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
        "a term with w in it",
    ),
    (
        "stretch",
        """
def answer(W):
    U, sizes, Vt = np.linalg.svd(W)
    return *sizes, np.degrees(np.arctan2(U[0, 1], U[0, 0])) % 180
""",
        "",
    ),
    (
        "find_sound",
        "lambda y, t: (right(y, t)[0], np.argmax(np.abs(right(y, t)[0])))",
        "",
    ),
    (
        "find_fault",
        "lambda run, layers, g: right(run, layers, g) or None",
        "dtype object",
    ),
    (
        "bump",
        """
def answer(left, right, height, steepness):
    W1 = np.array([[steepness, -steepness]])
    b1 = np.array([-steepness * left, -steepness * right])
    return W1, b1, np.array([[height], [-height]]), np.zeros(1)
""",
        "where height is",
    ),
    (
        "bump",
        """
def answer(left, right, height, steepness):
    W1 = np.array([[steepness, -steepness]])
    b1 = np.array([-steepness * left, -steepness * right])
    return W1, b1, np.array([[height], [-height]]), np.zeros(1)
""",
        "whole numbers",
    ),
    (
        "PowerCompression",
        """
class answer(right):
    def backward(self, dout):
        before = getattr(self, "dp", 0.0)
        dx = super().backward(dout)
        self.dp += before
        return dx
""",
        "",
    ),
    (
        "broken_loops",
        '{"first": "c", "second": "a", "third": "b", "fourth": "e"}',
        "4 is not reached",
    ),
]
