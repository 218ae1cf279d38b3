"""What a listener confuses: a table of counts whose cells play the sounds they stand for.

All of it is one piece of HTML: one sound with a part for each cell, and buttons that say what they
do in their own attributes, as those of a player (`dlaudio.audio.strip`). It needs no kernel.
"""

import base64
import html
import io
from collections.abc import Sequence

import numpy as np

from dlaudio.audio.fades import fade
from dlaudio.audio.validation import check_channels, check_count
from dlaudio.audio.wav import write_wav
from dlaudio.metrics import confusion_matrix

LONGEST = 1.0  # s of one sound
SECONDS = 14.0  # of all sounds: what a notebook may hold of them, 0.3 MB at 8 kHz
EXAMPLES = 3  # of one cell, one after the other
_RIGHT, _WRONG = "0, 114, 178", "213, 94, 0"  # blue and vermillion, as in the plots

_HEAD = "padding: 2px 6px; text-align: center; font-weight: normal; background: none"
_CELL = "padding: 0 4px; text-align: center; border: 1px solid rgba(128, 128, 128, 0.35); "
_BUTTON = (
    "min-width: 34px; min-height: 28px; width: 100%; border: 0; background: none; color: inherit; "
    "font: inherit; text-decoration: underline dotted; cursor: pointer"
)
# Once the sound is there, its cells become buttons, each of which plays its next part. Arrow keys
# go to the nearest button that way; Tab stops once. `f` is the figure, `a` its sound.
_LOADED = html.escape(
    "const a=this,f=a.closest('figure');f.querySelector('[data-hint]').hidden=false;"
    "const all=[...f.querySelectorAll('td[data-parts]')].map((t,k)=>{"
    "if(t.firstElementChild)return t.firstElementChild;const b=document.createElement('button');"
    "b.type='button';b.textContent=t.textContent;b.tabIndex=k?-1:0;"
    f"b.setAttribute('aria-label','Play '+t.title);b.style.cssText='{_BUTTON}';"
    "const p=t.dataset.parts.split(' ');let i=0;b.onclick=()=>{"
    "const [s,e]=p[i++%p.length].split(',').map(Number);a.dataset.end=e;a.currentTime=s;a.play()};"
    "b.onfocus=()=>all.forEach(o=>o.tabIndex=o===b?0:-1);t.replaceChildren(b);return b});"
    "const at=b=>[b.closest('tr').rowIndex,b.parentNode.cellIndex];"
    "a.ontimeupdate=()=>{if(a.currentTime>=a.dataset.end)a.pause()};"
    "f.querySelector('table').onkeydown=event=>{"
    "const g={ArrowUp:[-1,0],ArrowDown:[1,0],ArrowLeft:[0,-1],ArrowRight:[0,1]}[event.key],"
    "b=event.target.closest('button');if(!g||!b)return;event.preventDefault();"
    "event.stopPropagation();const [r,c]=at(b);let n,m=1e9;all.forEach(o=>{const [y,x]=at(o),"
    "on=g[0]*(y-r)+g[1]*(x-c),off=Math.abs(g[1]*(y-r))+Math.abs(g[0]*(x-c));"
    "if(on>0&&on+9*off<m){m=on+9*off;n=o}});if(n)n.focus()}"
)


