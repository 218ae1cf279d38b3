"""A telephone that dials what it hears: digits in one long recording, found and turned to tones."""

from dataclasses import dataclass

import numpy as np

from dlaudio import audio, datasets, onsets
from dlaudio.networks.anywhere import FRAMES
from dlaudio.networks.listener import SIDE

SR, HOP = 8000, 320  # a frame of 40 ms
# Two tones a key, Hz: ITU-T Recommendation Q.23, 1988.
LOW, HIGH = (697, 770, 852, 941), (1209, 1336, 1477)
KEYS = "123456789*0#"
AFTER = 9  # frames from the middle of a word to its tone
BEFORE = 8  # frames of a window before the middle of a word


def tones(number: str, *, seconds: float = 0.14) -> list[np.ndarray]:
    """The two sines of each key that is pressed.

    Parameters
    ----------
    number : str
        Digits.
    seconds : float
        Of each.
    """
    t, found = np.arange(round(seconds * SR)) / SR, []
    for key in number:
        row, column = divmod(KEYS.index(key), 3)
        sound = 0.4 * sum(np.sin(2 * np.pi * f * t) for f in (LOW[row], HIGH[column]))
        found.append(audio.fade(sound, sr=SR))
    return found


@dataclass(frozen=True)
class Call:
    """A number said by strangers, one digit each.

    Attributes
    ----------
    number : str
        What was said.
    sound : array, shape (n,)
        Samples.
    starts : array, shape (digits,)
        Where the words begin, in seconds.
    """

    number: str
    sound: np.ndarray
    starts: np.ndarray


def call(number: str, *, seed: int, noise: float = 0.003) -> Call:
    """Digits by different strangers in one recording, with pauses drawn from 0.35 to 0.8 s.

    Parameters
    ----------
    number : str
        Digits.
    seed : int
        Draws who speaks, the pauses and the hiss.
    noise : float
        Standard deviation of the hiss; the words have a peak of about 0.5.
    """
    words, rng = datasets.load("spoken-digits").where(split="test"), np.random.default_rng(seed)
    labels = np.asarray(words.labels)
    pieces, starts, at = [np.zeros(2400)], [], 2400
    for digit in number:
        y = np.asarray(words.audio[rng.choice(np.flatnonzero(labels == int(digit)))])
        y, pause = 0.5 * y / np.abs(y).max(), round(rng.uniform(0.35, 0.8) * SR)
        starts.append(at / SR)
        pieces += [y, np.zeros(pause)]
        at += len(y) + pause
    sound = np.concatenate([*pieces, np.zeros(4000)])
    return Call(number, sound + noise * rng.normal(size=len(sound)), np.array(starts))


def picture(sound) -> np.ndarray:
    """The whole recording in 16 mel bands and frames of 40 ms: (16, T), levels from 0 to 1.

    Parameters
    ----------
    sound : array, shape (n,)
        Samples at 8 kHz.
    """
    options = {"n_fft": 512, "hop_length": HOP, "n_mels": SIDE, "fmin": 60.0}
    return audio.log_mel(np.asarray(sound), sr=SR, **options).astype(np.float32)


def loudness(levels) -> np.ndarray:
    """The mean level of five frames around each frame, (T,): a hill for each word.

    Parameters
    ----------
    levels : array, shape (16, T)
    """
    return np.convolve(np.asarray(levels).mean(axis=0), np.ones(5) / 5, mode="same")


def where_words_are(made: Call) -> np.ndarray:
    """The frames of a call in which its words are: the tops of the hills of loudness.

    Parameters
    ----------
    made : Call
    """
    return onsets.pick_peaks(loudness(picture(made.sound)), threshold=0.3, wait=9)


def windows(levels, frames) -> np.ndarray:
    """The 24 frames that begin 8 before each of these frames, as pictures (N, 1, 16, 24).

    Each is brought up until its loudest place has level 1, as in the pictures of single words.

    Parameters
    ----------
    levels : array, shape (16, T)
    frames : sequence of int
        Where words are; a word then begins somewhere in the first 8 frames of its picture.
    """
    wide = np.pad(levels, ((0, 0), (BEFORE, FRAMES)))
    cut = np.array([wide[:, t : t + FRAMES] for t in frames], np.float32)
    X = cut.reshape(len(cut), 1, len(levels), FRAMES)
    if not len(X):
        return X
    return np.clip(X + 1 - X.max(axis=(1, 2, 3), keepdims=True), 0, 1)


def while_learning(net, made: Call, frames, learn) -> list[tuple[int, str]]:
    """What a net hears in a call before it learns, and after each epoch: (epoch, digits).

    Parameters
    ----------
    net : Layer
    made : Call
    frames : sequence of int
        Where its words are.
    learn : callable
        learn(on_epoch=told) trains the net, and calls told with each record of `train.fit`.
    """
    X = windows(picture(made.sound), frames) - 0.5

    def said() -> str:
        return "".join(map(str, net(X).argmax(axis=1)))

    heard = [(0, said())]
    learn(on_epoch=lambda record: heard.append((record["epoch"], said())))
    return heard


def dialled(made: Call, heard, frames) -> np.ndarray:
    """The recording, and the tones of the digits that were heard, each after its word.

    Parameters
    ----------
    made : Call
    heard : sequence of int
        A digit for each of `frames`.
    frames : sequence of int
        Where words are.
    """
    keys = tones("".join(str(int(digit)) for digit in heard))
    mixed = 0.6 * made.sound
    mixed = np.concatenate([mixed, np.zeros(SR)])
    for tone, frame in zip(keys, frames, strict=True):
        at = round((int(frame) + AFTER) * HOP)
        part = tone[: max(0, len(mixed) - at)]
        mixed[at : at + len(part)] += 0.4 * part
    return mixed / max(1.0, np.abs(mixed).max())


def whole_numbers(dial, *, n: int = 20, noise: float = 0.003, seed: int = 100) -> tuple[int, int]:
    """How many of n calls of seven digits are dialled without a fault, and how many digits in all.

    Parameters
    ----------
    dial : function
        dial(levels), of levels (16, T), gives the digits heard, in order.
    n, seed : int
    noise : float
        As in `call`.
    """
    rng, whole, digits = np.random.default_rng(seed), 0, 0
    for k in range(n):
        number = "".join(map(str, rng.integers(0, 10, 7)))
        heard = "".join(
            str(int(d)) for d in dial(picture(call(number, seed=seed + k, noise=noise).sound))
        )
        whole += heard == number
        digits += sum(a == b for a, b in zip(heard, number, strict=False)) * (len(heard) == 7)
    return whole, digits
