"""How many beats that nobody strikes two trackers find: a dot for each start of each of them."""

from collections.abc import Sequence

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, PLAIN, WEIGHT, Card, number

# The two LSTMs of unit 11 (16 units, 150 updates) from the starts 0 to 10, on 12 strange loops
# (a peak above 0.45 is a tap):
# silent beats found, of 22, and taps more than 70 ms from any beat.
SILENT = 22
FORWARDS = (0, 6, 0, 10, 14, 0, 1, 14, 0, 12, 16)
BOTH = (7, 20, 18, 14, 22, 16, 18, 7, 17, 22, 17)
ASTRAY = ((0, 3, 0, 7, 3, 0, 2, 5, 0, 7, 9), (2, 0, 3, 9, 3, 5, 1, 1, 1, 1, 1))
NAMES = ("listens forwards", "hears both ways")


def draw(forwards: Sequence[int] = FORWARDS, both: Sequence[int] = BOTH, *, astray=ASTRAY):
    """Draw a row for each start, two dots joined, and how often each tapped astray.

    Parameters
    ----------
    forwards, both : sequences of int
        Silent beats found from each start, of 22.
    astray : pair of sequences of int
        Taps far from any beat, of the same starts.
    """
    starts = len(forwards)
    if not starts or {len(both), len(astray[0]), len(astray[1])} != {starts}:
        raise ValueError(f"silent_beats needs as many starts of each, got {starts}, {len(both)}")
    order = sorted(range(starts), key=lambda k: (forwards[k], both[k]))
    card = Card(3.6 + 0.56 * starts)
    left, wide, top = 2.0, 11.2, 1.7
    foot = top + 0.56 * starts
    for found in range(0, SILENT + 1, 2):
        x = left + wide * found / SILENT
        card.ax.plot((x, x), (top - 0.2, foot), color=GREY.fill, lw=1.2, zorder=0)
        card.write(x, foot + 0.35, str(found), ink=GREY, size=11)
    for row, k in enumerate(order):
        y = top + 0.56 * row + 0.25
        ends = [left + wide * found[k] / SILENT for found in (forwards, both)]
        worse = both[k] < forwards[k]
        join = {"color": GRADIENT.line if worse else GREY.line, "lw": 2.4, "zorder": 1}
        card.ax.plot(ends, (y, y), ls="--" if worse else "-", **join)
        card.write(left - 0.5, y, f"start {k}", ink=GREY, size=10.5, align="right")
        for x, ink, mark, far, at in zip(
            ends, (WEIGHT, INPUT), "so", (astray[0][k], astray[1][k]), (14.3, 16.1), strict=True
        ):
            look = {"color": ink.line, "mec": "white", "ms": 10, "zorder": 3}
            card.ax.plot(x, y, mark, **look)
            card.write(at, y, str(far), ink=ink, size=11)
    totals = [sum(astray[0]), sum(astray[1])]
    card.ax.plot((13.9, 16.5), (foot + 0.05, foot + 0.05), color=GREY.line, lw=1.2)
    for ink, total, at in zip((WEIGHT, INPUT), totals, (14.3, 16.1), strict=True):
        card.write(at, foot + 0.42, str(total), ink=ink, bold=True)
    card.write(15.2, foot + 1.05, "in all", ink=PLAIN)
    shares = [sum(found) / starts / SILENT for found in (forwards, both)]
    heads = zip((WEIGHT, INPUT), NAMES, shares, (left, left + wide), ("left", "right"), strict=True)
    for ink, name, share, x, align in heads:
        sign = "■" if ink is WEIGHT else "●"
        card.write(x, 0.7, f"{sign} {name}: {share:.0%}", ink=ink, bold=True, align=align)
    card.write(15.2, 0.7, "taps where\nno beat is", ink=PLAIN, size=11)
    words = f"silent beats found, of {SILENT}"
    card.write(left + wide / 2, foot + 1.05, words, ink=PLAIN)
    rows = "; ".join(
        f"start {k}: {forwards[k]} and {both[k]}, astray {astray[0][k]} and {astray[1][k]}"
        for k in order
    )
    wins = sum(b > f for f, b in zip(forwards, both, strict=True))
    return card.figure, (
        f"Of {SILENT} silent beats, found by the net that {NAMES[0]} and the one that {NAMES[1]}, "
        f"from {starts} starts: {rows}. On average {number(100 * shares[0], 0)} and "
        f"{number(100 * shares[1], 0)} in 100; from {wins} starts the second finds more. "
        f"In all, {totals[0]} and {totals[1]} taps are astray."
    )
