"""How likely each state of a small machine's visible units is: a bar for each, from its energy."""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.drawings import boltzmann_machine
from dlaudio.plots.parts import INPUT, OUTPUT, PLAIN, Card


def all_states(n: int) -> np.ndarray:
    """The states 0 … 00, 0 … 01 to 1 … 11 of n units, (2^n, n)."""
    if not 1 <= n <= 12:
        raise ValueError(f"all_states counts up to 12 units, got {n}")
    return (np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1).astype(float)


def example() -> np.ndarray:
    """Free energies (16,) of the machine that `boltzmann_machine` draws."""
    W, a, b = (np.array(x) for x in (boltzmann_machine.W, boltzmann_machine.A, boltzmann_machine.B))
    states = all_states(len(a))
    return -(states @ a) - np.logaddexp(0, b + states @ W).sum(axis=1)


def draw(free=None):
    """Draw the share exp(−F) / Z of each state as a bar; the likeliest is lit.

    Parameters
    ----------
    free : array, shape (4,), (8,) or (16,), optional
        Free energies F of the states in the order of `all_states`; `example` if not given.
    """
    free = np.asarray(example() if free is None else free, dtype=float)
    if free.shape not in [(4,), (8,), (16,)]:
        raise ValueError(f"machine_states needs 4, 8 or 16 energies, got shape {free.shape}")
    shares = softmax(-free[None])[0]
    names = ["".join(f"{v:.0f}" for v in state) for state in all_states(len(free).bit_length() - 1)]
    card, floor, high = Card(6.2), 4.6, 3.4
    wide = 15.8 / len(free)
    for i, (name, share) in enumerate(zip(names, shares, strict=True)):
        x, ink = 0.9 + (i + 0.5) * wide, OUTPUT if i == shares.argmax() else INPUT
        top = floor - high * share / shares.max()
        card.ax.bar(x, top - floor, 0.72 * wide, floor, color=ink.line)
        card.write(x, top - 0.3, f"{share:.2f}", ink=ink, size=11)
        card.write(x, floor + 0.4, name, size=11)
    card.ax.plot([0.9, 16.7], [floor, floor], color=PLAIN.line, lw=1)
    card.write(card.width / 2, floor + 1.1, "visible units, and how likely they are", size=12)
    told = ", ".join(f"{name} {share:.2f}" for name, share in zip(names, shares, strict=True))
    return card.figure, f"Probabilities of {len(free)} states of the visible units: {told}."
