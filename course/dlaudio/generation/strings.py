"""How a WaveNet learns plucked strings: pieces of random tunes, each sample a level off or so."""

from collections.abc import Callable

import numpy as np

from dlaudio import audio
from dlaudio.bars import bar
from dlaudio.datasets.plucks import NOTES, SR, pluck_tune, random_tune
from dlaudio.generation.wavenet import WaveNet, decode_mu_law, encode_mu_law
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam
from dlaudio.plots.drawings import spectrograms
from dlaudio.train import update

LEVELS, LENGTH, LR = 65, 350, 0.025
DILATIONS = (1, 2, 4, 8, 16, 32)


def string_net(*, rng: np.random.Generator) -> WaveNet:
    """A WaveNet of 16 channels and six blocks that is told which of eight strings is plucked.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the weights.
    """
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
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = LR * (1 - i / (planned or updates))
        inputs, targets = pieces_of(codes, condition, rng=rng, shaken=shaken)
        nats, _ = update(net, loss, optimizer, inputs, targets, clip_norm=1.0)
        bits.append(nats / np.log(2))
    return np.array(bits)


def bits_a_sample(
    net: WaveNet, *, rng: np.random.Generator, pieces: int = 10, conv: Callable | None = None
) -> float:
    """What a sample of new random notes costs, with true samples before it.

    Parameters
    ----------
    net : WaveNet
        Trained.
    rng : numpy.random.Generator
        Draws the notes.
    pieces : int
        How many batches of eight pieces are scored.
    conv : function, optional
        Does what the exercise `causal_conv` asks for, and works in the blocks meanwhile.
    """
    sound, condition = random_tune(40, rng)
    codes, loss, found = encode_mu_law(sound, LEVELS), CrossEntropyLoss(), []
    net.listen_by(conv)
    for _ in range(pieces):
        inputs, targets = pieces_of(codes, condition, rng=rng, shaken=False)
        found.append(loss(net(inputs), targets) / np.log(2))
    net.listen_by(None)
    return float(np.mean(found))


def play(net: WaveNet, notes, seconds: float, *, rng: np.random.Generator, temperature: float):
    """Notes of `NOTES`, each of so many seconds, drawn sample by sample: shape (T,).

    Each begins in silence, so all are written side by side.

    Parameters
    ----------
    net : WaveNet
        Trained.
    notes : array of int, shape (n,)
        MIDI numbers.
    seconds : float
    rng : numpy.random.Generator
        Draws the samples.
    temperature : float, above 0
    """
    conditions = np.stack([pluck_tune([note], seconds)[1] for note in notes])
    return net.generate(conditions, rng=rng, temperature=temperature).ravel()


def cents_off(y, notes, seconds: float) -> np.ndarray:
    """How far the strongest frequency of each note is from the wanted one, in cents, (n,).

    Parameters
    ----------
    y : array, shape (T,)
        The notes one after the other.
    notes : array of int, shape (n,)
        MIDI numbers.
    seconds : float
        Of each.
    """
    pieces = np.reshape(y, (len(notes), -1))
    power = np.abs(np.fft.rfft(pieces * np.hanning(pieces.shape[1]), 32768))
    found = power.argmax(axis=1) * SR / 32768
    return 1200 * np.log2(np.maximum(found, 1.0) / audio.midi_to_hz(np.asarray(notes)))


def noise_below(y, notes, seconds: float) -> float:
    """How far all else lies below the harmonics of each note, in dB: the mean over the notes.

    A frequency within 15 Hz of a whole multiple of the note's own counts as a harmonic.

    Parameters
    ----------
    y : array, shape (T,)
        The notes one after the other, all of one length.
    notes : array of int, shape (n,)
        MIDI numbers.
    seconds : float
        Of each; from 0.25 on, where a harmonic is narrower than 15 Hz.

    Raises
    ------
    ValueError
        If the notes are shorter than that, or there are not as many samples as they last.
    """
    if seconds < 0.25 or len(y) != len(notes) * round(seconds * SR):
        raise ValueError(
            f"needs {len(notes)} notes of {seconds} s, at least 0.25, at {SR} Hz, got {len(y)} "
            "samples"
        )
    pieces = np.reshape(y, (len(notes), -1))
    power = np.abs(np.fft.rfft(pieces * np.hanning(pieces.shape[1]))) ** 2
    frequency = np.fft.rfftfreq(pieces.shape[1], 1 / SR)
    wanted = audio.midi_to_hz(np.asarray(notes))[:, None]
    nearest = np.maximum(np.round(frequency / wanted), 1)
    harmonic = np.abs(frequency - nearest * wanted) < 15
    kept, rest = (np.where(where, power, 0).sum(axis=1) for where in (harmonic, ~harmonic))
    return float(np.mean(10 * np.log10(kept / rest)))


def spectra(sounds):
    """Spectrograms of some sounds side by side, up to 2 kHz, with a text.

    Parameters
    ----------
    sounds : mapping of str to array, shape (T,)
    """
    levels = {
        name: audio.amplitude_to_db(np.abs(audio.stft(y, n_fft=512, hop_length=128)), ref=80.0)
        for name, y in sounds.items()
    }
    return spectrograms.draw(levels, sr=SR, hop_length=128, fmax=2000)
