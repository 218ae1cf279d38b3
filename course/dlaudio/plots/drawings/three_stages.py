"""Convolution, bend and pool in numbers: one layer of a CNN forwards, and its slope back."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    WEIGHT,
    Card,
    cells,
    forward,
    gradient,
)


def stages(x, w, bias: float, slope: float) -> dict[str, np.ndarray]:
    """All numbers of one pool over the whole of relu(conv(x)): x, z, h, y and their slopes.

    Parameters
    ----------
    x, w : arrays, shapes (L,) and (K,), K at most L
    bias, slope : float
        The slope is that of the loss in the one number that the pool gives.
    """
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    z = np.correlate(x, w, "valid") + bias
    h = np.maximum(z, 0)
    dh = np.where(np.arange(len(h)) == h.argmax(), slope, 0.0)  # of equal values the first one
    dz = dh * (z > 0)
    found = {"x": x, "z": z, "h": h, "y": h.max(keepdims=True)}
    back = {"dx": np.convolve(dz, w), "dz": dz, "dh": dh, "dy": np.array([float(slope)])}
    weights = {"w": w, "dw": np.correlate(x, dz, "valid"), "db": dz.sum(keepdims=True)}
    return found | back | weights


def draw(x=(1, 2, 4), w=(1, 1), bias: float = -4, slope: float = 1):
    """Draw the three stages in a row: values forwards above, slopes backwards below.

    Parameters
    ----------
    x : array, shape (L,), up to 5 numbers
    w : array, shape (K,), 1 to L numbers
    bias, slope : float
        As for `stages`.
    """
    if not 1 <= len(w) <= len(x) <= 5:
        raise ValueError(
            f"three_stages needs up to 5 numbers and a kernel no longer, got {len(x)} and {len(w)}"
        )
    numbers = stages(x, w, bias, slope)
    card, size = Card(6.4), (0.82, 0.75)
    columns = [("x", INPUT), ("z", OUTPUT), ("h", OUTPUT), ("y", OUTPUT)]
    widths = [len(numbers[name]) * size[0] for name, _ in columns]
    gap = (card.width - 1.4 - sum(widths)) / 3
    look = {"size": size, "digits": 2, "shape": False}
    left, above, below = 0.7, [], []
    for (name, ink), width in zip(columns, widths, strict=True):
        lit = [(0, int(i)) for i in np.flatnonzero(numbers[f"d{name}"])]
        there = cells(card, numbers[name], (left, 1.75), ink=ink, name=f"${name}$", lit=lit, **look)
        back = cells(
            card, numbers[f"d{name}"], (left, 3.5), ink=GRADIENT, name=f"$d{name}$", lit=lit,
            side="below", **look,
        )  # fmt: skip
        above.append(there)
        below.append(back)
        left += width + gap
    rules = ("times the kernel,\nplus the bias", "below 0: 0", "the larger")
    ways = ("the kernel,\nlaid down", "open where\n$z > 0$", "to the winner")
    for k, (title, rule, way) in enumerate(
        zip(("convolution", "detector", "pool"), rules, ways, strict=True)
    ):
        middle = (above[k].right + above[k + 1].left) / 2
        card.write(middle, 0.55, title, size=13.5, bold=True)
        card.write(middle, 1.35, rule, ink=GREY, size=11)
        forward(card, above[k].east, above[k + 1].west, gap=0.15)
        gradient(card, below[k + 1].west, below[k].east, gap=0.15)
        card.write(middle, 4.65, way, ink=GREY, size=11)
    kernel = f"kernel {_listed(numbers['w'])}, bias {bias:g}".replace("-", "\u2212")
    shares = f"dw = {_listed(numbers['dw'])}, db = {_listed(numbers['db'])}"
    card.write(card.width / 2 - 3.6, 5.75, kernel, ink=WEIGHT, size=12.5)
    card.write(card.width / 2 + 3.6, 5.75, shares, ink=GRADIENT, size=12.5)
    return card.figure, (
        f"A convolution, its bend and its pool: {kernel}. Forwards "
        f"{'; '.join(block.words for block in above)}. Backwards "
        f"{'; '.join(block.words for block in reversed(below))}; {shares}."
    )


def _listed(values) -> str:
    from dlaudio.plots.parts import listed

    return f"({listed(values, 2)})" if len(values) > 1 else listed(values, 2)
