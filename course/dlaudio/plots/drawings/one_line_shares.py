"""How many of the functions of 1, 2, 3 and 4 inputs a single line can do, as bars."""

from dlaudio.plots.parts import OUTPUT, Card

PLAYABLE = {1: 4, 2: 14, 3: 104, 4: 1882}  # OEIS A000609


def draw(playable=None):
    """Draw a bar for each number of inputs: the share of all functions that one line can do.

    Parameters
    ----------
    playable : mapping of int to int
        How many functions of so many inputs have a line; those of 1 to 4, if not given.
    """
    playable = PLAYABLE if playable is None else dict(playable)
    card = Card(6.4)
    plane = card.plane(2.4, 0.6, 13, 4.6, xlim=(-0.6, len(playable) - 0.4), ylim=(0, 1.15))
    words = []
    for place, (inputs, count) in enumerate(playable.items()):
        total = 2**2**inputs
        bar = plane.bar(place, count / total, 0.6, color=OUTPUT.fill, ec=OUTPUT.line, lw=1.4)
        plane.bar_label(bar, [f"{count:,} of {total:,}"], fontsize=12, padding=3)
        words.append(f"{count:,} of {total:,} with {inputs}")
    names = [f"{inputs} input{'s' * (inputs != 1)}" for inputs in playable]
    plane.set_xticks(range(len(playable)), names, fontsize=12)
    plane.set_yticks([0, 0.5, 1], ["none", "half", "all"], fontsize=12)
    return card.figure, f"Functions that one line can do: {', '.join(words)}."
