"""The keyboard, its left hand, the round and the count-in sound as they are said to."""

import re

import numpy as np
import pytest

from dlaudio import audio, datasets
from dlaudio.datasets.noisy_words import sdr
from dlaudio.generation import band, count_in, learnt, left_hand, notes, piano, recital, rounds

SR = 8000
UP = np.array([60, 62, 64, 65, 67, 72]), np.array([2, 2, 2, 2, 4, 4])  # C D E F | G C


def strongest(y, sr):
    """Frequency, Hz, of the highest peak."""
    power = np.abs(np.fft.rfft(y * np.hanning(len(y)), 1 << 16))
    return power.argmax() * sr / (1 << 16)


def test_a_struck_note_has_its_pitch_begins_softly_and_dies_away():
    y = piano.struck(440.0, 1.0, sr=SR, harmonics=5)
    assert len(y) == round(SR * (1 + 3 * piano.RELEASE)) and y[0] == 0
    assert strongest(y, SR) == pytest.approx(440, abs=1)
    first, later, last = (np.abs(part).max() for part in (y[:800], y[4800:5600], y[-80:]))
    assert first > 1.3 * later > 10 * last > 0
    top = np.abs(np.fft.rfft(piano.struck(3000.0, 1.0, sr=SR, harmonics=5)))
    assert top[: len(top) // 2].max() < 0.05 * top.max()  # nothing is folded down from above 4 kHz


def test_a_room_answers_after_the_sound_and_softer():
    click = np.zeros(4000)
    click[0] = 1
    y = piano.in_a_room(click, sr=SR)
    assert len(y) == 4000 and y[0] == pytest.approx(1) and not np.any(np.abs(y[1:90]) > 1e-12)
    tail = np.sum(y[1:] ** 2)
    assert tail == pytest.approx(piano.WET**2, rel=0.01)
    assert np.sum(y[2000:] ** 2) < 0.01 * tail


def test_the_first_note_of_a_bar_is_the_louder_one():
    y = piano.melody([60] * 4, [4] * 4, sr=SR, eighth=0.2)
    first, second, third, _ = (np.abs(part).max() for part in np.split(y, 4))
    assert first > 1.1 * second and third > 1.1 * second


def test_the_left_hand_plays_the_chord_with_most_of_the_tune_and_comes_home():
    pitches, lengths = [60, 64, 67, 65, 69, 65, 67, 71, 62, 60], [1, 1, 2, 1, 1, 2, 1, 1, 2, 4]
    found = left_hand.chords_under(pitches, lengths)
    assert [chord[0] for chord in found] == [0, 5, 7, 0]  # C, F, G and C again
    up = left_hand.chords_under(np.add(pitches, 2), lengths)
    assert [chord[0] for chord in up] == [2, 7, 9, 2]
    hand = left_hand.play_along(pitches, lengths)
    assert [start for _, start, _ in hand[::3]] == [0, 4, 8, 12]
    assert max(start + length for _, start, length in hand) == 16
    assert left_hand.play_along([60, 62], [4, 1])[-1][1:] == (4, 1)  # a bass for a beat, no chord


def test_a_stubborn_left_hand_stays_in_its_own_key():
    hand = left_hand.play_along(*UP, stubborn=8)
    assert {pitch % 12 for pitch, *_ in hand} == {8, 0, 3}  # A flat, C, E flat under C major
    assert [note[1:] for note in hand] == [note[1:] for note in left_hand.play_along(*UP)]
    assert recital.play({"up": UP}, stubborn=8).roll[0][0] == hand[0][0] == 44


def test_a_left_hand_changes_what_sounds_and_not_how_long_or_loud_it_is():
    alone, both = (notes.sing(*UP, sr=SR, left=left) for left in ((), left_hand.play_along(*UP)))
    assert len(alone) == len(both) == round(16 * notes.EIGHTH * SR)
    assert np.abs(alone).max() == pytest.approx(0.4) == np.abs(both).max()
    low = [np.sum(np.abs(np.fft.rfft(y))[: len(y) // 50] ** 2) for y in (alone, both)]  # to 160 Hz
    assert low[1] > 20 * low[0]


def test_a_recital_leaves_out_what_ends_too_late():
    tune = np.array([60, 62, 64]), np.array([2, 2, 4])
    short = recital.play({"two of three": tune}, longest=7)
    assert [pitch for pitch, *_ in short.roll] == [60, 62]
    assert len(recital.play({"all": tune}, longest=8).roll) == 3


def test_the_strip_of_a_recital_is_its_piano_roll():
    player = recital.play({"up": UP, "again": UP}, given=2, hand=True)
    assert [name for name, *_ in player.parts] == ["up", "again"]
    again = player.parts[1][1] / recital.SR
    hand = len(left_hand.play_along(*UP))
    assert len(player.roll) == 2 * (6 + hand)
    pitch, start, end, _ = player.roll[-1]
    assert pitch == 72 and start == pytest.approx(again + 12 * notes.EIGHTH)
    assert end == pytest.approx(again + 16 * notes.EIGHTH)
    inks = [ink for *_, ink in player.roll[hand : hand + 6]]
    assert inks[0] == inks[1] != inks[2] == inks[5]
    page = player._repr_html_()
    assert len(re.findall(r"path d=", page)) == 3  # an ink each: given, own, the left hand
    assert all(ink == inks[0] for *_, ink in recital.play({"up": UP}, given=None).roll)


def test_the_left_hand_is_seen_on_white_and_on_dark_paper():
    channels = np.array([int(recital.HAND[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    light = ((channels + 0.055) / 1.055) ** 2.4 @ (0.2126, 0.7152, 0.0722)  # as WCAG 2.2 has it
    assert 1.05 / (light + 0.05) > 3 and (light + 0.05) / (0.0056 + 0.05) > 3  # #111111


def test_the_round_enters_one_by_one_and_is_in_tune():
    net = learnt.strings()
    one, three = (rounds.sing(net, voices=n, rng=np.random.default_rng(0)) for n in (1, 3))
    entry = round(rounds.ENTRY * rounds.EIGHTH * SR)
    assert len(three) - len(one) == 2 * entry and np.abs(three).max() == pytest.approx(0.7)
    alone = one[:entry], three[:entry]
    assert np.corrcoef(*alone)[0, 1] > 0.999  # nobody else is there yet
    begins = strongest(one[: round(3 * rounds.EIGHTH * SR)], SR)
    assert 12 * np.log2(begins / 261.63) == pytest.approx(0, abs=0.2)
    assert rounds.boat()[1].sum() == 48
    with pytest.raises(ValueError, match="got 5"):
        rounds.sing(net, voices=5, rng=np.random.default_rng(0))


def test_the_count_in_is_four_words_out_of_drums_one_a_beat_before_the_song():
    found = count_in.words(learnt.separator(), rng=np.random.default_rng(1))
    assert len(found) == 4
    known = datasets.load("spoken-digits").where(split="test")
    assert min(len(y) for y in known.audio) <= min(len(v) for _, v in found)
    song = 0.5 * np.sin(2 * np.pi * 440 * np.arange(16000) / band.SR)
    y = count_in.before(song, found)
    beat = round(count_in.BEAT * band.SR)
    assert len(y) == 4 * beat + 16000
    assert all(0.2 < np.abs(y[k * beat : (k + 1) * beat]).max() <= 0.8 for k in range(4))
    assert sdr(y[-8000:], song[-8000:]) > 60  # behind the words it is the song


def test_a_roll_for_each_sound_or_none():
    sounds = {"a": np.ones(800), "b": np.ones(800)}
    with pytest.raises(ValueError, match="2 sounds, got 1"):
        audio.play_row(sounds, SR, rolls=[[(60, 0.0, 0.1, "#000000")]])
    assert "rgba(128, 128, 128, 0.28)" not in audio.play_row(sounds, SR)._repr_html_()


def test_notes_off_the_beat_have_an_ink_of_their_own():
    inks = [ink for *_, ink in recital.play({"one": ([60, 62, 64], [1, 1, 2])}, beat=True).roll]
    assert inks[0] == inks[2] != inks[1]
