"""Layers: finite differences at sizes that all differ, values by hand, extremes, modes."""

import numpy as np
import pytest

from dlaudio import init
from dlaudio.gradcheck import check_function, check_layer
from dlaudio.layers import (
    ELU,
    BatchNorm1d,
    Dropout,
    Flatten,
    Layer,
    LayerNorm,
    LeakyReLU,
    Linear,
    Maxout,
    Parameter,
    PReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Softplus,
    Tanh,
    log_softmax,
    sigmoid,
    softmax,
    softplus,
)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def away_from_kink(rng, shape):
    """Random numbers between 0.1 and 2 in size, so that no small step crosses zero."""
    return rng.uniform(0.1, 2, shape) * rng.choice([-1, 1], shape)


ELEMENTWISE = [Sigmoid, Tanh, ReLU, LeakyReLU, PReLU, Softplus, ELU, Softmax]


@pytest.mark.parametrize("layer", ELEMENTWISE)
@pytest.mark.parametrize("shape", [(5, 3), (1, 4), (2, 3, 5)])
def test_activations_agree_with_finite_differences(layer, shape, rng):
    assert check_layer(layer(), away_from_kink(rng, shape), rng=rng) < 1e-6


@pytest.mark.parametrize("layer", ELEMENTWISE)
def test_activations_at_1000_are_finite_and_have_the_right_slope(layer, rng):
    x = np.array([[-1000.0, -30, -2, 1, 40, 1000]])
    assert check_layer(layer(), x, rng=rng) < 1e-6
    for dtype in (np.float32, np.float64):
        one = layer()
        y = one.forward(x.astype(dtype))
        dx = one.backward(np.ones_like(y))
        assert y.dtype == dx.dtype == dtype
        assert np.isfinite(y).all() and np.isfinite(dx).all()


@pytest.mark.parametrize("n", [1, 6])
@pytest.mark.parametrize("bias", [True, False])
def test_linear_agrees_with_finite_differences(n, bias, rng):
    assert check_layer(Linear(4, 3, rng=rng, bias=bias), rng.normal(size=(n, 4)), rng=rng) < 1e-6


def test_linear_on_sequences(rng):
    assert check_layer(Linear(4, 5, rng=rng), rng.normal(size=(2, 3, 4)), rng=rng) < 1e-6


def test_the_other_layers_agree_with_finite_differences(rng):
    x = rng.normal(size=(5, 6))
    trained = BatchNorm1d(6)
    trained.forward(rng.normal(3, 2, (9, 6)))
    in_use = BatchNorm1d(6)
    in_use.forward(rng.normal(3, 2, (9, 6)))
    in_use.eval()
    for layer in (trained, in_use, LayerNorm(6), Maxout(3), Flatten(), Dropout(0.4, rng=rng)):
        assert check_layer(layer, x, rng=rng) < 1e-6
    assert check_layer(LayerNorm(6), rng.normal(size=(1, 2, 6)), rng=rng) < 1e-6
    assert check_layer(Flatten(), rng.normal(size=(2, 3, 4)), rng=rng) < 1e-6


def test_a_network_of_all_kinds_agrees_with_finite_differences(rng):
    network = Sequential(
        Linear(4, 12, rng=rng), BatchNorm1d(12), Maxout(2), Tanh(), Dropout(0.3, rng=rng),
        Linear(6, 5, rng=rng), LayerNorm(5), Softplus(), Linear(5, 3, rng=rng), Softmax(),
    )  # fmt: skip
    assert check_layer(network, rng.normal(size=(7, 4)), rng=rng) < 1e-6


def test_values_by_hand():
    x = np.array([[-2.0, 0.0, 3.0]])
    assert ReLU()(x).tolist() == [[0, 0, 3]]
    assert LeakyReLU()(x).tolist() == [[-0.2, 0, 3]]
    assert PReLU(0.5, dtype=float)(x).tolist() == [[-1, 0, 3]]
    assert Sigmoid()(np.log([[3.0]])) == pytest.approx(0.75)
    assert Softmax()(np.log([[1.0, 2, 5]])) == pytest.approx(np.array([[1, 2, 5]]) / 8)
    assert Maxout(3)(np.array([[1.0, 5, 2, 0, -1, -3]])).tolist() == [[5, 0]]
    assert ELU(2.0)(np.array([[-np.log(2)]])) == pytest.approx(-1)
    assert Flatten()(np.arange(12.0).reshape(2, 3, 2)).tolist()[1] == [6, 7, 8, 9, 10, 11]


