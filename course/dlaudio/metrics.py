"""How good predictions are, in numbers that one can read (losses are for the optimiser).

`prediction` comes first, as in the losses: scores (N, C), of which the largest counts, or classes
(N,). Classes are whole numbers 0..C-1.
"""

import numpy as np


def one_hot(labels: np.ndarray, n_classes: int, *, dtype=np.float32) -> np.ndarray:
    """Row with a single 1 for each label.

    Parameters
    ----------
    labels : array of int, shape (N,)
        Classes, 0 to C - 1.
    n_classes : int, at least 1
        C.
    dtype : numpy dtype
        Of the result, float32 if not given.

    Returns
    -------
    rows : ndarray, shape (N, C)

    Raises
    ------
    ValueError
        For a label outside 0..C-1.

    See Also
    --------
    torch.nn.functional.one_hot : the same, of integers.

    Examples
    --------
    >>> one_hot([2, 0], 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    return np.eye(n_classes, dtype=dtype)[_checked(labels, n_classes)]


def accuracy(prediction: np.ndarray, target: np.ndarray) -> float:
    """Share of right classes, from 0 to 1.

    Parameters
    ----------
    prediction : array, shape (N, C) of scores or (N,) of classes
    target : array of int, shape (N,)

    Returns
    -------
    share : float

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no example, or a class is outside 0..C-1.

    See Also
    --------
    sklearn.metrics.accuracy_score : the same with the target first, and no scores.

    Examples
    --------
    >>> accuracy([[0.1, 0.9], [0.8, 0.2]], [1, 1])
    0.5
    """
    predicted, target = _predicted(prediction, target)
    return float((predicted == target).mean())


def binary_accuracy(logits: np.ndarray, target: np.ndarray) -> float:
    """Share of right answers to yes-or-no questions; a logit above 0 (p > 1/2) says yes.

    Parameters
    ----------
    logits : array, shape (N, ...)
        Scores.
    target : array, shape (N, ...)
        0 and 1.

    Returns
    -------
    share : float

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing.

    See Also
    --------
    sklearn.metrics.accuracy_score : of classes, with the target first.

    Examples
    --------
    >>> binary_accuracy([-2.0, 3.0, 1.0, 0.5], [0, 1, 1, 0])
    0.75
    """
    logits, target = np.asarray(logits), np.asarray(target)
    if logits.shape != target.shape or target.size == 0:
        raise ValueError(
            f"binary_accuracy needs logits and target of one shape, not empty, got {logits.shape} "
            f"and {target.shape}"
        )
    return float(((logits > 0) == (target > 0.5)).mean())


def confusion_matrix(
    prediction: np.ndarray, target: np.ndarray, *, n_classes: int | None = None
) -> np.ndarray:
    """Count of examples of class i (row) taken for class j (column).

    Parameters
    ----------
    prediction : array, shape (N, C) of scores or (N,) of classes
    target : array of int, shape (N,)
    n_classes : int, at least 1, optional
        C; if not given, of scores their number, else one more than the largest class.

    Returns
    -------
    matrix : ndarray of int, shape (C, C)

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no example, or a class is outside 0..C-1.

    See Also
    --------
    sklearn.metrics.confusion_matrix : the same with the target first.

    Examples
    --------
    >>> confusion_matrix([0, 1, 1], [0, 0, 1]).tolist()
    [[1, 1], [0, 1]]
    """
    predicted, classes = _predicted(prediction, target)
    if n_classes is None:
        scores = np.ndim(prediction) == classes.ndim + 1
        largest = max(int(predicted.max()), int(classes.max()))
        n_classes = np.shape(prediction)[-1] if scores else max(largest + 1, 1)
    matrix = np.zeros((n_classes, n_classes), dtype=np.int64)
    np.add.at(matrix, (_checked(classes, n_classes), _checked(predicted, n_classes)), 1)
    return matrix


def f1_score(prediction: np.ndarray, target: np.ndarray, *, n_classes: int | None = None) -> float:
    """Mean over the classes of F1 = 2 hits / (predicted + present); 0 for a class never seen.

    Every class counts alike, however rare ("macro").

    Parameters
    ----------
    prediction : array, shape (N, C) of scores or (N,) of classes
    target : array of int, shape (N,)
    n_classes : int, at least 1, optional
        C; if not given, of scores their number, else one more than the largest class.

    Returns
    -------
    f1 : float, from 0 to 1

    Raises
    ------
    ValueError
        If the shapes do not fit, there is no example, or a class is outside 0..C-1.

    See Also
    --------
    sklearn.metrics.f1_score : the same with `average="macro"`, the target first.

    Examples
    --------
    >>> round(f1_score([0, 1, 1], [0, 0, 1]), 3)
    0.667
    """
    matrix = confusion_matrix(prediction, target, n_classes=n_classes)
    both = matrix.sum(axis=0) + matrix.sum(axis=1)
    return float((2 * matrix.diagonal() / np.maximum(both, 1)).mean())


def _predicted(prediction, target) -> tuple[np.ndarray, np.ndarray]:
    """Predicted and true classes, both of the shape of the target."""
    prediction, target = np.asarray(prediction), np.asarray(target)
    if prediction.ndim == target.ndim + 1:
        prediction = prediction.argmax(axis=-1)
    if prediction.shape != target.shape or target.size == 0:
        raise ValueError(
            f"need scores (N, C) or classes (N,), and target (N,), not empty, got "
            f"{prediction.shape} and {target.shape}"
        )
    return prediction, target


def _checked(labels, n_classes: int) -> np.ndarray:
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" or (
        labels.size and not 0 <= labels.min() <= labels.max() < n_classes
    ):
        raise ValueError(
            f"classes must be whole numbers from 0 to {n_classes - 1}, got {labels.dtype} with "
            f"values {np.unique(labels)[:12]}"
        )
    return labels
