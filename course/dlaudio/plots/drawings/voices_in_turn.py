"""Four voices of a chord: each from the past alone, or each from those that have chosen already."""

from dlaudio.generation.chords import has_name
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box

VOICES = ("soprano", "bass", "alto", "tenor")
APART = (("C", 72), ("F", 53), ("G", 67), ("A", 57))
TOGETHER = (("C", 72), ("F", 53), ("A", 69), ("F", 65))
WIDE, HIGH, LEFT, STEP = 2.3, 0.95, 4.8, 3.3


def draw(apart=APART, together=TOGETHER):
    """Draw a chord twice: the past is all that a voice hears, or the voices before it as well.

    Parameters
    ----------
    apart, together : four pairs of a name and a MIDI number
        Soprano, bass, alto and tenor.
    """
    if len(apart) != 4 or len(together) != 4:
        raise ValueError(f"voices_in_turn needs two chords of four, got {apart} and {together}")
    card, said = Card(8.2), []
    for i, voice in enumerate(VOICES):
        card.write(LEFT + i * STEP + WIDE / 2, 0.65, voice, bold=True, size=13)
    rows = (("each for itself", apart, 1.35), ("one after the other", together, 5.15))
    for title, chord, top in rows:
        named = has_name([pitch for _, pitch in chord])
        ink, verdict = (
            (OUTPUT, "a chord with a name") if named else (WEIGHT, "no chord with a name")
        )
        card.write(0.5, top + 0.3, title, align="left")
        card.write(0.5, top + 0.85, verdict, ink=ink, align="left", size=11)
        card.write(0.5, top + 2.3, "what has been sung", ink=GREY, align="left", size=11)
        notes = []
        for i, (name, _) in enumerate(chord):
            note = box(card, (LEFT + i * STEP, top), (WIDE, HIGH), name, ink=ink)
            arrow(card, (note.middle[0], top + 2.38), note.south, ink=GREY, width=1.6)
            notes.append(note)
        ends = [notes[0].middle[0], notes[-1].middle[0]]
        card.ax.plot(ends, [top + 2.3] * 2, color=GREY.line, lw=1.6)
        said.append(f"{title}: {_names(chord)}, {verdict}")
    for i in range(3):
        arrow(card, notes[i].east, notes[i + 1].west, ink=INPUT)
    for i, j, high in ((0, 2, 0.45), (1, 3, 0.8), (0, 3, 1.15)):
        _over(card, notes[i], notes[j], high)
    return card.figure, (
        f"Four voices choose a chord: soprano, bass, alto, tenor. {said[0]}; every voice hears "
        f"only what has been sung. {said[1]}; every voice also hears those that chose before it."
    )


def _names(chord) -> str:
    """The notes of a chord, with commas."""
    return ", ".join(name for name, _ in chord)


def _over(card: Card, start, end, high: float) -> None:
    """A blue way from one box over those between to another one."""
    aside = high - 0.8  # the lines from one box, and those to one, stand apart
    x0, x1, y = start.middle[0] - aside, end.middle[0] - aside, start.top - high
    way = [x0, x0, x1, x1], [start.top, y, y, y + 0.04]
    joined = {"solid_joinstyle": "miter", "solid_capstyle": "butt"}
    card.ax.plot(*way, color=INPUT.line, lw=2, zorder=1, **joined)
    arrow(card, (x1, y - 0.08), (x1, end.top), ink=INPUT)
