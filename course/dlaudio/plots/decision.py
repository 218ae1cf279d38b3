"""The line between two classes, the half-planes on its two sides, and its normal."""

import numpy as np

from dlaudio.plots.pictures import NEGATIVE, POSITIVE, axes_or_new


def decision_line(w, *, ax=None, label: str | None = "w"):
    """Draw the line w0 + w1 x1 + w2 x2 = 0 across the present limits of `ax`.

    The side where the sum is positive is shaded vermillion, the other blue. An arrow
    along (w1, w2) points into the positive side; it looks perpendicular where both axes have the
    same scale (`ax.set_aspect("equal")`). With w1 = w2 = 0 there is no line: the plane is one side.

    Parameters
    ----------
    w : array, shape (3,)
        (w0, w1, w2), the bias first.
    ax : matplotlib Axes, optional
        Draw the points first, so that the limits are known.
    label : str or None
        Name written at the tip of the arrow; None for no arrow, where the axes' scales differ.

    Returns
    -------
    ax : matplotlib Axes
        With the limits it had.

    Raises
    ------
    ValueError
        If w is not three finite numbers.
    """
    w = np.asarray(w, dtype=float)
    if w.shape != (3,) or not np.isfinite(w).all():
        raise ValueError(f"decision_line needs w = (w0, w1, w2), three finite numbers, got {w}")
    ax = axes_or_new(ax, height=4.4)
    xlim, ylim = np.array(ax.get_xlim()), np.array(ax.get_ylim())
    _shade(ax, w, xlim, ylim)
    segment = line_segment(w, xlim, ylim)
    if segment is not None:
        ax.plot(*segment.T, color="black", linewidth=2, zorder=2)
        if label is not None:
            _arrow(ax, segment, w[1:], xlim, ylim, label)
    ax.set(xlim=xlim, ylim=ylim)
    return ax


def line_between(w, X, y, names, axes, *, title: str | None = None):
    """Draw two kinds of points and a line among them, on axes of one scale, and say what is seen.

    Parameters
    ----------
    w : array, shape (3,)
        (w0, w1, w2), the bias first.
    X, y : arrays, shapes (N, 2) and (N,), labels -1 and +1
    names : two names of the kinds, that of -1 first
    axes : two names of the columns of X, with their units
    title : str, optional

    Returns
    -------
    ax : matplotlib Axes
    text : str
    """
    from dlaudio.plots.charts import points

    w, X, y = np.asarray(w, dtype=float), np.asarray(X, dtype=float), np.asarray(y)
    label_names = dict(zip((-1, 1), names, strict=True))
    xlabel, ylabel = axes
    looks = {"xlabel": xlabel, "ylabel": ylabel, "title": title, "hollow": True}
    ax = points(X, y, label_names=label_names, **looks)
    ax.set_aspect("equal")
    decision_line(w, ax=ax, label="")
    score = w[0] + X @ w[1:]
    said = [
        f"{(score[y == label] * label <= 0).sum()} of {(y == label).sum()} {name}"
        for label, name in label_names.items()
    ]
    turn = np.degrees(np.arctan2(w[1], -w[2])) % 180
    return ax, (
        f"{names[0]} as circles and {names[1]} as triangles, with a line at {turn:.0f} degrees to "
        f"the horizontal. On the wrong side of it are {' and '.join(said)}."
    )


def line_segment(w, xlim, ylim):
    """Ends of the line w0 + w1 x1 + w2 x2 = 0 inside a rectangle.

    Returns
    -------
    ends : array, shape (2, 2), or None
        Two points (x1, x2), or None if the line does not cross the rectangle (or is no line).
        The line is cut by each pair of parallel edges in turn (Liang and Barsky, "A new concept
        and method for line clipping", ACM Transactions on Graphics 3(1), 1984).
    """
    w = np.asarray(w, dtype=float)
    normal = w[1:]
    if not normal.any():
        return None
    foot = -w[0] * normal / (normal @ normal)
    direction = np.array([-normal[1], normal[0]])
    low, high = -np.inf, np.inf
    for start, step, edges in zip(foot, direction, (xlim, ylim), strict=True):
        if step == 0:
            if not min(edges) <= start <= max(edges):
                return None
            continue
        enter, leave = sorted((np.asarray(edges) - start) / step)
        low, high = max(low, enter), min(high, leave)
    return foot + np.outer([low, high], direction) if low < high else None


def _shade(ax, w: np.ndarray, xlim: np.ndarray, ylim: np.ndarray) -> None:
    """Fill both sides; exact on four corners, because the function is linear."""
    sums = w[0] + w[1] * xlim[None, :] + w[2] * ylim[:, None]
    bound = np.abs(sums).max() + 1
    # Half-planes closed below and open above: a point on the line belongs to the negative side.
    ax.contourf(
        xlim,
        ylim,
        sums,
        levels=[-bound, 0, bound],
        colors=[NEGATIVE, POSITIVE],
        alpha=0.16,
        zorder=0,
    )


def _arrow(ax, segment, normal, xlim, ylim, label: str) -> None:
    """Arrow along the normal, inside the axes, and off the middle, where most points are."""
    start = 0.18 * segment[0] + 0.82 * segment[1]
    low, high = np.sort([xlim, ylim], axis=1).T
    with np.errstate(divide="ignore"):
        full = np.min((high - low) / np.abs(normal))
        room = np.min(np.abs((np.where(normal > 0, high, low) - start) / normal))
    tip = start + min(0.15 * full, 0.7 * room) * normal
    ax.annotate(
        "",
        xy=tip,
        xytext=start,
        zorder=4,
        arrowprops={
            "arrowstyle": "-|>",
            "color": "black",
            "linewidth": 2,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 16,
        },
    )
    across = normal / (high - low)
    ax.annotate(
        label,
        xy=tip,
        xytext=10 * across / np.hypot(*across),
        zorder=4,
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=12,
        fontweight="bold",
    )
