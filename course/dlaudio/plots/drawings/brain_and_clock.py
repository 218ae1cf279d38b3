"""A small brain beside a slow clock: what is multiplied with what, and who is through first."""

from dlaudio.plots.parts import INPUT, OUTPUT, PLAIN, WEIGHT, Card, box, number, told

DAY = 86_400
WIDE, HIGH, LEFT, STEP = 2.7, 1.35, 0.85, 3.3
_RAISED = str.maketrans("+0123456789", "⁺⁰¹²³⁴⁵⁶⁷⁸⁹")


def draw(look=0.05, rate=200.0, cells: int = 3, each: int = 2, clock=1e6):
    """Draw four sums as chains of boxes, and the two times that come out as bars of one scale.

    Parameters
    ----------
    look : float
        Seconds that the brain has for a glance.
    rate : float
        How often a cell switches in a second.
    cells, each : int
        Powers of ten: how many cells there are, and how many connections each of them has.
    clock : float
        Ticks a second; at each of them one connection is visited.
    """
    if min(look, rate, clock) <= 0 or min(cells, each) < 0:
        raise ValueError(
            f"brain_and_clock needs numbers above 0, got {look}, {rate}, {cells}, {each}, {clock}"
        )
    synapses = cells + each
    alone, together = 10**synapses / clock, 1 / rate
    ticks = (told(clock), "ticks a second", WEIGHT)
    switch = (told(rate), "times a second", INPUT)
    joined = f"{_power(f'{cells}+{each}')} = {_power(synapses)}"
    connections = (joined, "connections", OUTPUT)
    rows = [
        (
            "the brain's steps in a glance",
            [(f"{number(look)} s", "for a glance", INPUT), "×", switch, "="],
        ),
        ("how far the clock is ahead", [ticks, "÷", switch, "="]),
        ("the clock at each connection", [(_power(cells), "cells", INPUT), "×"]),
    ]
    rows[0][1].append((told(look * rate), "steps in a row", OUTPUT))
    rows[1][1].append((told(clock / rate), "times as fast", OUTPUT))
    rows[2][1].extend([(_power(each), "at each cell", INPUT), "=", connections, "÷", ticks])
    rows[2][1].extend(["=", (f"{told(alone)} s", "for one round", OUTPUT)])
    card = Card(10.2)
    for row, (name, chain) in enumerate(rows):
        y = 0.55 + 1.95 * row
        if len(chain) == 5:
            after = LEFT + 3 * STEP
            card.write(after, y + HIGH / 2, name, ink=PLAIN, size=12.5, align="left", bold=True)
        for k, part in enumerate(chain):
            x = LEFT + STEP * (k // 2)
            if isinstance(part, str):
                card.write(x + WIDE + (STEP - WIDE) / 2, y + HIGH / 2, part, size=17)
                continue
            words, note, ink = part
            box(card, (x, y), (WIDE, HIGH), words, ink=ink, note=note, type_size=12.5)
    days = f"{told(alone)} s ÷ {DAY:,} s a day = {told(alone / DAY)} days"
    card.write(LEFT + 4 * STEP + WIDE, 6.35, days, ink=OUTPUT, size=12, align="right")
    bars = [
        (f"one round of the clock, one by one: {told(alone)} s", alone, WEIGHT),
        (f"one round of the brain, all at once: {told(together)} s", together, INPUT),
    ]
    room, longest = card.width - 2 * LEFT, max(alone, together)
    for row, (words, seconds, ink) in enumerate(bars):
        y = 7.35 + 1.35 * row
        card.write(LEFT, y, words, ink=ink, size=12.5, align="left")
        wide = max(room * seconds / longest, 0.04)
        card.ax.barh(y + 0.6, wide, 0.42, left=LEFT, color=ink.line, zorder=3)
    sums = "; ".join(f"{name}: {_in_words(chain)}" for name, chain in rows)
    return card.figure, (
        f"Chains of boxes. {sums}; {days}. Beneath, as bars of one scale: {bars[0][0]}; "
        f"{bars[1][0]}."
    )


def _power(of: int | str) -> str:
    return "10" + str(of).translate(_RAISED)


def _in_words(chain) -> str:
    return " ".join(part if isinstance(part, str) else f"{part[0]} {part[1]}" for part in chain)
