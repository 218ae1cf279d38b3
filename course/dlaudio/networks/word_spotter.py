"""A network that reads digits off a running voice, and was never told where one of them is.

The loss is connectionist temporal classification: A. Graves, S. Fernandez, F. Gomez, J.
Schmidhuber, "Connectionist temporal classification", ICML 2006, equations 6 to 16.
"""

from functools import cache

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import Linear, ReLU, Sequential, softmax
from dlaudio.losses import Loss
from dlaudio.networks.lowest import Lowest
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

BANDS, MEL = 32, {"n_fft": 512, "hop_length": 256, "fmin": 60.0}
SECONDS_A_FRAME = 256 / 8000
LABELS = "–0123456789"  # label 0 is the blank, label d + 1 the digit d
AROUND = 6  # frames on each side that the net sees beside the one it labels


def arrivals(chances, jumps) -> tuple[np.ndarray, np.ndarray]:
    """Shares (T, N, S) of having arrived at each place after each frame, and log of all, (N,).

    Parameters
    ----------
    chances : array, shape (T, N, S)
        What each frame gives to the label of each place.
    jumps : array of bool, shape (N, S)
        Where a place may be reached from two places before.
    """
    share, shares = np.zeros(chances.shape[1:]), np.empty(chances.shape)
    share[:, :2] = chances[0, :, :2]
    total = np.zeros(len(share))
    for t, chance in enumerate(chances):
        if t:
            came = share.copy()
            came[:, 1:] += share[:, :-1]
            came[:, 2:] += share[:, :-2] * jumps[:, 2:]
            share = came * chance
        size = share.sum(axis=1, keepdims=True) + 1e-300
        share = share / size
        total += np.log(size[:, 0])
        shares[t] = share
    return shares, total + np.log(share[:, -2:].sum(axis=1) + 1e-300)


class CTCLoss(Loss):
    """Mean of -log of the chance that N rows of frames (N, T, C) say words of L labels, (N, L)."""

    def forward(self, logits: np.ndarray, target: np.ndarray) -> float:
        """Add up all paths of each word; label 0 is the blank."""
        P, target = softmax(logits).astype(float), np.asarray(target)
        places = np.zeros((len(target), 2 * target.shape[1] + 1), dtype=int)
        places[:, 1::2] = target
        chances = np.take_along_axis(P, places[:, None], axis=2).swapaxes(0, 1)
        ways = np.concatenate([chances, chances[::-1, :, ::-1]], axis=1)  # there and back at once
        jumps = np.concatenate([_jumps(places), _jumps(places[:, ::-1])])
        shares, logs = arrivals(ways, jumps)
        (there, back), logs = np.split(shares, 2, axis=1), logs[: len(P)]
        both = there * back[::-1, :, ::-1] / (chances + 1e-300)
        both /= both.sum(axis=2, keepdims=True) + 1e-300
        wanted = np.zeros_like(P)
        rows, frames = np.arange(len(P))[:, None], np.arange(P.shape[1])
        for s in range(places.shape[1]):
            wanted[rows, frames, places[:, s, None]] += both[:, :, s].T
        self._slope = ((P - wanted) / len(P)).astype(logits.dtype)
        return float(-logs.mean())

    def backward(self) -> np.ndarray:
        """Slope in the logits, (N, T, C): what is said less what the word wants said."""
        return self._slope


def _jumps(places) -> np.ndarray:
    jumps = np.zeros(places.shape, dtype=bool)
    jumps[:, 2:] = (places[:, 2:] != places[:, :-2]) & (places[:, 2:] != 0)
    return jumps


