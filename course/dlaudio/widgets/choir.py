"""Many voices, each a weight, that glide from anywhere to one chord: a descent one can sing."""

import numpy as np

from dlaudio.audio import midi_to_hz, play
from dlaudio.descent import descend
from dlaudio.plots.parts import GRADIENT, WEIGHT, Card, number, told
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Thirty voices walk downhill"
# Notes of each chord as MIDI numbers: one semitone a step, 69 is the A of 440 Hz.
CHORDS = {
    "D major": (38, 50, 57, 62, 66, 69, 74, 78, 81, 86),
    "A minor": (33, 45, 52, 57, 60, 64, 69, 72, 76, 81),
    "one note": (38, 38, 50, 50, 62, 62, 62, 74, 74, 86),
}
CONTROLS = {
    "lr": Slider(0.05, 1.1, 0.05, 0.2, "learning rate"),
    "chord": Choice(tuple(CHORDS), "D major", "chord"),
}
SR, STEP_SECONDS, STEPS, VOICES = 22050, 0.2, 40, 30
BLOCK = 30  # samples of one pitch, 1.4 ms: no ear hears the steps
STEEPNESS = np.linspace(0.5, 2.0, VOICES)  # the curvature of each voice's own parabola
START = np.random.default_rng(5).uniform(45, 65, VOICES)


def targets(chord: str = "D major") -> np.ndarray:
    """The note that each voice is to find, shape (30,): three voices on each note of the chord."""
    return np.repeat(CHORDS[chord], VOICES // 10).astype(float)


def loss(notes, chord: str = "D major"):
    """Half the sum of steepness x squared distance from the chord; notes of shape (..., 30)."""
    return 0.5 * ((np.asarray(notes) - targets(chord)) ** 2 @ STEEPNESS)


def slope(notes, chord: str = "D major") -> np.ndarray:
    """The gradient of `loss`, shape (30,)."""
    return STEEPNESS * (np.asarray(notes) - targets(chord))


def sing(path) -> np.ndarray:
    """The path of the voices, (steps + 1, 30) in semitones, as a sound: they glide, then hold.

    Notes beyond MIDI 21 and 108, the keys of a piano, sound as these.
    """
    path = np.clip(np.nan_to_num(np.asarray(path, dtype=float), nan=108.0), 21, 108)
    n, hold = round(STEP_SECONDS * SR), 2 * SR
    corners = np.arange(len(path)) * n
    blocks = -(-(corners[-1] + hold) // BLOCK)
    starts = BLOCK * np.arange(blocks)
    y = np.zeros((BLOCK, blocks), np.float32)  # half as wide as usual, and much faster
    for k, voice in enumerate(path.T):
        hz = midi_to_hz(np.interp(starts, corners, voice))
        # high voices softer, so that none stands out; two overtones give it an edge
        loudness = (np.minimum(1, 150 / hz) ** 0.6).astype(np.float32)
        turned = _turning(hz)
        s, c = turned.imag.copy(), turned.real.copy()
        overtones = s * (np.float32(0.8) * c + np.float32(0.6) - np.float32(0.8) * s * s)
        y += loudness * (s * np.float32(np.cos(k)) + c * np.float32(np.sin(k)) + overtones)
    y = y.T.ravel()
    time = np.arange(len(y))
    y *= np.interp(time, [0, SR, len(time) - SR, len(time)], [0.25, 0.7, 1, 0])
    return (0.8 * y / np.abs(y).max()).astype(np.float32)


def _turning(hz) -> np.ndarray:
    """exp(i phase) of a tone that keeps each of its pitches, (blocks,), for BLOCK samples.

    Shape (BLOCK, blocks), complex64. Each block is turned on from what it was 1, 2, 4, ... samples
    before: a multiplication for each sample, where a sine and a cosine take eight times as long.
    """
    turns = hz / SR
    first = np.cumsum(BLOCK * turns) - (BLOCK - 1) * turns
    turned = np.empty((BLOCK, len(hz)), np.complex64)
    turned[0] = np.exp(2j * np.pi * (first % 1))
    power, done = np.exp(2j * np.pi * turns), 1
    while done < BLOCK:
        more = min(done, BLOCK - done)
        np.multiply(turned[:more], power.astype(np.complex64), out=turned[done : done + more])
        power, done = power * power, 2 * done
    return turned


def draw(lr: float, chord: str):
    """Thirty pitches over the steps of a descent, and how they sound.

    Parameters
    ----------
    lr : float
        The learning rate; above 2 / 2.0 = 1 the steepest voice never comes home.
    chord : str

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    path = descend(lambda w: slope(w, chord), START, lr=lr, steps=STEPS)
    card, steps = Card(7.4), np.arange(len(path))
    plane = card.plane(1.7, 1.3, 15.2, 4.8, xlim=(-1, STEPS + 1), ylim=(20, 110))
    plane.set_xticks(range(0, STEPS + 1, 8))
    plane.set_xlabel("step", fontsize=12)
    plane.set_ylabel("pitch (semitones)", fontsize=12)
    sizes = np.abs(1 - lr * STEEPNESS)
    lost, closer = sizes > 1 + 1e-9, int(np.sum(sizes < 1 - 1e-9))
    for voice, away in zip(path.T, lost, strict=True):
        ink = GRADIENT if away else WEIGHT
        plane.plot(steps, voice, color=ink.line, lw=1.3, alpha=0.85, zorder=3 if away else 2)
    pieces = [f"thirty weights, lr = {lr:g}:   ", (f"{closer} come closer", WEIGHT)]
    pieces += [",  ", (f"{lost.sum()} are lost", GRADIENT)] if lost.any() else []
    card.phrase(card.width / 2, 0.65, pieces, bold=True)
    first, last = loss(path[0], chord), loss(path[-1], chord)
    factors = 1 - lr * STEEPNESS[[0, -1]]
    verdict = (
        "so the steepest voices swing ever wider"
        if factors[1] < -1
        else "so the steepest voices swing for ever"
        if factors[1] == -1
        else "so the steepest voices leap to and fro across their notes, ever closer"
        if factors[1] < 0
        else "so all voices glide"
    )
    text = (
        f"Each step multiplies the distance of the flattest voice by {number(factors[0], 2)} and "
        f"of the steepest by {number(factors[1], 2)}, {verdict}. The loss goes from "
        f"{told(first, 4)} to {told(last)} in {STEPS} steps; {closer} voices come closer "
        f"and {lost.sum()} are lost."
    )
    return card.figure, text, play(sing(path), SR, title=f"thirty voices, lr = {lr:g}, {chord}")
