"""Losses: one number that says how wrong a batch of predictions is, and its gradient.

Always the mean: over all entries, or over the examples where an example has one class. `forward`
takes the predictions first, keeps what it needs, and returns a float; `backward` returns the
gradient at the predictions, of their shape and dtype. Only `sse` is a sum, and says so.
"""

import numpy as np

from dlaudio.layers.activations import log_softmax, sigmoid


def sse(prediction: np.ndarray, target: np.ndarray) -> float:
    """Sum of squared errors, sum (prediction - target)^2: no mean, no factor 1/2.

    Both have the same shape (ValueError otherwise). Its gradient is 2 (prediction - target).
    """
    prediction, target = _same_shape(prediction, target, "sse")
    return float(((prediction - target) ** 2).sum())


class Loss:
    """Base of all losses: a loss is called like its `forward`."""

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> float:
        """Return the loss of a batch."""
        raise NotImplementedError(f"{type(self).__name__} does not define forward")

    def backward(self) -> np.ndarray:
        """Return dL/dprediction of the last forward."""
        raise NotImplementedError(f"{type(self).__name__} does not define backward")

    def __call__(self, prediction: np.ndarray, target: np.ndarray) -> float:
        return self.forward(prediction, target)


class MSELoss(Loss):
    """Mean squared error, 1/n sum (prediction - target)^2 over all n entries, without a 1/2."""

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> float:
        """Loss for two arrays of one shape (ValueError otherwise)."""
        prediction, target = _same_shape(prediction, target, "MSELoss")
        self.error = prediction - target
        return float((self.error**2).mean())

    def backward(self) -> np.ndarray:
        """dL/dprediction = 2 (prediction - target) / n."""
        return 2 * self.error / self.error.size


class L1Loss(Loss):
    """Mean absolute error, 1/n sum |prediction - target| over all n entries."""

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> float:
        """Loss for two arrays of one shape (ValueError otherwise)."""
        prediction, target = _same_shape(prediction, target, "L1Loss")
        self.error = prediction - target
        return float(np.abs(self.error).mean())

    def backward(self) -> np.ndarray:
        """dL/dprediction = sign(prediction - target) / n, and 0 where they are equal."""
        return np.sign(self.error) / self.error.size


class CrossEntropyLoss(Loss):
    """Mean negative log-probability of the right class, from raw scores (logits).

    The row maximum is subtracted before exponentiating, so scores of any size are safe;
    softmax does not change when a constant is added to a row.
    """

    def forward(self, logits: np.ndarray, target: np.ndarray) -> float:
        """Loss in nats for logits (N, C) and integer classes (N,) in 0..C-1.

        Sequences are logits (N, T, C) with target (N, T); the mean is over all N T. ValueError if
        the shapes do not fit, or a target is no class.
        """
        self.target = _classes(logits, target, "CrossEntropyLoss")
        self.log_prob = log_softmax(logits)
        return float(-np.take_along_axis(self.log_prob, self.target, axis=-1).mean())

    def backward(self) -> np.ndarray:
        """dL/dlogits, shape (N, C): (softmax - one-hot) / N."""
        dlogits = np.exp(self.log_prob)
        right = np.take_along_axis(dlogits, self.target, axis=-1)
        np.put_along_axis(dlogits, self.target, right - 1, axis=-1)
        return dlogits / self.target.size


class BCEWithLogitsLoss(Loss):
    """Mean binary cross entropy of yes-or-no questions, from raw scores (logits).

    With p = sigmoid(z), -t ln p - (1 - t) ln(1 - p) = max(z, 0) - z t + ln(1 + exp(-|z|)): the
    right-hand side is safe for scores of any size. Several questions about one example may all
    be answered with yes (tags), unlike the classes of `CrossEntropyLoss`.
    """

    def forward(self, logits: np.ndarray, target: np.ndarray) -> float:
        """Loss in nats for logits and targets in [0, 1] of one shape (ValueError otherwise)."""
        logits, target = _same_shape(logits, target, "BCEWithLogitsLoss")
        if not ((target >= 0) & (target <= 1)).all():
            raise ValueError(
                "BCEWithLogitsLoss needs targets from 0 to 1, got values from "
                f"{target.min():g} to {target.max():g}"
            )
        self.logits, self.target = logits, target
        loss = np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))
        return float(loss.mean())

    def backward(self) -> np.ndarray:
        """dL/dlogits = (sigmoid(logits) - target) / n, over all n entries."""
        return (sigmoid(self.logits) - self.target) / self.target.size


