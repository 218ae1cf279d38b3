"""A window on a signal or an image: what it sees, its products, their sum, the output cell."""

from dataclasses import dataclass

import numpy as np

from dlaudio.plots.parts.arrows import arrow
from dlaudio.plots.parts.card import Card
from dlaudio.plots.parts.inks import INPUT, OUTPUT, PLAIN, WEIGHT
from dlaudio.plots.parts.matrices import Cells, cells
from dlaudio.plots.parts.numbers import factor, listed, number


@dataclass
class Window:
    """The arrays of a window as drawn, the numbers, and the sum in words."""

    signal: Cells
    kernel: Cells
    products: Cells
    output: Cells
    values: np.ndarray
    sum_words: str

    @property
    def artists(self) -> list:
        blocks = self.signal, self.kernel, self.products, self.output
        return [artist for block in blocks for artist in block.artists]

    @property
    def words(self) -> str:
        blocks = self.signal, self.kernel, self.products, self.output
        return "; ".join(block.words for block in blocks) + f". Lit: {self.sum_words}"


def slide(signal: np.ndarray, kernel: np.ndarray, stride=1, padding=0, dilation=1):
    """Output of a window without turning the kernel, z[n] = sum_m x[s n + d m] w[m] (any axes).

    Returns
    -------
    padded : array
        The signal with `padding` zeros at each end of every axis.
    output : array
        Of (L + 2 padding - dilation (K - 1) - 1) // stride + 1 entries along each axis.
    """
    padded = np.pad(np.asarray(signal, dtype=float), padding)
    kernel = np.asarray(kernel, dtype=float)
    reach = [dilation * (k - 1) + 1 for k in kernel.shape]
    if any(r > n for r, n in zip(reach, padded.shape, strict=True)):
        raise ValueError(f"a kernel that reaches {reach} does not fit into shape {padded.shape}")
    views = np.lib.stride_tricks.sliding_window_view(padded, reach)
    some = tuple(slice(None, None, stride) for _ in reach)
    inner = tuple(slice(None, None, dilation) for _ in reach)
    views = views[some + inner]
    return padded, np.tensordot(views, kernel, kernel.ndim)


def window(
    card: Card,
    signal,
    kernel,
    place: tuple[float, float],
    *,
    at: int = 0,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    known: int | None = None,
    size: float = 0.9,
    digits: int = 2,
) -> Window:
    """Draw a window on a signal from top to bottom: input, kernel beneath, products, output.

    Parameters
    ----------
    signal, kernel : arrays, shapes (L,) and (K,)
    place : (float, float)
        Left top corner of the padded input; names stand to its left.
    at : int
        Which output cell is made now.
    known : int, optional
        How many cells of the output are filled in; at + 1 if not given.
    """
    padded, output = slide(signal, kernel, stride, padding, dilation)
    kernel = np.asarray(kernel, dtype=float)
    if not 0 <= at < len(output):
        raise ValueError(f"window needs at from 0 to {len(output) - 1}, got {at}")
    x, y = place
    starts = at * stride + dilation * np.arange(len(kernel))
    seen = padded[starts]
    products = seen * kernel
    shown = np.where(np.arange(len(output)) < (at + 1 if known is None else known), output, np.nan)
    zeros = [(0, i) for i in [*range(padding), *range(len(padded) - padding, len(padded))]]
    looks = {"size": size, "digits": digits, "side": "left"}
    top = cells(
        card,
        padded,
        place,
        ink=INPUT,
        name="input",
        lit=[(0, i) for i in starts],
        faint=zeros,
        **looks,
    )
    row = 1.45 * size
    middle = _spread(kernel, dilation)
    left = x + starts[0] * size
    weights = cells(card, middle, (left, y + row), ink=WEIGHT, lit=_filled(middle), **looks)
    below = cells(card, _spread(products, dilation), (left, y + 2 * row), ink=PLAIN, **looks)
    # each output cell stands beneath the middle of its window
    reach = dilation * (len(kernel) - 1) + 1
    first = x + (reach - 1) / 2 * size
    out_size = (size * stride, size)
    made = cells(
        card,
        shown,
        (first - (out_size[0] - size) / 2, y + 3.7 * row),
        ink=OUTPUT,
        lit=[(0, at)],
        **looks | {"size": out_size},
    )
    for block, name, values, ink in [
        (weights, "weights", kernel, WEIGHT),
        (below, "products", products, PLAIN),
        (made, "output", shown, OUTPUT),
    ]:
        block.words = f"{name} ({len(values)}): {listed(values, digits)}"
        block.artists.append(card.write(x - 0.3, block.middle[1], name, ink=ink, align="right"))
    tip = made.at(0, at)[0], made.top
    down = arrow(card, (tip[0], below.bottom), tip, ink=OUTPUT, gap=0.1)
    made.artists += down.artists
    said = _sum_words(seen, kernel, output[at], digits)
    return Window(top, weights, below, made, output, said)


