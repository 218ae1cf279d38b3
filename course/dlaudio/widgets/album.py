"""An album: scenes of a demo that have been drawn, some before anybody asks for them.

Whoever moves a control will move it again: while they look at one scene, the kernel draws its
neighbours. A key is then answered from the album, in the time that the way to the browser takes.
"""

import asyncio
from collections.abc import Callable

from dlaudio.plots.frames import Frames, without_pauses
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.scene import Scene, render

KEPT = 40  # scenes; one is 0.1 to 0.4 MB
AHEAD = 2  # steps in the direction of the last one
PAUSE = 0.02  # s between two that are drawn ahead, for whatever else the kernel is asked


class Album:
    """The scenes of one demo.

    Only a draw of this package is remembered: one that a reader wrote may depend on more than its
    parameters.

    Parameters
    ----------
    draw, title
        As of `dlaudio.widgets.demo.demo`.
    controls : dict
        What each parameter may be.
    frames : Frames
        Those that all pictures of the demo are laid out with.
    """

    def __init__(self, draw: Callable, *, title: str, controls: dict, frames: Frames):
        self.draw, self.title, self.controls, self.frames = draw, title, controls, frames
        self._pure = draw.__module__.startswith("dlaudio.widgets.")
        self._scenes, self._grown, self._plan, self._timer = {}, 0, [], None

    def scene(self, params: dict) -> Scene:
        """The scene of these parameters, drawn unless it is there."""
        key = tuple(params.items())
        scene = self._scenes.pop(key, None)
        if scene is None:
            scene = render(self.draw, params, title=self.title, frames=self.frames)
            if self._grown != self.frames.grown:  # the others have other margins: it would jump
                self._scenes.clear()
                self._grown = self.frames.grown
        if self._pure:
            self._scenes[key] = scene  # the newest is last
            while len(self._scenes) > KEPT:
                del self._scenes[next(iter(self._scenes))]
        return scene

    def expect(self, params: dict, moved: str, before) -> None:
        """Draw what may come next as soon as the kernel has nothing else to do.

        Parameters
        ----------
        params : dict
            Those of the scene that is shown.
        moved : str
            The control that led there.
        before
            Its value then.
        """
        if not self._pure:
            return
        plan = [
            params | {moved: value}
            for value in following(self.controls[moved], before, params[moved])
        ]
        for name, control in self.controls.items():
            if name != moved:
                plan += [params | {name: value} for value in neighbours(control, params[name])]
        self._plan = [one for one in plan if tuple(one.items()) not in self._scenes]
        self._later()

    def _later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._plan:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel: nobody waits
            self._plan = []
            return
        self._timer = loop.call_later(PAUSE, self._one)

    def _one(self) -> None:
        self._timer = None
        with without_pauses():
            self.scene(self._plan.pop(0))
        self._later()


def following(control: Slider | Choice, before, now) -> list:
    """Values that may come after a move from `before` to `now`: on, and back."""
    way = 1 if _place(control, now) >= _place(control, before) else -1
    steps = [way * step for step in (*range(1, AHEAD + 1), -1)]
    return _values(control, now, steps)


def neighbours(control: Slider | Choice, now) -> list:
    """The values one step above and below."""
    return _values(control, now, (1, -1))


def _place(control: Slider | Choice, value) -> float:
    """Where a value stands on its control, in steps from the first."""
    if isinstance(control, Choice):
        return list(control.options).index(value)
    return (value - control.min) / control.step


def _values(control: Slider | Choice, now, steps) -> list:
    """The values so many steps further, as the control would give them, if they are on it."""
    if isinstance(control, Choice):
        options = list(control.options)
        places = [options.index(now) + step for step in steps]
        return [options[place] for place in places if 0 <= place < len(options)]
    found = [now + step * control.step for step in steps]
    found = [value if isinstance(value, int) else round(value, 9) for value in found]
    return [value for value in found if control.min <= value <= control.max]
