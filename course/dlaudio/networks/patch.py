"""A patch of synthesiser modules, and one that turns its own knobs until it sounds like another."""

from typing import NamedTuple

import numpy as np

from dlaudio.layers import Sequential, Tanh
from dlaudio.optim import Adam
from dlaudio.synth import Gain, LowPass, Oscillator

SR, FREQUENCY = 22050, 110
TIMES = np.arange(SR) / SR  # one second
WANTED, START = (0.85, 14.0, -0.5), (0.2, -6.0, 2.0)  # knobs to find, and where to begin


def patch(brightness: float, gain_db: float, octaves: float) -> Sequential:
    """Oscillator, gain, tanh and low-pass as one module: forward(TIMES) is a sound."""
    return Sequential(
        Oscillator(FREQUENCY, brightness),
        Gain(gain_db),
        Tanh(),
        LowPass(1000 * 2**octaves, sr=SR),
    )


class Listening(NamedTuple):
    """What a patch did that turned its knobs until it sounded like another."""

    knobs: np.ndarray  # (steps + 1, 3): brightness, gain in dB, octaves above 1 kHz
    losses: np.ndarray  # (steps + 1,): mean squared difference of the samples
    sounds: dict[str, np.ndarray]  # the sound wanted, and the patch after some of the steps

    @property
    def needed(self) -> int | None:
        """The first step with a ten-thousandth of the loss at the start; None if there is none."""
        found = np.flatnonzero(self.losses <= 1e-4 * self.losses[0])
        return int(found[0]) if len(found) else None


def as_pair(module, times: float = 1.0):
    """A layer as a pair of functions: forward(x), and backward(dout, x) so many times."""
    return module.forward, lambda dout, x: (module.forward(x), times * module.backward(dout))[1]


def listen(chain, *, wanted=WANTED, start=START, rates=(0.02, 0.5, 0.05), steps=300, hear=()):
    """Turn the knobs of a patch, from `start`, until it sounds like the patch `wanted`.

    Parameters
    ----------
    chain : callable
        ``chain(modules, x, dout)`` runs pairs (forward, backward) there and back: (y, dx).
    wanted, start : brightness, gain in dB, octaves of the cutoff above 1 kHz
    rates : three numbers
        Learning rate of each knob, for Adam.
    steps : int
    hear : steps after which the patch is to be heard

    Returns
    -------
    Listening
    """
    times = TIMES[: SR // 10]
    target, patched = patch(*wanted).forward(times), patch(*start)
    difference = (
        lambda y: np.mean((y - target) ** 2, keepdims=True),
        lambda dout, y: dout * 2 * (y - target) / y.size,
    )
    modules = [(layer.forward, _second(layer)) for layer in patched.layers] + [difference]
    optimisers = [
        Adam([knob], lr=rate) for knob, rate in zip(patched.parameters(), rates, strict=True)
    ]
    knobs, losses, sounds = [], [], {"wanted": patch(*wanted).forward(TIMES[: 7 * SR // 10])}
    for step in range(steps + 1):
        if step in hear:
            name = f"after {step} steps" if step else "before learning"
            sounds[name] = patched.forward(TIMES[: 7 * SR // 10])
        patched.zero_grad()
        loss, _ = chain(modules, times, np.ones(1))
        knobs.append([knob.value.item() for knob in patched.parameters()])
        losses.append(np.asarray(loss).item())
        for optimiser in optimisers:
            optimiser.step()
    return Listening(np.array(knobs), np.array(losses), sounds)


def _second(layer):
    return lambda dout, x: layer.backward(dout)  # it remembers x from its forward


RIFF = (0, 0, 12, 10, 0, 7, 5, 3)  # semitones above `FREQUENCY`


def riff(knobs, *, step: float = 0.16) -> np.ndarray:
    """A bar of a bass line, eight notes, by a patch with its knobs set like this.

    Parameters
    ----------
    knobs : brightness, gain in dB, octaves of the cutoff above 1 kHz
    step : float
        Seconds a note.
    """
    brightness, gain_db, octaves = knobs
    boxes = Sequential(Gain(gain_db), Tanh(), LowPass(1000 * 2**octaves, sr=SR))
    times = np.arange(round(step * SR)) / SR
    fading = np.exp(-times / (0.7 * step)) * np.minimum(1, (step - times) / 0.02)
    notes = [
        boxes.forward(Oscillator(FREQUENCY * 2 ** (n / 12), brightness).forward(times))
        for n in RIFF
    ]
    return np.concatenate([note * fading for note in notes])


def duet(knobs, *, wanted=WANTED, at=(0, 5, 15, 40, 300)) -> np.ndarray:
    """Call and answer: a bar as it is wanted, then the same bar as the learner plays it by then.

    Parameters
    ----------
    knobs : array, shape (steps + 1, 3)
        The learner's, after each step.
    wanted : brightness, gain in dB, octaves
    at : steps after which it answers
    """
    call, rest = riff(wanted), np.zeros(SR // 8)
    return np.concatenate([part for k in at for part in (call, riff(knobs[k]), rest)])
