"""Right answers of unit 12 against other libraries, slopes by finite differences, and by hand."""

from itertools import product

import numpy as np
import pytest
from scipy import signal

from autograder.library import right_answers
from dlaudio import layers
from dlaudio.datasets import noisy_words
from dlaudio.exercises.cases import conditions, stacks
from dlaudio.generation import picking
from dlaudio.gradcheck import numeric_gradient

right = right_answers("u12_generation")


def rnn(W_x, W_h, b):
    layer = layers.RNN(*W_x.shape, rng=np.random.default_rng(0), dtype=np.float64)
    layer.weight_x.value, layer.weight_h.value, layer.bias.value = W_x, W_h, b
    return layer


@pytest.mark.parametrize("case", list(conditions.condition_cases(np.random.default_rng(0))))
def test_conditioned_states_are_those_of_our_layer(case):
    X, context, W_x, W_h, b, W_c, V = case.values()
    joined = np.concatenate([X, np.repeat(context[:, None], X.shape[1], axis=1)], axis=2)
    longer, plain = rnn(np.concatenate([W_x, W_c]), W_h, b), rnn(W_x, W_h, b)
    start = np.tanh(context @ V)
    expected = longer(joined), plain.forward(X, start), longer.forward(joined, start)
    for got, wanted in zip(right.conditioned_states(**case), expected, strict=True):
        np.testing.assert_allclose(got, wanted)


@pytest.mark.parametrize(
    "case", list(conditions.condition_gradient_cases(np.random.default_rng(1)))
)
def test_gradients_of_a_context_are_slopes(case):
    dH, *inner = case.values()
    for got, place in zip(right.context_gradients(**case), (1, 5, 6), strict=True):

        def states(value, place=place):
            return conditions.both_ways(*inner[:place], value, *inner[place + 1 :])

        np.testing.assert_allclose(got, numeric_gradient(states, inner[place], dout=dH), atol=1e-7)


def test_causal_convolution_is_a_filter():
    rng = np.random.default_rng(2)
    x, w, b = rng.normal(size=(2, 3, 40)), rng.normal(size=(4, 3, 3)), rng.normal(size=4)
    taps = np.zeros((4, 3, 11))
    taps[:, :, ::5] = w[:, :, ::-1]  # a filter's first tap meets the present
    expected = [
        [b[o] + sum(signal.lfilter(taps[o, c], 1, x[n, c]) for c in range(3)) for o in range(4)]
        for n in range(2)
    ]
    np.testing.assert_allclose(right.causal_conv(x, w, b, 5), expected)
    np.testing.assert_allclose(conditions.causal(x, w, b, 5), expected)


def test_causal_convolution_backward_is_that_of_our_layer():
    rng = np.random.default_rng(3)
    x, dy = rng.normal(size=(2, 3, 12)), rng.normal(size=(2, 4, 12))
    layer = layers.Conv1d(3, 4, 2, dilation=4, padding=(4, 0), rng=rng, dtype=np.float64)
    layer(x)
    expected = layer.backward(dy), layer.weight.grad, layer.bias.grad
    got = right.causal_conv_backward(dy, x, layer.weight.value, 4)
    for ours, wanted in zip(got, expected, strict=True):
        np.testing.assert_allclose(ours, wanted)


def test_reach_of_wavenet_is_what_a_pulse_reaches():
    assert right.causal_reach(2, [2**i for i in range(10)], 16000) == (1024, 64.0)
    pulse = np.zeros((1, 1, 60))
    pulse[0, 0, 3] = 1
    for dilation in (1, 2, 4, 8):
        pulse = right.causal_conv(pulse, np.ones((1, 1, 3)), np.zeros(1), dilation)
    reached = np.flatnonzero(pulse[0, 0])
    assert (reached[0], len(reached)) == (3, right.causal_reach(3, [1, 2, 4, 8], 1)[0])


def test_a_stack_turns_every_melody_round():
    encoder, decoder = stacks.stack(4, 4, np.random.default_rng(4))
    for length in range(5):
        for melody in product(range(3), repeat=length):
            _, scores, notes = right.encode_decode(melody, encoder, decoder, 3, 9)
            assert notes == list(melody[::-1])
            assert len(scores) == length + 1


