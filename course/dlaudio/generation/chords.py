"""Chords that have a name: triads and sevenths, whole or with a note left out."""

import numpy as np

# Semitones above the root. Left out may be what one leaves out in four voices: fifth, third, both.
SHAPES = (
    "0 4 7, 0 3 7, 0 3 6, 0 4 7 10, 0 4 7 11, 0 3 7 10, 0 3 6 10, "
    "0 4, 0 3, 0 7, 0, 0 4 10, 0 3 10, 0 7 10"
)
KNOWN = frozenset(frozenset(map(int, shape.split())) for shape in SHAPES.split(","))


def has_name(chord) -> bool:
    """Whether the notes of a chord, octaves put together, are one of `SHAPES` on some root.

    Parameters
    ----------
    chord : array of int, shape (4,)
        MIDI numbers.
    """
    names = {int(pitch) % 12 for pitch in chord}
    return any(frozenset((name - root) % 12 for name in names) in KNOWN for root in names)


def share_with_a_name(chords) -> float:
    """Which share of the chords (beats, 4) has a name.

    Parameters
    ----------
    chords : array of int, shape (beats, 4)
        MIDI numbers.
    """
    return float(np.mean([has_name(chord) for chord in chords]))


def picture(sung, bits):
    """Bars of what a chord costs each choir, and of how many of its own chords have a name.

    Parameters
    ----------
    sung : mapping of str to array of int, shape (beats, 4)
        A chorale by each choir.
    bits : mapping of str to array, shape (n,)
        By choir, what a chord of each of n new chorales costs it.
    """
    from dlaudio.plots.drawings import bar_table

    form = {"bits a chord": "{:.1f}", "with a name, %": "{:.0f}"}
    rows = {
        name: dict(zip(form, (bits[name], 100 * share_with_a_name(chorale)), strict=True))
        for name, chorale in sung.items()
    }
    count = len(next(iter(bits.values())))
    line = f"from the cheapest of {count} chorales to the dearest"
    most = {"with a name, %": 100}
    return bar_table.draw(rows, form=form, most=most, what="choirs", line=line)
