"""Pitch curves that swing, and a net that learns to sing on: with a teacher, or with less and less.

S. Bengio, O. Vinyals, N. Jaitly, N. Shazeer, "Scheduled sampling for sequence prediction with
recurrent neural networks", NIPS 2015.
"""

from collections.abc import Callable

import numpy as np

from dlaudio import audio
from dlaudio.bars import bar
from dlaudio.layers import GRU, Layer, Linear
from dlaudio.losses import MSELoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update


def vibratos(n: int, *, rng: np.random.Generator, steps: int = 60, noise: float = 0.1):
    """Swings of 9 to 14 steps a turn, (n, steps): as they were measured, and as they are.

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
        Draws periods, phases and noise.
    steps : int
        Of each.
    noise : float, at least 0
        Standard deviation of what is measured besides.
    """
    period, phase = rng.uniform(9, 14, (n, 1)), rng.uniform(0, 2 * np.pi, (n, 1))
    clean = np.sin(2 * np.pi * np.arange(steps) / period + phase)
    return (clean + noise * rng.normal(size=clean.shape)).astype(np.float32), clean


class Singer(Layer):
    """GRU from one number a step to the next one.

    Parameters
    ----------
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(self, hidden_size: int, *, rng: np.random.Generator):
        self.gru, self.out = GRU(1, hidden_size, rng=rng), Linear(hidden_size, 1, rng=rng)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Numbers (N, T) to what follows each of them, (N, T)."""
        return self.out(self.gru(x[..., None]))[..., 0]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy (N, T); return dL/dx (N, T)."""
        return self.gru.backward(self.out.backward(dout[..., None]))[..., 0]

    def sing_on(self, x: np.ndarray, warm: int) -> np.ndarray:
        """What it says of x, (N, T); after `warm` steps it hears itself instead of x.

        Parameters
        ----------
        x : array, shape (N, T)
            Pitches.
        warm : int, at least 1
            Steps with a teacher.
        """
        state, said = None, []
        for t in range(x.shape[1]):
            heard = x[:, t] if t < warm else said[-1]
            _, state = self.gru.step(heard[:, None], state)
            said.append(self.out(state)[:, 0])
        return np.stack(said, axis=1)


def partly_true(truth, guesses, i: int, k: float, coins) -> tuple[float, np.ndarray]:
    """The share of truth at an update, k / (k + exp(i / k)), and what is heard, by these coins.

    Parameters
    ----------
    truth, guesses : array, shape (N, T)
    i : int
        The update.
    k : float, above 0
        The larger, the later the teacher leaves.
    coins : array, shape (N, T)
        From 0 to 1; below the share the truth is heard.
    """
    share = k / (k + np.exp(min(i / k, 700)))
    return share, np.where(coins < share, truth, guesses)


def train_singer(
    *, scheduled: bool, updates: int, seed: int, warm: int = 15, inputs: Callable = partly_true
) -> Singer:
    """A singer of 24 units; if `scheduled`, the share of truth that it hears falls to nothing.

    Parameters
    ----------
    scheduled : bool
        Whether the teacher leaves by and by.
    updates : int, at least 1
        Steps of Adam.
    seed : int
        Of weights and curves.
    warm : int, at least 1
        Steps that are always true.
    inputs : function
        Does what `partly_true` does.
    """
    rng = np.random.default_rng(seed)
    net, loss, k = Singer(24, rng=rng), MSELoss(), updates / 6
    optimizer, schedule = Adam(net.parameters()), linear_decay(0.0101, 1e-4)
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = schedule(i / updates)
        curves, _ = vibratos(24, rng=rng)
        heard, target = curves[:, :-1], curves[:, 1:]
        if scheduled:
            said = net.sing_on(heard, warm)
            own = np.concatenate([heard[:, :1], said[:, :-1]], axis=1)
            _, heard = inputs(heard, own, i, k, rng.random(heard.shape))
        update(net, loss, optimizer, heard, target, clip_norm=1.0)
    return net


def drift(net: Singer, *, warm: int = 15, seed: int = 99) -> tuple[np.ndarray, np.ndarray]:
    """RMS error at each of 59 steps over 200 new curves: with a teacher, and singing on alone.

    Parameters
    ----------
    net : Singer
        A trained one.
    warm : int, at least 1
        Steps with a teacher.
    seed : int
        Of the curves.
    """
    curves, clean = vibratos(200, rng=np.random.default_rng(seed))
    taught, alone = net(curves[:, :-1]), net.sing_on(curves[:, :-1], warm)
    return tuple(np.sqrt(((said - clean[:, 1:]) ** 2).mean(axis=0)) for said in (taught, alone))


def sung(swing, *, sr: int) -> np.ndarray:
    """A voice on E, 330 Hz, whose pitch follows a curve, half a semitone each way, 40 ms a frame.

    Parameters
    ----------
    swing : array, shape (T,)
        From -1 to 1.
    sr : int
        Sample rate, Hz.
    """
    frames = np.arange(round(0.04 * sr * len(swing))) / (0.04 * sr)
    semitones = 0.5 * np.interp(frames, np.arange(len(swing)), swing)
    phase = 2 * np.pi * np.cumsum(330 * 2 ** (semitones / 12)) / sr
    tone = sum(np.sin(n * phase) / n**2 for n in (1, 2, 3))
    return audio.fade(0.3 * tone, sr=sr, fade_in=0.05, fade_out=0.1)
