"""What happens inside one LSTM unit over time: a lane for the inputs, each gate, cell and state."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number

LANES = {
    "i": ("input gate i", WEIGHT),
    "f": ("forget gate f", WEIGHT),
    "g": ("candidate g", PLAIN),
    "o": ("output gate o", WEIGHT),
    "c": ("cell c", INPUT),
    "h": ("state h", OUTPUT),
}
LEFT, WIDTH, LANE = 3.9, 12.9, 1.15


def draw(
    found: Mapping[str, np.ndarray] | None = None,
    unit: int = 0,
    *,
    lanes: Sequence[str] = "ifgoch",
    inputs: Mapping[str, np.ndarray] | None = None,
    marks: Sequence[float] = (),
    step: float = 1.0,
    span: tuple[float, float] | None = None,
    least: Mapping[str, float] | None = None,
    title: str = "",
):
    """Draw lanes over time; gates run from 0 (shut) to 1 (open).

    Parameters
    ----------
    found : dict of arrays (T, H), optional
        From `dlaudio.networks.gated.traces`; by default a memory of major and minor.
    unit : int
    lanes : sequence of "i", "f", "g", "o", "c", "h"
    inputs : dict of arrays (T,), optional
        What came in, each by its name, above the lanes.
    marks : sequence of float, optional
        Moments that are marked in all lanes, in the units of the axis.
    step : float
        Time from one step to the next; 1 counts steps, otherwise seconds.
    span : (from, to), optional
        What is shown of the time, in the units of the axis; by default all.
    least : dict of float, optional
        For lanes such as "f" the value at which they begin, where it is not 0.
    title : str, optional
    """
    if found is None and inputs is None:
        found, inputs = _by_hand()
    lanes = lanes if found is not None else ""
    wrong = set(lanes) - set(LANES)
    if wrong or not (lanes or inputs):
        raise ValueError(f"gate_traces needs lanes from {', '.join(LANES)}, got {lanes!r}")
    inks = {"c ": INPUT, "h ": OUTPUT}
    rows = [
        (name, np.asarray(row), inks.get(name[:2], PLAIN)) for name, row in (inputs or {}).items()
    ]
    rows += [(LANES[key][0], found[key][:, unit], LANES[key][1]) for key in lanes]
    least = {LANES[key][0]: value for key, value in (least or {}).items()}
    time = np.arange(len(rows[0][1])) * step
    if span:
        shown = (time >= span[0]) & (time < span[1])
        time, marks = time[shown], [mark for mark in marks if span[0] <= mark < span[1]]
        rows = [(name, row[shown], ink) for name, row, ink in rows]
    top = 1.25 if title else 0.55
    card = Card(top + LANE * len(rows) + 1.15)
    if title:
        card.write(card.width / 2, 0.65, title, size=13, bold=True)
    for k, (name, row, ink) in enumerate(rows):
        y = top + k * LANE
        low, high = least.get(name, min(0, row.min())), max(1, row.max())
        plane = card.plane(
            LEFT,
            y + 0.12,
            WIDTH,
            LANE - 0.24,
            xlim=(time[0], time[-1] + step),
            ylim=(low - 0.04 * (high - low), high + 0.08 * (high - low)),
        )
        last = k == len(rows) - 1
        plane.fill_between(
            np.append(time, time[-1] + step),
            np.append(row, row[-1]),
            step="post",
            color=ink.fill,
            lw=0,
        )
        plane.step(
            np.append(time, time[-1] + step),
            np.append(row, row[-1]),
            where="post",
            color=ink.line,
            lw=1.8,
        )
        for mark in marks:
            plane.axvline(mark, color=GREY.text, lw=1, ls=":", zorder=0)
        plane.axhline(0, color=GREY.line, lw=0.8, zorder=0)
        plane.set_yticks([])
        plane.spines["bottom"].set_visible(last)
        plane.tick_params(bottom=last, labelbottom=last)
        card.write(LEFT - 1.15, y + LANE / 2, name, ink=ink, align="right")
        ends = {"size": 10.5, "align": "right", "ink": GREY}
        card.write(LEFT - 0.15, y + 0.3, number(high, 1), **ends)
        card.write(LEFT - 0.15, y + LANE - 0.3, number(low, 1), **ends)
    if last:
        plane.set_xlabel("step" if step == 1 else "seconds", fontsize=12)
    said = "; ".join(
        f"{name} from {number(row.min(), 1)} to {number(row.max(), 1)}, at the end "
        f"{number(row[-1], 1)}"
        + (f" (drawn from {number(least[name], 1)} up)" if name in least else "")
        for name, row, _ in rows
    )
    return card.figure, f"{title or 'Inside one LSTM unit'}, {len(time)} steps. {said}."


def _by_hand():
    from dlaudio.generation.thirds import chords
    from dlaudio.networks.gated import MODE_MEMORY, traces

    struck = chords()
    return traces(MODE_MEMORY, struck), {"major chord": struck[:, 0], "minor chord": struck[:, 1]}
