"""Rows of numbers, one above the other over the same axis: what changes together can be seen."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

EXAMPLE = {"loud": (0.1, 0.8, 0.9, 0.2), "bright": (0.9, 0.2, 0.1, 0.8)}
LEFT, WIDTH, LANE = 3.4, 13.4, 1.7


def draw(
    rows: Mapping[str, np.ndarray] | None = None,
    *,
    seconds: float = 1.0,
    unit: str = "s",
    title: str = "",
):
    """Draw up to six rows, each with its own scale.

    Parameters
    ----------
    rows : dict of arrays (n,), optional
        Lengths may differ: each goes from one end of the axis to the other.
    seconds : float
        Length of the axis, in `unit`.
    unit : str
        Of the axis, "s" or "kHz".
    title : str
    """
    rows = {name: np.asarray(row, dtype=float) for name, row in (rows or EXAMPLE).items()}
    if not 1 <= len(rows) <= 6 or any(row.ndim != 1 or len(row) < 2 for row in rows.values()):
        raise ValueError(f"lanes needs one to six rows of two numbers or more, got {len(rows)}")
    top = 1.1 if title else 0.4
    card = Card(top + LANE * len(rows) + 1.0)
    if title:
        card.write(card.width / 2, 0.55, title, size=13, bold=True)
    for k, (name, row) in enumerate(rows.items()):
        low, high = min(0.0, row.min()), max(0.0, row.max())
        reach = 0.06 * (high - low) or 1.0
        y, ink = top + LANE * k, (INPUT, WEIGHT, OUTPUT)[k % 3]
        plane = card.plane(
            LEFT, y, WIDTH, LANE - 0.25, xlim=(0, seconds), ylim=(low - reach, high + reach)
        )
        plane.plot(
            np.linspace(0, seconds, len(row)),
            row,
            color=ink.line,
            lw=0.7 if len(row) > 999 else 1.8,
        )
        plane.axhline(0, color=GREY.line, lw=0.8, zorder=0)
        last = k == len(rows) - 1
        plane.set_yticks([])
        plane.tick_params(bottom=last, labelbottom=last)
        card.write(LEFT - 1.0, y + LANE / 2 - 0.1, name, ink=ink, align="right")
        ends = {"size": 10.5, "align": "right", "ink": GREY}
        card.write(LEFT - 0.15, y + 0.2, number(high), **ends)
        card.write(LEFT - 0.15, y + LANE - 0.45, number(low), **ends)
    plane.set_xlabel("time (s)" if unit == "s" else f"frequency ({unit})", fontsize=12)
    told = "; ".join(
        f"{name} from {number(row.min())} to {number(row.max())}, largest at "
        f"{number(seconds * row.argmax() / (len(row) - 1))} {unit}"
        for name, row in rows.items()
    )
    return card.figure, f"{title or 'Rows over one axis'}: {told}."
