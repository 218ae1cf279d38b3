"""Small machines drawn at random: autoencoders, Boltzmann machines, valleys, paths of labels."""

import itertools

import numpy as np

# What makes a function of a case's inputs, for those who try a question themselves
OWN = "from dlaudio.exercises.cases import machines; "
A_LAYER = OWN + "train_layer = machines.made_layer"
A_NET = OWN + 'q = check.case("hessian_vector"); gradient = machines.net_gradient(q["X"], q["y"])'
TIMES = 'q = check.case("conjugate_gradient"); multiply = lambda v: q["A"] @ v'
A_VALLEY = OWN + (
    'q = check.case("newton_step"); '
    'gradient = machines.valley_gradient(q["A"], q["lowest"], q["bend"])'
)


def drawn(rng, **shapes) -> dict[str, np.ndarray]:
    """Normal numbers of these shapes, to two digits, by name."""
    return {name: np.round(rng.normal(size=shape), 2) for name, shape in shapes.items()}


def autoencoder_cases(rng):
    for n, d, m in [(5, 4, 3), (1, 3, 2), (4, 2, 5)]:
        case = drawn(rng, target=(n, d), W=(d, m), b=m, V=(m, d), c=d)
        yield {"X": case["target"] + np.round(rng.normal(size=(n, d)), 2), **case}


def code_cases(rng):
    for n, m, k in [(12, 6, 4), (9, 5, 3), (3, 7, 1)]:
        database = np.round(rng.uniform(0.02, 0.98, (n, m)), 2)
        database[0], database[-1] = 0.9, 0.95  # two neighbours for sure, and a tie
        query = np.full(m, 0.7)
        query[1] = 0.4
        database[[0, -1], 1] = 0.1, 0.2
        query[3], database[1, 2] = 0.5, 0.5  # on the limit: not above it, so the bit is 0
        yield {"database": database, "query": query, "k": k}


def recall_cases(rng):
    # 1 where a relevant item stands in the ranking; the second has none among the first k
    for pattern, k in [("1000011010", 5), ("0001101001", 3), ("101101010110", 4), ("01", 2)]:
        found = rng.permutation(len(pattern) + 5)[: len(pattern)]
        relevant = found[np.array(list(pattern)) == "1"]
        yield {"found": found, "relevant": rng.permutation(relevant), "k": k}


def corners(n: int) -> np.ndarray:
    """All 2**n rows of n bits."""
    return np.array(list(itertools.product([0.0, 1.0], repeat=n)))


def rbm(rng, d: int, m: int) -> dict[str, np.ndarray]:
    """Weights W (D, M), visible biases a (D,), hidden biases b (M,)."""
    return drawn(rng, W=(d, m), a=d, b=m)


def bits(rng, n: int, d: int) -> np.ndarray:
    return rng.integers(0, 2, (n, d)).astype(float)


def energy_cases(rng):
    for n, d, m in [(5, 4, 3), (1, 3, 2), (4, 2, 5)]:
        V, H = bits(rng, n, d), bits(rng, n, m)
        V[0], H[0] = 1, 1
        V[1:2] = 0  # nothing is on: the hidden biases alone count, however large W is
        yield {"V": V, "H": H, **rbm(rng, d, m)}


def likelihood_cases(rng):
    for n, d, m in [(6, 4, 3), (1, 3, 4), (5, 3, 2)]:
        V = bits(rng, n, d)
        V[0] = 1
        yield {"V": V, **rbm(rng, d, m)}


def chance_cases(rng):
    for n, d, m, lr in [(8, 5, 4, 0.5), (1, 6, 5, 0.2), (7, 4, 6, 0.05)]:
        V = bits(rng, n, d)
        V[0] = 1
        chance = {"u_hidden": rng.uniform(size=(n, m)), "u_visible": rng.uniform(size=(n, d))}
        yield {"V": V, **rbm(rng, d, m), "lr": lr, **chance}


MAJOR = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1.0])


