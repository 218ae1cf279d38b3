"""The first page of the web site: a card a unit, with one picture and one sound."""

import base64
import html
import io
import re
from pathlib import Path

from dlaudio.syllabus import Unit, hours

PICTURE = re.compile(r'<img alt="([^"]*)"[^>]*?src="data:image/(?:png|webp);base64,([^"]+)"')
SOUND = re.compile(r'src="data:audio/([\w-]+);base64,([A-Za-z0-9+/=]+)"')
SOUND_TITLE = re.compile(r"<figcaption><strong>([^<]*)</strong>")
WIDTH = 560  # of a card's picture, pixels
SECTIONS = [
    "Units <course/units>",
    "About <site/README>",
    "Package <package/index>",
    "Measured <bench/README>",
]

TOP = """\
---
html_theme.sidebar_secondary.remove: true
---

# Deep Learning for Audio, from scratch

<p class="lead">{count} units, from the perceptron to networks that write music. You write every
part yourself, in NumPy, and hear every result.</p>

<p class="go"><a class="button" href="{first}.html">Begin with unit 0</a>
<a class="button plain" href="site/syllabus.html">Syllabus</a>
<a class="button plain" href="site/instructors.html">For instructors</a></p>

## The units

"""
BOTTOM = """\

## Made to be checked

Every exercise is checked by a grader that is itself tested: it must name 1,900 known mistakes,
and [its record](site/record.md) is published. [The seed map](site/seed_map.md) says where each item
of the five lectures that the course grew from is taught; [the conventions](course/conventions.md)
decide where they differ. The helper package [`dlaudio`](package/index.md) is documented in full.

"""


def card(unit: Unit, page, folder: Path) -> dict[str, str]:
    """What a unit's card shows: its first picture and sound, written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        "number": str(unit.number),
        "title": unit.title,
        "hear": unit.hear,
        "time": hours(unit.minutes),
    }
    for cell in page.cells:
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/html", "")
            if "picture" not in found and (picture := PICTURE.search(text)):
                found["picture"] = f"{unit.name}.webp"
                found["alt"] = html.unescape(picture[1])
                _small(base64.b64decode(picture[2]), folder / found["picture"])
            if "sound" not in found and (sound := SOUND.search(text)):
                found["sound"] = f"{unit.name}.{'mp3' if sound[1] == 'mpeg' else 'wav'}"
                (folder / found["sound"]).write_bytes(base64.b64decode(sound[2]))
                title = SOUND_TITLE.search(text)
                found["heard"] = html.unescape(title[1]) if title else "A sound"
    return found


def _small(data: bytes, path: Path) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("RGBA").convert("RGB")
    picture.thumbnail((WIDTH, WIDTH))
    picture.save(path, "WEBP", quality=82)


def text(cards: list[dict]) -> str:
    """The first page, in Markdown."""
    top = TOP.format(first=cards[0]["page"], count=len(cards))
    return top + _cards(cards) + BOTTOM + toctree(SECTIONS)


def units(cards: list[dict], milestones: list[str]) -> str:
    """The page of all units, whose menu stands beside each of them."""
    rows = [
        f"| [{one['number']} · {one['title']}]({Path(one['page']).relative_to('course')}.ipynb) "
        f"| {one['time']} | {one['hear']} |"
        for one in cards
    ]
    table = ["# Units", "", "| unit | time | you will hear |", "|---|---|---|", *rows, ""]
    pages = [Path(one["page"]).relative_to("course").as_posix() for one in cards]
    history = toctree(milestones, caption="Milestones, from 1958")
    return "\n".join([*table, toctree(pages, caption="Units"), history])


def _cards(cards: list[dict]) -> str:
    return '<div class="cards">\n' + "\n".join(_card(one) for one in cards) + "\n</div>\n"


def _card(one: dict) -> str:
    picture = sound = ""
    if "picture" in one:
        alt = html.escape(one["alt"], quote=True)
        picture = f'<img src="media/cards/{one["picture"]}" alt="{alt}" loading="lazy">'
    if "sound" in one:
        heard = html.escape(one["heard"], quote=True)
        sound = (
            f'<p class="heard">{heard}</p><audio controls preload="none" '
            f'src="media/cards/{one["sound"]}" aria-label="{heard}"></audio>'
        )
    return (
        f'<article class="card">{picture}<h3><a href="{one["page"]}.html">{one["number"]} · '
        f'{html.escape(one["title"])}</a></h3><p class="time">{one["time"]}</p>'
        f"<p><b>Hear</b> {html.escape(one['hear'])}</p>{sound}</article>"
    )


def toctree(lines: list[str], caption: str = "") -> str:
    """A menu of Sphinx that only the margin shows."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *lines, "```", ""])
