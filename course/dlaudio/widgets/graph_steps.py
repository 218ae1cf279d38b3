"""Step by step through e = (a + b)(b + 1): values forwards, gradients backwards."""

from dlaudio.plots.drawings.paths import EDGES, PLACES
from dlaudio.plots.drawings.sweeps import NAMES
from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, graph, number
from dlaudio.widgets.controls import Slider

TITLE = "Forwards and backwards through e = (a + b)(b + 1)"
LAST = 7
CONTROLS = {
    "step": Slider(0, LAST, 1, 0, "step", play=True),
    "a": Slider(-3.0, 3.0, 0.5, 2.0, "a"),
    "b": Slider(-3.0, 3.0, 0.5, 1.0, "b"),
}


def draw(step: int, a: float, b: float):
    """The graph after some steps.

    Parameters
    ----------
    step : int
        From 0 (only the inputs have values) over 3 (e is known) to 7 (all gradients are known).
    a, b : float

    Returns
    -------
    figure : matplotlib Figure
    text : str
        What this step does, in words and numbers.
    """
    values = {"a": a, "b": b, "c": a + b, "d": b + 1, "e": (a + b) * (b + 1)}
    known = ["a", "b", *list("cde")[:step]]
    grads, bright, flowing = _gradients(step, values)
    card = Card(9.9)
    nodes = graph(
        card,
        PLACES,
        EDGES,
        names=NAMES,
        values={name: values[name] for name in known},
        slopes={name: f"$\\partial e/\\partial {name}$ = {number(g)}" for name, g in grads.items()},
        edge_slopes=_slopes(step, values),
        edge_looks=dict.fromkeys(flowing, {"width": 3.2}),
        filled=bright,
        inks={"e": OUTPUT},
        radius=0.95,
    )
    for name in "cde":
        x, top = nodes[name].north
        card.write(x, top - 0.38, f"${name}$", ink=OUTPUT if name == "e" else INPUT, size=14)
    way, ink = ("forwards", INPUT) if step <= 3 else ("backwards", GRADIENT)
    card.write(card.width / 2, 0.8, f"step {step}, {way}" if step else "step 0", ink=ink, size=14)
    return card.figure, _words(step, values)


def _gradients(step, v):
    """What is known of the gradients after a step, the nodes it works on, its arrows."""
    if step <= 3:
        return {}, [["a", "b"], ["c"], ["d"], ["e"]][step], []
    grads = {"e": 1.0}
    if step >= 5:
        grads |= {"c": v["d"], "d": v["c"]}
    if step >= 6:
        grads["b"] = v["c"]
    if step >= 7:
        grads |= {"a": v["d"], "b": v["c"] + v["d"]}
    bright = {4: ["e"], 5: ["c", "d"], 6: ["b"], 7: ["a", "b"]}[step]
    flowing = {
        4: [],
        5: [("c", "e"), ("d", "e")],
        6: [("b", "d")],
        7: [("a", "c"), ("b", "c")],
    }[step]
    return grads, bright, flowing


def _slopes(step, v):
    """What has flowed back along the arrows after a step."""
    slopes = {("c", "e"): v["d"], ("d", "e"): v["c"]} if step >= 5 else {}
    if step >= 6:
        slopes |= {("b", "d"): v["c"]}
    if step >= 7:
        slopes |= {("a", "c"): v["d"], ("b", "c"): v["d"]}
    return slopes


def _words(step: int, v: dict) -> str:
    a, b, c, d, e = (f"{v[name]:g}" for name in "abcde")
    return (
        f"Step 0: the inputs are a = {a} and b = {b}.",
        f"Step 1, forwards: c = a + b = {c}.",
        f"Step 2, forwards: d = b + 1 = {d}. Both c and d use b.",
        f"Step 3, forwards: e = c · d = {e}. All values are known.",
        "Step 4, backwards: the gradient of e with respect to itself is 1.",
        f"Step 5, backwards through e = c · d: the slope for c is d, so ∂e/∂c = {d}; the slope for "
        f"d is c, so ∂e/∂d = {c}.",
        f"Step 6, backwards through d = b + 1: the slope is 1, so b gets {c}. That is its first "
        "path, not yet all.",
        f"Step 7, backwards through c = a + b: both slopes are 1, so a gets {d}, and b gets {d} "
        f"more: ∂e/∂a = {d} and ∂e/∂b = {c} + {d} = {v['c'] + v['d']:g}.",
    )[step]
