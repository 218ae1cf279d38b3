"""Every drawing of the units: it can be read, its text says its numbers, and they are computed."""

import importlib
import inspect
import pkgutil
import re

import numpy as np
import pytest
from legible import faults, written

from dlaudio.plots import drawings
from dlaudio.plots.drawings import convolution

MODULES = [module.name for module in pkgutil.iter_modules(drawings.__path__)]
# Settings besides those that each function has anyway.
MORE = [
    ("convolution", "draw", {"row": 2, "column": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw", {"row": 0, "column": 0, "dilation": 2}),
    ("convolution", "draw_signal", {"at": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw_signal", {"at": 0, "dilation": 3}),
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
