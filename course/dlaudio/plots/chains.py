"""Chains of boxes: what is done to a sound step by step, and which steps are learnt."""

import re
from collections.abc import Mapping, Sequence

from dlaudio.plots.diagrams import ARROW
from dlaudio.plots.parts.inks import INPUT, PLAIN, WEIGHT
from dlaudio.plots.pictures import new_figure

# Fill, outline and its style differ, so that the kinds can be told apart without colour.
KINDS = {
    "given": {"fc": "white", "ec": PLAIN.line, "lw": 1.2},
    "made by hand": {"fc": INPUT.fill, "ec": INPUT.line, "lw": 1.8, "ls": "--"},
    "learnt": {"fc": WEIGHT.fill, "ec": WEIGHT.line, "lw": 2.6},
}


def chains(rows: Mapping[str, Sequence[tuple[str, str]]], *, joined: bool = True):
    """Draw rows of boxes, each joined to the next by an arrow.

    Parameters
    ----------
    rows : mapping
        For each title (it may be "") the boxes from left to right: a text of one or more lines and
        its kind, "given", "made by hand" or "learnt".
    joined : bool
        Whether there are arrows; without them the boxes are a table.

    Returns
    -------
    ax : matplotlib Axes
        Of a new figure, with a legend of the kinds that occur.

    Raises
    ------
    ValueError
        If there is no box, or a kind is none of these.
    """
    kinds = [kind for boxes in rows.values() for _, kind in boxes]
    if not kinds or not set(kinds) <= set(KINDS):
        raise ValueError(f"chains needs boxes of the kinds {', '.join(KINDS)}, got {kinds}")
    from matplotlib.patches import Patch

    widest = max(map(len, rows.values()))
    ax = new_figure(1.75 * widest, 0.7 + 1.25 * len(rows)).subplots()
    for row, (title, boxes) in enumerate(rows.items()):
        ax.text(-0.42, 0.42 - row, title, va="center", fontsize=12, weight="bold")
        for column, (text, kind) in enumerate(boxes):
            if column and joined:
                shrink = {"shrinkA": 0, "shrinkB": 0}
                ax.annotate(
                    "", (column - 0.4, -row), (column - 0.6, -row), arrowprops=ARROW | shrink
                )
            ax.add_patch(_box(column, -row, KINDS[kind]))
            ax.text(column, -row, text, ha="center", va="center", fontsize=11)
    legend = [Patch(label=name, **KINDS[name]) for name in KINDS if name in kinds]
    ax.legend(handles=legend, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=3, frameon=False)
    ax.set(xlim=(-0.5, widest - 0.5), ylim=(-len(rows) + 0.6, 0.6))
    ax.axis("off")
    return ax


def told(rows: Mapping[str, Sequence[tuple[str, str]]], *, joined: bool = True):
    """Draw `chains` and say in words what is in them: (ax, text), for `plots.show`.

    Parameters
    ----------
    rows : mapping
        As for `chains`.
    joined : bool
        As for `chains`.
    """
    said = [
        _on_one_line(f"{title}: ".removeprefix(": "))
        + ", ".join(_on_one_line(f"{text} ({kind})") for text, kind in boxes)
        for title, boxes in rows.items()
    ]
    return chains(rows, joined=joined), (
        f"{'Boxes joined by arrows' if joined else 'A table of boxes'}. {'; '.join(said)}."
    )


def _on_one_line(text: str) -> str:
    """Lines joined; a word that is parted at the end of a line is whole again."""
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text).replace("\n", " ")


def _box(x: float, y: float, look: dict):
    from matplotlib.patches import FancyBboxPatch

    corners = "round,pad=0,rounding_size=0.06"
    return FancyBboxPatch((x - 0.4, y - 0.25), 0.8, 0.5, boxstyle=corners, **look)
