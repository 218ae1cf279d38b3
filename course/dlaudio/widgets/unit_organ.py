"""An organ of hidden units: one period of its wave is the output of a net, depth climbs octaves."""

import numpy as np

from dlaudio import plots
from dlaudio.networks.random_hidden import fit_curve
from dlaudio.plots.drawings.folds import fold
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider
from dlaudio.widgets.stairs import target

TITLE = "An organ of hidden units"
CONTROLS = {
    "n_units": Slider(2, 30, 1, 6, "tanh units"),
    "steepness": Slider(1, 60, 1, 10, "steepness of each"),
    "layers": Slider(0, 3, 1, 1, "folding layers of the second voice"),
}
SR, PERIOD = 22050, 200
# "Frère Jacques" (traditional), semitones above its first note, and beats; two bars each
TUNE = [(0, 1), (2, 1), (4, 1), (0, 1)] * 2 + [(4, 1), (5, 1), (7, 2)] * 2
TUNE += [(7, 0.5), (9, 0.5), (7, 0.5), (5, 0.5), (4, 1), (0, 1)] * 2 + [(0, 1), (-5, 1), (0, 2)] * 2
SECONDS, FIRST, LATER = 0.27, 110.0, 8  # of a beat; Hz; beats until the second voice comes in


def wave(net, x: np.ndarray) -> np.ndarray:
    """Output (N,) of W1 (1, M), b1, W2 (M, 1), b2, tanh between, for x (N,)."""
    W1, b1, W2, b2 = (np.asarray(item, dtype=float) for item in net)
    return (np.tanh(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]


def error_db(net) -> float:
    """Power of what is wrong with the wave, in dB below that of the vowel."""
    x, y = period()
    wrong = np.mean((wave(net, x) - y) ** 2)
    return float(10 * np.log10(np.mean(y**2) / max(wrong, 1e-30)))


def period() -> tuple[np.ndarray, np.ndarray]:
    """Places x (200,) between 0 and 1, and one period of the vowel there."""
    x = (np.arange(PERIOD) + 0.5) / PERIOD
    return x, target("vowel", x)


def folded(layers: int) -> np.ndarray:
    """Six tenths of a second of a triangle wave of 110 Hz behind so many folding layers."""
    from dlaudio.audio import fade

    h = fold(np.arange(SR * 6 // 10) * FIRST / SR % 1)
    for _ in range(layers):
        h = fold(h)
    return fade(0.5 * (2 * h - 1), sr=SR)


def canon(net, layers: int = 1) -> np.ndarray:
    """The tune sung by the net's wave, and a second voice, later, through folding layers.

    The first voice runs through the period from 0 to 1, again and again. The second goes there and
    back, a zigzag, which is handed to the folding layers; each of them climbs an octave.
    """
    from dlaudio.audio import fade

    beat = round(SECONDS * SR)
    y = np.zeros(sum(round(beats * beat) for _, beats in TUNE) + LATER * beat)
    for at, second, level in [(0, False, 0.5), (LATER * beat, True, 0.3)]:
        for semitones, beats in TUNE:
            n = round(beats * beat)
            turns = np.arange(n) * FIRST * 2 ** (semitones / 12) / SR
            x = turns % 1
            if second:
                x = fold(turns % 1)
                for _ in range(layers):
                    x = fold(x)
            sound = wave(net, x)
            swell = np.exp(-np.arange(n) / (0.6 * SR))
            y[at : at + n] += level * fade((sound - sound.mean()) * swell, sr=SR)
            at += n
    return 0.8 * y / max(np.abs(y).max(), 1e-9)


def draw(n_units: int, steepness: float, layers: int):
    """The wave of the organ beside the vowel, and a canon played on it.

    Parameters
    ----------
    n_units : int
    steepness : float
        The weight before each tanh; a period is 1 wide.
    layers : int
        Folding layers of the second voice.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    return show(fit_curve(*period(), n_units, steepness), layers)


def show(net, layers: int = 1):
    """As `draw`, for a net (W1, b1, W2, b2) of tanh units of your own."""
    from dlaudio.audio.play import play

    x, y = period()
    figure = new_figure(6.4, 3.0)
    ax = figure.subplots()
    axis = {"xlabel": "x, one period", "ylabel": "output"}
    n_units = np.shape(net[0])[1]
    plots.curve(y, x=x, ax=ax, label="the vowel", **axis)
    plots.curve(wave(net, x), x=x, ax=ax, label=f"{n_units} tanh units", **axis)
    ax.legend(loc="upper right")
    text = (
        f"{n_units} hidden units: what is wrong lies {error_db(net):.1f} dB below the vowel. The "
        f"second voice passes {layers} folding layer{'s' if layers != 1 else ''} first, of two "
        "ReLU units each."
    )
    return figure, text, play(canon(net, layers), SR, title="a canon on an organ of hidden units")
