"""Bits as halvings: a chance of 1/2 is one question answered with yes or no, 1/4 two, 1/8 three."""

from collections.abc import Sequence

from dlaudio.plots.parts import GREY, OUTPUT, Card, box


def draw(halvings: Sequence[int] = (1, 2, 3)):
    """Draw a strip for each note, halved as often as it costs bits; what is left of it is lit.

    Parameters
    ----------
    halvings : sequence of int
        1 to 5 numbers of bits, each from 1 to 3.
    """
    if not 1 <= len(halvings) <= 5 or any(not 1 <= bits <= 3 for bits in halvings):
        raise ValueError(f"halvings has room for 1 to 5 notes of 1 to 3 bits, got {halvings}")
    card, left, wide = Card(0.8 + 1.2 * len(halvings)), 2.6, 9.6
    for number, bits in enumerate(halvings):
        y, size = 0.5 + 1.2 * number, wide / 2**bits
        card.write(0.4, y + 0.42, f"note {number + 1}", align="left", size=12.5)
        box(card, (left, y), (size, 0.85), f"1/{2**bits}", ink=OUTPUT, strong=True)
        for half in range(bits, 0, -1):
            start = wide / 2**half
            box(card, (left + start, y), (start, 0.85), "", ink=GREY)
        words = f"{bits} {'question' if bits == 1 else 'questions'}: {bits} bit{'s' * (bits > 1)}"
        card.write(left + wide + 0.4, y + 0.42, words, align="left", size=12.5)
    mean = sum(halvings) / len(halvings)
    told = "; ".join(f"a chance of 1/{2**bits} costs {bits}" for bits in halvings)
    return card.figure, (
        f"Strips halved until one part is left: {told}. In the mean {mean:.3g} bits a note."
    )
