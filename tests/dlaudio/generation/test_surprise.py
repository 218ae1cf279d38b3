"""What a composer expects, what it pays, and how that sounds."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.generation import composer, learnt, surprise
from dlaudio.layers import softmax


@pytest.fixture(scope="module")
def tunes():
    return datasets.load("melodies")


@pytest.mark.parametrize("net", [learnt.composer_after(600), learnt.phrase_composer()])
def test_what_a_tune_costs_is_what_its_notes_cost_one_by_one(tunes, net):
    heard = surprise.listen(net, tunes, "Clementine")
    row = list(tunes.titles).index("Clementine")
    symbols = composer.to_symbols(tunes.pitches[row], tunes.lengths[row])
    context = net.told(tunes, np.array([row]), np.array([0]), np.zeros(1))[0]
    state, before = None, 0  # END
    for n, symbol in enumerate(symbols):
        scores, state = net.step(int(before), state, context)
        p = softmax(scores)
        assert heard.bits[n] == pytest.approx(-np.log2(p[symbol]), abs=1e-3)
        by_pitch = p[1:].reshape(37, 8).sum(axis=1)
        np.testing.assert_allclose(heard.chances[n], by_pitch, atol=1e-4)
        before = symbol


def test_a_tune_that_is_not_there_is_refused(tunes):
    with pytest.raises(ValueError, match="got 'Yesterday'"):
        surprise.listen(learnt.composer_after(0), tunes, "Yesterday")


def test_a_dear_note_is_loud_and_a_cheap_one_a_whisper():
    heard = surprise.Listened(
        np.array([60, 60, 60]), np.array([2, 2, 2]), np.zeros((3, 37)), np.array([1.0, 4.0, 9.0])
    )
    parts = np.split(surprise.aloud(heard, sr=8000), 3)
    low, middle, high = (np.abs(part).max() for part in parts)
    assert 0 < low < 0.05 < middle < 0.4 < high < 1
    np.testing.assert_array_equal(surprise.aloud(heard, sr=8000, since=2), parts[2])
