"""The key of a tune, and what a net that writes tunes knows of keys."""

from typing import TYPE_CHECKING

import numpy as np

from dlaudio.generation.notes import LOWEST, N_LENGTHS, N_PITCHES, tunes_as_batch
from dlaudio.layers import softmax

if TYPE_CHECKING:
    from dlaudio.generation.composer import Composer

# How well each of the twelve notes fits C major, as listeners judged: C. Krumhansl and E. Kessler,
# Psychological Review 89, 1982.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])


def find_key(pitches, lengths) -> int:
    """Key-note, 0 (C) to 11, of the major key whose profile of Krumhansl and Kessler fits best.

    Parameters
    ----------
    pitches : array of int, shape (n,)
        MIDI numbers.
    lengths : array of int, shape (n,)
        In eighths.
    """
    return fits(pitches, lengths)[2]


def fits(pitches, lengths, template=MAJOR) -> tuple[np.ndarray, np.ndarray, int]:
    """Share of the time of each of the twelve notes, how well each key fits it, and the best key.

    Parameters
    ----------
    pitches : array of int, shape (n,)
        MIDI numbers.
    lengths : array of int, shape (n,)
        In eighths.
    template : array, shape (12,)
        What is expected in C.
    """
    share = np.bincount(np.asarray(pitches) % 12, weights=lengths, minlength=12)
    scores = [np.corrcoef(share, np.roll(template, key))[0, 1] for key in range(12)]
    return share / share.sum(), np.array(scores), int(np.argmax(scores))


def states_by_key(net: "Composer", melodies, *, turns: int, rng: np.random.Generator) -> np.ndarray:
    """Mean state of the net in tunes of each of the twelve keys, (12, H); it is told no key.

    Parameters
    ----------
    net : Composer
        A trained one.
    melodies : dlaudio.datasets.melodies.Melodies
        Tunes, as `dlaudio.datasets.load` gives them.
    turns : int
        How often the tunes are gone through.
    rng : numpy.random.Generator
        Draws the keys.
    """
    total, tunes = np.zeros((12, net.lstm.hidden_size)), np.zeros((12, 1))
    for _ in range(turns):
        rows = melodies.splits["train"]
        inputs, _, mask, keys = tunes_as_batch(melodies, rows, rng=rng)
        states = net.states(inputs, np.zeros((len(keys), 12)))
        settled = mask * (np.arange(mask.shape[1]) >= 4)  # it must have heard something
        means = np.einsum("nth,nt->nh", states, settled / settled.sum(axis=1)[:, None])
        np.add.at(total, keys, means)
        np.add.at(tunes, keys, 1)
    return total / tunes


def expected_names(
    net: "Composer", melodies, *, turns: int, rng: np.random.Generator
) -> np.ndarray:
    """How likely the net holds each of the twelve notes, counted from the key-note, (12,).

    Mean over major tunes that it has not learnt, from the seventh note on; it is told no key.

    Parameters
    ----------
    net : Composer
        A trained one.
    melodies : dlaudio.datasets.melodies.Melodies
        Tunes, as `dlaudio.datasets.load` gives them.
    turns : int
        How often the tunes are gone through.
    rng : numpy.random.Generator
        Draws the keys.
    """
    rows = np.array([row for row in melodies.splits["test"] if melodies.modes[row] == "major"])
    total = np.zeros(12)
    for _ in range(turns):
        inputs, _, mask, keys = tunes_as_batch(melodies, rows, rng=rng)
        z = net.forward(inputs, np.zeros((len(keys), 12)))
        p = softmax(z)[..., 1:]
        p = p.reshape(*p.shape[:2], N_PITCHES, N_LENGTHS).sum(axis=-1)
        settled = mask * (np.arange(mask.shape[1]) >= 6)
        for row, key in enumerate(keys):
            degree = (np.arange(N_PITCHES) + LOWEST - key) % 12
            total += np.bincount(degree, weights=settled[row] @ p[row], minlength=12)
    return total / total.sum()
