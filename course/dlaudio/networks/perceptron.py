"""Rosenblatt's perceptron with a pocket: learns two classes, -1 and +1, from its mistakes."""

import numpy as np


def train(X, y, *, n_epochs: int = 100, w=None) -> tuple[np.ndarray, np.ndarray]:
    """Go through the rows of X until an epoch has no mistake, or for `n_epochs`.

    A mistake is a row whose score is not on the side of its label, where a score of exactly 0
    belongs to -1; then the row, times its label, is added to the weights (F. Rosenblatt,
    Psychological Review 65, 1958). The weights that are best at the end of an epoch are kept
    (S. Gallant, IEEE Trans. Neural Networks 1, 1990).

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
    samples = np.insert(X, 0, 1, axis=1)
    w = np.zeros(samples.shape[1]) if w is None else np.array(w, dtype=float)
    best, fewest, history = w, len(y) + 1, []
    for _ in range(n_epochs):
        wrong = np.zeros(len(y), dtype=bool)
        i = 0
        while (
            later := (samples[i:] @ w > 0) != (y[i:] > 0)
        ).any():  # rows that are right change nothing
            i += int(np.argmax(later))
            w = w + y[i] * samples[i]
            wrong[i] = True
            i += 1
        history.append(wrong)
        mistakes = np.count_nonzero((samples @ w > 0) != (y > 0))
        if mistakes < fewest:
            best, fewest = w, mistakes
        if not wrong.any():
            break
    return best, np.array(history)


def follow(epoch, X, y, *, n_epochs: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Let an epoch of the rule run row by row from zero weights, and keep every change.

    Parameters
    ----------
    epoch : callable
        ``epoch(w, X, y)`` that returns the new weights, shape (D + 1,), and the mistakes; it is
        given one row at a time.
    X : array, shape (N, D)
    y : array of -1 and +1, shape (N,)
    n_epochs : int
        At most; it ends with the first epoch without a mistake.

    Returns
    -------
    weights : array, shape (K + 1, D + 1)
        At the start and after each of the K mistakes.
    wrong : array of bool, shape (epochs, N)
        Which rows were mistakes when their turn came.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    weights, wrong = [np.zeros(X.shape[1] + 1)], []
    for _ in range(n_epochs):
        wrong.append(np.zeros(len(y), dtype=bool))
        for i in range(len(y)):
            w, mistakes = epoch(weights[-1].copy(), X[i : i + 1], y[i : i + 1])
            if mistakes:
                weights.append(np.asarray(w, dtype=float))
                wrong[-1][i] = True
        if not wrong[-1].any():
            break
    return np.array(weights), np.array(wrong)


def widest_margin(X, y) -> np.ndarray:
    """The weights of length 1, bias included, whose smallest label times score is the largest.

    Solved as a least-distance problem by non-negative least squares (C. Lawson, R. Hanson,
    "Solving Least Squares Problems", 1974, chapter 23).

    Parameters
    ----------
    X : array, shape (N, D)
    y : array of -1 and +1, shape (N,)

    Returns
    -------
    w : array, shape (D + 1,)

    Raises
    ------
    ValueError
        If no weights get all rows right.
    """
    from scipy.optimize import nnls

    signed = np.asarray(y)[:, None] * np.insert(np.asarray(X, dtype=float), 0, 1, axis=1)
    goal = np.append(np.zeros(signed.shape[1]), 1.0)
    system = np.vstack([signed.T, np.ones(len(signed))])
    residual = system @ nnls(system, goal)[0] - goal
    w = residual[:-1]
    if np.linalg.norm(residual) < 1e-9 or (signed @ w).min() <= 0:
        raise ValueError("widest_margin needs two kinds that some weights tell apart")
    return w / np.linalg.norm(w)


def most_mistakes(X, y, w) -> tuple[float, float, float]:
    """Novikoff's bound: the longest sample R, the margin of w, and (R / margin) squared.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array of -1 and +1, shape (N,)
    w : array, shape (D + 1,)
        Weights of any length that get every row right; the bias first.
    """
    samples = np.insert(np.asarray(X, dtype=float), 0, 1, axis=1)
    judge = np.asarray(w, dtype=float) / np.linalg.norm(w)
    radius, margin = (
        np.linalg.norm(samples, axis=1).max(),
        (np.asarray(y) * (samples @ judge)).min(),
    )
    return float(radius), float(margin), float((radius / margin) ** 2)


def beside_the_bound(hits, epoch, bound) -> None:
    """Print for each pair of kinds how many mistakes a rule makes, and how many it may make.

    Parameters
    ----------
    hits : mapping from pairs of names to (X, y)
        Arrays of shapes (N, D) and (N,), labels -1 and +1, that some weights tell apart.
    epoch : callable
        The rule: ``epoch(w, X, y)`` returns the new weights, shape (D + 1,), and the mistakes.
    bound : callable
        ``bound(X, y, w)`` returns the longest sample, the margin and the most mistakes.
    """
    for pair, (X, y) in hits.items():
        made = follow(epoch, X, y)[1].sum()
        radius, margin, most = bound(X, y, widest_margin(X, y))
        seen = f"(R = {radius:.1f}, margin {margin:.2f})"
        print(f"{' or '.join(pair):>23}: {made:5,} mistakes, {most:6,.0f} at most {seen}")


def tell_wrong(w, known, new) -> None:
    """Print how many samples the weights w (D + 1,) label wrongly, known ones and new ones.

    Parameters
    ----------
    w : array, shape (D + 1,)
    known, new : pairs (X, y)
        Arrays of shapes (N, D) and (N,), labels -1 and +1.
    """
    print(f"wrong: {wrong_of(w, *known)} of {len(known[1])} known,", end=" ")
    print(f"{wrong_of(w, *new)} of {len(new[1])} by new speakers")


def one_number(X, y) -> np.ndarray:
    """The best rule that looks at one column alone, as weights (D + 1,) of which one is not 0.

    All cuts half-way between two neighbouring values are tried, in both directions.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array of -1 and +1, shape (N,)
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    best, fewest = np.zeros(X.shape[1] + 1), len(y) + 1
    for column, values in enumerate(X.T):
        ordered = np.unique(values)
        for cut in (ordered[1:] + ordered[:-1]) / 2:
            for sign in (1, -1):
                mistakes = np.count_nonzero((sign * (values - cut) > 0) != (y > 0))
                if mistakes < fewest:
                    fewest, best = mistakes, np.zeros(X.shape[1] + 1)
                    best[[0, column + 1]] = -sign * cut, sign
    return best


def wrong_of(w, X, y) -> int:
    """How many rows of X (N, D) the weights w (D + 1,) label wrongly."""
    return int(
        np.count_nonzero((w[0] + np.asarray(X) @ np.asarray(w)[1:] > 0) != (np.asarray(y) > 0))
    )
