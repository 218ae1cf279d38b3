"""Melodies and chorales: whole, in their keys, in the range of voices, split without overlap."""

import os
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from dlaudio import datasets
from dlaudio.datasets import melodies

DATA = Path(__file__).parents[3] / "data"


def test_melodies_are_whole_and_short():
    tunes = datasets.load("melodies")
    assert len(tunes) >= 30 and len(set(tunes.titles)) == len(tunes)
    for pitches, lengths in zip(tunes.pitches, tunes.lengths, strict=True):
        assert pitches.shape == lengths.shape and 15 < len(pitches) < 60
        assert 48 <= pitches.min() and pitches.max() <= 84
        assert lengths.min() >= 1 and lengths.max() <= 8
        assert np.abs(np.diff(pitches)).max() <= 12
    train, test = tunes.splits["train"], tunes.splits["test"]
    assert sorted([*train, *test]) == list(range(len(tunes))) and len(test) >= 6


def test_a_tune_is_read_note_by_note():
    tunes = datasets.load("melodies")
    i = list(tunes.titles).index("Mary Had a Little Lamb")
    assert list(tunes.pitches[i][:7]) == [68, 66, 64, 66, 68, 68, 68]  # E major: G# F# E
    assert list(tunes.lengths[i][:7]) == [2, 2, 2, 2, 2, 2, 4]


def test_melodies_are_in_their_keys():
    tunes = datasets.load("melodies")
    scales = {"major": {0, 2, 4, 5, 7, 9, 11}, "minor": {0, 2, 3, 5, 7, 8, 10}}
    for i, pitches in enumerate(tunes.pitches):
        degrees = (pitches - tunes.tonics[i]) % 12
        assert np.mean([d in scales[tunes.modes[i]] for d in degrees]) > 0.9


def test_a_note_that_cannot_be_read_is_named(monkeypatch):
    monkeypatch.syspath_prepend(DATA)
    from build_melodies import read

    assert read("5, 1 4#:1 1':8", 60, "major") == ([55, 60, 66, 72], [2, 2, 1, 8])
    with pytest.raises(ValueError, match="not like 8:1"):
        read("1 8:1", 60, "major")


@pytest.mark.skipif(
    not os.environ.get("DLAUDIO_DATA"), reason="DLAUDIO_DATA names no folder of real recordings"
)
def test_chorales_have_four_voices_from_high_to_low():
    chorales = datasets.load("jsb-chorales")
    assert len(chorales) > 300
    assert all(voices.shape[1] == 4 for voices in chorales.voices)
    heights = np.concatenate(chorales.voices).mean(axis=0)
    assert np.all(np.diff(heights) < 0) and 66 < heights[0] < 76
    parts = np.concatenate([chorales.splits[name] for name in ("train", "valid", "test")])
    assert sorted(parts) == list(range(len(chorales)))


def test_each_set_of_rolls_says_what_one_may_do_with_it(tmp_path):
    assert set(melodies.ROLLS_LICENCES) == set(melodies.ROLLS_SHA256)
    rolls = np.empty((1, 1), dtype=object)
    rolls[0, 0] = np.zeros((2, 88), dtype=np.uint8)
    for name, words in [("JSB_Chorales", "public domain"), ("Nottingham", "not free")]:
        savemat(tmp_path / f"{name}.mat", {f"{s}data": rolls for s in ("train", "valid", "test")})
        assert words in melodies.read_rolls([tmp_path / f"{name}.mat"]).licence


@pytest.mark.skipif(
    not os.environ.get("DLAUDIO_DATA"), reason="DLAUDIO_DATA names no folder of real recordings"
)
@pytest.mark.parametrize(
    "name, sizes, steps, notes",
    [("jsb-rolls", (229, 76, 77), 4725, 3.9), ("nottingham", (694, 173, 170), 44463, 4.0)],
)
def test_piano_rolls_have_the_published_split(name, sizes, steps, notes):
    rolls = datasets.load(name)
    assert tuple(len(rolls.splits[part]) for part in ("train", "valid", "test")) == sizes
    test = np.concatenate([rolls.frames[i] for i in rolls.splits["test"]])
    assert test.shape == (steps, 88) and set(np.unique(test)) == {0, 1}
    assert test.sum(axis=1).mean() == pytest.approx(notes, abs=0.1)
    # the note that sounds most is in the middle of the piano: MIDI 45 to 80
    assert 45 <= 21 + test.sum(axis=0).argmax() <= 80
