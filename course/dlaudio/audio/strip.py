"""The page of a player: title, strip, buttons and the browser's own controls, in one piece of HTML.

There is no script outside it, and none inside either: each element carries what it does in its
own attributes, so it also works where HTML is put into a page that is already there (ipywidgets).
Strip and buttons are an attribute of the sound, which puts them above itself once it is loaded.
Where a page removes such attributes (a notebook that is not trusted), title, controls and text are
left, and nothing that does not answer.
"""

import html

import numpy as np

_COLUMNS = 240  # lines in the strip
_HEAD = "#D55E00"  # vermillion, as in the plots
# A shadow of the playhead, wider than any page, over all that is to its right.
_VEIL = "box-shadow: 2000px 0 0 1999px rgba(128, 128, 128, 0.28); "

# What the elements do. `f` is the figure, `a` its sound.
_FIND = "const f=this.closest('figure'),a=f.querySelector('audio');"
_LOADED = html.escape(
    "if(this.dataset.strip){this.insertAdjacentHTML('beforebegin',this.dataset.strip);"
    "delete this.dataset.strip}"
)
_MOVE = html.escape(
    "const s=this.closest('figure').querySelector('[role=slider]');"
    "s.lastChild.style.left=100*this.currentTime/this.duration+'%';"
    "s.setAttribute('aria-valuenow',this.currentTime.toFixed(2));"
    "s.setAttribute('aria-valuetext',this.currentTime.toFixed(2)+' s')"
)
# timeupdate comes four times a second, too seldom for a short sound
_PLAY = html.escape(
    "const a=this,h=a.closest('figure').querySelector('[role=slider]').lastChild;(function m(){"
    "h.style.left=100*a.currentTime/a.duration+'%';"
    "if(a.dataset.end&&a.currentTime>=a.dataset.end)a.pause();"
    "if(!a.paused)requestAnimationFrame(m)})()"
)
_PAUSE = "delete this.dataset.end"
_CLICK = html.escape(
    _FIND + "const r=this.getBoundingClientRect();delete a.dataset.end;"
    "a.currentTime=(event.clientX-r.left)/r.width*a.duration;a.play()"
)
_KEYS = html.escape(
    _FIND + "const k=event.key,d=a.duration,w=Math.max(d/20,.05),"
    "t={ArrowRight:a.currentTime+w,ArrowUp:a.currentTime+w,ArrowLeft:a.currentTime-w,"
    "ArrowDown:a.currentTime-w,Home:0,End:d}[k];"
    "if(t!==undefined)a.currentTime=Math.min(d,Math.max(0,t));"
    "else if(k===' '||k==='Enter'){if(a.paused)a.play();else a.pause()}else return;"
    "event.preventDefault();event.stopPropagation()"
)


