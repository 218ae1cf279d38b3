"""A net that repeats what it heard some steps ago, and the round that it makes."""

import numpy as np
import pytest

from dlaudio.generation import canon, singer
from dlaudio.mine.standins import sequences


def test_a_net_wired_as_a_delay_line_follows_exactly():
    net, n = canon.Follower(np.random.default_rng(0), hidden=27, delay=2), len(singer.NAMES)
    W_x, W_h, b, W_y, c = net.weights
    W_x[:], W_h[:], b[:], W_y[:], c[:] = 0, 0, 0, 0, 0
    W_x[:, :n] = W_h[:n, n : 2 * n] = W_h[n : 2 * n, 2 * n :] = W_y[2 * n :] = np.eye(n)
    tune = singer.notes("c d e - g a b C")
    np.testing.assert_array_equal(net.follow(tune), tune)
    lines = canon.voices(net, tune, 3)
    assert lines.shape == (3, 12)
    for voice, line in enumerate(lines):
        np.testing.assert_array_equal(line[2 * voice :][:8], tune)
        assert (line[: 2 * voice] == canon.HOLD).all()
    shares = canon.readable(net, (0, 2, 3), rng=np.random.default_rng(0), n=1000)
    assert shares[:2].min() == 1 and shares[2] < 0.3  # two steps are held, and no third


def test_slopes_of_the_steps_asked_are_those_of_small_changes():
    net = canon.Follower(np.random.default_rng(1), hidden=5, delay=2)
    heard = np.random.default_rng(2).integers(0, 9, (3, 6))
    _, slopes = net.slopes(heard, heard[:, :-2], sequences)
    for value, slope in zip(net.weights, slopes, strict=True):
        kept, losses = value.flat[1], []
        for change in (1e-5, -1e-5):
            value.flat[1] = kept + change
            losses.append(net.slopes(heard, heard[:, :-2], sequences)[0])
        value.flat[1] = kept
        assert slope.flat[1] == pytest.approx((losses[0] - losses[1]) / 2e-5, abs=1e-7)


def test_voices_stand_from_left_to_right_and_nothing_is_clipped():
    lines = np.full((2, 12), canon.HOLD)
    lines[0, 0], lines[1, 6] = 0, 2
    y = canon.sound_of(lines)
    assert y.shape[0] == 2 and np.abs(y).max() <= 1
    power = np.square(y[:, : int(22050 * 6 * canon.BEAT) - 100]).sum(axis=1)
    assert power[0] > 10 * power[1]  # the first voice alone


def test_a_delay_that_is_none_is_told_in_words():
    with pytest.raises(ValueError, match="delay of at least 1"):
        canon.Follower(np.random.default_rng(0), delay=0)


def test_a_follower_taught_by_songs_hears_rows_cut_from_them():
    class Notes:
        """Writes down what is heard, and teaches nothing."""

        def rnn_sequence(self, X, h0, W_x, W_h, b):
            heard.append(X.argmax(axis=2))
            return np.zeros((*X.shape[:2], len(b)))

        def output_gradients(self, H, W_y, c, labels):
            answers.append(labels)
            return 0, H, 0 * W_y, 0 * c

        def bptt(self, dH, X, h0, W_x, W_h, b):
            return X, h0, 0 * W_x, 0 * W_h, 0 * b

        def clip_global_norm(self, grads, v):
            return grads, 0

    heard, answers, song = [], [], np.arange(5)
    canon.Follower(np.random.default_rng(0), 3, delay=2).practise(1, Notes(), songs=[song])
    assert heard[0].shape == (16, 6) and answers[0].shape == (16, 4)
    np.testing.assert_array_equal(np.diff(heard[0]) % 5, 1)  # 0 1 2 3 4 0 1, from anywhere
    np.testing.assert_array_equal(answers[0], heard[0][:, :4])
    assert len(np.unique(heard[0][:, 0])) > 1
