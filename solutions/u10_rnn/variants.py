"""Right answers to unit 10, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u10_rnn import (
    bidirectional,
    bptt,
    clip_global_norm,
    endless_memory,
    influence_map,
    last_step_gradients,
    linear_memory,
    long_memory,
    output_gradients,
    recursive_term,
    remember_tone,
    rnn_quiz,
    rnn_sequence,
    rnn_step_backward,
    stacked_rnn,
    tone_matrix,
    truncated_bptt,
    two_loops,
    window_dataset,
)
from dlaudio.layers import RNN, Bidirectional, LastStep, Linear, Sequential, log_softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam
from dlaudio.train import fit

right = right_answers("u10_rnn")


def layer(W_x, W_h, b):
    """dlaudio's own layer with these weights."""
    made = RNN(len(W_x), len(b), rng=np.random.default_rng(0), dtype=np.float64)
    made.weight_x.value, made.weight_h.value, made.bias.value = W_x, W_h, b
    return made


@variant(window_dataset)
def sliding_window(x, L, n_hidden):
    view = np.lib.stride_tricks.sliding_window_view(x, L, axis=0)[:-1]  # (T - L, D, L)
    n_weights = L * x.shape[1] * n_hidden + n_hidden + n_hidden * x.shape[1] + x.shape[1]
    return view.transpose(0, 2, 1).reshape(len(view), -1), x[L:].copy(), n_weights


@variant(window_dataset)
def windows_by_loops(x, L, n_hidden):
    inputs, targets = [], []
    for t in range(L, len(x)):
        inputs.append([value for step in x[t - L : t] for value in step])
        targets.append(list(x[t]))
    d = len(x[0])
    return inputs, targets, float(n_hidden * (L * d + 1) + d * (n_hidden + 1))


@variant(rnn_sequence)
def sequence_filled(X, h0, W_x, W_h, b):
    n, T, _ = X.shape
    H = np.empty((n, T, len(b)), np.float32)
    inputs = np.einsum("ntd,dh->nth", X, W_x) + b
    for t in range(T):
        H[:, t] = h0 = np.tanh(inputs[:, t] + h0 @ W_h)
    return H


@variant(rnn_sequence)
def sequence_one_matrix(X, h0, W_x, W_h, b):
    W, H = np.vstack([W_x, W_h, b]), [h0]
    for x in X.swapaxes(0, 1):
        H.append(np.tanh(np.column_stack([x, H[-1], np.ones(len(x))]) @ W))
    return np.array(H[1:]).swapaxes(0, 1)


@variant(output_gradients)
def outputs_as_rows(H, W_y, c, labels):
    rows, flat = H.reshape(-1, H.shape[2]), labels.ravel()
    logs = log_softmax(rows @ W_y + c)
    dZ = np.exp(logs)
    dZ[np.arange(len(flat)), flat] -= 1
    dZ /= len(flat)
    loss = -logs[np.arange(len(flat)), flat].mean()
    return loss, (dZ @ W_y.T).reshape(H.shape), rows.T @ dZ, dZ.sum(axis=0)


@variant(output_gradients)
def outputs_step_by_step(H, W_y, c, labels):
    T = H.shape[1]
    loss, dH = 0.0, np.empty_like(H)
    dW_y, dc = np.zeros_like(W_y), np.zeros_like(c)
    for t in range(T):
        logs = log_softmax(H[:, t] @ W_y + c)
        wanted = labels[:, t, None] == np.arange(len(c))
        loss -= logs[wanted].mean() / T
        dZ = (np.exp(logs) - wanted) / len(H) / T
        dW_y += H[:, t].T @ dZ
        dc += dZ.sum(axis=0)
        dH[:, t] = dZ @ W_y.T
    return loss, dH, dW_y, dc


