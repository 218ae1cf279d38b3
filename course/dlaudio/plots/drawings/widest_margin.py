"""Two kinds of words, a hyperplane that sorts them, and the one with the widest margin."""

import itertools

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

FIVES = ((0.7, 3.1), (1.0, 1.2), (1.9, 2.1), (2.2, 0.6), (0.5, 2.0))
NINES = ((3.2, 4.3), (4.8, 3.1), (4.1, 4.2), (5.3, 3.9), (5.0, 1.7))
OTHER = (1.0, 0.15)  # the normal of another line between them


def draw(fives=FIVES, nines=NINES, other=OTHER):
    """Draw the line between two kinds of points that is farthest from both, and who holds it.

    Parameters
    ----------
    fives, nines : array, shape (N, 2)
        Two kinds that a line separates.
    other : pair of numbers
        The normal of another line; it is drawn half way between the kinds.
    """
    no, yes = np.asarray(fives, dtype=float), np.asarray(nines, dtype=float)
    normal = widest(no, yes)
    narrow = np.asarray(other, dtype=float) / np.linalg.norm(other)
    card, held, said = Card(7.6), 0, []
    limits = {"xlim": (0, 5.9), "ylim": (0, 4.9)}
    plane = card.plane(1.5, 0.6, 7.6, 5.8, **limits, equal=True)
    plane.set_xlabel("one number of a word", fontsize=12)
    plane.set_ylabel("another", fontsize=12)
    for direction, ink, style in ((narrow, GREY, ":"), (normal, WEIGHT, "-")):
        low, high = (no @ direction).max(), (yes @ direction).min()
        if not low < high:
            raise ValueError(f"widest_margin needs kinds that {direction} separates")
        _line(plane, direction, (low + high) / 2, ink, style, 2.6 if ink is WEIGHT else 1.8)
        said.append(number((high - low) / 2, 2))
        if ink is WEIGHT:
            for edge in (low, high):
                _line(plane, direction, edge, ink, "--", 1.3)
            for points in (no, yes):
                at = points @ direction
                rests = points[np.isclose(at, low) | np.isclose(at, high)]
                held += len(rests)
                ring = {"mfc": "none", "mec": WEIGHT.text, "mew": 2, "zorder": 6}
                plane.plot(*rests.T, "o", ms=17, **ring)
    plane.plot(*no.T, "o", ms=9, color=INPUT.line, zorder=5)
    plane.plot(*yes.T, "^", ms=9, color=OUTPUT.line, zorder=5)
    lines = [
        ("● five", INPUT),
        ("▲ nine", OUTPUT),
        (f"dotted: sorts them, margin {said[0]}", GREY),
        (f"solid: the widest margin, {said[1]}", WEIGHT),
        (f"ringed: its {held} support vectors", WEIGHT),
    ]
    for row, (words, ink) in enumerate(lines):
        card.write(9.9, 1.3 + 0.9 * row, words, ink=ink, size=13, align="left")
    return card.figure, (
        f"{len(no)} fives and {len(yes)} nines as points. A dotted line sorts them and comes "
        f"within {said[0]} of the nearest; the solid one keeps {said[1]} from both kinds, which "
        f"is the widest margin. Its two dashed edges touch {held} ringed points, the support "
        "vectors; all others could be left out."
    )


def widest(no: np.ndarray, yes: np.ndarray) -> np.ndarray:
    """The normal, of length 1, of the line with the widest margin: every one is tried.

    Its edges touch a point of each kind, and it is at a right angle to what joins them; or they
    touch two of one kind, and it runs along these.
    """
    tried = [b - a for a in no for b in yes]
    for points in (no, yes):
        for a, b in itertools.combinations(points, 2):
            tried += [np.array([a[1] - b[1], b[0] - a[0]]), np.array([b[1] - a[1], a[0] - b[0]])]
    tried = [way / np.linalg.norm(way) for way in tried]
    return max(tried, key=lambda way: (yes @ way).min() - (no @ way).max())


def _line(plane, direction, at: float, ink, style: str, width: float) -> None:
    along = np.array([-direction[1], direction[0]])
    ends = at * direction + np.outer([-9, 9], along)
    colour = GREY.text if ink is GREY else ink.line
    frame = plane.get_xlim(), plane.get_ylim()
    plane.plot(*ends.T, style, lw=width, color=colour, zorder=3)
    plane.set(xlim=frame[0], ylim=frame[1])
