"""Drawings of unit 12 show what they are given."""

import numpy as np
import pytest
from legible import faults

from dlaudio.plots.drawings import key_ring, piano_rolls, stairs_of_chance


def test_a_roll_has_a_bar_for_each_note_that_fits():
    tune = np.array([60, 62, 64]), np.array([2, 2, 100])
    figure, text = piano_rolls.draw({"one": tune, "two": (tune[0][:1], tune[1][:1])}, longest=10)
    assert len(figure.axes[0].patches) == 1 + 2 + 3 + 1  # card, two papers, bars
    assert "one: 3 notes from 60 to 64" in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 8 tunes"):
        piano_rolls.draw({str(n): tune for n in range(9)})


def test_a_voice_that_stays_is_one_bar():
    chords = np.array([[72, 67, 64, 48], [72, 65, 62, 48]])
    figure, text = piano_rolls.draw_voices(chords)
    assert len(figure.axes[0].patches) == 1 + 1 + 6 and "soprano 72 to 72" in text
    with pytest.raises(ValueError, match="needs chords"):
        piano_rolls.draw_voices(chords[:, :3])


def test_the_picked_note_is_where_the_number_falls():
    _, text = stairs_of_chance.draw(u=0.4)
    assert text.count("picks mi") == 3
    with pytest.raises(ValueError, match="2 to 6 notes"):
        stairs_of_chance.draw([1.0], names=["do"])


def test_a_ring_goes_round_once():
    assert "1 times" in key_ring.draw()[1]
    with pytest.raises(ValueError, match="12 keys"):
        key_ring.draw(np.eye(7))
