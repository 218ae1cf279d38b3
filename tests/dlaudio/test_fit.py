"""`fit` and `update`: masks, schedules, clipping, metrics, and what an interruption leaves."""

from functools import partial

import numpy as np
import pytest

from dlaudio.layers import BatchNorm1d, Layer, Linear, Sequential
from dlaudio.losses import CrossEntropyLoss, MSELoss
from dlaudio.metrics import accuracy, f1_score
from dlaudio.optim import SGD, linear_decay
from dlaudio.train import EarlyStopping, evaluate, fit, predict, update


@pytest.fixture
def rng():
    return np.random.default_rng(5)


@pytest.fixture
def products(rng):
    x = rng.uniform(-1, 1, (200, 2)).astype("f")
    return x, x[:, :1] * x[:, 1:]


def learner(rng, units=3):
    model = Sequential(Linear(2, units, rng=rng), BatchNorm1d(units), Linear(units, 1, rng=rng))
    return model, SGD(model.parameters(), 0.1)


def test_an_interruption_keeps_history_best_weights_and_the_mode(products, rng):
    x, y = products
    model, sgd = learner(rng)
    watch, history, kept = EarlyStopping(9), [], {}

    def stop(record):
        if record["epoch"] == 1:
            kept.update(model.state_dict())
            watch.min_delta = 1e9  # nothing is better from now on
        if record["epoch"] == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(model, MSELoss(), sgd, x, y, epochs=9, batch_size=50, rng=rng, validation=(x, y),
            early_stopping=watch, history=history, on_epoch=stop, progress=False)  # fmt: skip
    assert [record["epoch"] for record in history] == [1, 2, 3] and not model[1].training
    assert all(np.array_equal(array, kept[name]) for name, array in model.state_dict().items())


def test_predict_leaves_each_layer_its_own_mode_and_takes_no_examples(rng):
    model, _ = learner(rng)
    model[1].eval()
    assert predict(model, np.zeros((0, 2), np.float32)).shape == (0, 1)
    assert [layer.training for layer in model.modules()] == [True, True, False, True]
    with pytest.raises(ValueError, match="Linear needs x"):
        predict(model, np.zeros((2, 5), np.float32))
    assert [layer.training for layer in model.modules()] == [True, True, False, True]


def test_the_schedule_sets_the_rate_of_each_step_and_clipping_bounds_it(products, rng):
    x, y = products
    model, sgd = learner(rng)
    rates, sizes, step = [], [], sgd.step

    def noted():
        rates.append(sgd.lr)
        sizes.append(sum(float((p.grad**2).sum()) for p in sgd.parameters) ** 0.5)
        step()

    sgd.step = noted
    fit(model, MSELoss(), sgd, x, 9 * y, epochs=2, batch_size=50, rng=rng, clip_norm=0.01,
        schedule=linear_decay(0.8), progress=False)  # fmt: skip
    assert rates == pytest.approx(0.8 - 0.1 * np.arange(8)) and sgd.lr == 0.1
    assert sizes == pytest.approx([0.01] * 8, rel=1e-4)


def test_a_mask_leaves_steps_out_of_losses_and_metrics(rng):
    """What stands in the padding changes nothing that is learnt or told."""
    x = rng.normal(size=(6, 5, 3)).astype("f")
    y, mask = rng.integers(0, 4, (6, 5)), np.repeat([[1, 1, 1, 0, 0]], 6, axis=0)
    mask[2] = 1
    told = []
    for padding in (0, 3):
        y = np.where(mask, y, padding)
        model = Linear(3, 4, rng=np.random.default_rng(1))
        options = dict(epochs=3, batch_size=2, rng=np.random.default_rng(2), progress=False)
        history = fit(model, CrossEntropyLoss(), SGD(model.parameters(), 0.1), x, y, mask=mask,
            metric={"right": accuracy, "f1": partial(f1_score, n_classes=4)},
            validation=(x, y, mask), **options)  # fmt: skip
        told.append((history, model.weight.value))
    assert told[0][0] == told[1][0] and np.array_equal(told[0][1], told[1][1])
    assert set(told[0][0][0]) == {"epoch", "loss", "right", "f1", "val_loss", "val_right", "val_f1"}


def test_metrics_of_any_kind_have_a_name(rng):
    model, x, y = Linear(3, 4, rng=rng), np.ones((5, 3)), np.arange(5) % 4
    for metric, name in [
        (accuracy, "accuracy"),
        (partial(f1_score, n_classes=4), "f1_score"),
        (lambda prediction, target: 1.0, "metric"),
    ]:
        assert set(evaluate(model, CrossEntropyLoss(), x, y, metric=metric)) == {"loss", name}


def test_update_takes_several_inputs(rng):
    class Sum(Layer):
        def __init__(self):
            self.inner = Linear(2, 1, rng=rng)

        def forward(self, a, b):
            return self.inner(a + b)

        def backward(self, dout):
            return self.inner.backward(dout)

    model, a = Sum(), rng.normal(size=(8, 2))
    sgd = SGD(model.parameters(), 0.1)
    values = [update(model, MSELoss(), sgd, (a, a), a[:, :1])[0] for _ in range(200)]
    assert values[-1] < 1e-3 < values[0]