def test_the_slope_at_the_kink_is_the_left_one():
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    slopes = []
    for layer in (ReLU(), LeakyReLU(), PReLU(0.3, dtype=float), ELU(0.5)):
        layer.forward(zero)
        slopes.append(layer.backward(one).item())
    assert slopes == [0, 0.1, 0.3, 0.5]


def test_laws_of_the_plain_functions(rng):
    x = rng.normal(0, 5, (4, 6))
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(np.ones_like(x))
    assert np.tanh(x) == pytest.approx(2 * sigmoid(2 * x) - 1)
    assert softplus(x) - softplus(-x) == pytest.approx(x)
    assert softmax(x) == pytest.approx(softmax(x + 900))
    assert log_softmax(np.zeros((2, 8))) == pytest.approx(-np.log(8) * np.ones((2, 8)))
    assert log_softmax(np.array([0.0, 1000])).tolist() == [-1000, 0]
    assert check_function(softplus, lambda dout, x: dout * sigmoid(x), x, rng=rng) < 1e-6


def test_linear_starts_he_normal_and_counts_its_parameters():
    layer = Linear(784, 10, rng=np.random.default_rng(0))
    assert layer.count_parameters() == 7850
    assert layer.weight.value.std() == pytest.approx(np.sqrt(2 / 784), rel=0.03)
    assert layer.weight.value.dtype == layer.bias.value.dtype == np.float32
    assert not layer.bias.value.any()
    again = Linear(784, 10, rng=np.random.default_rng(0))
    assert np.array_equal(layer.weight.value, again.weight.value)
    assert Linear(2, 3, rng=np.random.default_rng(0), dtype=np.float64)(
        np.ones((1, 2))
    ).dtype == np.float64  # fmt: skip


def test_backward_adds_and_zero_grad_forgets(rng):
    layer = Linear(3, 2, rng=rng)
    x, dout = rng.normal(size=(4, 3)).astype("f"), rng.normal(size=(4, 2)).astype("f")
    layer.forward(x)
    layer.backward(dout)
    once = layer.weight.grad.copy()
    layer.backward(dout)
    assert layer.weight.grad == pytest.approx(2 * once)
    layer.zero_grad()
    assert not layer.weight.grad.any() and not layer.bias.grad.any()


