"""`demo` turns a plain function `draw(**params)` into something to play with in a notebook."""

from collections.abc import Callable

from dlaudio.plots.frames import Frames
from dlaudio.plots.pictures import html_wanted
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.scene import render


def demo(draw: Callable, *, title: str, controls: dict[str, Slider | Choice], slow: bool = False):
    """Show `draw` with a control for each of its parameters.

    Parameters
    ----------
    draw : function
        draw(**params) returns (figure, text) or (figure, text, player): a Matplotlib figure, what
        there is to see in words, and an object of `dlaudio.audio.play`. An error it raises is
        shown as one sentence.
    title : str
    controls : dict
        A `Slider` or a `Choice` for each parameter of `draw`, by name.
    slow : bool
        Draw only when a slider is let go of. A draw with sound always waits for that.

    Returns
    -------
    panel : ipywidgets VBox, or a still Scene where ipywidgets is not installed
        As the last line of a cell it displays itself. Without a front end (a plain terminal, a page
        made by nbconvert) it shows the first figure and its text.

    Raises
    ------
    ValueError
        If a control is neither a Slider nor a Choice.
    """
    for name, control in controls.items():
        if not isinstance(control, (Slider, Choice)):
            raise ValueError(
                f"control {name!r} needs a Slider or a Choice, got {type(control).__name__}"
            )
    first = {name: control.value for name, control in controls.items()}
    frames = Frames()
    scene = render(draw, first, title=title, frames=frames, kept=True)
    if not html_wanted():
        return scene
    try:
        from dlaudio.widgets.panel import Panel
    except ImportError:
        return scene
    return Panel(draw, scene, controls, frames=frames, live=not (slow or scene.sound))