def beam_read(P, factor: float = 1.0, *, keep: int = 100) -> tuple[list[int], float]:
    """The likeliest word that a beam search of CTC finds, and its chance times `factor` a label.

    The paths of a beginning are added up, apart for those that end with a blank; what has been
    dropped on the way is missing from the chance.

    Parameters
    ----------
    P : array, shape (T, C)
        Probabilities of the labels at each frame; label 0 is the blank.
    factor : float, above 0
        What each label of the word is multiplied by: 1 costs nothing.
    keep : int, at least 1
        How many beginnings are kept after each frame.
    """
    if factor <= 0 or keep < 1:
        raise ValueError(f"beam_read needs a factor above 0 and a beam, got {factor}, {keep}")
    beam = {(): (1.0, 0.0)}  # chance with a blank at the end, and without
    for row in np.asarray(P, dtype=float):
        grown = {}
        for word, (blank, said) in beam.items():
            for label, chance in enumerate(row):
                if label == 0:
                    more = [(word, (blank + said) * chance, 0.0)]
                elif word and label == word[-1]:
                    longer = factor * blank * chance
                    more = [(word, 0.0, said * chance), ((*word, label), 0.0, longer)]
                else:
                    more = [((*word, label), 0.0, factor * (blank + said) * chance)]
                for to, silent, loud in more:
                    old = grown.get(to, (0.0, 0.0))
                    grown[to] = old[0] + silent, old[1] + loud
        best = sorted(grown, key=lambda word: sum(grown[word]), reverse=True)[:keep]
        beam = {word: grown[word] for word in best}
    return list(best[0]), sum(beam[best[0]])


def in_words(labels) -> str:
    """Labels as their digits (the blank as –), with spaces between."""
    return " ".join(LABELS[label] for label in labels)


def collapse(path) -> list[int]:
    """Labels that remain of a path (T,): repeats merged, then blanks left out."""
    path = np.asarray(path, dtype=int)
    kept = path[np.append(True, path[1:] != path[:-1])] if len(path) else path
    return [int(label) for label in kept if label]


@cache
def _words(split: str, n: int):
    """Frames of `n` spoken digits of a split, their digits, and the sounds, all with one peak."""
    from dlaudio import audio, datasets

    words = datasets.load("spoken-digits")
    rows = np.random.default_rng(2).permutation(words.splits[split])[:n]
    sounds = [0.7 * words.audio[row] / np.abs(words.audio[row]).max() for row in rows]
    frames = [audio.log_mel(y, sr=words.sr, n_mels=BANDS, top_db=60.0, **MEL).T for y in sounds]
    return frames, words.labels[rows], sounds


def strings(n: int, digits: int, *, rng: np.random.Generator, split: str = "train", of: int = 600):
    """Spoken strings of digits as frames (n, T, 32), and their labels (n, digits).

    Between two words lie 2 to 5 frames of silence, and the string begins and ends with some.
    """
    frames, known, _ = _words(split, of)
    chosen = rng.integers(0, len(known), (n, digits))
    rows = []
    for row in chosen:
        parts = [np.zeros((2, BANDS))]
        for word in row:
            parts += [frames[word], np.zeros((int(rng.integers(2, 6)), BANDS))]
        rows.append(np.concatenate(parts))
    X = np.zeros((n, max(map(len, rows)), BANDS), dtype=np.float32)
    for place, row in zip(X, rows, strict=True):
        place[: len(row)] = row
    return X, known[chosen] + 1


def around(X) -> np.ndarray:
    """Each frame of (N, T, B) with its neighbours on either side, (N, T, (2 AROUND + 1) B)."""
    padded = np.pad(X, ((0, 0), (AROUND, AROUND), (0, 0)))
    return np.concatenate([padded[:, k : k + X.shape[1]] for k in range(2 * AROUND + 1)], axis=2)


def train_spotter(*, updates: int, rng: np.random.Generator, hidden: int = 64):
    """A net from frames to labels, and its loss after each update, (updates,).

    It hears single words first and strings of three in the second half, all a little noisy. It is
    told what was said, and never when.
    """
    net = Sequential(
        Lowest((2 * AROUND + 1) * BANDS, hidden, rng=rng),
        ReLU(),
        Linear(hidden, len(LABELS), rng=rng),
    )
    net[2].weight.value *= 0.3
    net[2].bias.value[0] = 2  # silence is likeliest before anything is learnt
    optimizer, loss, found = Adam(net.parameters()), CTCLoss(), []
    rate = linear_decay(0.006, 3e-4)
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        n, digits = (48, 1) if i < updates / 2 else (20, 3)
        X, labels = strings(n, digits, rng=rng)
        X += 0.15 * rng.normal(size=X.shape).astype(np.float32)
        found.append(update(net, loss, optimizer, around(X), labels, clip_norm=5.0)[0])
    return net, np.array(found)


