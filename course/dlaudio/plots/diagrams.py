"""Networks as drawings of boxes and arrows."""

from collections.abc import Sequence

from dlaudio.plots.parts.inks import INPUT, OUTPUT, PLAIN, WEIGHT, Ink
from dlaudio.plots.pictures import axes_or_new

ARROW = {"arrowstyle": "-|>", "mutation_scale": 14, "lw": 1.8, "color": PLAIN.line}


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
    inks = [INPUT, *[PLAIN] * (len(columns) - 2), OUTPUT]
    layers = [
        [_box(ax, (x, (len(column) - 1) / 2 - i), label, inks[x]) for i, label in enumerate(column)]
        for x, column in enumerate(columns)
    ]
    for starts, ends in zip(layers, layers[1:], strict=False):
        for start in starts:
            for end in ends:
                _arrow(ax, start, end, WEIGHT)
    return ax


def perceptron(*, ax=None):
    """Draw a perceptron of two inputs: weights on the arrows, a sum, a step."""
    ax = _blank(ax, 4, 3)
    parts = [(1.2, "sum", PLAIN), (2.1, "step", PLAIN), (3, "$h$", OUTPUT)]
    total, step, label = (_box(ax, (x, 0), name, ink) for x, name, ink in parts)
    for y, name, weight in [
        (1, "$x_0 = 1$", "$w_0$"),
        (0, "$x_1$", "$w_1$"),
        (-1, "$x_2$", "$w_2$"),
    ]:
        _arrow(ax, _box(ax, (0, y), name, INPUT), total, WEIGHT)
        ax.text(0.6, y * 0.5 + 0.12, weight, ha="center", fontsize=13, color=WEIGHT.text)
    _arrow(ax, total, step)
    ax.text(1.65, 0.12, "$g$", ha="center", fontsize=13)
    _arrow(ax, step, label)
    return ax


def _blank(ax, width: int, height: int):
    ax = axes_or_new(ax, height=0.6 + 0.75 * height)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(-height / 2, height / 2))
    ax.axis("off")
    return ax


def _box(ax, place: tuple[float, float], label: str, ink: Ink):
    return ax.text(
        *place,
        label,
        ha="center",
        va="center",
        fontsize=13,
        color=ink.text,
        bbox={"boxstyle": "round,pad=0.4", "fc": ink.fill, "ec": ink.line, "lw": 1.8},
    )


def _arrow(ax, start, end, ink: Ink = PLAIN) -> None:
    """From the edge of one box to the edge of another; both are drawn before, so have a size."""
    edges = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
    shrink = {"shrinkA": 0, "shrinkB": 0}
    ax.annotate(
        "",
        end.get_position(),
        start.get_position(),
        arrowprops={**ARROW, **edges, **shrink, "color": ink.line},
    )
