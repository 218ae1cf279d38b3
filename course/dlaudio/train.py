"""Training: mini-batches, the loop over epochs, and when to stop.

An *epoch* goes through all examples once. A *batch* of all of them gives the gradient itself, a
*mini-batch* an estimate of it, a single example the *stochastic* gradient, the roughest one.
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.losses import Loss
from dlaudio.optim import Optimizer


def batches(n: int, batch_size: int, *, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Indices of the mini-batches of one epoch: 0..n-1 in a new order, each exactly once.

    Yields arrays of `batch_size` indices; the last one is shorter if n is no multiple.
    ValueError if n or batch_size is below 1.
    """
    if n < 1 or batch_size < 1:
        raise ValueError(f"batches needs n and batch_size of at least 1, got {n}, {batch_size}")
    order = rng.permutation(n)
    return (order[start : start + batch_size] for start in range(0, n, batch_size))


class EarlyStopping:
    """Says when the validation loss has not improved for long, and keeps the best weights.

    Parameters
    ----------
    patience : int
        Stop after this many epochs in a row without improvement.
    min_delta : float
        An improvement is a loss below the best one by more than this; NaN is none.

    Attributes
    ----------
    best_loss : float
        Infinite before the first epoch.
    best_epoch : int
        Counted from 1; 0 before the first.

    References
    ----------
    .. [1] L. Prechelt, "Early Stopping - but when?", in *Neural Networks: Tricks of the Trade*,
       1998, criterion UP.
    """

    def __init__(self, patience: int, *, min_delta: float = 0.0):
        if patience < 1:
            raise ValueError(f"EarlyStopping needs a patience of at least 1, got {patience}")
        self.patience, self.min_delta = patience, min_delta
        self.reset()

    def reset(self) -> None:
        """Forget all epochs."""
        self.best_loss, self.best_epoch, self.epoch = np.inf, 0, 0
        self.best_state = None

    def update(self, loss: float, model: Layer) -> bool:
        """Note the validation loss of one more epoch; True means stop."""
        self.epoch += 1
        if loss < self.best_loss - self.min_delta:
            self.best_loss, self.best_epoch = loss, self.epoch
            self.best_state = model.state()
        return self.epoch - self.best_epoch >= self.patience

    def restore(self, model: Layer) -> None:
        """Give the model the weights of the best epoch, if there was one."""
        if self.best_state is not None:
            model.load_state(self.best_state)


def predict(model: Layer, x: np.ndarray, *, batch_size: int = 256) -> np.ndarray:
    """Outputs for all examples of x (N, ...), in use (no dropout), leaving the mode as it was."""
    training = model.training
    model.eval()
    parts = [model.forward(x[start : start + batch_size]) for start in range(0, len(x), batch_size)]
    if training:
        model.train()
    return np.concatenate(parts)


def evaluate(
    model: Layer, loss: Loss, x: np.ndarray, y: np.ndarray, *, metric: Callable | None = None
) -> dict[str, float]:
    """Loss, and metric under its own name, of a model in use; no weight changes."""
    prediction = predict(model, x)
    result = {"loss": loss.forward(prediction, y)}
    if metric is not None:
        result[metric.__name__] = metric(prediction, y)
    return result


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
    validation: tuple[np.ndarray, np.ndarray] | None = None,
    metric: Callable[[np.ndarray, np.ndarray], float] | None = None,
    penalty=None,
    augment: Callable[[np.ndarray], np.ndarray] | None = None,
    on_epoch: Callable[[dict], bool | None] | None = None,
    early_stopping: EarlyStopping | None = None,
    progress: bool = True,
) -> list[dict[str, float]]:
    """Train a model: in every epoch, for every mini-batch, forward, backward, step.

    Afterwards the model is ready for use, as after `model.eval()`.

    Parameters
    ----------
    model, loss, optimizer
        The optimiser has the parameters of the model.
    x, y : array, shape (N, ...)
        Examples and targets.
    epochs, batch_size : int
    rng : numpy.random.Generator
        Draws the order of the examples in every epoch.
    validation : (x, y), optional
        Evaluated after every epoch, forward only.
    metric : callable, optional
        Of (prediction, target), as in `dlaudio.metrics`; recorded under its own name.
    penalty : optional
        One of `dlaudio.penalties`; its gradient is added in every step, its value is not in
        the recorded loss.
    augment : callable, optional
        Changes the examples of each mini-batch, (B, ...) to (B, ...), never those of validation.
    on_epoch : callable, optional
        Gets every record as soon as there is one; training stops if it returns True.
    early_stopping : EarlyStopping, optional
        Watches the validation loss; at the end the model has the weights of the best epoch.
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
    """
    if len(x) != len(y):
        raise ValueError(f"fit needs a target for every example, got {len(x)} and {len(y)}")
    if early_stopping is not None:
        if validation is None:
            raise ValueError("early stopping needs a validation set, got none")
        early_stopping.reset()
    history = []
    model.train()
    for epoch in _bar(epochs, history) if progress else range(epochs):
        predictions, targets, total = [], [], 0.0
        for batch in batches(len(x), batch_size, rng=rng):
            inputs = x[batch] if augment is None else augment(x[batch])
            prediction = model.forward(inputs)
            total += loss.forward(prediction, y[batch]) * len(batch)
            optimizer.zero_grad()
            model.backward(loss.backward())
            if penalty is not None:
                penalty.backward()
            optimizer.step()
            predictions.append(prediction)
            targets.append(y[batch])
        record = {"epoch": epoch + 1, "loss": total / len(x)}
        if metric is not None:
            score = metric(np.concatenate(predictions), np.concatenate(targets))
            record[metric.__name__] = score
        if validation is not None:
            result = evaluate(model, loss, *validation, metric=metric)
            record |= {f"val_{name}": value for name, value in result.items()}
        history.append(record)
        stop = on_epoch is not None and on_epoch(record) is True
        if early_stopping is not None:
            stop = early_stopping.update(record["val_loss"], model) or stop
        if stop:
            break
    if early_stopping is not None:
        early_stopping.restore(model)
    model.eval()
    return history


def _bar(epochs: int, history: list[dict]) -> Iterator[int]:
    """Count the epochs; after a second, show a bar with the newest record."""
    from tqdm import tqdm

    start, bar = time.monotonic(), None
    try:
        for epoch in range(epochs):
            yield epoch
            if bar is None and time.monotonic() - start > 1:
                # Standard error would be red in a notebook.
                bar = tqdm(total=epochs, initial=epoch, unit="epoch", file=sys.stdout)
            if bar is not None:
                newest = {name: f"{value:.3g}" for name, value in history[-1].items()}
                newest.pop("epoch")
                bar.set_postfix(newest, refresh=False)
                bar.update()
    finally:
        if bar is not None:
            bar.close()
