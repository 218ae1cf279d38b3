"""The parts that drawings are made of: the numbers they show, what they say, how they look."""

import numpy as np
import pytest
from legible import faults, frames, written
from matplotlib.colors import to_rgb
from scipy.signal import correlate

from dlaudio import plots
from dlaudio.plots import parts
from dlaudio.plots.parts import inks, layers, windows
from dlaudio.plots.parts.numbers import factor, listed, number, total
from dlaudio.plots.pictures import image_html


def luminance(colour) -> float:
    """Relative luminance of WCAG 2.2."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ink", inks.INKS, ids=lambda ink: ink.name)
def test_print_stands_out_from_paper_and_from_its_tint(ink):
    assert contrast(ink.text, inks.PAPER) >= 4.5  # WCAG 2.2, 1.4.3
    assert contrast(ink.text, ink.fill) >= 4.5


def test_the_colours_with_a_meaning_are_okabe_and_itos():
    lines = [parts.INPUT, parts.WEIGHT, parts.GRADIENT, parts.OUTPUT]
    names = ["blue", "orange", "vermillion", "green"]
    assert [ink.line for ink in lines] == [plots.OKABE_ITO[name] for name in names]


@pytest.mark.parametrize(
    "value, digits, text",
    [(0.5, 3, "0.5"), (-2, 3, "−2"), (2 / 3, 3, "0.667"), (-1e-9, 3, "0"), (100, 0, "100")],
)
def test_numbers_are_short_and_have_a_true_minus(value, digits, text):
    assert number(value, digits) == text


def test_lists_sums_and_factors():
    assert listed([[1, -2], [0.25, 3]]) == "1, −2; 0.25, 3"
    assert total([1, -2, 0.5]) == "1 − 2 + 0.5"
    assert factor(-1) == "(−1)" and factor(2) == "2"


def test_cells_hold_the_numbers_and_say_them():
    card = parts.Card(4)
    block = parts.cells(card, [[1, -2, 0.5]], (1, 1), name="$x$", lit=[(0, 1)])
    assert {"1", "−2", "0.5", "$x$  1 × 3"} == written(card.figure)
    assert block.words == "x (1 × 3): 1, −2, 0.5"
    assert block.at(0, 1) == pytest.approx((1 + 1.5 * 0.9, 1 + 0.45))
    assert faults(card.figure) == []


def test_one_line_runs_around_all_that_is_lit():
    card = parts.Card(5)
    before = len(card.ax.lines)
    parts.cells(card, np.zeros((3, 3)), (1, 1), lit=[(0, 0), (0, 1), (1, 0), (1, 1)])
    assert len(card.ax.lines) - before == 8  # a square of 2 × 2 has eight cell sides around it


def test_a_phrase_keeps_its_order_and_its_blanks():
    card = parts.Card(3)
    pieces = ["slope ", ("0.5", parts.INPUT), " × ", ("0.8", parts.WEIGHT)]
    block = card.phrase(8, 1.5, pieces)
    assert block.words == "slope 0.5 × 0.8"
    boxes = [box for _, box in frames(card.figure)]
    assert all(a.x1 < b.x0 for a, b in zip(boxes, boxes[1:], strict=False))
    centre = (boxes[0].x0 + boxes[-1].x1) / 2
    assert centre == pytest.approx(card.ax.transData.transform((8, 1.5))[0], abs=2)
    assert faults(card.figure) == []


def test_labels_keep_off_their_arrow():
    card = parts.Card(8)
    for i, end in enumerate([(3, 1), (3, 3), (1, 3), (0.2, 2)]):
        start = (1 + 4 * i, 3.5)
        place = (start[0] + end[0] - 1, start[1] + end[1] - 1)
        parts.forward(card, start, place, f"label {i}", side="left" if i % 2 else "right")
    assert faults(card.figure) == []


def test_two_ways_are_side_by_side_and_opposite():
    card = parts.Card(4)
    block = parts.both_ways(card, (2, 2), (6, 2), "0.5", "−0.1")
    assert block.words == "0.5 forwards, −0.1 backwards"
    there, back = (artist for artist in block.artists if hasattr(artist, "_posA_posB"))
    (a, b), (c, d) = there._posA_posB, back._posA_posB
    assert b[0] > a[0] and d[0] < c[0] and a[1] != c[1]


def test_a_graph_writes_values_and_slopes_and_greys_what_is_not_lit():
    card = parts.Card(5)
    places = {"a": (2, 1.2), "b": (2, 3.4), "c": (6, 2.4)}
    edges = [("a", "c"), ("b", "c")]
    nodes = parts.graph(
        card,
        places,
        edges,
        values={"a": 2, "b": 3, "c": 6},
        edge_slopes={("a", "c"): 3.0},
        slopes={"c": 1},
        lit=["a", "c"],
    )
    assert {"a", "b", "c", "2", "3", "6", "1"} <= written(card.figure)
    assert nodes["c"].words == "c = 6 (slope 1)"
    edge = [to_rgb(nodes[name].artists[0].get_edgecolor()) for name in "ab"]
    assert edge == [to_rgb(parts.INPUT.line), to_rgb(parts.GREY.line)]
    assert faults(card.figure) == []


@pytest.mark.parametrize("value", [-0.0654321, -12.345, 1234.5])
def test_a_value_stays_inside_its_circle(value):
    card = parts.Card(4)
    made = parts.node(card, (3, 2), "$h$", value)
    said = made.words.split(" = ")[1]
    (box,) = (box for words, box in frames(card.figure) if words == said)
    left, right = (card.ax.transData.transform((x, 2))[0] for x in (made.left, made.right))
    assert left + 4 < box.x0 and box.x1 < right - 4
    assert float(said.replace("−", "-")) == pytest.approx(value, abs=0.51)


def test_lines_of_a_net_are_as_wide_as_the_weight_and_dashed_below_zero():
    card = parts.Card(5)
    nodes = parts.net(card, layers.columns(2, 8, 1, 4, [2, 1]), [[[2.0], [-1.0]]])
    (wide,), (narrow,) = (
        [a for a in n.artists if hasattr(a, "get_linewidth")][1:] for n in nodes[0]
    )
    assert wide.get_linewidth() > narrow.get_linewidth()
    assert (wide.get_linestyle(), narrow.get_linestyle()) == ("-", "--")


@pytest.mark.parametrize("stride, padding, dilation", [(1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 0, 1)])
def test_a_window_computes_what_scipy_computes(stride, padding, dilation):
    rng = np.random.default_rng(stride)
    image, kernel = rng.integers(-3, 4, (7, 8)), rng.integers(-2, 3, (3, 3))
    spread = np.zeros((2 * dilation + 1,) * 2)
    spread[::dilation, ::dilation] = kernel
    expected = correlate(np.pad(image, padding).astype(float), spread, "valid", method="direct")
    _, output = windows.slide(image, kernel, stride, padding, dilation)
    np.testing.assert_allclose(output, expected[::stride, ::stride])


@pytest.mark.parametrize("stride, padding, dilation", [(1, 0, 1), (2, 1, 1), (1, 1, 2)])
def test_a_window_shows_its_products_and_says_its_sum(stride, padding, dilation):
    card = parts.Card(7)
    signal = [1, 2, 0, -1, 3, 1, 2]
    made = parts.window(
        card, signal, [1, 0, -2], (3, 1), at=1, stride=stride, padding=padding, dilation=dilation
    )
    *_, result = made.sum_words.split(" = ")
    assert result == number(made.values[1], 2) and made.sum_words in made.words
    assert "weights (3): 1, 0, −2" in made.words
    assert result in written(card.figure)
    assert faults(card.figure) == []


def test_a_window_on_an_image_fills_the_output_up_to_the_lit_cell():
    card = parts.Card(7)
    made = parts.window_2d(card, np.arange(25).reshape(5, 5), np.eye(3), (0.8, 1.1), at=(1, 0))
    assert made.output.words == "output (3 × 3): 18, 21, 24; 33, empty, empty; empty, empty, empty"
    assert made.sum_words.endswith("= 33")
    assert faults(card.figure) == []


def test_a_right_angle_is_one_and_looks_like_one():
    card = parts.Card(8)
    plane = card.plane(1, 1, 9, 5, xlim=(-1, 3), ylim=(-1, 1), equal=True)
    scale = plane.transData.transform([(1, 0), (0, 1)]) - plane.transData.transform((0, 0))
    assert scale[0, 0] == pytest.approx(scale[1, 1])
    assert parts.normal_line(plane, (-1, 1, 1)) and not parts.normal_line(plane, (-90, 1, 1))
    parts.right_angle(plane, (0.5, 0.5), (1, 1), (1, -1))
    with pytest.raises(ValueError, match="right angle"):
        parts.right_angle(plane, (0.5, 0.5), (1, 1), (1, 0))


def test_a_dense_drawing_is_shown_at_its_size():
    html = image_html(parts.Card(4).figure, "an empty card")
    assert "width: 880px" in html and "max-width: 100%" in html


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda card: parts.Card(0), "height"),
        (lambda card: card.write(1, 1, "tiny", size=6), "got 6"),
        (lambda card: parts.cells(card, np.zeros((1, 1, 1)), (0, 0)), r"\(1, 1, 1\)"),
        (lambda card: parts.cells(card, [1, 2], (0, 0), lit=[(1, 0)]), r"\(1, 0\)"),
        (lambda card: parts.cells(card, [1], (0, 0), name="x", side="far"), "far"),
        (lambda card: parts.cells(card, [-12.345], (0, 0), size=0.9), "too small"),
        (lambda card: parts.box(card, (1, 1), (1, 1), "far too long for it"), "width of"),
        (lambda card: parts.forward(card, (1, 1), (1, 1)), "two places"),
        (lambda card: parts.graph(card, {"a": (1, 1)}, [("a", "b")]), "'b'"),
        (lambda card: parts.net(card, [[(1, 1)], [(2, 1)]], [np.ones((2, 1))]), r"\(2, 1\)"),
        (lambda card: parts.window(card, [1, 2], [1, 1], (1, 1), at=4), "got 4"),
        (lambda card: parts.window(card, [1], [1, 1], (1, 1)), "does not fit"),
        (lambda card: parts.window_2d(card, np.eye(3), np.eye(2), (1, 1), at=(2, 0)), "got"),
        (lambda card: parts.normal_line(None, (1, 2)), r"\(2,\)"),
        (lambda card: parts.vector(None, (1, 2), (1, 2)), "different"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call(parts.Card(4))


def test_faults_are_found():
    card = parts.Card(3)
    card.write(3, 1, "one")
    card.write(3.2, 1.1, "two")
    card.write(0.1, 2, "half of this is gone")
    card.write(9, 1, "small").set_fontsize(7)
    assert len(faults(card.figure)) == 3
