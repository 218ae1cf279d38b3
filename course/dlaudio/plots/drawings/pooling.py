"""Pooling in numbers: one value out of each window, and where its slope goes on the way back."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, cells, forward, gradient

IMAGE = ((1, 3, 0, 2), (4, 2, 1, 5), (0, 1, 6, 2), (2, 1, 3, 4))
SLOPES = ((1, -2), (2, 4))


def draw(kind: str = "max", *, image=IMAGE, slopes=SLOPES, size: int = 2, back: bool = True):
    """Draw a pooling layer forwards and back.

    Parameters
    ----------
    kind : "max" or "mean"
    image : array, shape (H, W), both a multiple of size, up to 6
    slopes : array, shape (H / size, W / size)
        What comes back.
    size : int
        Of a window, in both directions.
    back : bool
        Whether the way back is drawn, too.
    """
    x, dout = np.asarray(image, dtype=float), np.asarray(slopes, dtype=float)
    high, wide = (side // size for side in x.shape)
    if (
        kind not in ("max", "mean")
        or dout.shape != (high, wide)
        or x.shape != (high * size, wide * size)
    ):
        raise ValueError(f"pooling needs max or mean and shapes that fit, got {kind!r}, {x.shape}")
    windows = x.reshape(high, size, wide, size).swapaxes(1, 2).reshape(high, wide, size**2)
    chosen = []
    dx = np.zeros_like(x)
    for r, c in np.ndindex(high, wide):
        places = [(r * size + i, c * size + j) for i, j in np.ndindex(size, size)]
        winner = places[int(windows[r, c].argmax())]  # of equal values the first one
        for place in [winner] if kind == "max" else places:
            dx[place] += dout[r, c] / (1 if kind == "max" else size**2)
        chosen.append(winner)
    out = windows.max(axis=2) if kind == "max" else windows.mean(axis=2)
    cell = min(0.85, 11.8 / 2 / (x.shape[1] + wide))
    card = Card(x.shape[0] * cell + 3.5)
    middle = 1.45 + x.shape[0] * cell / 2
    width, gap = (x.shape[1] + wide) * cell, 1.5
    total = 2 * width + 2 * gap + 1.6 if back else width + gap
    left = (card.width - total) / 2
    fills = {
        (r, c): INPUT
        for r, c in np.ndindex(x.shape)
        if kind == "max" and (r, c) in chosen or kind == "mean" and (r // size + c // size) % 2
    }
    zeros = [tuple(place) for place in np.argwhere(dx == 0)]
    top_out = middle - high * cell / 2
    look = {"size": cell, "digits": 2}
    one = cells(card, x, (left, 1.45), ink=INPUT, name="$x$", fills=fills, **look)
    two = cells(card, out, (one.right + gap, top_out), ink=OUTPUT, name=kind, lit="all", **look)
    forward(card, one.east, two.west, gap=0.15, width=2.4)
    if not back:
        _borders(card, one, size)
        rule = {"max": "the largest", "mean": "the mean"}[kind] + " of each window goes on"
        card.write(card.width / 2, card.height - 0.75, rule, ink=GREY, size=12.5)
        said = f"{one.words}; {two.words}. {rule.capitalize()}"
        return card.figure, f"Pooling with windows of {size} × {size}. {said}."
    lit = [place for place in np.ndindex(dx.shape) if place not in zeros]
    four = cells(
        card,
        dx,
        (two.right + 1.6, 1.45),
        ink=GRADIENT,
        name="$dx$",
        fills=dict.fromkeys(lit, GRADIENT),
        faint=zeros,
        **look,
    )
    back = (four.right + gap, top_out)
    three = cells(card, dout, back, ink=GRADIENT, name="slopes", lit="all", **look)
    gradient(card, three.west, four.east, gap=0.15, width=2.4)
    for block in (one, four):
        _borders(card, block, size)
    rules = {
        "max": "the largest of each window goes on; its slope goes back to the place it came from",
        "mean": f"the mean of each window goes on; its {size**2} places get equal shares back",
    }
    card.write(card.width / 2, card.height - 0.75, rules[kind], ink=GREY, size=12.5)
    card.ax.plot(
        (two.right + 0.8,) * 2, (1.2, 1.7 + x.shape[0] * cell), color=GREY.line, lw=1, zorder=0
    )
    return card.figure, (
        f"Pooling with windows of {size} × {size}. {one.words}; {two.words}; {three.words}; "
        f"{four.words}. {rules[kind].capitalize()}."
    )


def _borders(card: Card, block, size: int) -> None:
    """Thick lines between the windows."""
    w, h = block.size
    for i in range(1, round(block.width / w / size)):
        x = block.left + i * size * w
        card.ax.plot((x, x), (block.top, block.bottom), color="#3A4150", lw=2, zorder=3)
    for i in range(1, round(block.height / h / size)):
        y = block.top + i * size * h
        card.ax.plot((block.left, block.right), (y, y), color="#3A4150", lw=2, zorder=3)
