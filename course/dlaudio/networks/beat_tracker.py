"""A net that hears a drum loop and says for each frame how beat-like it is.

S. Böck, M. Schedl, "Enhanced beat tracking with context-aware neural networks", DAFx 2011: an LSTM
in both directions over mel bands and their rises; the peaks of its curve are the beats.

All numbers are in double precision. In single precision the last digits decide which way a descent
goes, so that two right ways of writing an LSTM would end in two different trackers.
"""

from dataclasses import dataclass

import numpy as np

from dlaudio import audio
from dlaudio.bars import bar
from dlaudio.datasets.beats import beat_targets, drum_loop, frames_of_loop
from dlaudio.layers import Bidirectional, Linear, Sequential, Tanh, sigmoid
from dlaudio.losses import BCEWithLogitsLoss
from dlaudio.networks import gated
from dlaudio.train import update

SR, FRAME_RATE, FRAMES = 8000, 50, 300


@dataclass(frozen=True)
class Loops:
    """Drum loops of 6 s: sounds, times of their beats (s), frames X (n, 300, 24), targets Y."""

    sounds: list
    beats: list
    X: np.ndarray
    Y: np.ndarray

    def __len__(self) -> int:
        return len(self.sounds)


def loops(n: int, seed: int, *, silent: float = 0.35) -> Loops:
    """So many loops, drawn from a seed; a beat is left out with the chance `silent`."""
    rng = np.random.default_rng(seed)
    sounds, beats = zip(*(drum_loop(rng, sr=SR, silent=silent) for _ in range(n)), strict=True)
    X = np.stack([frames_of_loop(y, sr=SR)[:FRAMES] for y in sounds])
    Y = np.stack([beat_targets(times, FRAMES) for times in beats])
    return Loops(list(sounds), list(beats), X.astype(float), Y.astype(float))


def learn_beats(
    parts, known: Loops, *, units: int = 16, updates: int = 150, both: bool = True, seed: int = 1
) -> Sequential:
    """Train a tracker on all loops at once.

    Parameters
    ----------
    parts : module
        Where the layers and optimisers come from, such as `mine.layers`.
    known : Loops
    units, updates, seed : int
    both : bool
        Whether it may listen backwards too.
    """
    rng = np.random.default_rng(seed)
    D, look = known.X.shape[2], {"rng": rng, "dtype": float}
    one = parts.LSTM(D, units, **look)
    reader = Bidirectional(one, parts.LSTM(D, units, **look)) if both else one
    net = Sequential(reader, parts.Linear(2 * units if both else units, 1, **look))
    return _learn(parts, net, known, updates)


def learn_frames(parts, known: Loops, *, units: int = 32, updates: int = 300, seed: int = 1):
    """Train a net without memory: it sees one frame at a time."""
    rng = np.random.default_rng(seed)
    D, look = known.X.shape[2], {"rng": rng, "dtype": float}
    net = Sequential(Linear(D, units, **look), Tanh(), Linear(units, 1, **look))
    return _learn(parts, net, known, updates)


def _learn(parts, net: Sequential, known: Loops, updates: int) -> Sequential:
    loss, optimizer = BCEWithLogitsLoss(), parts.Adam(net.parameters(), 0.02)
    for _ in bar(range(updates), "learning", unit="update"):
        update(net, loss, optimizer, known.X, known.Y, clip_norm=1.0, clip=parts.clip_grad_norm)
    return net


def curves(net: Sequential, asked: Loops) -> np.ndarray:
    """How beat-like each frame of each loop is, from 0 to 1: shape (n, frames)."""
    return sigmoid(net(asked.X)[..., 0])


def pushed(net: Sequential, x: np.ndarray, push) -> np.ndarray:
    """The curve, (T,), of a net that listens forwards to x, (T, D), if one cell is pushed.

    Parameters
    ----------
    push : (step, unit, by) or None
        As in `gated.traces`.
    """
    return sigmoid(net[1](gated.inside(net[0], x, push=push)["h"][None])[0, :, 0])


def clock(net: Sequential, x: np.ndarray, step: int) -> int:
    """The unit that moves the curve most, at any later frame, if its cell is pushed up by 1."""
    plain = pushed(net, x, None)
    units = range(net[0].hidden_size)
    return int(np.argmax([np.abs(pushed(net, x, (step, k, 1)) - plain).max() for k in units]))


