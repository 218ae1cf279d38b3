"""The gradient check says yes to right gradients and, in words, no to wrong ones."""

import numpy as np
import pytest

from dlaudio.gradcheck import (
    GradientError,
    check_function,
    check_layer,
    check_loss,
    compare,
    numeric_gradient,
)
from dlaudio.layers import BatchNorm1d, Dropout, Linear, Sequential, Softmax
from dlaudio.losses import MSELoss


@pytest.fixture
def rng():
    return np.random.default_rng(1)


def affine(x, W, b):
    return x @ W + b


def affine_backward(dout, x, W, b):
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


def arrays(rng):
    return rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)


def test_numeric_gradient_of_a_formula_known_by_hand():
    x = np.array([[1.0, -2], [0.5, 3]])
    assert numeric_gradient(lambda x: np.sum(x**3), x) == pytest.approx(3 * x**2, rel=1e-9)
    assert numeric_gradient(lambda x: x[0] * x[1], np.array([2.0, 5])) == pytest.approx([5, 2])
    weighted = numeric_gradient(np.sin, x, dout=np.array([[1.0, 2], [3, 4]]))
    assert weighted == pytest.approx(np.cos(x) * [[1, 2], [3, 4]], rel=1e-8)
    with pytest.raises(ValueError, match=r"dout of shape \(2, 2\), got \(\)"):
        numeric_gradient(np.sin, x)


def test_right_gradients_pass(rng):
    assert check_function(affine, affine_backward, *arrays(rng), rng=rng) < 1e-8
    assert (
        check_function(np.sum, lambda dout, x: dout * np.ones_like(x), np.ones(5), rng=rng) < 1e-8
    )
    assert check_layer(Linear(5, 3, rng=rng), rng.normal(size=(1, 5)), rng=rng) < 1e-8


WRONG = {
    "wrong by 0.1 %": lambda dout, x, W, b: (dout @ W.T, 1.001 * x.T @ dout, dout.sum(axis=0)),
    "one entry wrong by 0.1 %": lambda dout, x, W, b: (
        dout @ W.T,
        x.T @ dout * (1 + 1e-3 * (np.arange(6).reshape(3, 2) == 4)),
        dout.sum(axis=0),
    ),
    "forgets a sum": lambda dout, x, W, b: (dout @ W.T, x.T @ dout, dout[0]),
    "no sum at all": lambda dout, x, W, b: (dout @ W.T, x.T @ dout, dout),
    "mean instead of sum": lambda dout, x, W, b: (dout @ W.T, x.T @ dout, dout.mean(axis=0)),
    "forgets a transpose": lambda dout, x, W, b: (dout @ W.T, dout.T @ x, dout.sum(axis=0)),
    "sign": lambda dout, x, W, b: (-dout @ W.T, x.T @ dout, dout.sum(axis=0)),
    "zeros": lambda dout, x, W, b: (0 * x, x.T @ dout, dout.sum(axis=0)),
    "NaN": lambda dout, x, W, b: (dout @ W.T * np.nan, x.T @ dout, dout.sum(axis=0)),
    "infinity": lambda dout, x, W, b: (dout @ W.T + np.inf, x.T @ dout, dout.sum(axis=0)),
    "ignores dout": lambda dout, x, W, b: (
        np.ones((4, 2)) @ W.T,
        x.T @ np.ones((4, 2)),
        np.full(2, 4.0),
    ),
    "one is missing": lambda dout, x, W, b: (dout @ W.T, x.T @ dout),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_gradients_do_not(name, rng):
    with pytest.raises(GradientError):
        check_function(affine, WRONG[name], *arrays(rng), rng=rng)


def test_zeros_do_not_pass_for_softmax(rng):
    class Lazy(Softmax):
        def backward(self, dout):
            return np.zeros_like(dout)

    with pytest.raises(GradientError, match=r"^dx\[\d, \d\] is 0, expected -?0\.\d+$"):
        check_layer(Lazy(), rng.normal(size=(3, 4)), rng=rng)


def test_messages_name_the_entry_and_both_values():
    expected = np.array([[-1.03951, 0.5], [0.2, 0.1]])
    almost = expected * [[1, 1], [1, 1.0001]]
    cases = [
        (np.where(expected < 0, 0, expected), "dx[0, 0] is 0, expected -1.0395"),
        (np.where(expected < 0, np.nan, expected), "dx[0, 0] is nan, expected -1.0395"),
        (expected[0], "dx has shape (2,), expected (2, 2)"),
        (expected / 2, "(all entries are 0.5 times what they should be)"),
        (almost, "dx[1, 1] is 0.10001, expected 0.1"),
    ]
    for got, message in cases:
        with pytest.raises(GradientError) as caught:
            compare(got, expected, name="dx")
        assert message in str(caught.value)
    assert compare(expected, expected, name="dx") == 0
    assert compare(np.zeros(3), np.zeros(3), name="dx") == 0


class Broken(Linear):
    """A linear layer with one mistake."""

    def __init__(self, mistake, rng):
        super().__init__(3, 2, rng=rng)
        self.mistake = mistake

    def forward(self, x):
        y = super().forward(x)
        if self.mistake == "x":
            x += 1
        return y

    def backward(self, dout):
        dx = super().backward(dout)
        if self.mistake == "replaces":
            self.bias.grad = dout.sum(axis=0)
        if self.mistake == "dout":
            dout *= 2
        if self.mistake == "0.1 %":
            self.weight.grad += self._saved.T @ dout / 1000
        if self.mistake == "None":
            return None
        return dx


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ("x", "x was changed in place"),
        ("dout", "dout was changed in place"),
        ("replaces", "bias.grad was replaced: backward must add to it"),
        ("0.1 %", "weight.grad.*all entries are 1.001 times"),
        ("None", r"dx has shape \(\), expected \(4, 3\)"),
    ],
)
def test_mistakes_of_a_layer_are_named(mistake, message, rng):
    with pytest.raises(GradientError, match=message):
        check_layer(Broken(mistake, rng), rng.normal(size=(4, 3)), rng=rng)
    inside = Sequential(Linear(3, 3, rng=rng), Broken("0.1 %", rng))
    with pytest.raises(GradientError, match=r"^1\.weight\.grad\["):
        check_layer(inside, rng.normal(size=(4, 3)), rng=rng)


def test_the_layer_is_left_as_it_was(rng):
    layer = Sequential(Linear(3, 4, rng=rng), BatchNorm1d(4), Dropout(0.5, rng=rng))
    state = layer.state_dict()
    check_layer(layer, rng.normal(size=(5, 3)), rng=rng)
    assert all(map(np.array_equal, layer.state_dict().values(), state.values()))
    assert layer.parameters()[0].value.dtype == np.float32
    assert not any(parameter.grad.any() for parameter in layer.parameters())


def test_a_loss_with_the_wrong_factor_is_refused(rng):
    class Half(MSELoss):
        def backward(self):
            return super().backward() / 2

    prediction, target = rng.normal(size=(2, 3, 4))
    assert check_loss(MSELoss(), prediction, target) < 1e-8
    with pytest.raises(GradientError, match="dprediction.*all entries are 0.5 times"):
        check_loss(Half(), prediction, target)


def test_a_gradient_that_is_zero_may_be_compared_with_rounding(rng):
    # The bias before a batch normalisation has no effect, and finite differences give 1e-12.
    layer = Sequential(Linear(3, 4, rng=rng), BatchNorm1d(4))
    assert check_layer(layer, 100 + rng.normal(size=(5, 3)), rng=rng) < 1e-6
