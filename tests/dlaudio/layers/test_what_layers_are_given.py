"""Every layer and every loss, given what a slip would give them: a right result, or a sentence."""

import copy

import numpy as np
import pytest

from dlaudio import layers as L
from dlaudio import losses


def rng():
    return np.random.default_rng(0)


LAYERS = {
    "Linear": (L.Linear(4, 3, rng=rng()), (5, 4)),
    "Linear on sequences": (L.Linear(4, 3, rng=rng()), (5, 6, 4)),
    "Sigmoid": (L.Sigmoid(), (5, 4)),
    "Tanh": (L.Tanh(), (5, 4)),
    "ReLU": (L.ReLU(), (5, 4)),
    "LeakyReLU": (L.LeakyReLU(), (5, 4)),
    "PReLU": (L.PReLU(), (5, 4)),
    "Softplus": (L.Softplus(), (5, 4)),
    "ELU": (L.ELU(), (5, 4)),
    "Softmax": (L.Softmax(), (5, 4)),
    "Maxout": (L.Maxout(2), (5, 4)),
    "Dropout": (L.Dropout(0.5, rng=rng()), (5, 4)),
    "BatchNorm1d": (L.BatchNorm1d(4), (5, 4)),
    "LayerNorm": (L.LayerNorm(4), (5, 6, 4)),
    "Flatten": (L.Flatten(), (5, 2, 3)),
    "Conv1d": (L.Conv1d(2, 3, 3, rng=rng()), (5, 2, 8)),
    "Conv2d": (L.Conv2d(2, 3, 3, padding=1, rng=rng()), (5, 2, 6, 7)),
    "MaxPool1d": (L.MaxPool1d(2), (5, 2, 8)),
    "MaxPool2d": (L.MaxPool2d(2), (5, 2, 6, 7)),
    "AvgPool1d": (L.AvgPool1d(2, 1), (5, 2, 8)),
    "AvgPool2d": (L.AvgPool2d((2, 3)), (5, 2, 6, 7)),
    "RNN": (L.RNN(4, 3, rng=rng()), (5, 6, 4)),
    "LSTM": (L.LSTM(4, 3, rng=rng()), (5, 6, 4)),
    "GRU": (L.GRU(4, 3, rng=rng()), (5, 6, 4)),
    "Bidirectional": (L.Bidirectional(L.RNN(4, 3, rng=rng()), L.GRU(4, 2, rng=rng())), (5, 6, 4)),
    "LastStep": (L.LastStep(), (5, 6, 4)),
    "LogBands": (L.LogBands(np.ones((2, 4))), (5, 4, 6)),
    "Embedding": (L.Embedding(7, 3, rng=rng()), (5, 6)),
    "Sequential": (L.Sequential(L.Linear(4, 3, rng=rng()), L.ReLU()), (5, 4)),
}
LOSSES = {
    "MSELoss": (losses.MSELoss(), (5, 4), lambda shape: np.ones(shape)),
    "L1Loss": (losses.L1Loss(), (5, 4), lambda shape: np.ones(shape)),
    "CrossEntropyLoss": (losses.CrossEntropyLoss(), (5, 4), lambda shape: np.ones(shape[:-1], int)),
    "CrossEntropyLoss of sequences": (
        losses.CrossEntropyLoss(), (5, 6, 4), lambda shape: np.ones(shape[:-1], int)
    ),
    "BCEWithLogitsLoss": (losses.BCEWithLogitsLoss(), (5, 4), lambda shape: np.ones(shape)),
    "HingeLoss": (losses.HingeLoss(), (5, 4), lambda shape: np.ones(shape)),
    "MultiMarginLoss": (losses.MultiMarginLoss(), (5, 4), lambda shape: np.ones(shape[:-1], int)),
}  # fmt: skip


def given(name, dtype=float):
    layer, shape = LAYERS[name]
    whole = rng().integers(0, 7, shape)
    return copy.deepcopy(layer), whole if name == "Embedding" else whole.astype(dtype)


def a_sentence(error, name):
    """Names who needs what, and has none of the words of NumPy."""
    text = str(error.value)
    kinds = {name.split()[0], "RNN", "GRU", "Linear"}
    assert any(kind in text for kind in kinds) and ("needs" in text or "must be" in text), text
    assert not any(word in text for word in ("gufunc", "broadcast", "axis", "reshape", "newaxis"))


