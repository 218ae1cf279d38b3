"""The same dice for every note, from cold to hot: temperature, to see and to hear."""

import functools

import numpy as np

from dlaudio import audio, datasets
from dlaudio.layers import softmax
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card
from dlaudio.widgets.controls import Slider

TITLE = "Cold or hot?"
CONTROLS = {
    "temperature": Slider(0.1, 4.0, 0.1, 1.0, "temperature"),
    "seed": Slider(0, 9, 1, 0, "dice"),
}
SR, NOTES = 8000, 24
NAMES = ("G3", "A3", "B3", "C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5")
STEPS = np.array([-5, -3, -1, 0, 2, 4, 5, 7, 9, 11, 12])  # semitones from the key-note
C, G = 3, 7
TOP, ROW, CHART, WIDE, ROLL, STEP = 1.35, 0.45, 1.3, 4.4, 7.7, 0.39  # of the card, in units


@functools.cache
def table() -> np.ndarray:
    """Logits (11, 11): row by row, how the bundled tunes in major go on after each note."""
    tunes = datasets.load("melodies")
    counts = np.full((len(STEPS), len(STEPS)), 0.2)
    for pitches, tonic, mode in zip(tunes.pitches, tunes.tonics, tunes.modes, strict=True):
        notes = pitches - tonic
        if mode == "major" and np.isin(notes, STEPS).all():
            places = np.searchsorted(STEPS, notes)
            np.add.at(counts, (places[:-1], places[1:]), 1)
    return np.log(counts / counts.sum(axis=1, keepdims=True))


def tune(temperature: float, seed: int) -> np.ndarray:
    """Places in the scale, (24,): from C on, each drawn with the note before it."""
    coins = np.random.default_rng(seed).random(NOTES - 1)
    notes = [C]
    for u in coins:
        stairs = softmax(table()[notes[-1]] / temperature).cumsum()
        notes.append(int((stairs[:-1] <= u).sum()))
    return np.array(notes)


def draw(temperature: float, seed: int):
    """What may follow on a G, and a tune, at this temperature.

    Parameters
    ----------
    temperature : float
        Above 0; the logarithms of the probabilities are divided by it.
    seed : int
        Of the dice; they fall in the same way at every temperature.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : dlaudio.audio.Player
    """
    p, notes = softmax(table()[G] / temperature), tune(temperature, seed)
    best, leap = int(p.argmax()), int(np.abs(np.diff(STEPS[notes])).max())
    widest = int(np.abs(np.diff(STEPS[notes])).argmax()) if leap else NOTES
    card = Card(TOP + ROW * len(p) + 1.3)
    card.write(CHART, 0.7, "after a G: how likely is each?", size=12.5, align="left", bold=True)
    card.write(ROLL, 0.7, "a tune of 24 notes", size=12.5, align="left", bold=True)
    floor = TOP + ROW * len(p)
    for place, (name, share) in enumerate(zip(NAMES, p, strict=True)):
        y = floor - ROW * (place + 0.5)
        card.ax.plot([ROLL, ROLL + STEP * NOTES], [y, y], color="0.9", lw=0.8, zorder=1)
        for x in (CHART, ROLL):
            card.write(x - 0.15, y, name, ink=GREY, size=11, align="right")
        ink = WEIGHT if place == best else INPUT
        card.ax.barh(y, WIDE * share, 0.72 * ROW, left=CHART, color=ink.line, zorder=2)
        if share >= 0.005:
            words = f"{share:.0%}"
            card.write(CHART + WIDE * share + 0.1, y, words, ink=ink, size=11, align="left")
    card.ax.vlines(CHART, TOP, floor, color="0.8", lw=1)
    for n, note in enumerate(notes):
        y, ink = floor - ROW * (note + 0.5), WEIGHT if n in (widest, widest + 1) else OUTPUT
        card.ax.barh(y, STEP - 0.06, 0.72 * ROW, left=ROLL + STEP * n, color=ink.line, zorder=2)
    bits, said = -np.sum(p * np.log2(np.maximum(p, 1e-300))), f"the widest leap: {leap} semitones"
    y = floor + 0.6
    free = f"like {2**bits:.1f} notes, equally likely"
    card.write(CHART, y, free, ink=GREY, size=11.5, align="left")
    card.write(
        ROLL, y, said if leap else "it never moves", ink=WEIGHT if leap else GREY, size=11.5,
        align="left",
    )  # fmt: skip
    y = np.concatenate(
        [
            audio.note(262 * 2 ** (STEPS[note] / 12), sr=SR, duration=0.2, amplitude=0.6)
            for note in notes
        ]
    )
    text = (
        f"Temperature {temperature:.1f}: after G4 comes {NAMES[best]} with probability "
        f"{p[best]:.2f}; the choice is worth {bits:.2f} bits. The tune has "
        f"{len(np.unique(notes))} different notes, its widest leap is {leap} semitones."
    )
    return card.figure, text, audio.play(y, SR, title=f"tune at temperature {temperature:.1f}")
