"""Every layer, loss and optimiser does what PyTorch does: forward, gradients, ten steps."""

import numpy as np
import pytest

from dlaudio import losses, optim
from dlaudio.layers import (
    ELU,
    BatchNorm1d,
    Dropout,
    Flatten,
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
)

torch = pytest.importorskip(
    "torch", reason="PyTorch is not installed (.venv/bin/pip install '.[torch]'): not compared"
)
torch.set_num_threads(1)
nn = torch.nn

EXTREMES = [-1000.0, -50.0, -1.0, 0.0, 1.0, 50.0, 1000.0]


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def close(ours, theirs, *, tolerance=1e-5):
    """Within `tolerance` of the largest value, and of the same shape."""
    theirs = theirs.detach().numpy()
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() <= tolerance * max(1, np.abs(theirs).max())


def tensor(array, *, grad=False):
    return torch.tensor(np.ascontiguousarray(array), requires_grad=grad)


def same_gradients(ours, theirs, x, rng, *, parameters=()):
    """Compare y, dx and (our parameter, their parameter, transposed) gradients, in float32 too."""
    theirs_x = tensor(x, grad=True)
    theirs_y = theirs(theirs_x)
    y = ours.forward(x)
    dout = rng.normal(size=y.shape).astype(x.dtype)
    theirs_y.backward(tensor(dout))
    dx = ours.backward(dout)
    assert y.dtype == dx.dtype == x.dtype
    close(y, theirs_y)
    close(dx, theirs_x.grad)
    for mine, other, transposed in parameters:
        assert np.abs(mine.grad).max() > 0
        close(mine.grad.T if transposed else mine.grad, other.grad)


def give(values, other, *, transposed=False):
    """Put our values into their parameter."""
    with torch.no_grad():
        other.copy_(tensor(values.T if transposed else values))


def maxout(x):
    return x.reshape(*x.shape[:-1], -1, 3).max(dim=-1).values


ELEMENTWISE = [
    (Sigmoid(), torch.sigmoid),
    (Tanh(), torch.tanh),
    (ReLU(), torch.relu),
    (LeakyReLU(), nn.LeakyReLU(0.1)),
    (LeakyReLU(0.3), nn.LeakyReLU(0.3)),
    (Softplus(), nn.Softplus()),
    (ELU(), nn.ELU()),
    (ELU(0.7), nn.ELU(0.7)),
    (Softmax(), nn.Softmax(dim=-1)),
    (Maxout(3), maxout),
    (Flatten(), nn.Flatten()),
]