def spot(net, X) -> np.ndarray:
    """Probabilities (T, 11) of blank and digits at each frame of one string (T, 32)."""
    return softmax(net(around(np.asarray(X)[None])))[0]


def spoken_string(digits, *, seed: int = 0, split: str = "test"):
    """A string said by strangers: frames (T, 32), the sound, and its sample rate.

    Parameters
    ----------
    digits : str
        For example "3307".
    seed : int
        Chooses the recordings.
    """
    from dlaudio import datasets

    rng, sr = np.random.default_rng(seed), datasets.load("spoken-digits").sr
    frames, known, sounds = _words(split, 240)
    quiet, parts, heard = np.zeros((3, BANDS)), [np.zeros((2, BANDS))], []
    for digit in digits:
        row = rng.choice(np.flatnonzero(known == int(digit)))
        parts += [frames[row], quiet]
        heard += [sounds[row], np.zeros(round(len(quiet) * SECONDS_A_FRAME * sr))]
    return np.concatenate(parts).astype(np.float32), np.concatenate(heard), sr


def share_read(net, collapse, *, digits: int = 3, n: int = 200, split="test", seed: int = 5):
    """Shares of strings, and of single words, that are read off without a mistake by `collapse`."""
    shares = []
    for length in (digits, 1):
        X, labels = strings(n, length, rng=np.random.default_rng(seed), split=split, of=240)
        best = net(around(X)).argmax(axis=2)
        read = [list(collapse(row)) == list(said) for row, said in zip(best, labels, strict=True)]
        shares.append(float(np.mean(read)))
    return tuple(shares)


def picture(X, P):
    """Frames (T, 32) of a string above what a net says at each, (T, 11), and it in words."""
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.mel import hz_of_bands
    from dlaudio.plots.pictures import new_figure

    X, P = np.asarray(X), np.asarray(P)
    end = len(X) * SECONDS_A_FRAME
    times = (np.arange(len(P)) + 0.5) * SECONDS_A_FRAME
    figure = new_figure(8.6, 4.0)
    above, below = figure.subplots(2, 1, sharex=True)
    extent = (0, end, -0.5, BANDS - 0.5)
    above.imshow(X.T, origin="lower", aspect="auto", cmap="magma", vmin=0, vmax=1, extent=extent)
    hz_of_bands(above.yaxis, BANDS, fmin=MEL["fmin"], fmax=4000)
    above.set(ylabel="frequency (Hz)")
    below.fill_between(times, P[:, 0], color="0.85", label="blank")
    said = []
    for label in range(1, P.shape[1]):
        if P[:, label].max() < 0.1:
            continue
        below.plot(times, P[:, label], color=OKABE_ITO["blue"], lw=1.6)
        for t in _peaks(np.where(P.argmax(axis=1) == label, P[:, label], 0)):
            below.annotate(
                LABELS[label],
                (times[t], min(P[t, label], 0.95)),
                fontsize=13,
                ha="center",
                va="bottom",
                color=OKABE_ITO["vermillion"],
                weight="bold",
            )
            said.append((t, LABELS[label]))
    below.set(xlabel="time (s)", ylabel="probability", ylim=(0, 1.25), xlim=(0, end))
    below.set(yticks=(0, 0.5, 1))  # above 1 there is only room for the labels
    below.spines["left"].set_bounds(0, 1)
    below.legend(loc="upper right", frameon=False, borderaxespad=0)
    told = ", ".join(f"{label} at {times[t]:.2f} s" for t, label in sorted(said))
    return (
        figure,
        f"A spoken string, and below it what the net says: mostly blank, and {told}.",
    )


def _peaks(p) -> list[int]:
    """Places of the highest value in each stretch above 0."""
    above = np.flatnonzero(p > 0)
    runs = np.split(above, np.flatnonzero(np.diff(above) > 1) + 1)
    return [int(run[p[run].argmax()]) for run in runs if len(run)]
