"""Restricted Boltzmann machines with units 0 and 1, trained by contrastive divergence.

W has shape (D, M), a holds the D visible biases, b the M hidden ones. Source: G. Hinton, "Training
products of experts by minimizing contrastive divergence", Neural Computation 14, 2002.
"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import sigmoid, softplus


def train_rbm(
    V,
    n_hidden: int,
    *,
    rng: np.random.Generator,
    lr: float = 0.1,
    epochs: int = 30,
    batch_size: int = 50,
    step=None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Learn from rows of numbers between 0 and 1 with CD-1.

    Parameters
    ----------
    V : array of shape (N, D)
    step : callable, optional
        `cd1_step` of unit 13: (V, W, a, b, lr, u_hidden, u_visible) to the new W, a, b.

    Returns
    -------
    W : array of shape (D, n_hidden)
    a : array of shape (D,)
    b : array of shape (n_hidden,)

    Raises
    ------
    ValueError
        If V is not a matrix of numbers between 0 and 1.
    """
    V = np.asarray(V, dtype=float)
    if V.ndim != 2 or V.min() < 0 or V.max() > 1:
        raise ValueError(f"needs rows of numbers from 0 to 1, got an array of shape {V.shape}")
    W, a, b = blank(V.shape[1], n_hidden, rng=rng)
    step = step or cd1_step
    for _ in bar(range(epochs), "learning", unit="epoch"):
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            data = V[order[start : start + batch_size]]
            u_hidden = rng.random((len(data), n_hidden))
            W, a, b = step(data, W, a, b, lr, u_hidden, rng.random(data.shape))
    return W, a, b


def layer_learner(*, rng: np.random.Generator, step=None):
    """A function (rows, m) to the W and b of an RBM with m hidden units that has learnt the rows.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the weights and the dreams.
    step : callable, optional
        As for `train_rbm`.
    """

    def learn(rows, m):
        W, _, b = train_rbm(rows, m, rng=rng, step=step)
        return W, b

    return learn


def felt_by_scales(layers) -> np.ndarray:
    """What the top units of layers (W, b) feel, before the sigmoid, at the twelve major scales.

    Parameters
    ----------
    layers : list of pairs of arrays
        W (D, M) and b (M,) of each, the lowest with D = 12.

    Returns
    -------
    array, shape (12, M)
        By fifths: C, G, D, A, …
    """
    heard = np.array([np.roll(MAJOR, 7 * key) for key in range(12)])
    *below, (W, b) = layers
    for lower, bias in below:
        heard = sigmoid(heard @ lower + bias)
    return heard @ W + b


def blank(n_visible: int, n_hidden: int, *, rng: np.random.Generator):
    """Small random weights W (D, M), and biases a (D,) and b (M,) of 0."""
    return 0.1 * rng.normal(size=(n_visible, n_hidden)), np.zeros(n_visible), np.zeros(n_hidden)


def cd1_step(V, W, a, b, lr, u_hidden, u_visible):
    """W, a and b after one step of contrastive divergence with given random numbers."""
    hidden = sigmoid(b + V @ W)
    dream = (u_visible < sigmoid(a + (u_hidden < hidden) @ W.T)).astype(float)
    again = sigmoid(b + dream @ W)
    W = W + lr / len(V) * (V.T @ hidden - dream.T @ again)
    return W, a + lr * (V - dream).mean(axis=0), b + lr * (hidden - again).mean(axis=0)


