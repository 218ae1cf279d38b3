"""The figures of unit 12 about sound itself: strings, voices over drums, and words in noise."""

import numpy as np
import pytest

from dlaudio import datasets, mine
from dlaudio.datasets import mixtures, noisy_words, plucks
from dlaudio.generation import learnt, strings, wavenet
from dlaudio.networks import separator


@pytest.mark.parametrize("seed", range(3))
def test_shaking_saves_two_decibels_of_hiss_in_long_notes_and_less_in_short_ones(seed):
    def gain(seconds):
        notes, dice = np.array([60, 64, 67, 72, 71, 67, 65, 62]), {"temperature": 0.7}
        shaken, trusting = (
            strings.noise_below(
                strings.play(
                    learnt.strings(shaken=kind),
                    notes,
                    seconds,
                    rng=np.random.default_rng(seed),
                    **dice,
                ),
                notes,
                seconds,
            )
            for kind in (True, False)
        )
        return shaken - trusting

    assert 1.8 < gain(1.0) < 2.7 and 0 < gain(0.25) < 1.7


def test_noise_is_what_is_no_harmonic():
    t, noise = np.arange(strings.SR) / strings.SR, np.random.default_rng(0).normal(size=strings.SR)
    tone = np.sin(2 * np.pi * 440 * t) + 0.5 * np.sin(2 * np.pi * 1320 * t)
    found = [strings.noise_below(tone + level * noise, [69], 1.0) for level in (0.01, 0.1)]
    assert found[0] - found[1] == pytest.approx(20, abs=0.2)
    assert found[1] == pytest.approx(10 * np.log10(0.625 / 0.01), abs=0.7)
    with pytest.raises(ValueError, match="at least 0.25"):
        strings.noise_below(tone[:800], [69], 0.1)


def test_half_of_the_levels_serve_what_is_softer_than_a_seventeenth():
    assert wavenet.encode_mu_law(1 / 17, 65) == 32 + 16
    played, _ = plucks.pluck_tune(plucks.NOTES, 0.25)
    rounded = wavenet.decode_mu_law(wavenet.encode_mu_law(played, strings.LEVELS), strings.LEVELS)
    assert np.sum(played**2) / np.sum((rounded - played) ** 2) == pytest.approx(400, rel=0.05)


def test_the_ideal_mask_is_ahead_in_every_mixture_and_the_net_gains_from_3_to_26_decibels():
    words = datasets.load("spoken-digits").where(split="test")
    unheard, net = mixtures.mixtures(words, 24, np.random.default_rng(1)), learnt.separator()
    by_net, ideal = (
        separator.gains(mask, unheard, mine.sdr_improvement)
        for mask in (
            lambda S, V: separator.voice_mask(net, S + V),
            lambda S, V: mine.ideal_ratio_mask(S, V)[0],
        )
    )
    np.testing.assert_allclose([by_net.mean(), ideal.mean()], [12.3, 17.2], atol=0.1)
    np.testing.assert_allclose([by_net.min(), by_net.max()], [3, 26], atol=0.5)
    assert np.all(ideal > by_net) and 10**1.23 == pytest.approx(17, abs=0.1)


def test_the_net_that_plays_hears_two_periods_of_middle_c():
    reach = learnt.strings().reach
    assert reach == 1 + sum(2**block for block in range(6)) == 64 and 1000 * reach / strings.SR == 8
    assert 2 <= reach / strings.SR * 440 * 2 ** (-9 / 12) < 2.2


def test_shaken_inputs_cost_bits_and_every_note_is_in_tune():
    rng, notes = np.random.default_rng(1), np.array([60, 64, 67, 72, 71, 67, 65, 62])
    bits = [
        strings.bits_a_sample(learnt.strings(shaken=s), rng=np.random.default_rng(6))
        for s in (True, False)
    ]
    assert bits[1] + 0.1 < bits[0] < 1.7
    quoted = [
        strings.bits_a_sample(learnt.strings(shaken=s), rng=np.random.default_rng(5))
        for s in (True, False)
    ]
    assert quoted[0] - quoted[1] == pytest.approx(0.18, abs=0.01)
    y = strings.play(learnt.strings(), notes, 0.25, rng=rng, temperature=0.7)
    assert np.abs(strings.cents_off(y, notes, 0.25)).max() < 20 and np.abs(y).max() < 1


@pytest.mark.parametrize("corpus", ["spoken-digits"])
def test_the_goals_of_the_gate_are_above_the_hard_one_and_can_be_met(corpus):
    def hard(Y, V):
        return np.abs(Y) ** 2 > 4 * np.mean(np.abs(V) ** 2, axis=1, keepdims=True)

    def soft(Y, V):
        power = np.pad(np.abs(Y) ** 2, ((0, 0), (1, 1)), mode="edge")
        power = (power[:, :-2] + power[:, 1:-1] + power[:, 2:]) / 3
        return np.maximum(1 - 2.5 * np.mean(np.abs(V) ** 2, axis=1, keepdims=True) / power, 0)

    for seed in range(3):
        rng = np.random.default_rng(seed)
        assert 5 < noisy_words.mean_gain(hard, corpus, 8, rng) < 7
        assert noisy_words.mean_gain(soft, corpus, 8, rng) > 7
    with pytest.raises(ValueError, match="from 0 to 1"):
        noisy_words.mean_gain(lambda Y, V: 2 * np.ones(Y.shape), corpus, 1, rng)
