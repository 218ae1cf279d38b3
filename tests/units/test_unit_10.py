"""What unit 10 is built on: the forgotten tone, nets that remember it, and a net that sings."""

import numpy as np
import pytest

from dlaudio.datasets.forgotten_tones import BANDS, forgotten_tones, sound_of
from dlaudio.exercises.cases import recurrence
from dlaudio.generation import practice, singer
from dlaudio.layers import RNN
from dlaudio.mine.standins import sequences
from dlaudio.networks import memories


def test_the_first_frame_has_the_label_and_no_other():
    X, y = forgotten_tones(300, 12, np.random.default_rng(0))
    assert X.shape == (300, 13, len(BANDS)) and y.sum() == 150
    assert ((X[:, 0, 1] > X[:, 0, 0]) == y).mean() > 0.99
    apart = X[y == 1, 1:].mean(axis=(0, 1)) - X[y == 0, 1:].mean(axis=(0, 1))
    assert np.abs(apart).max() < 0.05
    with pytest.raises(ValueError, match="gap of at least 1"):
        forgotten_tones(4, 0, np.random.default_rng(0))


def test_a_sequence_is_heard_and_not_clipped():
    X, _ = forgotten_tones(2, 20, np.random.default_rng(0))
    y = sound_of(X[0])
    assert 0.1 < np.abs(y).max() <= 1 and len(y) / 22050 == pytest.approx(21 * 0.09, rel=0.01)


def test_a_window_is_at_chance_at_every_gap():
    shares = memories.window_shares((5, 20, 80))
    assert all(0.4 < share < 0.6 for share in shares.values())


def test_recurrent_nets_remember_20_frames_and_rarely_120():
    shares = memories.memory_shares((20, 120), nets=4, n=200)
    assert min(shares[20]) > 0.95 and np.median(shares[120]) < 0.65


def test_one_memory_stands_still_and_another_rings():
    standing, ringing = (memories.trained(20, seed)[0] for seed in (1, 0))
    assert all(memories.share_after(standing, gap) > 0.95 for gap in (20, 22, 40, 60))
    assert memories.share_after(ringing, 20) > 0.95 and memories.share_after(ringing, 22) < 0.05
    largest = [
        max(np.linalg.eigvals(memories.weights_of(net)[1]), key=np.abs)
        for net in (standing, ringing)
    ]
    assert abs(np.angle(largest[0])) < 0.01 and np.abs(largest).min() > 2
    assert np.degrees(abs(np.angle(largest[1]))) == pytest.approx(80, abs=2)


def test_the_holder_is_the_unit_that_tells_the_labels_apart():
    y = np.arange(6) % 2
    states = np.random.default_rng(0).normal(size=(6, 3, 4))
    states[:, -1, 2] = 2 * y - 1
    assert memories.holder(states, y) == 2


def test_weights_that_do_not_fit_are_told_in_words():
    X, _ = forgotten_tones(2, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="five arrays"):
        memories.remembered([1, 2], X)
    with pytest.raises(ValueError, match="of shapes"):
        memories.remembered(([[1.0]], [[1]], [0], [[1, 1]], [0, 0]), X)


def test_running_the_weights_is_running_the_net():
    net = memories.recurrent_net(np.random.default_rng(3))
    X, _ = forgotten_tones(20, 6, np.random.default_rng(1))
    labels, states = memories.remembered(memories.weights_of(net), X)
    assert (labels == net(X).argmax(axis=1)).all() and states.shape == (20, 7, 16)


def test_the_net_that_asks_is_the_layer_of_the_course():
    case = next(recurrence.sequence_cases(np.random.default_rng(1)))
    layer = RNN(*case["W_x"].shape, rng=np.random.default_rng(0), dtype=np.float64)
    layer.weight_x.value, layer.weight_h.value = case["W_x"], case["W_h"]
    layer.bias.value = case["b"]
    assert recurrence.states(**case) == pytest.approx(layer.forward(case["X"], case["h0"]))


def test_the_singer_grows_from_babble_to_the_whole_tune():
    tune = singer.notes(singer.TUNE)
    heard, net = singer.growth(tune, (0, 20, 50, 120), sequences, seed=1)
    right = [int(title.split()[2]) for title, _ in heard]
    assert right[0] < 12 and right[1] < 12 and right[2] == 24 and right[3] == 48
    once = singer.letters_of(singer.growth(tune, (50,), sequences, seed=1)[1].sing(40))
    assert once.startswith(singer.letters_of(tune[:24]) + " c c g g a a g -")
    states = net.states(np.tile(tune, 2))[48:]
    assert np.linalg.norm(states[16:24] - states[24:32], axis=1).min() > 0.1


def test_a_singer_with_a_window_goes_in_circles_until_the_window_is_longer_than_the_phrase():
    tune = singer.notes(singer.TUNE)
    one, two, eight, nine, ten = (singer.by_window(tune, n, 96) for n in (1, 2, 8, 9, 10))
    assert set(one) == {0}
    np.testing.assert_array_equal(two[16:60], two[30:74])  # a circle of fourteen beats
    np.testing.assert_array_equal(eight[:32], tune[:32])
    np.testing.assert_array_equal(eight[32:], np.tile(tune[16:24], 8))  # and never out of it
    np.testing.assert_array_equal(nine, eight)  # the dash before the phrase is the same, too
    np.testing.assert_array_equal(ten[:48], tune)
    with pytest.raises(ValueError, match="1 to 47 beats"):
        singer.by_window(tune, 48, 10)
    pitches, lengths = singer.as_notes(singer.notes("c - d C - -"))
    assert pitches.tolist() == [60, 62, 72] and lengths.tolist() == [4, 2, 6]


def test_one_gradient_off_a_cliff_costs_all_that_was_learnt():
    tune = singer.notes(singer.TUNE)
    ends = {
        v: [practice.descent(tune, sequences, v=v, seed=seed)[0][-20:].mean() for seed in range(3)]
        for v in (1.0, 1e9)
    }
    assert max(ends[1.0]) < 0.2 and min(ends[1e9]) > 1


@pytest.mark.parametrize("letters", ["c", "c x", "do re"])
def test_a_tune_that_cannot_be_read_is_told_in_words(letters):
    with pytest.raises(ValueError, match="a tune needs"):
        singer.notes(letters)


def test_a_held_note_lasts_and_tunes_are_read_back():
    held, struck = (singer.sound_of(singer.notes(t)) for t in ("c - d", "c c d"))
    assert abs(len(held) - len(struck)) < 10 and np.abs(held).max() <= 1
    assert singer.letters_of(singer.notes("e - C")) == "e - C"
    assert not singer.sound_of(singer.notes("- c"))[:1000].any()
