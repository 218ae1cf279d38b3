"""A point of one kind inside a triangle of three of the other, so that no line parts them."""

from itertools import combinations

import numpy as np

from dlaudio.datasets.words import two_words
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, PLAIN, Card


def find(X, y):
    """Find the point that lies deepest inside a triangle of three points of the other kind.

    Parameters
    ----------
    X, y : arrays, shapes (N, 2) and (N,), labels -1 and +1

    Returns
    -------
    inside : array, shape (2,), or None
        None if no triangle holds a point of the other kind.
    corners : array, shape (3, 2), or None
        Of triangles that hold it equally deep, the largest.
    shares : array, shape (3,), or None
        Above 0, with the sum 1: the point is `shares @ corners`.
    """
    best = (0, 0, None, None, None)
    for label in (-1, 1):
        theirs = X[y == -label]
        if len(theirs) < 3:
            continue
        three = theirs[list(combinations(range(len(theirs)), 3))]
        a, b, c = three.transpose(1, 0, 2)
        whole = _cross(b - a, c - a)
        three, whole = three[whole != 0], whole[whole != 0]
        a, b, c = three.transpose(1, 0, 2)
        longest = [np.linalg.norm(q - p, axis=1) for p, q in ((b, c), (c, a), (a, b))]
        for point in X[(y == label) & _among(X, theirs)]:
            parts = [_cross(q - point, r - point) for q, r in ((b, c), (c, a), (a, b))]
            shares = np.stack(parts, axis=1) / whole[:, None]
            depth = (shares * np.abs(whole)[:, None] / np.stack(longest, axis=1)).min(axis=1)
            if depth.max() <= max(best[0], 1e-9):
                continue
            deepest = np.flatnonzero(depth > depth.max() - 1e-9)
            i = deepest[np.abs(whole[deepest]).argmax()]
            best = (depth[i], np.abs(whole[i]), point, three[i], shares[i])
    return best[2:]


def draw(first="five", second="seven"):
    """Draw the known words as points, and the triangle that holds one of the other word.

    Parameters
    ----------
    first, second : two spoken digits
    """
    X, y = two_words("spoken-digits", first, second, "train")
    inside, corners, _ = find(X, y)
    card = Card(8.4)
    low, high = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    edges = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
    plane = card.plane(3.6, 0.5, 10, 6.7, **edges, equal=True)
    plane.set_xlabel("first half (crossings per ms)", fontsize=12)
    plane.set_ylabel("second half", fontsize=12)
    looks = {-1: ("o", INPUT, first), 1: ("^", GRADIENT, second)}  # as in `plots.points`
    for label, (marker, ink, name) in looks.items():
        here = X[y == label]
        plane.plot(
            *here.T, marker, ms=6, mfc="none", mec=ink.line, alpha=0.75, zorder=3, label=name
        )
    plane.legend(fontsize=12, loc="upper left")
    told = "no recording lies inside a triangle of three of the other word"
    if inside is not None:
        label = int(y[(inside == X).all(axis=1)][0])
        marker, ink, name = looks[label]
        plane.fill(*corners.T, fc=GREY.line, ec=PLAIN.line, lw=1.4, alpha=0.55, zorder=2)
        plane.plot(*inside, marker, ms=9, color=ink.line, zorder=4)
        told = (
            f"the {name} at ({inside[0]:.2f}, {inside[1]:.2f}), filled, lies inside a grey "
            f"triangle of three recordings of {looks[-label][2]}, at "
            + ", ".join(f"({u:.2f}, {v:.2f})" for u, v in corners)
        )
    return card.figure, (
        f"The known recordings of {first} (circles) and {second} (triangles) over the crossings "
        f"per ms of both halves: {told}."
    )


def _among(X, theirs):
    """Whether each point is no farther out than the farthest of theirs, in 360 directions."""
    turn = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    ways = np.stack([np.cos(turn), np.sin(turn)])
    return (X @ ways <= (theirs @ ways).max(axis=0)).all(axis=1)


def _cross(u, v):
    return u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