@variant(last_step_gradients)
def last_by_loss(H, W_y, c, labels):
    loss = CrossEntropyLoss()
    value = loss(H[:, -1] @ W_y + c, labels)
    dZ = loss.backward()
    dH = np.stack([0 * H[:, 0]] * (H.shape[1] - 1) + [dZ @ W_y.T], axis=1)
    return value, dH, H[:, -1].T @ dZ, dZ.sum(axis=0)


@variant(last_step_gradients)
def last_by_mask(H, W_y, c, labels):
    n, T = H.shape[:2]
    logs = log_softmax(H @ W_y + c)
    wanted = np.eye(len(c))[labels][:, None]
    last = (np.arange(T) == T - 1)[:, None]
    dZ = (np.exp(logs) - wanted) * last / n
    loss = -(logs * wanted * last).sum() / n
    return loss, dZ @ W_y.T, np.einsum("nth,ntc->hc", H, dZ), dZ.sum(axis=(0, 1))


@variant(rnn_step_backward)
def step_einsum(dh_new, x, h, h_new, W_x, W_h):
    da = dh_new - dh_new * h_new * h_new
    outer = "nd,nh->dh"
    return (
        np.einsum("nh,dh->nd", da, W_x),
        np.einsum("nh,kh->nk", da, W_h),
        np.einsum(outer, x, da),
        np.einsum(outer, h, da),
        np.einsum("nh->h", da),
    )


@variant(rnn_step_backward)
def step_float32(dh_new, x, h, h_new, W_x, W_h):
    da = (dh_new * (1 + h_new) * (1 - h_new)).astype(np.float32)
    return (W_x @ da.T).T, (W_h @ da.T).T, (da.T @ x).T, (da.T @ h).T, np.ones(len(x)) @ da


@variant(bptt)
def bptt_one_sequence_after_the_other(dH, X, h0, W_x, W_h, b):
    H, dX, dh0 = right.rnn_sequence(X, h0, W_x, W_h, b), np.empty_like(X), np.empty_like(h0)
    dW = np.zeros((len(W_x) + len(W_h) + 1, len(b)))
    for n in range(len(X)):
        dh = np.zeros(len(b))
        for t in range(X.shape[1] - 1, -1, -1):
            before = H[n, t - 1] if t else h0[n]
            da = (dH[n, t] + dh) * (1 - H[n, t] ** 2)
            dW += np.outer(np.concatenate([X[n, t], before, [1.0]]), da)
            dX[n, t], dh = W_x @ da, W_h @ da
        dh0[n] = dh
    return dX, dh0, *np.split(dW[:-1], [len(W_x)]), dW[-1]


@variant(bptt)
def bptt_sums_at_the_end(dH, X, h0, W_x, W_h, b):
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    dA = dH.copy()
    for t in reversed(range(X.shape[1])):
        if t + 1 < X.shape[1]:
            dA[:, t] += dA[:, t + 1] @ W_h.T
        dA[:, t] *= 1 - H[:, t] ** 2
    before = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
    parts = [np.tensordot(left, dA, axes=([0, 1], [0, 1])) for left in (X, before)]
    return dA @ W_x.T, dA[:, 0] @ W_h.T, *parts, dA.sum((0, 1))


@variant(truncated_bptt)
def truncated_by_zeroing(dH, X, h0, W_x, W_h, b, k):
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dh, found = 0 * h0, [0 * W_x, 0 * W_h, 0 * b]
    for t in reversed(range(X.shape[1])):
        _, dh, *parts = right.rnn_step_backward(
            dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h
        )
        found = [old + new for old, new in zip(found, parts, strict=True)]
        dh = dh * (t % k > 0)
    return found


@variant(truncated_bptt)
def truncated_from_stored_states(dH, X, h0, W_x, W_h, b, k):
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    cuts = list(range(k, X.shape[1], k))
    pieces = zip(np.split(dH, cuts, axis=1), np.split(X, cuts, axis=1), [0, *cuts], strict=True)
    parts = [right.bptt(d, x, H[:, start], W_x, W_h, b)[2:] for d, x, start in pieces]
    return tuple(sum(part) for part in zip(*parts, strict=True))


