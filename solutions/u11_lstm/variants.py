"""Right answers to unit 11, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u11_lstm import (
    beat_f_measure,
    counter,
    every_third,
    forget_bias,
    gru_step,
    gru_step_backward,
    latch,
    leaky_unit,
    lstm_backward,
    lstm_forward,
    lstm_quiz,
    lstm_step,
    lstm_step_backward,
    path_length,
    pick_beats,
    recurrent_sizes,
    sick_cells,
    toggle,
)

right = right_answers("u11_lstm")


def squash(z):
    return (1 + np.tanh(z / 2)) / 2


@variant(path_length)
def path_divmod(steps, skip):
    return sum(divmod(steps, skip))


@variant(path_length)
def path_walk(steps, skip):
    links = 0
    while steps:
        steps -= skip if steps >= skip else 1
        links += 1
    return links


@variant(leaky_unit)
def leaky_sum(v, alpha):
    n = np.arange(len(v))
    kernel = (1 - alpha) * alpha**n
    return np.convolve(v, kernel)[: len(v)], -np.log(2) / np.log(alpha)


@variant(leaky_unit)
def leaky_array(v, alpha):
    mu = np.zeros(len(v) + 1)
    for t, value in enumerate(v):
        mu[t + 1] = value + alpha * (mu[t] - value)
    return mu[1:], np.log2(0.5) / np.log2(alpha)


@variant(lstm_step)
def step_by_slices(x, h, c, Wx, Wh, b):
    H = h.shape[1]
    a = np.concatenate([x, h], axis=1) @ np.concatenate([Wx, Wh]) + b
    new = squash(a[:, H : 2 * H]) * c + squash(a[:, :H]) * np.tanh(a[:, 2 * H : 3 * H])
    return squash(a[:, 3 * H :]) * np.tanh(new), new


@variant(lstm_step)
def step_rows(x, h, c, Wx, Wh, b):
    H, hs, cs = h.shape[1], [], []
    for n in range(len(x)):
        a = (x[n] @ Wx + h[n] @ Wh + b).reshape(4, H)
        i, f, o = (squash(a[k]) for k in (0, 1, 3))
        cs.append(f * c[n] + i * np.tanh(a[2]))
        hs.append(o * np.tanh(cs[-1]))
    return hs, cs


@variant(lstm_step_backward)
def back_einsum(dh, dc, x, h, c, Wx, Wh, b):
    a = (x @ Wx + h @ Wh + b).reshape(len(x), 4, -1)
    i, f, g, o = squash(a[:, 0]), squash(a[:, 1]), np.tanh(a[:, 2]), squash(a[:, 3])
    t = np.tanh(f * c + i * g)
    total = dc + dh * o - dh * o * t * t
    da = np.stack(
        [
            total * g * (i - i * i),
            total * c * (f - f * f),
            total * (i - i * g * g),
            dh * t * (o - o * o),
        ],
        axis=1,
    ).reshape(len(x), -1)
    return (
        np.einsum("na,da->nd", da, Wx),
        np.einsum("na,ha->nh", da, Wh),
        f * total,
        np.einsum("nd,na->da", x, da),
        np.einsum("nh,na->ha", h, da),
        np.einsum("na->a", da),
    )


@variant(lstm_step_backward)
def back_joined(dh, dc, x, h, c, Wx, Wh, b):
    joined, W = np.hstack([x, h]), np.vstack([Wx, Wh])
    i, f, g, o = np.split(joined @ W + b, 4, axis=1)
    i, f, o, g = squash(i), squash(f), squash(o), np.tanh(g)
    t = np.tanh(f * c + i * g)
    dc = dc + dh * o * (1 - t) * (1 + t)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g * g), dh * t * o * (1 - o)]
    )
    djoined, dW = da @ W.T, joined.T @ da
    d = x.shape[1]
    return djoined[:, :d], djoined[:, d:], dc * f, dW[:d], dW[d:], da.sum(0)


@variant(lstm_forward)
def forward_at_once(x, Wx, Wh, b):
    inputs, H = x @ Wx + b, len(Wh)
    states = np.zeros((len(x), x.shape[1] + 1, H))
    c = np.zeros((len(x), H))
    for t in range(x.shape[1]):
        i, f, g, o = np.split(inputs[:, t] + states[:, t] @ Wh, 4, axis=1)
        c = squash(f) * c + squash(i) * np.tanh(g)
        states[:, t + 1] = squash(o) * np.tanh(c)
    return states[:, 1:]


@variant(lstm_forward)
def forward_samples(x, Wx, Wh, b):
    return [right.lstm_forward(row[None], Wx, Wh, b)[0] for row in x]


@variant(lstm_backward)
def backward_joined(dH, x, Wx, Wh, b):
    T, zero = x.shape[1], np.zeros((len(x), len(Wh)))
    hs, cs = [zero], [zero]
    for t in range(T):
        h, c = right.lstm_step(x[:, t], hs[-1], cs[-1], Wx, Wh, b)
        hs.append(h)
        cs.append(c)
    dh, dc, dx, sums = zero, zero, np.empty_like(x), [0 * Wx, 0 * Wh, 0 * b]
    for t in range(T - 1, -1, -1):
        back = back_joined.answer(dh + dH[:, t], dc, x[:, t], hs[t], cs[t], Wx, Wh, b)
        dx[:, t], dh, dc = back[:3]
        sums = [s + g for s, g in zip(sums, back[3:], strict=True)]
    return dx, *sums


@variant(lstm_backward)
def backward_samples(dH, x, Wx, Wh, b):
    parts = [
        right.lstm_backward(d[None], row[None], Wx, Wh, b) for d, row in zip(dH, x, strict=True)
    ]
    return np.concatenate([p[0] for p in parts]), *(sum(p[k] for p in parts) for k in (1, 2, 3))


@variant(forget_bias)
def bias_by_log1p(steps, share):
    return -np.log(np.expm1(-np.log(share) / steps))


@variant(forget_bias)
def bias_by_halving(steps, share):
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        kept = squash(middle) ** steps
        low, high = (middle, high) if kept < share else (low, middle)
    return middle


latch_strong = variant(latch)(
    (
        np.array([[60.0, -60, 60, 0], [-60, -60, 0, 0]]),
        np.zeros((1, 4)),
        np.array([-30.0, 30, 0, 30]),
    )
)
latch_refreshed = variant(latch)(
    ([[30, 0, 30, 0], [-30, -40, 0, 0]], [[0, 0, 0, 0]], [-15, 15, 0, 15])
)
counter_strong = variant(counter)(
    (np.array([[60.0, 0, 9, 0]]), np.zeros((1, 4)), np.array([-30.0, 30, 0, 0]))
)
toggle_by_candidate = variant(toggle)(([[40, 0, 0, 0]], [[0, 0, -52, 0]], [-20, 20, 20, 10]))
toggle_lists = variant(toggle)(([[30, -30, 30, 0]], [[-60, 0, 0, 0]], [-15, 15, 0, 15]))
_Wx, _Wh, _b = (np.array(item, dtype=float) for item in right.every_third)
third_stronger = variant(every_third)((1.5 * _Wx, 1.5 * _Wh, 1.5 * _b))
third_integers = variant(every_third)((_Wx.astype(int).tolist(), _Wh, _b + 1))
_Wh = np.zeros((2, 8))  # two cells: the second is 1, -1 and 0 in turn
_Wh[1, [0, 1, 5]] = -40, 40, -52
third_by_two_cells = variant(every_third)(
    ([[60, 60, -20, -20, 0, 0, 0, 0]], _Wh, [-75, -45, 10, 10, 20, 20, 10, 10])
)
counter_lists = variant(counter)(([[40, 5, 40, 3]], [[0, 0, 0, 0]], [-20, 20, 0, 1]))


@variant(gru_step)
def gru_slices(x, h, Wx, Wh, b):
    H = h.shape[1]
    gates = squash(x @ Wx[:, : 2 * H] + h @ Wh[:, : 2 * H] + b[: 2 * H])
    z, r = gates[:, :H], gates[:, H:]
    k = np.tanh(x @ Wx[:, 2 * H :] + (h * r) @ Wh[:, 2 * H :] + b[2 * H :])
    return k + z * (h - k)


@variant(gru_step)
def gru_rows(x, h, Wx, Wh, b):
    return [gru_slices.answer(x[n : n + 1], h[n : n + 1], Wx, Wh, b)[0] for n in range(len(x))]


@variant(gru_step_backward)
def gru_back_slices(dh, x, h, Wx, Wh, b):
    H = h.shape[1]
    Wz, Wr, Wk = np.split(Wx, 3, axis=1)
    Uz, Ur, Uk = np.split(Wh, 3, axis=1)
    bz, br, bk = np.split(b, 3)
    z, r = squash(x @ Wz + h @ Uz + bz), squash(x @ Wr + h @ Ur + br)
    k = np.tanh(x @ Wk + (r * h) @ Uk + bk)
    ak = dh * (1 - z) * (1 - k * k)
    az = dh * (h - k) * z * (1 - z)
    back = np.einsum("nk,hk->nh", ak, Uk)
    ar = back * h * r * (1 - r)
    dx = az @ Wz.T + ar @ Wr.T + ak @ Wk.T
    dh_before = dh * z + back * r + az @ Uz.T + ar @ Ur.T
    dWx = np.hstack([x.T @ az, x.T @ ar, x.T @ ak])
    dWh = np.hstack([h.T @ az, h.T @ ar, (r * h).T @ ak])
    assert dWh.shape == (H, 3 * H)
    return dx, dh_before, dWx, dWh, np.concatenate([az.sum(0), ar.sum(0), ak.sum(0)])


@variant(gru_step_backward)
def gru_back_samples(dh, x, h, Wx, Wh, b):
    parts = [
        right.gru_step_backward(dh[n : n + 1], x[n : n + 1], h[n : n + 1], Wx, Wh, b)
        for n in range(len(x))
    ]
    first, second = (np.concatenate([p[k] for p in parts]) for k in (0, 1))
    return first, second, *(sum(p[k] for p in parts) for k in (2, 3, 4))


@variant(recurrent_sizes)
def sizes_by_shapes(d, h):
    def count(gates):
        return np.zeros((d, gates * h)).size + np.zeros((h, gates * h)).size + gates * h

    return count(1), count(3), count(4)


@variant(recurrent_sizes)
def sizes_list(d, h):
    return [g * h * (1 + d + h) for g in (1, 3, 4)]


@variant(beat_f_measure)
def f_greedy(estimated, reference, tolerance):
    left, hits = sorted(estimated), 0
    for time in sorted(reference):
        near = [t for t in left if abs(t - time) <= tolerance]
        if near:
            left.remove(near[0])
            hits += 1
    p = hits / len(estimated) if len(estimated) else 0
    r = hits / len(reference) if len(reference) else 0
    return p, r, 2 * p * r / (p + r) if hits else 0


@variant(beat_f_measure)
def f_two_pointers(estimated, reference, tolerance):
    i = j = hits = 0
    while i < len(estimated) and j < len(reference):
        gap = estimated[i] - reference[j]
        if abs(gap) <= tolerance:
            hits, i, j = hits + 1, i + 1, j + 1
        elif gap < 0:
            i += 1
        else:
            j += 1
    n, m = len(estimated), len(reference)
    return hits / max(n, 1), hits / max(m, 1), 2.0 * hits / max(n + m, 1)


@variant(pick_beats)
def pick_loop(activation, frame_rate):
    times = []
    for i in range(1, len(activation) - 1):
        if activation[i] >= 0.5 and activation[i] == max(activation[max(0, i - 5) : i + 6]):
            times.append(i / frame_rate)
    return times


@variant(pick_beats)
def pick_strongest_first(activation, frame_rate):
    left, times = np.array(activation), []
    while left.max() > 0.45:
        peak = int(left.argmax())
        times.append(peak / frame_rate)
        left[max(0, peak - 12) : peak + 13] = 0
    return sorted(times)


sick_capitals = variant(sick_cells)({k: v.upper() for k, v in right.sick_cells.items()})
sick_brackets = variant(sick_cells)({k: f"({v})" for k, v in right.sick_cells.items()})
quiz_capitals = variant(lstm_quiz)({k: v.upper() for k, v in right.lstm_quiz.items()})
quiz_brackets = variant(lstm_quiz)({k: f"({v})" for k, v in right.lstm_quiz.items()})
