"""An array as an image in a frame of a card: light where it is large, with its name above."""

import numpy as np

from dlaudio.plots.parts.card import Card
from dlaudio.plots.parts.inks import PLAIN, Ink


def image(
    card: Card,
    values,
    place: tuple[float, float],
    size: tuple[float, float],
    *,
    name: str = "",
    xlabel: str = "",
    ylabel: str = "",
    extent: tuple[float, float, float, float] | None = None,
    limits: tuple[float, float] | None = None,
    ink: Ink = PLAIN,
):
    """Draw an array, row 0 at the bottom; returns the axes.

    Parameters
    ----------
    card : Card
    values : array, shape (rows, columns)
    place, size : (left, top), (width, height)
        In units of the card.
    name, xlabel, ylabel : str
    extent : (x of the left, of the right, y of the bottom, of the top), optional
        What the axes count; without it they have no numbers.
    limits : (darkest, lightest value), optional
    ink : Ink
        Of the name.
    """
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or not values.size or not np.isfinite(values).all():
        raise ValueError(f"image needs finite numbers (rows, columns), got shape {values.shape}")
    rows, columns = values.shape
    box = extent or (0, columns, 0, rows)
    (left, top), (width, height) = place, size
    plane = card.plane(
        left, top, width, height, xlim=box[:2], ylim=box[2:], xlabel=xlabel, ylabel=ylabel
    )
    low, high = limits or (values.min(), values.max())
    look = {"origin": "lower", "aspect": "auto", "interpolation": "nearest", "cmap": "magma"}
    plane.imshow(values, extent=box, vmin=low, vmax=high, **look)
    if extent is None:
        plane.set(xticks=[], yticks=[])
    if name:
        card.write(left + width / 2, top - 0.35, name, size=12, bold=True, ink=ink)
    return plane
