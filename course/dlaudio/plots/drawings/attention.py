"""Attention in numbers: a query asks every key, softmax shares out, values are mixed."""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, cells, number
from dlaudio.plots.parts.numbers import factor, listed

QUERY = (2.0, 0.0)
KEYS = ((1.5, 0.0), (0.0, 1.5), (1.0, 1.0), (-1.0, 0.5))
STATES = ((1.5, 0.0), (0.0, 1.5), (-1.5, 0.0), (0.0, 1.5), (1.5, 0.0))
VALUES = ((1.0, 0.0), (0.0, 2.0), (3.0, 1.0), (-1.0, 4.0))


def draw(query=QUERY, keys=KEYS, values=VALUES, *, lit: int = 0, divided: bool = True):
    """Draw how one query is answered: scores, weights that add up to 1, and the mixture of values.

    Parameters
    ----------
    query : array, shape (D,)
    keys : array, shape (T, D)
    values : array, shape (T, E)
    lit : int
        The key whose score is written out.
    divided : bool
        Whether the scores are divided by the root of D.
    """
    query, keys, values = (np.asarray(v, dtype=float) for v in (query, keys, values))
    steps, width = keys.shape
    scores = keys @ query / (np.sqrt(width) if divided else 1)
    weights = softmax(scores[None])[0]
    output = weights @ values
    size, top = (1.15, 0.85), 2.5
    card = Card(top + steps * size[1] + 2.7)
    middle = top + steps * size[1] / 2
    row = [(lit, j) for j in range(width)]
    look = {"size": size, "digits": 2}
    q = cells(card, [query], (0.8, middle - 0.42), ink=INPUT, name="query $q$", lit="all", **look)
    k = cells(card, keys, (q.right + 1.2, top), ink=INPUT, name="keys $K$", lit=row, **look)
    s = cells(
        card,
        scores[:, None],
        (k.right + 1.0, top),
        name="scores",
        lit=[(lit, 0)],
        shape=False,
        **look,
    )
    w = cells(
        card,
        weights[:, None],
        (s.right + 2.1, top),
        ink=WEIGHT,
        name="weights",
        lit="all",
        shape=False,
        **{**look, "digits": 3},
    )
    v = cells(card, values, (w.right + 1.6, top), ink=INPUT, name="values $V$", **look)
    for t, weight in enumerate(weights):
        start, end = (w.right + 0.06, w.at(t, 0)[1]), (v.left - 0.06, v.at(t, 0)[1])
        xs, ys = zip(start, end, strict=True)
        card.ax.plot(xs, ys, color=WEIGHT.line, lw=0.5 + 11 * weight, solid_capstyle="butt")
    for left, right, sign in [(q, k, "·"), (k, s, "=")]:
        card.write((left.right + right.left) / 2, middle, sign, size=18)
    arrow(card, (s.right, middle), (w.left, middle), "softmax", size=11.5, gap=0.15)
    out = cells(
        card,
        [output],
        (v.left, v.bottom + 1.0),
        ink=OUTPUT,
        name="Σ weight × value",
        lit="all",
        shape=False,
        side="left",
        **look,
    )
    card.write(card.width / 2, 0.8, "who is asked, how much each counts, what comes back", ink=GREY)
    terms = [f"{factor(a, 2)}·{factor(b, 2)}" for a, b in zip(query, keys[lit], strict=True)]
    made = f"({' + '.join(terms)}) / √{width}" if divided else " + ".join(terms)
    rule = f"score {lit}: {made} = {number(scores[lit], 2)}"
    card.write(0.8, out.middle[1], rule, ink=PLAIN, align="left")
    return card.figure, (
        f"Attention of one query over {steps} places. {q.words}; {k.words}; {rule}; {s.words}; "
        f"after softmax {w.words}, together {number(weights.sum())}; {v.words}. The output is the "
        f"mixture {out.words}."
    )


def draw_matrix(
    states=STATES, *, names=("C", "E", "G", "E", "C"), causal: bool = True, lit: int = 3
):
    """Draw all weights of attention over a sequence that asks itself, row by row.

    Parameters
    ----------
    states : array, shape (T, D), T up to 8
        Queries, keys and values at once.
    names : sequence of str
        What the places are called.
    causal : bool
        Whether a place sees only those before it and itself.
    lit : int
        The place whose row is lit.
    """
    states = np.asarray(states, dtype=float)
    steps, width = states.shape
    if len(names) != steps or steps > 8 or not 0 <= lit < steps:
        raise ValueError(f"draw_matrix needs a name for each of up to 8 places, got {names}, {lit}")
    scores = states @ states.T / np.sqrt(width)
    later = (
        np.triu(np.ones((steps, steps), dtype=bool), 1) if causal else np.zeros_like(scores, bool)
    )
    weights = softmax(np.where(later, -np.inf, scores))
    output = weights @ states
    size, top, left = (1.15, 0.85), 2.2, 3.6
    card = Card(top + steps * size[1] + 2.2)
    shown = np.where(later, np.nan, weights)
    block = cells(
        card,
        shown,
        (left, top),
        ink=WEIGHT,
        lit=[(lit, j) for j in range(steps) if not later[lit, j]],
        size=size,
        digits=2,
        faint=[tuple(place) for place in np.argwhere(later)],
    )
    for t, name in enumerate(names):
        x, y = block.at(t, t)
        card.write(x, top - 0.4, name, ink=INPUT, size=13)
        card.write(left - 0.4, y, name, ink=INPUT, size=13, align="right", bold=t == lit)
    card.write(block.middle[0], top - 1.2, "looks at", ink=GREY)
    card.write(left - 1.5, block.middle[1], "who looks", ink=GREY).set(rotation=90, va="center")
    mixed = cells(
        card,
        output,
        (block.right + 2.6, top),
        ink=OUTPUT,
        name="mixtures",
        lit=[(lit, j) for j in range(width)],
        size=size,
        digits=2,
    )
    middle = block.at(lit, 0)[1]
    arrow(card, (block.right, middle), (mixed.left, middle), "mixes", gap=0.15, size=11.5)
    pieces = [f"{number(w, 2)} {n}" for w, n in zip(weights[lit], names, strict=True) if w > 0]
    rule = f"place {lit}, {names[lit]}:  {' + '.join(pieces)}"
    card.write(card.width / 2, card.height - 1.25, rule, size=13)
    seen = (
        "each row adds up to 1;  what comes later is hidden" if causal else "each row adds up to 1"
    )
    card.write(card.width / 2, card.height - 0.6, seen, ink=GREY)
    words = f"weights ({steps} × {steps}): {listed(shown, 2)}"
    return card.figure, (
        f"Attention of the places {', '.join(names)} to each other, row by row. {words}. "
        f"{mixed.words}. Lit: {rule}. {seen.capitalize()}."
    ).replace("  ", " ")