@pytest.mark.parametrize(("ours", "theirs"), ELEMENTWISE, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("shape", [(5, 6), (1, 3), (2, 4, 9)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_layers_without_parameters(ours, theirs, shape, dtype, rng):
    same_gradients(ours, theirs, rng.normal(0, 3, shape).astype(dtype), rng)


@pytest.mark.parametrize(("ours", "theirs"), ELEMENTWISE[:9], ids=lambda f: type(f).__name__)
def test_extremes_and_the_kink(ours, theirs, rng):
    same_gradients(ours, theirs, np.array([EXTREMES], np.float32), rng)


@pytest.mark.parametrize("shape", [(4, 5), (1, 5), (2, 3, 5)])
@pytest.mark.parametrize("bias", [True, False])
def test_linear(shape, bias, rng):
    ours, theirs = Linear(5, 7, rng=rng, bias=bias), nn.Linear(5, 7, bias=bias)
    pairs = [(ours.weight, theirs.weight, True)]
    give(ours.weight.value, theirs.weight, transposed=True)
    if bias:
        ours.bias.value[:] = rng.normal(size=7)
        give(ours.bias.value, theirs.bias)
        pairs.append((ours.bias, theirs.bias, False))
    same_gradients(ours, theirs, rng.normal(size=shape).astype("f"), rng, parameters=pairs)


def test_prelu_with_its_slope(rng):
    ours, theirs = PReLU(0.4), nn.PReLU(init=0.4)
    x = np.append(rng.normal(size=(3, 5)), [EXTREMES[:5]], axis=0).astype("f")
    same_gradients(ours, theirs, x, rng, parameters=[(ours.weight, theirs.weight, False)])


@pytest.mark.parametrize(
    ("ours", "theirs"), [(BatchNorm1d(5), nn.BatchNorm1d(5)), (LayerNorm(5), nn.LayerNorm(5))]
)
def test_normalisation_in_training_and_in_use(ours, theirs, rng):
    ours.weight.value[:], ours.bias.value[:] = rng.normal(size=(2, 5))
    give(ours.weight.value, theirs.weight)
    give(ours.bias.value, theirs.bias)
    pairs = [(ours.weight, theirs.weight, False), (ours.bias, theirs.bias, False)]
    for training in (True, True, False):
        ours.train() if training else ours.eval()
        theirs.train(training)
        x = rng.normal(2, 3, (6, 5)).astype("f")
        same_gradients(ours, theirs, x, rng, parameters=pairs)
    if isinstance(ours, BatchNorm1d):
        close(ours.running_mean, theirs.running_mean)
        close(ours.running_var, theirs.running_var)


def test_dropout_with_its_mask(rng):
    ours = Dropout(0.3, rng=rng)
    x = np.ones((40, 50), np.float32)
    mask = tensor(ours.forward(x) > 0)
    ours.rng = np.random.default_rng(4)
    ours.forward(x)
    theirs_x = tensor(x, grad=True)
    (theirs_x * tensor(ours._saved > 0) / 0.7).sum().backward()
    close(ours.backward(np.ones_like(x)), theirs_x.grad)
    assert abs(mask.float().mean() - 0.7) < 0.05


def test_a_whole_network(rng):
    ours = Sequential(Linear(6, 8, rng=rng), Tanh(), Linear(8, 3, rng=rng), Softmax())
    theirs = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 3), nn.Softmax(dim=-1))
    pairs = []
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        give(mine.value, other, transposed=True)
        pairs.append((mine, other, True))
    same_gradients(ours, theirs, rng.normal(size=(4, 6)).astype("f"), rng, parameters=pairs)


def bce_of_extremes(rng):
    return np.array([EXTREMES]), np.array([[0, 1, 0, 1, 1, 0, 0.25]])


def classes(shape):
    def draw(rng):
        logits = rng.normal(0, 3, shape)
        logits[0, 0] = 1000
        return logits, rng.integers(shape[-1], size=shape[:-1])

    return draw


LOSSES = [
    (losses.MSELoss(), nn.MSELoss(), lambda rng: rng.normal(size=(2, 4, 3))),
    (losses.L1Loss(), nn.L1Loss(), lambda rng: rng.normal(size=(2, 4, 3))),
    (losses.BCEWithLogitsLoss(), nn.BCEWithLogitsLoss(), bce_of_extremes),
    (losses.CrossEntropyLoss(), nn.CrossEntropyLoss(), classes((4, 6))),
    (losses.CrossEntropyLoss(), nn.CrossEntropyLoss(), classes((1, 3))),
    (losses.MultiMarginLoss(), nn.MultiMarginLoss(), classes((4, 6))),
    (losses.HingeLoss(), lambda s, t: torch.relu(1 - t * s).mean(), None),
]


@pytest.mark.parametrize(("ours", "theirs", "draw"), LOSSES, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_losses(ours, theirs, draw, dtype, rng):
    if draw is None:
        drawn = rng.normal(size=(4, 3)), rng.choice([-1.0, 1.0], size=(4, 3))
    else:
        drawn = draw(rng)
    prediction, target = np.asarray(drawn[0], dtype), np.asarray(drawn[1])
    target = target.astype(dtype) if target.dtype.kind == "f" else target
    theirs_x = tensor(prediction, grad=True)
    value = theirs(theirs_x, tensor(target))
    value.backward()
    assert ours.forward(prediction, target) == pytest.approx(value.item(), rel=1e-5)
    assert ours.backward().dtype == dtype
    close(ours.backward(), theirs_x.grad)


def test_cross_entropy_of_sequences(rng):
    logits, target = rng.normal(size=(2, 5, 4)), rng.integers(4, size=(2, 5))
    theirs_x = tensor(logits, grad=True)
    value = nn.CrossEntropyLoss()(theirs_x.swapaxes(1, 2), tensor(target))
    value.backward()
    ours = losses.CrossEntropyLoss()
    assert ours.forward(logits, target) == pytest.approx(value.item(), rel=1e-6)
    close(ours.backward(), theirs_x.grad)


OPTIMISERS = [
    ("SGD", dict(lr=0.1)),
    ("SGD", dict(lr=0.1, momentum=0.9)),
    ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1)),
    ("Adagrad", dict()),
    ("Adagrad", dict(lr=0.3, weight_decay=0.1)),
    ("Adadelta", dict()),
    ("Adadelta", dict(lr=0.7, rho=0.8, weight_decay=0.1)),
    ("RMSprop", dict()),
    ("RMSprop", dict(lr=0.02, alpha=0.9, momentum=0.8, weight_decay=0.1)),
    ("Adam", dict()),
    ("Adam", dict(lr=0.1, betas=(0.8, 0.95), weight_decay=0.1)),
    ("AdamW", dict()),
    ("AdamW", dict(lr=0.1, weight_decay=0.2)),
]


@pytest.mark.parametrize(("name", "options"), OPTIMISERS, ids=str)
def test_ten_steps_of_every_optimiser_on_two_parameters(name, options, rng):
    starts = [rng.uniform(-1, 1, (3, 4)), rng.uniform(-1, 1, 5)]
    ours = [Parameter(start) for start in starts]
    theirs = [tensor(start, grad=True) for start in starts]
    mine = getattr(optim, name)(ours, **options)
    other = getattr(torch.optim, name)(theirs, **options)
    for _ in range(10):
        mine.zero_grad()
        other.zero_grad()
        for parameter, twin in zip(ours, theirs, strict=True):
            parameter.grad += 4 * parameter.value**3 - np.cos(parameter.value)
            (twin**4 - torch.sin(twin)).sum().backward()
        mine.step()
        other.step()
    for parameter, twin, start in zip(ours, theirs, starts, strict=True):
        assert np.abs(parameter.value - start).max() > 1e-3
        # The distance travelled is what must agree: Adadelta's first ten steps are short.
        moved = twin.detach().numpy() - start
        assert np.abs(parameter.value - start - moved).max() <= 1e-5 * np.abs(moved).max()


@pytest.mark.parametrize("max_norm", [0.5, 1e6])
def test_clip_grad_norm(max_norm, rng):
    ours = [Parameter(np.zeros((2, 3))), Parameter(np.zeros(4))]
    theirs = [tensor(p.value, grad=True) for p in ours]
    for parameter, twin in zip(ours, theirs, strict=True):
        parameter.grad += rng.normal(size=parameter.grad.shape)
        twin.grad = tensor(parameter.grad)
    norm = nn.utils.clip_grad_norm_(theirs, max_norm)
    assert optim.clip_grad_norm(ours, max_norm) == pytest.approx(norm.item())
    for parameter, twin in zip(ours, theirs, strict=True):
        close(parameter.grad, twin.grad)
