"""Forward and reverse mode: one sweep for each input, or one sweep for all of them."""

import re

from dlaudio.graph import Node
from dlaudio.plots.drawings.paths import EDGES, PLACES
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, forward, gradient, node, number

NAMES = {"a": "$a$", "b": "$b$", "1": "1", "c": "$a + b$", "d": "$b + 1$", "e": "$c · d$"}


def draw(mode: str = "forward", seed: str = "b", *, a: float = 2.0, b: float = 1.0):
    """Draw the slopes that one sweep through e = (a + b)(b + 1) finds.

    Parameters
    ----------
    mode : "forward" or "reverse"
        Forward: how fast every node changes with one input. Reverse: how fast the result changes
        with every node.
    seed : "a" or "b"
        The input of the forward sweep; the reverse sweep begins at e.
    a, b : float
    """
    if mode not in ("forward", "reverse") or seed not in ("a", "b"):
        raise ValueError(f"sweeps needs forward or reverse, and a or b; got {mode!r}, {seed!r}")
    made = {"a": Node(a), "b": Node(b), "1": Node(1.0)}
    made["c"] = made["a"] + made["b"]
    made["d"] = made["b"] + made["1"]
    made["e"] = made["c"] * made["d"]
    slopes = _forward(made, seed) if mode == "forward" else _reverse(made)
    card = Card(11.0)
    nodes = {
        name: node(
            card,
            place,
            NAMES[name],
            made[name].value if name != "1" else None,
            ink=OUTPUT if name == "e" else INPUT,
            radius=0.95,
        )
        for name, place in PLACES.items()
    }
    for name in "cde":
        x, top = nodes[name].north
        card.write(x, top - 0.38, f"${name}$", ink=OUTPUT if name == "e" else INPUT, size=14)
    letter = {name: f"d{name}/d{seed}" if mode == "forward" else f"de/d{name}" for name in nodes}
    draw_edge, come = (forward, INPUT) if mode == "forward" else (gradient, GRADIENT)
    for start, end in EDGES:
        one, two = (start, end) if mode == "forward" else (end, start)
        begin, stop = nodes[one].towards(nodes[two].middle), nodes[two].towards(nodes[one].middle)
        live = slopes[one] != 0 and slopes[two] != 0 or mode == "reverse"
        draw_edge(card, begin, stop, width=2.6 if live else 1.2)
    for name, there in nodes.items():
        text = f"{_curly(letter[name])} = {number(slopes[name])}"
        if name == "1":
            text = f"the 1: {number(slopes[name])}"
        ink = come if slopes[name] else GREY
        card.write(there.middle[0], there.bottom + 0.4, text, ink=ink, size=12.5)
    found = f"de/d{seed} = {number(slopes['e'])}"
    if mode == "reverse":
        found = f"de/da = {number(slopes['a'])} and de/db = {number(slopes['b'])}"
    rule = f"one sweep finds {found}"
    rest = "another input needs another sweep" if mode == "forward" else "one sweep for all inputs"
    shown = _curly(f"{mode} mode:  {rule};  {rest}")
    card.write(card.width / 2, 10.4, shown, size=12.5)
    said = ", ".join(
        f"{'the 1:' if name == '1' else letter[name] + ' ='} {number(slope)}"
        for name, slope in slopes.items()
    )
    values = ", ".join(f"{name} = {number(made[name].value)}" for name in "abcde")
    return card.figure, (
        f"A graph of e = (a + b)(b + 1), {values}; {mode} mode. {said}. "
        f"{rule.capitalize()}; {rest}."
    )


def _curly(text: str) -> str:
    """The text with de/db and its like set as in the formulas."""
    return re.sub(r"\bd([a-e])/d([a-e])\b", r"$\\partial \1/\\partial \2$", text)


def _forward(made: dict, seed: str) -> dict[str, float]:
    """How fast each node changes with the seed, from the inputs on."""
    slopes = {name: float(name == seed) for name in ("a", "b", "1")}
    names = {id(value): name for name, value in made.items()}
    for name in "cde":
        parents = zip(made[name].parents, made[name].slopes, strict=True)
        slopes[name] = sum(slopes[names[id(parent)]] * slope for parent, slope in parents)
    return slopes


def _reverse(made: dict) -> dict[str, float]:
    """How fast e changes with each node, from e on."""
    made["e"].backward()
    return {name: made[name].grad for name in reversed(made)}