def player_html(
    y: np.ndarray,
    sr: int,
    *,
    src: str,
    title: str,
    length: str,
    text: str,
    parts: list[tuple[str, int, int]],
    roll=(),
) -> str:
    """The HTML of a player.

    Parameters
    ----------
    y : array, shape (n,) or (channels, n)
        Samples in [-1, 1], for the picture of the strip.
    sr : int
        Sample rate, Hz.
    src : str
        The sound as a data URL.
    title, length, text : str
        What it is, how long it is, and what there is to hear, in words.
    parts : list of (name, first sample, sample behind the last)
        A button each.
    roll : sequence of (pitch, start, end, colour)
        Notes, in MIDI and seconds: then the strip is a piano roll, and what is to come is veiled.
    """
    seconds = y.shape[-1] / sr
    name, label = html.escape(title), html.escape(f"place in {title}")
    buttons = "".join(
        '<button type="button" style="margin: 0 0.4em 0.2em 0; min-height: 24px" '
        f'onclick="{_part(start / sr, end / sr)}">▶ {html.escape(part)}</button>'
        for part, start, end in parts
    )
    group = f'<div role="group" aria-label="parts of {name}">{buttons}</div>' if parts else ""
    strip = (
        f'{group}<div tabindex="0" role="slider" aria-label="{label}" aria-valuemin="0" '
        f'aria-valuemax="{seconds:.2f}" aria-valuenow="0" aria-valuetext="0.00 s" '
        f'onclick="{_CLICK}" onkeydown="{_KEYS}" '
        f'style="position: relative; height: {96 if roll else 48}px; cursor: pointer; '
        'overflow: hidden">'
        f"{_notes(roll, seconds, y.shape[-1], parts) if roll else _picture(y, parts)}"
        f'<div style="position: absolute; top: 0; bottom: 0; left: 0; width: 2px; '
        f'background: {_HEAD}; {_VEIL if roll else ""}pointer-events: none"></div></div>'
    )
    return (
        '<figure data-lm-suppress-shortcuts="true" style="margin: 0.5em 0; max-width: 44em">'
        f"<figcaption><strong>{name}</strong> · {length}</figcaption>"
        f'<audio controls preload="auto" aria-label="{name}" style="width: 100%; height: 2.4em" '
        f'onloadedmetadata="{_LOADED}" onplay="{_PLAY}" onpause="{_PAUSE}" ontimeupdate="{_MOVE}" '
        f'onseeked="{_MOVE}" data-strip="{html.escape(strip)}" src="{src}"></audio>'
        f"<details><summary>About this sound</summary>{html.escape(text)}</details>"
        "</figure>"
    )


def _part(start: float, end: float) -> str:
    """What a button does: play from a time to another, in seconds."""
    play = f"a.currentTime={start:.4f};a.dataset.end={end:.4f};a.play()"
    return html.escape(_FIND + play)


def _picture(y: np.ndarray, parts: list[tuple[str, int, int]]) -> str:
    """The waveform as SVG: a line from the lowest to the highest sample of each column."""
    y = np.atleast_2d(y)
    n = y.shape[1]
    columns = min(_COLUMNS, n)
    edges = np.arange(columns) * n // columns
    high = np.maximum.reduceat(y.max(axis=0), edges)
    low = np.minimum.reduceat(y.min(axis=0), edges)
    # a line that is no longer than nothing would not be seen
    top = np.round(49.5 - 49 * high).astype(int)
    bottom = np.maximum(np.round(50.5 - 49 * low).astype(int), top + 1)
    path = "".join(f"M{i}.5 {a}V{b}" for i, (a, b) in enumerate(zip(top, bottom, strict=True)))
    lines = f'<path d="{path}" stroke="currentColor" stroke-width="1" fill="none" opacity="0.75"/>'
    return _svg(columns, lines, n, parts)


def _notes(roll, seconds: float, n: int, parts: list[tuple[str, int, int]]) -> str:
    """A piano roll as SVG: a bar for each note, higher where it is higher, in its colour."""
    pitches = [pitch for pitch, *_ in roll]
    low, rows = min(pitches) - 1, max(pitches) - min(pitches) + 3
    scale, high, paths = 1000 / seconds, 100 / rows, {}
    for pitch, start, end, colour in roll:
        top, wide = 100 - (pitch - low + 1) * high, max((end - start) * scale - 1, 1)
        bar = f"M{start * scale:.0f} {top:.1f}h{wide:.0f}v{high:.1f}h-{wide:.0f}z"
        paths[colour] = paths.get(colour, "") + bar
    bars = "".join(f'<path d="{path}" fill="{ink}"/>' for ink, path in paths.items())
    return _svg(1000, bars, n, parts)


def _svg(columns: int, drawn: str, n: int, parts: list[tuple[str, int, int]]) -> str:
    """A picture over a band for each part, as wide and high as the strip."""
    bands = "".join(
        f'<rect x="{start / n * columns:.1f}" y="0" width="{(end - start) / n * columns:.1f}" '
        'height="100" fill="currentColor" opacity="0.1"/>'
        for _, start, end in parts
    )
    return (
        f'<svg viewBox="0 0 {columns} 100" preserveAspectRatio="none" aria-hidden="true" '
        'style="width: 100%; height: 100%; display: block; pointer-events: none">'
        f"{bands}{drawn}</svg>"
    )
