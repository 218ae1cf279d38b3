"""Which features are homogeneous, which additive: a table of yes and no."""

from collections.abc import Mapping

from dlaudio.plots.parts import GRADIENT, GREY, OUTPUT, PLAIN, Card

EXAMPLE = {"stages": {"Fourier": (True, True), "power": (False, False)}}
HALF = 9  # rows in a column of the picture, headings among them


def draw(groups: Mapping[str, Mapping[str, tuple[bool, bool]]] | None = None):
    """Draw the verdicts in up to three columns.

    Parameters
    ----------
    groups : dict of dicts, optional
        Title of each column to {feature: (homogeneous, additive)}; at most three columns.
    """
    groups = dict(groups or EXAMPLE)
    if not 1 <= len(groups) <= 3:
        raise ValueError(f"linear_verdicts needs one to three columns, got {len(groups)}")
    longest = max(map(len, groups.values()))
    card = Card(2.7 + 0.62 * longest)
    for column, (title, rows) in enumerate(groups.items()):
        left = 0.5 + 5.7 * column
        card.write(left, 0.6, title, size=12.5, bold=True, align="left")
        card.write(left + 3.85, 1.25, "times a", ink=GREY, size=10.5)
        card.write(left + 5.0, 1.25, "plus", ink=GREY, size=10.5)
        for k, (name, verdicts) in enumerate(rows.items()):
            y = 1.95 + 0.62 * k
            linear = all(verdicts)
            card.write(
                left, y, name, size=11.5, align="left", bold=linear, ink=OUTPUT if linear else PLAIN
            )
            for at, yes in zip((3.85, 5.0), verdicts, strict=True):
                sign, ink = ("●", OUTPUT) if yes else ("○", GRADIENT)
                card.write(left + at, y, sign, ink=ink, size=13)
    card.write(0.5, card.height - 0.6, "● passes the test", ink=OUTPUT, size=11, align="left")
    card.write(4.6, card.height - 0.6, "○ fails", ink=GRADIENT, size=11, align="left")
    told = []
    for title, rows in groups.items():
        linear = [name for name, (h, a) in rows.items() if h and a]
        only = [name for name, (h, a) in rows.items() if h and not a]
        told.append(
            f"{title}: linear are {', '.join(linear) or 'none'}"
            + (f"; homogeneous only: {', '.join(only)}" if only else "")
        )
    return card.figure, f"Verdicts, ● for yes and ○ for no. {'. '.join(told)}."
