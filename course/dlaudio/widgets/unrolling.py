"""One recurrent net drawn as the chain that it is: a copy of the same weights for each step."""

from dlaudio.plots.drawings import unrolled
from dlaudio.plots.parts import Card
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
    card = Card(8.4)
    unrolled.chain(card, 0.95, 1.96, n_steps, inputs=inputs, outputs=outputs)
    count = {1: "one step", 2: "two steps"}.get(n_steps, f"{n_steps} steps")
    card.write(card.width / 2, 7.8, f"{wiring}, unrolled over {count}", size=13, bold=True)
    return card.figure, (
        f"{wiring}, {count}: {SAID[wiring]}. Arrows with the same name are the same matrix: with "
        f"2 inputs, 4 hidden units and 3 outputs there are {2 * 4 + 4 * 4 + 4 + 4 * 3 + 3} weights "
        "and biases, however many steps are drawn."
    )
