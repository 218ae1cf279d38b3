"""Right answers to unit 12, written in other ways."""

import math

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u12_generation import (
    bigram_bits,
    causal_conv,
    causal_conv_backward,
    causal_reach,
    conditioned_states,
    context_gradients,
    encode_decode,
    free_run,
    generation_quiz,
    ideal_ratio_mask,
    keep_likely,
    key_profile,
    look_back,
    matching_temperature,
    melody_loss,
    relative_code,
    sample_with_temperature,
    scheduled_inputs,
    sdr_improvement,
    sick_players,
    spectral_gate,
    tune_facts,
    turn_taking,
)

right = right_answers("u12_generation")


@variant(sample_with_temperature)
def sample_rows(logits, temperature, u):
    probabilities, symbols = [], []
    for row, coin in zip(logits, u, strict=True):
        best = int(np.argmax(row))
        weights = np.zeros(len(row))
        weights[best] = 1.0
        if temperature > 0:
            weights = np.exp((row - row[best]) / temperature)
            weights /= weights.sum()
        symbol, total = 0, weights[0]
        while coin >= total and symbol < len(weights) - 1:
            symbol += 1
            total += weights[symbol]
        probabilities.append(weights)
        symbols.append(symbol)
    return probabilities, symbols


@variant(sample_with_temperature)
def sample_searched(logits, temperature, u):
    z = logits.astype(np.float32)
    if temperature == 0:
        temperature = 1e-6
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z / np.float32(temperature))
    p /= p.sum(axis=1, keepdims=True)
    last = logits.shape[1] - 1
    rows = zip(p.cumsum(axis=1), u, strict=True)
    return p, [min(int(np.searchsorted(row, c, side="right")), last) for row, c in rows]


@variant(melody_loss)
def loss_of_notes(logits, targets, mask):
    n, t = np.nonzero(mask)
    z = logits[n, t]
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows, count = np.arange(len(n)), len(n)
    surprise = -log_p[rows, targets[n, t]]
    slope = np.exp(log_p)
    slope[rows, targets[n, t]] -= 1
    dlogits = np.zeros_like(logits)
    dlogits[n, t] = slope / count
    return surprise.mean(), (surprise / np.log(2)).mean(), dlogits


@variant(melody_loss)
def loss_in_loops(logits, targets, mask):
    dlogits, total = np.zeros(logits.shape, dtype=np.float32), 0.0
    for n, t in np.ndindex(mask.shape):
        if mask[n, t]:
            z = logits[n, t] - logits[n, t].max()
            p = np.exp(z) / np.exp(z).sum()
            total -= (z[targets[n, t]] - np.log(np.exp(z).sum())) / np.log(2)
            p[targets[n, t]] -= 1
            dlogits[n, t] = p
    return np.log(2) * total / mask.sum(), total / mask.sum(), dlogits / mask.sum()


@variant(scheduled_inputs)
def schedule_as_sigmoid(truth, guesses, i, k, coins):
    share = 1 / (1 + np.exp(i / k - np.log(k)))
    inputs = guesses.copy()
    inputs[coins < share] = truth[coins < share]
    return share, inputs


@variant(scheduled_inputs)
def schedule_in_loops(truth, guesses, i, k, coins):
    share = k * math.exp(-i / k) / (k * math.exp(-i / k) + 1)
    inputs = [
        [a if coin < share else b for a, b, coin in zip(*rows, strict=True)]
        for rows in zip(truth, guesses, coins, strict=True)
    ]
    return share, inputs


@variant(free_run)
def run_into_array(step, state, first, u, temperature):
    melody = np.zeros(len(u) + 1, dtype=int)
    melody[0] = first
    for t in range(len(u)):
        logits, state = step(melody[t], state)
        p = np.exp((logits - logits.max()) / temperature)
        melody[t + 1] = min(np.searchsorted(np.cumsum(p / p.sum()), u[t], "right"), len(p) - 1)
    return melody[1:]


@variant(free_run)
def run_by_recursion(step, state, first, u, temperature):
    if not len(u):
        return []
    logits, state = step(first, state)
    note = int(right.sample_with_temperature(logits[None], temperature, u[:1])[1][0])
    return [note, *run_by_recursion.answer(step, state, note, u[1:], temperature)]


@variant(turn_taking)
def duet_in_array(reply, human, first):
    machine = np.zeros(len(human), dtype=int)
    machine[0] = first
    for t in range(1, len(human)):
        machine[t] = reply(human[:t], machine[:t])
    return machine


