"""A convolution in numbers: the window, nine products, their sum, one cell of the output."""

import numpy as np

from dlaudio.plots.parts import (
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    arrow,
    cells,
    number,
    window,
    window_2d,
)
from dlaudio.plots.parts.inks import GREY
from dlaudio.plots.parts.numbers import total
from dlaudio.plots.parts.windows import room, slide

IMAGE = ((1, 0, 2, 1, 0), (0, 3, 1, 0, 2), (2, 1, 0, 1, 1), (0, 1, 2, 2, 0), (1, 0, 1, 0, 3))
KERNEL = ((1, 0, -1), (2, 0, -2), (1, 0, -1))
SIGNAL, EDGE = (0, 0, 1, 3, 3, 1, 0, 2), (-1, 0, 1)


def draw(
    row: int = 1,
    column: int = 1,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    image=IMAGE,
    kernel=KERNEL,
):
    """Draw how one cell of the output of a two-dimensional convolution is made.

    Parameters
    ----------
    row, column : int
        The output cell that is made now; those before it are filled in.
    stride, padding, dilation : int
    image, kernel : arrays, shapes (H, W) and (K, K)

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    padded, output = slide(image, kernel, stride, padding, dilation)
    gap = 1.1
    columns = padded.shape[1] + 2 * kernel.shape[1] + output.shape[1]
    size = min(0.86, (Card.WIDTH - 1.4 - 3 * gap - 2 * room(output.shape[1], 0.7)) / columns)
    height = max(len(padded), len(output)) * size
    card = Card(height + 3.3)
    used = columns * size + 3 * gap + 2 * room(output.shape[1], size)
    made = window_2d(
        card,
        image,
        kernel,
        ((card.width - used) / 2, 1.2),
        at=(row, column),
        stride=stride,
        padding=padding,
        dilation=dilation,
        size=size,
        gap=gap,
    )
    card.write(card.width / 2, height + 1.85, made.sum_words, size=12.5)
    rule = _size_rule(image.shape[0], kernel.shape[0], stride, padding, dilation, " each way")
    card.write(card.width / 2, height + 2.6, rule, ink=GREY, size=12)
    return card.figure, f"A window on an image. {made.words}. {rule}."


def _size_rule(n: int, k: int, stride: int, padding: int, dilation: int, each: str = "") -> str:
    """Along one axis: how many cells the output has, and which of the three makes it so."""
    reach = dilation * (k - 1) + 1
    what = [
        f"kernel {k}" if dilation == 1 else f"kernel {k} with dilation {dilation} reaches {reach}"
    ]
    if padding:
        what.append(f"{padding} zero{'s' * (padding > 1)} at each end")
    what.append(f"step {stride}")
    last = (n + 2 * padding - reach) // stride
    around = f" + 2·{padding}" if padding else ""
    places = f"{last + 1} place{'s' * (last > 0)}{each}"
    down = " (rounded down)" if (n + 2 * padding - reach) % stride else ""
    return f"{', '.join(what)}:  ({n}{around} − {reach}) / {stride}{down} + 1 = {places}"


def draw_signal(
    at: int = 2,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    signal=SIGNAL,
    kernel=EDGE,
):
    """Draw how one value of the output of a convolution of a signal is made.

    Parameters
    ----------
    at : int
        Which value of the output is made now.
    signal, kernel : arrays, shapes (L,) and (K,)
    """
    padded, _ = slide(np.asarray(signal), np.asarray(kernel), stride, padding, dilation)
    size = min(1.0, 12.6 / len(padded))
    card = Card(6.4 * size + 3.1)
    left = (card.width - len(padded) * size) / 2 + 0.6
    looks = {"stride": stride, "padding": padding, "dilation": dilation, "size": size}
    made = window(card, signal, kernel, (left, 0.8), at=at, **looks)
    y = made.output.bottom
    card.write(card.width / 2, y + 0.75, made.sum_words, size=12.5)
    rule = _size_rule(len(signal), len(kernel), stride, padding, dilation)
    card.write(card.width / 2, y + 1.5, rule, ink=GREY, size=12)
    return card.figure, f"A window on a signal. {made.words}. {rule}."


def draw_channels(
    row: int = 0, column: int = 1, *, filters: int = 2, lit: int = 0, image=None, kernels=None
):
    """Draw how a filter adds up over channels, and that each filter makes a channel of its own.

    Parameters
    ----------
    row, column : int
        The output cell that is made now.
    filters : int
        How many there are, if no kernels are given.
    lit : int
        The filter that makes it.
    image : array, shape (C, H, W), optional
    kernels : array, shape (filters, C, K, K), optional
        As `Conv2d.weight`, (out, in, k, k).
    """
    rng = np.random.default_rng(4)
    image = rng.integers(0, 4, (2, 4, 5)) if image is None else np.asarray(image)
    if kernels is None:
        kernels = rng.integers(-1, 3, (filters, len(image), 3, 3))
    kernels, size = np.asarray(kernels), 0.72
    channels, high, wide = image.shape
    k = kernels.shape[-1]
    parts = np.array([[slide(x, w)[1] for x, w in zip(image, f, strict=True)] for f in kernels])
    output = parts.sum(axis=1)
    step = high * size + 1.15
    card = Card(channels * step + 1.75)
    window_cells = [(row + r, column + c) for r, c in np.ndindex(k, k)]
    x_kernel = 0.9 + wide * size + 1.0
    x_sum = x_kernel + k * size + 1.15
    words, sums = [], []
    for c in range(channels):
        top = 1.05 + c * step
        middle = top + high * size / 2
        x = cells(
            card,
            image[c],
            (0.9, top),
            ink=INPUT,
            name=f"channel {c}",
            lit=window_cells,
            size=size,
        )
        w = cells(
            card,
            kernels[lit, c],
            (x_kernel, middle - k * size / 2),
            ink=WEIGHT,
            name=f"W[{lit}, {c}]",
            lit="all",
            size=size,
        )
        card.write((x.right + w.left) / 2, middle, "×", size=18)
        card.write((w.right + x_sum) / 2, middle, "Σ", size=18)
        value = parts[lit, c, row, column]
        s = cells(card, [value], (x_sum, middle - 0.45), ink=PLAIN, size=0.9)
        sums.append(s)
        words += [x.words, w.words, f"sum of products {number(value)}"]
    x_out = x_sum + 3.0
    step_out = (channels * step) / len(kernels)
    blocks = []
    for f in range(len(kernels)):
        shown = output[f].astype(float)
        top = 1.05 + f * step_out + (step_out - 1.15 - len(shown) * size) / 2
        block = cells(
            card,
            shown,
            (x_out, top),
            ink=OUTPUT,
            name=f"out {f}",
            lit=[(row, column)] if f == lit else (),
            size=size,
        )
        blocks.append(block)
        words.append(block.words)
    for s in sums:
        arrow(card, s.east, blocks[lit].west, ink=OUTPUT, gap=0.12)
    side, here = blocks[lit].right + 0.35, blocks[lit].middle[1]
    formula = f"{total(parts[lit, :, row, column])} = {number(output[lit, row, column])}"
    card.write(side, here - 0.3, formula, size=13, ink=OUTPUT, align="left")
    card.write(
        side,
        here + 0.3,
        "one filter: add up\nits channels",
        ink=GREY,
        size=11,
        align="left",
    ).set_va("top")
    card.write(
        side,
        blocks[-1 if lit == 0 else 0].middle[1],
        "another filter,\nwith kernels of\nits own",
        ink=GREY,
        size=11,
        align="left",
    )
    shape = " × ".join(map(str, kernels.shape))
    rule = f"weight (out, in, k, k) = {shape}: {kernels.size} numbers for {len(kernels)} filters"
    card.write(card.width / 2, card.height - 0.55, rule, ink=GREY, size=12)
    return (
        card.figure,
        f"{channels} channels and filter {lit}. {'; '.join(words)}. {formula}. {rule}.",
    )