def window_2d(
    card: Card,
    image,
    kernel,
    place: tuple[float, float],
    *,
    at: tuple[int, int] = (0, 0),
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    known: int | None = None,
    size: float = 0.85,
    gap: float = 1.15,
    digits: int = 2,
    signs: bool = True,
) -> Window:
    """Draw a window on an image from left to right: input × kernel = products, sum, output.

    Parameters
    ----------
    image, kernel : arrays, shapes (H, W) and (K, K)
    place : (float, float)
        Left top corner of the padded image; the others are centred to its right.
    at : (row, column)
        Which output cell is made now.
    known : int, optional
        How many output cells, row by row, are filled in; up to `at` if not given.
    """
    padded, output = slide(image, kernel, stride, padding, dilation)
    kernel = np.asarray(kernel, dtype=float)
    if not all(0 <= i < n for i, n in zip(at, output.shape, strict=True)):
        raise ValueError(f"window_2d needs at within {output.shape}, got {at}")
    rows, columns = (
        i * stride + dilation * np.arange(k) for i, k in zip(at, kernel.shape, strict=True)
    )
    seen = padded[np.ix_(rows, columns)]
    order = np.arange(output.size).reshape(output.shape)
    count = order[at] + 1 if known is None else known
    looks = {"size": size, "digits": digits}
    x, y = place
    inner = np.zeros(padded.shape, bool)
    inner[tuple(slice(padding, n - padding) for n in padded.shape)] = True
    blocks = [
        cells(
            card,
            padded,
            place,
            ink=INPUT,
            name="input",
            lit=[(r, c) for r in rows for c in columns],
            faint=list(zip(*np.nonzero(~inner), strict=True)),
            **looks,
        )
    ]
    rest = [
        (kernel, {"ink": WEIGHT, "name": "kernel", "lit": "all"}),
        (seen * kernel, {"ink": PLAIN, "name": "products"}),
        (np.where(order < count, output, np.nan), {"ink": OUTPUT, "name": "output", "lit": [at]}),
    ]
    middle = blocks[0].middle[1]
    for values, look in rest:
        left = blocks[-1].right + gap + room(values.shape[1], size)
        top = middle - values.shape[0] * size / 2
        blocks.append(cells(card, values, (left, top), **looks | look))
    if signs:
        for sign, block, following in zip(("×", "=", "Σ"), blocks, blocks[1:], strict=False):
            up = 0.5 if sign == "Σ" else 0
            between = (block.right + following.left) / 2 - up * 0.6 * (following.width < 2 * size)
            block.artists.append(card.write(between, middle - up, sign, size=19))
        across = arrow(card, blocks[2].east, blocks[3].west, ink=OUTPUT, width=2.2, gap=0.15)
        blocks[3].artists += across.artists
    return Window(*blocks, output, _sum_words(seen, kernel, output[at], digits))


def room(columns: int, size: float) -> float:
    """What a narrow array needs on each side for its name, in units."""
    return max(0.0, 1.25 - columns * size / 2)


def _spread(values: np.ndarray, dilation: int) -> np.ndarray:
    """The values with dilation - 1 empty cells between them."""
    wide = np.full(dilation * (len(values) - 1) + 1, np.nan)
    wide[::dilation] = values
    return wide


def _filled(values: np.ndarray) -> list[tuple[int, int]]:
    return [(0, int(i)) for i in np.nonzero(~np.isnan(values))[0]]


def _sum_words(seen: np.ndarray, kernel: np.ndarray, result: float, digits: int) -> str:
    """Every product and what they add up to: "1·2 + 3·(−1) = −1"."""
    pairs = zip(seen.ravel(), kernel.ravel(), strict=True)
    terms = [f"{factor(a, digits)}·{factor(b, digits)}" for a, b in pairs]
    return " + ".join(terms) + f" = {number(result, digits)}"
