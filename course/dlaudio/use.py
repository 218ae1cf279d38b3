"""A model in use: its predictions, and how good they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from dlaudio.checked import whole
from dlaudio.layers.base import Layer
from dlaudio.losses import Loss


@contextmanager
def in_use(model: Layer) -> Iterator[None]:
    """Switch a model to use for a while; afterwards every layer has its own mode again.

    Parameters
    ----------
    model : Layer

    Examples
    --------
    >>> from dlaudio.layers import Dropout
    >>> layer = Dropout(0.5, rng=np.random.default_rng(0))
    >>> with in_use(layer):
    ...     layer(np.ones(3))
    array([1., 1., 1.])
    >>> layer.training
    True
    """
    modes = [(layer, layer.training) for layer in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for layer, training in modes:
            layer.training = training


def predict(model: Layer, x: np.ndarray, *, batch_size: int = 256) -> np.ndarray:
    """Outputs for all examples, in use (no dropout), leaving the mode of each layer as it was.

    Parameters
    ----------
    model : Layer
    x : array, shape (N, ...)
        Examples; there may be none.
    batch_size : int, at least 1
        How many are computed together, for they need memory.

    Returns
    -------
    y : ndarray, shape (N, ...)

    Raises
    ------
    ValueError
        If batch_size is below 1.

    See Also
    --------
    torch.no_grad : with `model.eval()`, PyTorch's way.

    Examples
    --------
    >>> from dlaudio.layers import ReLU
    >>> predict(ReLU(), np.array([[-1.0], [2.0]])).tolist()
    [[0.0], [2.0]]
    """
    x, batch_size = np.asarray(x), whole(batch_size, "predict's batch_size")
    starts = range(0, max(1, len(x)), batch_size)
    with in_use(model):
        return np.concatenate([model.forward(x[start : start + batch_size]) for start in starts])


def evaluate(
    model: Layer, loss: Loss, x: np.ndarray, y: np.ndarray, *, metric=None, mask=None
) -> dict[str, float]:
    """Loss and metrics of a model in use; no weight changes.

    Parameters
    ----------
    model : Layer
    loss : Loss
    x, y : array, shape (N, ...)
        Examples and targets.
    metric : callable or dict of them, optional
        As in `fit`.
    mask : array, shape (N, ...), optional
        Which targets count, as in `fit`.

    Returns
    -------
    record : dict
        "loss", and each metric by its name.

    See Also
    --------
    fit : gives this after every epoch.

    Examples
    --------
    >>> from dlaudio.layers import ReLU
    >>> from dlaudio.losses import MSELoss
    >>> evaluate(ReLU(), MSELoss(), np.array([[-1.0], [2.0]]), np.array([[0.0], [1.0]]))
    {'loss': 0.5}
    """
    prediction = predict(model, x)
    value = loss(prediction, y) if mask is None else loss(prediction, y, mask)
    return {"loss": value} | scores(metric, prediction, y, mask)


def scores(metric, prediction: np.ndarray, target, mask) -> dict[str, float]:
    """Each metric by its name, of what the mask leaves in.

    Parameters
    ----------
    metric : callable, dict of them, or None
    prediction, target : array, shapes (N, ...)
    mask : array, shape (N, ...), or None
    """
    if metric is None:
        return {}
    if mask is not None:
        counted = np.asarray(mask) > 0
        prediction, target = prediction[counted], np.asarray(target)[counted]
    metrics = metric if isinstance(metric, dict) else {_name(metric): metric}
    return {name: function(prediction, target) for name, function in metrics.items()}


def _name(metric: Callable) -> str:
    """The name of a function, also of one with some arguments filled in."""
    name = getattr(getattr(metric, "func", metric), "__name__", type(metric).__name__)
    return "metric" if name == "<lambda>" else name
