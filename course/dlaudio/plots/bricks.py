"""A library as a wall of bricks: one for each part, in colour where it is the student's own."""

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap

from .parts.card import DENSITY
from .pictures import OKABE_ITO, silent_figure

WIDTH, LEFT, MARGIN = 8.8, 1.9, 0.12  # inches: of the picture, where bricks begin, at its edges
FACE, COURSE = 0.42, 0.56  # height of a brick, and from one row to the next
SIZE, LETTER = 10.5, 0.09  # points, and the width of a letter of that size in inches

# face, edge, text, and how the edge is drawn; each can be told from the others without colour, too
LOOKS = {
    "yours": (OKABE_ITO["blue"], "#00486F", "white", "-"),
    "the course's": ("#E6E6E6", "#B3B3B3", "#666666", "-"),
    "nobody's": ("white", "#B3B3B3", "#666666", (0, (2, 2))),
}


def wall(rows: Mapping[str, Sequence[tuple[str, str]]]) -> "Figure":  # noqa: F821
    """Picture of rows of bricks, the first at the bottom, as one builds.

    A brick is as wide as its name, and a row that is too long goes on above itself.

    Parameters
    ----------
    rows : mapping
        Of the name of each row, pairs of a part's name and whose it is (a key of `LOOKS`).
    """
    from matplotlib.patches import FancyBboxPatch, Rectangle

    courses = [(row, line) for row, bricks in rows.items() for line in _lines(bricks)]
    height = 2 * MARGIN + COURSE * len(courses)
    figure = silent_figure((WIDTH, height), DENSITY)
    ax = figure.add_axes((0, 0, 1, 1))  # its coordinates are inches
    ax.set(xlim=(0, WIDTH), ylim=(0, height))
    ax.axis("off")
    named = set()
    for i, (row, line) in enumerate(courses):
        y = MARGIN + COURSE * i
        if row not in named:
            named.add(row)
            words = "\n".join(wrap(row, int((LEFT - MARGIN) / LETTER)))
            place = {"ha": "right", "va": "center", "fontsize": SIZE, "linespacing": 1.05}
            ax.text(LEFT - 0.15, y + FACE / 2, words, **place)
        for x, width, name, whose in line:
            face, edge, ink, style = LOOKS[whose]
            options = {"facecolor": face, "edgecolor": edge, "linestyle": style, "linewidth": 0.8}
            for stud in (0.2, 0.6):
                place = x + stud * width, y + FACE
                ax.add_patch(Rectangle(place, 0.2 * width, 0.08, **options))
            shape = "round,pad=0,rounding_size=0.05"
            ax.add_patch(FancyBboxPatch((x, y), width, FACE, boxstyle=shape, **options))
            middle = x + width / 2, y + FACE / 2
            label = {"ha": "center", "va": "center", "fontsize": SIZE, "color": ink}
            ax.text(*middle, _in_lines(name), linespacing=1.05, **label)
    return figure


def _lines(bricks: Sequence[tuple[str, str]]) -> list[list[tuple[float, float, str, str]]]:
    """Bricks as rows of (x, width, name, whose) that fit beside the name of the row; inches."""
    lines, x = [[]], LEFT
    for name, whose in bricks:
        width = max(0.6, 0.2 + LETTER * max(map(len, _in_lines(name).split("\n"))))
        if lines[-1] and x + width > WIDTH - MARGIN:
            lines.append([])
            x = LEFT
        lines[-1].append((x, width, name, whose))
        x += width + 0.06
    return lines


def _in_lines(name: str) -> str:
    """A name on one or two lines, as narrow as its words allow."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("_", " ")
    for room in range(10, 11 + len(words)):
        lines = wrap(words, room, break_long_words=False)
        if len(lines) < 2 or len(lines) == 2 and len(lines[1]) > 2:  # no k by itself
            break
    return "\n".join(lines).replace(" ", "_")
