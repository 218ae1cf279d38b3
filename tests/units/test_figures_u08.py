"""The figures that unit 8 quotes, and what its experiments rest on."""

import numpy as np
import pytest

from autograder.library import right_answers
from dlaudio import audio, datasets
from dlaudio.datasets import kit_rhythms
from dlaudio.datasets.rhythms import FRAMES, HOP, levels, rhythm
from dlaudio.plots.drawings import wirings
from dlaudio.widgets import sliding_filter

right = right_answers("u08_convolution")


def test_fifty_milliseconds_later_every_word_is_another_row_of_numbers():
    words = datasets.load("spoken-digits").where(labels=("seven",))
    for y in words.audio[:8]:
        early = np.append(y, np.zeros(800))
        difference = np.linalg.norm(np.roll(early, 400) - early) / np.linalg.norm(early)
        assert 1 < difference < 1.8


def test_lenet_has_the_weights_and_does_the_work_that_the_text_says():
    layers, sizes = [(1, 6, 5, 1, 0), (6, 16, 5, 1, 0), (16, 120, 5, 1, 0)], (32, 14, 5)
    found = [right.conv_costs([layer], n, n) for layer, n in zip(layers, sizes, strict=True)]
    assert found == [(156, 117_600), (2_416, 240_000), (48_120, 48_000)]


def test_small_kernels_and_few_channels_cost_what_the_text_says():
    (one, _), (two, _) = (
        right.conv_costs(layers, 20, 30)
        for layers in ([(64, 64, 5, 1, 2)], [(64, 64, 3, 1, 1)] * 2)
    )
    assert (one - 64, two - 128) == (102_400, 73_728) and round(1 - 73_728 / 102_400, 2) == 0.28
    narrow = [(256, 64, 1, 1, 0), (64, 64, 3, 1, 1), (64, 256, 1, 1, 0)]
    assert right.conv_costs(narrow, 8, 9)[0] - (64 + 64 + 256) == 69_632
    assert right.conv_costs([(256, 256, 3, 1, 1)], 8, 9)[0] - 256 == 589_824
    assert right.receptive_field([(3, 1, 1)] * 2) == 5
    assert right.receptive_field([(3, 2, 1)] * 3) == 15


def test_the_kick_filter_peaks_three_times_on_every_fourth_sample():
    loop, kick = sliding_filter.loop()[::4], sliding_filter.sounds()["kick"][::4]
    z = right.cross_correlate(loop, kick)
    high = np.flatnonzero(z > 0.6 * z.max()) * 4 / sliding_filter.SR
    assert {round(float(t), 1) for t in high} == {0.1, 0.9, 1.5}


def test_pooling_over_four_leaves_about_half_of_a_shift_by_one_frame():
    words = datasets.load("spoken-digits").where(labels=("seven",))
    for y in words.audio[:4]:
        quiet = np.zeros(words.sr // 4)
        y = np.concatenate([quiet, y, quiet])
        mel = audio.melspectrogram(y, sr=words.sr, n_fft=256, hop_length=64, n_mels=24)
        rises = np.maximum(np.diff(audio.power_to_db(mel), axis=1), 0)[None]
        plain, some, more = (changed(rises, 1, size) for size in (1, 4, 8))
        assert 0.8 < plain < 1.3 and 0.35 < some / plain < 0.7 and more < some
        assert changed(rises, 4, 4) > some


def changed(maps, shift, size):
    squares = []
    for begin in range(size):
        before, after = (
            right.pool1d(np.roll(maps, begin + s, axis=2), size, size)[0] for s in (0, shift)
        )
        squares.append(((after - before) ** 2).sum() / (before**2).sum())
    return np.sqrt(np.mean(squares))


def strongest(onset):
    return np.append(0, onset).reshape(-1, FRAMES).max(axis=1)


DETECTORS = {
    "plain": (lambda rise: rise.mean(axis=0), 2.3),
    "squared": (lambda rise: np.sqrt((rise**2).mean(axis=0)), 3.2),
    "upper bands": (lambda rise: rise[20:].mean(axis=0), 1.9),
}


@pytest.mark.parametrize(
    "kind, known, new",
    [("plain", 0.95, 0.95), ("squared", 0.96, 0.96), ("upper bands", 0.96, 0.93)],
)
def test_quiet_hits_are_found_as_often_as_the_challenge_says(kind, known, new):
    measure, threshold = DETECTORS[kind]
    for split, expected in (("train", known), ("test", new)):
        draws, shares = np.random.default_rng(1), []
        for _ in range(60):
            y, truth, rate = rhythm(draws, split, level=0.05)
            rise = np.maximum(np.diff(levels(y, rate), axis=1), 0)
            shares.append((strongest(measure(rise)) > threshold) == truth)
        assert np.mean(shares) == pytest.approx(expected, abs=0.012)


def test_the_machine_hears_a_rhythm_of_other_drums_and_other_sounds_play_it():
    y, rate, _ = kit_rhythms.rhythm(rng=np.random.default_rng(8))
    found, called = kit_rhythms.heard(right.drum_steps, levels(y, rate), kit_rhythms.struck())
    assert called == "found"
    assert (found == kit_rhythms.struck()).mean() > 0.85
    pulses = kit_rhythms.pulses(found)
    assert pulses.sum() == found.sum() and len(pulses) == len(y) == 16 * FRAMES * HOP
    with pytest.raises(ValueError, match="16 marks"):
        kit_rhythms.rhythm("kick", rng=np.random.default_rng(0))


def test_the_layer_of_the_picture_has_28_numbers_and_shared_4():
    said = wirings.draw()[1]
    assert "6 inputs to 4 outputs" in said and "3 weights, used 4 times" in said
    assert right.count_weights(6, 4, 3, True) == (28, 16, 4)


def test_without_an_answer_the_true_hits_are_shown(capsys):
    def unwritten(S, frames_per_step):
        raise NotImplementedError

    truth = kit_rhythms.struck()
    found, called = kit_rhythms.heard(unwritten, np.zeros((40, 16 * FRAMES)), truth)
    assert called == "true hits"
    assert np.array_equal(found, truth) and "not written yet" in capsys.readouterr().out


def test_the_threshold_of_the_drum_machine_lies_between_its_steps():
    def rises(seed):
        y, struck, rate = rhythm(np.random.default_rng(seed), "train")
        onset = np.append(0, right.edges(levels(y, rate))[2])
        return onset.reshape(-1, FRAMES).max(axis=1), struck

    most, struck = rises(3)
    assert most[~struck].max() == pytest.approx(1.2, abs=0.05)
    assert most[struck].min() == pytest.approx(7.9, abs=0.05)
    most, struck = (np.concatenate(part) for part in zip(*map(rises, range(20)), strict=True))
    assert np.mean(most[struck] > 3) > 0.95 and np.mean(most[~struck] < 2.5) == 1
