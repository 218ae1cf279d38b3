"""A flip-book: a demo without a kernel, its main control drawn ahead, in one piece of HTML.

There is no script outside it, and none inside either: each element carries what it does in its own
attributes, as the players do (`dlaudio.audio.strip`). Where a page removes such attributes, the
first state is left, which is the still that the demo had anyway.
"""

import base64
import html
import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dlaudio.plots.frames import Frames
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.scene import Scene, render

MOST_BYTES = 400_000
STATES, FRAMES = 9, 16  # at most, of a demo and of an animation
VARIABLE = "DLAUDIO_FLIPBOOKS"  # set to 1 where notebooks are run for a page without a kernel

_PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
_WEBP = re.compile(r"data:image/webp;base64,([A-Za-z0-9+/=]+)")
_SOUND = re.compile(r"data:audio/wav;base64,([A-Za-z0-9+/=]+)")
_MP3_RATES = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000}

# What the elements do: `b` is the book, `r` its slider.
_TURN = html.escape(
    "const b=this.closest('.dlaudio-flipbook'),s=this.value,"
    "o=b.querySelectorAll('[data-state]');let playing=false;"
    "o.forEach((e,i)=>{if(i==s)return;e.hidden=true;const a=e.querySelector('audio');"
    "if(a&&!a.paused){a.pause();playing=true}});"
    "o[s].hidden=false;const v=o[s].dataset.value;b.querySelector('output').textContent=v;"
    "this.setAttribute('aria-valuetext',v);"
    "const a=o[s].querySelector('audio');if(a&&playing){a.currentTime=0;a.play()}"
)
_PLAY = html.escape(
    "const t=this,b=t.closest('.dlaudio-flipbook'),r=b.querySelector('input');"
    "const stop=()=>{clearInterval(t.timer);t.timer=0;t.textContent='▶ Play'};"
    "if(t.timer){stop();return}if(r.value==r.max)r.value=-1;t.textContent='❚❚ Pause';"
    "const go=()=>{if(!b.isConnected||r.value==r.max){stop();return}"
    "r.value=+r.value+1;r.dispatchEvent(new Event('input'))};t.timer=setInterval(go,700)"
)


@dataclass(frozen=True)
class State:
    """One page of the book: the main control's value in words, and what is shown with it."""

    value: str
    scene: Scene

    @property
    def size(self) -> int:
        return len(self.scene.image) + len(self.scene.sound) + 2 * len(self.scene.text)


def wanted() -> bool:
    """Whether whoever runs this notebook wants flip-books; notebooks in git stay light."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def flipbook(
    draw: Callable,
    *,
    title: str,
    controls: dict[str, Slider | Choice],
    scene: Scene | None = None,
    frames: Frames | None = None,
    most_bytes: int = MOST_BYTES,
) -> str:
    """A demo as HTML that needs nothing else: a slider with arrow keys over some of its states.

    Parameters
    ----------
    draw, title, controls
        As of `dlaudio.widgets.demo.demo`. The main control is the one to be played
        (`Slider(..., play=True)`), or the first; the others stay where they are.
    scene : Scene, optional
        The state at the controls' values, if it has been drawn already.
    frames : Frames, optional
        Those that it was drawn with, so that the others are laid out alike.
    most_bytes : int
        What the book may take. Sounds become MP3 and states are left out until it fits.

    Returns
    -------
    html : str

    Raises
    ------
    ValueError
        If there is no control.
    """
    if not controls:
        raise ValueError("a flip-book needs at least one control, got none")
    name = main_control(controls)
    control = controls[name]
    fixed = {other: c.value for other, c in controls.items()}
    states, frames = [], frames or Frames()
    for value in values(control):
        first = scene is not None and value == control.value
        shown = scene if first else render(draw, fixed | {name: value}, title=title, frames=frames)
        states.append(State(_words(value, control), _light(shown)))
    opened = values(control).index(control.value)
    states, opened = _fitting(states, opened, most_bytes - 6000)
    others = [c for other, c in controls.items() if other != name]
    return _html(title, control, states, opened, others)


def main_control(controls: dict[str, Slider | Choice]) -> str:
    """Name of the control that is played, or else of the first."""
    played = [name for name, control in controls.items() if getattr(control, "play", False)]
    return (played or list(controls))[0]


def values(control: Slider | Choice) -> list:
    """Some of a control's values, from its first to its last; where it stands now is among them."""
    if isinstance(control, Choice):
        options = list(control.options)
        kept = options[:STATES]
        return kept if control.value in kept else [*kept[:-1], control.value]
    steps = round((control.max - control.min) / control.step)
    count = min(steps + 1, FRAMES if control.play else STATES)
    here = (control.value - control.min) / control.step
    whole = all(isinstance(n, int) for n in (control.min, control.step, control.value))
    found = []
    for place in spread(steps, count, here):
        value = control.min + place * control.step
        value = control.value if place == round(here) else value
        found.append(value if whole else round(value, 9))
    return found