def test_every_class_is_here():
    names = {type(layer).__name__ for layer, _ in LAYERS.values()}
    classes = {
        name for name in L.__all__ if isinstance(getattr(L, name), type)
    } - {"Layer", "Parameter"}  # fmt: skip
    assert names == classes
    assert {type(loss).__name__ for loss, *_ in LOSSES.values()} == {
        name for name in losses.__all__ if name not in ("Loss", "sse")
    }


@pytest.mark.parametrize("name", LAYERS)
def test_a_way_back_needs_a_way_there_and_its_shape(name):
    layer, x = given(name)
    with pytest.raises(ValueError, match="needs a forward before it") as error:
        layer.backward(np.ones((5, 3)))
    a_sentence(error, name)
    y = layer(x)
    before = [parameter.grad.copy() for parameter in layer.parameters()]
    for shape in [(), (1,), y.shape[1:], (*y.shape, 1), (y.shape[0] + 1, *y.shape[1:])]:
        with pytest.raises(ValueError, match="as its output, got") as error:
            layer.backward(np.ones(shape))
        a_sentence(error, name)
    for parameter, grad in zip(layer.parameters(), before, strict=True):
        np.testing.assert_array_equal(parameter.grad, grad)
    assert layer.backward(np.ones(y.shape)).shape == x.shape


@pytest.mark.parametrize("name", LAYERS)
def test_lists_and_whole_numbers_are_taken(name):
    layer, x = given(name)
    y = copy.deepcopy(layer)(x)
    for other in (x.tolist(), x.astype(int), x.astype(int).tolist()):
        fresh = copy.deepcopy(layer)
        again = fresh(other)
        assert again.dtype.kind == "f"
        np.testing.assert_allclose(again, y, rtol=1e-12)
        assert fresh.backward(np.ones(y.shape).tolist()).shape == x.shape


@pytest.mark.parametrize("name", LAYERS)
def test_single_precision_stays_single(name):
    layer, x = given(name, np.float32)
    y = layer(x)
    assert y.dtype == np.float32 == layer.backward(np.ones_like(y)).dtype


@pytest.mark.parametrize("name", LAYERS)
def test_other_shapes_and_things_are_told_in_a_sentence(name):
    layer, x = given(name)
    elementwise = x.ndim == 2 and not layer.count_parameters() or name in ("PReLU", "Embedding")
    wrong = [[[1.0], [1.0, 2.0]], np.full(x.shape, "a"), np.full(x.shape, 1j)]
    if not elementwise and name not in ("Flatten", "LastStep"):
        wrong += [np.float64(1), x[0, 0], np.zeros((0,))]
        wrong += [] if "Pool" in name else [np.repeat(np.repeat(x, 2, axis=1), 2, axis=-1)]
    for other in wrong:
        with pytest.raises(ValueError) as error:
            copy.deepcopy(layer)(other)
        a_sentence(error, name)


@pytest.mark.parametrize("name", LAYERS)
def test_no_examples_give_no_results_or_a_sentence(name):
    layer, x = given(name)
    if name == "BatchNorm1d":
        with pytest.raises(ValueError, match="at least 2 examples to train, got 0"):
            layer(x[:0])
        layer.eval()
    y = layer(x[:0])
    assert y.shape[0] == 0 and y.ndim == copy.deepcopy(layer)(x).ndim
    assert layer.backward(np.ones(y.shape)).shape == x[:0].shape
    assert all(not parameter.grad.any() for parameter in layer.parameters())


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize("name", sorted(set(LAYERS) - {"Embedding", "ReLU"}))
def test_what_is_no_number_is_not_hidden(name):
    layer, x = given(name)
    x[0] = np.nan
    layer.eval()
    y = layer(x)
    assert np.isnan(y[0]).all() and not np.isnan(y[1:]).any()


