"""Piano rolls: tunes as bars, one panel a tune, and a song with its band."""

import numpy as np

from dlaudio.generation.tune_numbers import come_again, on_the_beat, outside_the_scale
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card

SCALE = ((60, 62, 64, 65, 67), (2, 2, 2, 2, 8))
HITS = {"kick": (1, 0, 0, 0, 0, 0, 1, 0), "hat": (1, 0, 1, 0, 1, 0, 1, 0)}
COUNTED = "the way from a newborn net to real tunes, counted in many tunes of each"
LEAD, COLUMNS = 4.2, 40  # of the bar that counts a song in: its width, and how finely it is drawn
MARGIN, GAP, HIGH = 0.75, 0.75, 2.6


def draw(tunes=None, *, given: int = 0, columns: int = 2, longest: int = 48, again=None):
    """Draw tunes as piano rolls, all to the same scale.

    Parameters
    ----------
    tunes : mapping of str to pair of arrays of int, shapes (T,), optional
        Names, pitches in MIDI and lengths in eighths; up to 8 tunes.
    given : int
        So many notes of each tune were given, and are drawn in blue; the others are green.
    columns : int
        1 to 3 panels side by side.
    longest : int
        Eighths that fit into a panel; what comes later is left out.
    again : mapping of str to int, optional
        Eighths in a bar of each tune. What began just so 1, 2 or 4 bars before is then blue, and
        its share of the notes drawn stands over the tune.
    """
    tunes = tunes or {"a scale": SCALE}
    if not 1 <= len(tunes) <= 8 or columns not in (1, 2, 3):
        raise ValueError(
            f"piano_rolls has room for 1 to 8 tunes in 1 to 3 columns, got {len(tunes)}, {columns}"
        )
    columns = min(columns, len(tunes))
    rows = -(-len(tunes) // columns)
    card = Card(rows * (HIGH + 0.9) + 0.4 + 0.6 * bool(again))
    wide = (card.width - 2 * MARGIN - (columns - 1) * GAP) / columns
    every = np.concatenate([np.asarray(pitches) for pitches, _ in tunes.values()])
    low, span = int(every.min()) - 1, max(int(np.ptp(every)) + 2, 12)
    if again:
        y = card.height - 0.55
        block(card, MARGIN, y - 0.13, 0.5, 0.26, INPUT)
        rule = "what came just so one, two or four bars before, and its share of the notes"
        card.write(MARGIN + 0.6, y, rule, ink=INPUT, size=12, align="left")
    said = []
    for place, (name, (pitches, lengths)) in enumerate(tunes.items()):
        left = MARGIN + place % columns * (wide + GAP)
        top = 0.35 + place // columns * (HIGH + 0.9)
        bar = again[name] if again else 8
        back = come_again(pitches, lengths, bar=bar) if again else np.zeros(len(pitches), bool)
        seen = np.cumsum(lengths) - lengths < longest
        words = f"{name}: {back[seen].mean():.0%}" if again else name
        card.write(left, top + 0.2, words, size=12.5, align="left", bold=True)
        paper(card, left, top + 0.55, wide, HIGH, low=low, rows=span + 1, steps=longest, bar=bar)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        for note, (pitch, start, length) in enumerate(
            zip(pitches, starts[:-1], lengths, strict=True)
        ):
            if start >= longest:
                break
            ink = INPUT if note < given or back[note] else OUTPUT
            y = top + 0.55 + HIGH * (1 - (pitch - low + 1) / (span + 1))
            size = min(length, longest - start) * wide / longest
            block(card, left + start * wide / longest, y, size, HIGH / (span + 1), ink)
        said.append(f"{words}: {len(pitches)} notes from {min(pitches)} to {max(pitches)}")
    colours = f", the first {given} in blue, the others green" if given else ""
    colours += ", what came just so 1, 2 or 4 bars before in blue" if again else ""
    scale = "pitch upwards in MIDI with a line at each C (60 is C4), a line every four beats"
    return card.figure, f"Piano rolls, {scale}{colours}. {'; '.join(said)}."


def draw_growth(tunes=None, counted=None, *, longest: int = 48):
    """Draw tunes with what is off the beat in orange and what is out of the scale crossed.

    Beneath them, what was counted in many tunes: a line for each count, from the first share at
    its left end to the last at its right, and in between a dot for each other.

    Parameters
    ----------
    tunes : mapping of str to pair of arrays of int, shapes (T,), optional
        Names, pitches in MIDI and lengths in eighths; up to 4 tunes.
    counted : mapping of str to mapping of str to float, optional
        Of each count its shares, in order, as `tune_numbers.growth` gives them.
    longest : int
        Eighths that fit into a panel; what comes later is left out.
    """
    tunes = tunes or {"a scale": SCALE}
    counted = counted or {}
    if not 1 <= len(tunes) <= 4 or len(counted) > 3:
        raise ValueError(
            f"draw_growth has room for 1 to 4 tunes and 3 counts, got {len(tunes)}, {len(counted)}"
        )
    rows, each = -(-len(tunes) // 2), HIGH + 1.35
    card = Card(rows * each + 0.8 + (1.35 + 1.25 * len(counted) if counted else 0))
    wide = (card.width - 2 * MARGIN - GAP) / 2
    every = np.concatenate([np.asarray(pitches) for pitches, _ in tunes.values()])
    low, span = int(every.min()) - 1, max(int(np.ptp(every)) + 2, 12)
    said = []
    for place, (name, (pitches, lengths)) in enumerate(tunes.items()):
        left, top = MARGIN + place % 2 * (wide + GAP), 0.35 + place // 2 * each
        card.write(left, top + 0.2, name, size=12.5, align="left", bold=True)
        paper(card, left, top + 0.55, wide, HIGH, low=low, rows=span + 1, steps=longest, bar=8)
        beat, foreign = on_the_beat(lengths), outside_the_scale(pitches)
        notes = zip(pitches, np.cumsum(lengths) - lengths, lengths, beat, foreign, strict=True)
        for pitch, start, length, on, strange in notes:
            if start >= longest:
                break
            y = top + 0.55 + HIGH * (1 - (pitch - low + 1) / (span + 1))
            size = min(length, longest - start) * wide / longest
            x, ink = left + start * wide / longest, OUTPUT if on else WEIGHT
            block(card, x, y, size, HIGH / (span + 1), ink)
            if strange:
                card.ax.plot(x + size / 2, y - 0.13, "x", color=PLAIN.line, ms=4.5, mew=1.3)
        words = f"{beat.sum()} of {len(beat)} on the beat, {foreign.sum()} out of the scale"
        card.write(left, top + HIGH + 0.9, words, ink=GREY, size=11, align="left")
        said.append(f"{name}: {len(pitches)} notes from {min(pitches)} to {max(pitches)}, {words}")
    y = rows * each + 0.45
    for x, words, ink in ((MARGIN, "on the beat", OUTPUT), (4.0, "off the beat", WEIGHT)):
        block(card, x, y - 0.09, 0.5, 0.18, ink)
        card.write(x + 0.6, y, words, ink=ink, size=11, align="left")
    card.ax.plot(7.4, y, "x", color=PLAIN.line, ms=5, mew=1.4)
    card.write(7.65, y, "out of the scale", ink=PLAIN, size=11, align="left")
    if counted:
        card.write(MARGIN, y + 0.75, f"{COUNTED}:", size=11, align="left")
    for place, (name, shares) in enumerate(counted.items()):
        said.append(_stretch(card, y + 1.75 + 1.25 * place, name, shares))
    return card.figure, (
        f"Piano rolls, notes on the beat in green, off it in orange, those out of the scale "
        f"crossed. {'. '.join(said)}."
    )


def draw_song(
    tune=SCALE,
    own=(True, True, True, False, False),
    chords=((65, 60, 55, 48), (65, 60, 57, 53)),
    hits=HITS,
    *,
    letters=("A", "B"),
    joins=(0, 0, 1),
    counted=None,
):
    """Draw a song over its whole length: the tune, the voices under it, and the drums.

    Parameters
    ----------
    tune : pair of arrays of int, shape (T,)
        Pitches in MIDI, and lengths in eighths.
    own : sequence of bool, (T,)
        Which notes are new (green); the others are bars that come back (blue).
    chords : array of int, shape (n, 4)
        Soprano, alto, tenor and bass, evenly spread; the soprano is not drawn.
    hits : mapping of str to sequence of 0 and 1
        What each drum plays in a bar of eight eighths; up to 3 drums.
    letters : sequence of str
        Of the phrases, all of one length.
    joins : three of int
        From which phrase on bass, chords and drums play.
    counted : mapping of str to array, shape (n,), optional
        Words that count it in, at most 4, and their sounds, a beat each; they stand in a bar of
        their own before the first, drawn wider than the others.
    """
    from matplotlib.patches import Ellipse

    (pitches, lengths), chords = map(np.asarray, tune), np.asarray(chords)
    total = int(lengths.sum())
    if len(own) != len(pitches) or total % len(letters) or not 1 <= len(hits) <= 3:
        raise ValueError(
            f"draw_song needs {len(pitches)} marks of own notes, phrases of one length and 1 to 3 "
            f"drums, got {len(own)}, {total} eighths for {len(letters)} phrases, {len(hits)}"
        )
    high, row = 4.8, 0.42
    card = Card(high + 2.5 + row * len(hits))
    top, right = 0.95, card.width - 0.5
    left = (1.25 + LEAD) if counted else 1.25
    wide = right - left
    low = int(min(chords.min(), pitches.min())) - 1
    rows = int(max(chords.max(), pitches.max())) - low + 2
    step, phrase, each = wide / total, total // len(letters), total / len(chords)
    paper(card, left, top, wide, high, low=low, rows=rows, steps=total, bar=8)
    if counted:
        _words(card, counted, top, high)

    def bar(pitch, start, size, ink):
        y = top + high * (1 - (pitch - low + 1) / rows)
        block(card, left + start * step, y, size * step, high / rows, ink)

    for voice, ink, join in ((3, WEIGHT, joins[0]), (1, GREY, joins[1]), (2, GREY, joins[1])):
        for place in range(round(join * phrase / each), len(chords)):
            bar(chords[place, voice], place * each, each, ink)
    for pitch, end, size, new in zip(pitches, np.cumsum(lengths), lengths, own, strict=True):
        bar(pitch, end - size, size, OUTPUT if new else INPUT)
    for n, letter in enumerate(letters):
        x = left + n * phrase * step
        card.ax.plot([x, x], [top - 0.45, top + high], color="0.55", lw=1.2, zorder=2)
        card.write(x + 0.1, top - 0.3, letter, size=13, align="left", bold=True)
    for n, (name, marks) in enumerate(hits.items()):
        y = top + high + 0.4 + n * row
        card.write(left - 0.12, y, name, ink=GREY, size=10.5, align="right")
        for start in range(joins[2] * phrase, total, 8):
            for place in np.flatnonzero(marks):
                at = left + (start + place * 8 / len(marks)) * step
                card.ax.add_patch(Ellipse((at + 0.05, y), 0.1, 0.2, fc=GREY.text, ec="none"))
    y = top + high + 0.55 + row * len(hits)
    legend = (
        (0.6, 0, "tune: the net that looks back", OUTPUT),
        (7.3, 0, "and its bars that come back", INPUT),
        (0.6, 0.6, "middle: the choir", GREY),
        (4.6, 0.6, "bass: the WaveNet's strings", WEIGHT),
    )
    for x, down, words, ink in legend:
        block(card, x, y + down - 0.13, 0.5, 0.26, ink)
        card.write(x + 0.6, y + down, words, ink=ink, size=11, align="left")
    card.ax.add_patch(Ellipse((11.1, y + 0.6), 0.13, 0.26, fc=GREY.text, ec="none"))
    card.write(11.3, y + 0.6, "drums: threshold units, unit 1", ink=GREY, size=11, align="left")
    named = ", ".join(letters)
    said = f"Counted in by {', '.join(counted)}: a" if counted else "A"
    return card.figure, (
        f"{said} song of {total // 8} bars in the phrases {named}: {len(pitches)} notes from "
        f"{pitches.min()} to {pitches.max()}, {int(np.sum(own))} of them new, the others in bars "
        f"that come back; {len(chords)} chords under it, and the drums {', '.join(hits)}. The "
        f"tune is by the net that looks back, the middle by the choir, the bass on the WaveNet's "
        f"strings, the drums by threshold units of unit 1."
    )


def _words(card: Card, counted, top: float, high: float) -> None:
    """The words that count a song in, from left to right, each over the shape of its sound."""
    from matplotlib.patches import Rectangle

    left, wide = 0.35, LEAD - 0.2
    card.ax.add_patch(Rectangle((left, top), wide, high, fc="0.965", ec="0.8", lw=0.8, zorder=1))
    size, middle = wide / len(counted), top + 0.5 * high
    for n, (word, sound) in enumerate(counted.items()):
        x = left + n * size
        if n:
            card.ax.plot([x, x], [top, top + high], color="0.82", lw=0.7, zorder=2)
        parts = np.array_split(np.abs(np.asarray(sound, dtype=float)), COLUMNS)
        loud = np.array([part.max() for part in parts])
        reach = 0.3 * high * loud / (loud.max() or 1)
        at = x + 0.06 + (size - 0.12) * np.arange(COLUMNS) / (COLUMNS - 1)
        card.ax.fill_between(at, middle - reach, middle + reach, fc=PLAIN.line, lw=0, zorder=3)
        card.write(x + size / 2, top - 0.3, word, size=11)
    card.write(left, top + high + 0.4, "the count, drawn wide", ink=GREY, size=10.5, align="left")


def _stretch(card: Card, y: float, name: str, shares) -> str:
    """A line from the first share to the last, with a dot for each in between; what it says."""
    left, right = 3.9, card.width - 0.9
    (first, low), *between, (last, high) = shares.items()
    card.write(3.2, y, name, size=12, align="right", bold=True)
    card.ax.plot([left, right], [y, y], color=GREY.line, lw=3, zorder=1, solid_capstyle="round")
    aside = np.inf
    for label, share in ((last, high), *reversed(between), (first, low)):
        x = left + (right - left) * (share - low) / (high - low)
        aside = min(x, aside - 0.85)  # where the words have room
        ink = INPUT if label == last else OUTPUT
        card.ax.plot(x, y, "o", color=ink.line, ms=9, zorder=3)
        card.write(aside, y - 0.42, label, ink=ink, size=11)
        card.write(aside, y + 0.42, f"{share:.0%}", ink=GREY, size=10.5)
    return f"{name}: " + ", ".join(f"{label} {share:.0%}" for label, share in shares.items())


def paper(card: Card, left, top, wide, high, *, low: int, rows: int, steps: int, bar: int):
    """Rule a panel: a line and a name at each C, a thin line every `bar` of its `steps`."""
    from matplotlib.patches import Rectangle

    card.ax.add_patch(Rectangle((left, top), wide, high, fc="0.965", ec="0.8", lw=0.8, zorder=1))
    for step in range(bar, steps, bar):
        x = left + step * wide / steps
        card.ax.plot([x, x], [top, top + high], color="0.82", lw=0.7, zorder=2)
    for pitch in range(-(-low // 12) * 12, low + rows, 12):
        y = top + high * (1 - (pitch - low + 0.5) / rows)
        card.ax.plot([left, left + wide], [y, y], color="0.82", lw=0.7, zorder=2)
        card.write(left - 0.06, y, f"C{pitch // 12 - 1}", ink=GREY, size=10.5, align="right")


def block(card: Card, left, top, wide, high, ink, zorder: float = 3) -> None:
    """Lay a bar of a roll on the card, with a small gap after it."""
    from matplotlib.patches import Rectangle

    gap = min(0.05, wide / 4)
    card.ax.add_patch(
        Rectangle((left, top), wide - gap, high, fc=ink.line, ec="none", lw=0, zorder=zorder)
    )
