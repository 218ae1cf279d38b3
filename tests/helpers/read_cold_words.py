"""Wrong answers, and what they were told that nobody could read; a row is as in `read_cold`.

True or not, whoever read it did not know what to mend.
"""

UNREADABLE = [
    (
        "bump",
        "lambda l, r, h, s: ([[s, -s]], [-s * l, s * r], [[h], [h]], [0])",
        "outside differs: got 1",
    ),
    (
        "bent_units",
        """
def answer(z):
    values, slopes = right(z)
    return values, tuple(value / z for value in values)
""",
        "got 0.",
    ),
    (
        "bent_units",
        """
def answer(z):
    values, slopes = right(z)
    return values, tuple(value / z for value in values)
""",
        "falls below 0",
    ),
    (
        "softmax_cross_entropy",
        """
def answer(logits, target):
    e = np.exp(logits - logits.max())
    p = e / e.sum(axis=1, keepdims=True)
    return p, -np.log(p[np.arange(len(target)), target]).mean(), right(logits, target)[2]
""",
        "got inf",
    ),
    (
        "fit_output",
        "lambda X, y, W1, b1: (np.linalg.lstsq(np.tanh(X @ W1 + b1), y, rcond=None)[0], 0)",
        "90%",
    ),
    (
        "smooth_units",
        "lambda z: (*right(z)[:2], np.log(1 + np.exp(z)))",
        "-inf",
    ),
    (
        "make_tone",
        "lambda *_: None",
        "got 1, expected",
    ),
    (
        "smooth_units",
        "lambda z: None",
        "subscriptable",
    ),
    (
        "three_losses",
        "lambda *_: None",
        "unpack",
    ),
    (
        "bump",
        "lambda *_: None",
        "iterable",
    ),
    (
        "separable",
        "lambda table: print(right(table))",
        "Differs in",
    ),
    (
        "perceptron",
        "lambda X, w: np.where(X @ w > 0, 1, -1)",
        "core dimension",
    ),
    (
        "random_search",
        "lambda *_: (None, 0)",
        "unsupported operand",
    ),
    (
        "InvertedDropout",
        """
class answer(right):
    def forward(self, x, training):
        if not training:
            return x
        return super().forward(x, training)
""",
        "operands could not be",
    ),
    (
        "conv_size",
        "lambda size, K, stride, padding, dilation: right(size, K, stride, padding, 1)",
        "grid",
    ),
    # the pairs of all layers are one row of numbers for the judge, and must not be for the reader
    ("step1_start", "lambda *inputs: [(W.T, b) for W, b in right(*inputs)]", "first at"),
    ("step1_start", "lambda *inputs: [(W, b[None]) for W, b in right(*inputs)]", "(12,)"),
    (
        "step8_update",
        "lambda *inputs: [[(W.T, b) for W, b in pairs] for pairs in right(*inputs)]",
        "first at",
    ),
    (
        "network_gradients",
        "lambda *inputs: (right(*inputs)[0], [(W.T, b) for W, b in right(*inputs)[1]])",
        "first at",
    ),
    ("topological_order", "lambda parents: sorted(right(parents))", "'none'"),
]
