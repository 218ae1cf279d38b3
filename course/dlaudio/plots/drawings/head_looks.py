"""One tune for each head: where a few of its notes look, in lines as thick as the shares."""

import numpy as np

from dlaudio.plots.parts import INPUT, PLAIN, WEIGHT, Card, box
from dlaudio.plots.parts.inks import SHADES

INKS = (INPUT, WEIGHT, SHADES[1])
FEW = 0.08  # smaller shares are left out
NAMES = ("E", "C", "E", "C")
ASKERS = (2, 3)


def example() -> np.ndarray:
    """Weights (2, 4, 4) of two heads: one looks at its own note's last place, one a step back."""
    looks = np.zeros((2, 4, 4))
    looks[0, range(4), (0, 1, 0, 1)] = 1
    looks[1, range(4), (0, 0, 1, 2)] = 1
    return looks


def draw(looks=None, names=NAMES, askers=ASKERS, costs=None):
    """Draw the tune once for each head, with the looks of up to three notes back.

    Parameters
    ----------
    looks : array, shape (heads, T, T), optional
        Row t: how the note t shares out its look; two heads of a cuckoo if not given.
    names : sequence of T str
    askers : sequence of int
        Up to three places whose looks are drawn.
    costs : sequence of float, optional
        What is lost without each head, in bits a note; each gets a bar.
    """
    from matplotlib.patches import Rectangle

    looks = example() if looks is None else np.asarray(looks, dtype=float)
    heads, places = looks.shape[:2]
    if not (len(names) == places <= 16 and 1 <= heads <= 4 and 1 <= len(askers) <= 3):
        raise ValueError(
            f"head_looks needs 1 to 4 heads, a name for each of up to 16 places and 1 to 3 "
            f"askers, got the shape {looks.shape}, {list(names)}, {list(askers)}"
        )
    left = 2.3 if costs is None else 3.2
    card = Card(0.3 + 2.5 * heads + (0 if costs is None else 0.5))
    step, high = (15.7 - left) / places, 1.3
    told = []
    for h in range(heads):
        y = 2.0 + 2.5 * h
        card.write(0.35, y, f"head {h + 1}", ink=PLAIN, size=12.5, bold=True, align="left")
        if costs is not None:
            card.write(0.35, y + 0.5, f"without: +{costs[h]:.2f}", size=10.5, align="left")
            bar = ((0.35, y + 0.85), 2.3 * max(costs[h], 0) / max(*costs, 1e-9), 0.2)
            card.ax.add_patch(Rectangle(*bar, fc=PLAIN.line, ec="none"))
        xs = [left + step * (t + 0.5) for t in range(places)]
        for t, name in enumerate(names):
            who = list(askers).index(t) if t in askers else None
            if who is None:
                card.write(xs[t], y, name, size=11.5)
            else:
                place, size = (xs[t] - 0.37, y - 0.34), (0.74, 0.68)
                box(card, place, size, name, ink=INKS[who], bold=True)
        for who, t in enumerate(askers):
            for s in np.flatnonzero(looks[h, t, : t + 1] > FEW):
                rise, share = high * (t - s) / places, looks[h, t, s]
                _arc(card, xs[t], xs[s], y - 0.42, rise, INKS[who], share)
            best = int(looks[h, t].argmax())
            told.append(
                f"head {h + 1}, note {t} ({names[t]}): most, {looks[h, t, best]:.0%}, to "
                + ("itself" if best == t else f"note {best} ({names[best]})")
            )
    text = f"Where some notes of a tune look. {'; '.join(told)}."
    if costs is not None:
        text += f" Bits a note lost without each: {', '.join(f'{cost:.2f}' for cost in costs)}."
    return card.figure, text


def _arc(card: Card, start: float, end: float, y: float, rise: float, ink, share: float) -> None:
    """A bow from the note that asks to the one that it looks at, or a ring for a look at itself."""
    turn = np.linspace(0, np.pi, 60)
    if start == end:
        turn, rise, wide = 2 * turn, 0.0, 0.2
        xs, ys = start + wide * np.sin(turn), y - 0.22 + 0.22 * np.cos(turn)
    else:
        xs = (start + end) / 2 + (start - end) / 2 * np.cos(turn)
        ys = y - (0.35 + rise) * np.sin(turn)
    card.ax.plot(xs, ys, color=ink.line, lw=9 * share, solid_capstyle="butt", zorder=2)
