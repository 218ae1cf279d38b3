"""A tune and the same turned round, played at once: a crab canon, and where the two clash."""

import itertools

from dlaudio.networks.attending import NAMES, clashes
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card

TUNE = (0, 2, 4, 3, 4, 0)


def missing(tune, answer) -> str:
    """What keeps a tune without a clash from being a good crab canon; empty if nothing does.

    Parameters
    ----------
    tune, answer : sequences of int
        Notes from 0 to 7.
    """
    if tune == answer:
        return "it is its own mirror"
    if len(set(tune)) < 5:
        return f"it has only {len(set(tune))} different notes"
    if any(a == b for a, b in itertools.pairwise(tune)):
        return "a note comes twice in a row"
    return ""


def draw(tune=TUNE, answer=None):
    """Draw two voices as bars, a place lower for each key, and shade the beats on which they clash.

    Parameters
    ----------
    tune : sequence of int
        1 to 14 notes from 0 to 7, the white keys from C to C.
    answer : sequence of int, optional
        The second voice; the tune turned round if not given.
    """
    tune = [int(n) for n in tune]
    answer = tune[::-1] if answer is None else [int(n) for n in answer]
    longest = max(len(tune), len(answer))
    if not 1 <= longest <= 14 or any(n not in range(8) for n in tune + answer):
        raise ValueError(f"crab_canon needs 1 to 14 notes from 0 to 7, got {tune}, {answer}")
    card, left, wide, top = Card(6.1), 2.2, 13.7, 1.1
    step, wrong = wide / longest, clashes(tune, answer)
    for n in range(8):
        y = top + 0.42 * (7 - n)
        card.write(1.6, y, NAMES[n], ink=GREY, size=11)
        card.ax.plot((left, left + wide), (y, y), color=GREY.fill, lw=1, zorder=0)
    for t in wrong:
        x = left + (t + 0.5) * step
        card.ax.bar(x, 3.7, 0.95 * step, top - 0.4, color=GRADIENT.fill, zorder=1)
        ends = [top + 0.42 * (7 - voice[t]) for voice in (tune, answer)]
        card.ax.plot((x, x), ends, color=GRADIENT.line, lw=2, zorder=2)
        pair = f"{NAMES[tune[t]]}–{NAMES[answer[t]]}"
        card.write(x, 4.75, pair, ink=GRADIENT, size=11.5)
    for voice, ink, off in ((tune, INPUT, -0.07), (answer, OUTPUT, 0.07)):
        for t, n in enumerate(voice):
            x, y = left + t * step, top + 0.42 * (7 - n) + off
            card.ax.plot((x + 0.1, x + 0.9 * step), (y, y), color=ink.line, lw=5, zorder=3)
    card.write(left, 0.35, "your tune, from left to right", ink=INPUT, size=12, align="left")
    end = left + wide
    card.write(end, 0.35, "the same, from right to left", ink=OUTPUT, size=12, align="right")
    said = [f"{NAMES[tune[t]]} against {NAMES[answer[t]]}" for t in wrong]
    lack = missing(tune, answer)
    rule = f"clashes: {len(wrong)}" if wrong else "no clash" + (f", but {lack}" if lack else "!")
    ink = GRADIENT if wrong else PLAIN if lack else OUTPUT
    card.write(card.width / 2, 5.6, rule, ink=ink, size=13, bold=not (wrong or lack))
    voices = [" ".join(NAMES[n] for n in voice) for voice in (tune, answer)]
    beats = ", ".join(f"beat {t + 1}: {what}" for t, what in zip(wrong, said, strict=True))
    rule = f"Clashes: {len(wrong)} at {beats}" if wrong else rule.capitalize().rstrip("!")
    return card.figure, (
        f"Two voices at once, one bar a note. The tune: {voices[0]}. Turned round: {voices[1]}. "
        f"{rule}."
    )
