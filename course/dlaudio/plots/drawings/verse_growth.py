"""What a net of letters writes as it grows; words that stand in the verse it has read are green."""

from collections.abc import Mapping

from dlaudio.generation.verses import words_read
from dlaudio.plots.parts import GREY, OUTPUT, Card

SAMPLES = {"0 updates": "xq the zz,\nuvw", "700 updates": "the cow jumped over the lamb"}
LETTER, LINE, ACROSS = 0.2015, 0.56, 78  # units of a letter of 12 points and of a line; letters


def lines_of(text: str, lines: int) -> list[list[tuple[str, bool]]]:
    """Words of a text in lines of at most `ACROSS` letters; ends of lines become a slash."""
    rows, used = [[]], 0
    for word, read in words_read(text):
        word = "/" if word == "\n" else word
        if used + len(word) > ACROSS:
            rows.append([])
            used = 0
        rows[-1].append((word[:ACROSS], read))
        used += len(word) + 1
    return rows[:lines]


def draw(samples: Mapping[str, str] | None = None, *, lines: int = 2):
    """Draw a sample of each stage.

    Parameters
    ----------
    samples : mapping of str to str
        What stands over each sample, and the sample; up to 6.
    lines : int
        Of each sample; what is longer is left out.
    """
    samples = samples or SAMPLES
    if not 1 <= len(samples) <= 6:
        raise ValueError(f"verse_growth has room for 1 to 6 samples, got {len(samples)}")
    high = 0.75 + lines * LINE + 0.35
    card, said = Card(len(samples) * high + 0.9), []
    for stage, (title, text) in enumerate(samples.items()):
        top = 0.55 + stage * high
        card.write(0.6, top, title, size=12.5, align="left", bold=True)
        rows = lines_of(text, lines)
        for n, row in enumerate(rows):
            x = 0.6
            for word, read in row:
                ink = OUTPUT if read else GREY
                look = {"fontfamily": "monospace", "fontsize": 12, "color": ink.text}
                weight = "bold" if read else "normal"
                y = top + 0.68 + n * LINE
                card.ax.text(x, y, word, va="center", fontweight=weight, **look)
                x += LETTER * (len(word) + 1)
        words = [read for row in rows for word, read in row if word != "/"]
        share = sum(words) / max(len(words), 1)
        said.append(f"{title}: {share:.0%} of the words are known; {text[:60]!r}")
    rule = "green: words of the verse that it has read; a slash ends a line"
    card.write(0.6, len(samples) * high + 0.5, rule, ink=GREY, size=12, align="left")
    return card.figure, f"What a net writes as it grows. {'. '.join(said)}."
