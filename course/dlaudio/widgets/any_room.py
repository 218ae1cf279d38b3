"""Any sound can be a room: convolve a word or a rhythm with a church, a chord, a drum."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice

TITLE = "Anything is a room"
SOUNDS = ("a word", "a rhythm")
ROOMS = ("a church", "a church, backwards", "a chord", "a snare drum", "the word itself")
CONTROLS = {
    "sound": Choice(SOUNDS, "a word", "sound"),
    "room": Choice(ROOMS, "a chord", "room"),
}
SR = 8000


def impulse_response(seconds: float, *, sr: int, rng: np.random.Generator) -> np.ndarray:
    """A made-up room: the direct sound, then noise that falls by 60 dB in so many seconds.

    Parameters
    ----------
    seconds : float
        The reverberation time.
    sr : int
        Hz.
    rng : numpy.random.Generator

    Returns
    -------
    w : array, shape (seconds * sr,)
    """
    t = np.arange(round(seconds * sr)) / sr
    response = 0.12 * rng.normal(size=len(t)) * 10 ** (-3 * t / seconds)
    response[0] = 1
    return response


def chord(*, sr: int, seconds: float = 1.6) -> np.ndarray:
    """A minor, struck once: three notes that die away."""
    from dlaudio import audio

    notes = [
        audio.note(f, sr=sr, duration=seconds, n_harmonics=6, decay=4.0)
        for f in (220.0, 261.6, 329.6)
    ]
    return np.sum(notes, axis=0, dtype=float)


@cache
def _sounds() -> dict[str, np.ndarray]:
    """What is sounded, and what it is sounded in, at 8,000 Hz."""
    from dlaudio import audio, datasets
    from dlaudio.generation import drum_machine

    rng = np.random.default_rng(8)
    speech = datasets.load("spoken-digits").where(labels=("seven",))
    word = speech.audio[0].astype(float)
    steps = {"kick": [1, 0, 0, 1, 0, 0, 1, 0], "clave": [0, 0, 1, 0, 1, 0, 0, 1]}
    church = impulse_response(1.6, sr=SR, rng=rng)
    return {
        "a word": word,
        "a rhythm": drum_machine.bar(steps, sr=SR, step=0.16, bars=1),
        "a church": church,
        "a church, backwards": church[::-1],
        "a chord": chord(sr=SR),
        "a snare drum": audio.snare(sr=SR, rng=rng, duration=0.4).astype(float),
        "the word itself": word,
    }


def sounded(x, w) -> np.ndarray:
    """The sound x in the room w, N + K - 1 samples, by the product of spectra; peak 0.8."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    n = len(x) + len(w) - 1
    z = np.fft.irfft(np.fft.rfft(x, n) * np.fft.rfft(w, n), n)
    return 0.8 * z / np.abs(z).max()


def each_in_each(sounds: Mapping, rooms: Mapping) -> dict[str, np.ndarray]:
    """Every sound in every room, as `sounded`, under both their names: "word, averaged".

    Parameters
    ----------
    sounds, rooms : mappings of str to array
        The rooms may be short kernels, too; their names follow those of the sounds.
    """
    return {
        f"{sound}, {room}": sounded(x, w)
        for sound, x in sounds.items()
        for room, w in rooms.items()
    }


def draw(sound: str, room: str):
    """A sound, a room, and the sound in the room.

    Parameters
    ----------
    sound, room : str
        One of SOUNDS, one of ROOMS.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
        The sound alone, then in the room.
    """
    from dlaudio.audio.play import play_row

    x, w = _sounds()[sound], _sounds()[room]
    z = sounded(x, w)
    figure = new_figure(7.6, 3.4)
    axes = figure.subplots(1, 3, width_ratios=(1, 1, 1.4))
    for ax, y, name in zip(axes, (x, w, z), (sound, room, "both, convolved"), strict=True):
        plots.waveform(y / np.abs(y).max(), SR, ax=ax, title=name)
    for ax in axes[1:]:
        ax.set(ylabel="", yticks=[])
    return (
        figure,
        f"{sound} of {len(x)} samples, convolved with {room} of {len(w)} samples: "
        f"{len(x)} + {len(w)} − 1 = {len(z)} samples, {len(z) / SR:.2f} s.",
        play_row([(sound, 0.8 * x / np.abs(x).max()), (f"{sound} in {room}", z)], SR),
    )
