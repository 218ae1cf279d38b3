"""Rosenblatt's perceptron with a pocket: learns two classes, -1 and +1, from its mistakes."""

import numpy as np


def train(X, y, *, n_epochs: int = 100, w=None) -> tuple[np.ndarray, np.ndarray]:
    """Go through the rows of X until an epoch has no mistake, or for `n_epochs`.

    A mistake is a row whose score is not on the side of its label; then the row, times its label,
    is added to the weights (F. Rosenblatt, Psychological Review 65, 1958). The weights that are
    best at the end of an epoch are kept (S. Gallant, IEEE Trans. Neural Networks 1, 1990).

    Parameters
    ----------
    X : array, shape (N, D)
    y : array of -1 and +1, shape (N,)
    n_epochs : int
    w : array, shape (D + 1,), optional
        Weights to start from, the bias first; zeros if not given.

    Returns
    -------
    w : array, shape (D + 1,)
        The weights with the fewest mistakes, the earliest on a tie.
    wrong : array of bool, shape (epochs, N)
        Which rows were mistakes when their turn came.

    Raises
    ------
    ValueError
        If the shapes do not fit or a label is neither -1 nor +1.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or y.shape != X.shape[:1] or not np.isin(y, (-1, 1)).all():
        raise ValueError(
            f"train needs X (N, D) and y (N,) of -1 and +1, got {X.shape}, {y.shape} "
            f"with values {np.unique(y)[:5]}"
        )
    samples = y[:, None] * np.insert(X, 0, 1, axis=1)
    w = np.zeros(samples.shape[1]) if w is None else np.array(w, dtype=float)
    best, fewest, history = w, len(y) + 1, []
    for _ in range(n_epochs):
        wrong = np.zeros(len(y), dtype=bool)
        i = 0
        while (later := samples[i:] @ w <= 0).any():  # rows that are right change nothing
            i += int(np.argmax(later))
            w = w + samples[i]
            wrong[i] = True
            i += 1
        history.append(wrong)
        mistakes = np.count_nonzero(samples @ w <= 0)
        if mistakes < fewest:
            best, fewest = w, mistakes
        if not wrong.any():
            break
    return best, np.array(history)
