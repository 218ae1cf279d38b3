"""Restricted Boltzmann machines with units 0 and 1, trained by contrastive divergence.

W has shape (D, M), a holds the D visible biases, b the M hidden ones. Source: G. Hinton, "Training
products of experts by minimizing contrastive divergence", Neural Computation 14, 2002.
"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import sigmoid, softplus


def train_rbm(
    V, n_hidden: int, *, rng: np.random.Generator, lr: float = 0.1, epochs: int = 30, batch_size=50
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Learn from rows of numbers between 0 and 1 with CD-1.

    Parameters
    ----------
    V : array of shape (N, D)

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
    W, a, b = (
        0.1 * rng.normal(size=(V.shape[1], n_hidden)),
        np.zeros(V.shape[1]),
        np.zeros(n_hidden),
    )
    for _ in bar(range(epochs), "learning", unit="epoch"):
        order = rng.permutation(len(V))
        for start in range(0, len(V), batch_size):
            data = V[order[start : start + batch_size]]
            dream, hidden = _one_step(data, W, a, b, rng)
            again = sigmoid(b + dream @ W)
            W += lr / len(data) * (data.T @ hidden - dream.T @ again)
            a += lr * (data - dream).mean(axis=0)
            b += lr * (hidden - again).mean(axis=0)
    return W, a, b


def energies(V, H, W, a, b) -> tuple[np.ndarray, np.ndarray]:
    """Energy of each pair of rows of V (N, D) and H (N, M), and the free energy of those of V."""
    z = b + V @ W
    return -(V @ a) - np.sum(z * H, axis=1), -(V @ a) - softplus(z).sum(axis=1)


def dream(v, W, a, b, *, steps: int, rng: np.random.Generator) -> np.ndarray:
    """Visible units (N, D) after so many steps of chance up and down, from `v` (N, D)."""
    for _ in range(steps):
        v, _ = _one_step(v, W, a, b, rng)
    return v


def _one_step(v, W, a, b, rng):
    hidden = sigmoid(b + v @ W)
    drawn = (rng.random(hidden.shape) < hidden).astype(float)
    return (rng.random(v.shape) < sigmoid(a + drawn @ W.T)).astype(float), hidden
