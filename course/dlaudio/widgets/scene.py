"""A scene: what a demo shows for one setting of its controls, as HTML and as words."""

import html
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from dlaudio.plots.frames import Frames
from dlaudio.plots.pictures import html_wanted


@dataclass(frozen=True)
class Scene:
    """One setting of a demo. By itself it is the still that stands in where widgets cannot run."""

    title: str
    text: str
    image: str = ""
    sound: str = ""

    @property
    def heading(self) -> str:
        return f"<p><strong>{html.escape(self.title)}</strong></p>"

    @property
    def status(self) -> str:
        """The text, marked so that screen readers say it whenever it changes."""
        # ipywidgets sets the lines of a paragraph as far apart as those of a row of controls
        style = "font-size: var(--jp-content-font-size1, 14px); line-height: 1.5"
        text = html.escape(self.text)
        return f'<p role="status" aria-live="polite" style="{style}">{text}</p>'

    def _repr_html_(self) -> str:
        # Nothing changes in a still, so it has no live region.
        return f"{self.heading}{self.image}{self.sound}<p>{html.escape(self.text)}</p>"

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"


def render(
    draw: Callable,
    params: dict,
    *,
    title: str,
    frames: Frames | None = None,
    kept: bool = False,
) -> Scene:
    """Call draw(**params), which returns (figure, text) or (figure, text, player).

    `frames` are those of the demo, if there have been pictures of it: the new one is laid out
    alike, and is there sooner. A picture that is `kept` in the notebook is made small.

    An error inside `draw` becomes the text of the scene, in one sentence: a reader who moves a
    slider is not debugging. A label of the figure, where it has one, describes the picture; then
    the text is only what changed, which is shown below it and read aloud at every change.
    """
    try:
        if not html_wanted():
            return Scene(title, _text(draw, params))
        with _titles_in_place():
            figure, text, *players = draw(**params)
        alt = figure.get_label() or text
        image = (frames or Frames()).image_html(figure, alt, kept=kept)
        sound = "".join(player._repr_html_() for player in players)
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return Scene(title, f"This setting cannot be drawn: {reason.rstrip('.')}.")
    return Scene(title, text, image, sound)


def _titles_in_place():
    """Titles go right above their axes: to look whether labels are there takes as long as a plot.

    Where there is no Matplotlib, `draw` says so better.
    """
    try:
        from matplotlib import rc_context
    except ImportError:
        return nullcontext()
    return rc_context({"axes.titley": 1.0})


_texts: dict[tuple, str] = {}


def _text(draw: Callable, params: dict) -> str:
    """The words of a setting; those of the course's own demos a second time from memory.

    A grader runs the cell of a demo for each student of a class, and nobody looks at the picture.
    """
    if not draw.__module__.startswith("dlaudio.widgets."):
        return draw(**params)[1]
    key = (draw, *params.items())
    if key not in _texts:
        _texts[key] = draw(**params)[1]
    return _texts[key]
