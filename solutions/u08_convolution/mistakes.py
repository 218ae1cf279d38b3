"""Mistakes that people make in unit 8."""

import numpy as np

from autograder.library import misconception, right_answers
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

# ---- count_weights -----------------------------------------------------------------------------


@misconception(
    count_weights, "gives every node of the shared layer its own window; they all use the same one"
)
def shared_is_local(n_inputs, n_nodes, window, bias):
    full, local, _ = right.count_weights(n_inputs, n_nodes, window, bias)
    return full, local, local


@misconception(count_weights, "never counts the biases; with bias=True they are weights too")
def no_biases(n_inputs, n_nodes, window, bias):
    return right.count_weights(n_inputs, n_nodes, window, False)


@misconception(count_weights, "counts biases also where bias is False")
def always_biases(n_inputs, n_nodes, window, bias):
    return right.count_weights(n_inputs, n_nodes, window, True)


@misconception(
    count_weights, "gives the shared layer a bias for each node; the bias is shared as well"
)
def bias_not_shared(n_inputs, n_nodes, window, bias):
    full, local, _ = right.count_weights(n_inputs, n_nodes, window, bias)
    return full, local, window + n_nodes * bias


@misconception(
    count_weights, "divides the inputs among the nodes; windows may overlap, each has its full size"
)
def inputs_divided(n_inputs, n_nodes, window, bias):
    full, _, shared = right.count_weights(n_inputs, n_nodes, window, bias)
    return full, n_inputs + n_nodes * bias, shared


@misconception(count_weights, "counts one bias for the whole full layer; each node has its own")
def one_bias_for_all(n_inputs, n_nodes, window, bias):
    _, local, shared = right.count_weights(n_inputs, n_nodes, window, bias)
    return n_inputs * n_nodes + bias, local, shared


@misconception(
    count_weights, "adds inputs and nodes; in a full layer every input meets every node, a product"
)
def inputs_plus_nodes(n_inputs, n_nodes, window, bias):
    _, local, shared = right.count_weights(n_inputs, n_nodes, window, bias)
    return n_inputs + n_nodes, local, shared


# ---- local_mask --------------------------------------------------------------------------------


@misconception(local_mask, "has a row for each node; here inputs are rows and nodes are columns")
def mask_turned(n_inputs, window, stride):
    return right.local_mask(n_inputs, window, stride).T


@misconception(local_mask, "moves every window by one input; it has to move by the stride")
def mask_stride_one(n_inputs, window, stride):
    mask = np.zeros_like(right.local_mask(n_inputs, window, stride))
    for node in range(mask.shape[1]):
        mask[node : node + window, node] = 1
    return mask


@misconception(local_mask, "moves by the size of the window, so that none overlap; use the stride")
def mask_blocks(n_inputs, window, stride):
    mask = np.zeros_like(right.local_mask(n_inputs, window, stride))
    for node in range(mask.shape[1]):
        mask[node * window : node * window + window, node] = 1
    return mask


@misconception(local_mask, "has one node too few: the last window that fits is missing")
def mask_one_short(n_inputs, window, stride):
    return right.local_mask(n_inputs, window, stride)[:, :-1]


