"""One LSTM cell over ten steps: what its gates let in, keep and let out."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Three gates and a cell"
CONTROLS = {
    "input_gate": Slider(0.0, 1.0, 0.05, 0.8, "input gate when x = 1"),
    "forget_gate": Slider(0.0, 1.0, 0.01, 1.0, "forget gate"),
    "output_gate": Slider(0.0, 1.0, 0.05, 1.0, "output gate"),
}
X = np.array([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])


def states(input_gate: float, forget_gate: float, output_gate: float):
    """Cells c and outputs h, (T,), for pulses x whose candidate g is near 1."""
    c, cells = 0.0, []
    for x in X:
        c = forget_gate * c + (input_gate if x else 0.0) * np.tanh(3.0)
        cells.append(c)
    cells = np.array(cells)
    return cells, output_gate * np.tanh(cells)


def draw(input_gate: float, forget_gate: float, output_gate: float):
    """Pulses, cell and output over time for gates that stay as they are set.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    cells, outputs = states(input_gate, forget_gate, output_gate)
    figure = new_figure(7.2, 3.2)
    ax = figure.subplots()
    ax.bar(np.arange(len(X)), X, width=0.25, color="0.75", label="input x")
    for values, name in [(cells, "cell c"), (outputs, "output h")]:
        plots.curve(values, xlabel="step", ylabel="value", label=name, ax=ax)
        ax.lines[-1].set_drawstyle("steps-mid")
    kept = forget_gate**10
    return figure, (
        f"After the last step the cell holds {cells[-1]:.2f} and gives out {outputs[-1]:.2f}. With "
        f"the forget gate at {forget_gate:.2f}, ten steps leave {kept:.3f} of what was there; the "
        f"slope of the cell in its value ten steps before is the same number."
    )
