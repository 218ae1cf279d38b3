"""Right answers to unit 8, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u08_convolution import (
    conv1d,
    conv2d,
    conv_costs,
    conv_size,
    convolution_quiz,
    convolve,
    count_weights,
    cross_correlate,
    drum_steps,
    edges,
    local_mask,
    mend_block,
    pool1d,
    receptive_field,
    stft_layer,
    toeplitz_matrix,
)

right = right_answers("u08_convolution")

windows_of = np.lib.stride_tricks.sliding_window_view


@variant(count_weights)
def count_with_extra_input(n_inputs, n_nodes, window, bias):
    extra = int(bias)
    return (n_inputs + extra) * n_nodes, (window + extra) * n_nodes, window + extra


@variant(count_weights)
def count_as_array(n_inputs, n_nodes, window, bias):
    counts = np.array([n_inputs * n_nodes, window * n_nodes, window])
    return counts + bias * np.array([n_nodes, n_nodes, 1])


@variant(local_mask)
def mask_by_comparison(n_inputs, window, stride):
    starts = np.arange(0, n_inputs - window + 1, stride)
    place = np.arange(n_inputs)[:, None] - starts
    return (place >= 0) & (place < window)


@variant(local_mask)
def mask_as_lists(n_inputs, window, stride):
    starts = range(0, n_inputs - window + 1, stride)
    return [[1 if s <= i < s + window else 0 for s in starts] for i in range(n_inputs)]


@variant(convolve)
def convolve_loops(x, w, mode):
    full = [
        sum(x[m] * w[n - m] for m in range(len(x)) if 0 <= n - m < len(w))
        for n in range(len(x) + len(w) - 1)
    ]
    k = len(w)
    cuts = {"full": (0, None), "same": ((k - 1) // 2, len(x)), "valid": (k - 1, len(x) - k + 1)}
    start, length = cuts[mode]
    return full[start:] if length is None else full[start : start + length]


@variant(convolve)
def convolve_fourier(x, w, mode):
    n = len(x) + len(w) - 1
    full = np.fft.irfft(np.fft.rfft(x, n) * np.fft.rfft(w, n), n)
    k = len(w)
    if mode == "same":
        return full[(k - 1) // 2 :][: len(x)]
    return full if mode == "full" else full[k - 1 : n - k + 1]


@variant(cross_correlate)
def correlate_windows(x, w):
    return windows_of(x, len(w)) @ w


@variant(cross_correlate)
def correlate_tap_by_tap(x, w):
    n = len(x) - len(w) + 1
    z = np.zeros(n, np.float32)
    for m in range(len(w)):
        z += w[m] * x[m : m + n]
    return z


@variant(toeplitz_matrix)
def toeplitz_of_units(w, n_inputs, stride):
    return np.array([(windows_of(row, len(w)) @ w)[::stride] for row in np.eye(n_inputs)])


@variant(toeplitz_matrix)
def toeplitz_columns(w, n_inputs, stride):
    count = (n_inputs - len(w)) // stride + 1
    padded = np.append(w, np.zeros(n_inputs - len(w))).astype(np.float32)
    return np.column_stack([np.roll(padded, stride * node) for node in range(count)])


@variant(conv_size)
def size_by_counting(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return len(range(0, size + 2 * padding - span + 1, stride))


@variant(conv_size)
def size_by_floor(size, kernel_size, stride, padding, dilation):
    room = size + 2 * padding - dilation * (kernel_size - 1) - 1
    return int(np.floor(room / stride) + 1)


@variant(conv1d)
def conv1d_loops(x, weight, bias, stride, padding, dilation):
    (n, _, _), (o, c, k) = x.shape, weight.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)))
    t = right.conv_size(x.shape[2], k, stride, 0, dilation)
    y = np.zeros((n, o, t)) + bias[:, None]
    for channel in range(c):
        for tap in range(k):
            first = tap * dilation
            part = x[:, channel, first : first + (t - 1) * stride + 1 : stride]
            y += weight[:, channel, tap][:, None] * part[:, None]
    return y


@variant(conv1d)
def conv1d_one_product(x, weight, bias, stride, padding, dilation):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding))).astype(np.float32)
    span = dilation * (weight.shape[2] - 1) + 1
    windows = windows_of(x, span, axis=2)[:, :, ::stride, ::dilation]
    y = np.tensordot(windows, weight, axes=((1, 3), (1, 2)))
    return np.moveaxis(y + bias, 2, 1)


@variant(receptive_field)
def field_from_the_output(layers):
    size = 1
    for kernel_size, stride, dilation in reversed(layers):
        size = (size - 1) * stride + dilation * (kernel_size - 1) + 1
    return size


@variant(receptive_field)
def field_by_sum(layers):
    k, s, d = np.array(layers).T
    jumps = np.concatenate([[1], np.cumprod(s)[:-1]])
    return int(1 + np.sum((k - 1) * d * jumps))


@variant(pool1d)
def pool_windows(x, kernel_size, stride):
    windows = windows_of(x, kernel_size, axis=2)[:, :, ::stride]
    return windows.max(axis=-1), windows.sum(axis=-1) / kernel_size


@variant(pool1d)
def pool_tap_by_tap(x, kernel_size, stride):
    x = x.astype(np.float32)
    last = x.shape[2] - kernel_size
    parts = [x[:, :, tap : tap + last + 1 : stride] for tap in range(kernel_size)]
    largest = parts[0].copy()
    for part in parts[1:]:
        np.maximum(largest, part, out=largest)
    return largest, sum(parts) / kernel_size


@variant(conv2d)
def conv2d_tap_by_tap(x, weight, bias, stride):
    (k, j), (a, b) = weight.shape[2:], stride
    rows, columns = x.shape[2] - k + 1, x.shape[3] - j + 1
    y = bias[:, None, None]
    for tap in np.ndindex(k, j):
        part = x[:, :, tap[0] : tap[0] + rows : a, tap[1] : tap[1] + columns : b]
        y = y + np.einsum("nchw,oc->nohw", part, weight[:, :, tap[0], tap[1]])
    return y


@variant(conv2d)
def conv2d_one_product(x, weight, bias, stride):
    windows = windows_of(x.astype(np.float32), weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1]]
    return np.moveaxis(np.tensordot(windows, weight, axes=((1, 4, 5), (1, 2, 3))) + bias, 3, 1)


@variant(conv_costs)
def costs_layer_by_layer(layers, height, width):
    counts = np.zeros(2, dtype=int)
    for before, after, kernel, stride, padding in layers:
        height = len(range(0, height + 2 * padding - kernel + 1, stride))
        width = len(range(0, width + 2 * padding - kernel + 1, stride))
        filters = after * before * kernel**2
        counts += np.array([filters + after, filters * height * width])
    return counts


@variant(conv_costs)
def costs_by_counting_windows(layers, height, width):
    weights, products = [], []
    for c, o, k, s, p in layers:
        rows, columns = (range(-p, n + p - k + 1, s) for n in (height, width))
        height, width = len(rows), len(columns)
        weights.append(o * (c * k * k + 1))
        products.append(o * c * k**2 * len(rows) * len(columns))
    return sum(weights), sum(products)


@variant(mend_block)
def block_of_the_parts(x, weight, bias, padding, size):
    z = right.conv1d(x, weight, bias, 1, padding, 1)
    return z, right.pool1d(np.maximum(z, 0), size, size)[0]


@variant(mend_block)
def block_by_windows(x, weight, bias, padding, size):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)))
    z = np.einsum("nctk,ock->not", windows_of(x, weight.shape[2], axis=2), weight)
    z = z + bias[:, None]
    return z, windows_of(np.where(z > 0, z, 0), size, axis=2)[:, :, ::size].max(axis=3)


@variant(edges)
def edges_diff(S):
    rise = np.diff(S, axis=1)
    return rise, np.diff(S, axis=0), np.where(rise > 0, rise, 0).sum(axis=0) / len(S)


@variant(edges)
def edges_by_windows(S):
    kernel = np.array([-1.0, 1.0])
    rise = windows_of(S, 2, axis=1) @ kernel
    bands = windows_of(S, 2, axis=0) @ kernel
    return rise.astype(np.float32), bands, ((rise + np.abs(rise)) / 2).mean(axis=0)


@variant(stft_layer)
def fourier_complex(n_fft):
    m = np.arange(n_fft)
    rows = np.exp(-2j * np.pi * np.outer(np.arange(n_fft // 2 + 1), m) / n_fft)
    rows *= np.sin(np.pi * m / n_fft) ** 2
    return np.concatenate([rows.real, rows.imag])[:, None, :]


@variant(stft_layer)
def fourier_loops(n_fft):
    weight = np.zeros((n_fft + 2, 1, n_fft), np.float32)
    for k in range(n_fft // 2 + 1):
        for m in range(n_fft):
            window, angle = (1 - np.cos(2 * np.pi * m / n_fft)) / 2, 2 * np.pi * k * m / n_fft
            weight[k, 0, m] = window * np.cos(angle)
            weight[n_fft // 2 + 1 + k, 0, m] = -window * np.sin(angle)
    return weight


@variant(drum_steps)
def steps_loops(S, frames_per_step):
    found = []
    for start in range(0, S.shape[1], frames_per_step):
        part = S[:, max(start - 1, 0) : start + frames_per_step]
        found.append(max(np.clip(np.diff(part, axis=1), 0, None).mean(axis=0)) > 3)
    return found


@variant(drum_steps)
def steps_two_frames(S, frames_per_step):
    rise = np.pad(np.maximum(np.diff(S, axis=1), 0).mean(axis=0), (1, 0))
    return (rise.reshape(-1, frames_per_step).max(axis=1) > 2.5).astype(float)


quiz_capitals = variant(convolution_quiz)({k: v.upper() for k, v in right.convolution_quiz.items()})
quiz_brackets = variant(convolution_quiz)({k: f"({v})" for k, v in right.convolution_quiz.items()})
