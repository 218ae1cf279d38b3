"""Chains of boxes as drawings: what is computed from what, with numbers beneath."""

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
    bright, boxes = set(bright), {}
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
        _arrow(ax, boxes[start], boxes[end])
    for name, text in (below or {}).items():
        x, y = places[name]
        ax.text(x, y - 0.33, text, ha="center", va="top", fontsize=11, color=GRADIENT.text)
    return ax


def _arrow(ax, start, end) -> None:
    look = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
    look |= {"color": INPUT.line, "lw": 1.8}
    ax.annotate(
        "",
        end.get_position(),
        start.get_position(),
        arrowprops={**ARROW, "shrinkA": 1, "shrinkB": 2, **look},
    )
