"""The best lines of two pairs of kinds, on one scale with the origin: what the bias must reach."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import widest_margin
from dlaudio.plots.parts import GREY, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.vectors import normal_line, note, right_angle
from dlaudio.plots.pictures import MARKERS, OKABE_ITO

DRUMS = (("closed hat", "open hat"), ("snare", "closed hat"))


def draw(pairs=DRUMS, *, names=("crossings, log10", "seconds, log10")):
    """Draw the hits of each pair, its best line, and the way from the origin to this line.

    Parameters
    ----------
    pairs : two pairs of drums that a line tells apart
        The line of the first is dashed.
    names : two names of the axes
    """
    sets = [two_drums(*pair) for pair in pairs]
    hits = {
        kind: X[y == label]
        for pair, (X, y) in zip(pairs, sets, strict=True)
        for kind, label in zip(pair, (-1, 1), strict=True)
    }
    judges = [w / np.linalg.norm(w) for w in (widest_margin(X, y) for X, y in sets)]
    feet = [-w[0] * w[1:] / (w[1:] @ w[1:]) for w in judges]
    marks = np.concatenate([[(0, 0)], feet, *hits.values()])
    low, high = marks.min(axis=0) - 0.35, marks.max(axis=0) + 0.35
    card = Card(7.9)
    limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
    plane = card.plane(1.4, 0.5, 8.6, 6.4, **limits, xlabel=names[0], ylabel=names[1], equal=True)
    for (kind, X), marker, colour in zip(hits.items(), MARKERS, OKABE_ITO.values(), strict=False):
        plane.plot(*X.T, marker, ms=4, color=colour, alpha=0.5, zorder=3, label=kind, lw=0)
    plane.legend(fontsize=11, loc="lower left")
    plane.plot(0, 0, "o", ms=7, color=GREY.text, zorder=6)
    note(plane, (0, 0), "origin", (9, 0), GREY, 12)
    words = []
    for top, pair, (X, y), w, foot, style in zip(
        (1.2, 4.4), pairs, sets, judges, feet, ("dashed", "solid"), strict=True
    ):
        normal_line(plane, w, style=style, width=2.2)
        plane.plot(*zip((0, 0), foot, strict=True), color=WEIGHT.line, lw=2.2, ls=":", zorder=4)
        far, margin = np.linalg.norm(foot), (y * (w[0] + X @ w[1:])).min()
        if far > 0.5:  # a shorter way is hidden by the origin
            right_angle(plane, foot, -foot, (-w[2], w[1]), size=0.15)
            note(plane, foot / 2, f"{far:.1f}", (-9, -7), WEIGHT)
        name = " or ".join(pair)
        card.write(10.8, top, f"{name} ({style})", size=12.5, bold=True, align="left")
        said = [
            f"line {far:.{1 if far > 1 else 2}f} from the origin",
            f"bias {abs(w[0]):.2f}, weights {np.linalg.norm(w[1:]):.2f} long",
            f"margin {margin:.3f}",
        ]
        for i, line in enumerate(said, start=1):
            card.write(10.8, top + 0.75 * i, line, ink=WEIGHT if i < 3 else PLAIN, align="left")
        words.append(f"{name}: {', '.join(said)}")
    return card.figure, (
        f"Hits as points on one scale with the origin in view, with two lines. {'; '.join(words)}. "
        "Each judge has length 1, bias included."
    )
