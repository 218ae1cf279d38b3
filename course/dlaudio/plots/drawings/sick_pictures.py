"""A word as it should look, and with a fault in the chain, side by side."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, Card
from dlaudio.plots.parts.images import image


def draw(pictures: Mapping[str, np.ndarray] | None = None):
    """Draw six pictures, each scaled by itself.

    Parameters
    ----------
    pictures : dict of arrays (bands, frames), optional
        Six of them; those of `dlaudio.datasets.sick_features` if not given.
    """
    if pictures is None:
        from dlaudio.datasets.sick_features import sick_features

        pictures = sick_features()
    if len(pictures) != 6:
        raise ValueError(f"sick_pictures needs six pictures, got {len(pictures)}")
    card = Card(9.4)
    for k, (name, values) in enumerate(pictures.items()):
        row, column = divmod(k, 3)
        place = (0.7 + 5.6 * column, 1.1 + 4.4 * row)
        image(card, values, place, (5.0, 2.9), name=name)
        shape = f"{len(values)} bands, {values.shape[1]} frames"
        card.write(place[0] + 2.5, place[1] + 3.3, shape, ink=GREY, size=11)
    told = ", ".join(f"{name} {v.shape[0]} × {v.shape[1]}" for name, v in pictures.items())
    return card.figure, f"One word in mel bands over time, right and with five faults: {told}."
