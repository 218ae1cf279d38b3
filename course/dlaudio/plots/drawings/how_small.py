"""How small an instrument can be: numbers that it has learnt against how far it comes."""

from collections.abc import Mapping

from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card

EXAMPLE = {"a table": (225, 0.61), "a net": (759, 0.6)}


def draw(reached: Mapping[str, tuple[int, float]] = EXAMPLE, *, budget: int = 4000):
    """Draw instruments as points: numbers to the right, on a logarithmic axis, shares upwards.

    Parameters
    ----------
    reached : mapping
        1 to 6 names, each with how many numbers were learnt and the share of all points, 0 to 1.
    budget : int
        So many numbers are allowed.
    """
    if not 1 <= len(reached) <= 6:
        raise ValueError(f"how_small has room for 1 to 6 instruments, got {len(reached)}")
    card, told = Card(6.4), []
    ax = card.plane(
        1.8,
        0.5,
        14.4,
        4.7,
        xlim=(0.6, 3 * budget),
        ylim=(0, 1.18),
        xlabel="numbers learnt",
        ylabel="share of all points",
    )
    ax.set_xscale("log")
    ax.axhline(1, ls=":", color=GREY.text, lw=1.4)
    ax.axvline(budget, ls=":", color=WEIGHT.line, lw=1.4)
    ax.text(budget * 0.93, 0.04, "budget", ha="right", fontsize=12, color=WEIGHT.text)
    near: list[tuple[int, float]] = []
    for name, (numbers, share) in reached.items():
        below = any(abs(share - b) < 0.12 and 1 / 3 < numbers / a < 3 for a, b in near)
        near += [] if below else [(numbers, share)]
        ink = OUTPUT if share >= 1 else WEIGHT
        ax.plot(numbers, share, "o", ms=9, color=ink.line)
        ax.annotate(
            name,
            (numbers, share),
            (0, -20 if below else 10),
            textcoords="offset points",
            ha="center",
            fontsize=12,
            color=ink.text,
        )
        told.append(f"{name} with {numbers:,} numbers {share:.0%}")
    return card.figure, f"How far instruments come with how many numbers: {'; '.join(told)}."