@variant(turn_taking)
def duet_by_hearing(reply, human, first):
    heard, machine = [], [first]
    for note in human[:-1]:
        heard.append(int(note))
        machine.append(reply(heard, machine))
    return tuple(machine)


@variant(relative_code)
def code_by_slices(own, other):
    return own[1:] - own[:-1], np.mod(other - own, 12)


@variant(relative_code)
def code_in_loops(own, other):
    steps = [int(own[t]) - int(own[t - 1]) for t in range(1, len(own))]
    return steps, [(int(b) - int(a)) % 12 for a, b in zip(own, other, strict=True)]


@variant(bigram_bits)
def bits_in_loops(train, test, K, alpha):
    table = np.zeros((K, K))
    for before, after in zip(train[:-1], train[1:], strict=True):
        table[before, after] += 1
    for row in table:
        row[:] = (row + alpha) / (row.sum() + alpha * K)
    surprises = [-math.log2(table[a, b]) for a, b in zip(test[:-1], test[1:], strict=True)]
    return table, sum(surprises) / len(surprises)


@variant(bigram_bits)
def bits_by_one_hot(train, test, K, alpha):
    one_hot = np.eye(K)
    counts = one_hot[train[:-1]].T @ one_hot[train[1:]] + alpha
    table = (counts / counts.sum(axis=1)[:, None]).astype(np.float32)
    p = np.einsum("ti,ij,tj->t", one_hot[test[:-1]], table, one_hot[test[1:]])
    return table, -np.log(p).mean() / np.log(2)


@variant(key_profile)
def key_in_loops(pitches, lengths, template):
    profile = np.zeros(12)
    for pitch, length in zip(pitches, lengths, strict=True):
        profile[pitch % 12] += length
    profile /= profile.sum()
    scores = []
    for tonic in range(12):
        from_tonic = np.array([profile[(tonic + d) % 12] for d in range(12)])
        a, b = from_tonic - from_tonic.mean(), template - template.mean()
        scores.append(a @ b / np.sqrt((a @ a) * (b @ b)))
    return profile, scores, scores.index(max(scores))


@variant(key_profile)
def key_at_once(pitches, lengths, template):
    profile = (lengths[:, None] * np.eye(12)[pitches % 12]).sum(axis=0) / lengths.sum()
    moved = np.stack([np.roll(template, k) for k in range(12)])
    moved = (moved - moved.mean(axis=1, keepdims=True)) / moved.std(axis=1, keepdims=True)
    scores = moved @ (profile - profile.mean()) / profile.std() / 12
    return profile, scores, np.argsort(scores)[-1]


# ---- conditioning, convolution, masks ------------------------------------------------------------


# ---- conditioned_states --------------------------------------------------------------------------


@variant(conditioned_states)
def conditioned_in_one_run(X, context, W_x, W_h, b, W_c, V):
    start, added = np.tanh(context @ V), context @ W_c + b
    h = np.stack([0 * start, start, start])
    added = np.stack([added, 0 * added + b, added])
    states = []
    for x in X.swapaxes(0, 1):
        h = np.tanh((x @ W_x)[None] + h @ W_h + added)
        states.append(h)
    return np.stack(states, axis=2)


@variant(conditioned_states)
def conditioned_joined(X, context, W_x, W_h, b, W_c, V):
    """The context is joined to every input, as one longer vector; in single precision."""
    N, T, _ = X.shape
    W = np.concatenate([W_x, W_c]).astype(np.float32)
    results = []
    for seen, started in [(1, 0), (0, 1), (1, 1)]:
        repeated = np.repeat(seen * context[:, None], T, axis=1)
        joined = np.concatenate([X, repeated], axis=2).astype(np.float32)
        h, states = started * np.tanh(context @ V), np.zeros((N, T, len(b)), np.float32)
        for t in range(T):
            h = np.tanh(joined[:, t] @ W + h @ W_h + b)
            states[:, t] = h
        results.append(states)
    return tuple(results)


# ---- context_gradients ---------------------------------------------------------------------------