@variant(recursive_term)
def recursive_by_layer(dh_last, X, h0, W_x, W_h, b):
    found = []
    for start in (0, X.shape[1] - 1):
        first = h0 if start == 0 else right.rnn_sequence(X[:, :start], h0, W_x, W_h, b)[:, -1]
        net = layer(W_x, W_h, b)
        H = net.forward(X[:, start:], first)
        dH = np.zeros_like(H)
        dH[:, -1] = dh_last
        net.backward(dH)
        found.append(net.weight_h.grad)
    return found


@variant(recursive_term)
def recursive_by_sum(dh_last, X, h0, W_x, W_h, b):
    H = [h0, *right.rnn_sequence(X, h0, W_x, W_h, b).swapaxes(0, 1)]
    terms, dh = [], dh_last
    for t in range(len(H) - 1, 0, -1):
        da = dh * (1 - H[t] ** 2)
        terms.append(np.einsum("nh,nk->hk", H[t - 1], da))
        dh = da @ W_h.T
    return sum(terms), terms[0]


@variant(linear_memory)
def memory_by_power(h0, W, t):
    radius = max(abs(np.linalg.eigvals(W)))
    steps = -3 / np.log10(radius) if radius < 1 else float("inf")
    return h0 @ np.linalg.matrix_power(W, t), radius, steps


@variant(linear_memory)
def memory_by_loop(h0, W, t):
    for _ in range(t):
        h0 = h0 @ W
    radius = np.abs(np.linalg.eig(W.T)[0]).max()
    return h0, radius, np.inf if radius >= 1 else np.log(1e-3) / np.log(radius)


@variant(tone_matrix)
def tone_turned_the_other_way(frequency, t60, sr):
    return right.tone_matrix(frequency, t60, sr).T


@variant(tone_matrix)
def tone_by_complex_number(frequency, t60, sr):
    z = np.exp((-np.log(1000) / t60 + 2j * np.pi * frequency) / sr)
    return [[z.real, z.imag], [-z.imag, z.real]]


@variant(influence_map)
def influence_by_products(X, W_x, W_h, b):
    H, h = [], np.zeros(len(b))
    for x in X:
        h = np.tanh(x @ W_x + h @ W_h + b)
        H.append(h)
    sizes = np.zeros((len(X), len(X)))
    for t in range(len(X)):
        J = np.eye(len(b))
        for s in range(t, -1, -1):
            J = np.diag(1 - H[s] ** 2) @ J
            sizes[t, s] = np.sqrt(((W_x @ J) ** 2).sum())
            J = W_h @ J
    return sizes, sizes[10, 0] / sizes[0, 0]


@variant(influence_map)
def influence_by_layer(X, W_x, W_h, b):
    net, H = layer(W_x, W_h, b), len(b)
    T = len(X)
    net.forward(np.repeat(X[None], H, axis=0))
    sizes = np.empty((T, T))
    for t in range(T):
        dout = np.zeros((H, T, H))
        dout[:, t] = np.eye(H)
        sizes[t] = np.linalg.norm(net.backward(dout), axis=(0, 2))
    return sizes, sizes[10, 0] / sizes[0, 0]


memory_of_45_degrees = variant(long_memory)(np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2))
memory_mirrored = variant(long_memory)(((0.8, 0.6), (0.6, -0.8)))
memory_stretched = variant(long_memory)([[0.6, 0.4], [-1.6, 0.6]])  # a turn, not in a circle


@variant(clip_global_norm)
def clip_in_place(grads, v):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads]))
    for g in grads:
        g *= min(1.0, v / max(norm, 1e-300))
    return grads, norm


@variant(clip_global_norm)
def clip_if(grads, v):
    total = 0.0
    for g in grads:
        total += float(np.vdot(g, g))
    if total <= v**2:
        return list(grads), total**0.5
    return [(g * v / total**0.5).astype(np.float32) for g in grads], total**0.5


