"""Right answers to unit 12, written in other ways."""

import math

import numpy as np

from autograder.answers import variant
from autograder.references import u12_generation as right
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
    key_profile,
    melody_loss,
    relative_code,
    sample_with_temperature,
    scheduled_inputs,
    sdr_improvement,
    spectral_gate,
    turn_taking,
)


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
            p = np.exp(logits[n, t] - logits[n, t].max())
            p /= p.sum()
            total -= np.log2(p[targets[n, t]])
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
