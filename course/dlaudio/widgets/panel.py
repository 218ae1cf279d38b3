"""The one module that knows ipywidgets: labelled controls above a scene that follows them."""

from collections.abc import Callable

import ipywidgets

from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.scene import Scene, render


class Panel(ipywidgets.VBox):
    """Title, controls, picture, sound and text of a demo, in this order.

    Attributes
    ----------
    controls : dict
        The number box or menu of each parameter; set its `.value` to move it from Python.
    scene : Scene
        What is shown now.
    """

    def __init__(self, draw: Callable, scene: Scene, controls: dict, *, live: bool):
        self.draw, self.scene = draw, scene
        self.controls = {name: _widget(control) for name, control in controls.items()}
        self.image, self.sound = ipywidgets.HTML(scene.image), ipywidgets.HTML(scene.sound)
        self.text = ipywidgets.HTML(scene.status)
        rows = [_row(control, self.controls[name], live) for name, control in controls.items()]
        super().__init__([ipywidgets.HTML(scene.heading), *rows, self.image, self.sound, self.text])
        for widget in self.controls.values():
            widget.observe(self._update, names="value")

    def _update(self, change) -> None:
        params = {name: widget.value for name, widget in self.controls.items()}
        self.scene = render(self.draw, params, title=self.scene.title)
        self.image.value, self.sound.value = self.scene.image, self.scene.sound
        self.text.value = self.scene.status

    def _repr_mimebundle_(self, **kwargs) -> dict:
        """Besides the widget, a still for pages without a kernel, such as nbconvert's."""
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/html"] = self.scene._repr_html_()
        bundle["text/plain"] = repr(self.scene)
        return bundle

    def __repr__(self) -> str:
        return repr(self.scene)


def _numbers(control: Slider) -> dict:
    return {"min": control.min, "max": control.max, "step": control.step, "value": control.value}


def _whole(control: Slider) -> bool:
    return all(isinstance(number, int) for number in _numbers(control).values())


def _widget(control: Slider | Choice):
    """The native number box or menu: its label is tied to it, and it answers to the arrow keys."""
    looks = {
        "description": control.description,
        "style": {"description_width": "20em"},
        "layout": {"width": "27em"},
    }
    if isinstance(control, Choice):
        looks["layout"] = {"width": "33em"}
        widget = ipywidgets.Dropdown(options=control.options, value=control.value, **looks)
    else:
        box = ipywidgets.BoundedIntText if _whole(control) else ipywidgets.BoundedFloatText
        widget = box(**_numbers(control), **looks)
    widget.tooltip = control.description  # without one, ipywidgets 8 shows the word "null"
    return widget


def _row(control: Slider | Choice, widget, live: bool):
    """A number box gets a slider beside it.

    The slider alone would not do: the handle that ipywidgets draws has no name for screen readers.
    """
    if isinstance(control, Choice):
        return widget
    kind = ipywidgets.IntSlider if _whole(control) else ipywidgets.FloatSlider
    slider = kind(
        **_numbers(control), readout=False, continuous_update=live, layout={"width": "16em"}
    )
    # Rounded, because three steps of 0.1 must read 0.3 and not 0.30000000000000004.
    ipywidgets.link(
        (slider, "value"),
        (widget, "value"),
        transform=(lambda value: round(value, 9), lambda value: value),
    )
    return ipywidgets.HBox([widget, slider], layout={"flex_flow": "row wrap"})
