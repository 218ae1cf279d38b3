"""Turn a query: which key it asks, how the weights are shared out, what comes back."""

import numpy as np

from dlaudio.plots.drawings import attention
from dlaudio.widgets.controls import Slider

TITLE = "A query asks four keys"
CONTROLS = {
    "angle": Slider(0, 345, 15, 0, "direction of the query", "degrees"),
    "length": Slider(0.0, 8.0, 0.5, 2.0, "length of the query"),
}


def draw(angle: int, length: float):
    """The drawing of attention for a query of that direction and length.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    turn = np.deg2rad(angle)
    query = length * np.array([np.cos(turn), np.sin(turn)])
    scores = np.array(attention.KEYS) @ query
    figure, text = attention.draw(query, lit=int(scores.argmax()), divided=False)
    return figure, f"Direction {angle} degrees, length {length:g}. {text}"
