"""Convolution, pooling and recurrent layers: finite differences, PyTorch, and their laws."""

import numpy as np
import pytest

from dlaudio import layers as L
from dlaudio.gradcheck import check_layer
from dlaudio.layers.windows import Columns

CONV1 = [
    {},
    {"stride": 2, "padding": 1},
    {"dilation": 3, "padding": (6, 0)},
    {"stride": 3, "dilation": 2, "bias": False},
]
CONV2 = [
    {},
    {"stride": (2, 3), "padding": ((0, 1), (2, 1))},
    {"dilation": (1, 2), "padding": (1, 2), "stride": 2},
]


def rng(seed=0):
    return np.random.default_rng(seed)


def conv1(**options):
    return L.Conv1d(3, 4, 3, rng=rng(), dtype=np.float64, **options)


def conv2(**options):
    return L.Conv2d(2, 5, (3, 2), rng=rng(), dtype=np.float64, **options)


GRADIENTS = {
    **{f"conv1d {o}": (conv1(**o), (2, 3, 13)) for o in CONV1},
    **{f"conv2d {o}": (conv2(**o), (2, 2, 8, 7)) for o in CONV2},
    "conv1d of one sample": (conv1(), (1, 3, 3)),
    "max pool 1d": (L.MaxPool1d(3, stride=2), (2, 3, 10)),
    "max pool 2d": (L.MaxPool2d(2), (1, 2, 5, 4)),
    "average pool 1d": (L.AvgPool1d(4), (2, 3, 9)),
    "average pool 2d": (L.AvgPool2d((2, 3), stride=(1, 2)), (2, 1, 5, 7)),
    **{
        f"{kind.__name__} {shape}": (kind(3, 4, rng=rng(), dtype=np.float64), shape)
        for kind in (L.RNN, L.LSTM, L.GRU)
        for shape in [(2, 5, 3), (1, 1, 3)]
    },
    "bidirectional": (
        L.Bidirectional(
            L.GRU(3, 2, rng=rng(), dtype=np.float64), L.LSTM(3, 4, rng=rng(1), dtype=np.float64)
        ),
        (2, 4, 3),
    ),
    "last step": (L.LastStep(), (2, 4, 3)),
}


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients(name):
    layer, shape = GRADIENTS[name]
    # distinct values keep the largest of a window apart from the next
    x = rng(2).permutation(np.linspace(-2, 2, int(np.prod(shape)))).reshape(shape)
    assert check_layer(layer, x, rng=rng(3)) < 1e-6


def test_a_wrong_gradient_is_refused():
    class Wrong(L.Conv1d):
        def backward(self, dout):
            return 1.001 * super().backward(dout)

    with pytest.raises(ValueError, match="dx"):
        check_layer(
            Wrong(3, 4, 3, rng=rng(), dtype=np.float64), rng(1).normal(size=(2, 3, 9)), rng=rng()
        )


@pytest.mark.parametrize("stride", [1, 2])
def test_sum_back_is_the_transpose_of_fill(stride):
    x = rng().normal(size=(2, 3, 9, 8))
    columns = Columns((9, 8), (3, 2), (stride, 1), (2, 1), ((0, 0), (1, 2)))
    filled = columns.fill(x)
    other = rng(1).normal(size=filled.shape)
    unused = columns.spread(np.ones((2, 1, *columns.out))) == 0
    other[:, unused[0]] = 0
    back = columns.sum_back(other)
    np.testing.assert_allclose((filled * other).sum(), (x * back).sum())


def test_convolution_is_the_sum_it_says():
    x, layer = rng().normal(size=(1, 3, 9)), conv1()
    w, b = layer.weight.value, layer.bias.value
    b += rng(1).normal(size=4)
    y = layer(x)
    for o in range(4):
        for n in range(7):
            assert y[0, o, n] == pytest.approx((x[0, :, n : n + 3] * w[o]).sum() + b[o])


def test_shift_and_causality():
    x = rng().normal(size=(1, 3, 40))
    causal = conv1(dilation=4, padding=(8, 0))
    y, later = causal(x), x.copy()
    later[..., 25:] = 0
    assert y.shape == (1, 4, 40)
    np.testing.assert_array_equal(causal(later)[..., :25], y[..., :25])
    plain = conv1()
    np.testing.assert_allclose(plain(x[..., 5:]), plain(x)[..., 5:])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: L.Conv1d(0, 1, 3, rng=rng()), "channels"),
        (lambda: L.Conv1d(1, 1, 3, rng=rng(), padding=(1, 2, 3)), "padding"),
        (lambda: conv1()(np.zeros((2, 5, 9))), r"\(N, 3, T\)"),
        (lambda: conv1()(np.zeros((2, 3, 2))), "does not fit"),
        (lambda: L.MaxPool2d(2)(np.zeros((2, 3, 4))), "4 axes"),
        (lambda: L.LSTM(3, 0, rng=rng()), "at least 1"),
        (lambda: L.GRU(3, 2, rng=rng())(np.zeros((2, 3))), r"\(N, T, 3\)"),
        (
            lambda: L.RNN(3, 2, rng=rng()).forward(np.zeros((2, 4, 3)), np.zeros((3, 2))),
            "first state",
        ),
        (lambda: L.Embedding(5, 2, rng=rng())(np.array([5])), "from 0 to 4"),
    ],
)
def test_what_does_not_fit_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_sizes_and_counts():
    """Sizes of LWLS example 6.3 with its uneven padding; counts of deck D, item 111."""
    assert L.output_size(28, 5, stride=1, padding=4) == 28
    assert L.output_size(28, 5, stride=2, padding=4) == 14
    assert L.output_size(14, 4, stride=2, padding=2) == 7
    counts = [kind(40, 64, rng=rng()).count_parameters() for kind in (L.RNN, L.GRU, L.LSTM)]
    assert counts == [6720, 20160, 26880]
    assert L.Conv2d(1, 4, 3, rng=rng()).count_parameters() == 40
    assert L.Conv2d(4, 6, 3, rng=rng()).count_parameters() == 222


