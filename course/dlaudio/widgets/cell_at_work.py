"""One LSTM cell through a whole tune: note after note, with the gates that it has there."""

from functools import cache

import numpy as np

from dlaudio.audio import play
from dlaudio.generation.thirds import MAJOR, MINOR, STEPS, chords, tune
from dlaudio.networks.gated import MODE_MEMORY, traces
from dlaudio.plots import POSITIVE
from dlaudio.plots.drawings import lstm_cell
from dlaudio.plots.parts import WEIGHT
from dlaudio.widgets.controls import Slider

TITLE = "The pianist's cell, note after note"
CONTROLS = {"note": Slider(1, STEPS, 1, MINOR + 1, "note", play=True)}
SR, HEARD = 16000, 8  # Hz, and notes up to the one that is drawn
LEFT, WIDE, TOP, HIGH = 0.9, 16.2, 8.5, 0.3  # of the row of notes, in units of the card
GATES = {"f": 3.8, "i": 7.3, "o": 12.0}  # where they stand on the card
FLOOR, TALL, BROAD = 5.44, 0.9, 1.42  # of their boxes


@cache
def trace() -> dict[str, np.ndarray]:
    """Gates, candidate, cell and state of the one unit at each note, (STEPS,)."""
    return {name: found[:, 0] for name, found in traces(MODE_MEMORY, chords()).items()}


def draw(note: int):
    """The cell at one note of the tune, each gate as full as it is open, and the notes up to it.

    Parameters
    ----------
    note : int
        From 1 to 56.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from matplotlib.patches import Rectangle

    t, found = int(note) - 1, trace()
    before = float(found["c"][t - 1]) if t else 0.0
    # rounded as it is written, so that the products can be followed
    now = {name: round(float(found[name][t]), 2) for name in "ifgo"}
    figure, text = lstm_cell.draw("all", c=round(before, 2), **now)
    ax = figure.axes[0]
    rule = ax.texts[-1]  # beside the words on the note, clear of the row of notes
    rule.set(position=(LEFT + WIDE, 7.55), ha="right", va="center")
    for place, chord in enumerate(chords()):
        box = (LEFT + place * WIDE / STEPS, TOP), WIDE / STEPS - 0.04, HIGH
        struck = bool(chord.any())
        ax.add_patch(Rectangle(*box, fc="0.45" if struck else "0.88", ec="none"))
        if place == t:
            ax.add_patch(Rectangle(*box, fc="none", ec=POSITIVE, lw=2.4))
    struck = {MAJOR: "A major is struck", MINOR: "A minor is struck"}.get(t, "a single note")
    for name, x in GATES.items():  # as full as it is open
        box = (x - BROAD / 2, FLOOR - TALL * now[name]), BROAD, TALL * now[name]
        ax.add_patch(Rectangle(*box, fc=WEIGHT.line, ec="none", alpha=0.4, zorder=5))
    where = f"note {note} of {STEPS}: {struck}"
    ax.text(LEFT, 7.55, where, fontsize=13, va="center", ha="left", weight="bold", color="0.15")
    first = max(0, t + 1 - HEARD)
    sound = tune(found["c"][first : t + 1], first=first)
    player = play(sound, SR, title=f"the third up to note {note}")
    return figure, f"Note {note} of {STEPS}: {struck}. {text}", player
