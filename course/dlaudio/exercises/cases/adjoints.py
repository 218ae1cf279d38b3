"""Inputs for gradients of convolution and pooling, and the way forwards for their laws."""

import numpy as np


def correlate1d(x, weight, stride=1) -> np.ndarray:
    """y[n, o, t] = sum over c, k of x[n, c, t stride + k] weight[o, c, k]: (N, O, T')."""
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2], axis=2)[:, :, ::stride]
    return np.einsum("nctk,ock->not", windows, weight)


def conv1d_cases(rng):
    for n, c, o, t, k, stride in [
        (2, 3, 4, 7, 3, 1),
        (3, 2, 3, 9, 4, 2),  # the stride does not divide: the last sample is never seen
        (1, 1, 2, 11, 3, 3),
        (1, 2, 1, 6, 5, 1),
    ]:
        frames = (t - k) // stride + 1
        x, weight = rng.normal(size=(n, c, t)), rng.normal(size=(o, c, k))
        yield {"x": x, "weight": weight, "dout": rng.normal(size=(n, o, frames)), "stride": stride}


def conv2d_cases(rng):
    for n, c, o, h, w, kh, kw, padding in [
        (2, 3, 4, 5, 6, 3, 2, 0),
        (1, 2, 3, 4, 5, 3, 3, 1),
        (3, 1, 2, 6, 4, 2, 3, 2),
    ]:
        size = (n, o, h + 2 * padding - kh + 1, w + 2 * padding - kw + 1)
        x, weight = rng.normal(size=(n, c, h, w)), rng.normal(size=(o, c, kh, kw))
        yield {"x": x, "weight": weight, "dout": rng.normal(size=size), "padding": padding}


def pool_cases(rng):
    for n, c, h, w, size in [(2, 3, 4, 6, 2), (1, 2, 7, 8, 3), (3, 1, 5, 4, 2)]:
        x = rng.permutation(n * c * h * w).reshape(n, c, h, w) / 4.0 - 5  # no two are equal
        tied = rng.integers(0, 2, (n, c, h, w)) * 1.0
        tied[..., :2, :2] = 1.0  # at least one window with a tie
        yield {"x": x, "tied": tied, "dout": rng.normal(size=(n, c, h // size, w // size)),
               "size": size}  # fmt: skip


def average_cases(rng):
    for n, c, h, w, size in [(2, 3, 4, 6, 2), (1, 2, 7, 8, 3), (3, 1, 5, 4, 2), (1, 3, 9, 4, 2)]:
        dout = rng.normal(size=(n, c, h // size, w // size))
        yield {"dout": dout, "size": size, "height": h, "width": w}


def block_cases(rng):
    for n, c, o, t, k in [(2, 3, 4, 10, 3), (1, 2, 3, 9, 4), (3, 1, 5, 8, 2)]:
        inputs = {"x": rng.normal(size=(n, c, t)), "weight": rng.normal(size=(o, c, k))}
        inputs["bias"] = rng.normal(size=o) * 0.3
        yield {**inputs, "dout": rng.normal(size=(n, o, (t - k + 1) // 2))}


def band_cases(rng):
    for n, f, m, t, floor in [(2, 7, 4, 3, 0.1), (1, 5, 3, 6, 0.5), (3, 4, 2, 5, 0.01)]:
        weight = rng.uniform(-0.5, 1, (m, f))
        weight[:, 0] = rng.uniform(0.3, 1, m)  # no band is all silent
        weight[0, 1], weight[1, 2] = -0.25, 0  # below 0, and just there
        inputs = {"power": rng.uniform(0.1, 2, (n, f, t)), "weight": weight, "floor": floor}
        yield {**inputs, "dout": rng.normal(size=(n, m, t))}
