"""Training: mini-batches, the loop over epochs, and when to stop.

An *epoch* goes through all examples once. A *batch* of all of them gives the gradient itself, a
*mini-batch* an estimate of it, a single example the *stochastic* gradient, the roughest one.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from dlaudio import bars
from dlaudio.checked import whole
from dlaudio.early_stopping import EarlyStopping
from dlaudio.layers.base import Layer
from dlaudio.losses import Loss
from dlaudio.optim import Optimizer, clip_grad_norm
from dlaudio.use import evaluate, in_use, predict, scores

__all__ = ["EarlyStopping", "batches", "evaluate", "fit", "in_use", "predict", "update"]


def batches(n: int, batch_size: int, *, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Indices of the mini-batches of one epoch: 0..n-1 in a new order, each exactly once.

    Parameters
    ----------
    n, batch_size : int, at least 1
        Number of examples, of all and of a batch.
    rng : numpy.random.Generator
        Draws the order.

    Yields
    ------
    rows : ndarray of int, shape (batch_size,)
        The last one is shorter if n is no multiple.

    Raises
    ------
    ValueError
        If n or batch_size is below 1.

    See Also
    --------
    torch.utils.data.DataLoader : the same role, with `shuffle=True`.

    Examples
    --------
    >>> [len(rows) for rows in batches(10, 4, rng=np.random.default_rng(0))]
    [4, 4, 2]
    """
    if n < 1 or batch_size < 1:
        raise ValueError(f"batches needs n and batch_size of at least 1, got {n}, {batch_size}")
    order = rng.permutation(n)
    return (order[start : start + batch_size] for start in range(0, n, batch_size))


def update(
    model: Layer,
    loss: Loss,
    optimizer: Optimizer,
    x,
    y: np.ndarray,
    *,
    mask: np.ndarray | None = None,
    penalty=None,
    clip_norm: float | None = None,
    clip: Callable = clip_grad_norm,
) -> tuple[float, np.ndarray]:
    """One step of training: forward, loss, backward, and a step of the optimiser.

    Parameters
    ----------
    model, loss, optimizer : Layer, Loss, Optimizer
        The optimiser has the parameters of the model.
    x : array, shape (N, ...), or tuple of arrays, shapes (N, ...)
        Examples; a tuple is for a model that takes several inputs.
    y : array, shape (N, ...)
        Targets.
    mask : array, shape (N, ...), optional
        Which targets count; goes to the loss.
    penalty : optional
        One of `dlaudio.penalties`; its gradient is added, its value is not in the loss.
    clip_norm : float, above 0, optional
        Longest that the gradient of all parameters may be.
    clip : callable, optional
        Who sees to that, called as `dlaudio.optim.clip_grad_norm` is.

    Returns
    -------
    value : float
        The loss before the step.
    prediction : ndarray, shape (N, ...)
        The output before the step.

    See Also
    --------
    torch.optim.Optimizer.step : the last of these lines, which PyTorch leaves to the reader.

    Examples
    --------
    >>> from dlaudio import layers, losses, optim
    >>> model = layers.Linear(1, 1, rng=np.random.default_rng(0))
    >>> sgd, x = optim.SGD(model.parameters(), 0.1), np.ones((4, 1))
    >>> values = [update(model, losses.MSELoss(), sgd, x, 3 * x)[0] for _ in range(20)]
    >>> values[0] > 1 and values[-1] < 0.01
    True
    """
    prediction = model.forward(*(x if isinstance(x, tuple) else (x,)))
    value = loss.forward(prediction, y) if mask is None else loss.forward(prediction, y, mask)
    optimizer.zero_grad()
    model.backward(loss.backward())
    if penalty is not None:
        penalty.backward()
    if clip_norm is not None:
        clip(optimizer.parameters, clip_norm)
    optimizer.step()
    return value, prediction


