"""One recurrent net wired in four ways: where something goes in, and where something comes out."""

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card, arrow, forward, node

GOOD_FOR = {
    "N-N": "a note at every step",
    "N-1": "low or high?",
    "1-N": "a sound, told in words",
    "N-M": "a translation",
}
HIGH, MIDDLE, LOW = 1.85, 3.15, 4.45  # heights of outputs, states and inputs


def draw(steps: int = 5):
    """Draw the four wirings side by side, each over so many steps, with what it is good for.

    Parameters
    ----------
    steps : int, 3 to 5
    """
    from dlaudio.widgets.unrolling import wires

    if not 3 <= steps <= 5:
        raise ValueError(f"four_wirings has room for 3 to 5 steps, got {steps}")
    card, said = Card(6.1), []
    wide = card.width / len(GOOD_FOR)
    gap = 3.2 / (steps - 1)
    for place, (name, use) in enumerate(GOOD_FOR.items()):
        inputs, outputs = wires(steps, name)
        first = place * wide + (wide - gap * (steps - 1)) / 2
        before = None
        for t in range(1, steps + 1):
            x = first + (t - 1) * gap
            state = node(card, (x, MIDDLE), "", ink=INPUT, filled=True, radius=0.23)
            if before is not None:
                arrow(card, before.east, state.west, ink=WEIGHT, width=1.4, gap=0.02)
            if t in inputs:
                entry = node(card, (x, LOW), "", ink=INPUT, radius=0.23)
                forward(card, entry.north, state.south, ink=WEIGHT, width=1.4)
            if t in outputs:
                result = node(card, (x, HIGH), "", ink=OUTPUT, filled=True, radius=0.23)
                forward(card, state.north, result.south, ink=WEIGHT, width=1.4)
            before = state
        card.write((place + 0.5) * wide, 0.8, name, size=15, bold=True)
        card.write((place + 0.5) * wide, 5.4, use, size=12.5)
        said.append(f"{name} ({use}) has {_many(inputs, 'input')} and {_many(outputs, 'output')}")
    return card.figure, (
        f"A recurrent net over {steps} steps in four wirings, states in the middle, inputs below, "
        f"outputs above: {'; '.join(said)}."
    )


def _many(steps: list[int], what: str) -> str:
    if len(steps) == 1:
        return f"one {what}, at step {steps[0]}"
    return f"{len(steps)} {what}s, at steps {steps[0]} to {steps[-1]}"
