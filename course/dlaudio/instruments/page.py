"""One HTML file with your own sounds, to be sent to a friend: no network, no script, nothing else.

Every sound and picture stands in the file itself. Its policy forbids it to load or run anything.
"""

import base64
import io
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from .. import notebook_memory
from ..audio.wav import write_wav
from ..plots.pictures import image_html
from .stage import measure, shares

LARGEST = 20_000_000  # bytes of the whole file

_PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; img-src data:; media-src data:">
<title>$title</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem;
  max-width: 44rem; }
h1 { font-size: 1.7rem; }
figure { margin: 1.6rem 0; }
figcaption { font-weight: 600; margin-bottom: .3rem; }
audio { width: 100%; }
img { background: #fff; height: auto; }
footer { margin-top: 2.5rem; border-top: 1px solid; padding-top: .6rem; font-size: .9rem; }
</style>
</head>
<body>
<main>
<h1>$title</h1>
$body
</main>
<footer>Made with an instrument that learnt from examples, written from scratch in NumPy.
Nothing on this page is loaded from anywhere.</footer>
</body>
</html>
""")


def page(
    path: str | Path,
    title: str,
    sounds: Mapping[str, np.ndarray],
    sr: int,
    *,
    words: str | Sequence[str] = (),
    picture=None,
    alt: str = "",
) -> Path:
    """Write a page with sounds to hear, and say where it is.

    Parameters
    ----------
    path : str or Path
        Of the file, such as "my_instrument.html"; where nothing is kept, as with a grader, it goes
        into a folder that is not.
    title : str
    sounds : mapping
        The sounds, arrays of shape (n,), by what is written above them; they are scaled down where
        they exceed 1.
    sr : int
        Their sample rate, Hz.
    words : str or sequence of str
        Paragraphs to be read first.
    picture : matplotlib figure, optional
    alt : str
        What there is to see in the picture, in words.

    Raises
    ------
    ValueError
        If there is no sound, one is no row of finite numbers, or the page would be too large.
    """
    if not sounds:
        raise ValueError("a page needs at least one sound")
    parts = [f"<p>{escape(text)}</p>" for text in ([words] if isinstance(words, str) else words)]
    if picture is not None:
        parts.append(f"<figure>{image_html(picture, alt)}</figure>")
    parts += [_player(name, y, sr) for name, y in sounds.items()]
    text = _PAGE.substitute(title=escape(title), body="\n".join(parts)).encode()
    if len(text) > LARGEST:
        raise ValueError(
            f"the page would have {len(text) / 1e6:.0f} MB, and {LARGEST / 1e6:.0f} MB are the "
            "limit: take fewer or shorter sounds"
        )
    path = Path(path)
    if notebook_memory.home() is None and not path.is_absolute():
        path = Path(tempfile.mkdtemp()) / path.name
    path.write_bytes(text)
    return path


def own_page(
    path: str | Path,
    title: str,
    instrument: Mapping[str, Any],
    sounds: Mapping[str, np.ndarray],
    sr: int,
    *,
    seed: int,
) -> Path:
    """Write a page with what an instrument plays, what it reaches, and bars of its points.

    Parameters
    ----------
    path : str or Path
    title : str
    instrument : dict
        "kind", "learn" and "play".
    sounds : mapping
        What it plays, as `perform` returns it.
    sr : int
        Their sample rate, Hz.
    seed : int
        Of the strangers it is measured on.
    """
    from ..plots.drawings import goal_bars

    words = [f"{name}: {value:.3f}" for name, value in measure(instrument, seed).items()]
    bars, alt = goal_bars.draw({title: shares(instrument, seed)})
    return page(path, title, sounds, sr, words=words, picture=bars, alt=alt)


def _player(name: str, y, sr: int) -> str:
    y = np.asarray(y, dtype=float)
    if y.ndim != 1 or not y.size or not np.all(np.isfinite(y)):
        raise ValueError(f"{name!r} needs a sound, a row of finite numbers, got shape {y.shape}")
    wav = io.BytesIO()
    write_wav(wav, y / max(np.abs(y).max(), 1.0), sr)
    data = base64.b64encode(wav.getvalue()).decode("ascii")
    label = escape(name, quote=True)
    return (
        f"<figure><figcaption>{escape(name)}</figcaption>"
        f'<audio controls aria-label="{label}" src="data:audio/wav;base64,{data}"></audio></figure>'
    )
