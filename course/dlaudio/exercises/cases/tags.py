"""One label or many, and spectrograms of two sounds that overlap."""


def tag_cases(rng):
    for n, c in [(4, 3), (1, 5), (6, 2), (3, 10)]:
        digit = rng.permutation(n) % c
        tags = (rng.random((n, c)) < 0.4) * 1.0
        tags[0, 0], tags[0, -1] = 1.0, 1.0  # a sound with two tags at once
        yield {"logits": rng.normal(size=(n, c)) * 2, "digit": digit, "tags": tags, "far": 1000.0}


def mask_cases(rng):
    for shape in [(4, 5), (1, 3), (6, 2)]:
        A, B = (rng.normal(size=shape) + 1j * rng.normal(size=shape) for _ in range(2))
        B = B * 0.5
        A[0, 0] = B[0, 0] = 0.0  # silence
        A[-1, -1], B[-1, -1] = 2.0, -1.5  # they nearly cancel
        yield {"A": A, "B": B}
