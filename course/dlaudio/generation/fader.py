"""A loop that is heard while its one knob learns: a step of gradient descent on every beat."""

from dataclasses import dataclass

import numpy as np

from dlaudio import datasets, plots, synth

BEATS = 16  # of the loop, and of each wish
WISHES = (-20.0, -10.0)  # dB: between these a rate of 7e-4 is safe, from any of them to any other
RATE = 7e-4


PATTERN = {"kick": ((0, 3, 8, 10), 1.0), "snare": ((4, 12), 0.4), "hat": (range(BEATS), 0.04)}


@dataclass(frozen=True)
class DrumLoop:
    """Two bars of drums whose hi-hats are hardly there.

    Attributes
    ----------
    sound : array, shape (16 beat + sr // 2,)
        Its peak is 1, and the last hits ring on for half a second.
    beat : int
        Samples of an eighth note.
    sr : int
        Hz.
    """

    sound: np.ndarray
    beat: int
    sr: int


def drum_loop() -> DrumLoop:
    """The loop at 112 quarter notes a minute, from Sonic Pi's drums or the course's own."""
    drums = datasets.load("sonic-pi-drums" if datasets.available("sonic-pi-drums") else "drum-hits")
    beat = round(drums.sr * 60 / 112 / 2)
    sound = np.zeros(BEATS * beat + drums.sr // 2)
    for name, (places, loudness) in PATTERN.items():
        label = name if name in drums.label_names else f"closed {name}"
        hit = drums.where(labels=label).audio[0]
        hit = hit[: drums.sr // 2] / np.abs(hit).max() * loudness
        for place in places:
            sound[place * beat : place * beat + len(hit)] += hit
    return DrumLoop(sound / np.abs(sound).max(), beat, drums.sr)


@dataclass(frozen=True)
class Ride:
    """What was asked for, and what the knob did about it.

    Attributes
    ----------
    sound : array, shape (16 W beat,), for W wishes
    powers : array, shape (16 W + 1,)
        The power p before the first beat and after each.
    levels : array, shape (16 W + 1,)
        The level of the whole loop at each of these powers, in dB.
    wishes : array, shape (W,), in dB
    """

    sound: np.ndarray
    powers: np.ndarray
    levels: np.ndarray
    wishes: np.ndarray

    def picture(self) -> tuple:
        """(ax, text): the level over the beats, with what was asked for."""
        ax = plots.curve(self.levels, xlabel="beat", ylabel="level (dB)", label="level of the loop")
        edges = BEATS * np.arange(len(self.wishes) + 1)
        ax.stairs(self.wishes, edges, color="black", linestyle=":", baseline=None, label="wanted")
        ax.legend()
        reached = ", ".join(f"{level:.1f}" for level in self.levels[edges[1:]])
        asked = ", ".join(f"{wish:g}" for wish in self.wishes)
        return ax, f"Asked for {asked} dB, the loop gets to {reached} dB, one step a beat."


def ride(learn_p, Compression: type, loop, *, beat: int, wishes, sr: int = 22050) -> Ride:
    """Play a loop round and round, with one step of learning on each beat.

    Parameters
    ----------
    learn_p : function (x, target_db, p, lr, n_steps) -> path of p, shape (n_steps + 1,)
    Compression : class with `forward`, made from a power
    loop : array, shape (N,), N at least 16 beats
        What is longer rings on into the next round.
    beat : int
        Samples.
    wishes : numbers from -20 to -10
        The level that is asked for, in dB, for each round of the loop.
    sr : int
        Hz.

    Raises
    ------
    ValueError
        If there is no wish, or one that is out of reach.
    """
    asked = np.asarray(wishes, dtype=float)
    within = (asked >= WISHES[0]) & (asked <= WISHES[1])
    if asked.ndim != 1 or not len(asked) or not within.all():
        raise ValueError(f"ride needs one or more levels from -20 to -10 dB, got {wishes}")
    powers = [1.0]
    for wish in asked:
        powers.extend(learn_p(loop, wish, powers[-1], RATE, BEATS)[1:])
    turn = loop[: BEATS * beat].copy()
    turn[: len(loop) - len(turn)] += loop[BEATS * beat :]
    glide = np.minimum(np.arange(beat) / (0.005 * sr), 1)  # 5 ms, so that no turn is a click
    played = []
    for k, (old, new) in enumerate(zip(powers[:-1], powers[1:], strict=True)):
        piece = turn[k % BEATS * beat : (k % BEATS + 1) * beat]
        before, after = (np.asarray(Compression(p).forward(piece)) for p in (old, new))
        played.append((1 - glide) * before + glide * after)
    sound = np.concatenate(played)
    levels = [float(synth.Level().forward(Compression(p).forward(loop))) for p in powers]
    return Ride(0.8 * sound / np.abs(sound).max(), np.array(powers), np.array(levels), asked)
