"""States of optimisers to take one step from, and small problems to walk on."""

import numpy as np

SHAPES = [(4,), (2, 3), (1,), (3, 2)]


def _arrays(rng, shape, **scales):
    """An array of this shape for each name; memories of squares are above 0."""
    drawn = {name: scale * rng.normal(size=shape) for name, scale in scales.items()}
    return {name: value**2 if name[0] in "su" else value for name, value in drawn.items()}


def momentum_cases(rng):
    for shape, lr, momentum in zip(SHAPES, (0.3, 0.1, 0.5, 0.2), (0.8, 0.9, 0.3, 0.6), strict=True):
        yield {**_arrays(rng, shape, w=1, g=2, v=1), "lr": lr, "momentum": momentum}


def scaled_cases(rng):
    settings = [(0.2, 0.7, 0.1), (0.5, 0.9, 0.3), (0.1, 0.6, 0.2), (0.3, 0.8, 0.4)]
    for shape, (lr, alpha, eps) in zip(SHAPES, settings, strict=True):
        numbers = {"lr": lr, "alpha": alpha, "eps": eps}
        yield {**_arrays(rng, shape, w=1, g=2, s_sum=2, s_mean=1), **numbers}


def adam_cases(rng):
    settings = [(1, 0.1, 0.8, 0.95, 0.1), (2, 0.3, 0.7, 0.9, 0.2), (5, 0.2, 0.9, 0.6, 0.05)]
    settings += [(30, 0.5, 0.85, 0.97, 0.3), (1, 0.4, 0.9, 0.97, 0.15)]
    for shape, (t, lr, beta1, beta2, eps) in zip([*SHAPES, (5,)], settings, strict=True):
        state = _arrays(rng, shape, w=1, g=2, m=float(t > 1), s=float(t > 1))
        yield {**state, "t": t, "lr": lr, "beta1": beta1, "beta2": beta2, "eps": eps}


def rate_cases(rng):
    for n_steps, warmup in [(12, 4), (30, 5), (9, 1), (20, 0), (17, 6)]:
        yield {"n_steps": n_steps, "lr": float(rng.uniform(0.1, 3)), "warmup": warmup}


def proximal_cases(rng):
    for n, lr, strength in [(6, 0.2, 1.5), (9, 0.1, 3.5), (1, 0.5, 0.7), (12, 0.4, 0.8)]:
        w, g = rng.normal(size=n), rng.normal(size=n)
        after = w - lr * g
        # a third lands within lr * strength of zero, well away from the edge
        after[::3] = rng.uniform(0.05, 0.2, len(after[::3])) * rng.choice([-1.0, 1.0])
        after[1::3] = np.sign(after[1::3]) * rng.uniform(0.5, 2, len(after[1::3]))
        g[:2] = -3 * after[:2] / lr  # the gradient step itself crosses zero here
        yield {"w": after + lr * g, "g": g, "lr": lr, "strength": strength}


def penalty_cases(rng):
    for shape, strength in [((3, 2), 0.4), ((5, 1), 1.3), ((1, 3), 0.7), ((2, 4), 2.5)]:
        w = rng.normal(size=shape)
        w.flat[0] = 0.0
        yield {"w": w, "strength": strength}


def search_cases(rng):
    for low, high, n in [(1e-5, 1.0, 300), (1e-4, 10.0, 240)]:
        at = float(np.exp(rng.uniform(np.log(low * 3), np.log(high / 3))))
        seed = int(rng.integers(1 << 30))
        yield {"low": low, "high": high, "n": n, "at": at, "seed": seed}


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
    if np.size(value) != 1 or np.asarray(value).dtype.kind not in "iuf":
        return "no number"
    for words, index in (("best", np.argmax(scores)), ("worst", np.argmin(scores)), ("last", -1)):
        if np.isclose(value, values[index], rtol=1e-6, atol=0):
            return f"the {words} of those tried"
    return "another"


def _how(values, again, others, place) -> str:
    """In words, how the values were drawn; `place` is where they are, 0 at low and 1 at high."""
    if np.ptp(np.diff(np.sort(place))) < 1e-6:
        return "on a regular grid"
    if np.array_equal(values, others):
        return "the same values whatever the generator"
    if not np.array_equal(values, again):
        return "from another source than the generator"
    quarters = [int(np.round(4 * np.mean(place < q))) for q in (0.25, 0.5, 0.75)]
    outside = ((place < -1e-6) | (place > 1 + 1e-6)).any()
    if outside or quarters != [1, 2, 3]:
        where = "some beyond the limits, " if outside else ""
        return f"not log-uniformly: {where}quarters below the three quarter marks: {quarters}"
    return "log-uniformly"


def search_report(answer, low, high, n, at, seed) -> dict:
    """What a search tried and returned, as outputs in few words."""
    values, scores, (best, best_score) = tried(answer, low, high, n, at, seed)
    if len(values) < 2 or np.ptp(values) == 0:
        how = "the same value every time" if len(values) else "no training"
        return dict.fromkeys(("tried", "budget", "best", "best_score"), how)
    again = tried(answer, low, high, n, at, seed)[0]
    others = tried(answer, low, high, n, at, seed + 1)[0]
    place = np.log(np.maximum(values, 1e-30) / low) / np.log(high / low)
    return {
        "tried": _how(values, again, others, place),
        "budget": f"{len(values)} trainings",
        "best": which(best, values, scores),
        "best_score": which(best_score, scores, scores),
    }
