"""What is said of a rule that is tried on voices is true of the voices."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.datasets import strangers


def loud(y, sr):
    return np.abs(y).max() > 0.5


def said(rule, speakers):
    """Word, speaker and what the rule says, for all recordings of these speakers, one by one."""
    digits = datasets.load("spoken-digits")
    for y, label, speaker in zip(digits.audio, digits.labels, digits.speakers, strict=True):
        if speaker in speakers:
            yield digits.label_names[label], speaker, bool(rule(y, digits.sr))


def test_the_five_have_not_been_learnt_from():
    digits = datasets.load("spoken-digits")
    assert set(strangers.FIVE) <= set(digits.speakers[digits.splits["test"]])
    assert [strangers.kind(s) for s in strangers.FIVE] == ["man", "man", "woman", "woman", "child"]


def test_a_report_counts_hits_and_false_alarms():
    both = list(said(loud, ("m10", "c12")))
    hits = sum(yes for word, _, yes in both if word == "two")
    alarms = [word for word, _, yes in both if word != "two" and yes]
    text = strangers.report(loud, ["m10", "c12"], word="two")
    assert text.startswith(f"2 voices: {hits} of 4 times “two” is found; {len(alarms)} of 36 other")
    assert 0 < len(alarms) < 36
    for word in set(alarms):
        assert f"{alarms.count(word)} × {word}" in text


def test_a_report_without_false_alarms():
    text = strangers.report(lambda y, sr: False, ["m01"])
    assert text == "1 voice: 0 of 2 times “six” is found; 0 of 18 other words are taken for it"


@pytest.mark.parametrize("label, right", [("six", True), ("eight", False)])
def test_each_voice_is_played_once_with_its_verdict(label, right):
    player = strangers.play(lambda y, sr: True, label)
    assert [name for name, _, _ in player.parts] == [
        f"{'✓' if right else '✗'} {kind}: six" for kind in ("man", "man", "woman", "woman", "child")
    ]


def in_a_room(y, noise, seed=0):
    """A word with silence before and after it, and the hiss of a room over all of it."""
    whole = np.concatenate([np.zeros(4000), y / np.abs(y).max() / 2, np.zeros(6000)])
    return whole + noise * np.random.default_rng(seed).normal(size=len(whole))


@pytest.mark.parametrize("noise", [0, 0.002, 0.01])
def test_a_word_is_cut_out_of_the_room(noise):
    sixes = datasets.load("spoken-digits").where(labels="six")
    lengths = []
    for y in sixes.audio:
        whole = in_a_room(y, noise)
        word = strangers.word_in(whole, sixes.sr)
        lengths.append(len(word) / len(y))
        assert np.abs(word).max() == np.abs(whole).max()
    assert 0.6 < np.mean(lengths) < 1 and np.mean(np.array(lengths) < 1.1) > 0.95


@pytest.mark.parametrize("y", [np.zeros(16000), np.zeros(30), np.ones(16000)])
def test_a_recording_without_a_word_is_given_back_whole(y):
    assert len(strangers.word_in(y, 8000)) == len(y)


@pytest.mark.parametrize("says, name", [(True, "✓ you: six"), (False, "✗ you: not six")])
def test_one_recording_is_cut_and_played_with_its_verdict(says, name):
    six, heard = datasets.load("spoken-digits").where(labels="six").audio[0], []
    player = strangers.play_one(lambda y, sr: heard.append(y) or says, in_a_room(six, 0), 8000)
    assert [part[0] for part in player.parts] == [name] and len(heard[0]) < 1.1 * len(six)


def test_mistakes_are_counted_voice_by_voice():
    text = strangers.wrong_by_voice(lambda y, sr: True, "eight")
    assert text == "wrong 24 of 48 words (men 10 of 20, women 10 of 20, children 4 of 8)"
    text = strangers.wrong_by_voice(lambda y, sr: False, "eight", split="train")
    assert text == "wrong 96 of 192 words (men 38 of 76, women 38 of 76, children 20 of 40)"


def test_what_is_learnt_from_are_the_training_voices_of_these_kinds():
    x, is_six = strangers.learn_from("mc", lambda y, sr: len(y) / sr, "eight")
    digits = datasets.load("spoken-digits").where(split="train", labels=("six", "eight"))
    rows = [i for i, s in enumerate(digits.speakers) if s[0] in "mc"]
    np.testing.assert_allclose(x, [len(digits.audio[i]) / digits.sr for i in rows])
    np.testing.assert_array_equal(is_six, digits.labels[rows] == 6)


def test_an_unknown_voice_is_named():
    with pytest.raises(ValueError, match="such as 'm01', 'f24' or 'c12', got 'm99'"):
        strangers.report(loud, ["m01", "m99"])