def key_cases(rng):
    for m in (4, 3, 1):
        keys = (1 + rng.permutation(5))[:m]
        noise = rng.uniform(-0.25, 0.25, (12, m))
        W = np.array([np.roll(MAJOR, key) for key in keys]).T + noise
        if m == 3:  # a unit whose strongest correlation is negative: it is against one key most
            W[:, 1] = 0.3 * (np.roll(MAJOR, keys[1] + 6) + noise[:, 1]) - np.roll(MAJOR, keys[1])
        yield {"W": W - 1.5}


def stack_cases(rng):
    for n, *sizes in [(6, 4, 3, 5, 2), (1, 3, 4, 2), (5, 2, 3, 4, 3)]:
        yield {"X": np.round(rng.normal(size=(n, sizes[0])), 2), "sizes": sizes[1:]}


def in_a_row(layers) -> np.ndarray:
    """All numbers of some layers; ValueError if they are no pairs of a matrix and its biases."""
    parts = [np.asarray(part, dtype=float) for layer in layers for part in layer]
    if [part.ndim for part in parts] != [2, 1] * len(layers):
        raise ValueError("needs a pair (W, b) for each layer: W with two axes, b with one")
    return np.concatenate([part.ravel() for part in parts])


def made_layer(X, m) -> tuple[np.ndarray, np.ndarray]:
    """A layer that depends on what it is given and on its size, as a trained one would."""
    X = np.asarray(X, dtype=float)
    n, d = X.shape
    steps = np.cos(1.7 * np.arange(1, d * int(m) + 1)).reshape(d, int(m))
    return steps * (1 + X.mean(axis=0))[:, None], X.mean() - 0.1 * np.arange(int(m))


# ---- slopes of slopes --------------------------------------------------------------------------


def net_gradient(X, y):
    """Gradient of the squared error of a net with 3 inputs, 2 tanh units and 10 weights."""

    def gradient(w):
        w = np.asarray(w)
        W, b, v = w[:6].reshape(3, 2), w[6:8], w[8:]
        H = np.tanh(X @ W + b)
        error = 2 * (H @ v - y) / len(y)
        dZ = np.outer(error, v) * (1 - H**2)
        return np.concatenate([(X.T @ dZ).ravel(), dZ.sum(axis=0), H.T @ error])

    return gradient


def explicit_hessian(gradient, w) -> np.ndarray:
    """All second slopes by a step in the imaginary direction, which rounds nothing away."""
    rows = [gradient(w + 1e-20j * e).imag / 1e-20 for e in np.eye(len(w))]
    return np.array(rows)


def hessian_cases(rng):
    for n, step in [(6, 0.1), (1, 0.3), (4, 0.02)]:
        case = drawn(rng, X=(n, 3), y=n, w=10, v=10)
        yield {**case, "step": step}


def positive(rng, d: int) -> np.ndarray:
    """A symmetric matrix whose eigenvalues run from 0.5 to 0.5 + d."""
    Q, _ = np.linalg.qr(rng.normal(size=(d, d)))
    return (Q * (0.5 + np.linspace(0, d, d))) @ Q.T


def solve_cases(rng):
    for d, n_steps in [(5, 3), (4, 4), (6, 2)]:
        yield {"A": positive(rng, d), "g": rng.normal(size=d), "n_steps": n_steps}
    yield {"A": positive(rng, 3), "g": np.zeros(3), "n_steps": 2}


def valley_gradient(A, lowest, bend):
    """Slope of 1/2 (w - lowest)' A (w - lowest) + bend/4 sum (w - lowest)**4."""

    def gradient(w):
        away = np.asarray(w, dtype=float) - lowest
        return A @ away + bend * away**3

    return gradient


def valley_cases(rng):
    for d, bend, damping in [(4, 0.0, 0.3), (3, 4.0, 0.5), (1, 0.2, 0.7)]:
        case = drawn(rng, lowest=d, w=d)
        case["w"] = case["lowest"] + rng.choice([-1, 1], d) * rng.uniform(0.5, 1.5, d)
        yield {"A": positive(rng, d), **case, "bend": bend, "damping": damping}
    at = drawn(rng, lowest=2)["lowest"]  # at the bottom already: nothing is left to do
    yield {"A": positive(rng, 2), "lowest": at, "w": at.copy(), "bend": 0.3, "damping": 0.1}


# ---- attacks, blocks, attention, paths ---------------------------------------------------------


