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
    layers = [
        [_box(ax, (x, (len(column) - 1) / 2 - i), label) for i, label in enumerate(column)]
        for x, column in enumerate(columns)
    ]
    for starts, ends in zip(layers, layers[1:], strict=False):
        for start in starts:
            for end in ends:
                _arrow(ax, start, end)
    return ax


def perceptron(*, ax=None):
    """Draw a perceptron of two inputs: weights on the arrows, a sum, a step."""
    ax = _blank(ax, 4, 3)
    total, step, label = (
        _box(ax, (x, 0), name) for x, name in [(1.2, "sum"), (2.1, "step"), (3, "$h$")]
    )
    for y, name, weight in [
        (1, "$x_0 = 1$", "$w_0$"),
        (0, "$x_1$", "$w_1$"),
        (-1, "$x_2$", "$w_2$"),
    ]:
        _arrow(ax, _box(ax, (0, y), name), total)
        ax.text(0.6, y * 0.5 + 0.12, weight, ha="center", fontsize=13)
    _arrow(ax, total, step)
    ax.text(1.65, 0.12, "$g$", ha="center", fontsize=13)
    _arrow(ax, step, label)
    return ax


def _blank(ax, width: int, height: int):
    ax = axes_or_new(ax, height=0.6 + 0.75 * height)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(-height / 2, height / 2))
    ax.axis("off")
    return ax


def _box(ax, place: tuple[float, float], label: str):
    return ax.text(
        *place,
        label,
        ha="center",
        va="center",
        fontsize=13,
        bbox={"boxstyle": "round,pad=0.4", "fc": "white", "ec": "black"},
    )


def _arrow(ax, start, end) -> None:
    """From the edge of one box to the edge of another; both are drawn before, so have a size."""
    edges = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
    shrink = {"shrinkA": 0, "shrinkB": 2}
    ax.annotate(
        "", end.get_position(), start.get_position(), arrowprops={**ARROW, **edges, **shrink}
    )
