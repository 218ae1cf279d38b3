"""A game: short tunes, some old and some by a net; who wrote which? It counts how many you tell.

All of it is one piece of HTML with one sound, as in `dlaudio.audio.confused`: buttons appear where
scripts run, no kernel is needed, and without scripts the answers stand folded below.
"""

import base64
import html
import io
from collections.abc import Sequence

import numpy as np

from dlaudio.audio.wav import write_wav
from dlaudio.generation.left_hand import play_along
from dlaudio.generation.notes import sing
from dlaudio.generation.tune_numbers import in_c as moved

SR, EIGHTH, PAUSE = 8000, 0.13, 0.15  # Hz, s, s
NOTES = 24  # of each tune, at most: five or six bars, so that one may answer another
_BUTTON = (
    "min-height: 28px; padding: 0 10px; margin: 2px 6px 2px 0; font: inherit; color: inherit; "
    "background: none; border: 1px solid rgba(128, 128, 128, 0.6); border-radius: 4px; "
    "cursor: pointer"
)
# `f` is the figure, `a` its sound; each row knows its part of the sound, its writer, and a name.
_LOADED = html.escape(
    "const a=this,f=a.closest('figure'),rows=[...f.querySelectorAll('[data-part]')],"
    "out=f.querySelector('output');let asked=0,right=0;f.querySelector('[data-hint]').hidden=false;"
    "a.ontimeupdate=()=>{if(a.currentTime>=a.dataset.end)a.pause()};"
    "rows.forEach((r,k)=>{if(r.childElementCount)return;const [s,e]=r.dataset.part.split(',')."
    "map(Number),said=document.createElement('span'),make=(t,does)=>{"
    "const b=document.createElement('button');b.type='button';b.textContent=t;"
    f"b.style.cssText='{_BUTTON}';b.setAttribute('aria-label',t+', tune '+(k+1));b.onclick=does;"
    "r.append(b);return b};make('▶ '+(k+1),()=>{a.dataset.end=e;a.currentTime=s;a.play()});"
    "const guess=m=>{const ok=(m===r.dataset.by);asked++;right+=ok;"
    "both.forEach(b=>{b.disabled=true;b.style.cursor='default';b.style.opacity=0.5});"
    "said.textContent=(ok?'✓ ':'✗ ')+r.dataset.name;"
    "out.textContent=right+' of '+asked+' told rightly'+(asked<rows.length?'.':"
    "'; a coin tells '+rows.length/2+'.')};"
    "const both=[make('an old tune',()=>guess('old')),make('the machine',()=>guess('net'))];"
    "r.append(said)})"
)


class Game:
    """The rounds; made by `game`.

    Parameters
    ----------
    rounds : list of (name, by, (pitches, lengths))
        `by` is "old" or "net".
    """

    def __init__(self, rounds: Sequence):
        self.rounds = list(rounds)

    def __repr__(self) -> str:
        nets = sum(by == "net" for _, by, _ in self.rounds)
        return f"Who wrote it? {len(self.rounds)} tunes, {nets} of them by a net."

    def sounds(self) -> tuple[np.ndarray, list[tuple[float, float]]]:
        """All tunes in a row, and where each begins and ends, in seconds."""
        row, parts, at = [], [], 0
        for _, _, (pitches, lengths) in self.rounds:
            y = sing(pitches, lengths, sr=SR, eighth=EIGHTH, left=play_along(pitches, lengths))
            parts.append((at / SR, (at + len(y)) / SR))
            row += [y, np.zeros(round(PAUSE * SR))]
            at += len(y) + len(row[-1])
        return np.concatenate(row), parts

    def _repr_html_(self) -> str:
        y, parts = self.sounds()
        buffer = io.BytesIO()
        write_wav(buffer, y, SR)
        sound = base64.b64encode(buffer.getvalue()).decode("ascii")
        rows, answers = "", ""
        for (name, by, _), (start, end) in zip(self.rounds, parts, strict=True):
            said = html.escape(name)
            rows += (
                f'<div data-part="{start:.3f},{end:.3f}" data-by="{by}" data-name="{said}"></div>'
            )
            answers += f"<li>{said}</li>"
        return (
            '<figure data-lm-suppress-shortcuts="true" class="dlaudio-game" '
            'style="margin: 0.5em 0"><figcaption><strong>Who wrote it?</strong> '
            f"{len(self.rounds)} tunes. <span hidden data-hint>Play each, then choose.</span>"
            f'</figcaption><audio preload="auto" onloadedmetadata="{_LOADED}" '
            f'src="data:audio/wav;base64,{sound}"></audio>{rows}'
            '<p><output aria-live="polite" style="font-weight: bold"></output></p>'
            f"<details><summary>The answers, in order</summary><ol>{answers}</ol></details>"
            "</figure>"
        )


def in_c(melodies, titles: Sequence[str]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Some of the tunes, by title, moved to C.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    titles : sequence of str
    """
    rows = {title: list(melodies.titles).index(title) for title in titles}
    return {
        title: moved((melodies.pitches[i], melodies.lengths[i]), melodies.tonics[i])
        for title, i in rows.items()
    }


def game(old, made, *, rng: np.random.Generator, notes: int = NOTES) -> Game:
    """Mix old tunes and a net's, all from their beginnings, into a game.

    Parameters
    ----------
    old : mapping of str to (pitches, lengths)
        By title; as many as there are in `made`.
    made : sequence of (pitches, lengths)
    rng : numpy.random.Generator
        Mixes them.
    notes : int
        So many notes of each are played.

    Returns
    -------
    Game
        As the last line of a cell it shows itself.

    Raises
    ------
    ValueError
        If there are not as many of the one as of the other.

    Examples
    --------
    >>> scale = np.array([60, 62, 64]), np.array([2, 2, 2])
    >>> game({"a scale": scale}, [scale], rng=np.random.default_rng(0))
    Who wrote it? 2 tunes, 1 of them by a net.
    """
    if not old or len(old) != len(made):
        raise ValueError(f"game needs as many old tunes as made ones, got {len(old)}, {len(made)}")
    rounds = [(f"{title}, an old tune", "old", tune) for title, tune in old.items()]
    rounds += [("by the net", "net", tune) for tune in made]
    order = rng.permutation(len(rounds))
    return Game([(*rounds[i][:2], tuple(a[:notes] for a in rounds[i][2])) for i in order])
