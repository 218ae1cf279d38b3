"""The game: as many old tunes as made ones, mixed, each with its part of one sound."""

import re

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.generation import who_wrote_it
from dlaudio.generation.who_wrote_it import SR

UP = np.array([60, 62, 64, 65, 67]), np.array([2, 2, 2, 2, 2])
DOWN = np.array([67, 65, 64, 62, 60]), np.array([1, 1, 1, 1, 4])


def test_every_tune_is_asked_once_and_knows_its_writer():
    old, made = {"Up & away": UP, "up again": UP}, [DOWN, DOWN]
    game = who_wrote_it.game(old, made, rng=np.random.default_rng(0), notes=4)
    assert sorted(by for _, by, _ in game.rounds) == ["net", "net", "old", "old"]
    for _, by, (pitches, lengths) in game.rounds:
        expected = UP if by == "old" else DOWN
        np.testing.assert_array_equal(pitches, expected[0][:4])
        np.testing.assert_array_equal(lengths, expected[1][:4])
    shown = game._repr_html_()
    assert len(re.findall("data-part=", shown)) == 4 and "Up &amp; away, an old tune" in shown
    assert repr(game) == "Who wrote it? 4 tunes, 2 of them by a net."
    mixed = {
        tuple(by for _, by, _ in who_wrote_it.game(old, made, rng=np.random.default_rng(s)).rounds)
        for s in range(20)
    }
    assert len(mixed) > 3


def test_parts_are_where_the_tunes_sound():
    game = who_wrote_it.game({"up": UP}, [DOWN], rng=np.random.default_rng(0))
    y, parts = game.sounds()
    for start, end in parts:
        part = y[round(start * SR) : round(end * SR)]
        assert 0.2 < np.abs(part).max() < 1
    between = y[round(parts[0][1] * SR) + 1 : round(parts[1][0] * SR)]
    assert len(between) and np.abs(between).max() == 0


def test_a_game_must_be_fair():
    with pytest.raises(ValueError, match="got 1, 2"):
        who_wrote_it.game({"up": UP}, [DOWN, DOWN], rng=np.random.default_rng(0))


def test_tunes_are_moved_to_c():
    tunes = datasets.load("melodies")
    titles = ["Nos Galan", "London Bridge"]
    moved = who_wrote_it.in_c(tunes, titles)
    for title in titles:
        i = list(tunes.titles).index(title)
        by = tunes.pitches[i] - moved[title][0]
        assert len(set(by)) == 1 and (by[0] - tunes.tonics[i]) % 12 == 0