@pytest.mark.parametrize("kind", [L.RNN, L.GRU, L.LSTM])
def test_float32_stays_and_truncation_cuts(kind):
    x = rng().normal(size=(2, 6, 3)).astype(np.float32)
    whole, cut = kind(3, 4, rng=rng()), kind(3, 4, rng=rng(), truncate=3)
    dout = np.zeros((2, 6, 4), np.float32)
    dout[:, 4] = 1
    assert whole(x).dtype == whole.backward(dout).dtype == np.float32
    cut(x)
    assert whole.backward(dout)[:, :3].any() and not cut.backward(dout)[:, :3].any()


def test_lstm_keeps_its_cell_exactly():
    """With f = 1 and i = 0 the cell neither forgets nor takes in: dc_T / dc_0 = prod f_t = 1."""
    layer = L.LSTM(2, 3, rng=rng(), dtype=np.float64)
    layer.weight_x.value[...] = layer.weight_h.value[...] = 0
    layer.bias.value[...] = np.repeat([-1e3, 1e3, 0, 0], 3)
    start = rng(1).normal(size=(1, 3))
    layer.forward(rng().normal(size=(1, 50, 2)), c0=start)
    np.testing.assert_array_equal(layer.c_n, start)


def test_embedding_adds_every_use():
    layer = L.Embedding(5, 2, rng=rng(), dtype=np.float64)
    symbols = np.array([[1, 1, 4]])
    np.testing.assert_array_equal(layer(symbols), layer.weight.value[[[1, 1, 4]]])
    layer.backward(np.arange(6.0).reshape(1, 3, 2))
    np.testing.assert_array_equal(layer.weight.grad, [[0, 0], [2, 4], [0, 0], [0, 0], [4, 5]])


# ---- PyTorch -----------------------------------------------------------------------------------


def agree(ours, theirs, copy, x, dout_seed=5):
    """Forward and every gradient, float64; `copy` pairs our parameters with theirs."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no agreement tests")
    torch.set_num_threads(1)
    for mine, (their, change) in copy.items():
        with torch.no_grad():
            their.copy_(torch.tensor(change(mine.value)))
    xt = torch.tensor(x, requires_grad=True)
    y, yt = ours.forward(x), theirs(xt)
    yt = yt[0] if isinstance(yt, tuple) else yt
    np.testing.assert_allclose(y, yt.detach(), rtol=1e-5, atol=1e-9)
    dout = rng(dout_seed).normal(size=y.shape)
    yt.backward(torch.tensor(dout))
    np.testing.assert_allclose(ours.backward(dout), xt.grad, rtol=1e-5, atol=1e-9)
    for mine, (their, change) in copy.items():
        np.testing.assert_allclose(change(mine.grad), their.grad, rtol=1e-5, atol=1e-9)


def same(a):
    return a


@pytest.mark.parametrize(
    "options", [{}, {"stride": 2, "padding": 1}, {"dilation": 3, "padding": 2}]
)
def test_conv_agrees_with_pytorch(options):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no agreement tests")
    ours = conv1(**options)
    theirs = torch.nn.Conv1d(3, 4, 3, dtype=torch.float64, **options)
    copy = {ours.weight: (theirs.weight, same), ours.bias: (theirs.bias, same)}
    agree(ours, theirs, copy, rng(1).normal(size=(2, 3, 14)))
    ours = conv2(**options)
    theirs = torch.nn.Conv2d(2, 5, (3, 2), dtype=torch.float64, **options)
    copy = {ours.weight: (theirs.weight, same), ours.bias: (theirs.bias, same)}
    agree(ours, theirs, copy, rng(1).normal(size=(2, 2, 11, 9)))


@pytest.mark.parametrize("name", ["MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d"])
def test_pooling_agrees_with_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no agreement tests")
    shape = (2, 3, 11, 9)[: 3 + name.endswith("2d")]
    for stride in (None, 2):
        ours, theirs = getattr(L, name)(3, stride=stride), getattr(torch.nn, name)(3, stride=stride)
        agree(ours, theirs, {}, rng(1).normal(size=shape))


@pytest.mark.parametrize("kind", ["RNN", "LSTM"])
def test_recurrent_agrees_with_pytorch(kind):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no agreement tests")
    ours = getattr(L, kind)(3, 5, rng=rng(), dtype=np.float64)
    theirs = getattr(torch.nn, kind)(3, 5, batch_first=True, dtype=torch.float64)
    torch.nn.init.zeros_(theirs.bias_hh_l0)
    copy = {
        ours.weight_x: (theirs.weight_ih_l0, np.transpose),
        ours.weight_h: (theirs.weight_hh_l0, np.transpose),
        ours.bias: (theirs.bias_ih_l0, same),
    }
    agree(ours, theirs, copy, rng(1).normal(size=(2, 7, 3)))
