"""Training: epochs that are complete, gradients that are unbiased, stopping that restores."""

import numpy as np
import pytest

from dlaudio import metrics
from dlaudio.layers import BatchNorm1d, Dropout, Linear, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss, MSELoss
from dlaudio.optim import SGD, Adam
from dlaudio.penalties import L2Penalty
from dlaudio.train import EarlyStopping, batches, evaluate, fit, predict


@pytest.fixture
def rng():
    return np.random.default_rng(5)


@pytest.fixture
def xor(rng):
    x = rng.uniform(-1, 1, (200, 2)).astype("f")
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


def network(rng, *more):
    return Sequential(Linear(2, 16, rng=rng), ReLU(), *more, Linear(16, 2, rng=rng))


@pytest.mark.parametrize(("n", "size"), [(10, 3), (9, 3), (2, 5), (1, 1)])
def test_an_epoch_has_each_example_once_and_a_short_last_batch(n, size, rng):
    parts = list(batches(n, size, rng=rng))
    assert sorted(np.concatenate(parts)) == list(range(n))
    assert [len(part) for part in parts[:-1]] == [size] * (len(parts) - 1)
    assert len(parts[-1]) == (n - 1) % size + 1


def test_epochs_differ_but_repeat_with_the_seed():
    def orders(seed):
        rng = np.random.default_rng(seed)
        return [np.concatenate(list(batches(50, 8, rng=rng))).tolist() for _ in range(2)]

    assert orders(1)[0] != orders(1)[1]
    assert orders(1) == orders(1) != orders(2)


def test_the_mean_of_mini_batch_gradients_is_the_gradient(rng):
    x, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 1))
    layer, loss = Linear(3, 1, rng=rng, dtype=np.float64), MSELoss()

    def gradient(batch):
        layer.zero_grad()
        loss(layer(x[batch]), y[batch])
        layer.backward(loss.backward())
        return layer.weight.grad.copy()

    parts = [gradient(batch) for batch in batches(12, 4, rng=rng)]
    assert np.mean(parts, axis=0) == pytest.approx(gradient(np.arange(12)))


def test_a_full_batch_epoch_is_one_step_of_descent(rng):
    x, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 1))
    layer = Linear(3, 1, rng=rng, dtype=np.float64)
    start = layer.weight.value.copy()
    history = fit(layer, MSELoss(), SGD(layer.parameters(), 0.1), x, y, epochs=1, batch_size=12,
                  rng=rng, penalty=L2Penalty([layer.weight], 0.5))  # fmt: skip
    error = x @ start - y
    expected = start - 0.1 * (2 * x.T @ error / 12 + 2 * 0.5 * start)
    assert layer.weight.value == pytest.approx(expected)
    assert history == [{"epoch": 1, "loss": pytest.approx(np.mean(error**2))}]


def test_fit_learns_records_and_is_quiet(xor, rng, capfd):
    x, y = xor
    model = network(rng, BatchNorm1d(16))
    seen = []
    history = fit(model, CrossEntropyLoss(), Adam(model.parameters(), 0.02), x[:150], y[:150],
                  epochs=30, batch_size=32, rng=rng, validation=(x[150:], y[150:]),
                  metric=metrics.accuracy, on_epoch=seen.append)  # fmt: skip
    assert [record["epoch"] for record in history] == list(range(1, 31))
    assert set(history[0]) == {"epoch", "loss", "accuracy", "val_loss", "val_accuracy"}
    assert history[-1]["val_accuracy"] >= 0.9 > history[0]["accuracy"]
    assert seen == history
    last = evaluate(model, CrossEntropyLoss(), x[150:], y[150:], metric=metrics.accuracy)
    assert last == {name: history[-1][f"val_{name}"] for name in ("loss", "accuracy")}
    assert capfd.readouterr() == ("", "")


def test_a_long_training_shows_a_bar_on_standard_output(xor, rng, capsys):
    import time

    x, y = xor
    model = network(rng)

    def run(progress):
        fit(model, CrossEntropyLoss(), SGD(model.parameters(), 0.1), x, y, epochs=4, batch_size=50,
            rng=rng, progress=progress, on_epoch=lambda record: time.sleep(0.35))  # fmt: skip
        return capsys.readouterr()

    shown = run(True)
    assert "4/4" in shown.out and "loss=" in shown.out and shown.err == ""
    assert run(False) == ("", "")