def test_an_encoder_and_a_decoder_are_recurrent_layers():
    encoder, decoder = stacks.drawn(6, 4, 1, np.random.default_rng(5))
    context, scores, notes = right.encode_decode([2, 0, 5, 3], encoder, decoder, 1, 7)
    read = rnn(*encoder)(np.eye(6)[None, [2, 0, 5, 3]])[0, -1]
    heard = np.eye(6)[None, [1, *notes[:-1]]]
    states = rnn(*decoder[:3]).forward(heard, read[None])[0]
    np.testing.assert_allclose(context, read)
    np.testing.assert_allclose(scores, states @ decoder[3] + decoder[4])
    assert notes == list(np.argmax(scores, axis=1))


def test_masks_and_decibels_by_hand():
    mask, estimate = right.ideal_ratio_mask(np.array([[3, 0]]), np.array([[4j, 0]]))
    np.testing.assert_allclose(mask, [[0.6, 0]])
    np.testing.assert_allclose(estimate, [[1.8 + 2.4j, 0]])
    target, mixture, estimate = np.array([[1, 0], [1, 1], [2, 0.2]])
    np.testing.assert_allclose(right.sdr_improvement(estimate, mixture, target), (0, 20, 20))
    assert noisy_words.sdr(estimate, target) == pytest.approx(20)


def test_a_gate_by_hand():
    Y, V = np.array([[0, 2, 0], [3, 3, 3]]), np.array([[1.0, -1j], [0.0, 0.0]])
    # the first row's powers 0, 4, 0 are 4/3 each, the mean with the neighbours
    first = [1 - 2.5 / (4 / 3)] * 3
    np.testing.assert_allclose(right.spectral_gate(Y, V), [np.maximum(first, 0), [1, 1, 1]])


def test_likely_notes_by_hand():
    p = np.array([[0.25, 0.5, 0.125, 0.125]])
    top, nucleus = right.keep_likely(p, 1, 0.75)
    np.testing.assert_allclose(top, [[0, 1, 0, 0]])
    np.testing.assert_allclose(nucleus, [[1 / 3, 2 / 3, 0, 0]])


def test_a_tune_counted_by_hand_and_bars_looked_back():
    facts = right.tune_facts(np.array([60, 60, 64, 66]), np.array([2, 2, 1, 2]))
    np.testing.assert_allclose(facts, (1, 0.75, 1 / 3, 6))
    places, earlier = right.look_back(np.array([2, 1, 1, 2, 2]), 4, 1)
    assert list(places) == [2, 3, 0, 2, 0] and list(earlier) == [-1, -1, 0, 1, 3]


def test_the_matching_temperature_is_that_of_a_root_finder():
    logits = np.random.default_rng(7).normal(size=(20, 6))
    for bits in (0.3, 1.5, 2.5):
        wanted = picking.temperature_for(logits, bits)
        assert right.matching_temperature(logits, bits) == pytest.approx(wanted, rel=1e-4)
    assert right.matching_temperature(np.array([[0, 1, 1, 2.0]]), 1.5) == pytest.approx(
        0.77, abs=0.005
    )


def test_noise_is_as_loud_as_the_word():
    t = np.arange(16000) / 8000
    word = 0.3 * np.sin(2 * np.pi * 440 * t)
    mixture, noise = noisy_words.noisy(word, np.random.default_rng(6))
    assert np.std(mixture - word) == pytest.approx(np.std(word), rel=0.03)
    assert np.std(noise) == pytest.approx(np.std(word), rel=0.05)


def test_what_a_gate_lets_through_is_played_once_it_is_written(capsys):
    def unwritten(Y, V):
        raise NotImplementedError

    assert list(noisy_words.through(unwritten)) == ["in noise"]
    assert "still to be written" in capsys.readouterr().out
    sounds = noisy_words.through(lambda Y, V: np.ones(Y.shape), seed=3)
    assert list(sounds) == ["in noise", "your gate"]
    np.testing.assert_allclose(sounds["your gate"], sounds["in noise"], atol=0.01)
