"""Networks as drawings of boxes and arrows."""

from collections.abc import Sequence

from dlaudio.plots.pictures import axes_or_new

ARROW = {"arrowstyle": "->", "lw": 1.4, "color": "black"}


def network(columns: Sequence[Sequence[str]], *, ax=None):
    """Draw layers from left to right, every box joined to every box of the next layer.

    Parameters
    ----------
    columns : sequence of sequences of str
        The labels of each layer from top to bottom, such as [["x1", "x2"], ["h1", "h2"], ["y"]].
    ax : matplotlib Axes, optional

    Returns
    -------
    ax : matplotlib Axes
    """
    ax = _blank(ax, len(columns), max(map(len, columns)))
    places = [
        [(x, (len(column) - 1) / 2 - i) for i in range(len(column))]
        for x, column in enumerate(columns)
    ]
    for starts, ends in zip(places, places[1:], strict=False):
        for start in starts:
            for end in ends:
                ax.annotate("", end, start, arrowprops={**ARROW, "shrinkA": 34, "shrinkB": 36})
    for column, spots in zip(columns, places, strict=True):
        for label, spot in zip(column, spots, strict=True):
            _box(ax, spot, label)
    return ax


def perceptron(*, ax=None):
    """Draw a perceptron of two inputs: weights on the arrows, a sum, a step."""
    ax = _blank(ax, 4, 3)
    for y, name, weight in [
        (1, "$x_0 = 1$", "$w_0$"),
        (0, "$x_1$", "$w_1$"),
        (-1, "$x_2$", "$w_2$"),
    ]:
        ax.annotate("", (1.2, 0), (0, y), arrowprops={**ARROW, "shrinkA": 34, "shrinkB": 22})
        ax.text(0.55, y * 0.55 + 0.1, weight, ha="center", fontsize=13)
        _box(ax, (0, y), name)
    for start, end, name in [(1.2, 2.1, "$g$"), (2.1, 3, "")]:
        ax.annotate("", (end, 0), (start, 0), arrowprops={**ARROW, "shrinkA": 22, "shrinkB": 26})
        ax.text((start + end) / 2, 0.1, name, ha="center", fontsize=13)
    for x, name in [(1.2, "sum"), (2.1, "step"), (3, "$h$")]:
        _box(ax, (x, 0), name)
    return ax


def _blank(ax, width: int, height: int):
    ax = axes_or_new(ax, height=0.6 + 0.75 * height)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(-height / 2, height / 2))
    ax.axis("off")
    return ax


def _box(ax, place: tuple[float, float], label: str) -> None:
    ax.text(
        *place,
        label,
        ha="center",
        va="center",
        fontsize=13,
        bbox={"boxstyle": "round,pad=0.4", "fc": "white", "ec": "black"},
    )
