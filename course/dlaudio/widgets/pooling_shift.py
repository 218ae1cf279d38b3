"""Shift a pattern under pooling windows: how much of the shift is still there afterwards?"""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Pooling under a shift"
CONTROLS = {
    "shift": Slider(0, 12, 1, 1, "shift", "frames"),
    "size": Slider(1, 12, 1, 4, "pooling window", "frames"),
    "kind": Choice(("maximum", "mean"), "maximum", "pooling"),
}
FRAMES = 120


def pattern(shift: int) -> np.ndarray:
    """Onset strengths of a rhythm, shape (120,), that comes `shift` frames later."""
    y = np.zeros(FRAMES)
    for place, strength in ((8, 1.0), (30, 0.5), (37, 0.8), (61, 0.9), (83, 0.4), (90, 0.7)):
        y[place + shift : place + shift + 3] = strength * np.array([0.6, 1.0, 0.5])
    return y


def pool(y: np.ndarray, size: int, kind: str) -> np.ndarray:
    """Maximum or mean of windows of `size` values that do not overlap."""
    windows = y[: len(y) // size * size].reshape(-1, size)
    return windows.max(axis=1) if kind == "maximum" else windows.mean(axis=1)


def change(before: np.ndarray, after: np.ndarray) -> float:
    """Length of the difference, divided by the length of what was there before."""
    return float(np.linalg.norm(after - before) / np.linalg.norm(before))


def average_change(shift: int, size: int, kind: str) -> float:
    """`change` after pooling, as root mean square over all places of the windows' grid."""
    squares = [
        change(*(pool(np.roll(pattern(s), place), size, kind) for s in (0, shift))) ** 2
        for place in range(size)
    ]
    return float(np.sqrt(np.mean(squares)))


def draw(shift: int, size: int, kind: str):
    """The pattern and the shifted one, before and after pooling, and how much they differ.

    Parameters
    ----------
    shift : int
        Frames.
    size : int
        Window and stride of the pooling, frames.
    kind : str
        "maximum" or "mean".

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    before, after = pattern(0), pattern(shift)
    small, moved = pool(before, size, kind), pool(after, size, kind)
    figure = new_figure(6.8, 4.2)
    above, below = figure.subplots(2, 1)
    for ax, values, width in ((above, (before, after), 1), (below, (small, moved), size)):
        x = (np.arange(len(values[0])) + 0.5) * width
        for y, label in zip(values, ("at first", "shifted"), strict=True):
            plots.curve(y, x=x, ax=ax, label=label, xlabel="time (frames)", ylabel="strength")
    above.set(title="before pooling", xlabel="")
    below.set_title(f"after pooling: {kind} of {size}", loc="center")
    kept = average_change(shift, size, kind)
    return figure, (
        f"A shift by {shift} changes the input by {change(before, after):.0%} of its length, and "
        f"after pooling (the {kind} of {size}) by {change(small, moved):.0%} here; {kept:.0%} if "
        f"the windows may begin anywhere. {len(before)} values have become {len(small)}."
    )
