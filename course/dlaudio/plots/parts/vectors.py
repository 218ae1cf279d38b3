"""Arrows in a plane with equal axes: tip to tail, a line and its normal, the right angle."""

import numpy as np

from dlaudio.plots.parts.inks import INPUT, PAPER, PLAIN, Ink


def vector(
    plane,
    start,
    end,
    label: str = "",
    *,
    ink: Ink = INPUT,
    width: float = 2.6,
    side: str = "left",
    along: float = 0.55,
    faint: bool = False,
    size: float = 13,
    away: float = 12,
):
    """Draw an arrow from start to end in a plane made by `card.plane(..., equal=True)`.

    Parameters
    ----------
    start, end : pairs of numbers, in the plane's coordinates (y upwards)
    side : "left" or "right"
        Of somebody who walks along it: where the label stands.
    away : float
        From the arrow to the label's middle, in points.

    Returns
    -------
    list of artists
    """
    start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    if start.shape != (2,) or end.shape != (2,) or np.allclose(start, end):
        raise ValueError(f"vector needs two different places (x, y), got {start} and {end}")
    arrow = plane.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>",
            "mutation_scale": 9 + 2.2 * width,
            "lw": width,
            "color": ink.line,
            "alpha": 0.45 if faint else 1,
            "shrinkA": 0,
            "shrinkB": 0,
            "joinstyle": "miter",
        },
        zorder=5,
    )
    artists = [arrow]
    if label:
        way = (end - start) / np.linalg.norm(end - start)
        left = np.array([-way[1], way[0]]) * (1 if side == "left" else -1)
        artists.append(note(plane, start + along * (end - start), label, left * away, ink, size))
    return artists


def note(plane, place, label: str, offset=(0, 0), ink: Ink = PLAIN, size: float = 13):
    """Write a label `offset` points from a place of the plane, on paper so lines do not cross."""
    from matplotlib.patheffects import withStroke

    x, y = offset
    align = "center" if abs(x) < 0.5 * abs(y) or (x, y) == (0, 0) else "left" if x > 0 else "right"
    text = plane.annotate(
        label,
        place,
        offset,
        textcoords="offset points",
        ha=align,
        va="center" if align != "center" or not y else "bottom" if y > 0 else "top",
        fontsize=size,
        color=ink.text,
        zorder=7,
    )
    text.set_path_effects([withStroke(linewidth=3.5, foreground=PAPER)])
    return text


def spot(plane, place, avoid, width: float = 60, height: float = 14, gap: float = 11):
    """Where beside a place a label of that size (points) is farthest from what it must avoid.

    Parameters
    ----------
    avoid : array, shape (M, 2)
        Places of the plane, for example points along arrows and lines.

    Returns
    -------
    (x, y) : offset in points for `note`: to the right, to the left, above or beneath
    """
    points = plane.figure.dpi / 72
    middle = plane.transData.transform(place)
    others = plane.transData.transform(np.asarray(avoid, dtype=float))
    box = plane.get_window_extent()

    def room(offset) -> float:
        x, y = offset
        at = middle + points * np.array([x + np.sign(x) * width / 2, y + np.sign(y) * height / 2])
        away = np.abs(others - at) / points - (width / 2, height / 2)
        free = np.hypot(*np.maximum(away, 0).T).min()
        inside = box.x0 + 40 < at[0] < box.x1 - 40 and box.y0 < at[1] < box.y1
        return free if inside else free - 1000

    return max([(gap, 0), (-gap, 0), (0, gap), (0, -gap)], key=room)


def normal_line(plane, w, *, ink: Ink = PLAIN, style="-", width: float = 2.0):
    """Draw the line w0 + w1 x1 + w2 x2 = 0 across the plane, whose normal is (w1, w2).

    Returns
    -------
    list of artists, empty if the line lies outside
    """
    from dlaudio.plots.decision import line_segment

    w = np.asarray(w, dtype=float)
    if w.shape != (3,):
        raise ValueError(f"normal_line needs w = (w0, w1, w2), got shape {w.shape}")
    limits = np.array(plane.get_xlim()), np.array(plane.get_ylim())
    segment = line_segment(w, *limits)
    if segment is None:
        return []
    line = plane.plot(*segment.T, color=ink.line, lw=width, ls=style, zorder=2)
    plane.set(xlim=limits[0], ylim=limits[1])
    return line


def right_angle(plane, corner, along, across, *, size: float = 0.12, ink: Ink = PLAIN):
    """Draw the small square that says that two directions stand at a right angle.

    Raises
    ------
    ValueError
        If they do not.
    """
    corner, along, across = (np.asarray(v, dtype=float) for v in (corner, along, across))
    along, across = along / np.linalg.norm(along), across / np.linalg.norm(across)
    if abs(along @ across) > 1e-9:
        raise ValueError(f"{along} and {across} do not stand at a right angle")
    path = np.array([size * along, size * (along + across), size * across]) + corner
    return plane.plot(*path.T, color=ink.line, lw=1.3, zorder=4)
