"""The same slopes found in two ways: what a backward pass says, against what is measured."""

from collections.abc import Mapping

import numpy as np

STEP = 1e-5


def compared(forward, backward, knobs) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of a loss in each knob: as `backward` says, and measured from both sides.

    Parameters
    ----------
    forward : callable
        From the knobs (D,) to the loss, shape (1,).
    backward : callable
        ``backward(dout, knobs)``: the slopes (D,), from the slope `dout` (1,) of what comes after.
    knobs : array (D,)
    """
    said = np.ravel(backward(np.ones(1), knobs.copy()))
    moves = np.eye(knobs.size) * STEP
    measured = [float(forward(knobs + m)[0] - forward(knobs - m)[0]) / (2 * STEP) for m in moves]
    return said, np.array(measured)


def draw(parts: Mapping[str, tuple] | None = None):
    """Draw what is said of each knob against what is measured: right slopes lie on the diagonal.

    Parameters
    ----------
    parts : mapping of str to (forward, backward, knobs)
        Named groups of knobs, each as for `compared`; step 8 of unit 5 if not given.
    """
    from dlaudio import plots
    from dlaudio.plots.pictures import new_figure

    parts = _step_8() if parts is None else parts
    figure, words, largest = new_figure(4.6, 3.6), [], 0.0
    ax = figure.subplots()
    for (name, module), marker, colour in zip(
        parts.items(), "osD^", plots.OKABE_ITO.values(), strict=False
    ):
        said, measured = compared(*module)
        ax.plot(measured, said, marker, ms=7, mec="white", color=colour, label=name)
        largest = max(largest, np.abs(measured).max(), np.abs(said).max())
        close = np.isclose(said, measured, rtol=1e-4, atol=1e-7).sum()
        words.append(f"{name}: {close} of {len(said)} on the diagonal")
    ends = 1.1 * largest * np.array([-1, 1])
    ax.plot(ends, ends, color="black", lw=1, alpha=0.4, zorder=0)
    ax.set(xlabel="slope as measured", ylabel="slope as your code says", xlim=ends, ylim=ends)
    ax.legend(loc="upper left")
    return figure, f"Slopes said against slopes measured. {'; '.join(words)}."


def _step_8():
    from dlaudio.mine.standins.networks import step8_update
    from dlaudio.networks import ten_steps

    return {"step 8": ten_steps.with_28_knobs(step8_update)}
