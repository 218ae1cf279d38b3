"""Two paths through a graph: along each the slopes are multiplied, and the paths add up."""

from dlaudio.graph import Node
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, graph, number
from dlaudio.plots.parts.inks import SHADES
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
UPPER, LOWER = {("b", "c"), ("c", "e")}, {("b", "d"), ("d", "e")}
SECOND = SHADES[1]  # ink of the lower path where both are lit
PATHS = {"upper": "bce", "lower": "bde", "both": "bcde", "all": "abcde1"}


def draw(a: float = 2.0, b: float = 1.0, lit: str = "all", *, way: str = "backwards"):
    """Draw e = (a + b)(b + 1) with its values, and on the arrows what has come times the slope.

    Parameters
    ----------
    a, b : float
    lit : "all", "both", "upper" or "lower"
        Which paths between b and e are lit. Where both are, the lower one has an ink of its own.
    way : "backwards" or "forwards"
        Backwards the slopes flow from e, on arrows of their own. Forwards one path is multiplied
        from b on; where several are lit, each arrow has its own slope alone.
    """
    if way not in ("backwards", "forwards"):
        raise ValueError(f"paths goes backwards or forwards, got {way!r}")
    if lit not in PATHS:
        raise ValueError(f"paths needs lit from {', '.join(PATHS)}, got {lit!r}")
    made = {"a": Node(a), "b": Node(b), "1": Node(1.0)}
    made["c"] = made["a"] + made["b"]
    made["d"] = made["b"] + made["1"]
    made["e"] = made["c"] * made["d"]
    made["e"].backward()
    names, back = set(PATHS[lit]), way == "backwards"
    slopes = {(s, e): made[e].slopes[made[e].parents.index(made[s])] for s, e in EDGES}
    flow = {(start, end): made[end].grad * slope for (start, end), slope in slopes.items()}
    told = {}
    for (start, end), slope in slopes.items():
        if not {start, end} <= names:
            continue
        come, gone = made[end].grad, flow[start, end]
        if not back and lit in ("upper", "lower") and end == "e":
            come = slopes["b", start]
            gone = come * slope
        if back or end == "e" and lit in ("upper", "lower"):
            told[start, end] = f"{number(come)} · {factor(slope)} = {number(gone)}"
        else:
            told[start, end] = number(slope)
    card = Card(10.4)
    nodes = graph(
        card,
        PLACES,
        EDGES,
        names={"a": "$a$", "b": "$b$", "1": "1", "c": "$a + b$", "d": "$b + 1$", "e": "$c · d$"},
        values={name: made[name].value for name in "abcde"},
        **{"edge_slopes" if back else "edge_words": told},
        edge_looks={edge: look for edge, look in _looks(lit, back).items() if edge in told},
        lit=names,
        inks={"e": OUTPUT},
        radius=0.95,
    )
    for name in "cde":
        x, top = nodes[name].north
        ink = (OUTPUT if name == "e" else INPUT) if name in names else GREY
        card.write(x, top - 0.38, f"${name}$", ink=ink, size=14)
    words = _sums(card, made, flow, lit) if back else _forward_sums(card, made, flow, lit)
    rule, ink = "backwards: what has come, times the slope of the arrow", GRADIENT
    if back:
        card.write(15.0, 6.35, f"slope {number(made['e'].grad)}", ink=GRADIENT, size=12)
    else:
        along = "what has come from $b$, times the slope" if len(told) == 2 else "the slope of each"
        rule, ink = f"on the arrows: {along}", GREY
    card.phrase(
        card.width / 2,
        9.75,
        [
            ("values forwards" if back else "values in the nodes", INPUT),
            ",  ",
            (rule, ink),
        ],
        size=12,
    )
    values = ", ".join(f"{name} = {number(made[name].value)}" for name in "abcde")
    begun = "Slopes along the arrows"
    if back:
        begun = f"Slopes that flow back, from slope {number(made['e'].grad)} at e"
    flows = ", ".join(
        f"{e} to {s} {v}" if back else f"{s} to {e} {v}" for (s, e), v in told.items()
    )
    return card.figure, (
        f"A graph of e = (a + b)(b + 1) with b + 1 made from b and 1. Values: {values}. "
        f"{begun}: {flows}. {words}."
    )


def _looks(lit: str, back: bool) -> dict:
    """The looks of each path's arrows: two inks where both paths are lit, the others thin."""
    first, wide = GRADIENT if back else INPUT, {"width": 2.8}
    looks = dict.fromkeys(EDGES, {"ink": first, "width": 1.4} if back else {"ink": GREY})
    looks |= dict.fromkeys(UPPER, {"ink": first} | wide)
    second = SECOND if lit in ("both", "all") else first
    return looks | dict.fromkeys(LOWER, {"ink": second} | wide)


def _both(card: Card, x: float, y: float, made: dict, flow: dict, ink, before: str = "") -> str:
    """Write the sum of the two paths, each share in the ink of its path, and return it."""
    upper, lower = number(flow["b", "c"]), factor(flow["b", "d"])
    whole = number(made["b"].grad)
    pieces = [before, (upper, ink), " + ", (lower, SECOND), f" = {whole}"]
    card.phrase(x, y, [piece for piece in pieces if piece], size=13, bold=True)
    return f"{upper} + {lower} = {whole}"


def _forward_sums(card: Card, made: dict, flow: dict, lit: str) -> str:
    """Beneath e how fast it changes with b, with a if all is lit; and the same in words."""
    upper, lower = flow["b", "c"], flow["b", "d"]
    if lit in ("upper", "lower"):
        rule = f"{number(upper if lit == 'upper' else lower)} by the {lit} path"
        card.write(15.0, 6.4, rule, ink=INPUT, size=13, bold=True)
        return f"{rule} from b to e"
    rule = _both(card, 15.0, 6.4, made, flow, INPUT, "for $b$:  ")
    words = f"From b to e lead two paths, which add up: {rule}"
    if lit == "all":
        card.write(15.0, 7.1, f"for $a$: {number(made['a'].grad)}", size=13, bold=True)
        words += f"; from a leads one, {number(made['a'].grad)}"
    return words


def _sums(card: Card, made: dict, flow: dict, lit: str) -> str:
    """Beneath b what arrives there, beneath a likewise; and the same in words."""
    upper, lower = flow["b", "c"], flow["b", "d"]
    x, y = PLACES["b"][0], PLACES["b"][1] + 1.4
    if lit == "upper" or lit == "lower":
        share = upper if lit == "upper" else lower
        rule = f"{number(share)} by the {lit} path"
        card.write(x, y, rule, ink=GRADIENT, size=12)
        return f"{rule} of {number(made['b'].grad)} in all for b"
    rule = _both(card, x, y, made, flow, GRADIENT)
    words = f"b is reached on two paths, which add up: {rule}"
    if lit == "all":
        card.write(PLACES["a"][0], PLACES["a"][1] + 1.35, number(made["a"].grad), ink=GRADIENT)
        words += f"; a has one path, {number(made['a'].grad)}"
    return words
