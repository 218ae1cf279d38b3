"""A song in four phrases, and the band that plays it."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.generation import band, chords, drum_machine, learnt, song, tune_numbers
from dlaudio.generation.song import LENGTHS, PITCHES

TUNES, RNG = datasets.load("melodies"), np.random.default_rng(0)


@pytest.fixture(scope="module")
def written():
    return song.write_song(learnt.phrase_composer(), TUNES, seed=1, tries=12)


@pytest.fixture(scope="module")
def group():
    return band.gather(np.random.default_rng(1))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("net", [learnt.composer_after(0), learnt.phrase_composer()])
def test_a_phrase_fills_its_bars_and_rests_where_it_may(net, seed):
    rng = np.random.default_rng(seed)
    first = song.write_phrase(net, [], 13, rests=(2, 7), rng=rng)
    then = song.write_phrase(net, first, 32, rests=(0,), hold=4, rng=rng)
    assert LENGTHS[first].sum() == 13 and LENGTHS[then].sum() == 32
    assert PITCHES[first[-1]] % 12 in (2, 7) and LENGTHS[first[-1]] >= 2
    assert PITCHES[then[-1]] % 12 == 0 and LENGTHS[then[-1]] >= 4


@pytest.mark.parametrize("eighths, hold", [(3, 4), (8, 0), (12, 9)])
def test_a_last_note_that_does_not_fit_is_refused(eighths, hold):
    with pytest.raises(ValueError, match=f"got {hold}"):
        song.write_phrase(
            learnt.composer_after(0),
            [],
            eighths,
            rests=(0,),
            hold=hold,
            rng=np.random.default_rng(),
        )


def test_what_a_phrase_is_measured_by():
    # two bars of crotchets C D E C with one rhythm, then one of a dotted note: B flat is black
    facts = song.phrase_facts([60, 62, 64, 60, 60, 62, 64, 60, 70, 67], [2] * 8 + [3, 5])
    np.testing.assert_allclose(facts, [0.9, 0.8, 1 / 9, 10, 10, 0.1, 10 / 3, 1 / 3])
    mean, spread = song.usual(TUNES)
    assert mean[0] > 0.99 and spread.min() >= song.SURE


def test_the_form_brings_bars_back_and_comes_home(written):
    first, answer, other, last = written.phrases
    assert all(LENGTHS[phrase].sum() == song.PHRASE for phrase in written.phrases)
    back = np.cumsum(LENGTHS[first]) <= 2 * song.BAR
    np.testing.assert_array_equal(answer[: back.sum()], first[back])
    np.testing.assert_array_equal(answer, last)
    pitches, lengths = written.notes
    assert pitches[-1] % 12 == 0 and lengths.sum() == 128
    # new are: the first phrase, the end of the second, the third
    assert written.own.sum() == len(first) + len(answer) - back.sum() + len(other)
    assert not written.own[-len(answer) :].any()


def test_the_net_that_has_learnt_steps_and_the_newborn_leaps(written):
    newborn = song.write_song(learnt.composer_after(0), TUNES, seed=1, tries=12)
    leaps = [np.abs(np.diff(s.notes[0])).mean() for s in (written, newborn)]
    assert leaps[0] < 3 < 5 < leaps[1]
    assert tune_numbers.tune_facts(*written.notes)[0] > 0.95


def test_voices_stay_under_the_tune_and_the_same_dice_sing_the_same():
    melody = np.array([67, 69, 71, 72, 84])
    sung = [
        band.harmonise(learnt.choir(), melody, rng=np.random.default_rng(2), tries=3)
        for _ in range(2)
    ]
    np.testing.assert_array_equal(*sung)
    np.testing.assert_array_equal(sung[0][:, 0], [67, 69, 71, 72, 72])
    assert (sung[0][:, 1:] <= sung[0][:, :1]).all()


def test_most_chords_of_the_band_have_a_name(written, group):
    sung = group.chords(written)
    assert sung.shape == (32, 4) and chords.share_with_a_name(sung) > 0.8
    assert sung[-1, 3] % 12 == 0  # the bass comes home


def test_strings_sound_an_octave_below_what_the_net_wrote(group):
    for note, y in group.bank.items():
        loudest = np.abs(np.fft.rfft(y * np.hanning(len(y)), 2**17)).argmax() * band.SR / 2**17
        cents = 1200 * np.log2(loudest / (440 * 2 ** ((note - 69) / 12)))
        assert abs(cents) < 25, note
    assert [band.nearest_string(p, group.bank) for p in (36, 48, 49, 70)] == [48, 48, 48, 57]


def test_the_players_come_in_one_after_the_other(written, group):
    phrase = round(song.PHRASE * band.EIGHTH * band.SR)
    alone, bass, all_of_them = (
        group.play(written, phrases=2, joins=joins) for joins in ((4, 4, 4), (0, 4, 4), (0, 0, 1))
    )
    assert alone.shape == (2 * phrase + band.SR,) and np.abs(all_of_them).max() <= 0.8 + 1e-6

    def share_below(y, hz):
        power = np.abs(np.fft.rfft(y[:phrase])) ** 2
        return power[: round(hz * phrase / band.SR)].sum() / power.sum()

    assert share_below(alone, 240) < 0.02 < share_below(bass, 240)
    # hats have what nothing else has, and they wait for the second phrase
    halves = [all_of_them[:phrase], all_of_them[phrase : 2 * phrase]]
    high = [np.abs(np.fft.rfft(half))[-phrase // 8 :].sum() for half in halves]
    assert high[1] > 5 * high[0]


def test_drummers_play_their_rows(group):
    for name, row in band.BEAT.items():
        np.testing.assert_array_equal(group.hits[name], drum_machine.clicks(row))
    for row in ([0, 0], [1, 0, 1]):
        with pytest.raises(ValueError, match="with a hit"):
            drum_machine.wired(row)
