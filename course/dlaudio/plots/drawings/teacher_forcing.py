"""Told and free: a net that always hears the true note, and one that hears its own."""

from itertools import pairwise

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, box, cells, listed

SCALE = (60, 62, 64, 65, 67, 69, 71, 72)  # C major from middle C, MIDI


def guesses(tune, step: int, free: bool) -> list[int]:
    """What "the last note + step" says at each note but the first."""
    said: list[int] = []
    for true in tune[:-1]:
        heard = said[-1] if free and said else true
        said.append(heard + step)
    return said


def draw(tune=SCALE, *, step: int = 2, titles: tuple[str, str] = ("told", "free")):
    """Draw a rule that knows one thing (go up by `step`) on a tune, told and free.

    Parameters
    ----------
    tune : sequence of int
        MIDI pitches, 4 to 8 of them.
    step : int
        What the rule adds to the note it hears, in semitones.
    titles : two str
        Of the row that hears the truth and of the row that hears itself.
    """
    if not 4 <= len(tune) <= 8:
        raise ValueError(f"teacher_forcing has room for 4 to 8 notes, got {len(tune)}")
    card = Card(12.5)
    steps = [after - note for note, after in pairwise(tune)]
    said = []
    for title, free, top in zip(titles, (False, True), (0.75, 7.0), strict=True):
        notes = guesses(tune, step, free)
        wrong = [note - true for note, true in zip(notes, tune[1:], strict=True)]
        _row(card, top, title, list(tune), notes, wrong, step, free)
        said.append(f"{title}: guesses {listed(notes)}; errors {listed(wrong)}")
    _steps(card, 5.95, steps, step)
    return card.figure, (
        f"A rule that adds {step} semitones to the note it hears, on the tune {listed(tune)}, "
        f"whose own steps are {listed(steps)}. "
        f"{'. '.join(said)}. {titles[0].capitalize()}, it hears the true note each time, "
        f"so an error costs one note; {titles[1]}, it hears its own guess, so errors add up."
    )


def _row(card: Card, top: float, title: str, tune, notes, wrong, step: int, free: bool) -> None:
    count = len(notes)
    left, pitch = 3.3, 13.6 / count
    heard = [tune[0], *notes[:-1]] if free else tune[:-1]
    what = "hears its own" if free else "hears the truth"
    card.write(0.6, top + 0.15, title, size=14, bold=True, align="left")
    card.write(0.6, top + 0.75, what, ink=GREY, align="left")
    rows = {"guess": top + 1.55, "net": top + 2.85, "hears": top + 4.3}
    names = {"guess": OUTPUT, "net": WEIGHT, "input": INPUT}
    for (name, ink), y in zip(names.items(), rows.values(), strict=True):
        card.write(2.6, y, name, ink=ink, align="right")
    for t in range(count):
        x = left + (t + 0.5) * pitch
        ink = OUTPUT if free and t else INPUT
        size = (1.0, 0.75)
        made = cells(card, [notes[t]], (x - 0.5, rows["guess"] - 0.375), ink=OUTPUT, size=size)
        entry = cells(card, [heard[t]], (x - 0.5, rows["hears"] - 0.375), ink=ink, size=size)
        net = box(card, (x - 0.5, rows["net"] - 0.4), (1.0, 0.8), f"+ {step}", ink=WEIGHT)
        arrow(card, entry.north, net.south, ink=ink)
        arrow(card, net.north, made.south, ink=OUTPUT)
        error = f"{wrong[t]:+d}".replace("-", "−") if wrong[t] else "right"
        card.write(
            x, rows["guess"] - 0.72, error, ink=PLAIN if wrong[t] else GREY, bold=bool(wrong[t])
        )
        if free and t < count - 1:
            _feed(card, made.east, (x + pitch - 0.5, rows["hears"]))


def _steps(card: Card, y: float, steps: list[int], step: int) -> None:
    """What the tune really does from each note heard, bold where the net does not know it."""
    card.write(2.6, y, "the tune", ink=GREY, align="right")
    pitch = 13.6 / len(steps)
    for t, true in enumerate(steps):
        odd = true != step
        words = f"{'only ' * (0 <= true < step)}{true:+d}".replace("-", "−")
        ink = PLAIN if odd else GREY
        card.write(3.3 + (t + 0.5) * pitch, y, words, ink=ink, bold=odd)


def _feed(card: Card, start, end) -> None:
    """From a guess down to the next input: between the columns."""
    middle = (start[0] + end[0]) / 2
    xs, ys = (start[0] + 0.06, middle, middle), (start[1], start[1], end[1])
    card.ax.plot(xs, ys, color=OUTPUT.line, lw=2, solid_joinstyle="round", zorder=2)
    arrow(card, (middle - 0.05, end[1]), end, ink=OUTPUT, gap=0.05)
