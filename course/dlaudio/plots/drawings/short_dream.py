"""One step of contrastive divergence in numbers: from the data up, down into a dream, and up."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import boltzmann_machine
from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    listed,
    net,
    number,
)
from dlaudio.plots.parts.numbers import total

U_HIDDEN, U_VISIBLE = (0.3, 0.6, 0.5), (0.4, 0.1, 0.7, 0.2)
HIGH, LOW = 2.5, 7.0
# where the weights of a layer's unit stand on their lines
ON_LINE = {(0, 2): 0.36, (0, 3): 0.6, (2, 0): 0.35, (2, 3): 0.6}


def draw(v=boltzmann_machine.V, u_hidden=U_HIDDEN, u_visible=U_VISIBLE, *, lit=(0, 2)):
    """Draw what the machine of `boltzmann_machine` does with one row of data, and what moves.

    Parameters
    ----------
    v : array of 0 and 1, shape (4,)
        The data.
    u_hidden, u_visible : arrays, shapes (3,) and (4,)
        Numbers between 0 and 1: a unit is on where its number is below its probability.
    lit : pair of int
        A hidden and a visible unit, for which the sum is written out.
    """
    W, a, b = (np.array(x) for x in (boltzmann_machine.W, boltzmann_machine.A, boltzmann_machine.B))
    v, u_hidden, u_visible = (np.asarray(x, dtype=float) for x in (v, u_hidden, u_visible))
    if (v.shape, u_hidden.shape, u_visible.shape) != (a.shape, b.shape, a.shape):
        raise ValueError(
            f"short_dream needs 4 visible units with 3 and 4 random numbers, got shapes "
            f"{v.shape}, {u_hidden.shape} and {u_visible.shape}"
        )
    p = sigmoid(b + v @ W)
    h = (u_hidden < p).astype(float)
    q = sigmoid(a + W @ h)
    dream = (u_visible < q).astype(float)
    again = sigmoid(b + dream @ W)
    card = Card(12.1)
    rows = [(2.95, LOW, v), (6.3, HIGH, h), (11.1, LOW, dream), (14.9, HIGH, again)]
    beside = 1.38, 1.58, 1.9, 1.58
    places = [
        [(x + step * (i - (len(on) - 1) / 2), y) for i in range(len(on))]
        for step, (x, y, on) in zip(beside, rows, strict=True)
    ]
    names = {LOW: [f"$v_{i}$" for i in range(1, 5)], HIGH: [f"$h_{j}$" for j in range(1, 4)]}
    felt = [np.outer(v, np.arange(3) == lit[0]) * W, np.outer(h, np.arange(4) == lit[1]) * W.T]
    net(
        card,
        places,
        [*felt, np.outer(dream, np.arange(3) == 2) * W],
        names=[names[y] for _, y, _ in rows],
        values=[on for _, _, on in rows],
        inks=[INPUT, OUTPUT, INPUT, OUTPUT],
        show_weights=lambda layer, i, j: ON_LINE.get((layer, i), 0.5),
        radius=0.64,
        size=12.5,
    )
    for row, (chance, drawn) in {1: (p, u_hidden), 2: (q, u_visible)}.items():
        side = -1 if rows[row][1] == HIGH else 1
        for (x, y), share, u in zip(places[row], chance, drawn, strict=True):
            card.write(x, y + side * 0.95, number(share, 2), ink=WEIGHT, size=11)
            card.write(x, y + side * 1.5, number(u, 2), ink=GREY, size=11)
        left = places[row][0][0] - 0.85
        card.write(
            left, rows[row][1] + side * 0.95, "probability", ink=WEIGHT, size=11, align="right"
        )
        card.write(
            left, rows[row][1] + side * 1.5, "random number", ink=GREY, size=11, align="right"
        )
    titles = {
        "the data": 7.95,
        "up, and drawn": 0.45,
        "down, and drawn: the dream": 9.1,
        "up again": 1.4,
    }
    for (x, _, _), (title, y), ink in zip(rows, titles.items(), (INPUT, OUTPUT) * 2, strict=True):
        card.write(x, y, title, ink=ink, size=12.5, bold=True)
    j, i = lit
    lines = [
        f"up:  $h_{j + 1}$ feels {total([b[j], *(v * W[:, j])[v > 0]])} = "
        f"{number(b[j] + v @ W[:, j])},  probability {number(p[j], 2)};  {number(u_hidden[j], 2)} "
        f"is {'' if h[j] else 'not '}below it, so it is {'on' if h[j] else 'off'}",
        f"down:  $v_{i + 1}$ feels {total([a[i], *(W[i] * h)[h > 0]])} = {number(a[i] + W[i] @ h)},"
        f"  probability {number(q[i], 2)};  {number(u_visible[i], 2)} "
        f"is {'' if dream[i] else 'not '}below it, so it is {'on' if dream[i] else 'off'}",
    ]
    for row, line in enumerate(lines):
        card.write(card.width / 2, 10.0 + 0.75 * row, line, ink=PLAIN, size=12)
    moves = []
    for one in (2, 1):
        first, then = v[one] * p[2], dream[one] * again[2]
        gained = f"{number(first, 2)} − {number(then, 2)} = {number(first - then, 2)}"
        moves.append(f"$w_{{{one + 1}3}}$:  {gained}")
    line = "awake minus dream:   " + "        ".join(moves)
    card.write(card.width / 2, 11.55, line, ink=GRADIENT, size=12.5, bold=True)
    said = [listed(row, 2) for row in (v, p, u_hidden, h, q, u_visible, dream, again)]
    plain = " ".join(f"{'. '.join(lines)}. {line}.".replace("$", "").split())
    return card.figure, (
        f"One step of contrastive divergence. The data {said[0]}; the hidden units are on with "
        f"{said[1]}, with the random numbers {said[2]} drawn {said[3]}; from these the visible "
        f"units are on with {said[4]}, with {said[5]} drawn {said[6]}; the hidden units of this "
        f"dream have {said[7]}. Weights of h_{j + 1} {listed(W[:, j], 2)}, of v_{i + 1} "
        f"{listed(W[i], 2)}, of h_3 {listed(W[:, 2], 2)}. {plain}"
    )
