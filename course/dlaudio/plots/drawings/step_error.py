"""How wrong a measured slope is, by the size of the step: too large bends, too small rounds."""

import numpy as np

from dlaudio.plots import curve


def draw(x: float = 0.7):
    """Draw the error of the slope of tanh at x: one step ahead, to both sides, and in 32 bits."""
    h = 10.0 ** np.arange(-13, 0.1, 0.25)
    ways = {"ahead only": ahead(x, h), "to both sides": both(x, h), "both, 32 bits": single(x, h)}
    true = 1 - np.tanh(x) ** 2
    ax, said = None, []
    for name, slopes in ways.items():
        errors = np.abs(slopes - true) + 1e-17
        best = int(np.argmin(errors))
        ax = curve(errors, x=h, ax=ax, label=name, xlabel="step h", ylabel="error of the slope")
        said.append(f"{name}, best {_power(errors[best])} at a step of {_power(h[best])}")
    ax.set(xscale="log", yscale="log")
    ax.axvline(1e-5, color="black", linestyle=":", lw=1)
    for at, word in ((0.0, "too small: it rounds"), (1.0, "too large: it bends")):
        looks = {"ha": "left" if at < 0.5 else "right", "transform": ax.transAxes}
        ax.text(at, 1.03, word, **looks)
    ax.legend()
    return ax.figure, (
        f"Error of the slope of tanh at {x:g} over the step, both logarithmic. Each curve falls "
        f"and rises again: {'; '.join(said)}. Above: to the left too small, "
        f"it rounds; to the right too large, it bends. A dotted line stands at 10 to the -5."
    )


def ahead(x: float, h) -> np.ndarray:
    """(f(x + h) - f(x)) / h for tanh."""
    return (np.tanh(x + h) - np.tanh(x)) / h


def both(x: float, h) -> np.ndarray:
    """(f(x + h) - f(x - h)) / 2h for tanh."""
    return (np.tanh(x + h) - np.tanh(x - h)) / (2 * h)


def single(x: float, h) -> np.ndarray:
    """The same, computed in float32 from the numbers that float32 has."""
    x, h = np.float32(x), np.asarray(h, dtype=np.float32)
    return (np.tanh(x + h) - np.tanh(x - h)).astype(float) / (2 * h.astype(float))


def _power(value: float) -> str:
    return f"10 to the {round(np.log10(value))}"
