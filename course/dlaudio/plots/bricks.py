"""A library as a wall of bricks: one for each part, in colour where it is the student's own."""

import re
from collections.abc import Mapping, Sequence

from .pictures import OKABE_ITO, new_figure

# face, edge, text, and how the edge is drawn; each can be told from the others without colour, too
LOOKS = {
    "yours": (OKABE_ITO["blue"], "#00486F", "white", "-"),
    "the course's": ("#E6E6E6", "#B3B3B3", "#666666", "-"),
    "nobody's": ("white", "#B3B3B3", "#808080", (0, (2, 2))),
}


def wall(rows: Mapping[str, Sequence[tuple[str, str]]]) -> "Figure":  # noqa: F821
    """Picture of rows of bricks, the first at the bottom, as one builds.

    Parameters
    ----------
    rows : mapping
        Of the name of each row, pairs of a part's name and whose it is (a key of `LOOKS`).
    """
    from matplotlib.patches import FancyBboxPatch, Rectangle

    longest = max(map(len, rows.values()))
    width, height = max(8.0, 2.2 + 0.62 * longest), 0.55 * len(rows) + 0.2
    figure = new_figure(width=width, height=height)
    figure.set_dpi(200)  # the names are small: more dots keep them readable
    ax = figure.subplots()
    for y, (row, bricks) in enumerate(rows.items()):
        ax.text(-0.15, y + 0.4, row, ha="right", va="center", fontsize=8)
        for x, (name, whose) in enumerate(bricks):
            face, edge, ink, style = LOOKS[whose]
            options = {"facecolor": face, "edgecolor": edge, "linestyle": style, "linewidth": 0.8}
            for stud in (0.2, 0.6):
                ax.add_patch(Rectangle((x + stud, y + 0.76), 0.2, 0.12, **options))
            shape = "round,pad=0,rounding_size=0.05"
            ax.add_patch(FancyBboxPatch((x + 0.03, y), 0.94, 0.78, boxstyle=shape, **options))
            label = _in_lines(name)
            size = 5.6 if max(map(len, label.split("\n"))) <= 10 else 4.8
            ax.text(x + 0.5, y + 0.38, label, ha="center", va="center", fontsize=size, color=ink)
    ax.set_xlim(-0.1, longest)
    ax.set_ylim(-0.05, len(rows))
    ax.axis("off")
    return figure


def _in_lines(name: str) -> str:
    """A name on as many lines as it has words, short ones together."""
    lines = [""]
    for word in re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).split("_"):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > 10:
            lines.append("")
        lines[-1] += ("_" if lines[-1] else "") + word
    return "\n".join(lines)
