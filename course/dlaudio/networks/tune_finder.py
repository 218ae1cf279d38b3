"""Tunes found by a handful of bits though they are hummed wrong: codes learnt, and codes by chance.

J. Schlüter, "Learning binary codes for efficient large-scale music similarity search", ISMIR 2013;
noise in the code drives it to 0 and 1: R. Salakhutdinov, G. Hinton, "Semantic hashing", 2009.
"""

from typing import NamedTuple

import numpy as np

from dlaudio.layers import Linear, Sigmoid
from dlaudio.losses import MSELoss
from dlaudio.optim import Adam
from dlaudio.train import batches

NOTES, BITS = 16, 32


class Pieces(NamedTuple):
    """Pieces of 16 notes, each known by its 15 intervals, so that the key does not matter."""

    pitches: np.ndarray  # (N, 16), MIDI
    titles: list[str]
    steps: np.ndarray  # (N, 195): each interval as one of 13


def intervals(pitches) -> np.ndarray:
    """Rows of pitches (N, 16) as their intervals, one of 13 each: (N, 195)."""
    steps = np.clip(np.diff(pitches), -6, 6) + 6
    return np.eye(13, dtype=np.float32)[steps].reshape(len(steps), -1)


def pieces_of(tunes) -> Pieces:
    """All pieces of a set of melodies, a new one every two notes."""
    cut = [
        (pitches[s : s + NOTES], title)
        for pitches, title in zip(tunes.pitches, tunes.titles, strict=True)
        for s in range(0, len(pitches) - NOTES + 1, 2)
    ]
    pitches = np.array([piece for piece, _ in cut])
    return Pieces(pitches, [title for _, title in cut], intervals(pitches))


def learnt_code(pieces: Pieces, *, rng: np.random.Generator):
    """A function from intervals (N, 195) to codes (N, 32), the encoder of an autoencoder.

    Noise before the sigmoid, while it learns, draws the code towards 0 or 1.
    """
    steps, middle = pieces.steps, pieces.steps.mean(axis=0)
    encoder, bend = Linear(steps.shape[1], BITS, rng=rng), Sigmoid()
    decoder, loss = Linear(BITS, steps.shape[1], rng=rng), MSELoss()
    encoder.weight.value *= 2
    optimizer = Adam([*encoder.parameters(), *decoder.parameters()], 1e-2)
    for _ in range(150):
        for rows in batches(len(steps), 64, rng=rng):
            z = encoder(steps[rows] - middle)
            code = bend(z + rng.normal(size=z.shape).astype(np.float32))
            loss(decoder(code), steps[rows])
            optimizer.zero_grad()
            encoder.backward(bend.backward(decoder.backward(loss.backward())))
            optimizer.step()
    return lambda x: Sigmoid()(encoder(x - middle))


def random_code(pieces: Pieces, *, seed: int = 0):
    """A function from intervals to codes that are 1 where a random sum is above 0."""
    cut = np.random.default_rng(seed).normal(size=(pieces.steps.shape[1], BITS))
    middle = pieces.steps.mean(axis=0)
    return lambda x: ((x - middle) @ cut > 0).astype(float)


def hummed(pieces: Pieces, n: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Pieces hummed with about one note in seven wrong: pitches (n, 16), and which they were."""
    asked = rng.choice(len(pieces.pitches), n, replace=False)
    wrong = rng.random((n, NOTES)) < 0.15
    return pieces.pitches[asked] + wrong * rng.choice([-2, -1, 1, 2], (n, NOTES)), asked


def nearest_codes(database, query, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Bits (N,) in which codes (N, M) differ from a query, cut at 0.5, and the k nearest rows."""
    differ = np.count_nonzero((database > 0.5) ^ (query > 0.5), axis=1)
    return differ, np.argsort(differ, kind="stable")[:k]


def share_among(found, relevant, k: int) -> float:
    """Share of the relevant items that are among the first k found."""
    return float(np.mean(np.isin(relevant, found[:k])))


def found_among(pieces: Pieces, code, hums, asked, *, search, recall, ks=(1, 5, 20)) -> dict:
    """Share of hums of which the piece, or one like it, is among the first k found, for each k.

    Parameters
    ----------
    code : callable
        From intervals to codes.
    hums, asked : arrays, shapes (n, 16) and (n,)
        What `hummed` gives.
    search, recall : callables
        `hamming_search` and `recall_at_k` of unit 13; a piece with the same intervals counts too.
    """
    database, queries = code(pieces.steps), code(intervals(hums))
    shares = {k: [] for k in ks}
    for query, piece in zip(queries, asked, strict=True):
        same = (pieces.steps == pieces.steps[piece]).all(axis=1)
        found = np.asarray(search(database, query, max(ks))[1])
        for k, of in shares.items():
            of.append(float(recall(found, np.flatnonzero(same), k) > 0))
    return {k: float(np.mean(of)) for k, of in shares.items()}


def sing(pitches, *, sr: int = 16000) -> np.ndarray:
    """Notes by their MIDI numbers, 0.22 s each."""
    from dlaudio import audio

    tones = [audio.note(float(audio.midi_to_hz(p)), sr=sr, duration=0.22) for p in pitches]
    return np.concatenate(tones)


def picture(shares) -> tuple:
    """Bars of the shares found, {code: {k: share}}, and they in words."""
    from dlaudio.plots import shares as bars

    figure, told = bars.draw(
        shares, case="among the first {}", ylabel="tunes found", colors=("blue", "orange")
    )
    return figure, f"Share of hummed tunes found by {BITS} bits. {told}."
