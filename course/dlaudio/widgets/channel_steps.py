"""Move the window of a convolution with channels: one sum a channel, one cell of one output map."""

from dlaudio.plots.drawings import convolution
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Two channels in, two filters, two channels out"
WIDE, PLACES = 3, 6  # of the output that the drawing has
CONTROLS = {
    "place": Slider(1, PLACES, 1, 2, "place of the window", play=True),
    "filter": Choice((0, 1), 0, "filter"),
}


def draw(place: int, filter: int):
    """The drawing of a filter over two channels, the window at its `place`, counted row by row.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    row, column = divmod(place - 1, WIDE)
    figure, text = convolution.draw_channels(row, column, lit=filter)
    figure.set_label(text)  # all numbers, for those who cannot see them; the sum is the news
    total, rule = text.rstrip(".").split(". ")[-2:]
    return figure, f"Place {place} of {PLACES}, filter {filter}: {total}. {rule}."
