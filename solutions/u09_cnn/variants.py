"""Right answers to unit 9, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio import layers, losses, optim, train
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


def _layer(layer, weight, bias):
    layer.weight.value[...] = weight
    layer.bias.value[...] = bias
    return layer


@variant(conv1d_backward)
def conv1d_loops(x, weight, dout, stride):
    dx, dweight = np.zeros_like(x), np.zeros_like(weight)
    dbias = np.zeros(len(weight))
    for n, o, t in np.ndindex(*dout.shape):
        dbias[o] += dout[n, o, t]
        for k in range(weight.shape[2]):
            dx[n, :, t * stride + k] += dout[n, o, t] * weight[o, :, k]
            dweight[o, :, k] += dout[n, o, t] * x[n, :, t * stride + k]
    return dx, dweight, dbias


@variant(conv1d_backward)
def conv1d_by_taps(x, weight, dout, stride):
    x, weight, dout = (a.astype(np.float32) for a in (x, weight, dout))
    dx, dweight, end = np.zeros_like(x), np.zeros_like(weight), stride * dout.shape[2]
    for k in range(weight.shape[2]):
        here = slice(k, k + end - stride + 1, stride)
        dx[:, :, here] += np.einsum("not,oc->nct", dout, weight[:, :, k])
        dweight[:, :, k] = np.einsum("not,nct->oc", dout, x[:, :, here])
    return dx, dweight, dout.sum(2).sum(0)


@variant(conv2d_backward)
def conv2d_by_layer(x, weight, dout, padding):
    n_out, n_in, *sides = weight.shape
    rng = np.random.default_rng(0)
    layer = layers.Conv2d(n_in, n_out, tuple(sides), padding=padding, rng=rng, dtype=float)
    _layer(layer, weight, 0).forward(x)
    return layer.backward(dout), layer.weight.grad, layer.bias.grad


@variant(conv2d_backward)
def conv2d_by_taps(x, weight, dout, padding):
    p, (H, W), (h, w) = padding, x.shape[2:], dout.shape[2:]
    X = np.zeros((*x.shape[:2], H + 2 * p, W + 2 * p))
    X[:, :, p : p + H, p : p + W] = x
    dX, dweight = np.zeros_like(X), np.zeros_like(weight)
    for i, j in np.ndindex(*weight.shape[2:]):
        dX[:, :, i : i + h, j : j + w] += np.einsum("nohw,oc->nchw", dout, weight[:, :, i, j])
        dweight[:, :, i, j] = np.einsum("nohw,nchw->oc", dout, X[:, :, i : i + h, j : j + w])
    return dX[:, :, p : p + H, p : p + W], dweight, np.einsum("nohw->o", dout)


@variant(max_pool_backward)
def max_pool_by_layer(x, dout, size):
    layer = layers.MaxPool2d(int(size))
    layer.forward(x)
    return layer.backward(dout)


@variant(max_pool_backward)
def max_pool_loops(x, dout, size):
    dx = np.zeros(x.shape, np.float32)
    for n, c, i, j in np.ndindex(*dout.shape):
        best = None
        for a in range(size):
            for b in range(size):
                place = (n, c, i * size + a, j * size + b)
                if best is None or x[place] > x[best]:
                    best = place
        dx[best] += dout[n, c, i, j]
    return dx


@variant(avg_pool_backward)
def avg_pool_kron(dout, size, height, width):
    spread = np.kron(dout, np.full((1, 1, size, size), 1 / size**2))
    rest = (height - spread.shape[2], width - spread.shape[3])
    return np.pad(spread, [(0, 0), (0, 0), (0, rest[0]), (0, rest[1])])


@variant(avg_pool_backward)
def avg_pool_loops(dout, size, height, width):
    dx = np.zeros((*dout.shape[:2], height, width), np.float32)
    for n, c, i, j in np.ndindex(*dout.shape):
        for a in range(size):
            for b in range(size):
                dx[n, c, i * size + a, j * size + b] = dout[n, c, i, j] / (size * size)
    return dx


@variant(conv_block)
def block_by_layers(x, weight, bias, dout):
    n_out, n_in, K = weight.shape
    conv = _layer(
        layers.Conv1d(n_in, n_out, K, rng=np.random.default_rng(0), dtype=float), weight, bias
    )
    net = layers.Sequential(conv, layers.ReLU(), layers.MaxPool1d(2))
    y = net.forward(x)
    dx = net.backward(dout)
    return y, dx, conv.weight.grad, conv.bias.grad


@variant(conv_block)
def block_pool_first(x, weight, bias, dout):
    # the maximum of two and ReLU may change places
    n_out, n_in, K = weight.shape
    conv = _layer(
        layers.Conv1d(n_in, n_out, K, rng=np.random.default_rng(0), dtype=float), weight, bias
    )
    z = conv.forward(x)
    pool = layers.MaxPool1d(2)
    p = pool.forward(z)
    dx = conv.backward(pool.backward(dout * (p > 0)))
    return np.maximum(p, 0), dx, conv.weight.grad, conv.bias.grad


@variant(network_table)
def table_by_counting_places(size, convs, dense):
    sides, units, parameters, (channels, *hw) = [], [], [], size
    for out, k, stride, before, after in np.asarray(convs):
        hw = [len(range(0, n + before + after - k + 1, stride)) for n in hw]
        sides.append(list(hw))
        units.append(int(out * np.prod(hw)))
        parameters.append(int(out * (1 + channels * k**2)))
        channels = out
    for m in dense:
        parameters.append((units[-1] + 1) * int(m))
        units.append(int(m))
    return np.array(sides), np.array(units), np.array(parameters)


@variant(network_table)
def table_output_size(size, convs, dense):
    channels, *hw = (int(n) for n in size)
    sides, units, parameters = [], [], []
    for out, k, stride, before, after in np.asarray(convs).tolist():
        hw = [layers.output_size(n, k, stride=stride, padding=before + after) for n in hw]
        sides.append(tuple(hw))
        units.append(hw[0] * hw[1] * out)
        parameters.append(np.zeros((out, channels, k, k)).size + out)
        channels = out
    for m in dense:
        parameters.append(units[-1] * m + m)
        units.append(m)
    return sides, units, parameters


@variant(two_losses)
def losses_by_dlaudio(logits, digit, tags):
    one, many = losses.CrossEntropyLoss(), losses.BCEWithLogitsLoss()
    single, multi = one(logits, digit), many(logits, tags)
    return single, one.backward(), multi, many.backward()


@variant(two_losses)
def losses_loops(logits, digit, tags):
    N, C = logits.shape
    single, multi = 0.0, 0.0
    dsingle, dmulti = np.zeros((N, C)), np.zeros((N, C))
    for n in range(N):
        z = logits[n] - logits[n].max()
        p = np.exp(z) / np.exp(z).sum()
        single += (np.log(np.exp(z).sum()) - z[digit[n]]) / N
        dsingle[n] = p / N
        dsingle[n, digit[n]] -= 1 / N
        for c in range(C):
            z, t = logits[n, c], tags[n, c]
            multi += (max(z, 0) - t * z + np.log1p(np.exp(-abs(z)))) / (N * C)
            dmulti[n, c] = (0.5 * (1 + np.tanh(z / 2)) - t) / (N * C)
    return single, dsingle, multi, dmulti


@variant(pick_peaks)
def peaks_arrays(novelty, threshold, wait):
    inner = novelty[1:-1]
    wanted = (inner > novelty[:-2]) & (inner >= novelty[2:]) & (inner > threshold)
    kept = np.array([], int)
    for t in np.flatnonzero(wanted) + 1:
        if not len(kept) or kept[-1] + wait <= t:
            kept = np.append(kept, t)
    return kept


@variant(pick_peaks)
def peaks_while(novelty, threshold, wait):
    t, peaks = 1, []
    while t < len(novelty) - 1:
        now = novelty[t]
        if now > threshold and novelty[t - 1] < now and not novelty[t + 1] > now:
            peaks += [t]
            t += wait
        else:
            t += 1
    return tuple(peaks)


@variant(onset_score)
def score_greedy(found, truth, tolerance):
    left, hits = list(found), 0
    for t in truth:
        near = [x for x in left if abs(x - t) <= tolerance]
        if near:
            left.remove(near[0])
            hits += 1
    if hits == 0:
        return 0, 0, 0
    p, r = hits / len(found), hits / len(truth)
    return p, r, 2 * p * r / (p + r)


@variant(onset_score)
def score_by_matching(found, truth, tolerance):
    from scipy.optimize import linear_sum_assignment

    near = np.abs(np.subtract.outer(found, truth)) <= tolerance
    hits = near[linear_sum_assignment(near, maximize=True)].sum() if near.size else 0
    total = len(found) + len(truth)
    return hits / max(len(found), 1), hits / max(len(truth), 1), 2 * hits / max(total, 1)


@variant(train_cnn)
def train_loop(X, y, X_new, rng):
    net = layers.Sequential(
        layers.Conv1d(16, 40, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.Conv1d(40, 40, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.MaxPool1d(24),
        layers.Flatten(),
        layers.Linear(40, 10, rng=rng),
    )
    loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), 0.002)
    for _ in range(14):
        for rows in train.batches(len(X), 20, rng=rng):
            loss(net(X[rows, 0] - 0.5), y[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optimizer.step()
    return [int(k) for k in net(X_new[:, 0] - 0.5).argmax(axis=1)]


@variant(train_cnn)
def train_on_late_words(X, y, X_new, rng):
    # no pool over all time, but each word comes in all places while it is learnt
    net = layers.Sequential(
        layers.Conv1d(16, 32, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.Conv1d(32, 32, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.MaxPool1d(12),
        layers.Flatten(),
        layers.Linear(64, 10, rng=rng),
    )

    def moved(rows):
        return np.stack([np.roll(row, rng.integers(9), axis=-1) for row in rows])

    options = {"epochs": 25, "batch_size": 20, "rng": rng, "progress": False}
    loss, adam = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), 0.003)
    train.fit(net, loss, adam, X[:, 0] - 0.5, y, augment=moved, **options)
    return train.predict(net, X_new[:, 0] - 0.5).argmax(axis=1)


@variant(new_head)
def head_by_dlaudio(H, y):
    rng = np.random.default_rng(0)
    head = layers.Linear(H.shape[1], 5, rng=rng)
    options = {"epochs": 60, "batch_size": 20, "rng": rng, "progress": False}
    loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(head.parameters(), 0.01)
    train.fit(head, loss, optimizer, H.astype(np.float32), y - 5, **options)
    return head.weight.value, head.bias.value


@variant(new_head)
def head_by_ridge(H, y):
    middle, target = H.mean(axis=0), np.eye(5)[y - 5] - 0.2
    centred = H - middle
    W = centred.T @ np.linalg.solve(centred @ centred.T + 10 * np.eye(len(H)), target)
    return W, -middle @ W


@variant(log_bands)
def bands_by_layer(power, weight, floor, dout):
    # the layer wants a floor above 0
    layer = layers.LogBands(weight, floor=max(floor, 1e-300), dtype=float)
    levels = layer.forward(power)
    return levels, layer.backward(dout), layer.weight.grad


@variant(log_bands)
def bands_loops(power, weight, floor, dout):
    levels, dpower = np.zeros_like(dout), np.zeros_like(power)
    dweight = np.zeros_like(weight)
    for n, m, t in np.ndindex(*dout.shape):
        used = np.where(weight[m] > 0, weight[m], 0)
        total = used @ power[n, :, t] + floor
        levels[n, m, t] = np.log(total)
        dpower[n, :, t] += dout[n, m, t] / total * used
        dweight[m, weight[m] > 0] += (dout[n, m, t] / total * power[n, :, t])[weight[m] > 0]
    return levels, dpower, dweight


@variant(log_bands)
def bands_float32(power, weight, floor, dout):
    power, weight, dout = (a.astype(np.float32) for a in (power, weight, dout))
    weight[weight < 0] = 0
    total = weight @ power + np.float32(floor)
    dtotal = dout / total
    dweight = (dtotal @ power.swapaxes(1, 2)).sum(axis=0)
    dweight[weight == 0] = 0
    return np.log(total), weight.T @ dtotal, dweight


quiz_in_brackets = variant(cnn_quiz)({name: f"({x})" for name, x in right.cnn_quiz.items()})
quiz_in_capitals = variant(cnn_quiz)({name: x.upper() for name, x in right.cnn_quiz.items()})

ways_in_brackets = variant(wrong_ways)({name: f"({x})" for name, x in right.wrong_ways.items()})
ways_in_capitals = variant(wrong_ways)({name: x.upper() for name, x in right.wrong_ways.items()})
