"""One weight is changed a little, and the change spreads over every path to the output."""

from itertools import product

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, Card, net, number
from dlaudio.plots.parts.layers import columns

SIZES = (2, 2, 3, 2, 1)
X = np.array([1.0, 0.5])


def weights() -> list[np.ndarray]:
    """The weights of the net in the picture; there are no biases, to have fewer numbers."""
    rng = np.random.default_rng(6)
    return [np.round(rng.normal(0, 0.8, pair), 1) for pair in zip(SIZES, SIZES[1:], strict=False)]


def run(net_weights) -> list[np.ndarray]:
    """The input and every layer's output: tanh hidden layers, a linear output."""
    H = [X]
    for W in net_weights[:-1]:
        H.append(np.tanh(H[-1] @ W))
    return [*H, H[-1] @ net_weights[-1]]


def path_slopes(net_weights, H) -> dict[tuple[int, ...], float]:
    """The slope of the output in the first weight along each path, named by its hidden units."""
    found = {}
    for units in product((0,), range(SIZES[2]), range(SIZES[3])):
        slope, before = X[0], None
        for layer, unit in enumerate(units, start=1):
            if before is not None:
                slope *= net_weights[layer - 1][before, unit]
            slope *= 1 - H[layer][unit] ** 2
            before = unit
        found[units] = float(slope * net_weights[-1][before, 0])
    return found


def draw(change: float = 0.1):
    """Draw what a small change of the weight from x1 to the first unit does to all units after it.

    Parameters
    ----------
    change : float
        How much the weight grows.
    """
    if change == 0:
        raise ValueError("weight_paths needs a change other than 0")
    before = weights()
    after = [W.copy() for W in before]
    after[0][0, 0] += change
    H, moved = run(before), run(after)
    slopes = path_slopes(before, H)
    card = Card(9.6)
    lit = {(0, 0, 0)} | {(1, 0, j) for j in range(SIZES[2])}
    lit |= {(layer, i, j) for layer in (2, 3) for i, j in np.ndindex(before[layer].shape)}
    nodes = net(
        card,
        columns(1.5, card.width - 1.6, 1.5, 5.9, SIZES),
        before,
        values=H,
        names=[["$x_1$", "$x_2$"], [""] * 2, [""] * 3, [""] * 2, [r"$\hat{y}$"]],
        line_ink=lambda *place: GRADIENT if place in lit else GREY,
        radius=0.68,
        digits=2,
    )
    for layer, column in enumerate(nodes[1:], start=1):
        for unit, circle in enumerate(column):
            if (delta := moved[layer][unit] - H[layer][unit]) != 0:
                x, y = circle.middle
                card.write(x, y + 1.0, _signed(delta), ink=GRADIENT, size=12, halo=True)
    (x1, y1), (x2, y2) = nodes[0][0].middle, nodes[1][0].middle
    said = rf"$\Delta w$ = {number(change)}"
    card.write((x1 + x2) / 2, (y1 + y2) / 2 - 0.5, said, ink=GRADIENT, size=13, halo=True)
    terms = " ".join(_term(slope, first=not i) for i, slope in enumerate(slopes.values()))
    total = sum(slopes.values())
    card.write(
        card.width / 2, 7.9, f"six paths, six products: {terms} = {number(total, 3)}", size=12
    )
    real = float(moved[-1][0] - H[-1][0])
    guess = f"slope × change = {number(total * change, 4)}; the output really moves by"
    card.write(card.width / 2, 8.8, f"{guess} {number(real, 4)}", ink=GRADIENT, size=12)
    values = "; ".join(
        " and ".join(
            f"{number(value, 2)} moves by {_signed(new - value)}"
            if new != value
            else number(value, 2)
            for value, new in zip(*layer, strict=True)
        )
        for layer in zip(H, moved, strict=True)
    )
    lines = "; ".join(", ".join(number(w, 2) for w in np.ravel(W)) for W in before)
    return card.figure, (
        f"A net of layers {', '.join(map(str, SIZES))}. The weight from x1 to the first unit grows "
        f"by {number(change)}; that unit, and all units of the later layers, move. Six paths lead "
        f"to the output; their products {terms} add up to the slope {number(total, 3)}. Slope "
        f"times change is {number(total * change, 4)}; the output moves by {number(real, 4)}. "
        f"Layer by layer: {values}. The weights, row by row: {lines}."
    )


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + number(value, 3)


def _term(value: float, *, first: bool) -> str:
    said = number(abs(value), 3)
    if first:
        return number(value, 3)
    return f"+ {said}" if value >= 0 else f"− {said}"
