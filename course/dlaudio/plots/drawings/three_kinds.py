"""The three instruments: what goes in, what comes out, the budget, and how far the goals are."""

from dlaudio.instruments.kinds import KINDS
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, box, forward

PLAYS = {
    "listener": ("a word", "which digit"),
    "composer": ("a beginning", "what comes next"),
    "cleaner": ("a noisy voice", "the voice alone"),
}


def draw():
    """Draw a row for each kind: input and output, budget, and its two goals with their floors."""
    card, told = Card(1.1 + 2.2 * len(KINDS)), []
    card.write(12.6, 0.45, "from nothing to all points", ink=GREY, size=11.5)
    for number, kind in enumerate(KINDS.values()):
        y, (heard, played) = 0.95 + 2.2 * number, PLAYS[kind.name]
        source = box(card, (0.3, y), (2.5, 1.0), heard, ink=INPUT, type_size=11)
        player = box(card, (3.3, y), (2.1, 1.0), kind.name, ink=WEIGHT, strong=True)
        result = box(card, (5.9, y), (3.1, 1.0), played, ink=OUTPUT, type_size=11)
        forward(card, source.east, player.west)
        forward(card, player.east, result.west)
        card.write(4.35, y + 1.3, f"{kind.numbers:,} numbers", ink=WEIGHT, size=11)
        for place, goal in enumerate(kind.goals):
            floor, top = (goal.form.format(value) for value in (goal.floor, goal.goal))
            card.write(9.4, y + 0.1 + 0.98 * place, goal.name, align="left", size=11)
            line = f"{floor} → {top}"
            card.write(9.4, y + 0.57 + 0.98 * place, line, align="left", ink=OUTPUT, size=11)
            told.append(f"{kind.name}, at most {kind.numbers:,} numbers, {goal.name}: {line}")
    return card.figure, f"Three instruments. {'; '.join(told)}."
