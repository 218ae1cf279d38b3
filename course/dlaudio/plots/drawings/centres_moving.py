"""k-means seen: centres among points, after no step, one, two and many."""

from collections.abc import Callable

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.inks import SHADES

GROUPS = (INPUT, OUTPUT, WEIGHT, SHADES[1])
MARKS = ("o", "^", "s", "D")


def draw(
    frames=None,
    centres=None,
    *,
    step: Callable | None = None,
    steps=(0, 1, 2, 10),
    names=("first", "second"),
):
    """Draw the frames in the colours of their nearest centre, at four moments.

    Parameters
    ----------
    frames : array, shape (N, 2), optional
        Three clouds if not given.
    centres : array, shape (K, 2), at most 4 of them
        Where to start.
    step : function, optional
        `bag_of_frames(frames, centres, n_steps)` of unit 7; the package's if not given.
    steps : sequence of int
        After how many steps, four of them.
    names : two words
        What the columns are.
    """
    from dlaudio.decomposition import nearest

    if frames is None:
        rng = np.random.default_rng(5)
        middles = np.array([[-2.0, -1.0], [2.0, -1.5], [0.5, 2.0]])
        frames = np.repeat(middles, 40, axis=0) + 0.7 * rng.normal(size=(120, 2))
        centres = np.array([[-3.0, 3.0], [-2.5, 2.0], [-1.5, 3.0]])
    frames, centres = np.asarray(frames, dtype=float), np.asarray(centres, dtype=float)
    if frames.ndim != 2 or frames.shape[1] != 2 or not 1 <= len(centres) <= len(GROUPS):
        raise ValueError(
            f"centres_moving needs frames (N, 2), up to {len(GROUPS)} centres, got {frames.shape} "
            f"and {centres.shape}"
        )
    step = step or _step
    low, high = np.minimum(frames.min(0), centres.min(0)), np.maximum(frames.max(0), centres.max(0))
    edge = 0.06 * (high - low)
    card = Card(5.6)
    told, path = [], [centres]
    for k, count in enumerate(steps):
        now = np.asarray(step(frames, centres, count)[0]) if count else centres
        path.append(now)
        labels = nearest(frames, now)
        left = 1.6 + 4.05 * k
        x_limits, y_limits = zip(low - edge, high + edge, strict=True)
        plane = card.plane(left, 1.1, 3.6, 3.2, xlim=x_limits, ylim=y_limits, xlabel=names[0])
        plane.set_ylabel("" if k else names[1], fontsize=12)
        if k:
            plane.set_yticklabels([])
        for j, centre in enumerate(now):
            mine = frames[labels == j]
            plane.plot(*mine.T, MARKS[j], ms=3, color=GROUPS[j].line, alpha=0.55)
            plane.plot(*np.array([path[-2][j], centre]).T, color=GRADIENT.line, lw=1.4)
            look = {"ms": 10, "color": GROUPS[j].line, "mec": PLAIN.text, "mew": 1.6}
            plane.plot(*centre, MARKS[j], zorder=5, **look)
        title = "start" if count == 0 else f"{count} step{'s' * (count > 1)}"
        card.write(left + 1.8, 0.55, title, size=12.5, bold=True)
        sizes = np.bincount(labels, minlength=len(now))
        told.append(f"{title}: {', '.join(map(str, sizes))} frames")
    return card.figure, (
        f"{len(frames)} frames and {len(centres)} centres, each frame in the colour of its nearest "
        f"centre. {'; '.join(told)}."
    )


def _step(frames, centres, n_steps: int):
    from dlaudio.decomposition import settle

    return (settle(frames, centres, n_iter=n_steps),)
