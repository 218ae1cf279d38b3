"""Losses of numbers: how far predictions are from what they should be."""

import numpy as np

from dlaudio.losses.base import Loss, like, same_shape, total


def sse(prediction: np.ndarray, target: np.ndarray) -> float:
    """Sum of squared errors, sum (prediction - target)^2: no mean, no factor 1/2.

    Its gradient is 2 (prediction - target).

    Parameters
    ----------
    prediction, target : array, both of one shape

    Returns
    -------
    total : float

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing.

    See Also
    --------
    torch.nn.MSELoss : the same with `reduction="sum"`.

    Examples
    --------
    >>> sse([1.0, 2.0], [1.0, 5.0])
    9.0
    """
    prediction, target = same_shape(prediction, target, "sse")
    return float(((prediction - target) ** 2).sum())


class MSELoss(Loss):
    """Mean squared error, 1/n sum (prediction - target)^2 over all n entries, without a 1/2.

    See Also
    --------
    torch.nn.MSELoss : the same; it has no mask.

    Examples
    --------
    >>> loss = MSELoss()
    >>> loss([1.0, 2.0], [1.0, 5.0]), loss.backward()
    (4.5, array([ 0., -3.]))
    """

    def forward(self, prediction: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Mean of the squared errors.

        Parameters
        ----------
        prediction : array, shape (N, ...)
        target : array, shape (N, ...)
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        prediction, target = same_shape(prediction, target, "MSELoss")
        error, weights = prediction - target, self._weights(target.shape, mask)
        self._saved = error, weights
        return total(error * error, weights)

    def backward(self) -> np.ndarray:
        """dL/dprediction = 2 (prediction - target) / n."""
        error, weights = self._saved
        return like(2 * weights * error, error)


class L1Loss(Loss):
    """Mean absolute error, 1/n sum |prediction - target| over all n entries.

    See Also
    --------
    torch.nn.L1Loss : the same; it has no mask.

    Examples
    --------
    >>> loss = L1Loss()
    >>> loss([1.0, 2.0], [1.0, 5.0]), loss.backward()
    (1.5, array([ 0. , -0.5]))
    """

    def forward(self, prediction: np.ndarray, target: np.ndarray, mask=None) -> float:
        """Mean of the distances.

        Parameters
        ----------
        prediction : array, shape (N, ...)
        target : array, shape (N, ...)
        mask : array, shape of the target or of its first axes, optional
            1 where an entry counts and 0 where it does not, as `dlaudio.sequences.pad` gives it;
            the mean is over what counts.

        Returns
        -------
        loss : float
        """
        prediction, target = same_shape(prediction, target, "L1Loss")
        error, weights = prediction - target, self._weights(target.shape, mask)
        self._saved = error, weights
        return total(np.abs(error), weights)

    def backward(self) -> np.ndarray:
        """dL/dprediction = sign(prediction - target) / n, and 0 where they are equal."""
        error, weights = self._saved
        return like(np.sign(error) * weights, error)
