"""The one module that knows ipywidgets: labelled controls beside a scene that follows them."""

import html
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import ipywidgets

from dlaudio.plots.frames import Frames, without_pauses
from dlaudio.widgets.album import Album
from dlaudio.widgets.bundle import ASLEEP, LIVE, Beside
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.flipbook import flipbook, wanted
from dlaudio.widgets.scene import Scene

# When a picture is there, so are the controls. JupyterLab takes the arrow keys from menus unless it
# is told not to, and neither the handles of ipywidgets' sliders nor its Play buttons have names.
_READY = html.escape(
    "const d=this.closest('.dlaudio-demo');"
    "d.querySelectorAll('select').forEach(s=>s.dataset.lmSuppressShortcuts='true');"
    "d.querySelectorAll('.noUi-handle').forEach(h=>h.setAttribute('aria-label',"
    "h.closest('.dlaudio-control').querySelector('label').textContent));"
    "d.querySelectorAll('.widget-play button').forEach((b,i)=>"
    "b.setAttribute('aria-label',['Play or pause','Stop','Repeat'][i%3]))"
)


class Panel(Beside, ipywidgets.VBox):
    """Title, picture with the controls beside it, sound and text of a demo.

    Where the page is too narrow for both, the controls stand above the picture.

    Attributes
    ----------
    controls : dict
        The number box or menu of each parameter; set its `.value` to move it from Python.
    scene : Scene
        What is shown now.
    """

    def __init__(self, draw: Callable, scene: Scene, controls: dict, *, frames: Frames, live: bool):
        self.draw, self.scene, self.frames, self._said = draw, scene, frames, controls
        self.album = Album(draw, title=scene.title, controls=controls, frames=frames)
        room = 1 + round(0.55 * max((len(one.description) for one in controls.values()), default=0))
        self.controls = {name: _widget(control, room) for name, control in controls.items()}
        self.image, self.sound = ipywidgets.HTML(_picture(scene)), ipywidgets.HTML(scene.sound)
        self.text = ipywidgets.HTML(scene.status)
        self.rows = [_row(control, self.controls[name], live) for name, control in controls.items()]
        self.image.layout.margin = "0 1em 0 0"
        column = ipywidgets.VBox(self.rows, layout={"flex": "1 1 28em"})
        both = ipywidgets.HBox([self.image, column], layout={"flex_flow": "row wrap-reverse"})
        super().__init__([ipywidgets.HTML(ASLEEP + scene.heading), both, self.sound, self.text])
        self.add_class("dlaudio-demo").add_class(LIVE)
        for name, widget in self.controls.items():
            widget.observe(partial(self._update, name), names="value")

    def _update(self, name: str, change) -> None:
        params = {name: widget.value for name, widget in self.controls.items()}
        with without_pauses():
            self.scene = self.album.scene(params)
            self.image.value, self.text.value = _picture(self.scene), self.scene.status
            self.sound.value = self.scene.sound
        self.album.expect(params, name, change["old"])

    def beside(self) -> dict:
        """A still for pages without a kernel, or a flip-book if wanted."""
        book = self.flipbook() if wanted() else self.scene._repr_html_()
        return {"text/html": book, "text/plain": repr(self.scene)}

    def flipbook(self) -> str:
        """The demo as HTML that needs no kernel, with the controls where they stand now."""
        now = {
            name: replace(control, value=self.controls[name].value)
            for name, control in self._said.items()
        }
        return flipbook(
            self.draw, title=self.scene.title, controls=now, scene=self.scene, frames=self.frames
        )

    def __repr__(self) -> str:
        return repr(self.scene)


def _picture(scene: Scene) -> str:
    """The picture, which makes the controls ready when it is shown."""
    return scene.image and f'{scene.image.removesuffix(">")} onload="{_READY}">'


def _numbers(control: Slider) -> dict:
    return {"min": control.min, "max": control.max, "step": control.step, "value": control.value}


def _whole(control: Slider) -> bool:
    return all(isinstance(number, int) for number in _numbers(control).values())


def _widget(control: Slider | Choice, room: int):
    """The native number box or menu: its label is tied to it, and it answers to the arrow keys.

    The labels of a demo all get `room`, in em: no more, so that box and slider stand on one line.
    """
    looks = {
        "description": control.description,
        "style": {"description_width": f"{room}em"},
        "layout": {"width": f"{room + 7}em"},
    }
    if isinstance(control, Choice):
        looks["layout"] = {"width": f"{room + 13}em"}
        widget = ipywidgets.Dropdown(options=control.options, value=control.value, **looks)
    else:
        box = ipywidgets.BoundedIntText if _whole(control) else ipywidgets.BoundedFloatText
        widget = box(**_numbers(control), **looks)
    widget.tooltip = control.description  # without one, ipywidgets 8 shows the word "null"
    return widget


def _row(control: Slider | Choice, widget, live: bool):
    """A number box gets a slider beside it; the box alone has a label for all readers."""
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
    parts = [widget, slider, *([_player(control, slider)] if control.play else [])]
    row = ipywidgets.HBox(parts, layout={"flex_flow": "row wrap"})
    row.add_class("dlaudio-control")
    return row


def _player(control: Slider, slider):
    """Play, pause and stop for a control that goes on by itself, about 12 s from end to end."""
    steps = round((control.max - control.min) / control.step)
    play = ipywidgets.Play(min=0, max=steps, interval=min(700, max(150, 12_000 // steps)))
    play.value = round((control.value - control.min) / control.step)
    ipywidgets.link(
        (play, "value"),
        (slider, "value"),
        transform=(
            lambda place: control.min + place * control.step,
            lambda value: round((value - control.min) / control.step),
        ),
    )
    return play
