"""One wave, drawn by units with different bends: some come closer with every unit, some never."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, OUTPUT, Card, number
from dlaudio.widgets.stairs import FREQUENCY, PERIOD, SR, target

BENDS = {
    "none": lambda z: z,
    "square": lambda z: z**2,
    "step": lambda z: (z > 0).astype(float),
    "ReLU": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
}


def fitted(bend: str, n_units: int) -> np.ndarray:
    """One period (200,) of the vowel, as near as a hidden layer of such units can come.

    The units bend at equal distances, each about two of them wide; the output layer is fitted by
    least squares.
    """
    x = (np.arange(PERIOD) + 0.5) / PERIOD
    H = BENDS[bend](n_units / 2 * (x[:, None] - np.linspace(0, 1, n_units)))
    A = np.insert(H, 0, 1.0, axis=1)
    # what differs by rounding alone does not count as another column
    return A @ np.linalg.lstsq(A, vowel(), rcond=1e-10)[0]


def vowel() -> np.ndarray:
    """One period of the wave to be drawn, shape (200,), begun where it is not its own mirror.

    Begun at 0, the vowel is odd around its middle, and a parabola could do no more than a line.
    """
    return np.roll(target("vowel", (np.arange(PERIOD) + 0.5) / PERIOD), PERIOD // 5)


def decibels_below(bend: str, n_units: int) -> float:
    """Power of what is wrong with the fitted wave, in dB below that of the vowel."""
    wrong = np.mean((fitted(bend, n_units) - vowel()) ** 2)
    return float(10 * np.log10(np.mean(vowel() ** 2) / wrong))


def sounding(n_units: int) -> list[tuple[str, np.ndarray]]:
    """Six tenths of a second of each bend's wave, and then of the vowel itself, at `SR`."""
    from dlaudio.audio import fade

    waves = [(name, fitted(name, n_units)) for name in BENDS] + [("the vowel", vowel())]
    turns = FREQUENCY * 6 // 10
    return [(name, fade(np.tile(0.6 * y, turns), sr=SR)) for name, y in waves]


def closer_and_closer(units=(8, 16, 32), louder: float = 1500.0) -> list[tuple[str, np.ndarray]]:
    """The vowel, what so many tanh units make of it, and what is wrong with the last, louder."""
    from dlaudio.audio import fade

    waves = [("the vowel", vowel())] + [(f"{n} units", fitted("tanh", n)) for n in units]
    wrong = louder * (waves[-1][1] - vowel())
    waves.append((f"what is wrong, {louder:,.0f} times as loud", wrong))
    turns = FREQUENCY * 6 // 10
    return [(name, fade(np.tile(0.4 * y, turns), sr=SR)) for name, y in waves]


def draw(units=(8, 32)):
    """Draw the vowel and what so many units of each bend make of it, a row for each number.

    Parameters
    ----------
    units : two numbers of units
    """
    if len(units) != 2 or min(units) < 2:
        raise ValueError(f"which_bends needs two numbers of units from 2 up, got {units}")
    card = Card(8.0)
    x, said = (np.arange(PERIOD) + 0.5) / PERIOD, []
    step = (card.width - 2.2) / len(BENDS)
    for row, n_units in enumerate(units):
        top = 1.1 + 3.5 * row
        card.write(0.95, top + 1.2, f"{n_units} units", size=13, bold=True)
        for i, name in enumerate(BENDS):
            left = 2.1 + i * step
            plane = card.plane(left, top, step - 0.35, 2.4, xlim=(0, 1), ylim=(-1.05, 1.05))
            plane.set(xticks=[], yticks=[])
            plane.plot(x, vowel(), color="#9AA1AE", lw=1.6)
            far = decibels_below(name, n_units)
            ink = OUTPUT if name not in ("none", "square") else GRADIENT
            plane.plot(x, fitted(name, n_units), color=ink.line, lw=2.2)
            middle = left + (step - 0.35) / 2
            if not row:
                card.write(middle, 0.6, name, size=13, bold=True)
            card.write(middle, top + 2.85, f"{number(far, 1)} dB", ink=ink, size=12)
            said.append(f"{n_units} units, {name}: {number(far, 1)} dB")
    return card.figure, (
        f"A vowel's wave in grey, and above it what a hidden layer draws; the error lies so far "
        f"below the wave: {'; '.join(said)}."
    )
