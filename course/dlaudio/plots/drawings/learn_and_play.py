"""How an instrument is judged: it learns, its numbers are counted, it plays to strangers."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, forward


def draw(allowed: int = 4000):
    """Draw the way from what an instrument learns from to what it reaches.

    Parameters
    ----------
    allowed : int
        How many numbers may pass the counter.
    """
    card = Card(6.2)
    top, middle = 1.0, 2.9
    learn = box(card, (4.0, top), (2.6, 1.5), "learn", ink=WEIGHT, strong=True, type_size=16)
    count = box(card, (8.0, top), (2.8, 1.5), "counter", ink=GREY, type_size=14)
    play = box(card, (12.2, top), (2.6, 1.5), "play", ink=OUTPUT, strong=True, type_size=16)
    known = box(card, (0.4, top), (2.4, 1.5), "material", ink=INPUT)
    forward(card, known.east, learn.west)
    arrow(card, learn.east, count.west, ink=WEIGHT, width=2.6)
    arrow(card, count.east, play.west, ink=WEIGHT, width=2.6)
    strangers = box(card, (12.2, 4.2), (2.6, 1.2), "strangers", ink=INPUT)
    forward(card, strangers.north, play.south)
    result = box(card, (15.6, top), (1.6, 1.5), "goal", ink=OUTPUT)
    forward(card, play.east, result.west)
    card.write(9.4, middle + 0.1, f"at most {allowed:,} numbers", ink=WEIGHT)
    card.write(5.3, middle + 0.1, "20 seconds", ink=WEIGHT)
    card.write(9.0, 4.8, "nobody has met them before", ink=INPUT)
    return card.figure, (
        "Material goes into learn, for 20 seconds at most; its numbers pass a counter, which lets "
        f"{allowed:,} through, and go into play; play meets strangers, and what comes out is "
        "compared with the goal."
    )
