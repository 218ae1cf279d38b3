"""Two hidden units fold the square: their lines among the inputs, and where the corners land."""

import numpy as np

from dlaudio.datasets.truth_tables import XOR, corners
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow
from dlaudio.plots.parts.vectors import normal_line, note

ORDER = ("00", "01", "10", "11")


def draw(hidden=((-0.5, 1, 1), (-1.5, 1, 1)), output=(-0.5, 1, -1)):
    """Draw the lines of two hidden units over the inputs, and the output's over what they say.

    Parameters
    ----------
    hidden : array, shape (2, 3)
        A row [w0, w1, w2] a unit; a unit gives 1 where its score is above 0, else 0.
    output : array, shape (3,)
        Of the output unit, which listens to the hidden ones.
    """
    hidden, output = np.asarray(hidden, dtype=float), np.asarray(output, dtype=float)
    if hidden.shape != (2, 3) or output.shape != (3,):
        raise ValueError(f"folded_square needs (2, 3) and (3,), got {hidden.shape}, {output.shape}")
    X = corners(2)
    H = (hidden[:, 0] + X @ hidden[:, 1:].T > 0).astype(int)
    said = (output[0] + H @ output[1:] > 0).astype(int)
    card = Card(8.3)
    planes = []
    for left, name, title in [
        (1.5, "x", "what comes in"),
        (10.6, "h", "what the hidden units say"),
    ]:
        limits = {"xlim": (-0.6, 1.6), "ylim": (-0.6, 1.6)}
        plane = card.plane(left, 1.4, 5.6, 5.6, **limits, equal=True)
        plane.set(xticks=[0, 1], yticks=[0, 1])
        plane.set_xlabel(f"${name}_1$", fontsize=12)
        plane.set_ylabel(f"${name}_2$", fontsize=12)
        card.write(left + 2.8, 0.7, title, size=14, bold=True)
        planes.append(plane)
    before, after = planes
    for w, style in zip(hidden, ("-", "--"), strict=True):
        normal_line(before, w, ink=WEIGHT, style=style, width=2.6)
    normal_line(after, output, ink=OUTPUT, width=2.8)
    for place, wanted, name in zip(X, XOR, ORDER, strict=True):
        _corner(before, place, wanted)
        note(before, place, name, (12, 10), INPUT, 12)
    met = []
    for spot in np.unique(H, axis=0):
        here = [i for i in range(4) if (H[i] == spot).all()]
        mixed = len({int(XOR[i]) for i in here}) > 1
        _corner(after, spot, XOR[here[0]], mixed=mixed)
        names = " and ".join(ORDER[i] for i in here)
        note(after, spot, names, (0, 13 if len(here) == 1 else -13), INPUT, 12)
        met.append(f"{names} at ({spot[0]}, {spot[1]})")
    arrow(card, (7.7, 4.2), (9.3, 4.2), ink=PLAIN)
    right = int((said == XOR).sum())
    verdict = f"{right} of 4 right"
    card.write(8.5, 3.6, verdict, ink=OUTPUT if right == 4 else PLAIN, size=12.5, bold=True)
    card.write(8.8, 7.85, "filled: the answer should be 1", ink=GREY)
    return card.figure, (
        f"Left the four inputs with the lines of the two hidden units, the first full, the second "
        f"dashed. Right where the inputs land as (h1, h2): {'; '.join(met)}; the output's line "
        f"runs between them. {verdict}. Filled: the answer should be 1."
    )


def _corner(plane, place, on, *, mixed: bool = False) -> None:
    fill = GREY.line if mixed else OUTPUT.line if on else "white"
    plane.plot(*place, "o", ms=15, mfc=fill, mec=OUTPUT.line, mew=2, zorder=5)