@pytest.mark.parametrize("name", LOSSES)
def test_losses(name):
    loss, shape, make = LOSSES[name]
    loss, prediction, target = copy.deepcopy(loss), rng().normal(size=shape), make(shape)
    with pytest.raises(ValueError, match=f"{name.split()[0]}.backward needs a forward"):
        loss.backward()
    value = loss(prediction, target)
    assert copy.deepcopy(loss)(prediction.tolist(), target.tolist()) == value
    assert loss.backward().shape == shape and isinstance(value, float)
    assert np.isnan(loss(np.full(shape, np.nan), target))
    for other in (prediction[:0], prediction[:-1], prediction[0], np.float64(1), [[1.0], [1, 2.0]]):
        with pytest.raises(ValueError) as error:
            loss(other, target)
        a_sentence(error, name)
    with pytest.raises(ValueError) as error:
        loss(prediction[:0], target[:0])
    a_sentence(error, name)


@pytest.mark.parametrize("name", LOSSES)
def test_a_mask_leaves_out_what_it_says(name):
    loss, shape, make = LOSSES[name]
    prediction, target = rng().normal(size=shape), make(shape)
    mask = np.array([1, 1, 0, 1, 0])
    value = loss(prediction[mask > 0], target[mask > 0])
    slope = loss.backward()
    assert loss(prediction, target, mask) == pytest.approx(value)
    back = loss.backward()
    np.testing.assert_allclose(back[mask > 0], slope)
    assert not back[mask == 0].any() and back.shape == shape
    assert loss(prediction, target, np.ones(target.shape)) == pytest.approx(
        loss(prediction, target)
    )
    assert loss(prediction.astype("f"), target, mask) and loss.backward().dtype == np.float32
    for wrong in (np.ones(7), np.zeros(5), -mask, np.float64(1)):
        with pytest.raises(ValueError, match="needs a mask") as error:
            loss(prediction, target, wrong)
        a_sentence(error, name)


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_is_printed_and_shows_no_inner_state(name):
    layer, x = given(name)
    text = repr(layer)
    assert text.startswith(type(layer).__name__ + "(") and "object at" not in text
    count = layer.count_parameters()
    assert text.endswith(f"{count:,} parameters") if count else text.endswith(")")
    before = set(vars(layer))
    layer(x)
    new = {attribute for attribute in set(vars(layer)) - before if not attribute.startswith("_")}
    assert new <= {"h_n", "c_n"} and repr(layer) == text


def test_parameters_are_found_wherever_they_are_or_refused():
    class Nested(L.Layer):
        def __init__(self):
            self.many = [L.Parameter(np.ones(2)), [L.Parameter(np.ones(3))]]
            self.named = {"a": L.Linear(2, 3, rng=rng()), "b": (L.BatchNorm1d(3),)}

    net = Nested()
    names = [name for name, _ in net.named_parameters()]
    assert names[:2] == ["many.0", "many.1.0"] and names[2:] == [
        "named.a.weight", "named.a.bias", "named.b.0.weight", "named.b.0.bias",
    ]  # fmt: skip
    assert net.train(False) is net and not net.named["b"][0].training
    assert net.eval() is net and net.train().training
    assert list(net.state_dict())[-1] == "named.b.0.running_var"
    net.unordered = {L.Parameter(np.ones(2))}
    with pytest.raises(ValueError, match="in a set, which has no order"):
        net.parameters()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: L.Linear(2, 3, rng=0), "Linear needs rng=np.random.default_rng"),
        (lambda: L.Conv2d(0, 3, 3, rng=rng()), "Conv2d's in_channels must be a whole number"),
        (lambda: L.Conv1d(1, 3, 2.5, rng=rng()), "Conv1d's kernel_size must be a whole number"),
        (lambda: L.BatchNorm1d(0), "BatchNorm1d's num_features must be"),
        (lambda: L.MaxPool2d((2, 2, 2)), "MaxPool2d's kernel_size must be a whole number, or 2"),
        (lambda: L.LSTM(2, True, rng=rng()), "LSTM's hidden_size must be a whole number"),
        (lambda: L.Dropout(0.5, rng=7), "Dropout needs rng"),
    ],
)
def test_constructors_name_their_class(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("kind", [L.MaxPool1d, L.Conv1d, L.Conv2d, L.RNN, L.LSTM, L.GRU])
def test_missing_arguments_are_told_of_the_public_class(kind):
    with pytest.raises(TypeError, match=rf"^{kind.__name__}\.__init__\(\)"):
        kind()
