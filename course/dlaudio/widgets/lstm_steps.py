"""Step through an LSTM cell: forget, write, add, read, with gates that can be turned."""

from dlaudio.plots.drawings import lstm_cell
from dlaudio.widgets.controls import Choice, Slider

TITLE = "One step of an LSTM cell"
CONTROLS = {
    "step": Choice((*lstm_cell.STEPS, "all"), "all", "lit"),
    "forget_gate": Slider(0.0, 1.0, 0.1, 0.1, "forget gate f"),
    "input_gate": Slider(0.0, 1.0, 0.1, 0.9, "input gate i"),
    "candidate": Slider(-1.0, 1.0, 0.1, 0.3, "candidate g"),
    "output_gate": Slider(0.0, 1.0, 0.1, 0.8, "output gate o"),
}


def draw(step: str, forget_gate: float, input_gate: float, candidate: float, output_gate: float):
    """The drawing of an LSTM cell that holds −0.72, with one of its steps lit.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    gates = {"f": forget_gate, "i": input_gate, "g": candidate, "o": output_gate}
    figure, text = lstm_cell.draw(step, c=-0.72, **gates)
    names = ", ".join(f"{name} = {value:.1f}" for name, value in gates.items())
    return figure, f"{names}. {text}".replace("-", "\u2212")