@variant(two_loops)
def loops_step_by_step(Y, W_o, b, W_y, c):
    n, T, m = Y.shape
    found = np.empty((2, n, T - 1, m))
    for kind in (0, 1):
        o = Y[:, 0]
        for t in range(T - 1):
            o = np.tanh(o @ W_o + b) @ W_y + c
            found[kind, :, t] = o
            if kind == 0:
                o = Y[:, t + 1]
    error = found[1] - Y[:, 1:]
    return found[0], found[1], [np.sqrt(np.mean(error[:, t] ** 2)) for t in range(T - 1)]


@variant(two_loops)
def loops_with_shift(Y, W_o, b, W_y, c):
    fed = Y.copy()
    teacher = np.einsum("nth,hm->ntm", np.tanh(fed[:, :-1] @ W_o + b), W_y) + c
    for t in range(1, Y.shape[1]):
        fed[:, t] = np.tanh(fed[:, t - 1] @ W_o + b) @ W_y + c
    drift = np.linalg.norm(fed - Y, axis=(0, 2)) / np.sqrt(Y[:, 0].size)
    return teacher, fed[:, 1:], drift[1:]


@variant(bidirectional)
def two_ways_by_layer(X, ahead, back):
    return Bidirectional(layer(*ahead), layer(*back))(X)


@variant(bidirectional)
def two_ways_filled(X, ahead, back):
    n, T, _ = X.shape
    H = np.empty((n, T, 2 * len(ahead[2])))
    for (W_x, W_h, b), order, half in zip(
        (ahead, back), (range(T), reversed(range(T))), np.split(H, 2, axis=2), strict=True
    ):
        h = np.zeros((n, len(b)))
        for t in order:
            half[:, t] = h = np.tanh(X[:, t] @ W_x + h @ W_h + b)
    return H


@variant(stacked_rnn)
def stack_by_layers(X, stack):
    net = Sequential(*(layer(*weights) for weights in stack))
    sizes = [(*X.shape[:2], len(b)) for _, _, b in stack]
    return net(X), np.array(sizes), net.count_parameters()


@variant(stacked_rnn)
def stack_counted(X, stack):
    n, T, d = X.shape
    sizes, count = [], 0
    for W_x, W_h, b in stack:
        h = len(b)
        count += d * h + h * h + h
        X, d = right.rnn_sequence(X, np.zeros((n, h)), W_x, W_h, b), h
        sizes.append([n, T, h])
    return X, sizes, count


@variant(remember_tone)
def tone_by_fit(X, y, rng):
    net = Sequential(RNN(4, 12, rng=rng), LastStep(), Linear(12, 2, rng=rng))
    optimizer = Adam(net.parameters(), lr=0.01)
    fit(net, CrossEntropyLoss(), optimizer, X, y, epochs=40, batch_size=16, rng=rng, progress=False)
    return [parameter.value.tolist() for parameter in net.parameters()]


@variant(remember_tone)
def tone_by_its_first_frame(X, y, rng):
    """Finds the two bands in the first frames, and wires the rest."""
    means = [X[y == k, 0].mean(axis=0) for k in (0, 1)]
    W_x = np.round(means[1] - means[0])[:, None]
    return 2 * W_x, np.array([[3.0]]), np.zeros(1), np.array([[-1.0, 1.0]]), np.zeros(2)


two_units_against_each_other = variant(endless_memory)(
    ([[2, -2], [-2, 2], [0, 0], [0, 0]], [[2, -2], [-2, 2]], [0, 0], [[1, 0], [0, 1]], [0, 0])
)
four_copies = variant(endless_memory)(
    [
        np.outer([-2.0, 2, 0, 0], np.ones(4)),
        3 * np.eye(4),
        np.zeros(4),
        [[-1, 1]] * 4,
        np.zeros(2),
    ]
)

quiz_capitals = variant(rnn_quiz)({k: v.upper() for k, v in right.rnn_quiz.items()})
quiz_brackets = variant(rnn_quiz)({k: f"({v})" for k, v in right.rnn_quiz.items()})
