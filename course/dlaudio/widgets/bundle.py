"""What a widget shows besides itself, where there is no kernel; with ipywidgets 7, too.

Colab keeps ipywidgets 7.7.1, whose widgets display themselves and leave no room for a still.
"""

# In a notebook that is opened again, ipywidgets puts a red broken chain before every single part.
# One sentence says it better; it is for whatever has the class `LIVE`.
LIVE = "dlaudio-live"
ASLEEP = (
    f"<style>.{LIVE} .jupyter-widgets-disconnected::before {{content: none !important}}"
    f" .{LIVE}.jupyter-widgets-disconnected::before {{display: block; padding: 0 0 4px;"
    " content: 'Run this cell, and it answers again.'; color: var(--jp-ui-font-color1);"
    " font: italic var(--jp-ui-font-size1, 13px) var(--jp-ui-font-family, sans-serif)}</style>"
)
VIEW = "application/vnd.jupyter.widget-view+json"


def view(widget, **kwargs) -> dict:
    """The widget itself by MIME type, as ipywidgets 8 gives it."""
    above = getattr(widget, "_repr_mimebundle_", None)
    if above is not None:
        return above(**kwargs)
    model = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"text/plain": repr(widget), VIEW: model}


class Beside:
    """Base, named before that of ipywidgets, of a widget that shows `beside()` besides itself."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if hasattr(cls, "_ipython_display_"):  # ipywidgets 7
            cls._ipython_display_ = _display

    def beside(self) -> dict:
        """What else there is, by MIME type."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs) -> dict:
        return view(super(), **kwargs) | self.beside()


def _display(widget: Beside, **kwargs) -> None:
    from IPython.display import display

    display(widget._repr_mimebundle_(), raw=True)
    handled = getattr(widget, "_handle_displayed", None)
    if handled is not None:
        handled(**kwargs)