class HingeLoss(Loss):
    """Mean of max(0, 1 - t s) for scores s and targets t of -1 or +1.

    Right answers cost nothing once they are right by a margin of 1. C. Cortes, V. Vapnik,
    "Support-Vector Networks", Machine Learning 20, 1995. PyTorch has none of this form (its
    `HingeEmbeddingLoss` is another); scikit-learn calls it `hinge_loss`.
    """

    def forward(self, scores: np.ndarray, target: np.ndarray) -> float:
        """Loss for scores and targets of one shape (ValueError otherwise)."""
        scores, target = _same_shape(scores, target, "HingeLoss")
        if not (np.abs(target) == 1).all():
            raise ValueError(f"HingeLoss needs targets -1 and +1, got {np.unique(target)[:5]}")
        self.target, self.short = target, 1 - target * scores
        return float(np.maximum(self.short, 0).mean())

    def backward(self) -> np.ndarray:
        """dL/dscores = -t / n where t s < 1, and 0 elsewhere, also at t s = 1."""
        return -self.target * (self.short > 0) / self.target.size


class MultiMarginLoss(Loss):
    """Hinge loss of C classes: the right score shall exceed each wrong one by 1.

    For one example sum over j != y of max(0, 1 - s_y + s_j), divided by C as in PyTorch; then the
    mean over the examples. K. Crammer, Y. Singer (JMLR 2, 2001) take the largest term instead of
    the sum, and some courses do not divide by C.
    """

    def forward(self, scores: np.ndarray, target: np.ndarray) -> float:
        """Loss for scores (N, C) and integer classes (N,) in 0..C-1 (ValueError otherwise)."""
        self.target = _classes(scores, target, "MultiMarginLoss")
        short = 1 - np.take_along_axis(scores, self.target, axis=-1) + scores
        np.put_along_axis(short, self.target, 0, axis=-1)
        self.short = short
        return float(np.maximum(short, 0).mean())

    def backward(self) -> np.ndarray:
        """dL/dscores, shape (N, C); a term that is just 0 has no gradient."""
        dscores = (self.short > 0).astype(self.short.dtype)
        too_close = dscores.sum(axis=-1, keepdims=True)
        np.put_along_axis(dscores, self.target, -too_close, axis=-1)
        return dscores / dscores.size


def _same_shape(prediction, target, caller: str) -> tuple[np.ndarray, np.ndarray]:
    """Both as arrays of the dtype of the prediction; never broadcast (N, 1) against (N,)."""
    prediction, target = np.asarray(prediction), np.asarray(target)
    if prediction.shape != target.shape or prediction.size == 0:
        raise ValueError(
            f"{caller} needs prediction and target of one shape, not empty, got "
            f"{prediction.shape} and {target.shape}"
        )
    if prediction.dtype.kind != "f":
        prediction = prediction.astype(np.float64)
    return prediction, target.astype(prediction.dtype)


def _classes(logits: np.ndarray, target, caller: str) -> np.ndarray:
    """Target classes as indices of the last axis of the logits, shape (N, 1) or (N, T, 1)."""
    target = np.asarray(target)
    if logits.ndim < 2 or target.shape != logits.shape[:-1] or target.size == 0:
        raise ValueError(
            f"{caller} needs scores (N, C) and target (N,), not empty, got {logits.shape} and "
            f"{target.shape}"
        )
    last = logits.shape[-1] - 1
    if target.dtype.kind not in "iu" or target.min() < 0 or target.max() > last:
        raise ValueError(
            f"{caller} needs whole numbers from 0 to {last} as target, got {target.dtype} from "
            f"{target.min()} to {target.max()}"
        )
    return target[..., None]
