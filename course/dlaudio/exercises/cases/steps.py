"""The questions on graphs as lists of steps."""

from dlaudio.static_graph import TREES, draw_values, random_graph, steps


def forward_cases(rng):
    for n_steps in (4, 6, 9):
        yield {"graph": steps(random_graph(rng, n_steps)), "values": draw_values(rng, "abc")}
    yield {"graph": steps("y = - b a"), "values": draw_values(rng, "ab")}


def backward_cases(rng):
    drawn = zip(rng.permutation(TREES), (4, 6, 9), (3, 60, 7), strict=True)
    for tree, n_steps, doublings in drawn:
        yield {
            "tree": steps(str(tree)),
            "shared": steps(random_graph(rng, n_steps)),
            "unused": steps("y = * b c; z = - c y"),
            "doublings": doublings,
            "values": draw_values(rng, "abcd"),
        }


def echo_cases(rng):
    for n in (2, 3, 5, 1):
        g = round(float(rng.uniform(0.4, 0.8)), 2)
        yield {"n": n, "values": {"g": g, **draw_values(rng, "x")}}
