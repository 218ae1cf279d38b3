"""Attention from the notes on: three maps of them, then one look of all numbers or one a head.

A. Vaswani and others, "Attention is all you need", NIPS 2017, without their last linear map.
"""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.parts import (
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    box,
    cells,
    number,
    thin,
)
from dlaudio.plots.parts.inks import SHADES, Ink
from dlaudio.plots.parts.numbers import factor, listed

NAMES = ("E", "C", "E", "C")  # a cuckoo, twice: its third begins on the beat
NOTES = ((-1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, -1.0))  # pitch: C 1, E −1; beat: strong 1
W_Q = ((2.0, 0.0), (0.0, -2.0))
W_K = ((1.0, 0.0), (0.0, 1.0))
W_V = ((0.0, 1.0), (1.0, 0.0))
W_O = ((0.0, -2.0), (2.0, 0.0))  # what was heard, put in the order of a note, for the next beat
PITCH, PLACE = (1.0, 0.0), (0.0, -1.0)  # what makes the last C: its own row, and that of its place
NEXT = {  # the notes that may come next, as numbers
    "E, strong beat": (-1.0, 1.0),
    "C, strong beat": (1.0, 1.0),
    "E, weak beat": (-1.0, -1.0),
    "C, weak beat": (1.0, -1.0),
}
ASKED = (  # of one look at everything, then of each head
    ("who has my pitch and the other beat, both at once?",),
    ("who has my pitch?  tell me its beat", "who has the other beat?  its pitch"),
)
SIZE = (1.25, 0.8)


def draw_maps(
    notes=NOTES, W_Q=W_Q, W_K=W_K, W_V=W_V, *, names=NAMES, parts=("pitch", "beat"), asks=-1
):
    """Draw how notes become queries, keys and values: each number where a row meets a column.

    Parameters
    ----------
    notes : array, shape (T, D), D up to 3
    W_Q, W_K, W_V : arrays, shape (D, M), M up to 3
    names : sequence of T str
    parts : sequence of D str
        What the numbers of a note are.
    asks : int
        The note whose query is lit.
    """
    notes, maps = np.asarray(notes, dtype=float), [np.asarray(W, float) for W in (W_Q, W_K, W_V)]
    steps, width = notes.shape
    asks = _checked(notes, maps, names, asks)
    if len(parts) != width or max(width, maps[0].shape[1]) > 3:
        raise ValueError(f"draw_maps needs {width} names of up to 3 parts, got {list(parts)}")
    top, left = 1.7, 1.5
    low = top + width * SIZE[1] + 1.5
    card = Card(low + steps * SIZE[1] + 1.6)
    row = [(asks, j) for j in range(width)]
    look = {"size": SIZE, "digits": 2}
    x = cells(card, notes, (left, low), ink=INPUT, lit=row, shape=False, **look)
    card.write(left - 0.35, low - 0.5, "notes", ink=INPUT, align="right", size=11.5)
    for j, part in enumerate(parts):
        card.write(x.at(0, j)[0], low - 0.5, part, ink=INPUT, size=11.5)
    _name_rows(card, x, names, asks)
    at, space = x.right + 1.6, maps[0].shape[1] * SIZE[0] + 1.5
    words = []
    for title, said, W, lit_rows in zip(
        ("Q", "K", "V"),
        ("queries", "keys", "values"),
        maps,
        ([asks], range(steps), range(steps)),
        strict=True,
    ):
        lit = [(r, j) for r in lit_rows for j in range(W.shape[1])]
        above = cells(card, W, (at, top), ink=WEIGHT, name=f"$W_{title}$", **look)
        made = cells(
            card, notes @ W, (at, low), ink=OUTPUT, name=f"{said} ${title}$", lit=lit, **look
        )
        words += [above.words, made.words]
        at += space
    query = notes[asks] @ maps[0]
    terms = [
        f"{factor(a, 2)}·{factor(b, 2)}" for a, b in zip(notes[asks], maps[0][:, 0], strict=True)
    ]
    rule = f"the last {names[asks]} asks" if asks == steps - 1 else f"note {asks} asks"
    rule += f":  first number  {' + '.join(terms)} = {number(query[0], 2)}"
    card.write(card.width / 2, card.height - 0.65, rule, size=12.5)
    spoken = [_said(name, note, parts) for name, note in zip(names, notes, strict=True)]
    return card.figure, (
        f"Notes times three matrices. {'; '.join(spoken)}. {'; '.join(words)}. {rule}."
    ).replace("  ", " ").replace("_", " ")


