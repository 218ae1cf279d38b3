"""Two voices by rule, what a player hears of them, and chords: against the rules and by hand."""

import os

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.generation import counterpoint, polyphony
from dlaudio.gradcheck import check_layer


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_the_second_voice_keeps_the_rules(rng):
    tunes = datasets.load("melodies")
    for row in tunes.splits["test"]:
        upper = tunes.pitches[row]
        lower = counterpoint.second_voice(upper, tunes.tonics[row], tunes.modes[row], rng=rng)
        interval = (upper - lower) % 12
        assert np.all((upper - lower >= 3) & (upper - lower <= 24))
        assert np.mean(np.isin(interval, [0, 3, 4, 7, 8, 9])) > 0.95
        scale = counterpoint.SCALES[tunes.modes[row]]
        assert np.isin((lower - tunes.tonics[row]) % 12, scale).all()
        parallel = np.isin(interval[1:], [0, 7]) & (interval[1:] == interval[:-1])
        parallel &= np.diff(upper) * np.diff(lower) > 0
        assert parallel.mean() < 0.05
        assert np.abs(np.diff(lower)).mean() < 4


def test_what_is_heard_does_not_tell_the_key_and_lasts(rng):
    own, other = 50 + rng.integers(0, 9, 7), 60 + rng.integers(0, 9, 7)
    heard = counterpoint.what_is_heard(own, other)
    assert heard.shape == (7, counterpoint.HEARD)
    np.testing.assert_array_equal(heard, counterpoint.what_is_heard(own + 5, other + 5))
    np.testing.assert_array_equal(heard[:4], counterpoint.what_is_heard(own[:4], other[:4]))
    np.testing.assert_allclose(heard[:, -12:].sum(axis=1), 3, rtol=1e-6)
    # a third above, its own step of 2 up, the other's of 1 down
    last = counterpoint.what_is_heard(np.array([60, 62]), np.array([67, 66]))[1]
    assert list(np.flatnonzero(last[:62])) == [12 + 2, 25 + 12 - 1, 50 + 4]


def test_a_partner_plays_in_its_range_the_same_in_every_key(rng):
    check_layer(
        counterpoint.Partner(3, rng=rng), rng.normal(size=(2, 3, counterpoint.HEARD)), rng=rng
    )
    net = counterpoint.Partner(6, rng=rng)
    human = 60 + rng.integers(0, 9, 12)
    line = counterpoint.play_along(net, human, 50)
    assert line[0] == 50 and len(line) == 12 and np.all(np.abs(line - 50) <= 9)
    np.testing.assert_array_equal(counterpoint.play_along(net, human + 3, 53), line + 3)
    late = np.append(human[:6], human[6:] + 1)
    np.testing.assert_array_equal(counterpoint.play_along(net, late, 50)[:7], line[:7])


def test_it_learns_to_agree(rng):
    tunes = datasets.load("melodies")
    pairs = {
        split: [
            (
                tunes.pitches[i],
                counterpoint.second_voice(
                    tunes.pitches[i], tunes.tonics[i], tunes.modes[i], rng=rng
                ),
            )
            for i in rows
            for _ in range(10)
        ]
        for split, rows in tunes.splits.items()
    }
    net = counterpoint.train_partner(pairs["train"], updates=150, rng=rng)
    lower = [(b, a) for a, b in pairs["test"]]
    assert counterpoint.bits_a_step(net, lower) < 2.6 < np.log2(25)

    def agree(a, b):
        return counterpoint.CONSONANT[(a - b) % 12].mean()

    lines = [(a, counterpoint.play_along(net, a, int(b[0]))) for a, b in pairs["test"][::10]]
    played = np.mean([agree(a, own) for a, own in lines])
    shuffled = np.mean([agree(a, rng.permutation(own)) for a, own in lines for _ in range(20)])
    assert played > shuffled + 0.05
    assert np.mean(np.concatenate([np.diff(own) == 0 for _, own in lines])) < 0.2


def test_slopes_and_nats_of_the_chords(rng):
    net = polyphony.ChordPredictor(3, rng=rng)
    check_layer(net, rng.normal(size=(2, 2, 88)), rng=rng)
    pieces = rng.integers(0, 2, (2, 3, 88))
    inputs, chords, mask = polyphony.chords_as_batch([pieces[0], pieces[1][:1]])
    p = 1 / (1 + np.exp(-net.eval()(inputs)))
    nats = -np.log(np.where(chords == 1, p, 1 - p)).sum(axis=2)
    shown = polyphony.nats_a_frame(net, [pieces[0], pieces[1][:1]])
    assert shown == pytest.approx((nats * mask).sum() / 4, rel=1e-5)


def test_independent_notes_by_hand():
    train = [np.eye(88, dtype=np.uint8)[[0, 0]]]  # key 0 sounds in both of two chords
    nats = polyphony.independent_notes(train, [np.eye(88, dtype=np.uint8)[[0]]])
    assert nats == pytest.approx(-88 * np.log(0.75))


@pytest.mark.skipif(
    not os.environ.get("DLAUDIO_DATA"), reason="DLAUDIO_DATA names no folder of real recordings"
)
@pytest.mark.parametrize("name, published", [("jsb-rolls", 11.06), ("nottingham", 10.25)])
def test_independent_notes_are_as_published(name, published):
    rolls = datasets.load(name)
    train, test = ([rolls.frames[i] for i in rolls.splits[s]] for s in ("train", "test"))
    assert polyphony.independent_notes(train, test) == pytest.approx(published, abs=0.02)


@pytest.mark.skipif(
    not os.environ.get("DLAUDIO_DATA"), reason="DLAUDIO_DATA names no folder of real recordings"
)
def test_the_lstm_predicts_chorales_better_than_notes_alone(rng):
    rolls = datasets.load("jsb-rolls")
    train, test = ([rolls.frames[i] for i in rolls.splits[s]] for s in ("train", "test"))
    net = polyphony.ChordPredictor(48, rng=rng)
    for _ in polyphony.train_epochs(net, train, epochs=8, lr=0.03, rng=rng):
        pass
    net.eval()
    assert polyphony.nats_a_frame(net, test) < 9.6
