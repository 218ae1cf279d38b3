"""Every drawing of the units: it can be read, its text says its numbers, and they are computed."""

import importlib
import inspect
import pkgutil
import re

import numpy as np
import pytest
from legible import faults, written

from dlaudio.plots import drawings
from dlaudio.plots.drawings import (
    convolution,
    gates,
    layer_matrices,
    lstm_cell,
    net_numbers,
    paths,
    perceptron_update,
    through_time,
    unrolled,
)
from dlaudio.plots.parts import listed

MODULES = [module.name for module in pkgutil.iter_modules(drawings.__path__)]
# Settings besides those that each function has anyway.
MORE = [
    ("convolution", "draw", {"row": 2, "column": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw", {"row": 0, "column": 0, "dilation": 2}),
    ("convolution", "draw_signal", {"at": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw_signal", {"at": 0, "dilation": 3}),
    ("gates", "draw", {"x": -1.5, "y": 0.5, "upstream": -1.0}),
    ("layer_matrices", "draw", {"lit": "dH", "row": 1, "column": 2}),
    ("layer_matrices", "draw", {"lit": "db"}),
    ("layer_matrices", "draw", {"lit": "Z", "row": 1}),
    ("layer_matrices", "draw", {"lit": "none"}),
    *(("lstm_cell", "draw", {"lit": step}) for step in ("write", "add", "read", "all")),
    ("paths", "draw", {"lit": "upper"}),
    ("paths", "draw", {"lit": "lower", "a": -1.5}),
    ("paths", "draw", {"lit": "both", "b": -2.0}),
    ("perceptron_update", "draw", {"w": (1, 1, 1), "x": (1, 0.5), "y": -1}),
    ("through_time", "draw", {"x": (0.5, -1, 0.3, 1), "w_h": -1.1}),
    ("unrolled", "draw", {"steps": 5}),
]


def every() -> list:
    found = []
    for name in MODULES:
        module = importlib.import_module(f"dlaudio.plots.drawings.{name}")
        functions = inspect.getmembers(module, inspect.isfunction)
        found += [
            (name, function_name, {})
            for function_name, function in functions
            if function_name.startswith("draw") and function.__module__ == module.__name__
        ]
    return found + MORE


@pytest.mark.parametrize("name, function, numbers", every())
def test_a_drawing_can_be_read_and_its_text_says_its_numbers(name, function, numbers):
    module = importlib.import_module(f"dlaudio.plots.drawings.{name}")
    figure, text = getattr(module, function)(**numbers)
    assert faults(figure) == []
    assert len(text) > 40 and text.endswith(".") and "$" not in text
    shown = set(re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", " ".join(written(figure) - ticks(figure))))
    said = set(re.findall(r"−?\d+(?:\.\d+)?", text))
    assert shown - said == set()


def ticks(figure) -> set[str]:
    """What stands at the ticks of axes: nobody needs to hear it."""
    labels = [t for ax in figure.axes for t in ax.get_xticklabels() + ax.get_yticklabels()]
    return {label.get_text() for label in labels}


def test_the_sum_over_channels_is_that_of_scipy():
    from scipy.signal import correlate

    rng = np.random.default_rng(1)
    image, kernels = rng.integers(0, 4, (3, 4, 5)), rng.integers(-1, 2, (2, 3, 3, 3))
    _, text = convolution.draw_channels(1, 0, image=image, kernels=kernels)
    for i, kernel in enumerate(kernels):
        expected = correlate(image, kernel, "valid")[0]
        rows = "; ".join(", ".join(f"{v}".replace("-", "−") for v in row) for row in expected)
        assert f"out {i} (2 × 3): {rows}" in text


def slope(function, at: float, h: float = 1e-6) -> float:
    return (function(at + h) - function(at - h)) / 2 / h


def test_the_net_in_numbers_has_the_slopes_that_small_changes_show():
    x, y, w1, w2 = np.array([1.0, 0.5]), 1.0, np.array([[1.0, -2], [2, 1]]), np.array([1, -1.5])

    def loss(v: float, row: int) -> float:
        changed = w1.copy()
        changed[row, 1] = v
        return (y - 1 / (1 + np.exp(-x @ changed)) @ w2) ** 2

    _, text = net_numbers.draw(x, y, w1, w2)
    for row in (0, 1):
        assert f"{slope(lambda v, row=row: loss(v, row), w1[row, 1]):.3f} from x{row + 1}" in text


def test_the_slope_through_time_is_what_a_small_change_of_the_weight_shows():
    x = (1.0, 0.0, -0.5)

    def last(w_h: float) -> float:
        h = 0.0
        for value in x:
            h = np.tanh(value + w_h * h)
        return h

    assert (
        f"The slope in w_h is 0 + 0.427 + 0.541 ≈ {slope(last, 0.8):.3f}" in through_time.draw(x)[1]
    )


def test_the_lstm_cell_is_the_layer_of_the_package():
    from dlaudio.layers.activations import sigmoid
    from dlaudio.layers.recurrent import LSTM

    layer = LSTM(1, 1, rng=np.random.default_rng(0))
    for parameter, value in zip(layer.parameters(), (0.3, 0.0, [0.2, 1.4, -0.7, 0.9]), strict=True):
        parameter.value[...] = value
    h = float(layer.forward(np.ones((1, 1, 1)))[0, 0, 0])
    i, f, g, o = 0.3 + np.array([0.2, 1.4, -0.7, 0.9])
    gates = {"i": sigmoid(i), "f": sigmoid(f), "g": np.tanh(g), "o": sigmoid(o)}
    assert lstm_cell.draw("read", c=0.0, **gates)[1].endswith(f"= {h:.3f}.".replace("-", "−"))


def test_gradients_of_a_layer_are_those_of_the_package():
    from dlaudio.layers.linear import Linear

    layer = Linear(3, 2, rng=np.random.default_rng(0))
    layer.weight.value[...] = layer_matrices.W
    layer.bias.value[...] = layer_matrices.B
    z = layer.forward(np.array(layer_matrices.H, dtype=float))
    dh = layer.backward(np.array(layer_matrices.DZ, dtype=float))
    text = layer_matrices.draw()[1]
    for name, values in [("Z", z), ("dH", dh), ("dW", layer.weight.grad)]:
        assert f"{name} ({len(values)} × {values.shape[1]}): {listed(values)}" in text


def test_the_paths_add_up_to_the_slope_of_the_formula():
    text = paths.draw(2.0, 1.0)[1]
    assert "2 + 3 = 5" in text and slope(lambda b: (2 + b) * (b + 1), 1.0) == pytest.approx(5)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: gates.draw(1, 1), "different"),
        (lambda: layer_matrices.draw("dQ"), "dQ"),
        (lambda: layer_matrices.draw("dW", 3, 0), r"\(3, 2\)"),
        (lambda: lstm_cell.draw("forgot"), "forgot"),
        (lambda: paths.draw(lit="none"), "none"),
        (lambda: perceptron_update.draw((1, 1, 1), (1, 1), 1), "mistake"),
        (lambda: through_time.draw([1.0]), "got 1"),
        (lambda: unrolled.draw(9), "got 9"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
