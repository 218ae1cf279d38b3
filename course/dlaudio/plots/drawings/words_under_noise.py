"""How many words a net still hears right while more and more of their samples are spoilt."""

from collections.abc import Sequence

from dlaudio.plots.parts import GREY, INPUT, Card

EXAMPLE = (0, 0.1, 0.2), (0.95, 0.4, 0.1)


def draw(spoilt: Sequence[float] = EXAMPLE[0], right: Sequence[float] = EXAMPLE[1]):
    """Draw the share of words that are right over the share of samples that are spoilt.

    Parameters
    ----------
    spoilt : sequence of float, shape (n,)
        From 0 on, growing.
    right : sequence of float, shape (n,)
        From 0 to 1.
    """
    if not 2 <= len(spoilt) == len(right):
        raise ValueError(f"words_under_noise got {len(spoilt)} and {len(right)} shares")
    card, most = Card(6.2), 100 * spoilt[-1]
    plane = card.plane(2.0, 0.6, 14.6, 4.2, xlim=(-0.02 * most, 1.02 * most), ylim=(0, 1.1))
    plane.set_xlabel("impulses (% of samples)", fontsize=12)
    plane.set_ylabel("words right", fontsize=12)
    plane.axhline(0.1, ls=":", color=GREY.line)
    plane.plot([100 * share for share in spoilt], right, "o-", color=INPUT.line, lw=2.2, ms=7)
    plane.annotate("guessing", (0, 0.02), fontsize=11, color=GREY.text)
    told = ", ".join(f"{y:.0%} at {x:.0%}" for x, y in zip(spoilt, right, strict=True))
    return card.figure, f"Share of words right over the share of samples that are impulses: {told}."
