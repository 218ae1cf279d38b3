"""Pages of verse by nets of letters: what each writes at its age, and units that keep a rule."""

import numpy as np

from dlaudio.generation.rhymes import HELD_OUT, TRAINING
from dlaudio.generation.verses import best_unit, bits_a_letter, unit_states, write_on
from dlaudio.layers import Sequential


def samples(
    nets, text: str, *, seed: int, letters: int, temperature: float
) -> dict[int, dict[str, str]]:
    """By age what each net makes of a text, under a title that says what a letter costs it.

    Parameters
    ----------
    nets : mapping of int to Sequential
        As `grow_letters` gives them.
    text : str
        What each begins with.
    seed : int
        Of the dice.
    letters : int
        How many each writes.
    temperature : float, above 0
        See `write_on`.
    """
    dice, found = {"letters": letters, "temperature": temperature}, {}
    for n, net in nets.items():
        new, old = (bits_a_letter(net, verse) for verse in (HELD_OUT, TRAINING))
        title = f"after {n} updates: {new:.2f} bits a letter on new verse, {old:.2f} on old"
        found[n] = {title: write_on(net, text, rng=np.random.default_rng(seed), **dice)}
    return found


def lit_by_rules(net: Sequential, text: str, rules) -> dict[str, np.ndarray]:
    """For each rule the unit that follows it best, by its number, and its states over a text.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    text : str
        Of its letters alone.
    rules : mapping of str to function of a text
        See `best_unit`, by which the unit is chosen: on `TRAINING`, not on this text.
    """
    states, lit = unit_states(net, text), {}
    for name, rule in rules.items():
        unit, sign = best_unit(net, rule)
        lit[f"unit {unit}: {name}"] = sign * states[:, unit]
    return lit
