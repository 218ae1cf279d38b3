"""Questions about convolution: signals, kernels, feature maps, lists of layers."""

import numpy as np


def count_cases(rng):
    yield {"n_inputs": 61440, "n_nodes": 8, "window": 7680, "bias": False}
    yield {"n_inputs": 5, "n_nodes": 5, "window": 3, "bias": True}
    for bias in (False, True):
        window = int(rng.integers(20, 200))
        yield {
            "n_inputs": window * int(rng.integers(4, 9)),
            "n_nodes": int(rng.integers(10, 19)),
            "window": window,
            "bias": bias,
        }


def mask_cases(rng):
    yield {"n_inputs": 8, "window": 2, "stride": 2}
    yield {"n_inputs": 6, "window": 3, "stride": 1}
    stride = int(rng.integers(2, 4))
    window = stride + int(rng.integers(1, 4))
    yield {"n_inputs": window + 4 * stride + 1, "window": window, "stride": stride}


def line_cases(rng):
    for n, k in [(7, 3), (9, 4), (6, 1), (5, 5)]:
        yield {"x": np.round(rng.normal(size=n), 2), "w": np.round(rng.normal(size=k), 2)}


def band_cases(rng):
    for n, k, stride in [(5, 3, 1), (7, 2, 1), (11, 3, 2), (4, 4, 1), (9, 3, 3)]:
        w = rng.integers(1, 9, k) + np.round(rng.uniform(0.1, 0.4, k), 2)
        yield {"w": w, "n_inputs": n, "stride": stride}


def size_cases(rng):
    """Five numbers each, the kernel fitting always; some windows fit to the last place."""
    names = ("size", "kernel_size", "stride", "padding", "dilation")
    for row in [(28, 5, 1, 0, 1), (28, 3, 2, 0, 1), (16, 3, 1, 1, 1), (9, 3, 1, 0, 3)]:
        yield dict(zip(names, row, strict=True))
    for _ in range(8):
        kernel, stride = int(rng.integers(2, 6)), int(rng.integers(2, 5))
        padding, dilation = int(rng.integers(1, 4)), int(rng.integers(2, 4))
        size = dilation * (kernel - 1) + 1 + int(rng.integers(0, 30))
        yield dict(zip(names, (size, kernel, stride, padding, dilation), strict=True))


def conv1d_cases(rng):
    for n, c, o, k, t in [(2, 3, 4, 3, 17), (1, 1, 2, 2, 12), (3, 2, 1, 4, 16)]:
        yield {
            "x": rng.normal(size=(n, c, t)),
            "weight": rng.normal(size=(o, c, k)),
            "bias": rng.normal(size=o) + 2,
        }


def stack_cases(rng):
    """Lists of (kernel size, stride, dilation), the layer next to the input first."""
    yield {"layers": [(3, 1, 1), (3, 1, 1)]}
    yield {"layers": [(2, 1, 1), (2, 1, 2), (2, 1, 4), (2, 1, 8)]}
    yield {"layers": [(3, 2, 1), (4, 1, 2), (2, 3, 1)]}
    for length in (1, 3, 4):
        layers = [tuple(int(v) for v in rng.integers([2, 1, 1], [6, 4, 4])) for _ in range(length)]
        yield {"layers": [(5, 3, 2), *layers]}


def pool_cases(rng):
    for n, c, t, k, stride in [
        (2, 3, 12, 3, 3),
        (1, 2, 11, 2, 2),
        (3, 1, 14, 4, 2),
        (2, 2, 9, 3, 1),
    ]:
        # below 0 throughout: whoever starts with 0, or fills up with it, is found
        yield {"x": rng.uniform(-9, -1, (n, c, t)), "kernel_size": k, "stride": stride}


def conv2d_cases(rng):
    for n, c, o, k, size in [
        (2, 3, 4, (3, 2), (9, 8)),
        (1, 1, 2, (2, 3), (6, 10)),
        (2, 2, 1, (1, 4), (5, 9)),
    ]:
        yield {
            "x": rng.normal(size=(n, c, *size)),
            "weight": rng.normal(size=(o, c, *k)),
            "bias": rng.normal(size=o) + 2,
            "stride": (2, 3) if n == 2 else (3, 2),
        }


def cost_cases(rng):
    """Lists of (in_channels, out_channels, kernel_size, stride, padding), and a size."""
    yield {"layers": [(1, 4, 3, 1, 0)], "height": 8, "width": 10}
    yield {"layers": [(3, 8, 5, 1, 2), (8, 2, 1, 1, 0)], "height": 12, "width": 9}
    for length in (2, 3):
        channels = rng.permutation(np.arange(2, 9))[: length + 1].tolist()
        layers = [
            (*pair, int(rng.integers(2, 5)), int(rng.integers(2, 4)), int(rng.integers(0, 3)))
            for pair in zip(channels, channels[1:], strict=False)
        ]
        height, width = (int(v) for v in rng.permutation(np.arange(90, 120))[:2])
        yield {"layers": layers, "height": height, "width": width}


def block_cases(rng):
    for n, c, o, k, t, padding, size in [(2, 3, 4, 3, 17, 2, 3), (1, 2, 3, 4, 14, 1, 2)]:
        yield {
            "x": rng.normal(size=(n, c, t)),
            "weight": rng.normal(size=(o, c, k)),
            "bias": rng.normal(size=o) + 2,
            "padding": padding,
            "size": size,
        }


def picture_cases(rng):
    for bins, frames in [(6, 9), (12, 7), (5, 4)]:
        yield {"S": np.round(rng.normal(-40, 12, (bins, frames)), 1)}


def fourier_cases(rng):
    for n_fft, hop_length in [(16, 8), (12, 3), (32, 10)]:
        yield {"n_fft": n_fft, "hop_length": hop_length, "y": rng.normal(size=70)}
