"""Synthesiser modules: what they do to a sound, and that every gradient is right."""

import numpy as np
import pytest

from dlaudio.gradcheck import check_layer
from dlaudio.layers import Sequential, Tanh
from dlaudio.synth import Gain, Level, LowPass, Oscillator, PowerCompression

SR = 8000


def sound(*shape) -> np.ndarray:
    return np.random.default_rng(1).normal(size=shape) / 2


@pytest.mark.parametrize(
    "layer, x",
    [
        (Oscillator(0.7, 0.6, n_harmonics=5), sound(9)),
        (Oscillator(0.7, 0.0, n_harmonics=3), sound(5)),
        (Gain(-7.0), sound(2, 5)),
        (LowPass(700, sr=SR), sound(2, 30)),
        (PowerCompression(0.6), sound(3, 7)),
        (PowerCompression(1.7), sound(4)),
        (Level(), sound(3, 8)),
        (
            Sequential(Gain(6), Tanh(), LowPass(900, sr=SR), PowerCompression(0.8), Level()),
            sound(20),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_gradient_agrees_with_small_steps(layer, x):
    check_layer(layer, x, rng=np.random.default_rng(2))


def test_an_oscillator_has_the_harmonics_it_says():
    y = Oscillator(100, 0.5, n_harmonics=4).forward(np.arange(SR) / SR)
    amplitude = 2 * np.abs(np.fft.rfft(y)) / SR
    np.testing.assert_allclose(amplitude[100:500:100], [1, 0.25, 0.25 / 3, 0.125 / 4], atol=1e-9)
    assert amplitude.sum() == pytest.approx(1 + 0.25 + 0.25 / 3 + 0.125 / 4, abs=1e-6)


def test_six_decibels_are_nearly_twice_as_loud():
    np.testing.assert_allclose(Gain(20).forward(sound(4)), 10 * sound(4))
    assert Gain(6.0206).forward(np.ones(1)) == pytest.approx(2, rel=1e-5)


def test_a_low_pass_keeps_low_tones_halves_the_power_at_its_cutoff_and_lets_few_highs_through():
    t = np.arange(4 * SR) / SR

    def level(frequency):
        y = LowPass(200, sr=SR).forward(np.sin(2 * np.pi * frequency * t))
        return 10 * np.log10(2 * np.mean(y[SR:] ** 2))

    assert level(5) == pytest.approx(0, abs=0.01)
    assert level(200) == pytest.approx(-3.01, abs=0.2)
    assert level(2000) < -18


def test_power_compression_by_hand_and_at_zero():
    layer = PowerCompression(0.5)
    np.testing.assert_allclose(layer.forward(np.array([0.25, -0.25, 0, 1])), [0.5, -0.5, 0, 1])
    np.testing.assert_allclose(layer.backward(np.ones(4)), [1, 1, 0, 0.5])
    assert layer.p.grad.item() == pytest.approx(0.5 * np.log(0.25) - 0.5 * np.log(0.25))


def test_the_level_of_a_full_sine_is_minus_three_decibels():
    y = np.sin(2 * np.pi * np.arange(80) / 8)
    assert Level().forward(np.stack([y, y / 10])) == pytest.approx([-3.0103, -23.0103], abs=1e-4)


@pytest.mark.parametrize(
    "make", [lambda: LowPass(5000, sr=SR), lambda: Oscillator(0, 1), lambda: Level()(np.zeros(3))]
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match="needs"):
        make()
