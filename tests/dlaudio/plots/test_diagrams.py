"""Diagrams: every box is joined to every box of the next layer, edge to edge."""

from itertools import pairwise, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from dlaudio import plots


def drawn(ax) -> tuple[dict, list]:
    """Extent in pixels of each box by its label, and the two ends in pixels of each arrow."""
    FigureCanvasAgg(ax.figure).draw()
    framed = [text for text in ax.texts if text.get_bbox_patch()]
    boxes = {text.get_text(): text.get_bbox_patch().get_window_extent() for text in framed}
    arrows = [text.arrow_patch for text in ax.texts if getattr(text, "arrow_patch", None)]
    paths = [arrow.get_transform().transform_path(arrow.get_path()) for arrow in arrows]
    lines = [path.vertices[path.codes != path.CLOSEPOLY] for path in paths]
    # an arrow's path is its shaft, then its head; no point is farther from the start than the tip
    return boxes, [
        (line[0], line[np.linalg.norm(line - line[0], axis=1).argmax()]) for line in lines
    ]


def touches(box, point, pixels: float) -> bool:
    """Whether a point is at the edge of a box: in the box grown, and not in the box shrunk."""
    return box.padded(pixels).contains(*point) and not box.padded(-pixels).contains(*point)


@pytest.mark.parametrize(
    "columns",
    [
        [["$x_1$", "$x_2$"], ["hidden 1", "hidden 2"], ["output"]],
        [["a", "b", "c"], ["a rather long label"], ["x", "y"]],
    ],
)
def test_a_network_joins_every_box_with_the_next_layer(columns):
    boxes, arrows = drawn(plots.network(columns))
    assert set(boxes) == {label for column in columns for label in column}
    expected = {pair for left, right in pairwise(columns) for pair in product(left, right)}
    found = {
        (start, end)
        for tail, head in arrows
        for start, end in product(boxes, boxes)
        if touches(boxes[start], tail, 2) and touches(boxes[end], head, 6)
    }
    assert found == expected and len(arrows) == len(expected)
    for a, b in product(boxes, boxes):
        assert a == b or not boxes[a].overlaps(boxes[b])


def test_a_perceptron_has_three_weights_a_sum_and_a_step():
    boxes, arrows = drawn(plots.perceptron())
    labels = {"$x_0 = 1$", "$x_1$", "$x_2$", "sum", "step", "$h$"}
    assert set(boxes) == labels and len(arrows) == 5
    ends = [[label for label in labels if touches(boxes[label], head, 6)] for _, head in arrows]
    assert sorted(ends) == [["$h$"], ["step"], ["sum"], ["sum"], ["sum"]]
