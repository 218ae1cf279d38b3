"""States of optimisers to take one step from, and small problems to walk on."""

import numpy as np

from dlaudio.descent.valleys import quadratic

SHAPES = [(4,), (2, 3), (1,), (3, 2)]


def _arrays(rng, shape, **scales):
    """An array of this shape for each name; memories of squares are above 0."""
    drawn = {name: scale * rng.normal(size=shape) for name, scale in scales.items()}
    return {name: value**2 if name[0] in "su" else value for name, value in drawn.items()}


def momentum_cases(rng):
    for shape in SHAPES:
        yield {**_arrays(rng, shape, w=1, g=2, v=1), "lr": 0.3, "momentum": 0.8}


def scaled_cases(rng):
    for shape, eps in zip(SHAPES, (0.1, 0.3, 0.1, 0.3), strict=True):
        numbers = {"lr": 0.2, "alpha": 0.7, "eps": eps}
        yield {**_arrays(rng, shape, w=1, g=2, s_sum=2, s_mean=1), **numbers}


def adadelta_cases(rng):
    for shape, eps in zip(SHAPES, (0.1, 0.3, 0.1, 0.3), strict=True):
        yield {**_arrays(rng, shape, w=1, g=2, s=1, u=0.5), "rho": 0.7, "eps": eps}


def adam_cases(rng):
    for shape, t in zip(SHAPES, (1, 2, 5, 30), strict=True):
        state = _arrays(rng, shape, w=1, g=2, m=float(t > 1), s=float(t > 1))
        yield {**state, "t": t, "lr": 0.1, "beta1": 0.8, "beta2": 0.95, "eps": 0.1}


def bfgs_cases(rng):
    for d in (3, 2, 1, 4):
        step = rng.normal(size=d)
        inputs = {"H": quadratic(rng, d), "step": step, "change": quadratic(rng, d) @ step}
        yield {**inputs, "A": quadratic(rng, 2, 0.5, 4.0), "minimum": rng.normal(size=2) * 2}


def walk_bfgs(update, A, minimum) -> np.ndarray:
    """Two steps on (x - minimum) A (x - minimum) / 2 from the origin, each of the best length.

    With the right update two steps are enough for two parameters.
    """
    x, H = np.zeros(2), np.eye(2)
    for _ in range(2):
        gradient = A @ (x - minimum)
        direction = -H @ gradient
        step = -(gradient @ direction) / (direction @ A @ direction) * direction
        x = x + step
        H = np.asarray(update(H, step, A @ step), dtype=float)
    return x


def proximal_cases(rng):
    for n in (6, 9, 1, 12):
        w, g = rng.normal(size=n), rng.normal(size=n)
        lr, strength = 0.2, 1.5
        after = w - lr * g
        # a third lands within lr * strength of zero, well away from the edge
        after[::3] = rng.uniform(0.05, 0.2, len(after[::3])) * rng.choice([-1.0, 1.0])
        after[1::3] = np.sign(after[1::3]) * rng.uniform(0.5, 2, len(after[1::3]))
        g[0] = -5 * np.sign(after[0])  # the gradient step itself crosses zero here
        yield {"w": after + lr * g, "g": g, "lr": lr, "strength": strength}


def penalty_cases(rng):
    for shape, strength in [((3, 2), 0.4), ((5, 1), 1.3), ((1, 3), 0.7), ((2, 4), 2.5)]:
        w = rng.normal(size=shape)
        w.flat[0] = 0.0
        yield {"w": w, "strength": strength}


def search_cases(rng):
    for low, high in [(1e-5, 1.0), (1e-4, 10.0)]:
        at = float(np.exp(rng.uniform(np.log(low * 3), np.log(high / 3))))
        seed = int(rng.integers(1 << 30))
        yield {"low": low, "high": high, "n": 300, "at": at, "seed": seed}


def tried(answer, low, high, n, at, seed):
    """What a search asked for, and what it returned: values, scores, (best, best_score)."""
    values, scores = [], []

    def score(value):
        values.append(float(value))
        scores.append(-(np.log10(max(float(value), 1e-30) / at) ** 2))
        return scores[-1]

    returned = answer(score, low, high, n, np.random.default_rng(seed))
    return np.array(values), np.array(scores), returned


def which(value, values, scores) -> str:
    """Which of the values tried this is, in words."""
    for words, index in (("best", np.argmax(scores)), ("worst", np.argmin(scores)), ("last", -1)):
        if np.isclose(value, values[index], rtol=1e-6, atol=0):
            return f"the {words} of those tried"
    return "another"


def search_report(answer, low, high, n, at, seed) -> dict:
    """What a search tried and returned, as outputs in few words."""
    values, scores, (best, best_score) = tried(answer, low, high, n, at, seed)
    others = tried(answer, low, high, n, at, seed + 1)[0]
    place = np.log(np.maximum(values, 1e-30) / low) / np.log(high / low)
    how = "at random"
    if np.ptp(np.diff(np.sort(place))) < 1e-6:
        how = "on a regular grid"
    elif np.array_equal(values, others):
        how = "the same values whatever the generator"
    return {
        "budget": len(values),
        "inside": bool(((place > -1e-6) & (place < 1 + 1e-6)).all()),
        "quarters": [np.round(4 * np.mean(place < q)) / 4 for q in (0.25, 0.5, 0.75)],
        "chosen": how,
        "best": which(best, values, scores),
        "best_score": bool(np.isclose(float(best_score), scores.max())),
    }