def _words(value, control: Slider | Choice) -> str:
    unit = getattr(control, "unit", "")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{text} {unit}".strip()


def _light(scene: Scene) -> Scene:
    """The same scene with its PNG as WebP, where that is smaller."""
    return replace(scene, image=_PICTURE.sub(_encoded, scene.image))


def _encoded(match: re.Match, width: int | None = None) -> str:
    """A picture as WebP, at most `width` pixels wide."""
    from PIL import Image

    picture = Image.open(io.BytesIO(base64.b64decode(match[1]))).convert("RGBA").convert("RGB")
    if width is not None:
        picture.thumbnail((width, 10 * width))
    made = io.BytesIO()
    picture.save(made, "WEBP", quality=82, method=4)
    data = base64.b64encode(made.getvalue()).decode("ascii")
    return f"data:image/webp;base64,{data}" if len(data) < len(match[1]) else match[0]


def _mp3(match: re.Match) -> str:
    """A WAV as MP3 where libsndfile can; every browser plays it, at a tenth of the size."""
    import soundfile

    y, sr = soundfile.read(io.BytesIO(base64.b64decode(match[1])))
    if sr not in _MP3_RATES or "MP3" not in soundfile.available_formats():
        return match[0]
    made = io.BytesIO()
    soundfile.write(made, y, sr, format="MP3")
    return f"data:audio/mpeg;base64,{base64.b64encode(made.getvalue()).decode('ascii')}"


def _fitting(states: list[State], opened: int, room: int) -> tuple[list[State], int]:
    """States that fit, and which of them is shown first.

    What is given up, in this order: exact sound, dots for screens with small pixels, states.
    """
    for change in (_compressed, _coarse):
        if sum(state.size for state in states) > room:
            states = [State(state.value, change(state.scene)) for state in states]
    n = len(states)
    kept = range(n)
    for count in range(n - 1, 0, -1):
        if sum(states[i].size for i in kept) <= room:
            break
        kept = spread(n - 1, count, opened)
    return [states[i] for i in kept], list(kept).index(opened)


def spread(last: int, count: int, here: float) -> list[int]:
    """`count` places from 0 to `last`, evenly; `here` rounded is one of them."""
    places = sorted({round(i * last / max(count - 1, 1)) for i in range(count)})
    nearest = min(range(len(places)), key=lambda i: abs(places[i] - here))
    places[nearest] = round(here)
    return places


def _compressed(scene: Scene) -> Scene:
    return replace(scene, sound=_SOUND.sub(_mp3, scene.sound))


def _coarse(scene: Scene) -> Scene:
    return replace(scene, image=_WEBP.sub(lambda found: _encoded(found, 800), scene.image))


def _html(title, control, states: list[State], opened: int, others) -> str:
    label = html.escape(control.description)
    pages = "".join(
        f'<div data-state data-value="{html.escape(state.value)}"'
        f"{'' if i == opened else ' hidden'}>"
        f"{state.scene.image}{state.scene.sound}<p>{html.escape(state.scene.text)}</p></div>"
        for i, state in enumerate(states)
    )
    if len(states) == 1:
        return states[0].scene._repr_html_()
    play = ""
    if getattr(control, "play", False):
        play = f'<button type="button" onclick="{_PLAY}" style="min-height: 28px">▶ Play</button> '
    more = "; ".join(f"{other.description}: {_words(other.value, other)}" for other in others)
    note = f"<p><small>Here {html.escape(more)}. In the notebook they move too.</small></p>"
    now = html.escape(states[opened].value)
    return (
        '<div class="dlaudio-flipbook" data-lm-suppress-shortcuts="true">'
        f"<p><strong>{html.escape(title)}</strong></p>"
        f'<p><label>{label} <input type="range" min="0" max="{len(states) - 1}" step="1" '
        f'value="{opened}" aria-valuetext="{now}" oninput="{_TURN}" autocomplete="off" '
        'style="width: 16em; max-width: 60%; vertical-align: middle"></label> '
        f'<output aria-live="off">{now}</output> {play}</p>'
        f'<div aria-live="polite">{pages}</div>{note if others else ""}</div>'
    )
