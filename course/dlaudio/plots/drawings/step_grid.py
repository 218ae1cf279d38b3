"""The steps of a rhythm as rows of squares: where a drum was struck, and where one was found."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, box

STRUCK = (1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0)


def draw(struck=STRUCK, found=STRUCK, *, called: str = "found"):
    """Draw two rows of steps; where they disagree, the second is red.

    Parameters
    ----------
    struck, found : arrays of 0 and 1, shape (steps,), up to 16 steps
    called : str
        What the second row is; only of what is "found" is said how much is right.
    """
    struck, found = (np.asarray(row).astype(int).ravel() for row in (struck, found))
    if struck.shape != found.shape or not 1 <= len(struck) <= 16:
        raise ValueError(
            f"step_grid needs two rows of up to 16 steps, got {len(struck)} and {len(found)}"
        )
    card = Card(3.7 if called == "found" else 3.1)
    for y, name, row in [(0.9, "struck", struck), (2.0, called, found)]:
        card.write(0.6, y + 0.42, name, ink=GREY, align="left", size=12.5)
        for step, hit in enumerate(row):
            ink = (INPUT if name == "struck" else OUTPUT) if hit else GREY
            ink = ink if hit == struck[step] else GRADIENT
            box(card, (2.6 + 0.9 * step, y), (0.8, 0.84), "×" if hit else "", ink=ink, type_size=14)
    right = int((struck == found).sum())
    judged = called == "found"
    if judged:
        card.write(9.8, 3.25, f"{right} of {len(struck)} steps right", ink=GREY, size=12)
    rows = [", ".join(str(i) for i in np.flatnonzero(row)) or "none" for row in (struck, found)]
    return card.figure, (
        f"Steps with a hit, counted from 0. Struck: {rows[0]}. {called.capitalize()}: {rows[1]}."
        + f" {right} of {len(struck)} steps are right." * judged
    )