def test_batch_norm_gives_mean_0_and_variance_1_and_remembers(rng):
    layer = BatchNorm1d(3, dtype=np.float64)
    x = rng.normal(5, 3, (200, 3))
    for _ in range(100):
        y = layer.forward(x)
    assert y.mean(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    assert y.std(axis=0) == pytest.approx(np.ones(3), rel=1e-5)
    layer.eval()
    assert layer.forward(x[:1]) == pytest.approx((x[:1] - x.mean(0)) / x.std(0, ddof=1), rel=1e-3)
    with pytest.raises(ValueError, match="at least 2 examples to train, got 1"):
        layer.train()
        layer.forward(x[:1])


def test_dropout_keeps_the_mean_drops_p_and_is_off_in_use(rng):
    layer = Dropout(0.2, rng=rng)
    x = np.ones((300, 400), np.float32)
    y = layer.forward(x)
    assert np.unique(y) == pytest.approx([0, 1.25])
    assert (y == 0).mean() == pytest.approx(0.2, abs=0.005)
    assert not np.array_equal(y, layer.forward(x))
    layer.eval()
    assert np.array_equal(layer.forward(x), x) and np.array_equal(layer.backward(x), x)


def test_dropout_sends_back_through_its_own_mask(rng):
    layer = Dropout(0.5, rng=rng)
    x = rng.normal(size=(20, 30))
    y = layer.forward(x)
    assert layer.backward(x) == pytest.approx(y)


class Residual(Layer):
    """A layer as a unit may write it: x + W x, with inner layers as attributes and in a list."""

    def __init__(self, rng):
        self.scale = Parameter(np.ones(1, np.float32))
        self.inner = Linear(3, 3, rng=rng)
        self.more = [Dropout(0.5, rng=rng), BatchNorm1d(3)]

    def forward(self, x):
        self.x = x
        for layer in self.more:
            x = layer.forward(x)
        return self.scale.value * self.x + self.inner.forward(x)

    def backward(self, dout):
        self.scale.grad += (dout * self.x).sum()
        inner = self.inner.backward(dout)
        for layer in reversed(self.more):
            inner = layer.backward(inner)
        return self.scale.value * dout + inner


def test_parameters_modes_and_state_are_found_in_a_tree(rng):
    network = Sequential(Residual(rng), ReLU(), Residual(rng))
    names = [name for name, _ in network.named_parameters()]
    inner = ["scale", "inner.weight", "inner.bias", "more.1.weight", "more.1.bias"]
    assert names == [f"{i}.{name}" for i in (0, 2) for name in inner]
    assert network.count_parameters() == 2 * (1 + 9 + 3 + 3 + 3)
    assert check_layer(network, rng.normal(size=(5, 3)), rng=rng) < 1e-6
    network.eval()
    assert network[2].more[0].training is False
    network.train()
    saved = network.state_dict()
    assert len(saved) == 10 + 4
    before = network[0].more[1].running_mean.copy()
    network.forward(rng.normal(size=(5, 3)).astype("f"))
    network.parameters()[1].value += 1
    network.load_state_dict(saved)
    assert np.array_equal(network[0].more[1].running_mean, before)
    assert all(np.array_equal(network.state_dict()[name], saved[name]) for name in saved)
    assert list(saved)[0] == "0.scale" and list(saved)[-1] == "2.more.1.running_var"
    del saved["0.inner.bias"]
    with pytest.raises(ValueError, match=r"needs 0.inner.bias of shape \(3,\), got none; 1 of 14"):
        network.load_state_dict(saved)


def test_a_shared_parameter_counts_once(rng):
    first, second = Linear(3, 3, rng=rng), Linear(3, 3, rng=rng)
    second.weight = first.weight
    network = Sequential(first, Tanh(), second)
    assert len(network.parameters()) == 3
    assert check_layer(network, rng.normal(size=(4, 3)), rng=rng) < 1e-6


def test_errors_say_what_was_needed_and_what_came(rng):
    one = Linear(4, 2, rng=rng)
    wrong = [
        (r"x of shape \(N, 4\), got \(3, 5\)", lambda: one(np.ones((3, 5)))),
        (
            "Linear's in_features must be a whole number of at least 1, got 0",
            lambda: Linear(0, 2, rng=rng),
        ),
        ("one layer object twice", lambda: Sequential(one, one)),
        ("needs layers, got function", lambda: Sequential(one, np.mean.__wrapped__)),
        ("needs layers, got none", Sequential),
        ("at least 0 and below 1, got 1", lambda: Dropout(1, rng=rng)),
        ("that 3 divides, got shape", lambda: Maxout(3)(np.ones((2, 4)))),
        ("of at least 1, got 0", lambda: Maxout(0)),
        ("needs floats, got dtype int64", lambda: Parameter(np.arange(3))),
        (r"BatchNorm1d needs x of shape \(N, 4\)", lambda: BatchNorm1d(4)(np.ones((2, 3)))),
        (r"LayerNorm needs x of shape \(N, 4\)", lambda: LayerNorm(4)(np.ones((2, 3)))),
        (r"needs a shape \(D, M\) or", lambda: init.he_normal((3,), rng=rng)),
    ]
    for message, call in wrong:
        with pytest.raises(ValueError, match=message):
            call()


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("he_normal", 2 / 300),
        ("he_uniform", 2 / 300),
        ("xavier_normal", 2 / 500),
        ("xavier_uniform", 2 / 500),
    ],
)
def test_initial_weights_have_their_variance(name, variance, rng):
    weight = getattr(init, name)((300, 200), rng=rng)
    assert weight.dtype == np.float32
    assert weight.var() == pytest.approx(variance, rel=0.03)
    assert abs(weight.mean()) < 1e-3
    if "uniform" in name:
        assert np.abs(weight).max() <= np.sqrt(3 * variance)
    assert init.fans((16, 3, 5, 7)) == (105, 560)
