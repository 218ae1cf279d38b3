"""The right answers of unit 8 against SciPy, the package's layers, and numbers by hand."""

import numpy as np
import pytest
from scipy import signal

from autograder.library import right_answers
from dlaudio import audio
from dlaudio.datasets import rhythms
from dlaudio.layers import AvgPool1d, Conv1d, MaxPool1d, output_size

right = right_answers("u08_convolution")


def test_the_counts_of_the_decks():
    assert right.count_weights(61440, 8, 7680, False) == (491_520, 61_440, 7_680)
    assert right.count_weights(614_400, 8, 76_800, False)[0] == 4_915_200
    full, _, shared = right.count_weights(5, 5, 3, True)
    assert (full, shared) == (30, 4)
    assert right.local_mask(61_440, 7_680, 7_680).sum() == 61_440
    counts = [right.conv_costs([(*pair, 3, 1, 1)], 9, 9)[0] for pair in ((1, 4), (4, 6))]
    assert counts == [40, 222]
    # quiz: feature maps below 1 % of the full layer
    assert 6 * 7_680 < 0.01 * 4_915_200 < 7 * 7_680


@pytest.fixture
def rng():
    return np.random.default_rng(8)


@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_convolution_agrees_with_numpy_and_scipy(rng, mode):
    for n, k in ((9, 4), (9, 3), (5, 5), (4, 1)):
        x, w = rng.normal(size=n), rng.normal(size=k)
        z = right.convolve(x, w, mode)
        np.testing.assert_allclose(z, np.convolve(x, w, mode), atol=1e-12)
        np.testing.assert_allclose(z, signal.convolve(x, w, mode), atol=1e-12)


def test_two_dimensions_agree_with_scipy(rng):
    x, w = rng.normal(size=(2, 3, 8, 9)), rng.normal(size=(4, 3, 3, 2))
    b = rng.normal(size=4)
    z = right.conv2d(x, w, b, (2, 3))
    for i in range(2):
        for o in range(4):
            maps = [signal.correlate2d(x[i, c], w[o, c], "valid") for c in range(3)]
            np.testing.assert_allclose(z[i, o], (sum(maps) + b[o])[::2, ::3], atol=1e-12)
            turned = signal.convolve2d(x[i, 0], w[o, 0, ::-1, ::-1], "valid")
            np.testing.assert_allclose(maps[0], turned, atol=1e-12)


@pytest.mark.parametrize("stride, padding, dilation", [(1, 0, 1), (3, 2, 1), (2, 1, 3)])
def test_one_dimension_agrees_with_the_layer(rng, stride, padding, dilation):
    layer = Conv1d(
        3, 4, 3, stride=stride, padding=padding, dilation=dilation, rng=rng, dtype=np.float64
    )
    layer.bias.value[:] = rng.normal(size=4)
    x = rng.normal(size=(2, 3, 17))
    z = right.conv1d(x, layer.weight.value, layer.bias.value, stride, padding, dilation)
    np.testing.assert_allclose(z, layer(x), atol=1e-12)
    size = right.conv_size(17, 3, stride, padding, dilation)
    assert size == output_size(17, 3, stride=stride, padding=2 * padding, dilation=dilation)


def test_pooling_agrees_with_the_layers(rng):
    x = rng.normal(size=(2, 3, 14))
    largest, mean = right.pool1d(x, 4, 3)
    np.testing.assert_array_equal(largest, MaxPool1d(4, stride=3)(x))
    np.testing.assert_allclose(mean, AvgPool1d(4, stride=3)(x), atol=1e-12)


def test_ten_doubling_dilations_see_1024_samples():
    assert right.receptive_field([(2, 1, 2**i) for i in range(10)]) == 1024


def test_the_fourier_kernels_make_the_spectrogram(rng):
    y = rng.normal(size=200)
    layer = Conv1d(1, 34, 32, stride=10, bias=False, rng=rng, dtype=np.float64)
    layer.weight.value[:] = right.stft_layer(32)
    real, imaginary = np.split(layer(y[None, None])[0], 2)
    S = audio.stft(y, n_fft=32, hop_length=10, center=False)
    np.testing.assert_allclose(real + 1j * imaginary, S, atol=1e-4)


def test_a_rhythm_has_seven_hits_or_so_and_kits_are_kept_apart(rng):
    y, struck, sr = rhythms.rhythm(rng, "train")
    assert np.abs(y).max() == 1 and 5 <= struck.sum() <= 8
    assert rhythms.levels(y, sr).shape == (40, 128)
    known, new = (rhythms._hits(split)[0] for split in ("train", "test"))
    assert not any(np.array_equal(a, b) for a in known[:20] for b in new)
