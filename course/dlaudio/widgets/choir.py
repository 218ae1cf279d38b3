"""Many voices, each a weight, that glide from anywhere to one chord: a descent one can sing."""

import numpy as np

from dlaudio import plots
from dlaudio.audio import midi_to_hz, play
from dlaudio.descent import descend
from dlaudio.plots.pictures import new_figure
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
    n = round(STEP_SECONDS * SR)
    corners = np.arange(len(path)) * n
    hold = 2 * SR
    time = np.arange(corners[-1] + hold)
    y = np.zeros(len(time))
    for k, voice in enumerate(path.T):
        hz = midi_to_hz(np.interp(time, corners, voice))
        phase = 2 * np.pi * np.cumsum(hz) / SR
        # high voices softer, so that none stands out; two overtones give it an edge
        loudness = np.minimum(1, 150 / hz) ** 0.6
        y += loudness * (np.sin(phase + k) + 0.4 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase))
    swell = np.interp(time, [0, SR, len(time) - SR, len(time)], [0.25, 0.7, 1, 0])
    y *= swell
    return (0.8 * y / np.abs(y).max()).astype(np.float32)


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
    figure = new_figure(9.0, 3.6)
    ax = figure.subplots()
    for k, voice in enumerate(path.T):
        shade = plots.NEGATIVE if k % 2 else plots.POSITIVE
        ax.plot(voice, color=shade, linewidth=1.2, alpha=0.8)
    ax.set(xlabel="step", ylabel="pitch (semitones)", ylim=(20, 110), xticks=range(0, STEPS + 1, 8))
    ax.set_title(f"thirty weights, lr = {lr:g}")
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
        f"Each step multiplies the distance of the flattest voice by {factors[0]:.2f} and of the "
        f"steepest by {factors[1]:.2f}, {verdict}. The loss goes from {first:.4g} to {last:.2g} in "
        f"{STEPS} steps."
    )
    return figure, text, play(sing(path), SR, title=f"thirty voices, lr = {lr:g}, {chord}")
