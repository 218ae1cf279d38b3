"""A bank of filters as a layer, so that a network may learn how to hear frequencies."""

import numpy as np

from dlaudio.checked import number
from dlaudio.layers.base import Layer, Parameter
from dlaudio.layers.guard import as_floats


class LogBands(Layer):
    """Natural logarithm of the power in bands: L = ln(max(weight, 0) P + floor).

    With S what is under the logarithm and dS = dL / S, each product goes back as in a linear layer:
    dP = max(weight, 0)^T dS, and dweight = dS P^T, summed over the examples, where weight > 0. A
    weight of 0 or less counts as 0 and gets no gradient, like ReLU at and below its kink.

    Parameters
    ----------
    filters : array, shape (bands, bins)
        Where the weights start, for example from `dlaudio.audio.mel_filterbank`.
    floor : float, above 0
        Added to every band, so that silence has a level.
    dtype : numpy dtype
        Of the weight, float32 if not given.

    Attributes
    ----------
    weight : Parameter, shape (bands, bins)

    Raises
    ------
    ValueError
        If filters has not two axes, or the floor is not above 0.

    References
    ----------
    .. [1] T. Sainath, B. Kingsbury, A. Mohamed, B. Ramabhadran, "Learning filter banks within a
       deep neural network framework", ASRU 2013: the same idea with exp for max.

    See Also
    --------
    torchaudio.transforms.MelScale : with fixed filters and without the logarithm.

    Examples
    --------
    >>> layer = LogBands(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), floor=1e-3, dtype=float)
    >>> np.exp(layer([[1.0], [2.0], [0.0]])).round(3).tolist()
    [[3.001], [0.001]]
    """

    def __init__(self, filters: np.ndarray, *, floor: float = 1e-4, dtype=np.float32):
        filters = as_floats(filters, "LogBands needs filters of shape (bands, bins)").astype(dtype)
        if filters.ndim != 2:
            raise ValueError(f"LogBands needs filters of shape (bands, bins), got {filters.shape}")
        self.weight = Parameter(filters)
        self.floor = number(floor, "LogBands' floor", low=0, ends="()")

    def extra_repr(self) -> str:
        """Bands and bins."""
        return ", ".join(map(str, self.weight.value.shape))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map power (..., bins, frames) to levels (..., bands, frames)."""
        bins = self.weight.value.shape[1]
        needed = f"power of shape (..., {bins}, frames)"
        x = self._floats(x, needed)
        if x.ndim < 2 or x.shape[-2] != bins:
            raise ValueError(f"LogBands needs {needed}, got {x.shape}")
        used = np.maximum(self.weight.value, 0)
        power_in_bands = used @ x + self.floor
        self._saved = x, used, power_in_bands
        return np.log(power_in_bands)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dlevels; add to the gradient of the weight; return dL/dpower."""
        x, used, power_in_bands = self._saved
        dsum = dout / power_in_bands
        of_each = dsum @ x.swapaxes(-1, -2)
        summed = of_each.sum(axis=tuple(range(of_each.ndim - 2)))
        self.weight.grad += summed * (self.weight.value > 0)
        return used.T @ dsum
