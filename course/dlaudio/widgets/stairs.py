"""A wave built from sigmoid units: as many steps as you like, as steep as you like."""

import numpy as np

from dlaudio import plots
from dlaudio.layers import sigmoid
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Build a wave from steps"
CONTROLS = {
    "wave": Choice(["sine", "vowel"], "sine", "wave to build"),
    "n_pieces": Slider(2, 64, 1, 6, "number of pieces"),
    "steepness": Slider(1, 40, 1, 40, "steepness of the steps"),
}
SR, PERIOD, FREQUENCY = 22050, 200, 110  # one period has 200 samples, so 110.25 Hz are heard


def target(wave: str, x: np.ndarray) -> np.ndarray:
    """The wave at x, from 0 to 1 for one period; it stays between -1 and 1."""
    if wave == "sine":
        return np.sin(2 * np.pi * x)
    strengths = [0.5, 0.25, 0.1, 0.08, 0.32, 0.3, 0.1]  # harmonics 1 to 7, about those of "ah"
    return sum(a * np.sin(2 * np.pi * k * x) for k, a in enumerate(strengths, start=1)) / 1.2


def network(wave: str, n_pieces: int, steepness: float) -> tuple[np.ndarray, ...]:
    """Weights W1 (1, K - 1), b1, W2 (K - 1, 1), b2 of a net of sigmoids for K pieces of 0..1.

    Each unit climbs from one piece's middle value to the next one's; the steepness is 1 if a
    sigmoid takes about a piece's width to climb.
    """
    return climbing(middles(wave, n_pieces), 0, 1, 2.0 * steepness * n_pieces)


def middles(wave: str, n_pieces: int) -> np.ndarray:
    """The wave in the middles of K equal pieces of 0..1, shape (K,)."""
    return target(wave, (np.arange(n_pieces) + 0.5) / n_pieces)


def climbing(samples, a: float, b: float, weight: float) -> tuple[np.ndarray, ...]:
    """Weights W1 (1, K - 1), b1, W2, b2 of a net that climbs from each of K samples to the next.

    It does so at the borders of K equal pieces from `a` to `b`.
    """
    n_pieces = len(samples)
    edges = a + (b - a) * np.arange(1, n_pieces) / n_pieces
    W1, W2 = np.full((1, n_pieces - 1), weight), np.diff(samples)[:, None]
    return W1, -weight * edges, W2, samples[:1]


def worst(wave: str, pieces) -> dict[int, float]:
    """By how much steep stairs of so many pieces are off where they are worst, two decimals."""
    x = (np.arange(6400) + 0.5) / 6400
    return {
        n: round(float(np.abs(middles(wave, n)[(x * n).astype(int)] - target(wave, x)).max()), 2)
        for n in pieces
    }


def row(build, pieces, wave: str = "vowel") -> list[tuple[str, np.ndarray]]:
    """Six tenths of a second of stairs of each number of pieces, then the wave itself.

    Parameters
    ----------
    build : function
        build(samples, a, b, slope) -> W1, b1, W2, b2, bound of a net of steps.
    pieces : sequence of int
    wave : str
        "sine" or "vowel".
    """
    from dlaudio.audio import fade

    x = (np.arange(PERIOD) + 0.5) / PERIOD
    slope = float(np.abs(np.diff(target(wave, x))).max() * PERIOD)
    found = []
    for n_pieces in pieces:
        W1, b1, W2, b2, _ = build(middles(wave, n_pieces), 0, 1, slope)
        built = ((x[:, None] @ W1 + b1 > 0) @ W2 + b2)[:, 0]
        found.append((f"{n_pieces - 1} units", built))
    found.append(("the wave", target(wave, x)))
    return [(name, fade(0.6 * np.tile(y, 66), sr=SR)) for name, y in found]


def draw(wave: str, n_pieces: int, steepness: float):
    """One period of a wave, the net's output, and how it sounds again and again.

    Parameters
    ----------
    wave : str
        "sine" or "vowel".
    n_pieces : int
        Pieces of one period; the net has one hidden unit less.
    steepness : float
        How fast each sigmoid climbs; a step climbs at once.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio import fade
    from dlaudio.audio.play import play

    W1, b1, W2, b2 = network(wave, n_pieces, steepness)
    x = (np.arange(PERIOD) + 0.5) / PERIOD
    y, built = target(wave, x), (sigmoid(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0]
    error = np.abs(built - y).max()
    slope = np.abs(np.diff(y)).max() * PERIOD

    figure = new_figure(6.4, 3.4)
    ax = figure.subplots()
    axis = {"xlabel": "x, one period", "ylabel": "output"}
    plots.curve(y, x=x, ax=ax, label="wanted", **axis)
    plots.curve(built, x=x, ax=ax, label=f"{n_pieces - 1} hidden units", **axis)
    ax.legend(loc="upper right")
    sound = fade(np.tile(0.6 * built, FREQUENCY), sr=SR)
    text = (
        f"{n_pieces - 1} hidden units in steps of {1 / n_pieces:.3f}. The largest error is "
        f"{error:.3f}. With infinitely steep steps it would be at most "
        f"{slope / 2 / n_pieces:.3f}: the steepest slope, {slope:.1f}, times half a piece. "
        f"Heard: the net's wave, {FREQUENCY} times in {FREQUENCY * PERIOD / SR:.1f} s."
    )
    return figure, text, play(sound, SR, title=f"a {wave} of {n_pieces} pieces")
