"""Right answers to unit 3, written in other ways."""

import math

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises import u03_mlp as asked

right = right_answers("u03_mlp")


@variant(asked.smooth_units)
def smooth_by_logaddexp(z):
    softplus = np.logaddexp(0, z)
    return np.exp(z - softplus), 1 - 2 / (1 + np.exp(2 * z)), softplus


@variant(asked.smooth_units)
def smooth_plain_and_float32(z):
    z = z.astype(np.float32)
    sigmoid = 1 / (1 + np.exp(-z))
    softplus = np.where(z < -15, np.exp(z), np.log1p(np.exp(np.minimum(z, 30))))
    return np.stack([sigmoid, np.tanh(z), np.where(z > 30, z, softplus)])


@variant(asked.smooth_slopes)
def slopes_by_cosh(z):
    half = 1 / np.cosh(np.clip(z / 2, -300, 300)) ** 2 / 4
    return half, 1 / np.cosh(np.clip(z, -300, 300)) ** 2, 1 / (1 + np.exp(-z))


@variant(asked.smooth_slopes)
def slopes_by_the_double_angle(z):
    def slope(z):
        return right.smooth_units(z)[0] * right.smooth_units(-z)[0]

    return slope(z), 4 * slope(2 * z), (1 + np.tanh(z / 2)) / 2


@variant(asked.bent_units)
def bent_by_masks(z):
    positive = z > 0
    elu = z.copy()
    elu[~positive] = np.expm1(z[~positive])
    values = np.stack([z * positive, np.maximum(0.1 * z, z), elu])
    return values, np.stack([positive, positive + 0.1 * ~positive, np.where(positive, 1, elu + 1)])


@variant(asked.bent_units)
def bent_float32_loops(z):
    values, slopes = [[], [], []], [[], [], []]
    for v in z.astype(np.float32):
        one = (v, v, v) if v > 0 else (0, v / 10, math.exp(v) - 1)
        slope = (1, 1, 1) if v > 0 else (0, 0.1, math.exp(v))
        for i in range(3):
            values[i].append(one[i])
            slopes[i].append(slope[i])
    return values, slopes


@variant(asked.two_layer_loops)
def two_layers_vectorised(x, W1, b1, w2, b2):
    hidden = 1 / (1 + np.exp(-(x @ W1 + b1)))
    return hidden, 1 / (1 + np.exp(-(hidden @ w2 + b2)))


@variant(asked.two_layer_loops)
def two_layers_einsum_float32(x, W1, b1, w2, b2):
    x, W1, w2 = (item.astype(np.float32) for item in (x, W1, w2))
    hidden = 0.5 + 0.5 * np.tanh((np.einsum("i,ij->j", x, W1) + b1) / 2)
    return hidden, 0.5 + 0.5 * math.tanh((hidden @ w2 + b2) / 2)


@variant(asked.mlp)
def mlp_indexed(X, layers, g):
    H = X
    for i in range(len(layers)):
        W, b = layers[i]
        H = np.einsum("nd,dm->nm", H, W) + b.reshape(1, -1)
        if i < len(layers) - 1:
            H = g(H)
    return H


@variant(asked.mlp)
def mlp_recursive_columns(X, layers, g):
    def columns(H, layers):
        W, b = layers[0]
        Z = W.T @ H + b[:, None]
        return Z if len(layers) == 1 else columns(g(Z), layers[1:])

    return columns(X.T.astype(np.float32), layers).T


@variant(asked.count_params)
def count_loop(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i] + sizes[i]
    return total


@variant(asked.count_params)
def count_arrays(sizes):
    sizes = np.array(sizes, dtype=float)
    return sizes[:-1] @ sizes[1:] + sizes[1:].sum()


