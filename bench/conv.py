"""How long convolution forward takes: loops, the package, and PyTorch, on one thread.

    python bench/conv.py

"loops" goes over samples, places and taps, as a student's first version may; "one loop" over places
alone, as unit 8 suggests. All float32, and all checked against each other before they are timed.
The table is printed and written to bench/conv.md.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from dlaudio.layers import Conv1d, Conv2d

TURNS = 7


def loops(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Cross-correlation (N, C, *size) to (N, O, *out), a Python loop over all but the channels."""
    kernel = weight.shape[2:]
    out = tuple(n - k + 1 for n, k in zip(x.shape[2:], kernel, strict=True))
    y = np.zeros((len(x), len(weight), *out), x.dtype)
    for i in range(len(x)):
        for place in np.ndindex(out):
            for tap in np.ndindex(kernel):
                here = tuple(p + t for p, t in zip(place, tap, strict=True))
                y[(i, slice(None), *place)] += (
                    weight[(slice(None), slice(None), *tap)] @ x[(i, slice(None), *here)]
                )
    return y


def one_loop(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The same with a loop over places alone."""
    kernel = weight.shape[2:]
    out = tuple(n - k + 1 for n, k in zip(x.shape[2:], kernel, strict=True))
    y = np.zeros((len(x), len(weight), *out), x.dtype)
    axes = tuple(range(1, x.ndim))
    for place in np.ndindex(out):
        window = tuple(slice(p, p + k) for p, k in zip(place, kernel, strict=True))
        seen = x[(slice(None), slice(None), *window)]
        y[(slice(None), slice(None), *place)] = np.tensordot(seen, weight, axes=(axes, axes))
    return y


def median(run: Callable) -> float:
    """Seconds that a call takes, in the middle of a few."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def main() -> None:
    """Print the table and keep it."""
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    lines = [
        "# How fast convolution is\n",
        f"Written by `python bench/conv.py`. NumPy {np.__version__}, PyTorch {torch.__version__}, "
        "one thread, forward.\n",
        "| layer | input | loops | one loop | dlaudio | PyTorch |",
        "|---|---|---|---|---|---|",
    ]
    cases = [
        (Conv1d(8, 16, 9, rng=rng), torch.nn.functional.conv1d, (8, 8, 500)),
        (Conv2d(1, 8, 3, rng=rng), torch.nn.functional.conv2d, (16, 1, 40, 40)),
        (Conv2d(8, 16, 3, rng=rng), torch.nn.functional.conv2d, (16, 8, 20, 20)),
    ]
    for layer, theirs, shape in cases:
        x, weight = rng.normal(size=shape).astype(np.float32), layer.weight.value
        x_torch, weight_torch = torch.tensor(x), torch.tensor(weight)
        runs = (
            lambda x=x, w=weight: loops(x, w),
            lambda x=x, w=weight: one_loop(x, w),
            lambda x=x, layer=layer: layer(x),
            lambda x=x_torch, w=weight_torch, f=theirs: f(x, w).numpy(),
        )
        for run in runs[1:]:
            np.testing.assert_allclose(run(), runs[0](), rtol=1e-3, atol=1e-4)
        times = " | ".join(f"{1e3 * median(run):.2f} ms" for run in runs)
        lines.append(f"| {type(layer).__name__} {weight.shape} | {shape} | {times} |")
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
