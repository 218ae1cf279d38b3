"""Two paths through a graph: what flows back along each is multiplied, and they add up."""

from dlaudio.graph import Node
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, graph, number
from dlaudio.plots.parts.numbers import factor

PLACES = {
    "a": (2.6, 1.7),
    "b": (2.6, 4.9),
    "1": (2.6, 8.1),
    "c": (8.8, 2.9),
    "d": (8.8, 6.9),
    "e": (15.0, 4.9),
}
EDGES = [("a", "c"), ("b", "c"), ("b", "d"), ("1", "d"), ("c", "e"), ("d", "e")]
PATHS = {"upper": "bce", "lower": "bde", "both": "bcde", "all": "abcde1"}


def draw(a: float = 2.0, b: float = 1.0, lit: str = "all"):
    """Draw e = (a + b)(b + 1) with values forwards; backwards, what comes times the slope.

    Parameters
    ----------
    a, b : float
    lit : "all", "both", "upper" or "lower"
        Which paths from e to b are lit.
    """
    if lit not in PATHS:
        raise ValueError(f"paths needs lit from {', '.join(PATHS)}, got {lit!r}")
    made = {"a": Node(a), "b": Node(b), "1": Node(1.0)}
    made["c"] = made["a"] + made["b"]
    made["d"] = made["b"] + made["1"]
    made["e"] = made["c"] * made["d"]
    made["e"].backward()
    flow, told = {}, {}
    for start, end in EDGES:
        slope = made[end].slopes[made[end].parents.index(made[start])]
        flow[start, end] = made[end].grad * slope
        told[start, end] = (
            f"{number(made[end].grad)} · {factor(slope)} = {number(flow[start, end])}"
        )
    names = set(PATHS[lit])
    card = Card(10.4)
    nodes = graph(
        card,
        PLACES,
        EDGES,
        names={"a": "$a$", "b": "$b$", "1": "1", "c": "$a + b$", "d": "$b + 1$", "e": "$c · d$"},
        values={name: made[name].value for name in "abcde"},
        edge_slopes={edge: told[edge] for edge in EDGES if set(edge) <= names},
        lit=names,
        inks={"e": OUTPUT},
        radius=0.95,
    )
    for name in "cde":
        x, top = nodes[name].north
        ink = (OUTPUT if name == "e" else INPUT) if name in names else GREY
        card.write(x, top - 0.38, f"${name}$", ink=ink, size=14)
    words = _sums(card, made, flow, lit)
    card.write(15.0, 6.35, f"slope {number(made['e'].grad)}", ink=GRADIENT, size=12)
    card.phrase(
        card.width / 2,
        9.75,
        [
            ("values forwards", INPUT),
            ",  ",
            ("backwards: what has come, times the slope of the arrow", GRADIENT),
        ],
        size=12,
    )
    values = ", ".join(f"{name} = {number(made[name].value)}" for name in "abcde")
    flows = ", ".join(f"{e} to {s} {v}" for (s, e), v in told.items() if {s, e} <= names)
    return card.figure, (
        f"A graph of e = (a + b)(b + 1) with b + 1 made from b and 1. Values: {values}. Slopes "
        f"that flow back, from slope {number(made['e'].grad)} at e: {flows}. {words}."
    )


def _sums(card: Card, made: dict, flow: dict, lit: str) -> str:
    """Beneath b what arrives there, beneath a likewise; and the same in words."""
    upper, lower = flow["b", "c"], flow["b", "d"]
    x, y = PLACES["b"][0], PLACES["b"][1] + 1.4
    if lit == "upper" or lit == "lower":
        share = upper if lit == "upper" else lower
        rule = f"{number(share)} by the {lit} path"
        card.write(x, y, rule, ink=GRADIENT, size=12)
        return f"{rule} of {number(made['b'].grad)} in all for b"
    rule = f"{number(upper)} + {factor(lower)} = {number(made['b'].grad)}"
    card.write(x, y, rule, ink=GRADIENT, size=13, bold=True)
    words = f"b is reached on two paths, which add up: {rule}"
    if lit == "all":
        card.write(PLACES["a"][0], PLACES["a"][1] + 1.35, number(made["a"].grad), ink=GRADIENT)
        words += f"; a has one path, {number(made['a'].grad)}"
    return words
