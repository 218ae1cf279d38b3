"""Figures that no one has to see to read: each is displayed with its text.

Figures are made apart from pyplot, so nothing is left open behind the reader's back and nothing
appears by itself.
"""

import base64
import functools
import html
import logging
import sys
import warnings

import numpy as np

from dlaudio.notebook import shell
from dlaudio.plots.png import small_png

# Okabe & Ito, "Color Universal Design", 2008 (jfly.uni-koeln.de/color): eight colours that readers
# with any common kind of colour vision can tell apart.
OKABE_ITO = {
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky blue": "#56B4E9",
    "black": "#000000",
    "yellow": "#F0E442",
}
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "*")
NEGATIVE, POSITIVE = OKABE_ITO["blue"], OKABE_ITO["vermillion"]
DPI = 100
MARGIN = 0.09  # inches of white around a chart, and half of that between two of them
STROKE, NUMBERS, WORDS = "#8A91A0", "#5A6170", "#1F2430"  # of axes


def new_figure(width: float = 6.4, height: float = 3.2):
    """Empty figure of width x height inches (100 dots each), unknown to pyplot.

    Its axes look like those of the course's drawings: in grey, open at the top and on the right.
    """
    silent_figure((width, height), DPI)  # so that Matplotlib is imported without a word
    figure = _chart()(figsize=(width, height), dpi=DPI, layout="constrained")
    figure.get_layout_engine().set(w_pad=MARGIN, h_pad=MARGIN)
    return figure


@functools.cache
def _chart():
    """The class of such figures: Matplotlib is imported only where something is drawn."""
    from matplotlib.figure import Figure

    class Chart(Figure):
        edge = "#D5D9E0"  # the card of a drawing has the same one, drawn by itself

        def add_subplot(self, *args, **kwargs):
            ax = super().add_subplot(*args, **kwargs)
            if ax.name == "rectilinear":
                _plain_axes(ax)
            return ax

        def draw(self, renderer):
            for ax in self.axes:
                if ax.images and ax.name == "rectilinear" and ax.spines["left"].get_visible():
                    # A picture may be white at its edge, so it has a frame.
                    ax.spines[:].set(visible=True)
            super().draw(renderer)

    return Chart


def _plain_axes(ax) -> None:
    """Grey strokes at the left and at the bottom only, and words in the ink of the drawings."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[:].set_color(STROKE)
    ax.tick_params(colors=STROKE, labelcolor=NUMBERS, labelsize=10.5, length=3)
    for words in (ax.xaxis.label, ax.yaxis.label, ax.title):
        words.set_color(WORDS)


def silent_figure(size: tuple[float, float], dpi: int, layout: str | None = None):
    """Empty figure of that size in inches; Matplotlib's first import says nothing on stderr."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    # The first import may report on stderr that it builds a font cache: an error to a grader.
    logger.setLevel(logging.ERROR)
    try:
        from matplotlib.figure import Figure
    finally:
        logger.setLevel(level)
    return Figure(figsize=size, dpi=dpi, layout=layout)


def axes_or_new(ax, height: float = 3.2):
    """The axes given, or those of a new figure of that height in inches."""
    return new_figure(height=height).subplots() if ax is None else ax


class Picture:
    """A picture for a notebook, with its text for screen readers, terminals and exports."""

    def __init__(self, figure, alt: str):
        self.figure, self.alt = figure, alt

    def _repr_html_(self) -> str:
        return image_html(self.figure, self.alt)

    def __repr__(self) -> str:
        return self.alt


def show(fig_or_ax, alt: str) -> None:
    """Display a figure in the notebook and close it.

    Parameters
    ----------
    fig_or_ax : matplotlib Figure or Axes
    alt : str
        What there is to see, in words; it is all that a reader who cannot see the picture has.

    Raises
    ------
    ValueError
        If alt is empty, or the first argument is no figure.
    """
    from IPython.display import display

    figure = figure_of(fig_or_ax)
    _check_alt(alt)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    display(Picture(figure, alt))


def html_wanted() -> bool:
    """Whether anybody looks at more than text: a terminal and a grader do not, a notebook does."""
    here = shell()
    return here is None or "text/html" in here.display_formatter.active_types


def image_html(fig_or_ax, alt: str) -> str:
    """The figure as an HTML `<img>` that carries its PNG and its alternative text.

    It is shown at 100 pixels an inch. A figure with more dots than that keeps them, so that a
    drawing is sharp on screens with small pixels.

    Raises
    ------
    ValueError
        If alt is empty, or the first argument is no figure.
    """
    figure = figure_of(fig_or_ax)
    with warnings.catch_warnings():
        # A missing glyph or a tight layout is no news to the reader, and stderr fails a grade cell.
        warnings.simplefilter("ignore")
        return img(small_png(dots(figure, max(DPI, figure.dpi))), figure, alt)


def dots(figure, dpi: float) -> np.ndarray:
    """What `savefig` would write at so many dots an inch, drawn once and without a file between.

    Parameters
    ----------
    figure : matplotlib Figure
        It is left as it was.
    dpi : float

    Returns
    -------
    ndarray, shape (height, width, 4), uint8
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    before = figure.canvas, figure.dpi
    try:
        if dpi != figure.dpi:
            figure.dpi = dpi
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        return np.array(canvas.buffer_rgba())
    finally:
        figure.set_canvas(before[0])
        if figure.dpi != before[1]:
            figure.dpi = before[1]


def img(png: bytes, figure, alt: str) -> str:
    """A figure's PNG as an HTML `<img>`, as wide; alt must say something, or a ValueError.

    Its corners are round: a white card, on light and on dark pages.
    """
    _check_alt(alt)
    data = base64.b64encode(png).decode("ascii")
    style = f"width: {figure.get_figwidth() * DPI:.0f}px; max-width: 100%; border-radius: 8px"
    if (edge := getattr(figure, "edge", None)) is not None:
        style += f"; box-sizing: border-box; border: 1px solid {edge}"
    return f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'


def figure_of(fig_or_ax):
    """The figure itself, or that of axes; a ValueError if it is neither."""
    figure = fig_or_ax if hasattr(fig_or_ax, "savefig") else getattr(fig_or_ax, "figure", None)
    if not hasattr(figure, "savefig"):
        raise ValueError(f"need a figure or one axes, got {type(fig_or_ax).__name__}")
    return figure


def _check_alt(alt: str) -> None:
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"a picture needs alt, a text that says what there is to see, got {alt!r}")
