"""The figures that unit 10 quotes of the net that sings a round it has never heard."""

import numpy as np
import pytest

from dlaudio.generation import canon, singer
from dlaudio.mine.standins import sequences

BOAT = singer.notes(canon.ROUND)


@pytest.fixture(scope="module")
def grown():
    """What is heard after 0, 20, 50 and 800 updates, and the net."""
    return canon.growth(BOAT, (0, 20, 50, 800), sequences)


def test_taught_noise_it_sings_a_song_it_never_heard(grown):
    heard, net = grown
    right = [int(title.split()[2]) for title, _ in heard]
    assert right[0] < 10 and right[1] < 24 and right[1] < right[2] < 40 and right[3] == 48
    hat = np.random.default_rng(9).integers(0, len(singer.NAMES), 5000)
    assert (net.follow(hat) == hat).mean() == pytest.approx(0.99, abs=0.005)


def test_after_fifty_updates_it_has_the_last_line_and_stumbles_over_long_notes():
    net = canon.Follower(np.random.default_rng(0)).practise(50, sequences)
    sung = singer.letters_of(net.follow(BOAT)).split()
    assert sung[33:45] == singer.letters_of(BOAT).split()[33:45]
    long = BOAT == canon.HOLD
    wrong = np.array(sung) != np.array(singer.letters_of(BOAT).split())
    assert wrong[long].mean() > wrong[~long].mean()


def test_each_voice_of_the_round_is_the_song(grown):
    lines = canon.voices(grown[1], BOAT, 4)
    for voice, line in enumerate(lines):
        np.testing.assert_array_equal(line[6 * voice :][:48], BOAT)


@pytest.mark.parametrize("seed", range(1, 4))
def test_it_was_not_a_lucky_start(seed):
    net = canon.Follower(np.random.default_rng(seed)).practise(800, sequences)
    assert (net.follow(BOAT) == BOAT).sum() >= 45


def test_memory_fades_before_the_lessons_and_stands_six_steps_after_them(grown):
    fresh = canon.Follower(np.random.default_rng(0))
    before, after = (
        canon.readable(net, range(12), rng=np.random.default_rng(0)) for net in (fresh, grown[1])
    )
    assert before[6] == pytest.approx(0.41, abs=0.01) and (np.diff(before[3:]) < 0).all()
    assert after[6] == pytest.approx(0.98, abs=0.01) and after[:7].min() > 0.97
    assert after[8] < before[8]  # where nobody asked


def test_a_net_that_knows_one_song_always_comes_home():
    tune, rng = singer.notes(singer.TUNE), np.random.default_rng(0)
    _, net = singer.growth(tune, (120,), sequences, seed=1)
    own = singer.letters_of(np.tile(tune, 3))
    starts = [rng.integers(0, 8, 8) for _ in range(200)]
    starts += [singer.notes(t) for t in ("e e f g g f e d", "c - - c - - c - d e - -")]
    for start in starts:
        assert singer.letters_of(net.sing(64, first=start)[-16:]) in own
