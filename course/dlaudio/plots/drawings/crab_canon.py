"""A tune and the same turned round, played at once: a crab canon, and where the two clash."""

from dlaudio.networks.attending import NAMES, clashes
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card

TUNE = (0, 2, 4, 3, 4, 0)


def draw(tune=TUNE, answer=None):
    """Draw two voices as bars, a place lower for each key, and frame the beats on which they clash.

    Parameters
    ----------
    tune : sequence of int
        1 to 14 notes from 0 to 7, the white keys from C to C.
    answer : sequence of int, optional
        The second voice; the tune turned round if not given.
    """
    tune = [int(n) for n in tune]
    answer = tune[::-1] if answer is None else [int(n) for n in answer]
    if not 1 <= max(len(tune), len(answer)) <= 14 or any(n not in range(8) for n in tune + answer):
        raise ValueError(f"crab_canon needs 1 to 14 notes from 0 to 7, got {tune}, {answer}")
    card, step, left, top = Card(5.6), 0.98, 2.2, 1.1
    wrong = clashes(tune, answer)
    for n in range(8):
        y = top + 0.42 * (7 - n)
        card.write(1.6, y, NAMES[n], ink=GREY, size=11)
        card.ax.plot((left, left + 14 * step), (y, y), color=GREY.fill, lw=1, zorder=0)
    for t in wrong:
        card.ax.bar(
            left + (t + 0.5) * step, 3.7, 0.95 * step, top - 0.4, color=GRADIENT.fill, zorder=1
        )
    for voice, ink, off in ((tune, INPUT, -0.07), (answer, OUTPUT, 0.07)):
        for t, n in enumerate(voice):
            x, y = left + t * step, top + 0.42 * (7 - n) + off
            card.ax.plot((x + 0.1, x + 0.9 * step), (y, y), color=ink.line, lw=5, zorder=3)
    card.write(left, 0.35, "your tune, from left to right", ink=INPUT, size=12, align="left")
    card.write(
        left + 14 * step, 0.35, "the same, from right to left", ink=OUTPUT, size=12, align="right"
    )
    said = [f"{NAMES[tune[t]]} against {NAMES[answer[t]]}" for t in wrong]
    rule = f"clashes: {len(wrong)}" + (f" ({', '.join(said)})" if said else "")
    if len(rule) > 70:
        rule = f"clashes: {len(wrong)}"
    card.write(card.width / 2, 5.1, rule, ink=GRADIENT if wrong else OUTPUT, size=12.5)
    voices = [" ".join(NAMES[n] for n in voice) for voice in (tune, answer)]
    beats = ", ".join(f"beat {t + 1}: {what}" for t, what in zip(wrong, said, strict=True))
    return card.figure, (
        f"Two voices at once, one bar a note. The tune: {voices[0]}. Turned round: {voices[1]}. "
        f"Clashes: {len(wrong)}{' at ' * bool(wrong)}{beats}."
    )