def attack_cases(rng):
    for n, d, m, k, strength in [(5, 4, 3, 6, 0.1), (1, 3, 5, 2, 0.03), (4, 6, 2, 3, 0.2)]:
        net = drawn(rng, X=(n, d), W=(d, m), b=m, V=(m, k), c=k)
        if n == 4:
            net["W"][0] = 0  # nobody listens to this input: its slope is 0, and it stays
        yield {"X": net.pop("X"), "y": rng.integers(0, k, n), **net, "strength": strength}


def cross_entropy(X, y, W, b, V, c) -> float:
    """Mean cross-entropy of the net tanh(X W + b) V + c."""
    z = np.tanh(X @ W + b) @ V + c
    z = z - z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]))


def impulse_cases(rng):
    # the largest sample is below zero, above it, and below it
    for n, p, peak in [(60, 0.1, -0.7), (50, 0.15, 0.7), (40, 0.2, -0.7)]:
        y = np.round(rng.uniform(-0.6, 0.6, n), 3)
        y[rng.integers(4, n)] = peak + round(rng.uniform(-0.08, 0.08), 3)
        u, side = rng.uniform(size=(2, n))
        # one of each kind at least, and one on each of the limits
        u[:4], side[:4] = (0.01, 0.01, p, 0.01), (0.2, 0.8, 0.3, 0.5)
        yield {"y": y, "p": p, "u": u, "side": side}


def block_cases(rng):
    for n, d, m in [(5, 4, 3), (1, 3, 6), (4, 2, 5)]:
        yield drawn(rng, x=(n, d), W1=(d, m), b1=m, W2=(m, d), b2=d, dout=(n, d))


def attention_cases(rng):
    for t, s, d, m in [(3, 5, 4, 2), (1, 4, 3, 5), (4, 2, 6, 3)]:
        yield drawn(rng, Q=(t, d), K=(s, d), V=(s, m), dout=(t, m))
    large = drawn(rng, Q=(2, 3), K=(4, 3), V=(4, 2), dout=(2, 2))
    # scores far above 709, where exp overflows
    large["Q"], large["K"] = 1 + np.abs(large["Q"]), 1000 * (1 + np.abs(large["K"]))
    yield large


def path_cases(rng):
    for pattern in ("1101220013", "0012210", "11011", "03330"):
        names = np.append(0, 1 + rng.permutation(8))
        yield {"path": names[[int(c) for c in pattern]]}
    yield {"path": np.array([1, 1, 0, 1, 2, 2, 1])}


def ctc_cases(rng):
    for pattern, t in (("12", 5), ("11", 6), ("122", 7), ("1", 1), ("2", 4), ("121", 6)):
        scores = rng.uniform(0.2, 1, (t, 3))
        target = np.append(0, 1 + rng.permutation(2))[[int(c) for c in pattern]]
        yield {"P": scores / scores.sum(axis=1, keepdims=True), "target": target}


def long_ctc_cases(rng):
    """As `ctc_cases`, and one of 40 frames: only sums over shared beginnings end in time."""
    yield from ctc_cases(rng)
    path = np.repeat([0, 1, 2, 0, 2, 1, 0], [5, 7, 4, 6, 5, 8, 5])
    scores = rng.uniform(0.005, 0.02, (40, 3))
    scores[np.arange(40), path] = 1
    yield {"P": scores / scores.sum(axis=1, keepdims=True), "target": np.array([1, 2, 2, 1])}


def merged(path) -> list[int]:
    """A path of labels with repeats merged, then blanks (0) removed."""
    return [int(key) for key, _ in itertools.groupby(path) if key != 0]


def all_paths(P, target) -> float:
    """Probability of a target as the sum over every path of labels."""
    T, C = P.shape
    paths = itertools.product(range(C), repeat=T)
    wanted = [int(label) for label in target]
    return sum(float(np.prod(P[np.arange(T), p])) for p in paths if merged(p) == wanted)


def latent_cases(rng):
    for n, m in [(5, 3), (1, 4), (4, 2)]:
        yield drawn(rng, mu=(n, m), log_var=(n, m), noise=(n, m), dz=(n, m))