def draw(
    notes=NOTES,
    W_Q=W_Q,
    W_K=W_K,
    W_V=W_V,
    *,
    names=NAMES,
    heads: int = 1,
    asks: int = -1,
    asked=None,
):
    """Draw what one note gets back when its numbers ask together, or cut into two heads.

    Parameters
    ----------
    notes : array, shape (T, D)
    W_Q, W_K, W_V : arrays, shape (D, M), M up to 2
    names : sequence of T str
    heads : 1 or 2
        Into how many equal pieces queries, keys and values are cut; M is a multiple of it.
    asks : int
        The note that asks.
    asked : sequence of `heads` str, optional
        Each head's question in words; without it those of the cuckoo.
    """
    notes, maps = np.asarray(notes, dtype=float), [np.asarray(W, float) for W in (W_Q, W_K, W_V)]
    asks = _checked(notes, maps, names, asks)
    width = maps[0].shape[1]
    if heads not in (1, 2) or width > 2 or width % heads:
        raise ValueError(
            f"draw needs 1 or 2 heads that divide 1 or 2 numbers, got {heads}, {width}"
        )
    asked = ASKED[heads - 1] if asked is None else asked
    Q, K, V = (notes @ W for W in maps)
    card = Card(len(notes) * SIZE[1] + 6.9)
    each = width // heads
    panel = card.width / heads
    outputs, words = [], []
    for h in range(heads):
        part = slice(h * each, (h + 1) * each)
        ink = SHADES[h]
        title = f"head {h + 1}" if heads > 1 else "all numbers in one softmax"
        card.write((h + 0.5) * panel, 0.7, title, ink=ink, size=13.5, bold=True)
        card.write((h + 0.5) * panel, 1.4, asked[h], ink=GREY, size=11.5)
        found = _panel(card, h * panel, Q[asks, part], K[:, part], V[:, part], names, ink)
        outputs.append(found[0])
        words.append(f"{title}, {asked[h]} {found[1]}")
    output = np.concatenate(outputs)
    side = ", side by side" if heads > 1 else ""
    rule = f"the {names[asks]} gets back{side}:  ({', '.join(number(v, 2) for v in output)})"
    card.write(card.width / 2, card.height - 0.65, rule, ink=OUTPUT, size=14, bold=True)
    return card.figure, (
        f"Attention of note {asks}, {names[asks]}, over {', '.join(names)}. "
        f"{'; '.join(words)}; {rule}."
    ).replace("  ", " ")


def stations(notes=NOTES) -> tuple[list, dict]:
    """The two numbers of the last note after each step of a block, and the chances of the next.

    Returns
    -------
    pairs : list of arrays, shape (2,)
        Its pitch, with its place, its query, what two heads bring back, that times W_O, and the
        sum of this and what it was.
    chances : dict from str to float
    """
    notes = np.asarray(notes, dtype=float)
    x = notes[-1]
    Q, K, V = (notes @ np.array(W) for W in (W_Q, W_K, W_V))
    heard = np.array([softmax((K[:, h] * Q[-1, h])[None])[0] @ V[:, h] for h in range(2)])
    told = heard @ np.array(W_O)
    chances = softmax((np.array(list(NEXT.values())) @ (x + told))[None])[0]
    pairs = [np.array(PITCH), np.add(PITCH, PLACE), Q[-1], heard, told, x + told]
    return pairs, dict(zip(NEXT, chances.tolist(), strict=True))


