"""Nodes in a row, as they come and in topological order: then every arrow points to the right."""

from dlaudio.plots.parts import GREY, INPUT, Card, arrow, node

PARENTS = {"e": ["c", "d"], "c": ["a", "b"], "d": ["b"], "a": [], "b": []}


def draw(parents=None, order=None):
    """Draw who is made from whom twice: in the order given, and in the order found.

    Parameters
    ----------
    parents : mapping of names to lists of names, up to 7
    order : names in a topological order, optional
        ValueError if a node stands before one of its parents.
    """
    parents = PARENTS if parents is None else parents
    order = list(order or "abcde")
    if sorted(order) != sorted(parents) or _against(parents, order):
        raise ValueError(f"orders needs every node once and after its parents, got {order}")
    given, card = list(parents), Card(8.8)
    said = []
    for title, names, top, y in (("as they come", given, 0.6, 2.2), ("in order", order, 4.9, 7.2)):
        wrong = _against(parents, names)
        against = f"{len(wrong)} of {sum(map(len, parents.values()))} arrows point to the left"
        card.write(0.6, top, title, size=13, bold=True, align="left")
        card.write(card.width - 0.6, top, against, ink=GREY, size=12, align="right")
        step = (card.width - 3.6) / (len(names) - 1)
        boxes = {n: node(card, (1.8 + step * i, y), f"${n}$") for i, n in enumerate(names)}
        for child, group in parents.items():
            for parent in group:
                _cable(card, boxes[parent], boxes[child], (parent, child) in wrong)
        said.append(f"{title.capitalize()}, {', '.join(names)}: {against}")
    return card.figure, f"Nodes in a row with arrows from parents to children. {'. '.join(said)}."


def _against(parents, names) -> list[tuple[str, str]]:
    """The arrows that lead from a node to one before it."""
    place = {name: i for i, name in enumerate(names)}
    return [
        (p, child) for child, group in parents.items() for p in group if place[p] > place[child]
    ]


def _cable(card: Card, start, end, wrong: bool) -> None:
    distance = abs(end.middle[0] - start.middle[0])
    if distance < 4:  # neighbours
        ends, bend = (start.towards(end.middle), end.towards(start.middle)), 0.0
    else:
        ends = (start.south, end.south) if wrong else (start.north, end.north)
        bend = min(0.5, 1.9 / distance)
    arrow(card, *ends, ink=GREY if wrong else INPUT, bend=bend, dashed=wrong)
