"""The same dice for every note, from cold to hot: temperature, to see and to hear."""

import functools

import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.layers import softmax
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Cold or hot?"
CONTROLS = {
    "temperature": Slider(0.1, 4.0, 0.1, 1.0, "temperature"),
    "seed": Slider(0, 9, 1, 0, "dice"),
}
SR, NOTES = 8000, 24
NAMES = ("sol,", "la,", "ti,", "do", "re", "mi", "fa", "sol", "la", "ti", "do'")
STEPS = np.array([-5, -3, -1, 0, 2, 4, 5, 7, 9, 11, 12])  # half-tones from the key-note
DO, SOL = 3, 7


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
    """Places in the scale, (24,): from do on, each drawn with the note before it."""
    coins = np.random.default_rng(seed).random(NOTES - 1)
    notes = [DO]
    for u in coins:
        stairs = softmax(table()[notes[-1]] / temperature).cumsum()
        notes.append(int((stairs[:-1] <= u).sum()))
    return np.array(notes)


def draw(temperature: float, seed: int):
    """What may follow on sol, and a tune, at this temperature.

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
    p, notes = softmax(table()[SOL] / temperature), tune(temperature, seed)
    figure = new_figure(9, 3.2)
    bars, roll = figure.subplots(1, 2, width_ratios=(2, 3))
    bars.barh(np.arange(len(p)), p, color=plots.OKABE_ITO["blue"])
    bars.set(yticks=np.arange(len(p)), yticklabels=NAMES, xlim=(0, 1))
    bars.set(xlabel="probability", title="after sol")
    roll.plot(notes, "s", color=plots.OKABE_ITO["vermillion"])
    roll.set(yticks=np.arange(len(p)), yticklabels=NAMES, ylim=(-0.6, len(p) - 0.4))
    roll.set(xlabel="note", title="a tune of 24 notes")
    y = np.concatenate(
        [
            audio.note(262 * 2 ** (STEPS[note] / 12), sr=SR, duration=0.2, amplitude=0.6)
            for note in notes
        ]
    )
    bits = -np.sum(p * np.log2(np.maximum(p, 1e-300)))
    best = int(p.argmax())
    text = (
        f"Temperature {temperature:.1f}: after sol comes {NAMES[best]} with probability "
        f"{p[best]:.2f}; the choice is worth {bits:.2f} bits. The tune has "
        f"{len(np.unique(notes))} different notes, its widest leap is "
        f"{np.abs(np.diff(STEPS[notes])).max()} half-tones."
    )
    return figure, text, audio.play(y, SR, title=f"tune at temperature {temperature:.1f}")
