"""A transformer block: attention mixes places, a small net works on each place, both are added."""

from dlaudio.plots.parts import GREY, INPUT, WEIGHT, Card, arrow, box, forward, node


def draw(
    width: int = 64,
    *,
    heads: int = 4,
    steps: int = 16,
    causal: bool = True,
    symbols: int = 0,
    lit: str = "all",
):
    """Draw x + attention(norm(x)), then + net(norm(·)), with the shapes between.

    Parameters
    ----------
    width : int
        D, the numbers at each place; heads must divide it.
    heads : int
    steps : int
        T, the places.
    causal : bool
        Whether a place sees only those before it and itself.
    symbols : int
        K, what may be written: the ways in and out are drawn too. With 0 the block stands alone.
    lit : "all" or "net"
        With "net" only the small net and its shortcut are lit, and the shapes are left out.
    """
    if width % heads:
        raise ValueError(f"transformer_block needs heads that divide {width}, got {heads}")
    if lit not in ("all", "net"):
        raise ValueError(f'transformer_block needs lit "all" or "net", got {lit!r}')
    whole = lit == "all"
    card = Card(9.2 if symbols else 7.6 if whole else 6.0)
    middle = 4.0
    first = INPUT if whole else GREY
    x = node(card, (1.25, middle), "$x$", ink=first, radius=0.55, filled=True)
    mask = "causal attention" if causal else "attention"
    halves = [
        (2.9, mask, f"{heads} heads of {width // heads}", "mixes places"),
        (
            10.2,
            "Linear, ReLU,\nLinear",
            f"{width} to {2 * width} to {width}",
            "each place by itself",
        ),
    ]
    before = x
    for half, (left, name, note, what) in enumerate(halves):
        ink, line = (WEIGHT, INPUT) if whole or half else (GREY, GREY)
        small = "" if half == 0 and not whole else note
        norm = box(card, (left, middle - 0.6), (1.3, 1.2), "norm", ink=ink, type_size=12)
        made = box(card, (left + 1.9, middle - 1.0), (3.0, 2.0), name, ink=ink, note=small)
        plus = node(card, (left + 5.75, middle), "+", ink=line, radius=0.42, size=16)
        for start, end in ((before, norm), (norm, made), (made, plus)):
            arrow(card, start.east, end.west, ink=line, width=2.4)
        card.write(made.middle[0], made.top - 0.5, what, ink=line, size=12.5)
        _shortcut(card, (before.right + norm.left) / 2 - 0.1, plus, middle, line)
        card.write(left + 2.85, 0.95, "what was there stays", ink=line, size=12)
        before = plus
    if not whole:
        forward(card, before.east, (17.2, middle))
        return card.figure, (
            f"A transformer block in grey, x and {mask}, and lit in it what comes then: "
            f"through a norm and a small net of each place by itself, {width} to {2 * width} to "
            f"{width}, which is added to what was there."
        )
    ends = ""
    if symbols:
        ends = _ends(card, x, before, width, symbols)
    else:
        forward(card, before.east, (17.2, middle))
    seen = (
        "each place looks at itself and what came before" if causal else "each place looks at all"
    )
    rule = f"every arrow carries (N, {steps}, {width});  {seen}"
    card.write(card.width / 2, card.height - 0.75, rule, ink=GREY, size=12)
    return card.figure, (
        f"A transformer block. x of shape (N, {steps}, {width}) goes through a norm and "
        f"{mask} with {heads} heads of {width // heads}, which mixes places, and is added to x; "
        f"then through a norm and a small net of each place by itself, {width} to {2 * width} to "
        f"{width}, and is added again. {seen.capitalize()}.{ends}"
    )


def _ends(card: Card, x, last, width: int, symbols: int) -> str:
    """Draw how a note becomes x, below it, and how the last sum becomes chances; return words."""
    look = {"ink": WEIGHT, "type_size": 12}
    rows, places = "rows for the note", "and for its position"
    top, high = 5.95, 1.75
    into = box(
        card, (0.5, top), (4.6, high), f"{rows}\n{places}", note=f"{width} numbers each", **look
    )
    forward(card, (x.middle[0], into.top), x.south)
    out = box(
        card,
        (12.5, top),
        (4.6, high),
        "norm, Linear,\nsoftmax",
        note=f"{width} to {symbols} chances",
        **look,
    )
    forward(card, last.south, (last.middle[0], out.top))
    return (
        f" On the way in, {rows} {places}, {width} numbers each, are added up to x. On the way "
        f"out a norm, a Linear and a softmax make {symbols} chances of {width} numbers."
    )


def _shortcut(card: Card, x: float, plus, middle: float, ink) -> None:
    """From the line before the norm, up and over, into the sum."""
    end = plus.north
    xs, ys = (x, x, end[0]), (middle, 1.5, 1.5)
    card.ax.plot(xs, ys, color=ink.line, lw=2, solid_joinstyle="round", zorder=2)
    arrow(card, (end[0], 1.42), end, ink=ink, width=2.4)
