"""What doubt costs and what it saves: bits a note against the share of doubt, lowest points lit."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.charts import LINE_STYLES
from dlaudio.plots.pictures import OKABE_ITO, new_figure


def draw(bits: Mapping | None = None, doubts=None):
    """Draw a curve for each composer, with its lowest point and how much doubt that is.

    Parameters
    ----------
    bits : mapping of str to array, shape (D,)
        Bits a note with each share of doubt; an example in closed form if not given.
    doubts : array, shape (D,)
        Shares of doubt, from 0 to 1.

    Raises
    ------
    ValueError
        If there is no curve, or one has another length than `doubts`.
    """
    if bits is None or doubts is None:
        doubts = np.linspace(0.005, 1, 120)
        bits = {"has seen little": _bits(doubts, 0.85), "has seen much": _bits(doubts, 0.999)}
    x = np.asarray(doubts, dtype=float)
    if not bits or any(np.shape(curve) != x.shape for curve in bits.values()):
        shapes = {name: np.shape(curve) for name, curve in bits.items()}
        raise ValueError(f"doubt_curves needs curves of shape {x.shape}, got {shapes}")
    figure, said = new_figure(7.4, 3.4), []
    ax = figure.subplots()
    for (name, curve), colour, style in zip(
        bits.items(), OKABE_ITO.values(), LINE_STYLES, strict=False
    ):
        y = np.asarray(curve, dtype=float)
        best = int(y.argmin())
        share = f"{x[best]:.0%}" if x[best] >= 0.05 else f"{x[best]:.1%}"
        note = f"{y[best]:.2f} bits with {share} doubt"
        ax.plot(x, y, color=colour, linestyle=style, lw=2, label=f"{name}: lowest, {note}")
        ax.plot(x[best], y[best], "*", color=colour, ms=15, zorder=5)
        said.append(f"{name}: {note}, {y[-1]:.2f} when all is doubt")
    low = min(float(np.min(curve)) for curve in bits.values())
    ax.set(xlabel="doubt", ylabel="bits a note", xlim=(0, 1.02), ylim=(low - 0.2, None))
    ax.legend(fontsize=10.5, loc="upper center")
    return figure, f"Bits a note against the share of doubt, lowest points lit. {'; '.join(said)}."


def _bits(doubts, sure: float):
    """Bits a note of whoever gives a share of the notes 1/2, and calls the others impossible."""
    possible, impossible = (-np.log2((1 - doubts) * p + doubts / 15) for p in (0.5, 0.0))
    return sure * possible + (1 - sure) * impossible
