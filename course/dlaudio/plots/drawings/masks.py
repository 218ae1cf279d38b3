"""Masks in numbers: two sounds share the cells of a spectrogram, and a mask gives some back."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, listed

VOICE, DRUMS = (3, 3, 0.5, 4), (-1, 1, 4, 0)
LEFT = 4.4  # of the cells, in units of the card
NAMES = ("against", "together", "mostly drums", "voice alone")


def draw(voice=VOICE, drums=DRUMS, *, names=NAMES):
    """Draw voice, drums, mixture, ideal ratio mask and what it leaves, cell by cell.

    Parameters
    ----------
    voice, drums : sequences of number
        Values of 1 to 5 cells, real, so that they can be added by hand; no cell is silent in both.
    names : sequence of str
        What the two do in each cell.
    """
    voice, drums = np.asarray(voice, dtype=float), np.asarray(drums, dtype=float)
    power = voice**2 + drums**2
    if not (1 <= len(voice) == len(drums) == len(names) <= 5 and power.all()):
        raise ValueError(
            f"masks needs 1 to 5 cells with some sound, got {voice}, {drums} and {len(names)} names"
        )
    mask = np.abs(voice) / np.sqrt(power)
    rows = {
        "voice $S$": (voice, INPUT, ""),
        "drums $V$": (drums, INPUT, "they add up"),
        "mixture $S + V$": (voice + drums, PLAIN, "all that is heard"),
        "mask $M$": (mask, WEIGHT, "to multiply by"),
        "estimate $M\\,(S + V)$": (mask * (voice + drums), OUTPUT, "compare with $S$"),
    }
    card = Card(1.6 + 1.2 * len(rows))
    wide = min(2.4, 9.6 / len(voice))
    for i, name in enumerate(names):
        card.write(LEFT + (i + 0.5) * wide, 0.65, name, ink=GREY, size=11)
    said = []
    for line, (name, (values, ink, note)) in enumerate(rows.items()):
        top = 1.15 + 1.2 * line
        block = cells(card, values, (LEFT, top), ink=ink, size=(wide, 0.9), shape=False, digits=2)
        card.write(LEFT - 0.35, block.middle[1], name, ink=ink, align="right", size=13)
        card.write(block.right + 0.3, block.middle[1], note, ink=GREY, align="left", size=11)
        plain = name.replace("$", "").replace("\\,", " ")
        said.append(f"{plain}: {listed(values, 2)}")
    return card.figure, (
        f"{len(voice)} cells of a spectrogram ({', '.join(names)}). {'; '.join(said)}. Where the "
        f"two have opposite signs they cancel, and no mask from 0 to 1 brings that back."
    )
