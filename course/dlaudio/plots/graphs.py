"""Computational graphs as drawings: what is computed from what, with numbers at the nodes."""

from collections.abc import Iterable, Mapping

from dlaudio.plots.diagrams import ARROW
from dlaudio.plots.parts.inks import GRADIENT, INPUT, PLAIN
from dlaudio.plots.pictures import new_figure


def graph(
    places: Mapping[str, tuple[float, float]],
    arrows: Iterable[tuple[str, str]],
    *,
    labels: Mapping[str, str],
    below: Mapping[str, str] | None = None,
    bright: Iterable[str] = (),
    backward: Iterable[tuple[str, str]] = (),
    slopes: Mapping[tuple[str, str], str] | None = None,
    ax=None,
):
    """Draw nodes as boxes and what they are made from as arrows.

    Parameters
    ----------
    places : mapping
        (x, y) of each node by its name, in units of one box; y counts upwards.
    arrows : pairs of names
        From a node to one that is computed from it.
    labels : mapping
        What stands in the box of each node.
    below : mapping, optional
        What stands beneath some of the boxes, for example their gradients.
    bright : names, optional
        Nodes that are worked on now: their boxes are filled and have a thick edge.
    backward : pairs of names, optional
        Arrows along which a gradient flows now: thick, and drawn against their direction.
    slopes : mapping from pairs of names, optional
        What has flowed back along an arrow: written at its middle.
    ax : matplotlib Axes, optional

    Returns
    -------
    ax : matplotlib Axes
    """
    xs, ys = zip(*places.values(), strict=True)
    if ax is None:
        width, height = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
        ax = new_figure(1.9 * width, 1.15 * height).subplots()
    ax.set(xlim=(min(xs) - 0.5, max(xs) + 0.5), ylim=(min(ys) - 0.6, max(ys) + 0.45))
    ax.axis("off")
    bright, backward, boxes = set(bright), set(backward), {}
    for name, place in places.items():
        look = {"fc": INPUT.fill, "lw": 2.8} if name in bright else {"fc": "white", "lw": 1.8}
        boxes[name] = ax.text(
            *place,
            labels[name],
            ha="center",
            va="center",
            fontsize=12,
            color=PLAIN.text,
            bbox={"boxstyle": "round,pad=0.4", "ec": INPUT.line, **look},
        )
    for start, end in arrows:
        _arrow(ax, boxes, (end, start) if (start, end) in backward else (start, end), backward)
    for pair, text in (slopes or {}).items():
        x, y = ((a + b) / 2 for a, b in zip(*(places[name] for name in pair), strict=True))
        box = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}
        style = {"fontsize": 11, "fontweight": "bold", "color": GRADIENT.text, "bbox": box}
        ax.text(x, y, text, ha="center", va="center", **style)
    for name, text in (below or {}).items():
        x, y = places[name]
        ax.text(x, y - 0.33, text, ha="center", va="top", fontsize=11, color=GRADIENT.text)
    return ax


def module():
    """Draw a module with a knob twice: what goes through it forwards, and backwards.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    places = {"x": (0, 0), "w": (1, 0.9), "module": (1, 0), "y": (2, 0)}
    arrows = [("x", "module"), ("w", "module"), ("module", "y")]
    figure = new_figure(8.2, 2.4)
    forward, backward = figure.subplots(1, 2)
    labels = {"x": "x", "w": "knob w", "module": "module", "y": "y"}
    graph(places, arrows, labels=labels, bright=["module"], ax=forward)
    labels |= {name: rf"$\partial L/\partial {name}$" for name in "xwy"}
    graph(places, arrows, labels=labels, bright=["module"], backward=arrows, ax=backward)
    forward.set_title("forward")
    backward.set_title("backward")
    came, went = (
        " and ".join(pair[i] for pair in arrows if "module" == pair[1 - i]) for i in (0, 1)
    )
    return figure, (
        f"Forward: {came.replace('w', 'the knob w')} go into a module, {went} comes out. Backward: "
        f"the gradient of {went} goes in, those of {came} come out."
    )


def _arrow(ax, boxes, pair, backward) -> None:
    start, end = (boxes[name] for name in pair)
    look = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
    if pair[::-1] in backward:
        look |= {"color": GRADIENT.line, "lw": 2.6}
    else:
        look |= {"color": INPUT.line, "lw": 1.8}
    ax.annotate(
        "",
        end.get_position(),
        start.get_position(),
        arrowprops={**ARROW, "shrinkA": 1, "shrinkB": 2, **look},
    )
