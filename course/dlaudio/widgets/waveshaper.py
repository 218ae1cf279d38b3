"""A patch bay: a pure tone through a gain and two modules, each an activation, into your ear."""

import numpy as np

from dlaudio import layers, plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

MODULES = {
    "through": lambda z: z,
    "sigmoid": layers.sigmoid,
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(z, 0),
    "leaky ReLU": lambda z: np.where(z > 0, z, 0.1 * z),
    "softplus": layers.softplus,
    "square": np.square,
}
TITLE = "Patch bay: what does a bend do to a tone?"
CONTROLS = {
    "gain": Slider(0.5, 10.0, 0.5, 4.0, "gain w"),
    "bias": Slider(-4.0, 4.0, 0.5, 0.0, "bias b"),
    "first": Choice(list(MODULES), "tanh", "first module"),
    "second": Choice(list(MODULES), "through", "second module"),
}
SR, FREQUENCY = 22050, 210  # 105 samples a cycle


def shaped(gain: float, bias: float, first: str, second: str) -> np.ndarray:
    """One second of second(first(gain sin + bias)), shape (22050,), as it comes: no level set."""
    tone = np.sin(2 * np.pi * FREQUENCY * np.arange(SR) / SR)
    return MODULES[second](MODULES[first](gain * tone + bias))


def sounding(name: str, *, gain: float = 4.0) -> np.ndarray:
    """Seven tenths of a second of the tone through one module, all modules equally loud."""
    from dlaudio.audio import fade

    wave = shaped(gain, 0, name, "through")[: SR * 7 // 10]
    wave = wave - wave.mean()
    return fade(0.2 * wave / wave.std(), sr=SR)


def tone(gain: float = 4.0) -> np.ndarray:
    """Seven tenths of a second of the tone, so many times as large."""
    return gain * np.sin(2 * np.pi * FREQUENCY * np.arange(SR * 7 // 10) / SR)


def equally_loud(names, waves) -> list[tuple[str, np.ndarray]]:
    """Each wave with its name, centred, all of them equally loud.

    Parameters
    ----------
    names : sequence of str
    waves : sequence of arrays, shape (N,)
    """
    from dlaudio.audio import fade

    found = []
    for name, wave in zip(names, waves, strict=True):
        swing = np.asarray(wave, dtype=float) - np.mean(wave)
        found.append((name, fade(0.2 * swing / max(swing.std(), 1e-9), sr=SR)))
    return found


def harmonics(y: np.ndarray) -> np.ndarray:
    """Amplitudes of harmonics 1 to 20 of a sound of `shaped`, as parts of the strongest one."""
    amplitudes = np.abs(np.fft.rfft(y))[FREQUENCY * np.arange(1, 21)]
    return amplitudes / max(amplitudes.max(), 1e-12 * len(y))


def draw(gain: float, bias: float, first: str, second: str):
    """The curve that bends, the bent wave, and its harmonics; and its sound.

    Parameters
    ----------
    gain, bias : float
        The linear part: z = gain x + bias, for a sine x of 210 Hz between -1 and 1.
    first, second : str
        Names in `MODULES`.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio import fade
    from dlaudio.audio.play import play

    y = shaped(gain, bias, first, second)
    strengths = harmonics(y)
    present = np.flatnonzero(strengths > 0.01) + 1

    figure = new_figure(8.0, 3.2)
    bend, wave, spectrum = figure.subplots(1, 3)
    x = np.linspace(-1, 1, 201)
    curve = MODULES[second](MODULES[first](gain * x + bias))
    plots.curve(curve, x=x, ax=bend, xlabel="x", ylabel="output", title="the bend")
    plots.waveform(y[: 2 * SR // FREQUENCY], SR, ax=wave, title="two periods")
    wave.set(ylabel="output")
    level = 20 * np.log10(np.maximum(strengths, 1e-3))
    spectrum.bar(np.arange(1, 21), level + 60, bottom=-60, color=plots.NEGATIVE)
    spectrum.set(xlabel="harmonic", ylabel="level (dB)", title="harmonics", ylim=(-60, 3))

    swing = y - y.mean()
    loud = fade(0.6 * swing / max(np.abs(swing).max(), 1e-9), sr=SR)
    names = " and ".join(name for name in (first, second) if name != "through") or "no bend"
    player = play(loud, SR, title=f"a tone of {FREQUENCY} Hz through {names}")
    return figure, _words(present, strengths, names), player


def _words(present, strengths, names) -> str:
    text = f"A tone of {FREQUENCY} Hz through {names}. "
    if len(present) == 0:
        return text + "Nothing is left of it: the output does not move."
    if list(present) == [1]:
        return text + "One harmonic comes out, the tone itself: this part of the curve is straight."
    odd, even = np.all(present % 2 == 1), np.all(present % 2 == 0)
    kind = "odd harmonics only" if odd else "even harmonics only" if even else "odd and even ones"
    listed = ", ".join(map(str, present[:8]))
    more = " and more" if len(present) > 8 else ""
    return (
        f"{text}Harmonics of at least 1 % come out at {listed}{more} times its frequency: {kind}. "
        f"The third has {strengths[2]:.1%} of the strongest, the second {strengths[1]:.1%}."
    )