@variant(asked.describe)
def describe_by_match(n_inputs, spec):
    rows = [(n_inputs, 0)]
    for kind, number in spec:
        before = rows[-1][0]
        match kind:
            case "linear":
                rows.append((number, before * number + number))
            case "maxout":
                rows.append((before // number, 0))
            case "prelu":
                rows.append((before, 1))
            case _:
                rows.append((before, 0))
    return np.array(rows[1:]).T


@variant(asked.describe)
def describe_floats(n_inputs, spec):
    widths = np.empty(len(spec))
    parameters = np.zeros(len(spec))
    for i, (kind, number) in enumerate(spec):
        before = widths[i - 1] if i else n_inputs
        widths[i] = {"linear": number, "maxout": before / max(number, 1)}.get(kind, before)
        parameters[i] = {"linear": (before + 1) * number, "prelu": 1}.get(kind, 0)
    return widths, parameters


@variant(asked.collapse)
def collapse_from_the_end(layers):
    W, b = layers[-1]
    for V, c in reversed(layers[:-1]):
        W, b = V @ W, c @ W + b
    return W, b


@variant(asked.collapse)
def collapse_by_asking(layers):
    def run(X):
        for W, b in layers:
            X = (X @ W + b).astype(np.float64)
        return X

    n_inputs = len(layers[0][0])
    b = run(np.zeros((1, n_inputs)))[0]
    return run(np.eye(n_inputs)) - b, b


@variant(asked.stretch)
def stretch_by_eigenvectors(W):
    values, vectors = np.linalg.eigh(W @ W.T)
    x, y = vectors[:, 1]
    angle = math.degrees(math.atan2(y, x))
    return math.sqrt(values[1]), math.sqrt(values[0]), angle if angle >= 0 else angle + 180


@variant(asked.stretch)
def stretch_by_trying(W):
    angles = np.linspace(0, 180, 1_800_001)[:-1:10]
    x = np.column_stack([np.cos(np.deg2rad(angles)), np.sin(np.deg2rad(angles))])
    lengths = np.linalg.norm(x @ W, axis=1)
    return lengths.max(), lengths.min(), angles[lengths.argmax()]


@variant(asked.expand_square)
def square_by_outer_product(w, b):
    table = np.outer([b, *w], [b, *w])
    table = np.triu(2 * table) - np.diag(np.diag(table))
    return [table[0, 0], table[0, 1], table[0, 2], table[1, 1], table[1, 2], table[2, 2]]


@variant(asked.expand_square)
def square_by_fitting(w, b):
    x1, x2 = np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1]], dtype=float).T
    A = np.column_stack([x1**0, x1, x2, x1**2, x1 * x2, x2**2])
    return np.linalg.solve(A, (w[0] * x1 + w[1] * x2 + b) ** 2)


xor_by_product = variant(asked.xor_quadratic)(np.array([-0.5, 1, 1, 0, -2, 0]))
xor_scaled = variant(asked.xor_quadratic)((-4.0, 0, 0, 10, -20, 10))


@variant(asked.bump)
def bump_falling_unit(left, right, height, steepness):
    W1 = [[steepness, -steepness]]
    return W1, [-steepness * left, steepness * right], [[height], [height]], [-height]


@variant(asked.bump)
def bump_float32(left, right, height, steepness):
    W1 = np.array([[steepness, steepness]], dtype=np.float32)
    b1 = np.array([-steepness * right, -steepness * left])
    return W1, b1, height * np.array([[-1.0], [1.0]]), np.array([0.0])


@variant(asked.staircase)
def stairs_one_unit_more(samples, a, b, slope):
    n, width = len(samples), (b - a) / len(samples)
    starts = [a - 1, *(a + width * i for i in range(1, n))]
    rises = [samples[0], *(samples[i] - samples[i - 1] for i in range(1, n))]
    bias = [-start for start in starts]
    return [[1.0] * n], bias, [[rise] for rise in rises], [0.0], slope * width / 2


@variant(asked.staircase)
def stairs_downwards(samples, a, b, slope):
    n = len(samples)
    edges = a + (b - a) * np.arange(1, n) / n
    W2 = -np.diff(samples)[:, None]
    return -np.ones((1, n - 1)), edges, W2, samples[-1:], 0.5 * slope * (b - a) / n


@variant(asked.tower_net)
def tower_of_falling_units(low, high, steepness):
    """The second unit of each pair is 1 below high, so a wall adds 1 to what it has outside."""
    n = len(low)
    W1 = np.zeros((n, 2 * n))
    b1 = []
    for i in range(n):
        W1[i, 2 * i : 2 * i + 2] = steepness, -steepness
        b1 += [-steepness * low[i], steepness * high[i]]
    return W1, b1, [[steepness]] * (2 * n), [-steepness * (2 * n - 0.5)]


@variant(asked.tower_net)
def tower_lows_first(low, high, steepness):
    n = len(low)
    eye = np.eye(n, dtype=np.float32)
    W2 = np.concatenate([np.ones(n), -np.ones(n)])[:, None]
    b1 = -steepness * np.concatenate([low, high])
    return steepness * np.hstack([eye, eye]), b1, steepness * W2, np.array([steepness * (0.5 - n)])