@variant(context_gradients)
def context_einsum(dH, X, context, W_x, W_h, b, W_c, V):
    states = [np.tanh(context @ V)]
    for t in range(X.shape[1]):
        states.append(np.tanh(X[:, t] @ W_x + states[-1] @ W_h + context @ W_c + b))
    dcontext, dW_c, dV = 0 * context, 0 * W_c, 0 * V
    dh = 0 * states[0]
    for t in range(X.shape[1], 0, -1):
        dh = dh + dH[:, t - 1]
        da = dh - dh * states[t] ** 2
        dcontext += np.einsum("nh,ch->nc", da, W_c)
        dW_c += np.einsum("nc,nh->ch", context, da)
        dh = np.einsum("nh,gh->ng", da, W_h)
    da = dh / np.cosh(context @ V) ** 2
    dcontext += np.einsum("nh,ch->nc", da, V)
    dV += np.einsum("nc,nh->ch", context, da)
    return dcontext, dW_c, dV


@variant(context_gradients)
def context_by_example(dH, X, context, W_x, W_h, b, W_c, V):
    dcontext, sums = [], [0, 0]
    for n in range(len(X)):
        one = np.s_[n : n + 1]
        parts = right.context_gradients(dH[one], X[one], context[one], W_x, W_h, b, W_c, V)
        dcontext.append(parts[0][0])
        sums = [total + part for total, part in zip(sums, parts[1:], strict=True)]
    return dcontext, *sums


# ---- encode_decode -------------------------------------------------------------------------------


@variant(encode_decode)
def with_one_hot_rows(melody, encoder, decoder, end, length):
    K = len(encoder[0])
    h = np.zeros((1, len(encoder[2])))
    for row in np.eye(K)[melody]:
        h = np.tanh(row[None] @ encoder[0] + h @ encoder[1] + encoder[2])
    context, W_x, W_h, b, W_y, c = h[0], *decoder
    x, scores, notes = np.eye(K)[[end]], np.zeros((0, K)), np.zeros(0, dtype=int)
    for _ in range(length):
        h = np.tanh(x @ W_x + h @ W_h + b)
        scores = np.concatenate([scores, h @ W_y + c])
        symbol = np.argmax(scores[-1])
        if symbol == end:
            return context, scores, notes
        notes = np.append(notes, symbol)
        x = np.eye(K)[[symbol]]
    return context, scores, notes


@variant(encode_decode)
def by_a_generator(melody, encoder, decoder, end, length):
    def step(h, symbol, W_x, W_h, b):
        return np.tanh(W_x[symbol] + W_h.T @ h + b)

    def write(h, symbol=end):
        while True:
            h = step(h, symbol, *decoder[:3])
            score = decoder[4] + decoder[3].T @ h
            symbol = max(range(len(score)), key=lambda k: score[k])
            yield score, symbol

    h = np.zeros(len(encoder[2]), dtype=np.float32)
    for note in melody.tolist():
        h = step(h, note, *encoder)
    scores, notes = [], []
    for _, (score, symbol) in zip(range(length), write(h), strict=False):
        scores.append(score.tolist())
        if symbol == end:
            break
        notes.append(symbol)
    return h.astype(np.float32), scores, notes


# ---- causal_conv, causal_conv_backward, causal_reach ---------------------------------------------


@variant(causal_conv)
def conv_in_loops(x, w, b, dilation):
    T, K = x.shape[2], w.shape[2]
    y = np.zeros((len(x), len(w), T))
    for t in range(T):
        for k in range(K):
            source = t - (K - 1 - k) * dilation
            if source >= 0:
                y[:, :, t] += x[:, :, source] @ w[:, :, k].T
    return y + b[None, :, None]


@variant(causal_conv)
def conv_by_numpy(x, w, b, dilation):
    T, K = x.shape[2], w.shape[2]
    spread = np.zeros((*w.shape[:2], (K - 1) * dilation + 1))
    spread[:, :, ::dilation] = w
    y = np.zeros((len(x), len(w), T), dtype=np.float32)
    for n, o in np.ndindex(y.shape[:2]):
        parts = zip(x[n], spread[o, :, ::-1], strict=True)
        y[n, o] = b[o] + sum(np.convolve(sound, kernel)[:T] for sound, kernel in parts)
    return y


@variant(causal_conv)
def conv_by_layer(x, w, b, dilation):
    from dlaudio.layers import Conv1d

    out_channels, in_channels, K = w.shape
    layer = Conv1d(
        in_channels,
        out_channels,
        K,
        dilation=dilation,
        padding=((K - 1) * dilation, 0),
        rng=np.random.default_rng(0),
        dtype=np.float64,
    )
    layer.weight.value, layer.bias.value = w, b
    return layer(x)


