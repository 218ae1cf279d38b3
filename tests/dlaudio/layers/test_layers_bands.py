"""The filter bank as a layer: mel levels as librosa has them, and gradients as differences do."""

import librosa
import numpy as np
import pytest

from dlaudio.gradcheck import check_layer
from dlaudio.layers import Conv2d, LogBands, Sequential


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def test_with_a_mel_bank_it_gives_the_levels_of_librosa(rng):
    power = rng.uniform(0, 2, (3, 129, 5))
    bank = librosa.filters.mel(sr=8000, n_fft=256, n_mels=12, fmin=60)
    levels = LogBands(bank, floor=1e-12, dtype=np.float64)(power)
    theirs = librosa.power_to_db(
        librosa.feature.melspectrogram(S=power, sr=8000, n_fft=256, n_mels=12, fmin=60),
        amin=1e-12, top_db=None,
    )  # fmt: skip
    assert 10 / np.log(10) * levels == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("shape", [(1, 7, 4), (3, 7, 5), (2, 1, 7, 3)])
def test_gradients_are_those_of_differences_and_of_torch(shape, rng):
    filters = rng.uniform(-0.5, 1, (4, 7))
    layer, power = LogBands(filters, floor=0.1, dtype=np.float64), rng.uniform(0, 2, shape)
    check_layer(layer, power, rng=rng)
    dout = rng.normal(size=layer(power).shape)
    layer.zero_grad()
    dx = layer.backward(dout)
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: not compared with it")
    weight, x = (torch.tensor(a, requires_grad=True) for a in (filters, power))
    levels = torch.log(torch.relu(weight) @ x + 0.1)
    levels.backward(torch.tensor(dout))
    assert layer(power) == pytest.approx(levels.detach().numpy())
    assert dx == pytest.approx(x.grad.numpy())
    assert layer.weight.grad == pytest.approx(weight.grad.numpy())


def test_it_learns_with_the_rest_and_keeps_float32(rng):
    net = Sequential(LogBands(np.ones((4, 9))), Conv2d(1, 2, 3, rng=rng))
    out = net(rng.uniform(size=(2, 1, 9, 6)).astype(np.float32))
    assert out.shape == (2, 2, 2, 4) and out.dtype == np.float32
    dx = net.backward(np.ones_like(out))
    assert dx.shape == (2, 1, 9, 6) and dx.dtype == np.float32
    assert [name for name, _ in net.named_parameters()] == ["0.weight", "1.weight", "1.bias"]


def test_errors_say_what_was_needed_and_what_came():
    for message, call in [
        (r"filters of shape \(bands, bins\), got \(3,\)", lambda: LogBands(np.ones(3))),
        ("floor must be a number, above 0, got 0", lambda: LogBands(np.ones((2, 3)), floor=0)),
        (r"power of shape \(..., 3, frames\), got \(4, 5\)",
         lambda: LogBands(np.ones((2, 3)))(np.ones((4, 5)))),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=message):
            call()