def test_training_repeats_with_the_seed(xor):
    x, y = xor

    def final(seed):
        rng = np.random.default_rng(seed)
        model = network(rng, Dropout(0.3, rng=rng))
        fit(model, CrossEntropyLoss(), Adam(model.parameters()), x, y, epochs=3, batch_size=64,
            rng=rng)  # fmt: skip
        return np.concatenate([array.ravel() for array in model.state_dict().values()])

    assert np.array_equal(final(1), final(1)) and not np.array_equal(final(1), final(2))


def test_on_epoch_can_stop_and_augment_sees_training_only(xor, rng):
    x, y = xor
    model, sizes = network(rng), []

    def augment(batch):
        sizes.append(len(batch))
        return batch

    history = fit(model, CrossEntropyLoss(), SGD(model.parameters(), 0.1), x, y, epochs=9,
                  batch_size=150, rng=rng, validation=(x, y), augment=augment,
                  on_epoch=lambda record: record["epoch"] == 2)  # fmt: skip
    assert len(history) == 2 and sizes == [150, 50, 150, 50]


def test_evaluation_changes_nothing_and_uses_no_dropout(xor, rng):
    x, y = xor
    model = network(rng, BatchNorm1d(16), Dropout(0.5, rng=rng))
    before = model.state_dict()
    first = predict(model, x, batch_size=33)
    evaluate(model, CrossEntropyLoss(), x, y)
    assert all(map(np.array_equal, before.values(), model.state_dict().values()))
    assert model.training and model[3].training
    model.eval()
    assert first == pytest.approx(model(x), rel=1e-5, abs=1e-6)
    predict(model, x)
    assert not model.training


def curve(stopping, losses):
    """Epoch at which it stops, with the weight of each epoch being its number."""
    model = Linear(1, 1, rng=np.random.default_rng(0))
    for epoch, loss in enumerate(losses, start=1):
        model.weight.value[:] = epoch
        if stopping.update(loss, model):
            break
    stopping.restore(model)
    return epoch, model.weight.value.item()


@pytest.mark.parametrize(
    ("losses", "patience", "stops", "best"),
    [
        ([5, 4, 3, 3.5, 3.4, 3.3, 1], 3, 6, 3),
        ([5, 4, 3, 3.5, 3.4, 2, 3, 3, 3], 3, 9, 6),
        ([5, 5, 5], 1, 2, 1),
        ([5, 4, 3], 1, 3, 3),
        ([5, np.nan, np.nan, 1], 2, 3, 1),
    ],
)
def test_early_stopping_on_given_curves(losses, patience, stops, best):
    stopping = EarlyStopping(patience)
    assert curve(stopping, losses) == (stops, best)
    assert (stopping.best_epoch, stopping.best_loss) == (best, losses[best - 1])


def test_a_small_improvement_may_not_count():
    assert curve(EarlyStopping(2, min_delta=0.5), [5, 4.8, 4.6, 1]) == (3, 1)


def test_fit_ends_with_the_best_weights(rng):
    # 8 examples with random labels, and others to validate: learning by heart makes it worse.
    x, y = rng.normal(size=(40, 2)).astype("f"), rng.integers(2, size=40)
    model, stopping = network(rng), EarlyStopping(5)
    history = fit(model, CrossEntropyLoss(), Adam(model.parameters(), 0.05), x[:8], y[:8],
                  epochs=200, batch_size=4, rng=rng, validation=(x[8:], y[8:]),
                  early_stopping=stopping)  # fmt: skip
    losses = [record["val_loss"] for record in history]
    assert len(history) == int(np.argmin(losses)) + 1 + 5 < 200
    assert evaluate(model, CrossEntropyLoss(), x[8:], y[8:])["loss"] == min(losses)


def test_errors_say_what_was_needed_and_what_came(xor, rng):
    x, y = xor
    model = network(rng)
    options = dict(epochs=1, batch_size=5, rng=rng)
    with pytest.raises(ValueError, match="a target for every example, got 200 and 199"):
        fit(model, MSELoss(), SGD(model.parameters(), 1), x, y[1:], **options)
    with pytest.raises(ValueError, match="needs a validation set"):
        fit(model, MSELoss(), SGD(model.parameters(), 1), x, y, **options,
            early_stopping=EarlyStopping(1))  # fmt: skip
    with pytest.raises(ValueError, match="patience must be a whole number of at least 1, got 0"):
        EarlyStopping(0)
    with pytest.raises(ValueError, match="at least 1, got 5, 0"):
        batches(5, 0, rng=rng)
