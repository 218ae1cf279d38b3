"""The course's one way of drawing: a card, and the parts that are laid on it.

A picture is a function `draw(**numbers) -> (figure, text)` that computes its numbers, lays parts on
a `Card`, and says in `text` what there is to see; `plots.show(*draw())` displays it.

    card = Card(height=5)
    x = cells(card, [[1, 2, 3]], (1, 2), ink=INPUT, name="$x$", lit=[(0, 1)])
    W = cells(card, [[1, 0], [2, -1], [0, 3]], (6, 1), ink=WEIGHT, name="$W$")
    forward(card, x.east, W.west, "times")
    figure, text = card.figure, f"{x.words}; {W.words}"

One unit of a card is half an inch, x counts to the right and y downwards, as rows of a matrix do.

| part | draws |
|---|---|
| `card.Card` | the paper: `write`, `phrase` of coloured pieces, `plane` for curves |
| `matrices.cells` | a vector or matrix with its numbers, its name and shape, some cells lit |
| `arrows.forward`, `gradient`, `both_ways`, `thin` | values forwards, slopes backwards |
| `nodes.graph`, `node` | nodes with values, slopes beneath, edges both ways, a path lit |
| `layers.box`, `net` | a layer with its shape; units joined by lines as wide as the weight |
| `windows.window`, `window_2d` | a window on a signal or an image, products, sum, the output cell |
| `vectors.vector`, `normal_line`, `right_angle` | arrows in a plane with equal axes |

Every part returns something with `artists`, edges to fasten arrows to (`north`, `east`, `south`,
`west`), and `words` for the text. Colours have one meaning each (`inks`): input blue, weights
orange, gradients vermilion, output green, grey for what is not lit now.
"""

from dlaudio.plots.parts.arrows import arrow, both_ways, forward, gradient, thin
from dlaudio.plots.parts.card import Card
from dlaudio.plots.parts.inks import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT
from dlaudio.plots.parts.layers import box, net
from dlaudio.plots.parts.matrices import cells
from dlaudio.plots.parts.nodes import graph, node
from dlaudio.plots.parts.numbers import listed, number, percent, told
from dlaudio.plots.parts.vectors import normal_line, right_angle, vector
from dlaudio.plots.parts.windows import window, window_2d

__all__ = [
    "GRADIENT",
    "GREY",
    "INPUT",
    "OUTPUT",
    "PLAIN",
    "WEIGHT",
    "Card",
    "arrow",
    "both_ways",
    "box",
    "cells",
    "forward",
    "gradient",
    "graph",
    "listed",
    "net",
    "node",
    "normal_line",
    "number",
    "percent",
    "right_angle",
    "thin",
    "told",
    "vector",
    "window",
    "window_2d",
]