def likelihood_slope(V, W, a, b):
    """Mean log-likelihood of rows V (N, D), and its exact gradients in W, a and b."""
    n = len(a)
    states = (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(float)
    free = -energies(states, np.zeros((len(states), len(b))), W, a, b)[1]
    log_Z = np.logaddexp.reduce(free)
    p = np.exp(free - log_Z)
    H, H_model = sigmoid(b + V @ W), sigmoid(b + states @ W)
    value = -energies(V, H, W, a, b)[1].mean() - log_Z
    dW = V.T @ H / len(V) - (p[:, None] * states).T @ H_model
    return value, dW, V.mean(axis=0) - p @ states, H.mean(axis=0) - p @ H_model


def note_sets(tunes, *, length: int = 12, hop: int = 4) -> np.ndarray:
    """Which pitch classes occur in stretches of tunes, in all twelve keys: 0 and 1, (N, 12).

    Parameters
    ----------
    tunes : sequence of arrays of int
        MIDI pitches of each tune.
    length, hop : int
        Notes of a stretch, and from one stretch to the next.
    """
    sets = []
    for pitches in tunes:
        for start in range(0, len(pitches) - length + 1, hop):
            present = np.isin(np.arange(12), pitches[start : start + length] % 12).astype(float)
            sets += [np.roll(present, key) for key in range(12)]
    return np.array(sets)


MAJOR = np.isin(np.arange(12), [0, 2, 4, 5, 7, 9, 11]).astype(float)


def energies(V, H, W, a, b) -> tuple[np.ndarray, np.ndarray]:
    """Energy of each pair of rows of V (N, D) and H (N, M), and the free energy of those of V."""
    z = b + V @ W
    return -(V @ a) - np.sum(z * H, axis=1), -(V @ a) - softplus(z).sum(axis=1)


def scales_in(W) -> tuple[np.ndarray, np.ndarray]:
    """Key-note (M,) of the major scale most like weights (12, M), and how like it is, (M,)."""
    scales = np.array([np.roll(MAJOR, key) for key in range(12)])
    r = np.corrcoef(scales, np.asarray(W).T)[:12, 12:]
    return r.argmax(axis=0), r.max(axis=0)


def one_in(V, energy, W, a, b) -> np.ndarray:
    """1 / p(v) of rows V (N, D), exactly: Z is added up over all 2^D states, so D is at most 16.

    Parameters
    ----------
    energy : callable
        (V, H, W, a, b) to (energy, free energy), as `rbm_energy` of unit 13.
    """
    if len(a) > 16:
        raise ValueError(f"one_in adds up 2^D states, D at most 16, got D = {len(a)}")
    states = (np.arange(2 ** len(a))[:, None] >> np.arange(len(a)) & 1).astype(float)
    free, of_all = (energy(v, np.zeros((len(v), len(b))), W, a, b)[1] for v in (V, states))
    return np.exp(free + np.logaddexp.reduce(-of_all))


def dream(v, W, a, b, *, steps: int, rng: np.random.Generator, held=()) -> np.ndarray:
    """Visible units (N, D) after so many steps of chance up and down, from `v` (N, D).

    Parameters
    ----------
    v : array, shape (N, D)
    W, a, b : arrays, shapes (D, M), (D,), (M,)
    steps : int
    rng : numpy.random.Generator
        Draws the units.
    held : sequence of int
        Visible units that stay as they are in `v`: the others complete them.
    """
    held = np.isin(np.arange(v.shape[1]), held)
    for _ in range(steps):
        v = np.where(held, v, _one_step(v, W, a, b, rng)[0])
    return v


def completed(held, W, a, b, *, rng: np.random.Generator, dreams: int = 500) -> np.ndarray:
    """How often each visible unit (D,) is on after fifty steps in which those of `held` stay on.

    Parameters
    ----------
    held : sequence of int
        Numbers of visible units.
    W, a, b : arrays, shapes (D, M), (D,), (M,)
    rng : numpy.random.Generator
        Draws where each dream begins, and its units.
    dreams : int
    """
    begun = rng.integers(0, 2, (dreams, len(a))).astype(float)
    begun[:, list(held)] = 1
    return dream(begun, W, a, b, steps=50, rng=rng, held=held).mean(axis=0)


def _one_step(v, W, a, b, rng):
    hidden = sigmoid(b + v @ W)
    drawn = (rng.random(hidden.shape) < hidden).astype(float)
    return (rng.random(v.shape) < sigmoid(a + drawn @ W.T)).astype(float), hidden


def picture_of_keys(keys, agreement, W):
    """The circle of fifths, with a disc for each hidden unit at its key, and it in words.

    Parameters
    ----------
    keys : array of int, shape (M,)
        The key-note of each unit, 0 for C.
    agreement : array, shape (M,)
        How well its scale fits each unit.
    W : array, shape (12, M)
        A disc is as wide as its unit's largest weight.
    """
    from matplotlib.patches import Circle

    from dlaudio.generation.notes import NAMES
    from dlaudio.plots.parts import GREY, INPUT, Card

    keys, sizes = np.asarray(keys, dtype=int), np.abs(np.asarray(W, dtype=float)).max(axis=0)
    card, middle, told, agreed = Card(9.2), (6.4, 4.6), [], []
    ring = {"fc": "none", "ec": GREY.line, "lw": 1.2, "zorder": 0}
    card.ax.add_patch(Circle(middle, 3.3, **ring))
    for step in range(12):
        turn, key = np.pi * step / 6, 7 * step % 12
        way = np.array([np.sin(turn), -np.cos(turn)])
        here = np.flatnonzero(keys == key)
        lit = len(here) > 0
        ink = INPUT if lit else GREY
        card.write(*(middle + 2.25 * way), NAMES[key], ink=ink, size=13, bold=lit)
        out = 3.3
        for unit in here[np.argsort(-sizes[here])]:
            wide = 0.2 + 0.42 * sizes[unit] / sizes.max()
            spot = middle + out * way
            card.ax.add_patch(Circle(spot, wide, fc=INPUT.fill, ec=INPUT.line, lw=1.8, zorder=3))
            card.write(*spot, str(unit), ink=INPUT, size=11)
            out += 2 * wide + 0.3
            agreed.append((unit, NAMES[key]))
            told.append(
                f"unit {unit}: {NAMES[key]} major, agreement {agreement[unit]:.2f}, "
                f"largest weight {sizes[unit]:.1f}"
            )
    top = middle[1] - 0.35 * len(agreed)
    for x, words in ((12.3, "unit"), (13.5, "key"), (14.7, "agreement")):
        card.write(x, top, words, ink=GREY, size=11.5, align="left")
        for row, (unit, key) in enumerate(sorted(agreed)):
            entry = {"unit": str(unit), "key": key}.get(words, f"{agreement[unit]:.2f}")
            card.write(x, top + 0.7 * (row + 1), entry, ink=INPUT, size=12, align="left")
    return card.figure, (
        f"The circle of fifths, with a disc for each hidden unit at its key, as wide as its "
        f"largest weight. {'; '.join(told)}."
    )
