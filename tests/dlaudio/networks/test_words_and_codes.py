"""Words read off by CTC, words spoken as codes, tunes found by bits, and a net that is fooled."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.layers import softmax
from dlaudio.mine.standins import today
from dlaudio.networks import (
    boltzmann,
    chord_climb,
    fooled,
    pre_training,
    speech_or_music,
    squeezing,
    tune_finder,
    word_speaker,
    word_spotter,
)


@pytest.mark.parametrize("target", [[1], [1, 1], [2, 1, 3]])
def test_the_loss_is_minus_log_of_all_paths_and_its_slope_is_right(target):
    rng, loss = np.random.default_rng(0), word_spotter.CTCLoss()
    logits, targets = rng.normal(size=(2, 7, 4)), np.array([target, target])
    value = loss(logits, targets)
    each = [today.ctc_probability(softmax(row), target) for row in logits]
    assert value == pytest.approx(-np.log(each).mean())
    slope, move = loss.backward(), rng.normal(size=logits.shape)
    sides = [loss(logits + sign * 1e-5 * move, targets) for sign in (1, -1)]
    assert (sides[0] - sides[1]) / 2e-5 == pytest.approx(np.sum(slope * move), rel=1e-5)


@pytest.fixture(scope="module")
def spotter():
    return word_spotter.train_spotter(updates=500, rng=np.random.default_rng(0))[0]


def test_digits_are_read_though_nobody_has_said_where_they_are(spotter):
    whole, single = word_spotter.share_read(spotter, word_spotter.collapse)
    assert single > 0.6 and 0.25 < whole < single
    X, y, sr = word_spotter.spoken_string("3307", seed=2)
    P = word_spotter.spot(spotter, X)
    assert np.mean(P.argmax(axis=1) == 0) > 0.85
    assert len(y) == pytest.approx(len(X) * word_spotter.SECONDS_A_FRAME * sr, rel=0.1)
    text = word_spotter.picture(X, P)[1]
    assert "3 at" in text and "mostly blank" in text


def test_a_net_speaks_digits_that_are_heard():
    words = word_speaker.coded_words()
    net, bits = word_speaker.train_speaker(words, updates=300, rng=np.random.default_rng(0))
    assert bits[-20:].mean() < 2.5 < bits[0]
    wanted = np.arange(100) % 10
    said = net.say(word_speaker.digit(*wanted), rng=np.random.default_rng(4))
    heard = word_speaker.heard(words, said)
    assert np.mean(heard == wanted) > 0.5
    real = word_speaker.heard(words, words.rows[:100])
    assert np.mean(real == words.digits[:100]) > 0.8
    y, sr = word_speaker.sound(words, said[0])
    assert sr == 8000 and 0.1 < np.abs(y).max() <= 1
    assert "zero: " in word_speaker.picture(words, said[:1], names=["zero"])[1]
    assert np.all(word_speaker.digit(None, 3).sum(axis=1) == [0, 1])
    for short in ([], [7], [7, 7]):  # too short for a frame, and still heard and drawn
        y, _ = word_speaker.sound(words, np.array(short, dtype=int))
        assert len(y) and np.isfinite(y).all()
        assert len(word_speaker.heard(words, [np.array(short, dtype=int)])) == 1
        assert f"{len(short)} codes" in word_speaker.picture(words, [short], names=["?"])[1]


def test_learnt_bits_find_more_tunes_than_bits_by_chance():
    pieces = tune_finder.pieces_of(datasets.load("melodies"))
    hums, asked = tune_finder.hummed(pieces, 200, rng=np.random.default_rng(1))
    own = {"search": today.hamming_search, "recall": today.recall_at_k}
    learnt = tune_finder.learnt_code(pieces, rng=np.random.default_rng(0))
    found = {
        name: tune_finder.found_among(pieces, code, hums, asked, **own)
        for name, code in {"learnt": learnt, "chance": tune_finder.random_code(pieces)}.items()
    }
    assert found["learnt"][1] > found["chance"][1] + 0.1
    assert found["chance"][1] < found["chance"][5] < found["chance"][20]
    assert "found" in tune_finder.picture(found)[1]


def test_one_breath_climbs_nearly_as_well_as_all_states():
    grown, nets = chord_climb.climb(boltzmann.likelihood_slope, boltzmann.cd1_step)
    assert grown["exact"][-1] > grown["exact"][0] + 2
    assert np.abs(grown["exact"] - grown["CD-1"]).max() < 0.6
    assert max(values.max() for values in grown.values()) < -np.log(3)
    assert "CD-1" in chord_climb.picture_of_climb(grown, nets)[1]
    figure, text = boltzmann.picture_of_keys([0, 7], [0.8, 0.75], np.ones((12, 2)))
    assert "C major, agreement 0.80" in text
    written = [words.get_text() for words in figure.axes[0].texts]
    assert written[-6:] == ["key", "C", "G", "agreement", "0.80", "0.75"]


def test_who_practises_with_noise_takes_off_more_of_it():
    from dlaudio.widgets import bottleneck

    frames = bottleneck.levels(*bottleneck.spoken("seven"))
    noisy = frames + 0.15 * np.random.default_rng(2).normal(size=frames.shape)
    nets = [squeezing.squeezer(today.autoencoder, 24, noise=noise) for noise in (0, 0.15)]
    plain, denoised = (squeezing.clearness(frames, net(noisy)) for net in nets)
    assert squeezing.clearness(frames, noisy) + 2 < plain < denoised - 1


def test_a_start_without_labels_gains_next_to_nothing():
    from dlaudio.datasets.digits import ten_digits

    digits = ten_digits("spoken-digits", 960, 240)
    right = pre_training.race(digits, pre_training.stacks(digits[0], today.greedy_stack), (5, 40))
    for n, share in right["random start"].items():
        assert abs(right["pre-trained"][n] - share) < 0.05
    assert right["random start"][40] > 0.9 and "labels a digit" in pre_training.picture(right)[1]


def test_plain_levels_tell_speech_from_music_at_least_as_well_as_learnt_units():
    right = speech_or_music.shares_right(datasets.load("melodies"))
    assert right["mean levels"] >= right["learnt units"] > 0.85


def test_signs_of_the_slope_fool_and_signs_by_chance_do_not():
    strengths = [0, 0.3, 0.5]
    shares = fooled.shares_right(fooled.victim(), today.fgsm, strengths)
    assert shares["random signs"][2] > 0.85 and shares["signs of the slope"][2] < 0.25
    assert shares["random signs"][0] == shares["signs of the slope"][0] > 0.95
    assert "at 0.5" in fooled.picture(strengths, shares)[1]


def test_one_click_in_a_hundred_samples_costs_most_of_the_words():
    right = fooled.right_under_noise(today.impulse_noise, (0, 0.01, 0.2))
    assert right[0] > 0.8 and right[1] < 0.45 and right[2] < 0.2
