"""A table whose numbers are bars: a row a name, a column a quantity, the numbers beside them."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import INPUT, PLAIN, Card

EXAMPLE = {
    "a dense network": {"right, %": [60, 64], "numbers": 8_000},
    "a CNN": {"right, %": [88, 91], "numbers": 2_700},
}
ROW = 1.25  # units from row to row
PER_LETTER = 0.21  # units that a letter needs
LONGEST = 24  # letters of a name on one line
ROOM = 0.7  # units around the number behind the longest bar


def draw(
    rows: Mapping[str, Mapping[str, float | Sequence[float]]] = EXAMPLE,
    *,
    form: str | Mapping[str, str] = "{:,.0f}",
    most: float | Mapping[str, float] | None = None,
    what: str = "",
    line: str = "",
):
    """Draw the bars, each as long as its share of the largest number in its column.

    Parameters
    ----------
    rows : mapping of mappings
        Name, then column, then a number of at least 0; or several, of which the bar is the mean and
        a line goes from the smallest to the largest. The same columns in every row.
    form : str or mapping of str
        How a number is written, in all columns or by column.
    most : float or mapping of str to float, optional
        What a whole bar means, in every column or by column, such as 100 of what is per cent.
        In a column without it, the largest number. Where it is given, all bars are equally long.
    what : str
        What is compared, for the text.
    line : str
        What the line from the smallest to the largest number means; stands beneath.

    Raises
    ------
    ValueError
        If there are no rows, the columns differ, or there is no room for them.
    """
    columns = list(next(iter(rows.values()))) if rows else []
    if not columns or any(list(row) != columns for row in rows.values()):
        raise ValueError("bar_table needs rows that all have the same columns, at least one")
    forms = {column: form if isinstance(form, str) else form[column] for column in columns}
    names = {name: textwrap.wrap(name, LONGEST) for name in rows}
    card = Card(1.5 + ROW * len(rows) + 0.5 * bool(line))
    left = 0.8 + PER_LETTER * max(len(line) for lines in names.values() for line in lines)
    width = (card.width - left - 0.3) / len(columns)
    told = {c: {name: forms[c].format(np.mean(r[c])) for name, r in rows.items()} for c in columns}
    letters = {column: max(map(len, means.values())) for column, means in told.items()}
    if most:
        letters = dict.fromkeys(columns, max(letters.values()))
    for number, (column, means) in enumerate(told.items()):
        start = left + number * width
        whole = width - ROOM - PER_LETTER * letters[column]
        if whole < 0.5:
            raise ValueError(f"bar_table has no room for {len(columns)} columns beside such names")
        said = most.get(column) if isinstance(most, Mapping) else most
        largest = said or max(np.max(row[column]) for row in rows.values()) or 1.0
        card.write(start, 0.6, column, size=12, align="left")
        for place, (name, row) in enumerate(rows.items()):
            y, values = 1.2 + ROW * (place + 0.5), np.atleast_1d(row[column]) / largest * whole
            card.ax.barh(y, whole, 0.5, left=start, color=PLAIN.fill)
            card.ax.barh(y, values.mean(), 0.5, left=start, color=INPUT.line)
            if len(values) > 1:
                ends = [start + values.min(), start + values.max()]
                card.ax.plot(ends, [y, y], lw=2.4, color=PLAIN.line, solid_capstyle="butt")
            card.write(start + whole + 0.25, y, means[name], size=11, align="left")
            if not number:
                card.write(left - 0.4, y, "\n".join(names[name]), size=12, align="right")
    if line:
        y = card.height - 0.55
        card.ax.plot([left, left + 0.6], [y, y], lw=2.4, color=PLAIN.line, solid_capstyle="butt")
        card.write(left + 0.8, y, line, size=11, align="left")
    spoken = "; ".join(
        f"{name}: " + ", ".join(f"{c} {_written(row[c], forms[c])}" for c in columns)
        for name, row in rows.items()
    )
    return card.figure, f"{what}{': ' if what else ''}{spoken}."


def _written(value: float | Sequence[float], form: str) -> str:
    """A number, or the mean of several with the smallest and the largest."""
    if np.ndim(value) == 0:
        return form.format(value)
    low, high = form.format(np.min(value)), form.format(np.max(value))
    return f"{form.format(np.mean(value))} ({low} to {high})"
