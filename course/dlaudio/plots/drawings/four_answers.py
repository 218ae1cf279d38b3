"""One piece of music and four questions: a name, a number, a row of names, a set of names."""

import numpy as np

from dlaudio.generation.four_bars import CHORDS, TEMPO, four_bars
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, box

LEFT, WIDTH = 5.6, 11.4
NAMES = {"rock": False, "jazz": False, "techno": False, "pop": True}
MARKS = (60, 90, 120, 150, 180)  # beats a minute
HEARD = {"voice": False, "chords": True, "drums": True, "rain": False}


def draw():
    """Draw the waveform of `four_bars` and four answers below it.

    The third answer, a chord for each bar, stands under the bars that it names.
    """
    card = Card(8.6)
    music, sr = four_bars()
    seconds, wide = 4 * len(CHORDS) * 60 / TEMPO, WIDTH / len(CHORDS)
    music = music[: int(seconds * sr)]
    card.write(0.4, 1.1, "four bars", align="left", ink=INPUT, bold=True)
    plane = card.plane(LEFT, 0.35, WIDTH, 1.5, xlim=(0, seconds), ylim=(-1, 1))
    plane.plot(np.arange(len(music)) / sr, music / np.abs(music).max(), lw=0.4, color=INPUT.line)
    plane.axis("off")
    _question(card, 2.3, "Which programme?", "classification: one name")
    _names(card, 2.3, NAMES, beside=("", ""))
    _question(card, 3.9, "How fast?", "regression: a number")
    _scale(card, 3.9)
    _question(card, 5.5, "Which chord, when?", "sequence labelling: a row")
    for i, chord in enumerate(CHORDS):
        left = LEFT + i * wide + 0.06
        box(card, (left, 5.5), (wide - 0.12, 0.9), chord, ink=OUTPUT, strong=True)
    _question(card, 7.1, "What can be heard?", "tagging: a set")
    _names(card, 7.1, HEARD, beside=(" 0", " 1"))
    heard = ", ".join(f"{name} {int(on)}" for name, on in HEARD.items())
    return card.figure, (
        f"The waveform of four bars, and four answers. Which programme: {', '.join(NAMES)}, and "
        f"one of them, {next(name for name, on in NAMES.items() if on)}, is chosen. How fast: "
        f"{TEMPO} on a scale of beats a minute ({', '.join(map(str, MARKS))}). Which chord, when: "
        f"{', '.join(CHORDS)}, each under its bar. What can be heard: {heard}."
    )


def _question(card, top, words, kind):
    card.write(0.4, top + 0.2, words, align="left", bold=True)
    card.write(0.4, top + 0.75, kind, align="left", ink=OUTPUT, size=11)


def _names(card, top, names, beside):
    """One box for each name, those that are chosen lit; `beside` is added for no and for yes."""
    for i, (name, on) in enumerate(names.items()):
        left = LEFT + i * WIDTH / len(names) + 0.3
        ink = OUTPUT if on else GREY
        size = (WIDTH / len(names) - 0.6, 0.9)
        box(card, (left, top), size, name + beside[on], ink=ink, strong=on)


def _scale(card, top):
    """A line of beats a minute with a point on it."""
    right, y = LEFT + WIDTH, top + 0.3
    card.ax.plot([LEFT + 0.3, right - 0.3], [y, y], color=PLAIN.line, lw=1.2)
    for beats in MARKS:
        x = LEFT + 0.3 + (beats - MARKS[0]) / (MARKS[-1] - MARKS[0]) * (WIDTH - 0.6)
        lit = beats == TEMPO
        card.ax.plot([x, x], [y - 0.12, y + 0.12], color=PLAIN.line, lw=1.2)
        card.write(x, y + 0.5, str(beats), ink=OUTPUT if lit else GREY, size=12, bold=lit)
        if lit:
            card.ax.plot(x, y, "o", ms=11, color=OUTPUT.line, zorder=5)
