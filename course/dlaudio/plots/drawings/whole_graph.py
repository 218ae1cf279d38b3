"""The whole graph of a loss, hundreds of nodes, and how much flows back along each arrow."""

from collections.abc import Mapping

import numpy as np

from dlaudio.graph import Node
from dlaudio.networks.of_nodes import xor_graphs
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number

HEIGHT = 4.4  # of one graph, in units
GRAPH = 13.6  # its width
FAINTEST = 1e-3  # a flow that is drawn as nothing; from there on every decade gets more ink
DECADES = 4.5


def draw(graphs: Mapping | None = None, weights=None):
    """Draw graphs below each other, with the same colours: the stronger the flow, the redder.

    Parameters
    ----------
    graphs : mapping from a step to the node of its result, after `backward`; optional
        XOR before learning, after 20 and after 200 steps, if not given. Any class of nodes will do.
    weights : nodes, optional
        Those to stand at the left, in orange.
    """
    if graphs is None:
        graphs, weights = xor_graphs(Node, (0, 20, 200))
    weights = list(weights)
    card = Card(HEIGHT * len(graphs) + 0.9)
    told = []
    for row, (step, result) in enumerate(graphs.items()):
        told.append(_graph(card, 0.4 + HEIGHT * row, step, result, weights))
    card.phrase(
        card.width / 2,
        card.height - 0.5,
        [
            (f"{len(weights)} weights", WEIGHT),
            ",  ",
            ("nodes on the way", INPUT),
            ",  ",
            ("the loss", OUTPUT),
            ",  ",
            ("what flows back, redder and wider where it is more", GRADIENT),
        ],
        size=12,
    )
    return card.figure, f"The graph of a loss with {len(weights)} weights. {' '.join(told)}"


def _graph(card: Card, top: float, step, result, weights) -> str:
    from matplotlib.collections import LineCollection

    order = _order(result)
    places = _places(order, weights, GRAPH, top)
    edges = [
        (node, parent, float(slope))
        for node in order
        for parent, slope in zip(node.parents, node.slopes, strict=True)
    ]
    lines = [(places[id(parent)], places[id(node)]) for node, parent, _ in edges]
    flows = np.abs([slope * float(node.grad) for node, _, slope in edges])
    strength = np.clip(np.log10(np.maximum(flows, FAINTEST) / FAINTEST) / DECADES, 0, 1) ** 2
    card.ax.add_collection(LineCollection(lines, colors=GREY.line, linewidths=0.5, zorder=1))
    red = [(*_rgb(GRADIENT.line), 0.85 * share) for share in strength]
    card.ax.add_collection(
        LineCollection(lines, colors=red, linewidths=0.4 + 2.6 * strength, zorder=2)
    )
    ours = {id(w) for w in weights}
    way = [places[id(n)] for n in order if n.parents and n is not result]
    given = [places[id(n)] for n in order if not n.parents and id(n) not in ours]
    for spots, ink, size in ((way, INPUT, 9), (given, GREY, 5)):
        card.ax.scatter(*np.transpose(spots), s=size, color=ink.line, zorder=3)
    known = [places[id(w)] for w in weights]
    card.ax.scatter(*np.transpose(known), s=46, color=WEIGHT.line, zorder=4)
    card.ax.scatter(*places[id(result)], s=150, color=OUTPUT.line, zorder=4)
    steepest = _steepest(edges, weights)
    value = float(result.value)
    loss = f"loss {number(value, 3) if value >= 0.001 else 'below 0.001'}"
    most = f"{number(steepest, 2) if steepest >= 0.01 else 'below 0.01'}"
    left, middle = GRAPH + 0.2, top + HEIGHT / 2 - 0.2
    card.write(left, middle - 1.0, f"step {step}", size=14, bold=True, align="left")
    card.write(left, middle - 0.2, loss, ink=OUTPUT, size=13, align="left")
    card.write(left, middle + 0.5, "steepest weight", ink=GRADIENT, align="left")
    card.write(left, middle + 1.1, most, ink=GRADIENT, align="left")
    return (
        f"Step {step}: {loss}; {len(order)} nodes, {len(edges)} arrows and "
        f"{_paths(result, weights)} paths from the weights to the loss; the steepest weight has "
        f"the gradient {most}."
    )


def _steepest(edges, weights) -> float:
    """The largest gradient of a weight in this graph, either way."""
    arrived = {id(w): 0.0 for w in weights}
    for node, parent, slope in edges:
        if id(parent) in arrived:
            arrived[id(parent)] += slope * float(node.grad)
    return max(abs(total) for total in arrived.values())


def _rgb(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)


def _order(result) -> list:
    """All nodes behind a result, the most steps from it first: each comes after its parents."""
    behind, steps, last, far = {}, {}, {id(result): result}, 0
    while last:
        behind |= last
        steps |= dict.fromkeys(last, far)
        far += 1
        last = {id(parent): parent for node in last.values() for parent in node.parents}
    return sorted(behind.values(), key=lambda node: -steps[id(node)])


def _paths(result, weights) -> int:
    """How many ways there are from all weights to the result."""
    count = {id(result): 1}
    for node in reversed(_order(result)):
        for parent in node.parents:
            count[id(parent)] = count.get(id(parent), 0) + count[id(node)]
    return sum(count.get(id(w), 0) for w in weights)


def _places(order, weights, width: float, top: float) -> dict[int, tuple[float, float]]:
    """Columns by the longest way from an input; in a column, near those that a node comes from."""
    depth: dict[int, int] = {}
    for node in order:
        depth[id(node)] = max((depth[id(p)] + 1 for p in node.parents), default=0)
    ours = {id(w): i for i, w in enumerate(weights)}
    first_use: dict[int, int] = {}
    for node in order:
        for parent in node.parents:
            use = depth[id(node)] - 1
            first_use[id(parent)] = min(first_use.get(id(parent), use), use)
    last = max(depth.values())
    column = {
        id(n): 0 if id(n) in ours else depth[id(n)] if n.parents else max(first_use[id(n)], 0)
        for n in order
    }
    height = {i: (k + 0.5) / len(weights) for i, k in ours.items()}
    rest = [n for n in order if id(n) not in ours]
    for c in range(last + 1):
        here = [n for n in rest if column[id(n)] == c]
        wished = {
            id(n): float(np.mean([height[id(p)] for p in n.parents if id(p) in height] or [0.5]))
            for n in here
        }
        ranked = sorted(here, key=lambda n: wished[id(n)])
        for k, n in enumerate(ranked):
            height[id(n)] = (k + 0.5) / len(ranked)
    share = {i: (c / max(last, 1)) for i, c in column.items()}
    return {
        id(n): (
            0.9
            + (width - 1.9) * share[id(n)]
            + (0.5 if id(n) not in ours else 0.0) * (column[id(n)] == 0),
            top + 0.2 + (HEIGHT - 0.5) * height[id(n)],
        )
        for n in order
    }
