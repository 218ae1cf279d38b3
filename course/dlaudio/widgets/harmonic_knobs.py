"""Three knobs and an ear: turn the weights until the sound is the instrument's."""

import numpy as np

from dlaudio.descent import harmonics
from dlaudio.plots.parts import INPUT, OUTPUT
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Turn the weights until it sounds like the instrument"
CONTROLS = {
    "w1": Slider(0, 0.4, 0.02, 0.1, "$w_1$, fundamental"),
    "w2": Slider(0, 0.4, 0.02, 0.3, "$w_2$, twice the frequency"),
    "w3": Slider(0, 0.4, 0.02, 0.0, "$w_3$, three times"),
}
TARGET = (0.3, 0.04, 0.22)
SR = 8000


def draw(w1: float, w2: float, w3: float):
    """Your sound beside the instrument's, the number J that says how far it is, and both to hear.

    Parameters
    ----------
    w1, w2, w3 : float
        Strength of the harmonics 1, 2 and 3 of 220 Hz.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
        Yours, then the instrument.
    """
    from dlaudio.audio import play_row

    w = np.array([w1, w2, w3])
    t, target = data = harmonics.example(SR, weights=TARGET)
    yours, loss = harmonics.model(w)(t), harmonics.squared_difference(data, harmonics.model(w))
    figure = new_figure(6.4, 3.2)
    ax, n = figure.subplots(), round(2 * SR / harmonics.PITCH)
    times = 1000 * t[:n]
    ax.plot(times, yours[:n], color=OUTPUT.line, lw=2, label="yours")
    ax.plot(times, target[:n], color=INPUT.line, lw=1.6, ls="--", label="instrument")
    ax.set(xlabel="time (ms)", ylabel="amplitude", ylim=(-1, 1), title=f"J = {loss:.4f}")
    ax.legend()
    return figure, _words(w, loss), play_row({"yours": yours, "instrument": target}, SR)


def _words(w, loss: float) -> str:
    if loss < 1e-6:
        return f"J = {loss:.4f}: you have found the instrument."
    # J is half the sum of squared differences of the weights, because harmonics do not overlap.
    worst = int(np.argmax(np.abs(w - TARGET)))
    return (
        f"J = {loss:.4f}, the mean squared difference. The knob that is furthest off is "
        f"w{'₁₂₃'[worst]}. Turn one knob at a time, and keep what makes J smaller."
    )
