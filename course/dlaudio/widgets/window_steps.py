"""Move the window of a convolution: its products, their sum, the cell of the output."""

from dlaudio.plots.drawings import convolution
from dlaudio.plots.parts.windows import slide
from dlaudio.widgets.controls import Slider

TITLE = "A window, nine products, one sum"
CONTROLS = {
    "place": Slider(1, 25, 1, 5, "place of the window", play=True),
    "stride": Slider(1, 2, 1, 1, "stride"),
    "padding": Slider(0, 1, 1, 0, "padding"),
    "dilation": Slider(1, 2, 1, 1, "dilation"),
}


def draw(place: int, stride: int, padding: int, dilation: int):
    """The drawing of a convolution with the window at its `place`, counted row by row.

    After the last place of the output it begins again with the first.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    looks = {"stride": stride, "padding": padding, "dilation": dilation}
    _, output = slide(convolution.IMAGE, convolution.KERNEL, **looks)
    rounds, shown = (place - 1) // output.size + 1, (place - 1) % output.size + 1
    row, column = divmod(shown - 1, output.shape[1])
    figure, text = convolution.draw(row, column, **looks)
    figure.set_label(text)  # all numbers, for those who cannot see them; the sum is the news
    again = f", round {rounds}" if rounds > 1 else ""
    said = f"Place {shown} of {output.size}{again}. {text[text.index('Lit: ') + len('Lit: ') :]}"
    return figure, said