@misconception(local_mask, "adds windows that hang over the end; only whole windows count")
def mask_hangs_over(n_inputs, window, stride):
    mask = np.zeros((n_inputs, -(-n_inputs // stride)))
    for node in range(mask.shape[1]):
        mask[node * stride : node * stride + window, node] = 1
    return mask


@misconception(
    local_mask, "has a node for every stride of the input; only windows that fit whole count"
)
def mask_every_stride(n_inputs, window, stride):
    mask = np.zeros((n_inputs, n_inputs // stride))
    for node in range(mask.shape[1]):
        mask[node * stride : node * stride + window, node] = 1
    return mask


@misconception(local_mask, "makes every window one input too wide; a slice ends before its end")
def mask_too_wide(n_inputs, window, stride):
    mask = right.local_mask(n_inputs, window, stride)
    for node in range(mask.shape[1]):
        mask[node * stride : node * stride + window + 1, node] = 1
    return mask


@misconception(local_mask, "marks what is not seen: 1 is for a connection, 0 for none")
def mask_inverted(n_inputs, window, stride):
    return 1 - right.local_mask(n_inputs, window, stride)


# ---- convolve ----------------------------------------------------------------------------------


@misconception(convolve, "does not turn the kernel round: that is cross-correlation")
def kernel_not_turned(x, w, mode):
    return right.convolve(x, w[::-1], mode)


@misconception(convolve, "turns the signal round as well as the kernel: the output runs backwards")
def signal_turned(x, w, mode):
    return right.convolve(x, w, mode)[::-1]


@misconception(convolve, "multiplies the spectra without zeros at the end: the tail comes in again")
def circular(x, w, mode):
    full = right.convolve(x, w, "full")
    around = full[: len(x)].copy()
    around[: len(w) - 1] += full[len(x) :]
    return {"full": around, "same": around, "valid": around[len(w) - 1 :]}[mode]


@misconception(convolve, "returns the full convolution in every mode")
def always_full(x, w, mode):
    return right.convolve(x, w, "full")


@misconception(convolve, "takes the first len(x) values for `same`; it keeps the middle ones")
def same_from_the_start(x, w, mode):
    return right.convolve(x, w, "full")[: len(x)] if mode == "same" else right.convolve(x, w, mode)


@misconception(convolve, "loses the last value of the full convolution: it has N + K - 1 of them")
def full_one_short(x, w, mode):
    return right.convolve(x, w, mode)[:-1] if mode == "full" else right.convolve(x, w, mode)


@misconception(convolve, "loses the last window of the valid part: there are N - K + 1")
def valid_one_short(x, w, mode):
    return right.convolve(x, w, mode)[:-1] if mode == "valid" else right.convolve(x, w, mode)


@misconception(convolve, "divides by the size of the kernel: a sum is wanted, no mean")
def averaged(x, w, mode):
    return right.convolve(x, w, mode) / len(w)


@misconception(
    convolve, "begins `same` at K // 2 of the full convolution; it leaves out (K - 1) // 2 values"
)
def same_from_half(x, w, mode):
    full = right.convolve(x, w, "full")
    return full[len(w) // 2 :][: len(x)] if mode == "same" else right.convolve(x, w, mode)


@misconception(
    convolve, "pads (K - 1) // 2 zeros on both sides for `same`: for an even K one value is missing"
)
def same_by_padding(x, w, mode):
    if mode != "same":
        return right.convolve(x, w, mode)
    return right.convolve(np.pad(x, (len(w) - 1) // 2), w, "valid")


# ---- cross_correlate ---------------------------------------------------------------------------


@misconception(cross_correlate, "turns the kernel round: that is convolution")
def is_convolution(x, w):
    return right.convolve(x, w, "valid")


@misconception(cross_correlate, "loses the last place where the kernel fits: there are N - K + 1")
def places_one_short(x, w):
    return right.cross_correlate(x, w)[:-1]


@misconception(cross_correlate, "pads with zeros; here the kernel stays inside the signal")
def padded(x, w):
    return right.cross_correlate(np.pad(x, len(w)), w)


@misconception(
    cross_correlate, "runs backwards: x[m] w[n + m] moves the kernel the other way, use x[n + m]"
)
def time_reversed(x, w):
    return right.cross_correlate(x, w)[::-1]


@misconception(cross_correlate, "jumps by the size of the kernel; it moves on by one sample")
def jumps(x, w):
    return right.cross_correlate(x, w)[:: len(w)]


@misconception(cross_correlate, "takes the largest product; all products are added up")
def largest_product(x, w):
    return np.array([(x[n : n + len(w)] * w).max() for n in range(len(x) - len(w) + 1)])


@misconception(cross_correlate, "divides by the lengths: the plain sum of products is wanted")
def normalised(x, w):
    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))
    return windows @ w / (np.linalg.norm(windows, axis=1) * np.linalg.norm(w) + 1e-9)


@misconception(
    cross_correlate, "puts its results into an array of whole numbers, which cuts them off"
)
def correlate_whole(x, w):
    return right.cross_correlate(x, w).astype(int)


# ---- toeplitz_matrix ---------------------------------------------------------------------------


def _bands(w, n_inputs, step, n_nodes):
    T = np.zeros((n_inputs + len(w) + step * n_nodes, n_nodes))
    for node in range(n_nodes):
        T[node * step : node * step + len(w), node] = w
    return T[:n_inputs]


def _n_nodes(w, n_inputs, stride):
    return (n_inputs - len(w)) // stride + 1


@misconception(toeplitz_matrix, "has a row for each output; rows are inputs: z = x @ T")
def bands_turned(w, n_inputs, stride):
    return right.toeplitz_matrix(w, n_inputs, stride).T


@misconception(toeplitz_matrix, "has the kernel upside down: x @ T is then convolution, turned")
def bands_flipped(w, n_inputs, stride):
    return right.toeplitz_matrix(w[::-1], n_inputs, stride)


@misconception(toeplitz_matrix, "moves down by one input whatever the stride")
def bands_stride_one(w, n_inputs, stride):
    return _bands(w, n_inputs, 1, _n_nodes(w, n_inputs, stride))


@misconception(
    toeplitz_matrix, "keeps all outputs of stride 1; with a stride only every s-th stays"
)
def bands_all(w, n_inputs, stride):
    return right.toeplitz_matrix(w, n_inputs, 1)


@misconception(toeplitz_matrix, "lets the kernel hang over the end: a column for each input")
def bands_hang_over(w, n_inputs, stride):
    return _bands(w, n_inputs, stride, n_inputs // stride + (stride > 1))


@misconception(toeplitz_matrix, "starts every column at the top: the kernel never moves")
def bands_never_move(w, n_inputs, stride):
    T = np.zeros((n_inputs, _n_nodes(w, n_inputs, stride)))
    T[: len(w)] = w[:, None]
    return T


@misconception(toeplitz_matrix, "writes 1 where the kernel is: that is the mask, not the weights")
def bands_of_ones(w, n_inputs, stride):
    return right.local_mask(n_inputs, len(w), stride)


@misconception(
    toeplitz_matrix, "puts the weights into an array of whole numbers, which cuts them off"
)
def bands_whole(w, n_inputs, stride):
    return right.toeplitz_matrix(w, n_inputs, stride).astype(int)


# ---- conv_size ---------------------------------------------------------------------------------


@misconception(conv_size, "forgets the 1 at the end: the window at the very start counts too")
def without_one(size, kernel_size, stride, padding, dilation):
    return right.conv_size(size, kernel_size, stride, padding, dilation) - 1


@misconception(conv_size, "counts the padding once; there are zeros on both sides")
def padding_once(size, kernel_size, stride, padding, dilation):
    return (size + padding - dilation * (kernel_size - 1) - 1) // stride + 1


@misconception(conv_size, "leaves the dilation out; it stretches the kernel")
def no_dilation(size, kernel_size, stride, padding, dilation):
    return right.conv_size(size, kernel_size, stride, padding, 1)


@misconception(
    conv_size, "stretches the kernel to dilation * K; between K taps there are only K - 1 gaps"
)
def dilation_times_k(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * kernel_size) // stride + 1


@misconception(conv_size, "rounds up; a window that does not fit whole is left out")
def rounds_up(size, kernel_size, stride, padding, dilation):
    return -(-(size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride) + 1


@misconception(conv_size, "divides by the stride and keeps the fraction; use //")
def keeps_the_fraction(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1


@misconception(
    conv_size, "divides the whole count by the stride; the first window is never skipped"
)
def divides_all(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1)) // stride


@misconception(conv_size, "leaves the stride out")
def no_stride(size, kernel_size, stride, padding, dilation):
    return right.conv_size(size, kernel_size, 1, padding, dilation)


@misconception(
    conv_size,
    "stretches the kernel to K + (K - 1) * D; each of its K - 1 steps is D places, not D + 1",
)
def span_with_gaps(size, kernel_size, stride, padding, dilation):
    span = kernel_size + (kernel_size - 1) * dilation
    return (size + 2 * padding - span) // stride + 1


@misconception(
    conv_size, "counts D * (K - 1) places for the kernel; the place where it begins is one more"
)
def span_without_its_own(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1)) // stride + 1


# ---- conv1d ------------------------------------------------------------------------------------


@misconception(conv1d, "turns the kernel round; the layers of networks leave it as it is")
def conv1d_turned(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight[:, :, ::-1], bias, stride, padding, dilation)


@misconception(conv1d, "leaves out the bias")
def conv1d_no_bias(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight, 0 * bias, stride, padding, dilation)


@misconception(
    conv1d, "adds the bias once for each channel of the input; it is added once to the sum"
)
def conv1d_bias_each_channel(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight, x.shape[1] * bias, stride, padding, dilation)


@misconception(conv1d, "uses only the first channel of the input; a filter spans all of them")
def conv1d_first_channel(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x[:, :1], weight[:, :1], bias, stride, padding, dilation)


@misconception(conv1d, "takes the mean over the channels; their sums are added up")
def conv1d_channel_mean(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight / x.shape[1], bias, stride, padding, dilation)


@misconception(conv1d, "pads at the start only; zeros go on both sides")
def conv1d_pads_start(x, weight, bias, stride, padding, dilation):
    x = np.pad(x, ((0, 0), (0, 0), (padding, 0)))
    return right.conv1d(x, weight, bias, stride, 0, dilation)


@misconception(conv1d, "repeats the edge values as padding; zeros are wanted")
def conv1d_pads_edge(x, weight, bias, stride, padding, dilation):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding)), mode="edge")
    return right.conv1d(x, weight, bias, stride, 0, dilation)


@misconception(conv1d, "takes the dilation for one tap more than it is: d - 1 inputs are skipped")
def conv1d_dilation_plus_one(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight, bias, stride, padding, dilation + (dilation > 1))


@misconception(conv1d, "ignores the stride")
def conv1d_no_stride(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight, bias, 1, padding, dilation)


@misconception(conv1d, "starts after one stride; the first window begins at 0")
def conv1d_starts_late(x, weight, bias, stride, padding, dilation):
    if stride > 1:
        x = x[:, :, stride - 1 :]
    return right.conv1d(x, weight, bias, stride, padding, dilation)


@misconception(conv1d, "uses dilation as stride")
def conv1d_dilation_is_stride(x, weight, bias, stride, padding, dilation):
    return right.conv1d(x, weight, bias, dilation, padding, stride)


@misconception(conv1d, "begins window t at t; it begins at t * stride")
def conv1d_window_at_t(x, weight, bias, stride, padding, dilation):
    count = right.conv_size(x.shape[2], weight.shape[2], stride, padding, dilation)
    return right.conv1d(x, weight, bias, 1, padding, dilation)[:, :, :count]


# ---- receptive_field ---------------------------------------------------------------------------


@misconception(receptive_field, "multiplies the kernel sizes; each layer adds K - 1 steps")
def sizes_multiplied(layers):
    return int(np.prod([k for k, _, _ in layers]))


@misconception(receptive_field, "forgets that strides below make the steps of a layer longer")
def strides_forgotten(layers):
    return 1 + sum((k - 1) * d for k, _, d in layers)


@misconception(receptive_field, "counts the layer's own stride too early: it lengthens those above")
def own_stride_first(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        jump *= s
        size += (k - 1) * d * jump
    return size


@misconception(receptive_field, "ignores the dilation")
def dilation_ignored(layers):
    return right.receptive_field([(k, s, 1) for k, s, _ in layers])


@misconception(receptive_field, "adds K instead of K - 1: the windows of neighbours overlap")
def adds_k(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += k * d * jump
        jump *= s
    return size


@misconception(
    receptive_field, "starts from 0; an output with no layer at all sees 1 input, itself"
)
def starts_from_zero(layers):
    return right.receptive_field(layers) - 1


@misconception(receptive_field, "reads the list from the output; the first entry is at the input")
def upside_down(layers):
    return right.receptive_field(layers[::-1])


@misconception(receptive_field, "adds the strides up; the jumps of layers multiply")
def strides_added(layers):
    size, jump = 1, 0
    for k, s, d in layers:
        size += (k - 1) * d * max(jump, 1)
        jump += s
    return size


# ---- pool1d ------------------------------------------------------------------------------------


@misconception(pool1d, "always moves by the kernel size; the stride says how far")
def stride_is_size(x, kernel_size, stride):
    return right.pool1d(x, kernel_size, kernel_size)


@misconception(pool1d, "starts the maximum at 0, which is more than any negative input")
def from_zero(x, kernel_size, stride):
    largest, mean = right.pool1d(x, kernel_size, stride)
    return np.maximum(largest, 0), mean


@misconception(pool1d, "adds a last window that does not fit whole; leave it out")
def hanging_window(x, kernel_size, stride):
    short = -(x.shape[2] - kernel_size) % stride
    more = np.pad(x, ((0, 0), (0, 0), (0, short or stride)), mode="edge")
    return right.pool1d(more, kernel_size, stride)


@misconception(pool1d, "returns sums for means; divide by the kernel size")
def sums(x, kernel_size, stride):
    largest, mean = right.pool1d(x, kernel_size, stride)
    return largest, mean * kernel_size


@misconception(pool1d, "takes the value of largest size; the maximum of -9 and -1 is -1")
def largest_size(x, kernel_size, stride):
    largest, mean = right.pool1d(x, kernel_size, stride)
    return -right.pool1d(-x, kernel_size, stride)[0], mean


@misconception(pool1d, "pools over the channels too; every channel is pooled by itself")
def over_channels(x, kernel_size, stride):
    largest, mean = right.pool1d(x, kernel_size, stride)
    channels = x.shape[1]
    if channels == 1:
        return largest[:, 0], mean[:, 0]
    return (
        np.repeat(largest.max(axis=1, keepdims=True), channels, axis=1),
        np.repeat(mean.mean(axis=1, keepdims=True), channels, axis=1),
    )


@misconception(pool1d, "divides the mean by the stride; a window has as many values as the kernel")
def mean_by_stride(x, kernel_size, stride):
    largest, mean = right.pool1d(x, kernel_size, stride)
    return largest, mean * kernel_size / stride


@misconception(pool1d, "takes one maximum and one mean for each window, of all channels and sounds")
def pools_everything(x, kernel_size, stride):
    starts = range(0, x.shape[2] - kernel_size + 1, stride)
    windows = [x[:, :, start : start + kernel_size] for start in starts]
    return np.array([w.max() for w in windows]), np.array([w.mean() for w in windows])


# ---- conv2d ------------------------------------------------------------------------------------


@misconception(conv2d, "turns the kernel round; the layers of networks leave it as it is")
def conv2d_turned(x, weight, bias, stride):
    return right.conv2d(x, weight[:, :, ::-1, ::-1], bias, stride)


@misconception(conv2d, "turns the kernel round along the last axis only, and it should not at all")
def conv2d_half_turned(x, weight, bias, stride):
    return right.conv2d(x, weight[:, :, :, ::-1], bias, stride)


@misconception(conv2d, "leaves out the bias")
def conv2d_no_bias(x, weight, bias, stride):
    return right.conv2d(x, weight, 0 * bias, stride)


@misconception(conv2d, "swaps the two strides: the first is for the rows")
def conv2d_strides_swapped(x, weight, bias, stride):
    return right.conv2d(x, weight, bias, stride[::-1])


@misconception(conv2d, "uses the first stride along both axes")
def conv2d_first_stride(x, weight, bias, stride):
    return right.conv2d(x, weight, bias, (stride[0], stride[0]))


@misconception(conv2d, "uses only the first channel; a filter is 3-D and spans all channels")
def conv2d_first_channel(x, weight, bias, stride):
    return right.conv2d(x[:, :1], weight[:, :1], bias, stride)


@misconception(conv2d, "applies ReLU, which is a layer of its own")
def conv2d_relu(x, weight, bias, stride):
    return np.maximum(right.conv2d(x, weight, bias, stride), 0)


@misconception(conv2d, "loses the last row and column of places where the kernel fits")
def conv2d_one_short(x, weight, bias, stride):
    return right.conv2d(x[:, :, :-1, :-1], weight, bias, stride)


@misconception(conv2d, "begins its windows at i and j; they begin at i and j times the strides")
def conv2d_window_at_ij(x, weight, bias, stride):
    rows, columns = right.conv2d(x, weight, bias, stride).shape[2:]
    return right.conv2d(x, weight, bias, (1, 1))[:, :, :rows, :columns]


# ---- conv_costs --------------------------------------------------------------------------------


def _costs(layers, height, width, *, weights=None, products=None, size=None):
    """The right count with one rule replaced."""
    weights = weights or (lambda c, o, k: o * c * k * k + o)
    products = products or (lambda c, o, k: o * c * k * k)
    size = size or right.conv_size
    total = [0, 0]
    for c, o, k, s, p in layers:
        height, width = (size(n, k, s, p, 1) for n in (height, width))
        total[0] += weights(c, o, k)
        total[1] += height * width * products(c, o, k)
    return tuple(total)


@misconception(conv_costs, "forgets the biases among the weights: one for each output channel")
def costs_no_bias(layers, height, width):
    return _costs(layers, height, width, weights=lambda c, o, k: o * c * k * k)


@misconception(
    conv_costs, "counts a bias for every kernel; each filter has one, however many inputs"
)
def costs_bias_each_kernel(layers, height, width):
    return _costs(layers, height, width, weights=lambda c, o, k: o * c * k * k + o * c)


@misconception(
    conv_costs, "counts a kernel for each filter; it has one for each channel of the input"
)
def costs_one_kernel(layers, height, width):
    count = lambda c, o, k: o * k * k + o  # noqa: E731
    return _costs(layers, height, width, weights=count, products=lambda c, o, k: o * k * k)


@misconception(conv_costs, "takes K weights for a kernel; it is K by K")
def costs_line_kernel(layers, height, width):
    count = lambda c, o, k: o * c * k + o  # noqa: E731
    return _costs(layers, height, width, weights=count, products=lambda c, o, k: o * c * k)


@misconception(
    conv_costs, "multiplies by the size of the input; the products are made once for each output"
)
def costs_of_the_input(layers, height, width):
    weights, products = 0, 0
    for c, o, k, s, p in layers:
        weights += o * c * k * k + o
        products += height * width * o * c * k * k
        height, width = (right.conv_size(n, k, s, p, 1) for n in (height, width))
    return weights, products


@misconception(
    conv_costs, "gives every layer the first size; strides and kernels make maps smaller"
)
def costs_size_stays(layers, height, width):
    return _costs(layers, height, width, size=lambda n, k, s, p, d: n)


@misconception(conv_costs, "takes every map to be as wide as it is high")
def costs_square(layers, height, width):
    return _costs(layers, height, height)


@misconception(conv_costs, "counts the additions of the biases as multiplications")
def costs_bias_products(layers, height, width):
    return _costs(layers, height, width, products=lambda c, o, k: o * c * k * k + o)


@misconception(conv_costs, "returns the costs of the last layer alone; they add up")
def costs_last_layer(layers, height, width):
    for *_, k, s, p in layers[:-1]:
        height, width = (right.conv_size(n, k, s, p, 1) for n in (height, width))
    return _costs(layers[-1:], height, width)


# ---- mend_block --------------------------------------------------------------------------------


def _block(x, weight, bias, padding, size, *, before=None, after=None, pooled=None):
    z = right.conv1d(
        np.pad(x, ((0, 0), (0, 0), (padding, padding if after is None else after))),
        weight, bias if before is None else before, 1, 0, 1,
    )  # fmt: skip
    h = np.maximum(z, 0)
    return z, right.pool1d(h, size, size)[0] if pooled is None else pooled(h)


@misconception(mend_block, "still pads at the start only; zeros go on both sides")
def block_pads_start(x, weight, bias, padding, size):
    return _block(x, weight, bias, padding, size, after=0)


@misconception(mend_block, "still loses the last place where the kernel fits")
def block_one_short(x, weight, bias, padding, size):
    z, _ = _block(x, weight, bias, padding, size)
    return z[:, :, :-1], right.pool1d(np.maximum(z[:, :, :-1], 0), size, size)[0]


@misconception(mend_block, "still adds the bias once for each channel; it is added once to the sum")
def block_bias_each_channel(x, weight, bias, padding, size):
    return _block(x, weight, bias, padding, size, before=x.shape[1] * bias)


@misconception(
    mend_block, "still pools values that lie far apart; the values of a window are neighbours"
)
def block_pools_far(x, weight, bias, padding, size):
    def far(h):
        count = h.shape[2] // size
        return h[:, :, : count * size].reshape(*h.shape[:2], size, count).max(axis=2)

    return _block(x, weight, bias, padding, size, pooled=far)


@misconception(mend_block, "returns z after the ReLU; the first output is what goes into it")
def block_bent_twice(x, weight, bias, padding, size):
    z, pooled = _block(x, weight, bias, padding, size)
    return np.maximum(z, 0), pooled


@misconception(mend_block, "leaves out the bias, where it should stand once")
def block_no_bias(x, weight, bias, padding, size):
    return _block(x, weight, bias, padding, size, before=0 * bias)


# ---- edges -------------------------------------------------------------------------------------


@misconception(edges, "swaps the two directions: rows are frequencies, columns are frames")
def edges_swapped(S):
    rise, bands, onset = right.edges(S)
    return bands, rise, onset


@misconception(edges, "subtracts the later frame: a kernel [1, -1], under which a rise is negative")
def edges_negative(S):
    return S[:, :-1] - S[:, 1:], S[:-1] - S[1:], np.maximum(S[:, :-1] - S[:, 1:], 0).mean(axis=0)


@misconception(edges, "averages rises and falls: without the ReLU they cancel")
def edges_no_relu(S):
    rise, bands, _ = right.edges(S)
    return rise, bands, rise.mean(axis=0)


@misconception(edges, "averages first and applies the ReLU to the mean; do it the other way round")
def edges_relu_late(S):
    rise, bands, _ = right.edges(S)
    return rise, bands, np.maximum(rise.mean(axis=0), 0)


@misconception(edges, "sums over the frequencies; the mean is wanted")
def edges_sum(S):
    rise, bands, onset = right.edges(S)
    return rise, bands, onset * len(S)


@misconception(edges, "takes rises and falls alike (the absolute value); an onset is a rise")
def edges_absolute(S):
    rise, bands, _ = right.edges(S)
    return rise, bands, np.abs(rise).mean(axis=0)


@misconception(edges, "averages over time; the onset curve has a value for each pair of frames")
def edges_over_time(S):
    rise, bands, _ = right.edges(S)
    return rise, bands, np.maximum(rise, 0).mean(axis=1)


@misconception(edges, "applies the ReLU to the maps as well; they keep their falls")
def edges_maps_cut(S):
    rise, bands, onset = right.edges(S)
    return np.maximum(rise, 0), np.maximum(bands, 0), onset


@misconception(edges, "fills up with zeros, so that the edge of the picture becomes an edge")
def edges_padded(S):
    rise = np.diff(S, axis=1, prepend=0)
    return rise, np.diff(S, axis=0, prepend=0), np.maximum(rise, 0).mean(axis=0)


# ---- stft_layer --------------------------------------------------------------------------------


def _fourier(n_fft, window, sign=-1.0):
    n = np.arange(n_fft)
    angles = 2 * np.pi * np.outer(np.arange(n_fft // 2 + 1), n) / n_fft
    return (np.concatenate([np.cos(angles), sign * np.sin(angles)]) * window)[:, None]


@misconception(stft_layer, "has no window: the kernels are cosines cut off at their ends")
def fourier_no_window(n_fft):
    return _fourier(n_fft, 1.0)


@misconception(
    stft_layer, "uses the symmetric window np.hanning; the one for spectra has the period n_fft"
)
def fourier_symmetric(n_fft):
    return _fourier(n_fft, np.hanning(n_fft))


@misconception(stft_layer, "has plus sines; e^(-i a) has the imaginary part -sin(a)")
def fourier_sign(n_fft):
    return _fourier(n_fft, right.stft_layer(n_fft)[0, 0], 1.0)


@misconception(stft_layer, "turns the kernels round, though a layer does not turn them back")
def fourier_turned(n_fft):
    return right.stft_layer(n_fft)[:, :, ::-1]


@misconception(stft_layer, "alternates cosine and sine; all cosines come first, then all sines")
def fourier_alternating(n_fft):
    return right.stft_layer(n_fft).reshape(2, -1, n_fft).transpose(1, 0, 2).reshape(-1, 1, n_fft)


@misconception(stft_layer, "has angles of half the size: the factor is 2 pi k m / n_fft")
def fourier_half_angles(n_fft):
    angles = np.pi * np.outer(np.arange(n_fft // 2 + 1), np.arange(n_fft)) / n_fft
    window = right.stft_layer(n_fft)[0, 0]
    return (np.concatenate([np.cos(angles), -np.sin(angles)]) * window)[:, None]


@misconception(stft_layer, "divides by n_fft, which an inverse transform does, not this one")
def fourier_divided(n_fft):
    return right.stft_layer(n_fft) / n_fft


# ---- drum_steps --------------------------------------------------------------------------------


def _strongest(S, frames_per_step):
    onset = np.append(0, np.maximum(S[:, 1:] - S[:, :-1], 0).mean(axis=0))
    return onset.reshape(-1, frames_per_step).max(axis=1)


@misconception(drum_steps, "goes by loudness: the hum is loud as well, a hit is a sudden rise")
def by_loudness(S, frames_per_step):
    level = S.mean(axis=0).reshape(-1, frames_per_step).max(axis=1)
    return level > level.mean()


@misconception(drum_steps, "finds the steps without a hit: 1 is for a hit")
def opposite(S, frames_per_step):
    return _strongest(S, frames_per_step) <= 2.75


@misconception(drum_steps, "is one step late")
def one_step_late(S, frames_per_step):
    return np.roll(_strongest(S, frames_per_step) > 2.75, 1)


@misconception(drum_steps, "finds a hit in every step: the threshold is too low")
def every_step(S, frames_per_step):
    return np.ones(S.shape[1] // frames_per_step)


@misconception(drum_steps, "finds no hit at all: the threshold is too high")
def no_step(S, frames_per_step):
    return np.zeros(S.shape[1] // frames_per_step)


@misconception(drum_steps, "gives an answer for each frame; pool them, so that each step has one")
def every_frame(S, frames_per_step):
    return np.append(0, np.maximum(S[:, 1:] - S[:, :-1], 0).mean(axis=0)) > 2.75


@misconception(drum_steps, "is one step early")
def one_step_early(S, frames_per_step):
    return np.roll(_strongest(S, frames_per_step) > 2.75, -1)


# ---- convolution_quiz --------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(convolution_quiz, sentence)({**right.convolution_quiz, question: letter})


history_a = _choice(
    "history", "a", "gives the perceptron for a convolutional net; it has no window"
)
history_c = _choice("history", "c", "takes a recurrent net for a convolutional one")
history_d = _choice("history", "d", "places convolutional nets in the 2010s; they are much older")
local_a = _choice("local", "a", "uses small windows where far inputs belong together: they miss it")
local_b = _choice("local", "b", "uses small windows on inputs without order: there is no nearby")
local_d = _choice("local", "d", "ties small windows to the number of samples; the relations decide")
shared_a = _choice("shared", "a", "thinks sharing speeds a node up; each does as many products")
shared_b = _choice("shared", "b", "thinks sharing makes the output smaller; the stride does that")
shared_c = _choice("shared", "c", "shares weights among channels; they are shared among places")
maps_a = _choice("maps", "a", "counts one map; six of 7,680 weights stay below 49,152")
maps_c = _choice("maps", "c", "counts 64 maps, which is a tenth of the full count, not 1 %")
maps_d = _choice("maps", "d", "counts 640 maps, which is all of the full count, not 1 %")
input_b = _choice(
    "input", "b", "slides over one axis of a spectrogram; it has two, time and frequency"
)
input_c = _choice(
    "input", "c", "gives a spectrogram three axes to slide along; it has two, frequency and time"
)
input_d = _choice("input", "d", "puts stereo into a second axis; left and right are channels")
channels_a = _choice("channels", "a", "gives each filter one 2-D kernel for all channels to share")
channels_b = _choice(
    "channels", "b", "makes an output channel for each pair of channels; they add up"
)
channels_d = _choice("channels", "d", "forgets the channels of the input: a filter spans all three")
shift_b = _choice("shift", "b", "says a shift changes nothing; the map is the same, but moved")
shift_c = _choice("shift", "c", "thinks it must learn every position; the weights are shared")
shift_d = _choice("shift", "d", "thinks the shift turns the kernel round")
pooling_a = _choice("pooling", "a", "gives pooling weights; it has nothing to learn")
pooling_b = _choice(
    "pooling", "b", "calls pooling linear; the maximum of a sum is no sum of maxima"
)
pooling_c = _choice("pooling", "c", "thinks pooling survives any shift; small ones only, in part")
