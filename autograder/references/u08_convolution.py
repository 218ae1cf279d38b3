"""Right answers of unit 8."""

import numpy as np


def count_weights(n_inputs, n_nodes, window, bias):
    own, one = (n_nodes, 1) if bias else (0, 0)
    return n_inputs * n_nodes + own, window * n_nodes + own, window + one


def local_mask(n_inputs, window, stride):
    mask = np.zeros((n_inputs, (n_inputs - window) // stride + 1))
    for node in range(mask.shape[1]):
        mask[node * stride : node * stride + window, node] = 1
    return mask


def convolve(x, w, mode):
    full = np.zeros(len(x) + len(w) - 1)
    for m, weight in enumerate(w):
        full[m : m + len(x)] += weight * x
    if mode == "full":
        return full
    cut = len(w) - 1
    start, length = (cut // 2, len(x)) if mode == "same" else (cut, len(x) - cut)
    return full[start : start + length]


def cross_correlate(x, w):
    return np.array([x[n : n + len(w)] @ w for n in range(len(x) - len(w) + 1)])


def toeplitz_matrix(w, n_inputs, stride):
    T = np.zeros((n_inputs, (n_inputs - len(w)) // stride + 1))
    for node in range(T.shape[1]):
        T[node * stride : node * stride + len(w), node] = w
    return T


def conv_size(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


def conv1d(x, weight, bias, stride, padding, dilation):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)))
    n_out = conv_size(x.shape[2], weight.shape[2], stride, 0, dilation)
    y = np.zeros((len(x), len(weight), n_out))
    for t in range(n_out):
        start = t * stride
        seen = x[:, :, start : start + dilation * (weight.shape[2] - 1) + 1 : dilation]
        y[:, :, t] = np.einsum("nck,ock->no", seen, weight) + bias
    return y


def receptive_field(layers):
    size, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        size += (kernel_size - 1) * dilation * jump
        jump *= stride
    return size


def pool1d(x, kernel_size, stride):
    starts = range(0, x.shape[2] - kernel_size + 1, stride)
    windows = np.stack([x[:, :, start : start + kernel_size] for start in starts], axis=2)
    return windows.max(axis=3), windows.mean(axis=3)


def conv2d(x, weight, bias, stride):
    height, width = weight.shape[2:]
    rows = range(0, x.shape[2] - height + 1, stride[0])
    columns = range(0, x.shape[3] - width + 1, stride[1])
    y = np.zeros((len(x), len(weight), len(rows), len(columns)))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            seen = x[:, :, row : row + height, column : column + width]
            y[:, :, i, j] = np.einsum("nchw,ochw->no", seen, weight) + bias
    return y


def channels_first(weight):
    return weight.transpose(3, 2, 0, 1), weight.size + weight.shape[3]


def edges(S):
    rise = S[:, 1:] - S[:, :-1]
    return rise, S[1:] - S[:-1], np.maximum(rise, 0).mean(axis=0)


def stft_layer(n_fft):
    angles = 2 * np.pi * np.outer(np.arange(n_fft // 2 + 1), np.arange(n_fft)) / n_fft
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_fft) / n_fft)
    return (np.concatenate([np.cos(angles), -np.sin(angles)]) * window)[:, None]


def drum_steps(S, frames_per_step):
    onset = np.append(0, np.maximum(S[:, 1:] - S[:, :-1], 0).mean(axis=0))
    strongest = onset.reshape(-1, frames_per_step).max(axis=1)
    return strongest > 2.75


convolution_quiz = {
    "history": "b",
    "local": "c",
    "shared": "d",
    "maps": "b",
    "input": "a",
    "channels": "c",
    "shift": "a",
    "pooling": "d",
}
