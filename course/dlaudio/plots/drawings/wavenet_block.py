"""A block of a WaveNet in its stack: a gate, a shortcut past it, and a skip out of it."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, forward, node


def draw(
    channels: int = 32,
    *,
    dilation: int = 4,
    blocks: int = 3,
    skips: bool = True,
    levels: int = 65,
):
    """Draw x + mix(tanh(f) · sigmoid(g)) with the shapes, and where the output is read.

    With skips as in A. van den Oord and others, "WaveNet", 2016, fig. 4. `generation.GatedBlock` is
    the block without them: there the last block's output goes on alone.

    Parameters
    ----------
    channels : int
        C; every arrow carries (N, C, T), except after the convolution, which makes 2 C.
    dilation : int
        Of the block that is drawn.
    blocks : int
        How many there are in all.
    skips : bool
        Whether what each block adds also goes straight to the output.
    levels : int
        Of a sample; without skips it is said how the last block gets to them.
    """
    card = Card(9.6 if skips else 8.2)
    middle, low = 4.6, 7.0
    card.write(0.8, 0.85, f"block of dilation {dilation}", size=14, bold=True, align="left")
    x = node(card, (1.4, middle), "$x$", ink=INPUT, radius=0.55, filled=True)
    conv = box(
        card,
        (3.2, middle - 0.95),
        (3.0, 1.9),
        f"causal conv,\n2 taps, {dilation} apart",
        ink=WEIGHT,
        note=f"{channels} to {2 * channels} channels",
        type_size=12,
    )
    forward(card, x.east, conv.west)
    bends = []
    for y, name, letter, where in [(3.2, "tanh", "$f$", "left"), (6.0, "σ", "$g$", "right")]:
        made = box(card, (7.6, y - 0.5), (1.6, 1.0), name, ink=INPUT)
        forward(card, (conv.right, middle + (y - middle) * 0.45), made.west, letter, side=where)
        bends.append(made)
    times = node(card, (10.6, middle), "×", ink=INPUT, radius=0.45, size=16)
    for made in bends:
        forward(card, made.east, times.towards(made.east))
    mix = box(
        card,
        (11.6, middle - 0.75),
        (2.2, 1.5),
        "conv 1",
        ink=WEIGHT,
        note=f"{channels} to {channels}",
    )
    forward(card, times.east, mix.west)
    plus = node(card, (15.4, middle), "+", ink=INPUT, radius=0.45, size=16)
    forward(card, mix.east, plus.west)
    forward(card, plus.east, (17.0, middle), "next\nblock", size=11)
    _around(card, x.north, plus.north, 1.9)
    card.write(8.4, 1.5, "shortcut: the block adds to what was there", ink=INPUT, size=12)
    if skips:
        _skips(card, (14.3, middle), low, blocks)
        out = (
            f"What the block added also skips out, is summed with the skips of all {blocks} "
            "blocks, and goes through two convolutions of length 1 to softmax."
        )
    else:
        ways = f"two convs of length 1, to {levels} levels, softmax"
        for y, words in ((6.15, f"after the last of {blocks} blocks:"), (6.75, ways)):
            card.write(17.0, y, words, ink=OUTPUT, size=12, align="right")
        out = (
            f"Of {blocks} such blocks the last one's output goes through two convolutions of "
            f"length 1, to {levels} levels, and to softmax."
        )
    rule = f"blue carries (N, {channels}, T): as many samples out as in, none from the future"
    card.write(card.width / 2, card.height - 0.6, rule, ink=GREY, size=12)
    return card.figure, (
        f"A WaveNet block. x goes through a causal convolution with 2 taps, {dilation} samples "
        f"apart, from {channels} to {2 * channels} channels; one half through tanh, the other "
        f"through a sigmoid; they are multiplied and mixed by a convolution of length 1 "
        f"({channels} to {channels}). A shortcut adds x, and that goes to the next "
        f"block. {out} Every arrow of a block carries (N, {channels}, T)."
    )


def _skips(card: Card, skip, low: float, blocks: int) -> None:
    """The way out of a block, from the point `skip`, to the sum of all blocks and to softmax."""
    arrow(card, (skip[0], skip[1] + 0.05), (skip[0], low), ink=OUTPUT, width=2.4, gap=0.02)
    card.write(14.05, 6.2, "skip", ink=OUTPUT, size=12, align="right")
    total = node(card, (skip[0], low + 0.5), "Σ", ink=OUTPUT, radius=0.5, size=15)
    words = f"skips of all {blocks} blocks"
    arrow(card, (9.9, low + 0.5), total.west, ink=OUTPUT, width=2.4)
    card.write(9.7, low + 0.5, words, ink=OUTPUT, size=12, align="right")
    arrow(card, total.east, (17.0, low + 0.5), ink=OUTPUT, width=2.4)
    card.write(17.0, low + 1.25, "two convs, softmax", ink=OUTPUT, size=12, align="right")


def _around(card: Card, start, end, height: float) -> None:
    """An arrow that goes up from start, across, and down to end."""
    xs, ys = (start[0], start[0], end[0]), (start[1] - 0.08, height, height)
    card.ax.plot(xs, ys, color=INPUT.line, lw=2, solid_joinstyle="round", zorder=2)
    forward(card, (end[0], height - 0.08), end)
