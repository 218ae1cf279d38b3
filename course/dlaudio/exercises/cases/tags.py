"""One label or many."""


def tag_cases(rng):
    for n, c in [(4, 3), (1, 5), (6, 2), (3, 10)]:
        digit = rng.permutation(n) % c
        tags = (rng.random((n, c)) < 0.4) * 1.0
        tags[0, 0], tags[0, -1] = 1.0, 1.0  # a sound with two tags at once
        yield {"logits": rng.normal(size=(n, c)) * 2, "digit": digit, "tags": tags, "far": 1000.0}