class Confused:
    """The table: what was said downwards, what it was taken for across.

    Made by `confused`. Where there is no HTML, its words stand alone.

    Parameters
    ----------
    matrix : ndarray of int, shape (C, C)
        Counts.
    row : array, shape (n,)
        All sounds, one after the other.
    sr : int
        Sample rate, Hz.
    parts : dict
        See the attribute.
    names : sequence of C str
        Of the classes.
    title : str

    Attributes
    ----------
    matrix : ndarray of int, shape (C, C)
    parts : dict
        For each cell (row, column) that can be heard, the places of its sounds in the row of all,
        as (start, end) in seconds.
    """

    def __init__(self, matrix, row, sr: int, parts: dict, *, names: Sequence[str], title: str):
        self.matrix, self.parts, self.names, self.title = matrix, parts, list(names), title
        self._row, self._sr = row, sr

    @property
    def share(self) -> float:
        """How many are right, from 0 to 1."""
        return float(self.matrix.trace() / self.matrix.sum())

    def __repr__(self) -> str:
        wrong = [(n, i, j) for (i, j), n in np.ndenumerate(self.matrix) if n and i != j]
        most = sorted(wrong, key=lambda one: (-one[0], one[1:]))[:3]
        told = ", ".join(f"{self.names[i]} taken for {self.names[j]} {n}×" for n, i, j in most)
        total = self.matrix.sum()
        return f"{self.title}: {self.share:.0%} of {total} right" + (f"; {told}." if told else ".")

    def _repr_html_(self) -> str:
        buffer = io.BytesIO()
        write_wav(buffer, self._row, self._sr)
        sound = base64.b64encode(buffer.getvalue()).decode("ascii")
        head = "".join(f'<th scope="col" style="{_HEAD}">{html.escape(n)}</th>' for n in self.names)
        rows = "".join(
            f'<tr><th scope="row" style="{_HEAD}">{html.escape(name)}</th>'
            + "".join(self._cell(i, j) for j in range(len(self.names)))
            + "</tr>"
            for i, name in enumerate(self.names)
        )
        return (
            '<figure data-lm-suppress-shortcuts="true" class="dlaudio-confused" '
            f'style="margin: 0.5em 0"><figcaption><strong>{html.escape(self.title)}</strong> · '
            f"{self.share:.0%} of {self.matrix.sum()} right. Downwards what was said, across what "
            "it was taken for. <span hidden data-hint>A number plays one of its sounds, and the "
            "next when pressed again; arrow keys go from number to number.</span></figcaption>"
            f'<audio preload="auto" onloadedmetadata="{_LOADED}" '
            f'src="data:audio/wav;base64,{sound}"></audio>'
            '<div style="overflow-x: auto"><table '
            'style="border-collapse: collapse; margin: 0.5em 0">'
            f'<tr><td style="{_HEAD}"></td>{head}</tr>{rows}</table></div></figure>'
        )

    def _cell(self, i: int, j: int) -> str:
        count = int(self.matrix[i, j])
        least = 0.08 if i == j else 0.3  # a mistake is seen however rare
        ink = least + 0.42 * count / self.matrix[i].sum() if count else 0
        style = f"{_CELL}background: rgba({_RIGHT if i == j else _WRONG}, {ink:.2f})"
        if (i, j) not in self.parts:
            return f'<td style="{style}">{count or ""}</td>'
        said, heard = html.escape(self.names[i]), html.escape(self.names[j])
        label = f"{said}, rightly heard" if i == j else f"{said}, taken for {heard}"
        label += f", {count} time{'s' * (count > 1)}"
        parts = " ".join(f"{start:.3f},{end:.3f}" for start, end in self.parts[i, j])
        return f'<td style="{style}" data-parts="{parts}" title="{label}">{count}</td>'


def confused(prediction, target, sounds, sr: int, *, names, title: str) -> Confused:
    """A table of what was taken for what, in which each number can be heard.

    Parameters
    ----------
    prediction : array, shape (N, C) of scores or (N,) of classes
    target : array of int, shape (N,)
    sounds : sequence of N arrays of shape (n,)
        What was said. Of each cell three at most are kept, a second of each, mistakes first, and
        14 s of all.
    sr : int
        Sample rate of all, Hz.
    names : sequence of C str
    title : str

    Returns
    -------
    Confused
        As the last line of a cell it shows itself.

    Raises
    ------
    ValueError
        If lengths do not fit, or `metrics.confusion_matrix` refuses the classes.

    See Also
    --------
    dlaudio.metrics.confusion_matrix : the numbers alone.

    Examples
    --------
    >>> tone = np.sin(np.arange(4000) / 4)
    >>> confused([0, 1, 1], [0, 0, 1], [tone] * 3, 8000, names=["low", "high"], title="Two tones")
    Two tones: 67% of 3 right; low taken for high 1×.
    """
    sr = check_count(sr, name="sr", at_least=3000)
    matrix = confusion_matrix(prediction, target, n_classes=len(names))
    target = np.asarray(target)
    if len(sounds) != len(target):
        raise ValueError(f"confused needs a sound for each target, got {len(sounds)} sounds for "
                         f"{len(target)} targets")  # fmt: skip
    prediction = np.asarray(prediction)
    taken = prediction if prediction.ndim == 1 else prediction.argmax(axis=-1)
    pieces, parts, place = [], {}, 0.0
    for i in _chosen(target, taken, matrix):
        piece = check_channels(sounds[i], caller="confused")[: round(LONGEST * sr)]
        if place + len(piece) / sr > SECONDS and pieces:
            break
        peak = max(float(np.abs(piece).max()), 1e-9)
        soft = min(0.005, len(piece) / sr / 4)
        sound = fade(0.8 * piece / peak, sr=sr, fade_in=soft, fade_out=soft)
        pieces += [sound, np.zeros(round(0.06 * sr), np.float32)]
        cell = int(target[i]), int(taken[i])
        parts.setdefault(cell, []).append((place, place + len(piece) / sr))
        place += (len(pieces[-2]) + len(pieces[-1])) / sr
    return Confused(matrix, np.concatenate(pieces), sr, parts, names=names, title=title)


def _chosen(target, taken, matrix) -> list[int]:
    """Which sounds are kept: one of each mistake, the frequent first; one of each class; more."""
    seen, order = {}, []
    for i, cell in enumerate(zip(target.tolist(), taken.tolist(), strict=True)):
        turn = seen[cell] = seen.get(cell, 0) + 1
        right = cell[0] == cell[1]
        if turn <= (1 if right else EXAMPLES):
            order.append((turn, right, -matrix[cell], i))
    return [i for *_, i in sorted(order)]