def picture_of_pushing(net: Sequential, x: np.ndarray, step: int, unit: int, beats=()):
    """The answer of a net around the next beat if one cell is pushed, up and down; and in words.

    Parameters
    ----------
    net : Sequential
        One that listens forwards.
    x : array, shape (T, D)
    step, unit : int
        After which step which cell is pushed.
    beats : sequence of float
        Their times in seconds; those around the step get a dotted line.
    """
    from dlaudio import plots

    ax, seconds = None, np.arange(step - 1, step + 24) / FRAME_RATE
    pushes = {0: "not pushed", 1: "up by 1", -1: "down by 1"}
    found = {by: pushed(net, x, (step, unit, by))[step - 1 : step + 24] for by in pushes}
    for by, name in pushes.items():
        ax = plots.curve(found[by], x=seconds, xlabel="seconds", ylabel="answer", label=name, ax=ax)
    near = [beat for beat in beats if seconds[0] <= beat <= seconds[-1]]
    for beat in near:
        ax.axvline(beat, color="0.4", lw=1, ls=":", zorder=0)
    up, down = (found[by].argmax() - found[0].argmax() for by in (1, -1))
    told = f"Unit {unit}: pushed up, its answer moves by {up:+} frames; down, by {down:+}."
    told += "".join(f" Dotted: a beat at {beat:.2f} s." for beat in near)
    return ax, told


def around_a_gap(asked: Loops, k: int) -> tuple[dict, dict]:
    """What `gate_traces.draw` shows above the lanes of loop k, and how it shows them: two dicts."""
    rise = {"sound rises": asked.X[k, :, 12:].mean(axis=1)}
    look = {
        "marks": asked.beats[k],
        "step": 1 / FRAME_RATE,
        "span": (2.7, 4.7),
        "least": {"f": 0.6},
    }
    return rise, look


def taps(net: Sequential, asked: Loops, pick_beats) -> list:
    """The times of the beats of each loop, by pick_beats(curve, frame_rate)."""
    return [pick_beats(curve, FRAME_RATE) for curve in curves(net, asked)]


def mean_f(found, asked: Loops, f_measure) -> float:
    """Mean of F over the loops, for the found times of each and f_measure(found, beats, 0.07)."""
    pairs = zip(found, asked.beats, strict=True)
    return float(np.mean([f_measure(np.asarray(one), beats, 0.07)[2] for one, beats in pairs]))


def silent_found(found, asked: Loops) -> tuple[int, int]:
    """How many beats that nobody struck have a tap within 70 ms, and how many there are."""
    hits = silent = 0
    for y, times, beats in zip(asked.sounds, found, asked.beats, strict=True):
        for beat in beats:
            start = round(beat * SR)
            if np.abs(y[start : start + SR // 20]).max() > 0.1:
                continue
            silent += 1
            hits += bool(np.any(np.abs(np.asarray(times) - beat) <= 0.07))
    return hits, silent


def astray(found, asked: Loops) -> int:
    """How many taps lie more than 70 ms from any beat."""
    pairs = zip(found, asked.beats, strict=True)
    return sum(bool(np.abs(beats - tap).min() > 0.07) for taps, beats in pairs for tap in taps)


def judged(found, asked: Loops, f_measure) -> str:
    """How well the found times of all loops do, in words: F, silent beats, and taps astray."""
    hits, silent = silent_found(found, asked)
    return (
        f"F = {mean_f(found, asked, f_measure):.2f} on strangers; {hits} of {silent} silent beats "
        f"found, {astray(found, asked)} taps where no beat is"
    )


def with_clicks(y: np.ndarray, times, *, sr: int = SR) -> np.ndarray:
    """The sound with a short high beep at each of the times."""
    mixed, click = 0.55 * y, audio.tone(1500, sr=sr, duration=0.03, amplitude=0.4)
    for time in times:
        start = round(time * sr)
        part = click[: max(len(mixed) - start, 0)]
        mixed[start : start + len(part)] += part
    return mixed


def with_voice(y: np.ndarray, cell: np.ndarray, *, sr: int = SR) -> np.ndarray:
    """The sound with a tone over it, as high as tanh of the cell: 880 Hz at 0, 220 Hz at -1.

    Parameters
    ----------
    cell : array, shape (T,)
        One number a frame; what is above 0 sounds at 880 Hz.
    """
    at = np.arange(len(y)) / sr * FRAME_RATE
    octaves = np.interp(at, np.arange(len(cell)), 2 * np.tanh(np.minimum(cell, 0)))
    phase = 2 * np.pi * np.cumsum(880 * 2**octaves) / sr
    return 0.55 * y + 0.2 * np.sin(phase)
