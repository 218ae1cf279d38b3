"""One number that is closest to several measurements: it depends on what an error costs."""

import numpy as np

from dlaudio.plots.parts.numbers import number


def closest(measured, power: int) -> float:
    """The answer whose errors, each to that power, have the smallest sum.

    Parameters
    ----------
    measured : array, shape (N,)
    power : 1 or 2
        L1 is lowest at the median, L2 at the mean.
    """
    return float(np.median(measured) if power == 1 else np.mean(measured))


def play_closest(measured, *, true: float, sr: int):
    """The true note, the answer of L2 and the answer of L1 to measured pitches, as a player.

    Parameters
    ----------
    measured : array, shape (N,)
        Hz.
    true : float
        The pitch that was played, in Hz.
    sr : int
        Sample rate in Hz.
    """
    from dlaudio.audio import note, play_row

    heard = {f"the note, {number(true, 0)}": true}
    for name, power in (("L2", 2), ("L1", 1)):
        hz = closest(measured, power)
        heard[f"{name} says {number(hz, 0)}"] = hz
    notes = {name: note(hz, sr=sr, duration=0.8) for name, hz in heard.items()}
    title = "the note, the answer of L2 (the mean), the answer of L1 (the median)"
    return play_row(notes, sr, title=title)
