"""Short pieces of Python that make y of a, b and c, to be run with a class of one's own."""

from dlaudio.static_graph import draw_values

PROGRAMS = {
    "sum": ("y = a + b + 2 - c", "y = 1 - a + (b - c)", "y = a - (2 - b) + c"),
    "product": ("y = 3 * a * b - c * b", "y = a * (b * c) * 2", "y = b * a - 2 * b * c"),
    "power": ("y = a ** 3 + 2 * b ** 2 + c", "y = b ** 4 - c ** 3 * a", "y = 2 * c ** 3 + a ** 2"),
    "tanh": (
        "y = (a * b).tanh() - 2 * c.tanh()",
        "y = a.tanh() * b.tanh() * c",
        "y = (a + b * c).tanh().tanh()",
    ),
    "shared": (
        "d = a * b; s = d + c; y = d * s + s",
        "d = a + b; s = d * c; y = s * d - s * a",
        "d = b * c; s = d * d + a; y = (s + d).tanh() * s",
    ),
}


def program_cases(rng):
    drawn = {kind: rng.permutation(texts) for kind, texts in PROGRAMS.items()}
    for i, (chain, doublings) in enumerate([(4, 3), (30, 60), (1000, 7)]):
        programs = {kind: str(texts[i]) for kind, texts in drawn.items()}
        values = draw_values(rng, "abc")
        yield {**programs, "chain": _loop(chain), "doublings": doublings, "values": values}


def _loop(n: int) -> str:
    return f"y = a\nfor _ in range({n}):\n    y = 0.9 * y + b"
