"""The three kinds of instruments, and what each of them has to reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import cleaner, composer, listener


@dataclass(frozen=True)
class Goal:
    """Something that is measured: from `floor`, which earns nothing, to `goal`, which earns all.

    Attributes
    ----------
    name : str
        What is measured.
    form : str
        How a value is written, such as "{:.0%} of the words".
    floor, goal : float
        The goal may be the larger or the smaller of the two.
    """

    name: str
    form: str
    floor: float
    goal: float

    def share(self, value: float) -> float:
        """How far a value has come from the floor to the goal; beyond it more than 1."""
        return float((value - self.floor) / (self.goal - self.floor))

    def said(self, value: float) -> str:
        """A value in words."""
        return f"{self.name}: {self.form.format(value)}"


@dataclass(frozen=True)
class Kind:
    """One kind of instrument.

    Attributes
    ----------
    name : str
    numbers : int
        The most that it may have learnt.
    goals : pair of Goal
        They earn half of the points each.
    material : function
        ``material(rng)`` is what it may learn from, a dict of arrays.
    questions : function
        ``questions(seed)`` is an input of `play`, by which the rules are tried.
    valid : function
        ``valid(answer, x)`` raises a ValueError if `play` cannot have meant this.
    values : function
        ``values(play, seed)`` are the two measured values; `play` has its numbers already.
    """

    name: str
    numbers: int
    goals: tuple[Goal, Goal]
    material: Callable[[np.random.Generator], dict[str, Any]]
    questions: Callable[[int], np.ndarray]
    valid: Callable[[np.ndarray, np.ndarray], np.ndarray]
    values: Callable[[Callable, int], tuple[float, float]]


KINDS = {
    "listener": Kind(
        "listener",
        4000,
        (
            Goal("words by strangers", "{:.1%} right", 0.1, 0.8),
            Goal("words by strangers beside a fan", "{:.1%} right", 0.1, 0.7),
        ),
        listener.material,
        listener.questions,
        listener.valid,
        listener.values,
    ),
    "composer": Kind(
        "composer",
        4000,
        (
            Goal("new tunes foretold", "{:.3f} bits a note", float(np.log2(15)), 1.9),
            Goal("steps that tell its tunes from real ones", "{:.1%}", 0.5, 0.1),
        ),
        composer.material,
        composer.questions,
        composer.valid,
        composer.values,
    ),
    "cleaner": Kind(
        "cleaner",
        10000,
        (
            Goal("voices as loud as the fan", "{:.2f} dB won", 0.0, 6.0),
            Goal("voices 10 dB above the fan", "{:.2f} dB won", 0.0, 4.5),
        ),
        cleaner.material,
        cleaner.questions,
        cleaner.valid,
        cleaner.values,
    ),
}


def kind(name: str) -> Kind:
    """The kind of this name; ValueError if there is none."""
    if not isinstance(name, str) or name not in KINDS:
        raise ValueError(f'an instrument\'s "kind" is one of {", ".join(KINDS)}, got {name!r}')
    return KINDS[name]


def material(name: str, rng: np.random.Generator) -> dict[str, Any]:
    """What an instrument of this kind may learn from, as its `learn` gets it.

    Parameters
    ----------
    name : str
        "listener": "sounds" (480, 5120) at 8 kHz, "digits" (480,), "voices" (480,), who says each.
        "composer": "tunes" (400, 32), steps of a scale from 0 to 14.
        "cleaner": "noisy" and "clean", both (200, 5120).
    rng : numpy.random.Generator
        Draws what is taken.
    """
    return kind(name).material(rng)
