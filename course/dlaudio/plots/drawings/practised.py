"""How often a net succeeds on melodies of so many notes, and which it has practised."""

from collections.abc import Mapping

from dlaudio.plots.parts import GREY, OUTPUT, PLAIN, WEIGHT, Card

SHARES = {3: 1.0, 4: 1.0, 5: 0.5, 6: 0.0}
LEFT, TOP, HIGH, STEP = 2.9, 1.0, 2.6, 0.26


def draw(shares: Mapping[int, float] = SHARES, *, longest: int = 4):
    """Draw a bar for each number of notes, standing on as many notes.

    Parameters
    ----------
    shares : mapping of int to float
        For each number of notes, at most 16, the share without a mistake; up to 8 of them.
    longest : int
        So many notes, and fewer, were practised.
    """
    from matplotlib.patches import Ellipse, Rectangle

    if not 1 <= len(shares) <= 8 or not all(1 <= n <= 16 for n in shares):
        raise ValueError(f"practised has room for 1 to 8 bars of 1 to 16 notes, got {list(shares)}")
    foot = TOP + HIGH
    card, wide = Card(foot + 0.5 + STEP * max(shares) + 1.35), (17.0 - LEFT) / len(shares)
    card.write(LEFT - 0.3, TOP + HIGH / 2, "without\na mistake", size=12, align="right")
    known = [n for n in shares if n <= longest]
    for place, (n, share) in enumerate(shares.items()):
        x, ink = LEFT + place * wide, OUTPUT if n <= longest else WEIGHT
        middle = x + wide / 2 - 0.15
        card.ax.add_patch(Rectangle((x, TOP), wide - 0.3, HIGH, fc=GREY.fill, lw=0))
        bar = Rectangle((x, foot - share * HIGH), wide - 0.3, share * HIGH, fc=ink.line, lw=0)
        card.ax.add_patch(bar)
        card.write(middle, TOP - 0.35, f"{share:.0%}", ink=ink, size=12.5, bold=True)
        for note in range(n):
            y = foot + 0.35 + note * STEP
            card.ax.add_patch(Ellipse((middle, y), 0.34, 0.2, fc=PLAIN.line, ec="none"))
    y = foot + 0.5 + STEP * max(shares) + 0.2
    for words, first, count, ink in (
        ("practised", 0, len(known), OUTPUT),
        ("never practised", len(known), len(shares) - len(known), WEIGHT),
    ):
        if count:
            a, b = LEFT + first * wide, LEFT + (first + count) * wide - 0.3
            card.ax.plot((a, a, b, b), (y - 0.15, y, y, y - 0.15), color=ink.line, lw=1.6)
            card.write((a + b) / 2, y + 0.42, words, ink=ink, size=12.5, bold=True)
    card.write(LEFT - 0.3, foot + 0.35, "notes", size=12, align="right")
    said = ", ".join(f"{n} notes {share:.0%}" for n, share in shares.items())
    return card.figure, f"Without a mistake: {said}. Practised with at most {longest} notes."