def fit(
    model: Layer,
    loss: Loss,
    optimizer: Optimizer,
    x: np.ndarray,
    y: np.ndarray,
    *,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    mask: np.ndarray | None = None,
    validation: tuple | None = None,
    metric=None,
    penalty=None,
    augment: Callable[[np.ndarray], np.ndarray] | None = None,
    clip_norm: float | None = None,
    schedule: Callable[[float], float] | None = None,
    on_epoch: Callable[[dict], bool | None] | None = None,
    early_stopping: EarlyStopping | None = None,
    history: list[dict[str, float]] | None = None,
    progress: bool = True,
) -> list[dict[str, float]]:
    """Train a model: in every epoch, for every mini-batch, forward, backward, step.

    Afterwards the model is ready for use, as after `model.eval()`, and has its best weights if
    `early_stopping` watched: also if training was interrupted, by an error or by hand.

    Parameters
    ----------
    model, loss, optimizer : Layer, Loss, Optimizer
        The optimiser has the parameters of the model.
    x, y : array, shape (N, ...)
        Examples and targets.
    epochs, batch_size : int, at least 1
        How often all examples are gone through, and how many are a batch.
    rng : numpy.random.Generator
        Draws the order of the examples in every epoch.
    mask : array, shape (N, ...), optional
        Which targets count, as `dlaudio.sequences.pad` gives it; for losses and metrics.
    validation : tuple of arrays (x, y) or (x, y, mask), shapes (M, ...), optional
        Evaluated after every epoch, forward only.
    metric : callable or dict of them, optional
        Of (prediction, target), as in `dlaudio.metrics`; recorded under its own name, or the name
        that it has in the dict.
    penalty : optional
        One of `dlaudio.penalties`; its gradient is added in every step, its value is not in
        the recorded loss.
    augment : callable, optional
        Changes the examples of each mini-batch, (B, ...) to (B, ...), never those of validation.
    clip_norm : float, above 0, optional
        Longest that the gradient of all parameters may be in a step.
    schedule : callable, optional
        From the share of the training that is over, 0 to 1, to the learning rate of the next step,
        such as `dlaudio.optim.linear_decay(0.01)`.
    on_epoch : callable, optional
        Gets every record as soon as there is one; training stops if it returns True.
    early_stopping : EarlyStopping, optional
        Watches the validation loss; at the end the model has the weights of the best epoch.
    history : list, optional
        Where records are appended, so that they are there if training is interrupted.
    progress : bool
        Show a bar on standard output, once training has taken more than a second.

    Returns
    -------
    history : list of dict
        One record for each epoch: "epoch" from 1, "loss" and the metric over the mini-batches as
        they were trained, "val_loss" and "val_..." over the validation set after the epoch.

    Raises
    ------
    ValueError
        If x and y have different lengths, or early stopping has no validation set to watch.

    See Also
    --------
    update : one step alone, for models with other inputs.

    Examples
    --------
    >>> from dlaudio import layers, losses, optim
    >>> rng = np.random.default_rng(0)
    >>> model, x = layers.Linear(1, 1, rng=rng), rng.normal(size=(64, 1))
    >>> sgd = optim.SGD(model.parameters(), 0.1)
    >>> history = fit(model, losses.MSELoss(), sgd, x, 3 * x, epochs=9, batch_size=8, rng=rng)
    >>> len(history), history[-1]["loss"] < 0.01, model.training
    (9, True, False)
    """
    if len(x) != len(y) or mask is not None and len(mask) != len(y):
        lengths = [len(part) for part in (x, y, mask) if part is not None]
        raise ValueError(
            f"fit needs a target for every example, got {' and '.join(map(str, lengths))}"
        )
    if early_stopping is not None:
        if validation is None:
            raise ValueError("early stopping needs a validation set, got none")
        early_stopping.reset()
    history, start = [] if history is None else history, optimizer.lr
    whole(epochs, "fit's epochs")
    options = {"penalty": penalty, "clip_norm": clip_norm}
    model.train()
    try:
        for epoch in _bar(epochs, history) if progress else range(epochs):
            total, counts, results = 0.0, 0.0, []
            for i, batch in enumerate(batches(len(x), batch_size, rng=rng)):
                if schedule is not None:
                    optimizer.lr = schedule((epoch + i * batch_size / len(x)) / epochs)
                inputs = x[batch] if augment is None else augment(x[batch])
                part = None if mask is None else mask[batch]
                value, prediction = update(
                    model, loss, optimizer, inputs, y[batch], mask=part, **options
                )
                weight = len(batch) if part is None else float(part.sum())
                total, counts = total + value * weight, counts + weight
                if metric is not None:
                    results.append((prediction, y[batch], part))
            record = {"epoch": epoch + 1, "loss": total / counts}
            if metric is not None:
                record |= scores(metric, *_joined(results))
            if validation is not None:
                watched = dict(zip(("x", "y", "mask"), validation, strict=False))
                result = evaluate(model, loss, metric=metric, **watched)
                record |= {f"val_{name}": value for name, value in result.items()}
            history.append(record)
            stop = on_epoch is not None and on_epoch(record) is True
            if early_stopping is not None:
                stop = early_stopping.update(record["val_loss"], model) or stop
            if stop:
                break
    finally:
        optimizer.lr = start if schedule is not None else optimizer.lr
        if early_stopping is not None:
            early_stopping.restore(model)
        model.eval()
    return history


def _joined(results: list[tuple]) -> tuple:
    """Predictions, targets and masks of all batches, each as one array."""
    predictions, targets, masks = zip(*results, strict=True)
    mask = None if masks[0] is None else np.concatenate(masks)
    return np.concatenate(predictions), np.concatenate(targets), mask


def _bar(epochs: int, history: list[dict]) -> Iterable[int]:
    """Count the epochs behind a bar with the newest record, unless there is one already."""

    def note() -> str:
        newest = (f"{name}={value:.3g}" for name, value in history[-1].items() if name != "epoch")
        return ", ".join(newest)

    return range(epochs) if bars.under_way() else bars.shown(range(epochs), "", "epoch", note=note)
