"""Pictures that follow each other quickly and do not jump: one demo's, laid out once.

Of what Matplotlib does for a picture, two things take as long as the drawing: it solves where axes
and their labels go, and it squeezes the PNG. Here the first is done once for all pictures that are
built alike, and the second lightly. `bench/demos.py` measures what that leaves.
"""

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from dlaudio.plots.pictures import DPI, figure_of, img
from dlaudio.plots.png import png, small_png


@dataclass
class _Layout:
    """Where everything stands, and the longest label of each vertical axis that has room there."""

    axes: list  # place in the figure, anchor
    texts: list[tuple[float, float]]
    longest: list[int]


class Frames:
    """The pictures of one demo. From one to the next, margins stay and only grow.

    Attributes
    ----------
    grown : int
        How often they grew, so that pictures from before stand elsewhere.
    """

    def __init__(self):
        self.grown = 0
        self._renderer, self._layouts = None, {}

    def image_html(self, fig_or_ax, alt: str, *, kept: bool = False) -> str:
        """As `pictures.image_html`, for a figure that is not shown anywhere else.

        What is `kept`, as in a saved notebook, is made small, which takes longer.

        Raises
        ------
        ValueError
            If alt is empty, or the first argument is no figure.
        """
        figure = figure_of(fig_or_ax)
        figure.set_dpi(max(DPI, figure.dpi))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a missing glyph is no news to the reader
            dots = self._dots(figure)
        return img((small_png if kept else png)(dots), figure, alt)

    def _dots(self, figure) -> np.ndarray:
        renderer, engine = self._cleared(figure), figure.get_layout_engine()
        if engine is None:
            figure.draw(renderer)
        else:
            built = _built(figure)
            known = self._layouts.get(built)
            if known is not None:
                _apply(known, figure)
                figure.draw(renderer)
                longest = [_longest(ax) for ax in figure.axes]
                if any(new > old for new, old in zip(longest, known.longest, strict=True)):
                    known = None
                    self.grown += 1
            if known is None:
                figure.set_layout_engine(engine)
                renderer = self._cleared(figure)
                figure.draw(renderer)  # solves the layout first
                self._layouts[built] = _solved(figure)
        return np.asarray(renderer.buffer_rgba())

    def _cleared(self, figure):
        """An empty renderer for the figure. The last one, if it fits: it has measured the words."""
        from matplotlib.backends.backend_agg import RendererAgg

        size = (*figure.bbox.size, figure.dpi)
        if self._renderer is None or self._renderer[0] != size:
            self._renderer = size, RendererAgg(*size)
        self._renderer[1].clear()
        return self._renderer[1]


@contextmanager
def without_pauses() -> Iterator[None]:
    """Python's collector looks at all there is now and then, for 0.2 s; afterwards at what is new.

    Figures hold themselves in circles, so that without it they would stay: 4 ms here, each time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
            gc.collect(1)


def _built(figure) -> tuple:
    """What two figures must have in common to be laid out alike."""
    axes = [
        tuple(text.count("\n") + bool(text) for text in
              (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()))
        for ax in figure.axes
    ]  # fmt: skip
    words = [text.get_text().count("\n") for text in figure.texts]
    return tuple(axes), tuple(words), len(figure.legends), tuple(figure.get_size_inches())


def _longest(ax) -> int:
    """Characters in the longest label beside the vertical axis, as it was drawn."""
    return max((len(tick.label1.get_text()) for tick in ax.yaxis.majorTicks), default=0)


def _solved(figure) -> _Layout:
    places = [(ax.get_position(original=True), ax.get_anchor()) for ax in figure.axes]
    texts = [text.get_position() for text in figure.texts]
    return _Layout(places, texts, [_longest(ax) for ax in figure.axes])


def _apply(layout: _Layout, figure) -> None:
    figure.set_layout_engine("none")
    for ax, (place, anchor) in zip(figure.axes, layout.axes, strict=True):
        ax.set_position(place, which="original")
        ax.set_position(place, which="active")
        ax.set_anchor(anchor)
        ax.set_in_layout(True)  # which setting a position has changed
    for text, place in zip(figure.texts, layout.texts, strict=True):
        text.set_position(place)
