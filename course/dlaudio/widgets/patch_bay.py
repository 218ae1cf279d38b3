"""A patch of synthesiser modules: turn its knobs, hear it, and see what each does to the level."""

import numpy as np

from dlaudio import plots
from dlaudio.layers import Sequential
from dlaudio.networks.patch import FREQUENCY, SR, TIMES, patch
from dlaudio.plots.graphs import graph
from dlaudio.plots.pictures import new_figure
from dlaudio.synth import Level
from dlaudio.widgets.controls import Slider

TITLE = "A patch: oscillator, gain, tanh, low-pass"
CONTROLS = {
    "brightness": Slider(0.0, 0.95, 0.05, 0.6, "brightness of the oscillator"),
    "gain_db": Slider(-30.0, 40.0, 1.0, -12.0, "gain", "dB"),
    "octaves": Slider(-3.0, 3.0, 0.25, 1.0, "low-pass cutoff", "octaves above 1 kHz"),
}


def slopes(modules: Sequential) -> tuple[np.ndarray, float, np.ndarray]:
    """The sound, its level (dB), and by how much each knob would change the level, from one sweep.

    The slopes, shape (3,), are in dB for 1 of brightness, for 1 dB of gain, for 1 octave of cutoff.
    """
    level = Level()
    y = modules.forward(TIMES)
    loudness = level.forward(y)
    modules.zero_grad()
    modules.backward(level.backward(np.ones(())))
    return y, float(loudness), np.array([knob.grad.item() for knob in modules.parameters()])


def draw(brightness: float, gain_db: float, octaves: float):
    """The patch with its knobs, two periods of the sound, the level and its three slopes.

    Parameters
    ----------
    brightness : float
        Each harmonic of the oscillator has this share of the one before; from 0 to below 1.
    gain_db : float
        Amplification before the tanh, dB.
    octaves : float
        Cutoff of the low-pass, in octaves above 1 kHz.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio import fade
    from dlaudio.audio.play import play

    modules = patch(brightness, gain_db, octaves)
    y, level, (by_brightness, by_gain, by_octave) = slopes(modules)
    by_brightness /= 10  # a tenth is a step one would take
    figure = new_figure(7.6, 4.6)
    top, bottom = figure.subplots(2, 1, height_ratios=[1, 1.5])
    cutoff = modules[3].cutoff
    labels = {
        "oscillator": f"oscillator\nbrightness {brightness:g}",
        "gain": f"gain\n{gain_db:g} dB",
        "tanh": "tanh\n(no knob)",
        "low-pass": f"low-pass\n{cutoff:.0f} Hz",
        "level": f"level\n{level:.1f} dB",
    }
    names = list(labels)
    graph(
        {name: (1.1 * i, 0) for i, name in enumerate(names)},
        zip(names, names[1:], strict=False),
        labels=labels,
        below={
            "oscillator": f"+0.1: {by_brightness:+.2f} dB",
            "gain": f"+1 dB: {by_gain:+.2f} dB",
            "low-pass": f"+1 octave: {by_octave:+.2f} dB",
        },
        bright=["oscillator", "gain", "low-pass"],
        ax=top,
    )
    two = y[-2 * SR // FREQUENCY :]
    plots.waveform(two, SR, ax=bottom, title="two periods of what comes out")
    bottom.set_ylim(-1.1, 1.1)
    sound = fade(y, sr=SR, fade_in=0.02, fade_out=0.05)
    words = (
        f"The level is {level:.1f} dB. One sweep backwards says: 0.1 more brightness changes it by "
        f"about {by_brightness:+.2f} dB, 1 dB more gain by {by_gain:+.2f} dB, 1 octave more cutoff "
        f"({cutoff:.0f} Hz now) by {by_octave:+.2f} dB."
    )
    if by_gain < 0.2:
        words += " The tanh is saturated: little of a change before it gets through."
    return figure, words, play(sound, SR, title=f"patch: {gain_db:g} dB, {cutoff:.0f} Hz")
