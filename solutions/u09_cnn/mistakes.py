"""Mistakes that people make in unit 9."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u09_cnn import (
    avg_pool_backward,
    cnn_quiz,
    conv1d_backward,
    conv2d_backward,
    conv_block,
    log_bands,
    max_pool_backward,
    network_table,
    new_head,
    onset_score,
    pick_peaks,
    train_cnn,
    two_losses,
    wrong_ways,
)

right = right_answers("u09_cnn")

# ---- conv1d_backward ---------------------------------------------------------------------------


@misconception(
    conv1d_backward, "turns the kernel round for dx: forwards it was not turned, so nor is it here"
)
def flipped(x, weight, dout, stride):
    _, dweight, dbias = right.conv1d_backward(x, weight, dout, stride)
    return right.conv1d_backward(x, weight[..., ::-1], dout, stride)[0], dweight, dbias


@misconception(conv1d_backward, "moves on by one sample for each output, whatever the stride is")
def no_stride(x, weight, dout, stride):
    return right.conv1d_backward(x, weight, dout, 1)


@misconception(
    conv1d_backward,
    "writes the gradients of later windows over those of earlier ones; where they overlap, add",
)
def overwritten(x, weight, dout, stride):
    _, dweight, dbias = right.conv1d_backward(x, weight, dout, stride)
    dx = np.zeros(x.shape)
    for t in range(dout.shape[2]):
        start = t * stride
        dx[:, :, start : start + weight.shape[2]] = np.tensordot(dout[:, :, t], weight, 1)
    return dx, dweight, dbias


@misconception(
    conv1d_backward, "divides dweight and dbias by the batch size: the loss has done that already"
)
def divided_again(x, weight, dout, stride):
    dx, dweight, dbias = right.conv1d_backward(x, weight, dout, stride)
    return dx, dweight / len(x), dbias / len(x)


@misconception(conv1d_backward, "adds dbias over the samples only; the bias was in every frame too")
def bias_of_samples(x, weight, dout, stride):
    dx, dweight, _ = right.conv1d_backward(x, weight, dout, stride)
    return dx, dweight, dout.sum(axis=0)


@misconception(
    conv1d_backward, "takes the mean over time for dbias; every frame adds its part to the sum"
)
def mean_over_time(x, weight, dout, stride):
    dx, dweight, _ = right.conv1d_backward(x, weight, dout, stride)
    return dx, dweight, dout.mean(axis=2).sum(axis=0)


@misconception(
    conv1d_backward,
    "cuts dx off after the last window; samples that no window saw have a gradient of 0",
)
def cut_off(x, weight, dout, stride):
    dx, dweight, dbias = right.conv1d_backward(x, weight, dout, stride)
    return dx[..., : (dout.shape[2] - 1) * stride + weight.shape[2]], dweight, dbias


# ---- conv2d_backward ---------------------------------------------------------------------------


@misconception(conv2d_backward, "returns dx with the padding still around it")
def padding_on(x, weight, dout, padding):
    p = padding
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    return right.conv2d_backward(padded, weight, dout, 0)


@misconception(
    conv2d_backward, "takes the whole padding off at the end; half of it was before the picture"
)
def cut_at_the_end(x, weight, dout, padding):
    _, dweight, dbias = right.conv2d_backward(x, weight, dout, padding)
    dpadded = padding_on.answer(x, weight, dout, padding)[0]
    return dpadded[:, :, : x.shape[2], : x.shape[3]], dweight, dbias


@misconception(conv2d_backward, "pads with copies of the edge for dweight; forwards it was zeros")
def edges(x, weight, dout, padding):
    dx, _, dbias = right.conv2d_backward(x, weight, dout, padding)
    p = padding
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], mode="edge")
    return dx, right.conv2d_backward(padded, weight, dout, 0)[1], dbias


@misconception(
    conv2d_backward, "turns the kernel by 180 degrees for dx; forwards it was not turned"
)
def turned(x, weight, dout, padding):
    _, dweight, dbias = right.conv2d_backward(x, weight, dout, padding)
    return (
        right.conv2d_backward(x, weight[..., ::-1, ::-1], dout, padding)[0],
        dweight,
        dbias,
    )


def _stamps(x, weight, dout, padding, *, add_dx, add_dweight):
    """The loop over windows, in which a stamp is added to what is there, or put in its place."""
    (k, m), p = weight.shape[2:], padding
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    dpadded, dweight = np.zeros(padded.shape), np.zeros(weight.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        window = (slice(None), slice(None), slice(i, i + k), slice(j, j + m))
        back = np.einsum("no,ockl->nckl", dout[:, :, i, j], weight)
        part = np.einsum("no,nckl->ockl", dout[:, :, i, j], padded[window])
        dpadded[window] = add_dx * dpadded[window] + back
        dweight = add_dweight * dweight + part
    dx = dpadded[:, :, p : p + x.shape[2], p : p + x.shape[3]]
    return dx, dweight, dout.sum(axis=(0, 2, 3))


@misconception(conv2d_backward, "lets each stamp in dx overwrite those before it; they are added")
def stamps_overwrite(x, weight, dout, padding):
    return _stamps(x, weight, dout, padding, add_dx=False, add_dweight=True)


@misconception(conv2d_backward, "keeps in dweight what the last place adds, not the sum of all")
def last_place_alone(x, weight, dout, padding):
    return _stamps(x, weight, dout, padding, add_dx=True, add_dweight=False)


@misconception(
    conv2d_backward, "overwrites in dx and in dweight what earlier places have left; add to it"
)
def both_overwritten(x, weight, dout, padding):
    return _stamps(x, weight, dout, padding, add_dx=False, add_dweight=False)


@misconception(conv2d_backward, "keeps a dbias for each place: one bias serves the whole map")
def bias_map(x, weight, dout, padding):
    dx, dweight, _ = right.conv2d_backward(x, weight, dout, padding)
    return dx, dweight, dout.sum(axis=0)


@misconception(conv2d_backward, "divides by the batch size again: the loss has done that already")
def mean_of_samples(x, weight, dout, padding):
    dx, dweight, dbias = right.conv2d_backward(x, weight, dout, padding)
    return dx, dweight / len(x), dbias / len(x)


@misconception(conv2d_backward, "swaps rows and columns of the kernel in dweight")
def rows_and_columns(x, weight, dout, padding):
    dx, dweight, dbias = right.conv2d_backward(x, weight, dout, padding)
    return dx, dweight.swapaxes(2, 3), dbias


# ---- wrong_ways --------------------------------------------------------------------------------


def _case(question, letter, sentence):
    return misconception(wrong_ways, sentence)({**right.wrong_ways, question: letter})


case_1b = _case(
    "case_1", "b", "finds a turned kernel in case 1; its stamps lie the right way round"
)
case_1c = _case("case_1", "c", "misses the stride in case 1; its second stamp begins at place 2")
case_1d = _case("case_1", "d", "wants a slope for the last number, which no window has seen")
case_2a = _case("case_2", "a", "swaps the slopes in case 2; its stamps are 3 and -1 times a kernel")
case_2c = _case("case_2", "c", "misses the stride in case 2; its second stamp begins at place 2")
case_2d = _case("case_2", "d", "misses the sum in case 2: at place 2 it has 3 - 2 = 1")
case_3a = _case("case_3", "a", "finds a turned kernel in case 3; that would leave dw as it is")
case_3b = _case("case_3", "b", "finds a mean in case 3; its stamps have their full size")
case_3d = _case("case_3", "d", "looks for padding, and there is none")
case_4a = _case("case_4", "a", "counts one window in case 4; one alone gives 6, 0, 3")
case_4b = _case("case_4", "b", "sees the stride twice in case 4; then dw would meet other numbers")
case_4c = _case("case_4", "c", "divides a shared slope; a weight that is shared gets the sum")

# ---- max_pool_backward -------------------------------------------------------------------------


def _over_windows(x, dout, size, write):
    """dx in which write(window of x, number of dout) fills the windows one by one."""
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        here = (n, c, slice(i * size, (i + 1) * size), slice(j * size, (j + 1) * size))
        dx[here] = write(x[here], dout[n, c, i, j])
    return dx


def _one(place, size):
    return np.eye(size * size)[place].reshape(size, size)


@misconception(
    max_pool_backward, "shares the gradient equally: that is average pooling; the largest gets all"
)
def shared(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: np.full(w.shape, d / w.size))


@misconception(
    max_pool_backward, "gives the whole gradient to each of several equal maxima; the first gets it"
)
def all_ties(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: d * (w == w.max()))


@misconception(max_pool_backward, "gives the gradient to the last of equal maxima, not the first")
def last_tie(x, dout, size):
    return _over_windows(
        x, dout, size, lambda w, d: d * _one(w.size - 1 - w.ravel()[::-1].argmax(), size)
    )


@misconception(
    max_pool_backward, "divides the gradient among equal maxima; the first gets all of it"
)
def split_ties(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: d * (w == w.max()) / (w == w.max()).sum())


@misconception(max_pool_backward, "multiplies by the largest value; the slope of a maximum is 1")
def times_value(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: d * w.max() * _one(w.argmax(), size))


@misconception(max_pool_backward, "sends the gradient to every place of the window")
def everywhere(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: np.full(w.shape, d))


@misconception(max_pool_backward, "sends the gradient to the first place of each window")
def corner(x, dout, size):
    return _over_windows(x, dout, size, lambda w, d: d * _one(0, size))


@misconception(
    max_pool_backward,
    "leaves out the rows and columns that are in no window; their gradient is 0, and dx is like x",
)
def whole_windows(x, dout, size):
    height, width = (size * n for n in dout.shape[2:])
    return right.max_pool_backward(x, dout, size)[:, :, :height, :width]


# ---- avg_pool_backward -------------------------------------------------------------------------


@misconception(avg_pool_backward, "does not divide: each of the inputs had a share of the mean")
def not_divided(dout, size, height, width):
    return right.avg_pool_backward(dout, size, height, width) * size**2


@misconception(avg_pool_backward, "divides by the side of the window; it has size * size places")
def by_the_side(dout, size, height, width):
    return right.avg_pool_backward(dout, size, height, width) * size


@misconception(avg_pool_backward, "gives all to the first place of the window")
def first_place(dout, size, height, width):
    dx = np.zeros((*dout.shape[:2], height, width))
    high, wide = dout.shape[2] * size, dout.shape[3] * size
    dx[:, :, :high:size, :wide:size] = dout
    return dx


@misconception(avg_pool_backward, "lays copies of dout side by side; each number fills a window")
def tiled(dout, size, height, width):
    dx = np.zeros((*dout.shape[:2], height, width))
    spread = np.tile(dout, (1, 1, size, size)) / size**2
    dx[:, :, : spread.shape[2], : spread.shape[3]] = spread
    return dx


@misconception(avg_pool_backward, "leaves out the rows and columns that are in no window")
def no_rest(dout, size, height, width):
    return dout.repeat(size, axis=2).repeat(size, axis=3) / size**2


# ---- conv_block --------------------------------------------------------------------------------


def _z(x, weight, bias):
    K, T = weight.shape[2], x.shape[2] - weight.shape[2] + 1
    z = sum(np.einsum("nct,oc->not", x[:, :, k : k + T], weight[:, :, k]) for k in range(K))
    return z + bias[:, None]


def _block_gradients(x, weight, bias, dout, *, gate, half=False):
    z = _z(x, weight, bias)
    h = np.maximum(z, 0)[:, :, : z.shape[2] // 2 * 2]
    pairs = h.reshape(*h.shape[:2], -1, 2)
    first = pairs[..., 0] >= pairs[..., 1]
    to = [0.5 * dout, 0.5 * dout] if half else [dout * first, dout * ~first]
    dz = np.zeros(z.shape)
    dz[:, :, : h.shape[2]] = np.stack(to, axis=-1).reshape(h.shape)
    return right.conv1d_backward(x, weight, dz * gate(z, dz), 1)


@misconception(conv_block, "forgets the slope of the ReLU on the way back: where z <= 0 it is 0")
def no_gate(x, weight, bias, dout):
    y = right.conv_block(x, weight, bias, dout)[0]
    return y, *_block_gradients(x, weight, bias, dout, gate=lambda z, dz: np.ones(z.shape))


@misconception(conv_block, "switches by the sign of the gradient; ReLU's slope asks for that of z")
def gate_of_gradient(x, weight, bias, dout):
    y = right.conv_block(x, weight, bias, dout)[0]
    return y, *_block_gradients(x, weight, bias, dout, gate=lambda z, dz: dz > 0)


@misconception(conv_block, "shares the gradient of the pool equally; the larger of the two gets it")
def shared_pool(x, weight, bias, dout):
    y = right.conv_block(x, weight, bias, dout)[0]
    return y, *_block_gradients(x, weight, bias, dout, gate=lambda z, dz: z > 0, half=True)


@misconception(conv_block, "adds the bias after the ReLU; it comes before")
def late_bias(x, weight, bias, dout):
    none = np.zeros(bias.shape)
    y, dx, dweight, _ = right.conv_block(x, weight, none, dout)
    return y + bias[:, None], dx, dweight, dout.sum(axis=(0, 2))


@misconception(
    conv_block, "never adds the bias to z; a new layer of `layers` starts with biases of 0"
)
def no_bias(x, weight, bias, dout):
    return right.conv_block(x, weight, np.zeros(bias.shape), dout)


@misconception(conv_block, "lets all of dout reach the bias; where ReLU was shut, nothing does")
def bias_of_dout(x, weight, bias, dout):
    y, dx, dweight, _ = right.conv_block(x, weight, bias, dout)
    return y, dx, dweight, dout.sum(axis=(0, 2))


@misconception(conv_block, "takes the mean of each pair forwards; the pool here takes the maximum")
def mean_forwards(x, weight, bias, dout):
    h = np.maximum(_z(x, weight, bias), 0)
    h = h[:, :, : h.shape[2] // 2 * 2]
    y = h.reshape(*h.shape[:2], -1, 2).mean(axis=-1)
    return y, *right.conv_block(x, weight, bias, dout)[1:]


# ---- network_table -----------------------------------------------------------------------------


def _table(size, convs, dense, *, pads=None, biases=1, dense_biases=1, square=True, inputs=True,
           rounding=np.floor):  # fmt: skip
    channels, height, width = size
    sides, units, parameters = [], [], []
    for out, kernel, stride, before, after in np.asarray(convs).tolist():
        pad = before + after if pads is None else pads(before, after)
        height = int(rounding((height + pad - kernel) / stride)) + 1
        width = int(rounding((width + pad - kernel) / stride)) + 1
        cells = kernel * (kernel if square else 1) * (channels if inputs else 1)
        parameters.append(cells * out + biases * out)
        sides.append((height, width))
        units.append(height * width * out)
        channels = out
    for m in dense:
        parameters.append(units[-1] * m + dense_biases * m)
        units.append(m)
    return sides, units, parameters


@misconception(network_table, "forgets the biases of the convolutions, one for each channel")
def no_biases(size, convs, dense):
    return _table(size, convs, dense, biases=0)


@misconception(network_table, "forgets the biases of the dense layers, one for each unit")
def no_dense_biases(size, convs, dense):
    return _table(size, convs, dense, dense_biases=0)


@misconception(
    network_table, "forgets that a kernel reaches through all channels below: k * k * channels"
)
def flat_kernels(size, convs, dense):
    return _table(size, convs, dense, inputs=False)


@misconception(network_table, "counts k weights for a kernel of k * k")
def kernel_line(size, convs, dense):
    return _table(size, convs, dense, square=False)


@misconception(network_table, "adds the padding of one side only; there are zeros before and after")
def one_side(size, convs, dense):
    return _table(size, convs, dense, pads=lambda before, after: before)


@misconception(network_table, "ignores the padding")
def no_padding(size, convs, dense):
    return _table(size, convs, dense, pads=lambda before, after: 0)


@misconception(network_table, "rounds up; a window that does not fit whole is left out")
def rounded_up(size, convs, dense):
    return _table(size, convs, dense, rounding=np.ceil)


@misconception(network_table, "counts the units of one channel only")
def one_channel(size, convs, dense):
    sides, units, parameters = right.network_table(size, convs, dense)
    return sides, [h * w for h, w in sides] + units[len(sides) :], parameters


# ---- two_losses --------------------------------------------------------------------------------


@misconception(two_losses, "does not divide dsingle by N; the loss is a mean over the samples")
def dsingle_sum(logits, digit, tags):
    single, dsingle, multi, dmulti = right.two_losses(logits, digit, tags)
    return single, dsingle * len(logits), multi, dmulti


@misconception(
    two_losses, "adds up over the tags and divides by N alone; the mean is over all N * C entries"
)
def sum_over_tags(logits, digit, tags):
    single, dsingle, multi, dmulti = right.two_losses(logits, digit, tags)
    C = logits.shape[1]
    return single, dsingle, multi * C, dmulti * C


@misconception(two_losses, "uses a softmax for the tags too: then they compete and cannot be both")
def softmax_for_tags(logits, digit, tags):
    single, dsingle, _, _ = right.two_losses(logits, digit, tags)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return single, dsingle, -(tags * log_p).mean(), (np.exp(log_p) - tags) / logits.size


@misconception(two_losses, "uses sigmoids for the single label too: then classes do not compete")
def sigmoid_for_single(logits, digit, tags):
    one = np.eye(logits.shape[1])[digit]
    _, _, single, dsingle = right.two_losses(logits, digit, one)
    return single, dsingle, *right.two_losses(logits, digit, tags)[2:]


@misconception(two_losses, "gives a gradient to the right class alone; the others must go down too")
def right_class_only(logits, digit, tags):
    single, dsingle, multi, dmulti = right.two_losses(logits, digit, tags)
    return single, dsingle * np.eye(logits.shape[1])[digit], multi, dmulti


@misconception(two_losses, "computes exp of large logits as it stands, and overflows")
def overflow(logits, digit, tags):
    N = len(logits)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    s = 1 / (1 + np.exp(-logits))
    _, dsingle, _, dmulti = right.two_losses(logits, digit, tags)
    single = -np.log(p[np.arange(N), digit]).mean()
    multi = -(tags * np.log(s) + (1 - tags) * np.log(1 - s)).mean()
    return single, dsingle, multi, dmulti


# ---- pick_peaks --------------------------------------------------------------------------------


def _peaks(novelty, threshold, wait, *, left=np.less, right_=np.greater_equal, over=np.greater,
           last=False, every=False):  # fmt: skip
    peaks, before = [], -1000
    padded = np.append(novelty, -1) if last else novelty
    for t in range(1, len(padded) - 1):
        rises, falls = left(padded[t - 1], padded[t]), right_(padded[t], padded[t + 1])
        if rises and falls and over(padded[t], threshold):
            if t - before >= wait:
                peaks.append(t)
                before = t
            elif every:
                before = t
    return peaks


@misconception(pick_peaks, "takes a frame that only reaches the threshold; it has to exceed it")
def at_threshold(novelty, threshold, wait):
    return _peaks(novelty, threshold, wait, over=np.greater_equal)


@misconception(pick_peaks, "takes every frame above the threshold, also those that are no peak")
def all_above(novelty, threshold, wait):
    return [t for t in range(1, len(novelty) - 1) if novelty[t] > threshold]


@misconception(
    pick_peaks, "asks for the threshold alone; a peak is higher than the frame before it, too"
)
def threshold_alone(novelty, threshold, wait):
    return np.flatnonzero(novelty > threshold)


def _first_above(novelty, wait, asked, above):
    """The frames of `asked` that are above, none fewer than `wait` after the one before."""
    kept = []
    for t in asked:
        if above(t) and (not kept or t - kept[-1] >= wait):
            kept.append(t)
    return kept


@misconception(
    pick_peaks, "takes the first frame above the threshold, where it may still rise; find the top"
)
def threshold_and_wait(novelty, threshold, wait):
    return _first_above(novelty, wait, range(len(novelty)), lambda t: novelty[t] > threshold)


@misconception(
    pick_peaks, "never asks whether the next frame is higher still: what it takes may be no top"
)
def threshold_and_wait_inside(novelty, threshold, wait):
    inside = range(1, len(novelty) - 1)
    return _first_above(novelty, wait, inside, lambda t: novelty[t] > threshold)


@misconception(pick_peaks, "does not wait: two peaks near each other are one onset")
def no_wait(novelty, threshold, wait):
    return _peaks(novelty, threshold, 1)


@misconception(pick_peaks, "waits after skipped peaks too; only kept ones count")
def waits_for_skipped(novelty, threshold, wait):
    return _peaks(novelty, threshold, wait, every=True)


@misconception(pick_peaks, "counts the last frame: nobody knows yet whether it goes on rising")
def last_frame(novelty, threshold, wait):
    return _peaks(novelty, threshold, wait, last=True)


@misconception(pick_peaks, "misses a plateau: its first frame is a peak")
def no_plateau(novelty, threshold, wait):
    return _peaks(novelty, threshold, wait, right_=np.greater)


@misconception(pick_peaks, "takes the last frame of a plateau; the onset is where it begins")
def end_of_plateau(novelty, threshold, wait):
    return _peaks(novelty, threshold, wait, left=np.less_equal, right_=np.greater)


@misconception(pick_peaks, "ignores the threshold")
def no_threshold(novelty, threshold, wait):
    return _peaks(novelty, -1, wait)


# ---- onset_score -------------------------------------------------------------------------------


def _ratios(hits, n_found, n_truth):
    p = hits / n_found if n_found else 0.0
    r = hits / n_truth if n_truth else 0.0
    return p, r, 2 * hits / max(n_found + n_truth, 1)


@misconception(
    onset_score, "lets two found onsets count for the same true one; each may be used once"
)
def many_to_one(found, truth, tolerance):
    near = [np.any(np.abs(truth - t) <= tolerance) for t in found]
    return _ratios(int(np.sum(near)), len(found), len(truth))


@misconception(onset_score, "does not count pairs exactly the tolerance apart; they are hits as well")
def edge_left_out(found, truth, tolerance):
    return right.onset_score(found, truth, np.nextafter(tolerance, 0))


@misconception(onset_score, "swaps precision and recall")
def swapped(found, truth, tolerance):
    p, r, f = right.onset_score(found, truth, tolerance)
    return r, p, f


@misconception(onset_score, "takes the mean of precision and recall; F is their harmonic mean")
def plain_mean(found, truth, tolerance):
    p, r, _ = right.onset_score(found, truth, tolerance)
    return p, r, (p + r) / 2


@misconception(onset_score, "allows 50 ms in all; it is 50 ms to either side")
def half_width(found, truth, tolerance):
    return right.onset_score(found, truth, tolerance / 2)


@misconception(onset_score, "forgets the factor 2 in F = 2PR / (P + R)")
def no_two(found, truth, tolerance):
    p, r, f = right.onset_score(found, truth, tolerance)
    return p, r, f / 2


@misconception(onset_score, "divides 0 by 0 when nothing was found; the scores are then 0")
def nothing_found(found, truth, tolerance):
    if len(found) == 0:
        return np.nan, 0.0, np.nan
    return right.onset_score(found, truth, tolerance)


# ---- train_cnn ---------------------------------------------------------------------------------


def _net(rng):
    from dlaudio.networks.anywhere import anywhere

    return anywhere(10, frames=24, rng=rng)


def _train(X, y, X_new, rng, *, epochs=10, net=None):
    from dlaudio.networks.anywhere import learn
    from dlaudio.train import predict

    net = _net(rng) if net is None else net
    learn(net, X, y, epochs=epochs, rng=rng)
    return predict(net, X_new - 0.5)


@misconception(train_cnn, "returns scores; the digit is the place of the largest")
def scores(X, y, X_new, rng):
    return _net(rng)(X_new)


@misconception(train_cnn, "asks a network that has learnt nothing")
def untrained(X, y, X_new, rng):
    return _net(rng)(X_new).argmax(axis=1)


@misconception(train_cnn, "answers for the words it learnt from; asked are those of X_new")
def old_words(X, y, X_new, rng):
    return y


@misconception(train_cnn, "takes the largest score in each column, over the words")
def wrong_axis(X, y, X_new, rng):
    return _net(rng)(X_new).argmax(axis=0)


@misconception(train_cnn, "mixes the pictures but not the labels: they no longer belong together")
def mixed_up(X, y, X_new, rng):
    return _train(X[rng.permutation(len(X))], y, X_new, rng).argmax(axis=1)


@misconception(train_cnn, "learns from the first batch alone; every batch has to have its turn")
def first_batch(X, y, X_new, rng):
    return _train(X[:20], y[:20], X_new, rng).argmax(axis=1)


@misconception(
    train_cnn,
    "asks where in time each thing was: after small pools a dense layer knows words in time only",
)
def small_pools(X, y, X_new, rng):
    from dlaudio.networks.assumptions import NETS, SMALL

    return _train(X, y, X_new, rng, net=NETS[SMALL](rng)).argmax(axis=1)


@misconception(train_cnn, "learns without a convolution: a dense layer ties each weight to a place")
def no_convolution(X, y, X_new, rng):
    from dlaudio.networks.assumptions import DENSE, NETS

    return _train(X, y, X_new, rng, net=NETS[DENSE](rng)).argmax(axis=1)


# ---- new_head ----------------------------------------------------------------------------------


@misconception(new_head, "returns the head as it starts: nothing has been learnt")
def no_steps(H, y):
    return np.zeros((H.shape[1], 5)), np.zeros(5)


@misconception(new_head, "leaves the bias out, and without it long means win too often")
def head_without_bias(H, y):
    return right.new_head(H, y)[0], np.zeros(5)


@misconception(new_head, "adds half the squared length of each mean; it is to be taken away")
def bias_turned(H, y):
    W, b = right.new_head(H, y)
    return W, -b


@misconception(new_head, "takes the whole squared length of each mean away, and not half of it")
def bias_whole(H, y):
    W, b = right.new_head(H, y)
    return W, 2 * b


@misconception(new_head, "makes ten outputs; the new head knows the five new digits only")
def ten_outputs(H, y):
    W, b = right.new_head(H, y)
    return np.pad(W, [(0, 0), (5, 0)]), np.pad(b, (5, 0))


@misconception(new_head, "turns W round; it is (features, digits)")
def head_turned(H, y):
    W, b = right.new_head(H, y)
    return W.T, b


@misconception(new_head, "walks uphill: the gradient is subtracted")
def uphill(H, y):
    W, b, target = np.zeros((H.shape[1], 5)), np.zeros(5), np.eye(5)[y - 5]
    for _ in range(20):
        z = H @ W + b
        p = np.exp(z - z.max(axis=1, keepdims=True))
        dz = (p / p.sum(axis=1, keepdims=True) - target) / len(H)
        W, b = W + 0.05 * H.T @ dz, b + 0.05 * dz.sum(axis=0)
    return W, b


@misconception(new_head, "puts each digit one column too far: column 0 belongs to 5")
def one_too_far(H, y):
    W, b = right.new_head(H, y)
    return np.roll(W, 1, axis=1), np.roll(b, 1)


@misconception(new_head, "counts the columns down from 9: column 0 belongs to 5")
def counted_down(H, y):
    W, b = right.new_head(H, y)
    return W[:, ::-1], b[::-1]


# ---- log_bands ---------------------------------------------------------------------------------


def _bands(power, weight, floor, dout, *, slope=None, back=None, gate=None):
    """The right answer with another slope of the logarithm, way back to the power, or gate."""
    used = np.maximum(weight, 0)
    total = np.einsum("mf,nft->nmt", used, power) + floor
    dtotal = dout / total if slope is None else slope(dout, total, floor)
    dpower = np.einsum("mf,nmt->nft", used if back is None else back, dtotal)
    dweight = np.einsum("nmt,nft->mf", dtotal, power) * (weight > 0 if gate is None else gate)
    return np.log(total), dpower, dweight


@misconception(log_bands, "forgets the logarithm on the way back: its slope is 1 / sum")
def no_slope(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, slope=lambda d, total, floor: d)


@misconception(log_bands, "divides by the level; the slope of ln S is 1 / S, not 1 / ln S")
def by_the_level(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, slope=lambda d, total, floor: d / np.log(total))


@misconception(log_bands, "leaves the floor out of the slope; it is under the logarithm too")
def slope_without_floor(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, slope=lambda d, total, floor: d / (total - floor))


@misconception(log_bands, "raises small sums to the floor; the floor is added to every sum")
def floor_as_minimum(power, weight, floor, dout):
    used = np.maximum(weight, 0)
    total = np.maximum(used @ power, floor)
    slope = dout / total
    dweight = np.einsum("nmt,nft->mf", slope, power) * (weight > 0)
    return np.log(total), used.T @ slope, dweight


@misconception(log_bands, "takes the logarithm to base 10; this one is natural")
def base_ten(power, weight, floor, dout):
    levels, dpower, dweight = right.log_bands(power, weight, floor, dout)
    return levels / np.log(10), dpower / np.log(10), dweight / np.log(10)


@misconception(
    log_bands, "lets weights below 0 learn; they were cut to 0, so nothing depends on them"
)
def all_learn(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, gate=1.0)


@misconception(log_bands, "sends the gradient back through weights below 0; forwards they were 0")
def back_through_all(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, back=weight)


@misconception(log_bands, "gives a gradient to weights of exactly 0; the course gives them none")
def zero_learns(power, weight, floor, dout):
    return _bands(power, weight, floor, dout, gate=weight >= 0)


@misconception(log_bands, "divides dweight by the batch size: the loss has done that already")
def bands_mean(power, weight, floor, dout):
    levels, dpower, dweight = right.log_bands(power, weight, floor, dout)
    return levels, dpower, dweight / len(power)


@misconception(log_bands, "keeps a dweight for each example; all of them share the bank, so add up")
def bank_of_each(power, weight, floor, dout):
    levels, dpower, _ = right.log_bands(power, weight, floor, dout)
    each = [
        right.log_bands(p[None], weight, floor, d[None])[2]
        for p, d in zip(power, dout, strict=True)
    ]
    return levels, dpower, np.array(each)


@misconception(
    log_bands, "cuts the sum at 0, not the weights: one by one they must not be negative"
)
def cuts_the_sum(power, weight, floor, dout):
    total = np.maximum(np.einsum("mf,nft->nmt", weight, power), 0) + floor
    dtotal = dout / total * (total > floor)
    dweight = np.einsum("nmt,nft->mf", dtotal, power)
    return np.log(total), np.einsum("mf,nmt->nft", weight, dtotal), dweight


# ---- cnn_quiz ----------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(cnn_quiz, sentence)({**right.cnn_quiz, question: letter})


training_a = _choice("training", "a", "says CNNs need another method; back-propagation is the same")
training_b = _choice("training", "b", "fixes the kernels by hand: here they are learnt")
training_d = _choice(
    "training", "d", "lets every place learn a kernel of its own: all places share one"
)
filters_a = _choice("filters", "a", "forgets that a kernel reaches through all 3 channels")
filters_c = _choice("filters", "c", "counts weights for every place: the kernel is shared")
filters_d = _choice("filters", "d", "counts one kernel; there are 64")
tuning_b = _choice(
    "fine_tuning", "b", "throws the early layers away: it is they who know something general"
)
tuning_c = _choice(
    "fine_tuning", "c", "trains all from new chance weights: nothing would be transferred"
)
tuning_d = _choice("fine_tuning", "d", "keeps the old head, which has no output for new classes")
loss_a = _choice("first_loss", "a", "thinks a first loss says nothing; it should be near ln C")
loss_b = _choice("first_loss", "b", "blames the classes: nothing has been learnt of them yet")
loss_c = _choice("first_loss", "c", "blames the learning rate: no step has been taken yet")
unsuited_a = _choice("unsuited", "a", "names a waveform: its neighbours in time belong together")
unsuited_b = _choice("unsuited", "b", "names a spectrogram: most neighbours in it belong together")
unsuited_d = _choice("unsuited", "d", "names a photograph: that is what CNNs are best at")
examples_b = _choice(
    "examples", "b", "thinks that more computing saves words; what saves them is the assumption"
)
examples_c = _choice("examples", "c", "credits the pooling with adding data; it adds none")
examples_d = _choice("examples", "d", "says it has less to learn; both had about 8,000 numbers")
anywhere_a = _choice(
    "anywhere", "a", "calls a convolution invariant: a later sound gives the same maps, but later"
)
anywhere_c = _choice("anywhere", "c", "wants a larger dense layer: its weights are tied to places")
anywhere_d = _choice("anywhere", "d", "hopes for more epochs: no training moves a weight in time")
recurrent_a = _choice("recurrent", "a", "lets the recurrent layer replace the mel bands")
recurrent_c = _choice(
    "recurrent", "c", "uses the recurrent layer for the phase; magnitudes hold none"
)
recurrent_d = _choice("recurrent", "d", "wants deltas besides; the network learns its own")
