"""How a WaveNet learns plucked strings: pieces of random tunes, each sample a level off or so."""

import numpy as np

from dlaudio.datasets.plucks import NOTES, random_tune
from dlaudio.generation.wavenet import WaveNet, decode_mu_law, encode_mu_law
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam
from dlaudio.train import update

LEVELS, LENGTH, LR = 65, 350, 0.025
DILATIONS = (1, 2, 4, 8, 16, 32)


def string_net(*, rng: np.random.Generator) -> WaveNet:
    """A WaveNet of 16 channels and six blocks that is told which of eight strings is plucked."""
    return WaveNet(len(NOTES), 16, DILATIONS, LEVELS, rng=rng)


def pieces_of(codes, condition, *, rng: np.random.Generator, shaken: bool = True):
    """Inputs (8, 1 + P, 350) and targets (8, 350) of eight pieces of a sound.

    Parameters
    ----------
    codes : array of int, shape (T,)
        Levels of the sound.
    condition : array, shape (P, T)
        What is played at each sample.
    rng : numpy.random.Generator
        Draws the pieces, and the levels by which samples are off.
    shaken : bool
        Whether the net hears samples that are about a level off; the targets never are.
    """
    at = rng.integers(len(codes) - LENGTH - 1, size=(8, 1)) + np.arange(LENGTH)
    off = np.round(rng.normal(size=at.shape)).astype(int) * shaken
    heard = decode_mu_law(np.clip(codes[at] + off, 0, LEVELS - 1), LEVELS)[:, None]
    inputs = np.concatenate([heard, condition[:, at + 1].swapaxes(0, 1)], axis=1)
    return inputs.astype(np.float32), codes[at + 1]


def train_strings(
    net: WaveNet,
    *,
    updates: int,
    rng: np.random.Generator,
    shaken: bool = True,
    planned: int | None = None,
) -> np.ndarray:
    """Bits a sample after each update, (updates,), on 200 random notes.

    Parameters
    ----------
    net : WaveNet
        From `string_net`; it is changed.
    updates : int, at least 1
    rng : numpy.random.Generator
        Draws the notes and the pieces.
    shaken : bool
        See `pieces_of`.
    planned : int, optional
        The learning rate falls as if so many updates were made; `updates` if not given.
    """
    sound, condition = random_tune(200, rng)
    codes = encode_mu_law(sound, LEVELS)
    loss, optimizer, bits = CrossEntropyLoss(), Adam(net.parameters(), LR), []
    for i in range(updates):
        optimizer.lr = LR * (1 - i / (planned or updates))
        inputs, targets = pieces_of(codes, condition, rng=rng, shaken=shaken)
        nats, _ = update(net, loss, optimizer, inputs, targets, clip_norm=1.0)
        bits.append(nats / np.log(2))
    return np.array(bits)
