"""Recurrent nets on top of each other: the states of one are the inputs of the next."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, forward, node


def draw(layers: int = 2, steps: int = 4, lit: int = 3):
    """Draw the layers over time; all that one state of the highest layer hears of is lit.

    Parameters
    ----------
    layers : int, 1 to 3
    steps : int, 2 to 6
    lit : int
        The step of the state that is looked at, 1 to `steps`.
    """
    if not (1 <= layers <= 3 and 2 <= steps <= 6 and 1 <= lit <= steps):
        raise ValueError(
            "stacked_nets needs 1 to 3 layers and 2 to 6 steps, one of them lit, got "
            f"{layers}, {steps} and {lit}"
        )
    card, gap = Card(2.6 + 1.9 * layers), 12.6 / steps
    heights = [card.height - 1.1 - 1.9 * level for level in range(layers + 1)]
    labels = ["hears", *(f"layer {level}" for level in range(1, layers + 1))]
    made = {}
    for level, (y, label) in enumerate(zip(heights, labels, strict=True)):
        card.write(0.6, y, label, align="left", size=13, bold=level == layers)
        for t in range(1, steps + 1):
            on = t <= lit
            ink = (OUTPUT if level == layers and t == lit else INPUT) if on else GREY
            name = f"$h_{t}$" if level else f"$x_{t}$"
            place = (3.9 + gap * (t - 0.5), y)
            made[level, t] = node(card, place, name, ink=ink, filled=on and level > 0, radius=0.55)
            if level:
                up = INPUT if on else GREY
                forward(card, made[level - 1, t].north, made[level, t].south, ink=up, width=2.0)
            if level and t > 1:
                ends = made[level, t - 1].east, made[level, t].west
                arrow(card, *ends, ink=WEIGHT if on else GREY, width=2.4)
    return card.figure, (
        f"{layers} recurrent layers over {steps} steps. The inputs go up into layer 1, and the "
        f"states of each layer are the inputs of the one above it; within a layer every state "
        f"goes on to the next step. State {lit} of the highest layer hears of inputs 1 to {lit}."
    )
