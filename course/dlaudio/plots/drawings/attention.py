"""Attention in numbers: a query asks every key, softmax shares out, values are mixed.

`draw` is the way forward, `draw_backward` the way back, `draw_matrix` all looks of a sequence.
"""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    arrow,
    cells,
    gradient,
    number,
)
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


def draw_backward(
    query=QUERY,
    keys=KEYS,
    values=VALUES,
    slopes=(1.0, 0.0),
    *,
    lit: int = 0,
    divided: bool = True,
    asked: int | None = None,
):
    """Draw the way back of one answer: slopes of the weights, of the scores, and of the query.

    Parameters
    ----------
    query : array, shape (D,)
    keys : array, shape (T, D)
    values : array, shape (T, E)
    slopes : array, shape (E,)
        The loss's slope in the mixture.
    lit : int
        The score whose slope is written out.
    divided : bool
        Whether the scores are divided by the root of D.
    asked : int, optional
        A score whose slope is left open, and with it the query's.
    """
    query, keys, values, slopes = (
        np.asarray(v, dtype=float) for v in (query, keys, values, slopes)
    )
    steps, width = keys.shape
    if not (0 <= lit < steps and (asked is None or 0 <= asked < steps) and asked != lit):
        raise ValueError(f"draw_backward needs two of {steps} scores, got lit {lit}, asked {asked}")
    root = np.sqrt(width) if divided else 1.0
    weights = softmax((keys @ query / root)[None])[0]
    counts = values @ slopes
    mean = weights @ counts
    moves = weights * (counts - mean)
    back = moves @ keys / root
    size, top, open_ = (1.15, 0.85), 2.4, asked is not None
    card = Card(top + steps * size[1] + 2.95 + 0.75 * open_)
    middle = top + steps * size[1] / 2
    look = {"size": size, "digits": 2, "shape": False}
    shown = np.full(width, np.nan) if open_ else back
    q = cells(
        card, shown, (0.6, middle - 0.42), ink=GRADIENT, name="slope of $q$", lit="all", **look
    )
    k = cells(card, keys, (q.right + 1.0, top), ink=INPUT, name="keys $K$", **look)
    shown = np.where(np.arange(steps) == asked, np.nan, moves)
    s = cells(
        card,
        shown[:, None],
        (k.right + 0.9, top),
        ink=GRADIENT,
        name="scores' slopes",
        lit="all",
        **{**look, "size": (1.4, size[1])},
    )
    w = cells(
        card,
        weights[:, None],
        (s.right + 1.6, top),
        ink=WEIGHT,
        name="weights",
        **{**look, "digits": 3},
    )
    c = cells(
        card,
        counts[:, None],
        (w.right + 0.85, top),
        ink=GRADIENT,
        name="their slopes",
        lit="all",
        **look,
    )
    v = cells(card, values, (c.right + 1.1, top), ink=INPUT, name="values $V$", **look)
    out = cells(
        card,
        slopes,
        (v.left, v.bottom + 0.95),
        ink=GRADIENT,
        name="slope of the mixture",
        lit="all",
        side="below",
        **look,
    )
    for place in [s.at(asked, 0), *(q.at(0, j) for j in range(width))] if open_ else []:
        card.write(*place, "?", ink=GRADIENT, bold=True)
    gradient(card, k.west, q.east, gap=0.15)
    gradient(card, s.west, k.east, gap=0.15)
    gradient(card, out.north, v.south)
    gradient(card, v.west, c.east, gap=0.15)
    gradient(card, (w.left, middle), (s.right, middle), "softmax", size=11.5, gap=0.15)
    title = "on the way back: who counts more than the mean, who less"
    card.write(card.width / 2, 0.8, title, ink=GREY)
    low = top + steps * size[1]
    terms = [f"{number(w, 3)}·{factor(c, 2)}" for w, c in zip(weights, counts, strict=True) if c]
    rules = [
        f"mean of the slopes: {' + '.join(terms)} = {number(mean, 2)}",
        f"score {lit}: {number(weights[lit], 3)}·({number(counts[lit], 2)} − {factor(mean, 2)}) "
        f"= {number(moves[lit], 2)}",
    ]
    if open_:
        taken = f"{number(counts[asked], 2)} − {factor(mean, 2)}"
        rules.append(f"score {asked}: {number(weights[asked], 3)}·({taken}) = ?")
    for n, rule in enumerate(rules):
        card.write(0.8, low + 0.95 + 0.75 * n, rule, ink=PLAIN, align="left")
    summed = f"Σ slope × key{f' / √{width}' if divided else ''}"
    card.write(q.middle[0], q.bottom + 0.45, summed, ink=GREY, size=11.5)
    return card.figure, (
        f"Attention of one query over {steps} places, on the way back. The {out.words}. Times "
        f"{v.words}, it gives each weight its slope. The {w.words}; {c.words}. The "
        f"{'; '.join(rules)}. The {s.words}. Times {k.words}"
        f"{f' / √{width}' if divided else ''}, the {q.words}."
    ).replace("empty", "still open")


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
