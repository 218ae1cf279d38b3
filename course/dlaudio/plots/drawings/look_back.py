"""Looking back: the notes of a tune in their bars, and which one sounded so many bars ago."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box


def draw(lengths=(2, 1, 1, 2, 2), *, bar: int = 4, bars_ago: int = 1):
    """Draw notes as boxes as long as they are, bar lines, and the way back from the next note.

    Parameters
    ----------
    lengths : sequence of int
        Of the notes so far, in eighths, 3 to 10 of them.
    bar : int
        Eighths in a bar.
    bars_ago : int
        How far back to look; the tune must have begun by then.
    """
    lengths = np.asarray(lengths, dtype=int)
    end = int(lengths.sum())
    past = end - bar * bars_ago
    if not (3 <= len(lengths) <= 10 and past >= 0 and bars_ago >= 1):
        raise ValueError(
            f"look_back needs 3 to 10 notes and a tune that had begun {bars_ago} bars ago, got "
            f"lengths {lengths} and bars of {bar}"
        )
    ends = np.cumsum(lengths)
    starts = ends - lengths
    found = int(np.searchsorted(ends, past, side="right"))
    card = Card(5.6)
    left, top, step = 1.0, 2.4, 15.6 / (end + 2)
    for n, (start, long) in enumerate(zip(starts, lengths, strict=True)):
        looks = {"ink": WEIGHT, "strong": True} if n == found else {"ink": INPUT}
        size = (long * step - 0.12, 1.0)
        box(card, (left + start * step + 0.06, top), size, f"{n}", **looks)
    next_one = box(card, (left + end * step + 0.06, top), (2 * step - 0.12, 1.0), "?", ink=OUTPUT)
    for line in range(0, end + 1, bar):
        x = left + line * step
        card.ax.plot((x, x), (top - 0.3, top + 1.3), color=GREY.text, lw=2.2, zorder=1)
    times = [int(t) for t in (*starts, end)]
    for time in times:
        card.write(left + time * step + 0.06, top + 1.65, f"{time}", ink=GREY, size=11)
    card.write(left, top + 2.4, f"begins at, in eighths; bars of {bar}", ink=GREY, align="left")
    start, back, high = left + (end + 0.5) * step, left + (past + 0.5) * step, top - 0.8
    words = f"{bars_ago} bar{'s' * (bars_ago > 1)} back"
    corner = {"color": WEIGHT.line, "lw": 2, "solid_joinstyle": "round", "zorder": 2}
    card.ax.plot((start, start, back), (top - 0.06, high, high), **corner)
    arrow(card, (back, high), (back, top), ink=WEIGHT)
    card.write((start + back) / 2, high - 0.5, f"{words}: {end} − {bar * bars_ago} = {past}")
    card.write(next_one.middle[0], top + 2.4, f"place {end % bar}", ink=OUTPUT, bold=True)
    return card.figure, (
        f"{len(lengths)} notes, numbered from 0 to {len(lengths) - 1}, begin at "
        f"{', '.join(map(str, times[:-1]))} eighths; bars of {bar}. The next note begins at {end}, "
        f"place {end % bar} of its bar. {words.capitalize()} is the time "
        f"{end} − {bar * bars_ago} = {past}, where note {found} sounds."
    )
