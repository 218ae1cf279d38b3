"""All sixteen tables of yes and no over two inputs, each as one network has learnt it."""

from collections.abc import Callable
from itertools import product

import numpy as np

from dlaudio.networks import ten_steps

INPUTS = np.array(list(product((0.0, 1.0), repeat=2)))
TABLES = tuple(product((0, 1), repeat=4))
NAMES = {
    (0, 0, 0, 0): "never",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 1): "1st",
    (0, 0, 1, 0): "1st only",
    (0, 1, 0, 0): "2nd only",
    (0, 1, 0, 1): "2nd",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "both alike",
    (1, 0, 1, 0): "not 2nd",
    (1, 0, 1, 1): "2nd ⇒ 1st",
    (1, 1, 0, 0): "not 1st",
    (1, 1, 0, 1): "1st ⇒ 2nd",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always",
}
HIDDEN, RATE, STEPS = 4, 10.0, 600


def learnt(learn: Callable, table, *, seed: int = 0) -> ten_steps.Weights:
    """A network of four hidden sigmoids that was taught one table.

    Parameters
    ----------
    learn : callable
        ``learn(X, y, weights, lr, n_steps)`` returns new weights, as `learn_xor` does.
    table : sequence of 4 int
        What is wanted for 00, 01, 10, 11.
    """
    y = np.array(table, float)[:, None]
    return learn(INPUTS, y, ten_steps.start((2, HIDDEN, 1), seed=seed), RATE, STEPS)


def right(weights, table) -> bool:
    """Whether the network's output is on the right side of 0.5 for all four inputs."""
    said = ten_steps.run(INPUTS, weights, sigmoid_output=True)[:, 0] > 0.5
    return bool((said == np.array(table, bool)).all())


def draw(learn: Callable | None = None):
    """Draw what sixteen networks say over the plane of their inputs, one for each table.

    Parameters
    ----------
    learn : callable, optional
        As for `learnt`; the course's own if not given.
    """
    from dlaudio.plots.pictures import DPI, silent_figure

    if learn is None:
        from dlaudio.mine.standins.networks import learn_xor as learn
    line = np.linspace(-0.3, 1.3, 41)
    plane = np.array([(x1, x2) for x2 in line for x1 in line])
    figure = silent_figure((9.2, 2.9), DPI)
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.03, top=0.92, hspace=0.3)
    done = 0
    for ax, table in zip(figure.subplots(2, 8).flat, TABLES, strict=True):
        weights = learnt(learn, table)
        done += right(weights, table)
        values = ten_steps.run(plane, weights, sigmoid_output=True).reshape(len(line), -1)
        edges = (line[0], line[-1], line[0], line[-1])
        ax.imshow(values, extent=edges, origin="lower", cmap="cividis", vmin=0, vmax=1)
        for wanted, marker in ((0, "o"), (1, "^")):
            x1, x2 = INPUTS[np.array(table) == wanted].T
            ax.plot(x1, x2, marker, color="black", mec="white", ms=7, clip_on=False)
        ax.set(xticks=[], yticks=[])
        ax.set_title(NAMES[table], fontsize=10)
    return figure, (
        f"Sixteen squares, one for each table of two inputs: {done} of 16 are learnt by networks "
        f"with {HIDDEN} hidden sigmoids. The 1st input goes right, the 2nd up; a triangle is a "
        "yes, a disc a no; light is a high output."
    )
