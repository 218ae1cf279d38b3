"""A restricted Boltzmann machine with one state, and its energy worked out in numbers."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card, net, number
from dlaudio.plots.parts.inks import OUTPUT
from dlaudio.plots.parts.numbers import total

V, H = (1, 0, 1, 1), (1, 0, 1)
W = ((2, -1, 0.5), (0.5, 1, -1), (-1, 0.5, 1.5), (1, -0.5, 1))
A, B = (0.5, -1, 0, 0.5), (-0.5, 0, 1)


def draw(v=V, h=H, w=W, a=A, b=B):
    """Draw E(v, h) = − a·v − b·h − v W h: only weights between units that are on count.

    Parameters
    ----------
    v, h : arrays of 0 and 1, shapes (D,) and (M,), up to 5 units each
    w, a, b : arrays, shapes (D, M), (D,), (M,)
    """
    v, h, w, a, b = (np.asarray(x, dtype=float) for x in (v, h, w, a, b))
    if w.shape != (len(v), len(h)) or a.shape != v.shape or b.shape != h.shape:
        raise ValueError(f"boltzmann_machine got shapes {v.shape}, {h.shape}, {w.shape}")
    pairs = v[:, None] * h
    parts = [float(a @ v), float(b @ h), float(v @ w @ h)]
    energy = -sum(parts)
    card = Card(9.7)
    low, high = 5.7, 1.5
    xs_v = 8.8 + 3.6 * (np.arange(len(v)) - (len(v) - 1) / 2)
    xs_h = 8.8 + 4.2 * (np.arange(len(h)) - (len(h) - 1) / 2)
    places = [[(x, low) for x in xs_v], [(x, high) for x in xs_h]]
    net(
        card,
        places,
        [np.where(pairs == 0, w, 0)],
        inks=[GREY, GREY],
        line_ink=GREY,
        radius=0.6,
    )
    nodes = net(
        card,
        places,
        [np.where(pairs, w, 0)],
        names=[
            [f"$v_{i}$" for i in range(1, len(v) + 1)],
            [f"$h_{j}$" for j in range(1, len(h) + 1)],
        ],
        values=[v, h],
        inks=[INPUT, OUTPUT],
        show_weights=0.09,
        radius=0.62,
        size=12.5,
    )
    for unit, bias, on in zip(nodes[0], a, v, strict=True):
        ink = WEIGHT if on else GREY
        card.write(unit.middle[0], low + 1.0, f"bias {number(bias)}", ink=ink, size=11.5)
    for unit, bias, on in zip(nodes[1], b, h, strict=True):
        ink = WEIGHT if on else GREY
        card.write(unit.middle[0], high - 0.92, f"bias {number(bias)}", ink=ink, size=11.5)
    card.write(0.7, high, "hidden", ink=OUTPUT, size=12.5, align="left")
    card.write(0.7, low, "visible", ink=INPUT, size=12.5, align="left")
    for y, words in ((3.35, "dashed:"), (3.85, "negative")):
        card.write(0.7, y, words, ink=PLAIN, size=11.5, align="left")
    sums = [total(x) for x in (a[v > 0], b[h > 0], w[pairs > 0])]
    names = ["biases of visible", "biases of hidden", "weights between units that are on"]
    lines = [f"{n}:  {s or '0'} = {number(p)}" for n, s, p in zip(names, sums, parts, strict=True)]
    card.write(card.width / 2, 7.6, f"{lines[0]}        {lines[1]}", ink=PLAIN, size=12)
    card.write(card.width / 2, 8.25, lines[2], ink=PLAIN, size=12)
    signs = " − ".join(["", *(f"({number(p)})" if p < 0 else number(p) for p in parts)]).strip()
    result = f"energy  {signs} = {number(energy)}"
    card.write(card.width / 2, 9.0, result, ink=PLAIN, size=13.5, bold=True)
    return card.figure, (
        f"A Boltzmann machine with the visible units {', '.join(f'{x:g}' for x in v)} and the "
        f"hidden ones {', '.join(f'{x:g}' for x in h)}. Biases of all visible units: "
        f"{', '.join(number(x) for x in a)}; of all hidden: {', '.join(number(x) for x in b)}. "
        f"Negative weights are dashed. {'. '.join(lines)}. {result}."
    ).replace("  ", " ")
