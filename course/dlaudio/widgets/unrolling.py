"""One recurrent net drawn as the chain that it is: a copy of the same weights for each step."""

from dlaudio.plots.pictures import OKABE_ITO, new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Unroll the loop"
CONTROLS = {
    "n_steps": Slider(1, 8, 1, 4, "steps of time", play=True),
    "wiring": Choice(("N-N", "N-1", "1-N", "N-M"), "N-N", "inputs and outputs"),
}
SAID = {
    "N-N": "an input and an output at every step, such as a label for each frame",
    "N-1": "an input at every step and one output at the end, such as a word for a recording",
    "1-N": "one input at the start and an output at every step, such as a caption for a sound",
    "N-M": "first all inputs, then all outputs, such as a translation",
}


def wires(n_steps: int, wiring: str) -> tuple[list[int], list[int]]:
    """The steps, counted from 1, that have an input, and those that have an output."""
    every = list(range(1, n_steps + 1))
    half = (n_steps + 1) // 2
    return {
        "N-N": (every, every),
        "N-1": (every, every[-1:]),
        "1-N": (every[:1], every),
        "N-M": (every[:half], every[half:] or every[-1:]),
    }[wiring]


def draw(n_steps: int, wiring: str):
    """The unrolled net with its inputs and outputs.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        What the wiring is good for, and how many weights there are whatever the length.
    """
    inputs, outputs = wires(n_steps, wiring)
    figure = new_figure(8.4, 3.4)
    ax = figure.subplots()
    ax.set(xlim=(-0.6, 8.6), ylim=(-1.5, 1.5))
    ax.axis("off")
    _box(ax, 0, 0, "$h_0$")
    for t in range(1, n_steps + 1):
        _box(ax, t, 0, f"$h_{t}$")
        _arrow(ax, (t - 1, 0), (t, 0), "$W_h$", "orange")
        if t in inputs:
            _box(ax, t, -1.1, f"$x_{t}$")
            _arrow(ax, (t, -1.1), (t, 0), "$W_x$", "blue")
        if t in outputs:
            _box(ax, t, 1.1, f"$o_{t}$")
            _arrow(ax, (t, 0), (t, 1.1), "$W_y$", "green")
    count = {1: "one step", 2: "two steps"}.get(n_steps, f"{n_steps} steps")
    return figure, (
        f"{wiring}, {count}: {SAID[wiring]}. All arrows of one colour are the same matrix: with "
        f"2 inputs, 4 hidden units and 3 outputs there are {2 * 4 + 4 * 4 + 4 + 4 * 3 + 3} weights "
        "and biases, however many steps are drawn."
    )


def _box(ax, x: float, y: float, label: str) -> None:
    style = {"boxstyle": "round,pad=0.35", "fc": "white", "ec": "black"}
    ax.text(x, y, label, ha="center", va="center", fontsize=12, bbox=style, zorder=3)


def _arrow(ax, start, end, label: str, colour: str) -> None:
    look = {"arrowstyle": "-|>", "color": OKABE_ITO[colour], "lw": 1.6, "shrinkA": 13}
    ax.annotate("", end, start, arrowprops={**look, "shrinkB": 13})
    upright = start[0] == end[0]
    place = (end[0] + 0.12, (start[1] + end[1]) / 2) if upright else (end[0] - 0.5, 0.12)
    ax.text(*place, label, ha="left" if upright else "center", va="center" if upright else "bottom")
