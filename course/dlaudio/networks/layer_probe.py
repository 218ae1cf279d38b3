"""What a linear classifier finds in each layer of a trained network: the word, and the speaker."""

from collections.abc import Sequence

import numpy as np

PENALTY = 1.0


def linear_share(A, labels, B, wanted) -> float:
    """The share of B's rows whose label a ridge regression on A's rows says.

    Parameters
    ----------
    A, B : arrays (N, D) and (M, D)
        Standardised here by A.
    labels, wanted : arrays (N,) and (M,)
    """
    mean, spread = A.mean(axis=0), A.std(axis=0) + 1e-3
    A, B = ((part - mean) / spread / np.sqrt(A.shape[1]) for part in (A, B))
    kinds = np.unique(labels)
    targets = (labels[:, None] == kinds) - 1 / len(kinds)
    # as many equations as there are rows, since there may be more columns than rows
    weights = np.linalg.solve(A @ A.T + PENALTY / len(A) * np.eye(len(A)), targets)
    return float(np.mean(kinds[(B @ A.T @ weights).argmax(axis=1)] == wanted))


def layers_in_turn(model, X, stages: Sequence[int]) -> list[np.ndarray]:
    """The input and what comes out of some stages of a `Sequential`, each as rows (N, D)."""
    found, x = [X.reshape(len(X), -1)], X
    model.eval()
    for k, layer in enumerate(model.layers):
        x = layer.forward(x)
        if k in stages:
            found.append(x.reshape(len(x), -1).astype(np.float64))
    return found


def probe(model, X, digits, who, known, *, stages=(2, 4, 6), n: int = 500, seed: int = 0):
    """Shares of right digits of strangers, and of right speakers in other words of known people.

    Parameters
    ----------
    model : Sequential
        Trained on known speakers only.
    X : array (N, ...)
        What the model takes.
    digits, who, known : arrays (N,)
        The digit, the speaker, and whether the speaker is one of those whom the model knows.
    stages : sequence of int
        After which layers to look; before the first one as well.

    Returns
    -------
    dict of arrays (len(stages) + 1,)
        "digit" and "speaker".
    """
    rng = np.random.default_rng(seed)
    mine, strange = rng.permutation(np.flatnonzero(known)), np.flatnonzero(~known)
    learn, ask = mine[:n], mine[n : 2 * n]
    strange = rng.permutation(strange)[:n]
    rows = np.concatenate([learn, ask, strange])
    at = np.split(np.arange(len(rows)), [len(learn), len(learn) + len(ask)])
    found: dict[str, list] = {"digit": [], "speaker": []}
    for H in layers_in_turn(model, X[rows], stages):
        A, same, new = (H[part] for part in at)
        found["digit"].append(linear_share(A, digits[learn], new, digits[strange]))
        found["speaker"].append(linear_share(A, who[learn], same, who[ask]))
    return {name: np.array(shares) for name, shares in found.items()}


def in_percent(model, X, digits, who, known, *, draws: int = 2) -> dict[str, np.ndarray]:
    """What `probe` finds, in %, with several draws of words: arrays (draws, stages + 1).

    Parameters
    ----------
    model : Sequential
    X : array (N, ...)
    digits, who, known : arrays (N,)
        As for `probe`.
    draws : int
    """
    found = [probe(model, X, digits, who, known, seed=seed) for seed in range(draws)]
    return {what: 100 * np.array([one[what] for one in found]) for what in ("digit", "speaker")}
