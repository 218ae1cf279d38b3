"""A vector or a matrix as cells with its numbers in them."""

from collections.abc import Iterable

import numpy as np

from dlaudio.plots.parts.card import SMALLEST, Block, Card
from dlaudio.plots.parts.inks import GREY, PAPER, PLAIN, Ink
from dlaudio.plots.parts.numbers import listed, number

GRID = "#BFC4CE"
BOLD_DIGIT = 0.65 / 36  # units a digit takes, per point of size; minus and point even out


class Cells(Block):
    """What `cells` draws. `at(row, column)` is the middle of a cell."""

    size: tuple[float, float]

    def at(self, row: int, column: int) -> tuple[float, float]:
        return self.left + (column + 0.5) * self.size[0], self.top + (row + 0.5) * self.size[1]


def cells(
    card: Card,
    values,
    place: tuple[float, float],
    *,
    ink: Ink = PLAIN,
    name: str = "",
    shape: bool = True,
    lit: Iterable[tuple[int, int]] | str = (),
    faint: Iterable[tuple[int, int]] = (),
    lit_ink: Ink | None = None,
    fills=None,
    size: float | tuple[float, float] = 0.9,
    digits: int = 3,
    type_size: float = 12,
    side: str = "above",
) -> Cells:
    """Draw an array with a number in each cell, and its name and shape beside it.

    Parameters
    ----------
    values : array, shape (columns,) or (rows, columns)
        NaN leaves a cell empty. A vector is drawn as one row; give it as (n, 1) for a column.
    place : (float, float)
        The left top corner.
    ink : Ink
        What the array is: an input, weights, a gradient, an output.
    name : str
        Written beside it, with the shape ("2 × 3", or "3" of a vector) behind it.
    lit : pairs (row, column), or "all"
        Cells that are worked on now: filled, bold, with a thick outline around them.
    lit_ink : Ink, optional
        Of what is lit, if not `ink`.
    faint : pairs (row, column)
        Cells in grey, for example the zeros of a padding.
    fills : mapping from (row, column) to Ink, optional
        Cells filled by hand, for example one colour a weight.
    size : float or (width, height)
        Of one cell.
    type_size : float
        Points; smaller, if a number would not fit.
    side : "above", "below", "left" or "right"
        Where the name stands.

    Returns
    -------
    Cells
    """
    given = np.asarray(values, dtype=float)
    if given.ndim not in (1, 2) or given.size == 0:
        raise ValueError(f"cells needs a vector or a matrix, got shape {given.shape}")
    grid = np.atleast_2d(given)
    rows, columns = grid.shape
    w, h = (size, size) if np.isscalar(size) else size
    lit = set(np.ndindex(rows, columns)) if lit == "all" else set(lit)
    faint, lit_ink = set(faint), lit_ink or ink
    outside = [(r, c) for r, c in lit if not (0 <= r < rows and 0 <= c < columns)]
    if outside:
        raise ValueError(f"cells of shape {grid.shape} cannot light {outside}")
    label_size, type_size = type_size, _fitting(grid, digits, w, type_size)
    spoken = name.replace("$", "") or "cells"
    words = f"{spoken} ({_shape(given)}): {listed(given, digits)}"
    block = Cells(*place, columns * w, rows * h, [], words)
    block.size = (w, h)
    look = dict(fills or {}) | dict.fromkeys(lit, lit_ink)
    for r, c in np.ndindex(rows, columns):
        fill = look[r, c].fill if (r, c) in look else (GREY.fill if (r, c) in faint else PAPER)
        block.artists.append(_square(card, block, r, c, fill))
        if not np.isnan(grid[r, c]):
            x, y = block.at(r, c)
            print_ink = lit_ink if (r, c) in lit else GREY if (r, c) in faint else PLAIN
            text = number(grid[r, c], digits)
            bold = (r, c) in lit
            block.artists.append(card.write(x, y, text, ink=print_ink, size=type_size, bold=bold))
    block.artists += _frame(card, block, ink if ink is not PLAIN else GREY)
    block.artists += _outline(card, block, lit, lit_ink)
    if name:
        label = f"{name}  {_shape(given)}" if shape else name
        block.artists.append(_label(card, block, label, ink, side, label_size))
    return block


def _fitting(grid: np.ndarray, digits: int, width: float, size: float) -> float:
    """The type size at which the longest number fits into a cell, not larger than `size`."""
    longest = max((len(number(v, digits)) for v in grid.ravel() if not np.isnan(v)), default=1)
    fits = (width - 0.08) / (longest * BOLD_DIGIT)
    if fits < SMALLEST:
        least = longest * BOLD_DIGIT * SMALLEST + 0.08
        raise ValueError(f"cells of width {width} are too small, these numbers need {least:.2f}")
    return min(size, fits)


def _shape(given: np.ndarray) -> str:
    return " × ".join(map(str, given.shape))


def _square(card: Card, block: Cells, row: int, column: int, fill: str):
    from matplotlib.patches import Rectangle

    w, h = block.size
    corner = (block.left + column * w, block.top + row * h)
    return card.ax.add_patch(Rectangle(corner, w, h, fc=fill, ec=GRID, lw=0.9, zorder=2))


def _frame(card: Card, block: Cells, ink: Ink) -> list:
    from matplotlib.patches import Rectangle

    frame = Rectangle(
        (block.left, block.top), block.width, block.height, fc="none", ec=ink.line, lw=1.6, zorder=3
    )
    return [card.ax.add_patch(frame)]


def _outline(card: Card, block: Cells, lit: set, ink: Ink) -> list:
    """A thick line wherever a lit cell meets one that is not, so a window has one frame."""
    w, h = block.size
    lines = []
    for r, c in sorted(lit):
        x, y = block.left + c * w, block.top + r * h
        sides = {
            (r - 1, c): ((x, x + w), (y, y)),
            (r + 1, c): ((x, x + w), (y + h, y + h)),
            (r, c - 1): ((x, x), (y, y + h)),
            (r, c + 1): ((x + w, x + w), (y, y + h)),
        }
        for neighbour, (xs, ys) in sides.items():
            if neighbour not in lit:
                lines += card.ax.plot(
                    xs, ys, color=ink.line, lw=3, solid_capstyle="projecting", zorder=4
                )
    return lines


def _label(card: Card, block: Cells, label: str, ink: Ink, side: str, type_size: float):
    gap, size = 0.42, max(type_size, SMALLEST)
    x, y = block.middle
    places = {
        "above": (x, block.top - gap, "center"),
        "below": (x, block.bottom + gap, "center"),
        "left": (block.left - 0.3, y, "right"),
        "right": (block.right + 0.3, y, "left"),
    }
    if side not in places:
        raise ValueError(f"cells needs side {', '.join(places)}, got {side!r}")
    x, y, align = places[side]
    return card.write(x, y, label, ink=ink, size=size, align=align)
