"""An autoencoder in numbers: a frame of levels, its code, what is made of it, and the loss."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.parts import (
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    cells,
    forward,
    listed,
    node,
    number,
    thin,
)
from dlaudio.plots.parts.numbers import factor


def draw(x=(1, 0.8, 0.1, 0.3), W=(1, 1, -1, -1), V=(1.12, 1.12, 0, 0), c=(0, 0, 0.2, 0.2)):
    """Draw x, the code σ(x W), the output y = code · V + c, and the mean of (y − x)².

    Parameters
    ----------
    x : sequence of float
        2 to 4 levels of a frame, input and target.
    W, V, c : sequences of float
        As many weights to the one number of the code, weights back, and biases.
    """
    x, W, V, c = (np.asarray(values, dtype=float) for values in (x, W, V, c))
    if not x.shape == W.shape == V.shape == c.shape or not 2 <= x.size <= 4:
        raise ValueError(
            f"squeezed_frame needs 2 to 4 levels with as many W, V and c, got "
            f"{x.size}, {W.size}, {V.size} and {c.size}"
        )
    z = float(x @ W)
    code = float(sigmoid(np.array(z)))
    y = code * V + c
    squares = (y - x) ** 2
    card = Card(3.9 + 0.9 * x.size)
    top, look = 1.3, {"size": (1.3, 0.9), "shape": False, "digits": 2}
    middle = top + 0.45 * x.size
    columns = [
        ("input $x$", x, 0.5, INPUT),
        ("$W$", W, 2.9, WEIGHT),
        ("$V$", V, 8.3, WEIGHT),
        ("$c$", c, 10.3, WEIGHT),
        ("output $y$", y, 12.7, OUTPUT),
        ("($y$ − $x$)²", squares, 15.5, PLAIN),
    ]
    x_block, w_block, v_block, c_block, y_block, s_block = (
        cells(card, values[:, None], (left, top), ink=ink, name=name, **look)
        for name, values, left, ink in columns
    )
    card.write(9.95, middle, "+", size=14)
    squeezed = node(
        card, (6.25, middle), "code", code, ink=INPUT, filled=True, radius=0.8, digits=2
    )
    for row in range(x.size):
        at = top + 0.9 * (row + 0.5)
        thin(card, (w_block.right, at), squeezed.west)
        thin(card, squeezed.east, (v_block.left, at))
        forward(card, (x_block.right, at), (w_block.left, at))
        forward(card, (c_block.right, at), (y_block.left, at))
        thin(card, (y_block.right, at), (s_block.left, at))
    terms = " + ".join(f"{number(a, 2)}·{factor(w, 2)}" for a, w in zip(x, W, strict=True))
    first = f"{number(code, 2)}·{factor(V[0], 2)} + {factor(c[0], 2)} = {number(y[0], 2)}"
    rules = [
        f"code = σ({terms}) = σ({number(z, 2)}) = {number(code, 2)}",
        f"first output: {first};   loss, the mean of the squares: {number(squares.mean())}",
    ]
    for row, (rule, ink) in enumerate(zip(rules, (INPUT, PLAIN), strict=True)):
        card.write(card.width / 2, card.height - 1.65 + 0.85 * row, rule, ink=ink, size=12.5)
    return card.figure, (
        f"An autoencoder of {x.size} levels and one number. Input x: {listed(x, 2)}; W: "
        f"{listed(W, 2)}; {rules[0]}. V: {listed(V, 2)}; c: {listed(c, 2)}; output y: "
        f"{listed(y, 2)}; squares: {listed(squares)}. {rules[1]}."
    )
