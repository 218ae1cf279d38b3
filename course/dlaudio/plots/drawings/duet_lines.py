"""Two lines of a duet: what each reply may have heard, and the code of steps and intervals."""

from dataclasses import dataclass

import numpy as np

from dlaudio.plots.drawings.piano_rolls import paper
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, box, listed, number

HUMAN, OWN = (67, 65, 64), (60, 62, 60)  # they begin as the example of exercise 15 does
LEFTS, STEP, SIZE = (2.7, 10.2), 2.3, (1.15, 0.66)  # of the two rolls, their notes, a note's box
ROW = 0.56  # a semitone's height


@dataclass
class Roll:
    """Room for three notes of each line, as high as they are."""

    card: Card
    left: float
    top: float
    low: int
    rows: int

    def __post_init__(self):
        no_lines = {"low": -1, "rows": 0, "steps": 1, "bar": 1}
        paper(self.card, self.left, self.top, 3 * STEP, self.rows * ROW, **no_lines)

    def x(self, t: int) -> float:
        return self.left + (t + 0.5) * STEP

    def note(self, t: int, pitch: int, label: str, ink, **looks):
        """A box of the note number t, at the height of its pitch."""
        y = self.top + (self.low + self.rows - pitch - 0.5) * ROW
        place = self.x(t) - SIZE[0] / 2, y - SIZE[1] / 2
        return box(self.card, place, SIZE, label, ink=ink, **looks)

    def name(self, pitch: int, words: str, ink) -> None:
        """Who plays, left of the roll at the height of that pitch."""
        y = self.top + (self.low + self.rows - pitch - 0.5) * ROW
        self.card.write(self.left - 0.25, y, words, ink=ink, align="right")


def draw(human=HUMAN, own=OWN):
    """Draw the machine's second and third choice, each with arrows from all that it has heard.

    Parameters
    ----------
    human, own : array of int, shape (3,)
        MIDI numbers of two lines, the human's above.
    """
    human, own, rolls = _rolls(human, own, top=1.75, more=1.0)
    card, said = rolls[0].card, []
    rolls[0].name(human[0], "you", INPUT)
    rolls[0].name(own[0], "the net", OUTPUT)
    for t, much, roll in zip((1, 2), ("one", "two"), rolls, strict=True):
        words = f"for its note {t} it has heard {much} of each"
        card.write(roll.x(1), 0.6, words, size=11.5, bold=True)
        for step in range(t + 1):
            ink, y = PLAIN if step == t else GREY, roll.top - 0.42
            card.write(roll.x(step), y, f"t = {step}", ink=ink, size=11.5, bold=step == t)
        roll.note(t, human[t], "?", GREY, filled=False)
        asked = roll.note(t, own[t], "?", OUTPUT, strong=True, bold=True)
        x, y = asked.north
        for step in range(t):
            yours = roll.note(step, human[step], f"{human[step]}", INPUT)
            arrow(card, yours.south, (x - 0.1 + 0.25 * step, y), ink=INPUT, width=1.8)
            before = roll.note(step, own[step], f"{own[step]}", OUTPUT)
            if step == t - 1:
                arrow(card, before.east, asked.west, ink=OUTPUT, width=1.8)
            else:  # beneath the note between them
                arrow(card, before.south, asked.south, ink=OUTPUT, width=1.8, bend=-0.17)
        x, ends = roll.x(t) - STEP / 2, (roll.top, roll.top + roll.rows * ROW)
        card.ax.plot([x, x], ends, color=PLAIN.line, lw=1.6, ls="--", zorder=2)
        said.append(
            f"For its note at t = {t} arrows come from your {listed(human[:t])} and its own "
            f"{listed(own[:t])}"
        )
    words = "what lies left of the dashed line has been heard; what you play right of it has not"
    card.write(card.width / 2, card.height - 0.55, words, ink=GREY, size=12)
    return card.figure, (
        f"Two lines of MIDI numbers from t = 0 on, you above and the net below. "
        f"{'. '.join(said)}. What you play at that moment is a question mark, and no arrow comes "
        f"from there."
    )


def draw_code(own=OWN, other=HUMAN, *, moved: int = 5):
    """Draw the steps along a line and the intervals up to the other one, in two keys.

    Parameters
    ----------
    own, other : array of int, shape (3,)
        MIDI numbers of two lines, one above the other.
    moved : int
        By how many semitones both are higher in the second picture.
    """
    other, own, rolls = _rolls(other, own, top=1.2, more=1.2)
    card, said = rolls[0].card, []
    rolls[0].name(other[0], "the other", INPUT)
    rolls[0].name(own[0], "own", OUTPUT)
    steps, apart = np.diff(own), other - own
    intervals = apart % 12
    titles = ("two lines", f"{moved} semitones higher")
    code = f"steps [{listed(steps)}], intervals [{listed(intervals)}]"
    for title, more, roll in zip(titles, (0, moved), rolls, strict=True):
        card.write(roll.x(1), 0.6, title, size=12.5, bold=True)
        mine = [roll.note(t, own[t], f"{own[t] + more}", OUTPUT) for t in range(3)]
        theirs = [roll.note(t, other[t], f"{other[t] + more}", INPUT) for t in range(3)]
        for t, step in enumerate(steps):
            arrow(card, mine[t].east, mine[t + 1].west, ink=OUTPUT, gap=0.03)
            x = (mine[t].right + mine[t + 1].left) / 2
            ends = mine[t], mine[t + 1]
            y = max(note.bottom for note in ends) + 0.05  # where no interval is
            if apart[t] < 0:
                y = min(note.top for note in ends) - 0.05
            card.write(x, y, number(step), ink=OUTPUT, size=13, bold=True)
        for t, gap in enumerate(apart):
            ends = (mine[t].north, theirs[t].south) if gap > 0 else (mine[t].south, theirs[t].north)
            arrow(card, *ends, ink=WEIGHT)
            words = number(gap) + (f" → {intervals[t]}" if gap != intervals[t] else "")
            at = ends[0][0] + 0.2, (ends[0][1] + ends[1][1]) / 2
            card.write(*at, words, ink=WEIGHT, size=13, align="left", bold=True)
        said.append(f"own {listed(own + more)} and other {listed(other + more)}")
    pieces = ["both times:   ", (f"steps [{listed(steps)}]", OUTPUT), "     "]
    pieces += [(f"intervals [{listed(intervals)}]", WEIGHT)]
    card.phrase(card.width / 2, card.height - 0.6, pieces, size=13.5, bold=True)
    return card.figure, (
        f"Two lines, {said[0]}, and the same {moved} semitones higher, {said[1]}. An arrow from "
        f"each own note to the next has its step, {listed(steps)}, and one from each own note to "
        f"the other the semitones up to it, {listed(apart)}. Both times the code is {code}."
    )


def _rolls(above, below, *, top: float, more: float):
    """Both lines as arrays, and two rolls side by side, with so much room above and beneath."""
    above, below = np.asarray(above), np.asarray(below)
    both = np.concatenate([above, below])
    if not above.shape == below.shape == (3,) or np.ptp(both) > 16 or np.any(above == below):
        raise ValueError(
            f"duet_lines needs two lines of three notes, never on one pitch and not more than 16 "
            f"semitones apart, got {above} and {below}"
        )
    low, rows = int(both.min()) - 1, int(np.ptp(both)) + 3
    card = Card(top + rows * ROW + more)
    return above, below, [Roll(card, left, top, low, rows) for left in LEFTS]
