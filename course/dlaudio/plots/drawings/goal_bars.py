"""How far instruments come: two bars for each, from nothing to the goal."""

from collections.abc import Mapping, Sequence

from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card

EXAMPLE = {"an instrument": (0.62, 0.35), "a better one": (1.0, 0.8)}


def draw(reached: Mapping[str, Sequence[float]] = EXAMPLE):
    """Draw two shares of each instrument as bars below its name.

    Parameters
    ----------
    reached : mapping
        At most six names with two shares each, from 0 to 1.
    """
    if not 1 <= len(reached) <= 6:
        raise ValueError(f"goal_bars has room for 1 to 6 instruments, got {len(reached)}")
    card = Card(0.9 + 1.3 * len(reached))
    left, width = 6.4, 9.4
    for number, (name, shares) in enumerate(reached.items()):
        y = 0.7 + 1.3 * number
        card.write(left - 0.4, y + 0.42, name, size=13, align="right")
        for place, (share, ink) in enumerate(zip(shares, (OUTPUT, WEIGHT), strict=True)):
            at = y + 0.45 * place
            card.ax.barh(at + 0.18, width, 0.34, left=left, color=GREY.fill)
            card.ax.barh(at + 0.18, width * share, 0.34, left=left, color=ink.line)
            card.write(left + width + 0.9, at + 0.2, f"{share:.0%}", ink=ink, size=11)
    bottom = (0.5, card.height - 0.3)
    card.ax.plot([left + width] * 2, bottom, ":", lw=1.4, color=GREY.line)
    told = "; ".join(f"{name} {a:.0%} and {b:.0%}" for name, (a, b) in reached.items())
    return card.figure, f"How far each instrument comes towards its two goals: {told}."