def draw_stations(reached: int = 7):
    """Draw the way of the last C through a block: its two numbers at each of seven stations.

    Parameters
    ----------
    reached : 1 to 7
        How many stations have their numbers; the others are still empty.
    """
    if not 1 <= reached <= 7:
        raise ValueError(f"draw_stations needs 1 to 7 stations, got {reached}")
    pairs, chances = stations()
    card, step, top, high = Card(5.3), 2.42, 1.75, 0.9
    told = (
        ("its note", "a C"),
        ("+ its place", "weak beat"),
        ("× $W_Q$", "it asks"),
        ("two heads", "it hears"),
        ("× $W_O$", "in order"),
        ("+ itself", "what is next"),
        ("softmax", "it is sung"),
    )
    words, before = [], None
    for i, (what, means) in enumerate(told):
        left, there = 0.65 + i * step, i < reached
        ink = (INPUT if i < 2 else WEIGHT if i == 2 else OUTPUT) if there else GREY
        card.write(left + 0.75, 1.1, what, ink=ink, size=12.5, bold=i == reached - 1)
        if i < 6 and there:
            look = {"size": (1.5, high), "digits": 2, "shape": False}
            lit = "all" if i == reached - 1 else ()
            now = cells(card, pairs[i][:, None], (left, top), ink=ink, lit=lit, **look)
        else:
            best = max(chances, key=chances.get)
            said = f"{best[0]}: {chances[best]:.0%}" if there else ""
            now = box(card, (left, top), (1.5, 2 * high), said, ink=ink)
        card.write(left + 0.75, top + 2 * high + 0.65, means, ink=ink, size=11.5)
        if before is not None:
            thin(card, before.east, now.west)
        before = now
        if there:
            numbers = listed(pairs[i], 2) if i < 6 else said
            words.append(f"{what.replace('$', '').replace('_', ' ')}, {means}: {numbers}")
    return card.figure, f"The last C on its way through a block. {'; '.join(words)}."


def _checked(notes, maps, names, asks: int) -> int:
    """The place that asks, counted from 0; ValueError where the sizes do not fit."""
    steps = len(notes)
    if len(names) != steps or not 1 < steps <= 6 or len({W.shape for W in maps}) > 1:
        raise ValueError(
            f"a drawing of heads needs a name for each of 2 to 6 notes and matrices of one shape, "
            f"got {list(names)}, {steps} notes and shapes {[W.shape for W in maps]}"
        )
    if not -steps <= asks < steps:
        raise ValueError(f"a drawing of heads needs one of {steps} notes to ask, got {asks}")
    return asks % steps


def _said(name: str, note, parts) -> str:
    return f"{name}: " + ", ".join(f"{p} {number(v, 2)}" for p, v in zip(parts, note, strict=True))


def _name_rows(card: Card, block, names, asks: int | None = None, size: float = 13) -> None:
    for t, name in enumerate(names):
        y = block.at(t, 0)[1]
        card.write(block.left - 0.35, y, name, ink=INPUT, size=size, align="right", bold=t == asks)


def _panel(card: Card, left: float, query, keys, values, names, ink: Ink):
    """One head in numbers: query above keys, scores, shares as thick lines, values, mixture."""
    each = len(query)
    scores = keys @ query / np.sqrt(each)
    weights = softmax(scores[None])[0]
    mixed = weights @ values
    top = 4.3
    gap = 0.45 if each == 1 else 0.9
    wide = 2 * (each + 1) * SIZE[0] + 3 * gap + 0.8
    start = left + 1.4 if each == 1 else left + (card.width - wide) / 2
    look = {"size": SIZE, "digits": 2, "shape": False, "type_size": 11.5}
    q = cells(card, [query], (start, 2.2), ink=INPUT, lit="all", name="asks", side="left", **look)
    k = cells(card, keys, (start, top), ink=INPUT, name="keys", **look)
    s = cells(card, scores[:, None], (k.right + gap, top), name="scores", **look)
    most = [(int(t), 0) for t in np.flatnonzero(weights > weights.max() - 1e-9)]
    w = cells(
        card, weights[:, None], (s.right + gap, top), ink=ink, lit=most, name="shares", **look
    )
    v = cells(card, values, (w.right + gap + 0.8, top), ink=INPUT, name="values", **look)
    for t, weight in enumerate(weights):
        xs, ys = (w.right + 0.06, v.left - 0.06), (w.at(t, 0)[1], v.at(t, 0)[1])
        card.ax.plot(xs, ys, color=ink.line, lw=0.5 + 14 * weight, solid_capstyle="butt")
    _name_rows(card, k, names)
    out = cells(
        card,
        [mixed],
        (v.left, v.bottom + 0.4),
        ink=OUTPUT,
        lit="all",
        name="mixture",
        side="left",
        **look,
    )
    root = f" / √{each}" if each > 1 else ""
    terms = [f"{factor(a, 2)}·{factor(b, 2)}" for a, b in zip(query, keys[0], strict=True)]
    plus = f"({' + '.join(terms)})" if each > 1 else terms[0]
    rule = f"score 0:  {plus}{root} = {number(scores[0], 2)}"
    card.write(q.right + 0.4, q.middle[1], rule, ink=PLAIN, size=11.5, align="left")
    spoken = (
        f"{q.words}; {k.words}; {rule}; {s.words}; after softmax {w.words}; {v.words}; {out.words}"
    )
    return mixed, spoken
