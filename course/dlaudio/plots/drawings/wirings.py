"""Full, local and shared wiring: as nets, and as the matrices that say the same."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, net, number
from dlaudio.plots.parts.inks import SHADES, Ink
from dlaudio.plots.parts.numbers import factor, listed

KERNEL = (-1.0, 2.0, 0.5)


def toeplitz(kernel, inputs: int, padding: int = 0) -> np.ndarray:
    """Matrix T, (inputs, outputs), with which x T is x with the kernel slid along.

    With zeros as padding at both ends T loses as many rows: what they multiply is 0 anyway.
    """
    outputs = inputs + 2 * padding - len(kernel) + 1
    matrix = np.zeros((inputs + 2 * padding, outputs))
    for j in range(outputs):
        matrix[j : j + len(kernel), j] = kernel
    return matrix[padding : padding + inputs]


def draw(kernel=KERNEL, *, inputs: int = 6, seed: int = 3):
    """Draw three nets from the same inputs to the same outputs, and beneath each its matrix.

    Parameters
    ----------
    kernel : array, shape (K,), K up to 3
        The shared weights, each with a colour of its own.
    inputs : int
        How many there are.
    seed : int
        Of the numbers in the two other nets.
    """
    kernel = np.asarray(kernel, dtype=float)
    if not 1 <= len(kernel) <= len(SHADES) or not len(kernel) < inputs <= 7:
        raise ValueError(f"wirings needs 1 to 3 weights and up to 7 inputs, got {kernel}, {inputs}")
    shared = toeplitz(kernel, inputs)
    band = toeplitz(np.ones(len(kernel)), inputs) > 0
    rng = np.random.default_rng(seed)
    full = rng.integers(1, 21, shared.shape) / 10 * rng.choice([-1, 1], shared.shape)
    local = np.where(band, full, 0)
    card = Card(11.0)
    outputs = shared.shape[1]
    kinds = [
        ("full", full, f"{inputs} × {outputs} = {full.size} weights"),
        ("local", local, f"{outputs} × {len(kernel)} = {band.sum()} weights"),
        ("shared", shared, f"{len(kernel)} weights, used {outputs} times"),
    ]
    said = []
    for i, (title, matrix, count) in enumerate(kinds):
        left = 0.75 + 5.65 * i
        card.write(left + 2.4, 0.75, title, size=14, bold=True)
        card.write(left + 2.4, 1.4, count, ink=GREY, size=12)
        _net(card, left, matrix, title == "shared")
        _matrix(card, left, matrix, band if title != "full" else None, title == "shared")
        said.append(f"{title}: {count}, {listed(matrix, 1)}")
    return card.figure, (
        f"Three ways to wire {inputs} inputs to {outputs} outputs, as nets and as matrices. "
        f"{'. '.join(said)}. In the last one the same weights stand along each diagonal."
    )


def _shade(i: int, j: int) -> Ink:
    """The colour of the weight that joins input i and output j."""
    return SHADES[i - j]


def _net(card: Card, left: float, matrix, shared: bool) -> None:
    inputs, outputs = matrix.shape
    top, step = 2.2, 0.74
    first = [(left + 0.6, top + i * step) for i in range(inputs)]
    shift = (inputs - outputs) / 2 * step
    last = [(left + 4.2, top + shift + j * step) for j in range(outputs)]
    net(
        card,
        [first, last],
        [matrix],
        inks=[INPUT, OUTPUT],
        radius=0.25,
        line_ink=(lambda _, i, j: _shade(i, j)) if shared else WEIGHT,
    )


def _matrix(card: Card, left: float, matrix, band, shared: bool) -> None:
    inputs, outputs = matrix.shape
    size = (0.92, 0.56)
    fills = {}
    for i, j in np.ndindex(matrix.shape):
        if band is None or band[i, j]:
            fills[i, j] = _shade(i, j) if shared else WEIGHT
    empty = [place for place in np.ndindex(matrix.shape) if place not in fills]
    place = (left + 2.4 - outputs * size[0] / 2, 7.0)
    cells(
        card, matrix, place, ink=WEIGHT, fills=fills, faint=empty, size=size, digits=1, type_size=11
    )


def draw_matrix(signal=(1, 0, 2, -1, 3, 1), kernel=KERNEL, *, at: int = 1, padding: int = 0):
    """Draw a convolution as one matrix product, x T, with one output and its column lit.

    Parameters
    ----------
    signal : array, shape (L,)
    kernel : array, shape (K,), K up to 3
    at : int
        Which output is lit.
    padding : int
        Zeros at each end of the signal.
    """
    signal, kernel = np.asarray(signal, dtype=float), np.asarray(kernel, dtype=float)
    matrix = toeplitz(kernel, len(signal), padding)
    output = signal @ matrix
    size = (0.95, 0.85)
    card = Card(len(signal) * size[1] + 3.0)
    columns = len(signal) + 2 * len(output)
    left = (card.width - columns * size[0] - 2.4) / 2
    middle = 1.15 + len(signal) * size[1] / 2
    taps = [m for m in range(len(kernel)) if 0 <= at + m - padding < len(signal)]
    window = [(0, at + m - padding) for m in taps]
    look = {"size": size, "digits": 2}
    x = cells(card, [signal], (left, middle - 0.42), ink=INPUT, name="$x$", lit=window, **look)
    fills = {
        (j + m - padding, j): SHADES[m]
        for j in range(len(output))
        for m in range(len(kernel))
        if 0 <= j + m - padding < len(signal)
    }
    empty = [place for place in np.ndindex(matrix.shape) if place not in fills]
    t = cells(
        card,
        matrix,
        (x.right + 1.2, 1.15),
        ink=WEIGHT,
        name="$T$",
        fills=fills,
        faint=empty,
        lit=[(at + m - padding, at) for m in taps],
        **look,
    )
    place = (t.right + 1.2, middle - 0.42)
    z = cells(card, [output], place, ink=OUTPUT, name="$z$", lit=[(0, at)], **look)
    card.write((x.right + t.left) / 2, middle, "@", size=16)
    card.write((t.right + z.left) / 2, middle, "=", size=18)
    pieces: list = [f"z[{at}] = "]
    for m in taps:
        value = signal[at + m - padding]
        pieces += [" + "] if m > taps[0] else []
        pieces += [(factor(value, 2), INPUT), " · ", (factor(kernel[m], 2), SHADES[m])]
    pieces += [(f" = {number(output[at], 2)}", OUTPUT)]
    rule = card.phrase(card.width / 2, card.height - 0.7, pieces)
    return card.figure, (
        f"A convolution as a matrix product. {x.words}; {t.words}; {z.words}. Along each diagonal "
        f"of T stands one weight. {rule.words}."
    )
