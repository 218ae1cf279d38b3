"""The table of what was taken for what: its counts are the matrix, its parts are the sounds."""

import numpy as np
import pytest

from dlaudio.audio import confused
from dlaudio.audio.confused import SECONDS
from dlaudio.metrics import confusion_matrix

SR, NAMES = 8000, ["low", "middle", "high"]
HZ = (200, 800, 2000)


def tones(target, seconds: float = 0.3):
    t = np.arange(round(seconds * SR)) / SR
    return [np.sin(2 * np.pi * HZ[k] * t) for k in target]


def made(target, taken, seconds: float = 0.3):
    return confused(taken, target, tones(target, seconds), SR, names=NAMES, title="Tones")


def test_each_cell_plays_what_was_said():
    rng = np.random.default_rng(0)
    target, taken = rng.integers(0, 3, (2, 40))
    table = made(target, taken)
    np.testing.assert_array_equal(table.matrix, confusion_matrix(taken, target))
    assert set(table.parts) == set(zip(*np.nonzero(table.matrix), strict=True))
    for (said, _), parts in table.parts.items():
        for start, end in parts:
            sound = table._row[round(start * SR) : round(end * SR)]
            loudest = np.abs(np.fft.rfft(sound)).argmax() * SR / len(sound)
            assert loudest == pytest.approx(HZ[said], abs=10)


def test_mistakes_come_first_and_there_is_a_limit():
    target = np.arange(60) % 3
    taken = np.where(np.arange(60) % 10 == 0, (target + 1) % 3, target)
    table = made(target, taken, seconds=3)  # a second of each
    wrong = {(s, t) for s, t in zip(target.tolist(), taken.tolist(), strict=True) if s != t}
    assert wrong <= set(table.parts)
    assert max(end for parts in table.parts.values() for _, end in parts) <= SECONDS
    assert all(end - start == pytest.approx(1) for p in table.parts.values() for start, end in p)


def test_words_say_the_most_frequent_mistakes():
    table = made(np.array([0, 0, 0, 1, 2]), np.array([1, 1, 0, 1, 0]))
    assert repr(table) == "Tones: 40% of 5 right; low taken for middle 2×, high taken for low 1×."
    assert repr(made(np.array([0]), np.array([0]))) == "Tones: 100% of 1 right."


def test_names_are_no_html():
    table = confused([0], [0], tones([0]), SR, names=["<b>"], title="a & b")
    page = table._repr_html_()
    assert "<b>" not in page and "a &amp; b" in page


def test_scores_are_taken_as_their_largest():
    scores = np.eye(3)[[2, 1]]
    assert made(np.array([0, 1]), scores).matrix[0, 2] == 1


def test_lengths_must_fit():
    with pytest.raises(ValueError, match="a sound for each target, got 1 sounds for 2 targets"):
        confused([0, 1], [0, 1], tones([0]), SR, names=NAMES, title="Tones")
