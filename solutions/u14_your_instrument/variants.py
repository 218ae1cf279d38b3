"""Right answers to unit 14, written in other ways."""

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u14_your_instrument import (
    bits_a_note,
    each_alone,
    my_instrument,
    notes_back,
    unlike,
    worst_group,
)
from dlaudio.instruments import beside_a_fan, from_spectra, pictures, spectra
from dlaudio.layers import Linear, ReLU, Sequential, Sigmoid
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.listener import small_cnn
from dlaudio.optim import Adam
from dlaudio.train import batches, fit

right = right_answers("u14_your_instrument")


@variant(bits_a_note)
def note_by_note(p, notes, doubt):
    each = [
        -np.log2((1 - doubt) * row[note] + doubt / len(row))
        for row, note in zip(p, notes, strict=True)
    ]
    return each, sum(each) / len(each)


@variant(bits_a_note)
def mixed_first(p, notes, doubt):
    q = (1 - doubt) * np.array(p) + doubt * np.ones_like(p) / np.shape(p)[1]
    each = np.log(1 / np.take_along_axis(q, np.array(notes)[:, None], 1)[:, 0]) / np.log(2)
    return each, np.mean(each)


@variant(unlike)
def by_comparing(tunes, others, widest):
    sides = []
    for pile in (np.array(tunes), np.array(others)):
        leaps = pile[:, 1:] - pile[:, :-1]
        row = [np.mean(leaps <= -widest)]
        row += [np.mean(leaps == size) for size in range(1 - widest, widest)]
        sides.append([*row, np.mean(leaps >= widest)])
    return sides, sum(max(a - b, 0) for a, b in zip(*sides, strict=True))


@variant(unlike)
def by_histogram(tunes, others, widest):
    edges = np.arange(-widest, widest + 2) - 0.5
    rows = [
        np.histogram(np.diff(pile).clip(-widest, widest), edges, density=True)[0]
        for pile in (tunes, others)
    ]
    return np.array(rows), 1 - np.minimum(*rows).sum()


@variant(worst_group)
def in_a_dict(said, truth, groups):
    found = {}
    for a, b, group in zip(said, truth, groups, strict=True):
        found.setdefault(str(group), []).append(a == b)
    shares = {name: sum(found[name]) / len(found[name]) for name in sorted(found)}
    return list(shares.values()), min(shares, key=shares.get)


@variant(worst_group)
def by_counting(said, truth, groups):
    names, which = np.unique(groups, return_inverse=True)
    shares = np.bincount(which, said == truth) / np.bincount(which)
    return shares, str(names[shares.argmin()])


@variant(each_alone)
def as_rows(X):
    rows = np.reshape(X, (len(X), -1)).astype(float)
    rows = rows - rows.mean(axis=1)[:, None]
    length = np.sqrt((rows**2).mean(axis=1))[:, None]
    return np.divide(rows, length, out=0 * rows, where=length > 0).reshape(np.shape(X))


@variant(each_alone)
def one_by_one(X):
    return np.array([(x - np.mean(x)) / (np.std(x) or 1) for x in X])


@variant(notes_back)
def row_by_row(notes, back):
    return [
        [float(len(tune) >= back and tune[len(tune) - back] == step) for step in range(15)]
        for tune in np.asarray(notes).tolist()
    ]


@variant(notes_back)
def by_comparing_steps(notes, back):
    silence = np.full((len(notes), back), -1)
    longer = np.concatenate([silence, notes], axis=1)
    return longer[:, -back, None] == np.arange(15)


# ---- instruments of the other kinds, and another composer --------------------------------------


def _learn_words(material, rng):
    sounds = material["sounds"]
    noisy = beside_a_fan(sounds, rng.uniform(5, 20, (len(sounds), 1)), rng)
    X = np.concatenate([pictures(sounds), pictures(noisy)])[:, None] - 0.5
    net = small_cnn(10, rng=rng)
    adam, y = Adam(net.parameters(), 0.004), np.tile(material["digits"], 2)
    options = {"epochs": 6, "batch_size": 16, "rng": rng, "progress": False}
    fit(net, CrossEntropyLoss(), adam, X.astype(np.float32), y, **options)
    return [parameter.value for parameter in net.parameters()]


def _listen(numbers, sounds):
    net = small_cnn(10, rng=np.random.default_rng(0))
    for parameter, value in zip(net.parameters(), numbers, strict=True):
        parameter.value[...] = value
    return net(pictures(sounds)[:, None].astype(np.float32) - 0.5).argmax(axis=1)


listener = variant(my_instrument)({"kind": "listener", "learn": _learn_words, "play": _listen})


def _frames(S):
    levels = np.log(np.abs(S) + 1e-3)
    levels = levels - levels.mean(axis=(1, 2), keepdims=True)
    quiet = np.broadcast_to(np.quantile(levels, 0.2, axis=2, keepdims=True), levels.shape)
    both = np.concatenate([levels, quiet], axis=1) / 2
    return both.transpose(0, 2, 1).astype(np.float32)


def _learn_masks(material, rng):
    clean, noisy = spectra(material["clean"]), spectra(material["noisy"])
    wanted = np.clip(np.abs(clean) / (np.abs(noisy) + 1e-9), 0, 1)
    X, wanted, weights = (
        part.transpose(0, 2, 1).reshape(-1, part.shape[1])
        for part in (_frames(noisy).transpose(0, 2, 1), wanted, np.sqrt(np.abs(noisy)))
    )
    weights = weights / weights.mean()
    net = Sequential(Linear(258, 24, rng=rng), ReLU(), Linear(24, 129, rng=rng), Sigmoid())
    adam = Adam(net.parameters(), 3e-3)
    for _ in range(6):
        for rows in batches(len(X), 64, rng=rng):
            adam.zero_grad()
            slope = weights[rows] * (net(X[rows]) - wanted[rows]) / len(rows)
            net.backward(slope.astype(np.float32))
            adam.step()
    return [parameter.value for parameter in net.parameters()]


def _clean(numbers, sounds):
    W, b, V, c = numbers
    S = spectra(sounds)
    mask = 1 / (1 + np.exp(-(np.maximum(_frames(S) @ W + b, 0) @ V + c)))
    return from_spectra(S * mask.transpose(0, 2, 1), sounds.shape[1])


cleaner = variant(my_instrument)({"kind": "cleaner", "learn": _learn_masks, "play": _clean})


def _count(material, rng):
    """Pairs, the notes that end a phrase, and how often a phrase comes back."""
    tunes = material["tunes"]
    pairs, ends = np.full((15, 15), 0.1), np.full(15, 0.1)
    np.add.at(pairs, (tunes[:, :7], tunes[:, 1:8]), 1)
    np.add.at(ends, tunes[:, 7::8], 1)
    again = np.mean(tunes[:, 8:16] == tunes[:, :8])
    return [pairs / pairs.sum(axis=1, keepdims=True), ends / ends.sum(), np.array([again])]


def _recall(numbers, notes):
    pairs, ends, again = numbers
    t = notes.shape[1]
    chances = pairs[notes[:, -1]]
    if t % 8 == 7:
        chances = chances * ends
    chances = chances / chances.sum(axis=1, keepdims=True)
    if t // 8 in (1, 3):
        before = np.eye(15)[notes[:, t % 8]]
        chances = (1 - again) * chances + again * before
    return chances / chances.sum(axis=1, keepdims=True)


counting = variant(my_instrument)({"kind": "composer", "learn": _count, "play": _recall})
