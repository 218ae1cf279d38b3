"""Losses that ask for a margin: right is not enough, it shall be clearly right."""

import numpy as np

from dlaudio.losses.base import Loss, classes, like, same_shape, total


class HingeLoss(Loss):
    """Mean of max(0, 1 - t s) for scores s and targets t of -1 or +1.

    Right answers cost nothing once they are right by a margin of 1. C. Cortes, V. Vapnik,
    "Support-Vector Networks", Machine Learning 20, 1995.

    See Also
    --------
    torch.nn.HingeEmbeddingLoss : another loss, in spite of its name; PyTorch has none of this form.
    sklearn.metrics.hinge_loss : the same.

    Examples
    --------
    >>> loss = HingeLoss()
    >>> loss([0.5, 3.0], [1, 1]), loss.backward()
    (0.25, array([-0.5, -0. ]))
    """

    def forward(self, scores: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Mean of what is missing to a margin of 1.

        Parameters
        ----------
        scores : array, shape (N, ...)
        target : array, shape (N, ...), -1 or +1
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        scores, target = same_shape(scores, target, "HingeLoss")
        if not (np.abs(target) == 1).all():
            raise ValueError(f"HingeLoss needs targets -1 and +1, got {np.unique(target)[:5]}")
        short, weights = 1 - target * scores, self._weights(target.shape, mask)
        self._saved = short, target, weights
        return total(np.maximum(short, 0), weights)

    def backward(self) -> np.ndarray:
        """dL/dscores = -t / n where t s < 1, and 0 elsewhere, also at t s = 1."""
        short, target, weights = self._saved
        return like(-target * (short > 0) * weights, target)


class MultiMarginLoss(Loss):
    """Hinge loss of C classes: the right score shall exceed each wrong one by 1.

    For one example sum over j != y of max(0, 1 - s_y + s_j), divided by C as in PyTorch; then the
    mean over the examples. K. Crammer, Y. Singer (JMLR 2, 2001) take the largest term instead of
    the sum, and some courses do not divide by C.

    See Also
    --------
    torch.nn.MultiMarginLoss : the same; it has no mask.

    Examples
    --------
    >>> loss = MultiMarginLoss()
    >>> loss([[2.0, 1.5]], [0]), loss.backward()
    (0.25, array([[-0.5,  0.5]]))
    """

    def forward(self, scores: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Mean of what is missing to a margin of 1.

        Parameters
        ----------
        scores : array, shape (N, C) or (N, T, C)
        target : array of int, shape (N,) or (N, T), classes 0 to C - 1
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        scores, target = classes(scores, target, "MultiMarginLoss")
        short = 1 - np.take_along_axis(scores, target[..., None], axis=-1) + scores
        np.put_along_axis(short, target[..., None], 0, axis=-1)
        weights = self._weights(target.shape, mask)
        self._saved = short, target, weights
        return total(np.maximum(short, 0).mean(axis=-1), weights)

    def backward(self) -> np.ndarray:
        """dL/dscores, shape (N, C); a term that is just 0 has no gradient."""
        short, target, weights = self._saved
        dscores = (short > 0).astype(short.dtype)
        too_close = dscores.sum(axis=-1, keepdims=True)
        np.put_along_axis(dscores, target[..., None], -too_close, axis=-1)
        return like(dscores * (np.asarray(weights)[..., None] / dscores.shape[-1]), short)
