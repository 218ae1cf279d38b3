"""What the channels of a network listen for: the real moments that excite each one most."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlaudio import audio, datasets
from dlaudio.networks.anywhere import KERNEL, ear, late
from dlaudio.networks.listener import SECONDS, SIDE, word_picture

REACH = 2 * (KERNEL - 1) + 1  # frames that one value after the second convolution sees


@dataclass(frozen=True)
class Moment:
    """Where a channel answered most in a word: the digit, the frame, the answer, picture, sound."""

    digit: int
    frame: int
    answer: float
    picture: np.ndarray  # (16, 9), levels around the frame
    sound: np.ndarray


@cache
def _words():
    """The recordings of new speakers, their pictures (N, 1, 16, 16), and their digits."""
    words = datasets.load("spoken-digits").where(split="test")
    pictures = np.array([word_picture(y, words.sr) for y in words.audio], np.float32)[:, None]
    return words, pictures, np.asarray(words.labels)


@cache
def answers() -> np.ndarray:
    """What the second convolution of `ear()` says in each word of new speakers: (N, 32, 24)."""
    _, pictures, _ = _words()
    x = late(pictures, 0) - 0.5
    for layer in ear().layers[:5]:
        x = layer(x)
    return x


def strongest(channel: int, n: int = 9) -> list[Moment]:
    """The n moments, each of another recording, in which a channel of `ear()` answers most.

    Parameters
    ----------
    channel : int
        From 0 to 31.
    n : int
    """
    words, pictures, digits = _words()
    heard = answers()[:, channel, :SIDE]
    best = heard.max(axis=1)
    hop, half, found = round(SECONDS * words.sr) // SIDE, REACH // 2, []
    for row in np.argsort(-best, kind="stable")[:n]:
        frame = int(heard[row].argmax())
        # silence where the window reaches over an edge
        wide = np.pad(pictures[row, 0], ((0, 0), (half, half)))[:, frame : frame + REACH]
        start = max(0, (frame - half) * hop)
        sound = np.asarray(words.audio[row])[start : (frame + half + 1) * hop]
        sound = audio.fade(sound, sr=words.sr)
        found.append(Moment(int(digits[row]), frame, float(best[row]), wide, sound))
    return found


def liveliest(n: int = 4) -> list[int]:
    """Channels whose answers tell the digits apart best, by the spread of their means."""
    _, _, digits = _words()
    best = answers().max(axis=2)
    means = np.array([best[digits == d].mean(axis=0) for d in range(10)])
    return [int(k) for k in np.argsort(-means.std(axis=0), kind="stable")[:n]]


def row_of_sounds(channel: int, n: int = 9) -> tuple[list[tuple[str, np.ndarray]], int]:
    """The strongest moments of a channel as (digit, sound) for `audio.play_row`, and their rate."""
    return [(str(m.digit), m.sound) for m in strongest(channel, n)], _words()[0].sr


def preferred(channel: int, *, smooth: bool, n_steps: int = 80) -> np.ndarray:
    """A picture (16, 9) that one channel would like best, found by walking uphill from grey.

    The weights stand still; the picture changes by the slope of the answer in it. With `smooth`,
    every step is followed by a little blur, and by a pull towards silence: what is left is what
    the channel insists on.

    Parameters
    ----------
    channel : int
        From 0 to 31.
    smooth : bool
    n_steps : int
    """
    stages, middle = ear().layers[:4], REACH // 2
    x = np.full((1, 1, SIDE, REACH), 0.5, np.float32)
    x += np.random.default_rng(channel).normal(size=x.shape).astype(np.float32) * 0.1
    for _ in range(n_steps):
        value = x - 0.5
        for layer in stages:
            value = layer(value)
        slope = np.zeros_like(value)
        slope[0, channel, middle] = 1
        for layer in reversed(stages):
            slope = layer.backward(slope)
        step = slope / (np.abs(slope).max() + 1e-9)
        x = x + 0.05 * step
        if smooth:
            x = _blurred(0.99 * x)
        x = np.clip(x, 0, 1).astype(np.float32)
    return x[0, 0]


def wished_and_real(channel: int) -> list[np.ndarray]:
    """What a channel would like best, without care and with, and its favourite real moment.

    Parameters
    ----------
    channel : int
        From 0 to 31.
    """
    wished = [preferred(channel, smooth=smooth) for smooth in (False, True)]
    return [*wished, strongest(channel, 1)[0].picture]


def _blurred(x: np.ndarray) -> np.ndarray:
    """Each level mixed with its neighbours in time and in frequency, 1 : 6 : 1."""
    for axis in (2, 3):
        padded = np.pad(x, [(1, 1) if a == axis else (0, 0) for a in range(4)], mode="edge")
        low, high = (np.take(padded, range(k, k + x.shape[axis]), axis) for k in (0, 2))
        x = 0.125 * low + 0.75 * x + 0.125 * high
    return x


def to_sound(picture, *, sr: int = 8000) -> np.ndarray:
    """A sound whose log-mel picture is near this one, (bands, frames of 40 ms): Griffin and Lim."""
    hop, frame = 80, 320
    bank = audio.mel_filterbank(sr=sr, n_fft=512, n_mels=len(picture), fmin=60)
    power = 10 ** (6 * (np.asarray(picture) - 1))  # 0 to 1 stands for 60 dB
    power = np.maximum(np.linalg.pinv(bank) @ power, 0) + bank.T @ power * 1e-3
    fine = np.repeat(np.sqrt(power), frame // hop, axis=1)
    y = audio.griffin_lim(fine, hop_length=hop, rng=np.random.default_rng(0), n_iter=20)
    return audio.fade(0.7 * y / np.abs(y).max(), sr=sr)
