"""Sliding windows over the last axes of an array, and their sum back: what convolutions share."""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def output_size(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """How many windows fit: ``(size + padding - dilation (kernel_size - 1) - 1) // stride + 1``.

    `padding` is the sum of both sides. V. Dumoulin, F. Visin, "A guide to convolution arithmetic",
    2016, relationship 15. Raises ValueError if not even one window fits.
    """
    room = size + padding - dilation * (kernel_size - 1) - 1
    if room < 0:
        raise ValueError(
            f"a kernel of {kernel_size} with dilation {dilation} does not fit into {size} with "
            f"padding {padding}"
        )
    return room // stride + 1


def as_tuple(value: int | Sequence[int], n: int, name: str, at_least: int = 1) -> tuple[int, ...]:
    """`value` for each of n axes; ValueError unless whole numbers >= at_least."""
    values = (value,) * n if isinstance(value, int | np.integer) else tuple(value)
    whole = all(isinstance(item, int | np.integer) and item >= at_least for item in values)
    if len(values) != n or not whole:
        raise ValueError(
            f"{name} needs a whole number >= {at_least}, or {n} of them, got {value!r}"
        )
    return values


def as_pairs(padding, n: int) -> tuple[tuple[int, int], ...]:
    """Padding before and after each of n axes, from one number, or one number or pair an axis."""
    if isinstance(padding, int | np.integer):
        padding = (padding,) * n
    elif n == 1 and len(padding) == 2:
        padding = (padding,)
    pairs = tuple(tuple(item) if isinstance(item, Sequence) else (item, item) for item in padding)
    if len(pairs) != n or any(len(pair) != 2 or min(pair) < 0 for pair in pairs):
        raise ValueError(f"padding needs a number, or one or a pair for each axis, got {padding!r}")
    return pairs


def unfold(
    x: np.ndarray, kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]
) -> np.ndarray:
    """View of all windows: (N, C, *size) to (N, C, *out, *kernel)."""
    n = len(kernel)
    spans = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
    for size, k, d in zip(x.shape[-n:], kernel, dilation, strict=True):
        output_size(size, k, dilation=d)
    windows = sliding_window_view(x, spans, axis=tuple(range(-n, 0)))
    steps = [slice(None, None, step) for step in (*stride, *dilation)]
    return windows[(..., *steps)]


def fold(
    windows: np.ndarray,
    size: tuple[int, ...],
    stride: tuple[int, ...],
    dilation: tuple[int, ...],
) -> np.ndarray:
    """Add windows up where they came from: the transpose of `unfold`, (N, C, *size)."""
    n = len(size)
    out, kernel = windows.shape[-2 * n : -n], windows.shape[-n:]
    total = np.zeros((*windows.shape[: -2 * n], *size), windows.dtype)
    for place in np.ndindex(kernel):
        starts = [p * d for p, d in zip(place, dilation, strict=True)]
        region = tuple(
            slice(start, start + step * (count - 1) + 1, step)
            for start, step, count in zip(starts, stride, out, strict=True)
        )
        total[(..., *region)] += windows[(..., *place)]
    return total
