"""Encoder and decoder: a tune is read into one state, and another tune is written out of it."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, forward, node


def draw(tune=("C", "D", "E", "G"), *, hidden: int = 32):
    """Draw a net that reads a tune and writes it backwards, and then the end.

    Parameters
    ----------
    tune : sequence of str
        2 to 4 notes.
    hidden : int
        How many numbers a state has.
    """
    if not 2 <= len(tune) <= 4:
        raise ValueError(f"encoder_decoder has room for 2 to 4 notes, got {len(tune)}")
    card = Card(8.6)
    n, middle, low, top = len(tune), 4.2, 6.7, 1.7
    step = 7.0 / n
    answer = list(reversed(tune))
    last = None
    for i, note in enumerate(tune):
        x = 0.75 + (i + 0.5) * step
        cell = box(card, (x - 0.6, middle - 0.55), (1.2, 1.1), f"$h_{i + 1}$", ink=INPUT)
        entry = node(card, (x, low), note, ink=INPUT, radius=0.5)
        forward(card, entry.north, cell.south)
        if last:
            arrow(card, last.east, cell.west, ink=WEIGHT, width=2.6)
        last = cell
    context = box(
        card, (8.15, middle - 0.9), (1.3, 1.8), "$c$", ink=INPUT, strong=True, type_size=16
    )
    forward(card, last.east, context.west, width=3)
    card.write(8.8, middle - 1.35, "all it knows", ink=INPUT)
    card.write(8.8, middle + 1.4, f"{hidden} numbers", ink=GREY)
    last = context
    step = 7.1 / (n + 1)
    wide = min(1.2, 0.5 * step)  # room for a stem
    for i, note in enumerate([*answer, "end"]):
        x = 9.8 + (i + 0.5) * step
        cell = box(card, (x - wide / 2, middle - 0.55), (wide, 1.1), f"$s_{i + 1}$", ink=OUTPUT)
        arrow(card, last.east, cell.west, ink=WEIGHT if i else INPUT, width=2.6)
        size = {"size": 11} if note == "end" else {}
        result = node(card, (x, top), note, ink=OUTPUT, radius=0.5, **size)
        arrow(card, cell.north, result.south, ink=OUTPUT)
        word, size = (answer[i - 1], {}) if i else ("end", {"size": 11})
        entry = node(card, (x, low), word, ink=OUTPUT if i else GREY, radius=0.5, **size)
        arrow(card, entry.north, cell.south, ink=OUTPUT if i else GREY)
        last = cell
    card.write(4.2, 7.9, "encoder: reads", size=13, bold=True)
    card.write(13.3, 7.9, "decoder: writes, and hears itself", size=13, bold=True)
    return card.figure, (
        f"An encoder reads the notes {', '.join(tune)} one by one into its state; its last state c "
        f"is all that the decoder knows: {hidden} numbers. The decoder hears the end symbol first, "
        f"then at each step the note it wrote before. It writes {', '.join(answer)} and the end."
    )
