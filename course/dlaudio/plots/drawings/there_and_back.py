"""The law of a linear layer and its way back: the same sum of products at either end."""

import numpy as np

from dlaudio.plots.drawings.wirings import toeplitz
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells
from dlaudio.plots.parts.numbers import listed, sum_of


def draw(x=(1.0, 2.0, 0.0, -1.0), kernel=(3.0, 1.0), dz=(2.0, -1.0, 1.0)):
    """Draw x T = z with its product with dz, and dz T' = dx with its product with x.

    Parameters
    ----------
    x : array, shape (L,), L up to 4
    kernel : array, shape (K,)
        Slid along x, without padding.
    dz : array, shape (L - K + 1,)
        What comes back, one number an output.
    """
    x, kernel, dz = (np.asarray(a, dtype=float) for a in (x, kernel, dz))
    if len(x) > 4 or len(dz) != len(x) - len(kernel) + 1 or len(dz) < 2:
        raise ValueError(
            f"there_and_back needs up to 4 inputs and one slope an output, "
            f"got {len(x)} inputs, {len(kernel)} weights and {len(dz)} slopes"
        )
    T = toeplitz(kernel, len(x))
    z, dx = x @ T, dz @ T.T
    card = Card(7.4)
    _product(card, 0.6, "there", (x, T, z), ("$x$", "$T$", "$z$"), (INPUT, OUTPUT))
    _product(card, 9.2, "and back", (dz, T.T, dx), ("$dz$", r"$T^\top$", "$dx$"), (GRADIENT,) * 2)
    left = f"$z$ times $dz$:  {sum_of(z * dz)}"
    right = f"$x$ times $dx$:  {sum_of(x * dx)}"
    card.write(4.5, 6.6, left, size=13, bold=True)
    card.write(13.1, 6.6, right, size=13, bold=True)
    plain = f"{left}; {right}".replace("$", "")
    return card.figure, (
        f"A convolution as a product with a matrix, and its way back with the same matrix turned "
        f"on its side. x {listed(x)} becomes z {listed(z)}, dz {listed(dz)} gives dx {listed(dx)} "
        f"by the matrix {listed(T)}. {plain}: the same number."
    )


def _product(card: Card, left: float, title: str, arrays, names, inks) -> None:
    vector, matrix, result = arrays
    look = {"size": (0.62, 0.72), "digits": 2, "type_size": 12, "shape": False}
    middle = 3.6
    card.write(left + 3.9, 0.7, title, size=13, bold=True)
    row = middle - 0.36
    a = cells(card, vector, (left, row), ink=inks[0], name=names[0], **look)
    faint = [place for place in np.ndindex(matrix.shape) if matrix[place] == 0]
    top = middle - 0.72 * len(matrix) / 2
    b = cells(card, matrix, (a.right + 0.6, top), ink=WEIGHT, name=names[1], faint=faint, **look)
    c = cells(card, result, (b.right + 0.6, row), ink=inks[1], name=names[2], **look)
    card.write((a.right + b.left) / 2, middle, "@", ink=GREY, size=12)
    card.write((b.right + c.left) / 2, middle, "=", ink=PLAIN, size=14)
