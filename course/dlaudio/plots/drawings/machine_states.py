"""How likely each state of a small machine's visible units is: a bar for each, from its energy."""

import numpy as np

from dlaudio.layers import sigmoid, softmax
from dlaudio.plots.drawings import boltzmann_machine
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, cells, number


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


def draw_learning(v=boltzmann_machine.V, lit=((2, 2), (1, 2))):
    """Draw how often each pair is on, awake and asleep, and the difference, in three tables.

    Parameters
    ----------
    v : array of 0 and 1, shape (4,)
        All that the machine of `boltzmann_machine` is ever shown.
    lit : pairs (row, column)
        Cells that the text speaks of.
    """
    v = np.asarray(v, dtype=float)
    W, b = np.array(boltzmann_machine.W), np.array(boltzmann_machine.B)
    if v.shape != (len(W),):
        raise ValueError(f"draw_learning needs {len(W)} visible units, got shape {v.shape}")
    states, share = all_states(len(W)), softmax(-example()[None])[0]
    awake = np.outer(v, sigmoid(b + v @ W)).round(2)
    asleep = ((share[:, None] * states).T @ sigmoid(b + states @ W)).round(2)
    card, size, top = Card(5.3), (1.3, 0.85), 1.6
    tables = {"awake": (awake, INPUT), "asleep": (asleep, OUTPUT)}
    tables["difference"] = ((awake - asleep).round(2), GRADIENT)
    said = []
    for k, (name, (values, ink)) in enumerate(tables.items()):
        left = 1.7 + 5.4 * k
        look = {"ink": ink, "lit": lit, "size": size, "digits": 2}
        block = cells(card, values, (left, top), **look)
        card.write(block.middle[0], top - 1.0, name, ink=ink, size=13)
        for j in range(W.shape[1]):
            card.write(block.at(0, j)[0], top - 0.35, f"$h_{j + 1}$", ink=GREY, size=12)
        if k:
            card.write(left - 0.75, block.middle[1], "−="[k - 1], size=17)
        said.append(f"{name} {'; '.join(', '.join(number(x, 2) for x in row) for row in values)}")
    for i in range(len(W)):
        card.write(1.2, block.at(i, 0)[1], f"$v_{i + 1}$", ink=GREY, size=12)
    return card.figure, (
        f"How often each visible unit (a row) is on together with each hidden one (a column): "
        f"{'. '.join(said)}."
    )
