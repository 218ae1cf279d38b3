"""Four notes through a recurrent net: states, shares of the next note, and what each step costs."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, box, cells, forward

NOTES, NAMES = (0, 0, 1, 1, 2), ("c", "g", "a")
RATE = 0.5


def learnt(updates: int, notes=NOTES):
    """States (T, 3) and shares (T, 3) of a net of three units after plain steps of descent."""
    rng = np.random.default_rng(2)
    W = {name: size * rng.normal(size=(3, 3)) for name, size in {"x": 1, "h": 1, "y": 0.3}.items()}
    x, target = np.eye(3)[list(notes[:-1])], np.eye(3)[list(notes[1:])]
    for update in range(updates + 1):
        H = np.zeros((len(x) + 1, 3))
        for t in range(len(x)):
            H[t + 1] = np.tanh(x[t] @ W["x"] + H[t] @ W["h"])
        scores = np.exp(H[1:] @ W["y"])
        shares = scores / scores.sum(axis=1, keepdims=True)
        if update == updates:
            return H[1:], shares
        dO = (shares - target) / len(x)
        slopes, dh = {name: np.zeros((3, 3)) for name in W}, np.zeros(3)
        slopes["y"] = H[1:].T @ dO
        for t in range(len(x) - 1, -1, -1):
            da = (dO[t] @ W["y"].T + dh) * (1 - H[t + 1] ** 2)
            slopes["x"] += np.outer(x[t], da)
            slopes["h"] += np.outer(H[t], da)
            dh = da @ W["h"].T
        for name, slope in slopes.items():
            W[name] -= RATE * slope
    raise ValueError(f"notes_in_time needs updates of 0 or more, got {updates}")


def said(updates: int) -> str:
    """The first note, then what the net thinks likeliest to come next at each step: letters.

    Parameters
    ----------
    updates : int, 0 or more
        As in `draw`; at each step it hears the true note.
    """
    likeliest = learnt(updates)[1].argmax(axis=1)
    return " ".join(NAMES[note] for note in (NOTES[0], *likeliest))


def draw(updates: int = 0):
    """Draw the notes c c g g, the state after each, and the shares of c, g and a as next note.

    Parameters
    ----------
    updates : int, 0 or more
        How many steps of descent the net has made on these notes; all its numbers are computed.
    """
    H, shares = learnt(updates)
    card, told, costs = Card(9.3), [], []
    rows = (("cost", 0.75), ("next note:", 2.2), ("state", 5.35), ("note", 7.75))
    for name, y in rows:
        card.write(0.4, y, name, ink=GREY, align="left", size=12.5)
    before = None
    for t, (state, share) in enumerate(zip(H, shares, strict=True)):
        left, right = 3.2 + 3.6 * t, NOTES[t + 1]
        note = box(card, (left + 0.35, 7.3), (1.5, 0.9), NAMES[NOTES[t]], ink=INPUT, type_size=14)
        h = cells(
            card, state.round(2)[:, None], (left + 0.5, 4.1), ink=INPUT, shape=False,
            size=(1.2, 0.8), digits=2,
        )  # fmt: skip
        p = cells(
            card, share.round(2)[:, None], (left + 0.5, 1.25), ink=OUTPUT, shape=False,
            size=(1.2, 0.7), digits=2, lit=[(right, 0)],
        )  # fmt: skip
        for k, name in enumerate(NAMES):
            card.write(left + 0.2, 1.6 + 0.7 * k, name, ink=OUTPUT if k == right else GREY, size=12)
        forward(card, note.north, (note.middle[0], h.bottom + 0.05))
        forward(card, (h.middle[0], h.top - 0.05), (h.middle[0], p.bottom + 0.05))
        if before is not None:
            forward(card, before, h.west, "$W_h$", ink=WEIGHT, width=2.4)
        before = h.east
        costs.append(-np.log(share[right]))
        card.write(left + 1.1, 0.75, f"{costs[-1]:.2f}", ink=OUTPUT, size=13, bold=True)
        numbers = [", ".join(f"{v:g}" for v in row.round(2)) for row in (state, share)]
        told.append(
            f"{NAMES[NOTES[t]]}: state {numbers[0]}, shares of c, g, a {numbers[1]}, wanted "
            f"{NAMES[right]}, cost {costs[-1]:.2f}"
        )
    rule = f"after {updates} updates the mean cost is {np.mean(costs):.2f}"
    card.write(15.6, 8.75, rule, ink=GREY, size=12, align="right")
    return card.figure, f"{'; '.join(told)}; {rule}.".replace("-", "−")
