"""The graph behind a number, read from the number itself: what it was made from, and slopes."""

import numpy as np

from dlaudio.graph import Node, topological_order
from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, graph, number

MOST = 12  # nodes on a card


def draw(result=None, names=None):
    """Draw all nodes that a result was made from, with values forwards and slopes backwards.

    Parameters
    ----------
    result : node of any class with `value`, `parents`, `slopes` and `grad`; optional
        The gradients are those of its last `backward`. y = tanh(a b + b) if it is not given.
    names : mapping of names to nodes, optional
        What the inputs are called; a number that has no name is written as it is.
    """
    if result is None:
        names = {"a": Node(-0.5), "b": Node(1.0)}
        result = (names["a"] * names["b"] + names["b"]).tanh()
        result.backward()
    order = topological_order(result)
    if len(order) > MOST:
        raise ValueError(f"node_graph draws up to {MOST} nodes, got {len(order)}")
    called = {id(node): name for name, node in (names or {}).items()}
    depth: dict[int, int] = {}
    for node in order:
        depth[id(node)] = max((depth[id(parent)] + 1 for parent in node.parents), default=0)
    columns = [[n for n in order if depth[id(n)] == d] for d in range(max(depth.values()) + 1)]
    card = Card(2.2 + 3.3 * max(2, max(_rows(columns))))
    places = _places(card, columns)
    keys = {id(node): f"n{i}" for i, node in enumerate(order)}
    flows: dict[tuple[str, str], float] = {}
    for node in order:
        for parent, slope in zip(node.parents, node.slopes, strict=True):
            edge = (keys[id(parent)], keys[id(node)])
            flows[edge] = flows.get(edge, 0.0) + float(slope) * float(node.grad)
    labels = {keys[id(n)]: called.get(id(n)) or _sign(n) for n in order}
    graph(
        card,
        {keys[i]: place for i, place in places.items()},
        list(flows),
        names={
            key: f"${label}$" if label.isalpha() and len(label) == 1 else label
            for key, label in labels.items()
        },
        values={keys[id(n)]: float(n.value) for n in order if labels[keys[id(n)]]},
        slopes={keys[id(n)]: float(n.grad) for n in order},
        edge_slopes=flows,
        inks={keys[id(result)]: OUTPUT},
        radius=0.8,
    )
    card.phrase(
        card.width / 2,
        card.height - 0.6,
        [
            ("values forwards", INPUT),
            ",  ",
            ("what flows back along an arrow, and gradients beneath", GRADIENT),
        ],
        size=12,
    )
    told = "; ".join(
        f"{labels[keys[id(n)]] or 'number'} is {number(n.value)}, gradient {number(n.grad)}"
        for n in order
    )
    back = ", ".join(number(flow) for flow in flows.values())
    return card.figure, f"A graph of {len(order)} nodes. {told}. Back along the arrows: {back}."


def _rows(columns) -> list[int]:
    """How many nodes, and long arrows, there are side by side in each column."""
    until = _until(columns)
    born = {id(n): d for d, column in enumerate(columns) for n in column}
    return [
        len(column) + sum(born[i] < d < last for i, last in until.items())
        for d, column in enumerate(columns)
    ]


def _until(columns) -> dict[int, int]:
    """The last column in which a node is used."""
    return {id(p): d for d, column in enumerate(columns) for n in column for p in n.parents}


def _places(card: Card, columns) -> dict[int, tuple[float, float]]:
    """Columns from left to right; within one, nodes in the order of what they are made from.

    A node that is used beyond the next column keeps a row in those between, so that its long arrow
    has room.
    """
    until = _until(columns)
    places: dict[int, tuple[float, float]] = {}
    rows: dict[int, float] = {}  # height at which a node, or its long arrow, was last seen
    middle = (card.height - 1.2) / 2
    for d, (x, column) in enumerate(
        zip(np.linspace(1.8, card.width - 1.8, len(columns)), columns, strict=True)
    ):
        wished = {id(n): float(np.mean([rows[id(p)] for p in n.parents] or [0.0])) for n in column}
        wished |= {i: y + 1e-3 for i, y in rows.items() if until.get(i, 0) > d}
        ranked = sorted(wished, key=wished.get)
        ys = middle + 3.3 * (np.arange(len(ranked)) - (len(ranked) - 1) / 2)
        rows |= {i: float(y) for i, y in zip(ranked, ys, strict=True)}
        places |= {id(n): (float(x), rows[id(n)]) for n in column}
    return places


def _sign(node) -> str:
    """What made a node, as far as its numbers tell: its class need not remember it."""
    values = [float(parent.value) for parent in node.parents]
    if not values:
        return ""
    if len(values) == 2:
        return "+" if np.isclose(sum(values), float(node.value)) else "×"
    return "tanh" if np.isclose(np.tanh(values[0]), float(node.value)) else "power"
