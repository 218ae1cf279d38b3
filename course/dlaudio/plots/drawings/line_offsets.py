"""The judges' lines of two pairs of kinds, with the origin in view and near the hits."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import widest_margin
from dlaudio.plots.parts import GREY, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.vectors import normal_line, note, right_angle
from dlaudio.plots.pictures import MARKERS, OKABE_ITO

DRUMS = (("closed hat", "open hat"), ("snare", "closed hat"))


def draw(pairs=DRUMS, *, names=("crossings, log10", "seconds, log10")):
    """Draw the hits of each pair, its judge's line, and the way from the origin to this line.

    The judge is the weights of length 1, bias included, whose margin is the widest. A second plane
    shows the hits larger, with the room on either side of each line in thin lines.

    Parameters
    ----------
    pairs : two pairs of drums that a line tells apart
        The line of the first is dashed.
    names : two names of the axes
    """
    sets = [two_drums(*pair) for pair in pairs]
    hits = _by_kind(pairs, sets)
    judges = [w / np.linalg.norm(w) for w in (widest_margin(X, y) for X, y in sets)]
    feet = [-w[0] * w[1:] / (w[1:] @ w[1:]) for w in judges]
    near = np.concatenate(list(hits.values()))
    card = Card(10.4)
    planes = []
    for left, width, marks, edge in [
        (1.4, 7.2, np.concatenate([[(0, 0)], feet, near]), 0.35),
        (10.6, 6.4, near, 0.1),
    ]:
        low, high = marks.min(axis=0) - edge, marks.max(axis=0) + edge
        limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
        plane = card.plane(
            left, 0.5, width, 5.6, **limits, xlabel=names[0], ylabel=names[1], equal=True
        )
        _scatter(plane, hits, size=4)
        planes.append(plane)
    whole, close = planes
    whole.legend(fontsize=11, loc="lower left")
    whole.plot(0, 0, "o", ms=7, color=GREY.text, zorder=6)
    note(whole, (0, 0), "origin", (9, 0), GREY, 12)
    (x, right), (y, top) = close.get_xlim(), close.get_ylim()
    whole.indicate_inset((x, y, right - x, top - y), edgecolor=GREY.line, alpha=1)
    words = []
    for left, pair, (X, y), w, foot, style in zip(
        (0.6, 9.2), pairs, sets, judges, feet, ("dashed", "solid"), strict=True
    ):
        length, margin = np.linalg.norm(w[1:]), (y * (w[0] + X @ w[1:])).min()
        far, room = np.linalg.norm(foot), margin / length
        for plane in planes:
            normal_line(plane, w, style=style, width=2.2)
        for side in (-margin, margin):
            normal_line(close, w + [side, 0, 0], style=style, width=0.8)
        whole.plot(*zip((0, 0), foot, strict=True), color=WEIGHT.line, lw=2.2, ls=":", zorder=4)
        if far > 0.5:  # a shorter way is hidden by the origin
            right_angle(whole, foot, -foot, (-w[2], w[1]), size=0.15)
            note(whole, foot / 2, f"{far:.1f}", (-9, -7), WEIGHT)
        name = " or ".join(pair)
        card.write(left, 7.6, f"{name} ({style})", size=12.5, bold=True, align="left")
        said = [
            f"the line is {far:.{1 if far > 1 else 2}f} from the origin, with {room:.3f} of room",
            f"its bias is {abs(w[0]):.2f}, its weights are {length:.3f} long",
            f"so the margin is {room:.3f} × {length:.3f} = {margin:.3f}",
        ]
        for i, line in enumerate(said, start=1):
            ink = WEIGHT if i < 3 else PLAIN
            card.write(left, 7.6 + 0.7 * i, line, ink=ink, align="left", size=11.5)
        words.append(f"{name}: {', '.join(said)}")
    return card.figure, (
        f"Hits as points with the lines of two judges, on the left with the origin in view, on "
        f"the right near by, with the room on either side. {'; '.join(words)}. "
        "Each judge has length 1, bias included."
    )


def draw_hits(pairs=DRUMS, *, names=("crossings, log10", "seconds, log10")):
    """Draw the hits alone, as one who has seen no line yet finds them.

    Parameters
    ----------
    pairs : pairs of drums
    names : two names of the axes
    """
    hits = _by_kind(pairs, [two_drums(*pair) for pair in pairs])
    marks = np.concatenate(list(hits.values()))
    low, high = marks.min(axis=0) - 0.1, marks.max(axis=0) + 0.1
    card = Card(8.2)
    limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
    plane = card.plane(3.4, 0.5, 9.6, 6.4, **limits, xlabel=names[0], ylabel=names[1], equal=True)
    _scatter(plane, hits, size=6)
    for kind, X in hits.items():
        x, y = X.mean(axis=0)
        note(plane, (x, X[:, 1].max()), kind, (0, 12), size=12)
    where = [
        f"{kind} around {x:.1f} and {y:.1f}" for kind, X in hits.items() for x, y in [X.mean(0)]
    ]
    return card.figure, f"Hits as points, {names[0]} and {names[1]}: {', '.join(where)}."


def _by_kind(pairs, sets) -> dict:
    """The hits of each kind, with pairs that share a kind."""
    return {
        kind: X[y == label]
        for pair, (X, y) in zip(pairs, sets, strict=True)
        for kind, label in zip(pair, (-1, 1), strict=True)
    }


def _scatter(plane, hits: dict, *, size: float) -> None:
    for (kind, X), marker, ink in zip(hits.items(), MARKERS, OKABE_ITO.values(), strict=False):
        plane.plot(*X.T, marker, ms=size, color=ink, alpha=0.5, zorder=3, label=kind, lw=0)
