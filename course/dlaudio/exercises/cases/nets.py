"""Small networks as lists of weights and biases: drawn at random, and run as an answer's judge."""

import contextlib
import itertools

import numpy as np

from ...assessment.errors import in_own_words
from ...assessment.probe import call_and_look
from ...decomposition import turn


def relu(z):
    return np.maximum(z, 0)


BENDS = {"tanh": np.tanh, "relu": relu, "sine": np.sin}


def random_layers(rng, sizes) -> list[tuple[np.ndarray, np.ndarray]]:
    """Pairs of weights (D, M) and biases (M,) of a network with these numbers of units."""
    return [
        (rng.normal(size=(d, m)) / np.sqrt(d), rng.normal(size=m))
        for d, m in zip(sizes, sizes[1:], strict=False)
    ]


def step(z):
    """1 above 0, else 0."""
    return (np.asarray(z) > 0).astype(float)


def sigmoid(z):
    """1 / (1 + exp(-z)), from exp(-|z|), which never overflows."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def run_two_layers(X, answer, bend) -> np.ndarray:
    """Outputs (N, C) of bend(X W1 + b1) W2 + b2 for the four arrays that an answer gave."""
    W1, b1, W2, b2 = (np.asarray(item, dtype=float) for item in answer)
    fits = W1.ndim == W2.ndim == 2 and len(W1) == X.shape[1] and W1.shape[1] == len(W2)
    if not fits or b1.shape != W1.shape[1:] or b2.shape != W2.shape[1:]:
        shapes = ", ".join(str(item.shape) for item in (W1, b1, W2, b2))
        raise ValueError(
            f"needs W1 ({X.shape[1]}, M), b1 (M,), W2 (M, 1), b2 (1,) that fit, got {shapes}"
        )
    return bend(X @ W1 + b1) @ W2 + b2


def run_steps(X, answer) -> tuple[np.ndarray, int]:
    """Outputs (N,) of step(step(X W + b) v + c), 0 or 1, and the number of hidden units."""
    W, b, v, c = (np.asarray(item, dtype=float) for item in answer)
    fits = W.ndim == 2 and len(W) == X.shape[1] and b.size == W.shape[1] and v.shape == W.shape[1:]
    if not fits or c.size != 1:
        shapes = ", ".join(str(item.shape) for item in (W, b, v, c))
        raise ValueError(f"needs W ({X.shape[1]}, M), b (M,), v (M,) and a number c, got {shapes}")
    return step(step(X @ W + b.ravel()) @ v + c.ravel()).astype(int), v.size


def loop_cases(rng):
    for d, m in [(3, 4), (1, 5), (4, 1), (3, 3)]:
        (W1, b1), (W2, b2) = random_layers(rng, (d, m, 1))
        weights = {"W1": 2 * W1, "b1": b1, "w2": 2 * W2[:, 0], "b2": float(b2[0])}
        yield {"x": rng.normal(size=d), **weights}


def mlp_cases(rng):
    for (n, *sizes), bend in [
        ((5, 3, 4, 3, 2, 2), "tanh"),
        ((1, 2, 3, 4, 5, 1), "relu"),
        ((4, 4, 4, 4, 4, 4), "sine"),
    ]:
        X = rng.normal(size=(n, sizes[0]))
        yield {"X": X, "layers": random_layers(rng, sizes), "bend": bend}


# What can be wrong with a program for a net, in the order of its number.
FAULTS = ("none", "bends the output", "no bias", "adds the bias behind the bend", "no bend")
NOT_IN_LIST = in_own_words("True is not in list")
OUTPUT_BIAS_KEPT = "no hidden bias"  # what is taken for "no bias" by who keeps the output's


def faulty(fault: str):
    """A program run(X, layers, g) for a net of any depth that has one of the `FAULTS`."""
    if fault not in (*FAULTS, OUTPUT_BIAS_KEPT):
        raise ValueError(f"faulty needs one of {', '.join(FAULTS)}, got {fault!r}")

    def run(X, layers, g):
        H = np.asarray(X, dtype=float)
        for i, (W, b) in enumerate(layers):
            last = i == len(layers) - 1
            bent = not last or fault == "bends the output"
            unbiased = fault == "no bias" or (fault == OUTPUT_BIAS_KEPT and not last)
            bend = g if bent and fault != "no bend" else lambda z: z
            if fault == "adds the bias behind the bend":
                H = bend(H @ W) + b
            else:
                H = bend(H @ W + (0 if unbiased else b))
        return H

    return run


def found_faults(find) -> np.ndarray:
    """What `find(run)` says of the program of each of the `FAULTS`.

    Raises
    ------
    ValueError
        If it says nothing of one, or looks for the output's bias where all are forgotten.
    """

    def fault_of(name):
        try:
            return find(faulty(name))
        except Exception as error:
            # a list of verdicts without a True in it, here or in another process
            if NOT_IN_LIST in in_own_words(str(error)):
                return None
            raise

    found = [fault_of(fault) for fault in FAULTS]
    kept = False
    with contextlib.suppress(Exception):
        kept = found[2] != 2 and fault_of(OUTPUT_BIAS_KEPT) == 2
    if kept:
        raise ValueError(
            "needs 2 for the program that forgets all biases, the output's too; got 2 for one that "
            "keeps the output's"
        )
    if silent := [number for number, fault in enumerate(found) if fault is None]:
        raise ValueError(
            f"needs a number for the program with fault {silent[0]}, and none of your five answers "
            "fits it"
        )
    return np.array(found)


def run_and_leave(run, X, layers, g):
    """What run(X, layers, g) returns; ValueError if the layers are not as they were after it."""
    sums, (_, after, _) = call_and_look(run, X, layers, g)
    left = len(after) == len(layers) and all(
        len(pair) == len(now) and all(map(np.array_equal, pair, now))
        for pair, now in zip(layers, after, strict=True)
    )
    if not left:
        raise ValueError("needs the caller's list of layers left as it came, and changes it")
    return sums


def fault_cases(rng):
    for sizes, bend in [((3, 4, 2), "tanh"), ((2, 5, 3, 2), "sine"), ((4, 3, 4, 1), "relu")]:
        layers = random_layers(rng, sizes)
        while not _told_apart(layers, BENDS[bend]):
            layers = random_layers(rng, sizes)
        yield {"layers": layers, "bend": bend}


def _told_apart(layers, g) -> bool:
    """Whether a single plain row shows each fault: a ReLU may have nothing to bend there."""
    for value in (0.3, 1.0):
        for net in (layers, layers[:2]):
            row = np.full((1, len(layers[0][0])), value)
            came = [faulty(fault)(row, net, g) for fault in FAULTS]
            pairs = itertools.combinations(came, 2)
            if any(np.allclose(one, other, atol=0.01) for one, other in pairs):
                return False
    return True


# the same numbers in every draw: they count together with the other ones
FIXED_SIZES = dict.fromkeys(("no_hidden_layer", "hidden_200"), ("any_sizes",))


def size_cases(rng):
    for n_hidden in (1, 3, 2):
        yield {"sizes": rng.integers(2, 40, n_hidden + 2).tolist()}


def spec_cases(rng):
    for _ in range(3):
        k, (d, a, b, c) = int(rng.integers(2, 5)), rng.integers(2, 20, 4)
        kinds = ["linear", "relu", "linear", "maxout", "linear", "prelu", "linear", "sigmoid"]
        numbers = [int(n) for n in (a, 0, b * k, k, c, 0, rng.integers(2, 9), 0)]
        # and one that the exercise does not name: all others keep the width and learn nothing
        kinds, numbers = [*kinds, "softplus"], [*numbers, 0]
        yield {"n_inputs": int(d), "spec": list(zip(kinds, numbers, strict=True))}


def stack_cases(rng):
    for sizes in [(3, 2), (3, 4, 2), (2, 3, 5, 4, 1), (3, 3, 3, 3)]:
        yield {"layers": random_layers(rng, sizes)}


def stretch_cases(rng):
    # one direction is above 90 degrees, where arctan of a quotient is below 0
    for mirror, turned in ((1.0, 0.0), (-1.0, 90.0), (1.0, 0.0)):
        before, after = rng.uniform(15, 75) + turned, rng.uniform(105, 165) - turned
        scale = np.diag([rng.uniform(1.5, 3), mirror * rng.uniform(0.3, 0.9)])
        yield {"W": turn(-before) @ scale @ turn(after)}
    # here U is a turn; above it is a mirror, whose rows are its columns
    (first, second), shear = rng.uniform(0.5, 2, 2), rng.uniform(0.3, 1)
    yield {"W": np.array([[first, shear], [0.0, second]])}


def square_cases(rng):
    for _ in range(3):
        yield {"w": rng.uniform(0.5, 2, 2) * rng.choice([-1.0, 1.0], 2), "b": rng.uniform(0.3, 2)}


def noise_cases(rng):
    yield {"noise": 0.1}


def bump_cases(rng):
    for _ in range(3):
        left, steepness = rng.uniform(-2, 1), rng.uniform(35, 60)
        right = left + rng.uniform(0.8, 2.5)
        yield {"left": left, "right": right, "height": rng.uniform(1, 3), "steepness": steepness}


def tower_cases(rng):
    for n_inputs in (2, 1, 3, 5):
        low = rng.uniform(-1.5, 1, n_inputs)
        high = low + rng.uniform(0.9, 2, n_inputs)
        # not very steep: beside a steep tower all is flat, and wrong ones look alike there
        yield {"low": low, "high": high, "steepness": rng.uniform(6, 12)}


def tower_places(low, high) -> dict[str, np.ndarray]:
    """Where a tower is looked at: inside, on its sides, on one wall less than all, far outside."""
    middle, half = (low + high) / 2, (high - low) / 2

    def moved(*sizes):
        """From the middle along one input after the other, by so many half widths."""
        return [middle + size * half * row for row in np.eye(len(low)) for size in sizes]

    return {
        "inside": np.array([middle, *moved(-0.4, 0.4)]),
        "sides": np.array(moved(-1, 1)),
        "walls": np.array(moved(-3, -1.5, 1.5, 3)),
        "outside": np.array([low - 2, low - 0.3, high + 0.3, high + 2]),
    }


def staircase_cases(rng):
    for pieces in (2, 3, 8):
        a, samples = rng.uniform(-3, 1), rng.uniform(-2, 2, pieces)
        b, slope = a + rng.uniform(1, 4), rng.uniform(0.5, 3)
        yield {"samples": samples, "a": a, "b": b, "slope": slope}


def parity_cases(rng):
    for n in (2, 3, 5):
        yield {"n": n}