@variant(causal_conv_backward)
def conv_back_in_loops(dy, x, w, dilation):
    dx, dw, (K, T) = np.zeros(x.shape), np.zeros(w.shape), (w.shape[2], x.shape[2])
    for t in range(T):
        for k in range(K):
            source = t - (K - 1 - k) * dilation
            if source >= 0:
                dx[:, :, source] += dy[:, :, t] @ w[:, :, k]
                dw[:, :, k] += dy[:, :, t].T @ x[:, :, source]
    return dx, dw, np.einsum("not->o", dy)


@variant(causal_conv_backward)
def conv_back_reversed(dy, x, w, dilation):
    """dx is the causal convolution of the reversed gradient, reversed."""
    zero = np.zeros(x.shape[1], dtype=np.float32)
    dx = right.causal_conv(dy[:, :, ::-1], w.swapaxes(0, 1), zero, dilation)[:, :, ::-1]
    dw = np.zeros(w.shape, dtype=np.float32)
    for k in range(w.shape[2]):
        late = (w.shape[2] - 1 - k) * dilation
        dw[:, :, k] = np.tensordot(dy[:, :, late:], x[:, :, : x.shape[2] - late], ([0, 2], [0, 2]))
    return dx, dw, dy.sum(axis=2).sum(axis=0)


@variant(causal_reach)
def reach_by_layers(kernel_size, dilations, sr):
    samples = 1
    for dilation in dilations:
        samples += (kernel_size - 1) * dilation
    return samples, samples / sr * 1e3


@variant(causal_reach)
def reach_by_walking(kernel_size, dilations, sr):
    reached = {0}
    for d in dilations:
        reached = {t - k * d for t in (min(reached), max(reached)) for k in range(kernel_size)}
    samples = max(reached) - min(reached) + 1
    return np.int64(samples), 1000.0 / sr * samples


# ---- ideal_ratio_mask, sdr_improvement, spectral_gate --------------------------------------------


@variant(ideal_ratio_mask)
def mask_by_hypot(S, V):
    total = np.hypot(np.abs(S), np.abs(V))
    mask = np.abs(S) / np.where(total == 0, 1, total)
    return mask, mask * S + mask * V


@variant(ideal_ratio_mask)
def mask_in_loops(S, V):
    mask, estimate = np.zeros(S.shape, dtype=np.float32), np.zeros(S.shape, dtype=np.complex64)
    for place in np.ndindex(S.shape):
        s, v = abs(S[place]) ** 2, abs(V[place]) ** 2
        if s + v > 0:
            mask[place] = np.sqrt(s / (s + v))
        estimate[place] = mask[place] * (S[place] + V[place])
    return mask, estimate


@variant(sdr_improvement)
def sdr_by_angle(estimate, mixture, target):
    """What is heard and what is wanted are two sides of a right triangle."""

    def ratio(heard):
        cosine = heard @ target / np.linalg.norm(heard) / np.linalg.norm(target)
        return -10 * np.log10(1 / cosine**2 - 1)

    before, after = ratio(mixture), ratio(estimate)
    return before, after, after - before


@variant(sdr_improvement)
def sdr_projected_back(estimate, mixture, target):
    """The target projected on what is heard: the same triangle, only larger or smaller."""

    def ratio(heard):
        near = (heard @ target) / (heard @ heard) * heard
        return 10 * np.log10(np.sum(near**2) / np.sum((target - near) ** 2))

    return ratio(mixture), ratio(estimate), ratio(estimate) - ratio(mixture)


@variant(sdr_improvement)
def sdr_single(estimate, mixture, target):
    target = np.asarray(target, dtype=np.float32)

    def ratio(heard):
        heard = heard.astype(np.float32)
        rest = heard - np.dot(heard, target) / np.dot(target, target) * target
        wanted = heard - rest
        return 20 * np.log10(np.linalg.norm(wanted)) - 20 * np.log10(np.linalg.norm(rest))

    return ratio(mixture), ratio(estimate), ratio(estimate) - ratio(mixture)


@variant(spectral_gate)
def gate_by_rows(Y, V):
    mask = []
    for row, quiet in zip(np.abs(Y) ** 2, np.abs(V) ** 2, strict=True):
        smooth = np.convolve(np.pad(row, 1, mode="edge"), np.ones(3) / 3, "valid")
        mask.append(np.clip(1 - 2.2 * quiet.mean() / np.maximum(smooth, 1e-12), 0, 1))
    return np.array(mask)


