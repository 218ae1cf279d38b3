"""A nerve cell, part by part, and what each part has become in a perceptron."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow

SYNAPSES = {1.5: 17, 2.8: 9, 4.1: 13}  # height of a fibre: size of its synapse in points
BODY, RADIUS = (10.0, 2.8), 1.1
PARTS = (  # where, part of the cell, what it is in a perceptron, colour
    (1.9, "other cells", "inputs $x_i$", INPUT),
    (4.4, "synapse", "weight $w_i$", WEIGHT),
    (7.0, "dendrite", "product $w_i x_i$", GREY),
    (10.0, "cell body", "sum: above zero?", PLAIN),
    (14.2, "axon", "output $h$", OUTPUT),
)


def draw():
    """Draw three fibres that reach a cell, its synapses, dendrites, body and axon."""
    from matplotlib.patches import Circle, PathPatch
    from matplotlib.path import Path

    card = Card(6.1)
    x, y = BODY
    for height, size in SYNAPSES.items():
        card.ax.plot([0.8, 4.1], [height, height], color=INPUT.line, lw=2)
        card.ax.plot(4.3, height, "o", ms=size, color=WEIGHT.line)
        branch = [(4.8, height), (7.0, height), (7.4, y), (x, y)]
        codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        look = {"fc": "none", "ec": PLAIN.line, "lw": 3, "zorder": 1}
        card.ax.add_patch(PathPatch(Path(branch, codes), **look))
    card.ax.add_patch(Circle(BODY, RADIUS, fc="white", ec=PLAIN.line, lw=2.5, zorder=2))
    arrow(card, (x + RADIUS, y), (16.8, y), ink=OUTPUT)
    for place, part, meaning, ink in PARTS:
        card.write(place, 0.6, part, bold=True)
        card.write(place, 5.35, meaning, ink=ink)
    told = "; ".join(f"{part}: {meaning.replace('$', '')}" for _, part, meaning, _ in PARTS)
    return card.figure, (
        f"Fibres of other cells end at synapses of different sizes; dendrites lead from there to "
        f"the cell body, and one axon leads out of it. The parts and what they are in a "
        f"perceptron: {told}."
    )