@variant(asked.parity_net)
def parity_from_above(n):
    counts = np.arange(1, n + 1)
    return 2 * np.ones((n, n)), 1 - 2 * counts, np.where(counts % 2 == 1, 2, -2), -1


@variant(asked.parity_net)
def parity_lists(n):
    W = [[1] * n for _ in range(n)]
    return W, [0.5 - k for k in range(1, n + 1)], [(-1) ** (k + 1) for k in range(1, n + 1)], -0.5


@variant(asked.find_sound)
def sound_by_correlate(y, template):
    responses = np.correlate(y, template, mode="valid") / np.sqrt(np.sum(template**2))
    return responses, int(responses.argmax())


@variant(asked.find_sound)
def sound_loops(y, template):
    y, template = y.astype(np.float32), template.astype(np.float32)
    length, size = math.sqrt(template @ template), len(template)
    responses = [y[i : i + size] @ template / length for i in range(len(y) - size + 1)]
    return responses, max(range(len(responses)), key=responses.__getitem__)


@variant(asked.fit_output)
def fit_normal_equations(X, y, W1, b1):
    A = np.column_stack([np.tanh(X @ W1 + b1), np.ones(len(X))])
    w = np.linalg.pinv(A) @ y
    return list(w[:-1]), float(w[-1])


@variant(asked.fit_output)
def fit_centred(X, y, W1, b1):
    H = np.tanh(X @ W1 + b1)
    w2 = np.linalg.lstsq(H - H.mean(axis=0), y - y.mean(), rcond=None)[0]
    return w2, y.mean() - H.mean(axis=0) @ w2


@variant(asked.find_fault)
def fault_by_questions(run, layers, g):
    """One layer, asked at places where the five programs say five different things."""
    X = 0.7 * np.ones((1, 1))
    seen = []

    def watch(z):
        seen.append(np.array(z, dtype=float))
        return np.tanh(z)

    W = np.array([[1.0]])
    out = run(X, [(W, np.array([0.5])), (W, np.array([0.25]))], watch)[0, 0]
    if not seen:
        return 4
    if len(seen) == 2:
        return 1
    if np.isclose(seen[0][0, 0], 1.2):
        return 0
    return 2 if np.isclose(out, np.tanh(0.7)) else 3


@variant(asked.find_fault)
def fault_by_two_layers(run, layers, g):
    (W1, b1), (W2, b2) = two = layers[:2] if len(layers[1][1]) else layers
    X = np.full((1, len(W1)), 0.3)
    came = np.asarray(run(X, two, g))
    ways = [
        g(X @ W1 + b1) @ W2 + b2,
        g(g(X @ W1 + b1) @ W2 + b2),
        g(X @ W1) @ W2,
        (g(X @ W1) + b1) @ W2 + b2,
        (X @ W1 + b1) @ W2 + b2,
    ]
    return np.argmin([np.abs(came - way).max() for way in ways])


@variant(asked.wave_from_units)
def wave_with_units_beyond_the_ends(x, y):
    at = np.linspace(-0.05, 1.05, 20)
    A = np.column_stack([np.tanh(8 * (x[:, None] - at)), np.ones(len(x))])
    w = np.linalg.pinv(A, rcond=1e-9) @ y
    return [[8.0] * 20], -8 * at, w[:-1, None], [w[-1]]


@variant(asked.wave_from_units)
def wave_by_many_trials(x, y):
    rng, best = np.random.default_rng(3), (np.inf, None)
    for _ in range(60):
        at, steep = np.sort(rng.uniform(0, 1, 20)), rng.uniform(4, 20)
        at = (at + 2 * np.linspace(0, 1, 20)) / 3
        A = np.insert(np.tanh(steep * (x[:, None] - at)), 0, 1, axis=1)
        w = np.linalg.lstsq(A, y, rcond=None)[0]
        wrong = np.mean((A @ w - y) ** 2)
        if wrong < best[0]:
            best = wrong, (np.full((1, 20), steep), -steep * at, w[1:, None], w[:1])
    return best[1]


quiz_capitals = variant(asked.mlp_quiz)({k: v.upper() for k, v in right.mlp_quiz.items()})
quiz_brackets = variant(asked.mlp_quiz)({k: f"({v})" for k, v in right.mlp_quiz.items()})
