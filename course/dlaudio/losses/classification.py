"""Losses of classes and of yes-or-no questions, from raw scores."""

import numpy as np

from dlaudio.layers.functions import log_softmax, sigmoid
from dlaudio.losses.base import Loss, classes, like, same_shape, total


class CrossEntropyLoss(Loss):
    """Mean negative log-probability of the right class, from raw scores (logits).

    The row maximum is subtracted before exponentiating, so scores of any size are safe;
    softmax does not change when a constant is added to a row.

    See Also
    --------
    torch.nn.CrossEntropyLoss : the same, but with the classes on the second axis, (N, C, T);
        where it has `ignore_index`, here is a mask.

    Examples
    --------
    >>> loss = CrossEntropyLoss()
    >>> round(loss(np.log([[1.0, 3.0], [1.0, 1.0]]), [1, 0]), 3), loss.backward().round(3).tolist()
    (0.49, [[0.125, -0.125], [-0.25, 0.25]])
    """

    def forward(self, logits: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Loss in nats.

        Parameters
        ----------
        logits : array, shape (N, C) or (N, T, C)
        target : array of int, shape (N,) or (N, T), classes 0 to C - 1
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        logits, target = classes(logits, target, "CrossEntropyLoss")
        log_prob, weights = log_softmax(logits), self._weights(target.shape, mask)
        self._saved = log_prob, target, weights
        return total(-np.take_along_axis(log_prob, target[..., None], axis=-1)[..., 0], weights)

    def backward(self) -> np.ndarray:
        """dL/dlogits, shape (N, C): (softmax - one-hot) / N."""
        log_prob, target, weights = self._saved
        dlogits = np.exp(log_prob)
        right = np.take_along_axis(dlogits, target[..., None], axis=-1)
        np.put_along_axis(dlogits, target[..., None], right - 1, axis=-1)
        dlogits *= weights if isinstance(weights, float) else weights[..., None]
        return dlogits


class BCEWithLogitsLoss(Loss):
    """Mean binary cross entropy of yes-or-no questions, from raw scores (logits).

    With p = sigmoid(z), -t ln p - (1 - t) ln(1 - p) = max(z, 0) - z t + ln(1 + exp(-|z|)): the
    right-hand side is safe for scores of any size. Several questions about one example may all
    be answered with yes (tags), unlike the classes of `CrossEntropyLoss`.

    See Also
    --------
    torch.nn.BCEWithLogitsLoss : the same; its `weight` can serve as a mask.

    Examples
    --------
    >>> loss = BCEWithLogitsLoss()
    >>> round(loss([[0.0, 1000.0]], [[1.0, 1.0]]), 3), loss.backward()
    (0.347, array([[-0.25,  0.  ]]))
    """

    def forward(self, logits: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Loss in nats.

        Parameters
        ----------
        logits : array, shape (N, ...)
        target : array, shape (N, ...), from 0 to 1
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        logits, target = same_shape(logits, target, "BCEWithLogitsLoss")
        if not ((target >= 0) & (target <= 1)).all():
            raise ValueError(
                "BCEWithLogitsLoss needs targets from 0 to 1, got values from "
                f"{target.min():g} to {target.max():g}"
            )
        weights = self._weights(target.shape, mask)
        self._saved = logits, target, weights
        nats = np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))
        return total(nats, weights)

    def backward(self) -> np.ndarray:
        """dL/dlogits = (sigmoid(logits) - target) / n, over all n entries."""
        logits, target, weights = self._saved
        return like((sigmoid(logits) - target) * weights, logits)
