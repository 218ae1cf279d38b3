"""A straight line that is learnt: the lines among the points, and the path among the contours."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card, number

STYLES = (":", "--", "-.", "-")
X, Y = (0.5, 1.0, 2.0, 3.0), (0.3, 0.45, 1.05, 1.5)


def draw(x=X, y=Y, path=None, *, steps=(0, 1, 5), names=("x", "y")):
    """Draw the loss over slope and bias with the path on it, and the lines of some of its steps.

    Parameters
    ----------
    x, y : arrays, shape (N,)
        The points.
    path : array, shape (M, 2), optional
        Places (w, b), one after each step; 60 steps with the rate 0.1 from (0, 0) if not given.
    steps : at most four numbers
        Rows of the path whose lines are drawn; the last row's comes with them.
    names : two words
        What x and y are.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    path = _descended(x, y) if path is None else np.asarray(path, dtype=float)
    rows = [*steps, len(path) - 1]
    card = Card(7.4)
    _contours(card, x, y, path, rows)
    _lines(card, x, y, path, rows, names)
    losses = [number(np.mean((w * x + b - y) ** 2), 4) for w, b in path[rows]]
    told = "; ".join(
        f"step {row}: w = {number(w)}, b = {number(b)}, loss {loss}"
        for row, (w, b), loss in zip(rows, path[rows], losses, strict=True)
    )
    return card.figure, (
        f"On the left the mean squared error over w and b, a long bowl, with the path of a "
        f"descent down into it; on the right the lines of some of its steps. {told}."
    )


def _descended(x, y):
    from dlaudio.descent import descend

    tilde = np.column_stack([x, np.ones(len(x))])
    return descend(lambda wb: 2 * tilde.T @ (tilde @ wb - y) / len(y), [0, 0], lr=0.1, steps=60)


def _contours(card: Card, x, y, path, rows) -> None:
    middle, half = path[-1], 1.25 * max(np.abs(path - path[-1]).max(), 0.1)
    limits = {"xlim": (middle[0] - half, middle[0] + half)}
    limits["ylim"] = (middle[1] - half, middle[1] + half)
    plane = card.plane(1.6, 0.9, 6.6, 5.4, **limits, xlabel="weight $w$", ylabel="bias $b$")
    card.write(4.9, 0.5, "where it walks", size=13, bold=True)
    w, b = np.meshgrid(*(np.linspace(*limits[name], 121) for name in ("xlim", "ylim")))
    loss = np.mean((w[..., None] * x + b[..., None] - y) ** 2, axis=-1)
    levels = loss.min() + np.geomspace(3e-4, 1, 11) * np.ptp(loss)
    plane.contour(w, b, loss, levels=levels, colors="#9AA1AD", linewidths=1)
    plane.plot(*path.T, "-", color=GRADIENT.line, lw=1.6)
    plane.plot(*path[: max(rows[:-1]) + 1].T, "o", ms=4, color=GRADIENT.line)
    plane.plot(*path[-1], "*", ms=15, color=WEIGHT.line, mec="#5A3B00", zorder=5)


def _lines(card: Card, x, y, path, rows, names) -> None:
    top = 1.15 * max(y.max(), 0.1)
    limits = {"xlim": (0, 1.05 * x.max()), "ylim": (min(0, y.min()), top)}
    plane = card.plane(10.2, 0.9, 6.8, 5.4, **limits, xlabel=names[0], ylabel=names[1])
    card.write(13.6, 0.5, "what it draws", size=13, bold=True)
    plane.plot(x, y, "o", ms=5.5, color=INPUT.line, alpha=0.75)
    ends = np.array(limits["xlim"])
    for row, style in zip(rows, STYLES[: len(rows) - 1] + STYLES[-1:], strict=False):
        w, b = path[row]
        last = row == rows[-1]
        ink = WEIGHT.line if last else "#6A7180"
        plane.plot(
            ends, w * ends + b, style, lw=2.2 if last else 1.6, color=ink, label=f"step {row}"
        )
    legend = plane.legend(loc="upper left", fontsize=11, frameon=True)
    legend.get_frame().set_edgecolor(GREY.line)