@variant(spectral_gate)
def gate_wider(Y, V):
    power = np.pad(np.abs(Y) ** 2, ((1, 1), (2, 2)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(power, (3, 5))
    noise = (V.real**2 + V.imag**2).mean(axis=1)[:, None]
    return np.maximum(0, 1 - 1.9 * noise / np.maximum(windows.mean(axis=(2, 3)), 1e-12))


# ---- keep_likely, tune_facts, matching_temperature, look_back ------------------------------------


@variant(keep_likely)
def keep_by_loops(p, k, share):
    results = [[], []]
    for row in p:
        order = sorted(range(len(row)), key=lambda i: -row[i])
        total, few = 0.0, []
        for i in order:
            if total < share:
                few.append(i)
                total += row[i]
        for result, places in zip(results, (order[:k], few), strict=True):
            left = [row[i] if i in places else 0.0 for i in range(len(row))]
            result.append([value / sum(left) for value in left])
    return results[0], results[1]


@variant(keep_likely)
def keep_by_comparing(p, k, share):
    likelier = p[:, None, :] > p[:, :, None]
    top = np.where(likelier.sum(axis=2) < k, p, 0)
    nucleus = np.where((likelier * p[:, None, :]).sum(axis=2) < share, p, 0)
    return top / top.sum(axis=1)[:, None], nucleus / nucleus.sum(axis=1)[:, None]


@variant(tune_facts)
def facts_by_loops(pitches, lengths):
    pitches, lengths = pitches.tolist(), lengths.tolist()
    scales = [{(key + step) % 12 for step in (0, 2, 4, 5, 7, 9, 11)} for key in range(12)]
    inside = max(sum(pitch % 12 in scale for pitch in pitches) for scale in scales)
    common = max(lengths.count(length) for length in set(lengths))
    repeats = sum(a == b for a, b in zip(pitches, pitches[1:], strict=False))
    n = len(pitches)
    return inside / n, common / n, repeats / (n - 1), max(pitches) - min(pitches)


@variant(tune_facts)
def facts_by_table(pitches, lengths):
    has = np.bincount(pitches % 12, minlength=12) / len(pitches)
    scale = np.isin(np.arange(12), [0, 2, 4, 5, 7, 9, 11])
    inside = max(has @ np.roll(scale, key) for key in range(12))
    _, counts = np.unique(lengths, return_counts=True)
    same = (pitches[1:] == pitches[:-1]).sum() / (len(pitches) - 1)
    return inside, counts.max() / counts.sum(), same, np.ptp(pitches)


@variant(matching_temperature)
def temperature_by_steps(logits, bits):
    z, beta, size = logits - logits.max(axis=1, keepdims=True), 1.0, 0.5
    for _ in range(200):
        p = np.exp(beta * z)
        p /= p.sum(axis=1, keepdims=True)
        now = -(p * np.log2(np.maximum(p, 1e-300))).sum(axis=1).mean()
        beta *= 1 + size if now > bits else 1 / (1 + size)
        size *= 0.93
    return 1 / beta


@variant(matching_temperature)
def temperature_on_a_grid(logits, bits):
    grid = np.geomspace(0.02, 50, 8000)
    z = logits - logits.max(axis=1, keepdims=True)
    found = []
    for tau in grid:
        p = np.exp(z / tau)
        total = p.sum(axis=1)
        found.append(np.mean(np.log2(total) - (p * z).sum(axis=1) / tau / total / np.log(2)))
    return float(np.interp(bits, found, grid))


@variant(look_back)
def look_by_grid(lengths, bar, bars_ago):
    sounding = [note for note, length in enumerate(lengths) for _ in range(length)]
    places, earlier, now = [], [], 0
    for length in lengths:
        now += int(length)
        past = now - bar * bars_ago
        places.append(now % bar)
        earlier.append(sounding[past] if past >= 0 else -1)
    return places, earlier


@variant(look_back)
def look_by_comparing(lengths, bar, bars_ago):
    ends = np.cumsum(lengths)
    past = ends - bar * bars_ago
    return ends % bar, np.where(past < 0, -1, (ends[None, :] <= past[:, None]).sum(axis=1))


players_capitals = variant(sick_players)({k: v.upper() for k, v in right.sick_players.items()})
players_brackets = variant(sick_players)({k: f"({v})" for k, v in right.sick_players.items()})


# ---- generation_quiz -----------------------------------------------------------------------------


quiz_capitals = variant(generation_quiz)({k: v.upper() for k, v in right.generation_quiz.items()})
quiz_brackets = variant(generation_quiz)({k: f"({v})" for k, v in right.generation_quiz.items()})
