"""Beats from rows of hits, from nets of threshold units, and the doorbell."""

import numpy as np
import pytest

from dlaudio.generation import drum_machine
from dlaudio.generation.doorbell import doorbell
from dlaudio.generation.drum_machine import (
    bar,
    clicks,
    learn_beat,
    mistake_rhythm,
    players,
    shaken,
    steps_of,
)

SR = 22050


def loud(y, start: float, seconds: float = 0.02) -> bool:
    return np.abs(y[round(start * SR) : round((start + seconds) * SR)]).max() > 0.02


@pytest.mark.parametrize("drum", drum_machine.DRUMS)
def test_hits_sound_on_their_steps_and_nowhere_else(drum):
    y = bar({drum: clicks("..x.....")}, step=0.5, bars=2)
    assert [loud(y, 0.5 * i) for i in range(16)] == [i % 8 == 2 for i in range(16)]
    assert 0.1 < np.abs(y).max() <= 1 and np.isfinite(y).all()


def test_rows_of_two_lengths_and_unknown_drums_are_refused():
    with pytest.raises(ValueError, match="equal rows"):
        bar({"kick": clicks("x."), "hat": clicks("x..")})
    with pytest.raises(ValueError, match="cowbell"):
        bar({"cowbell": clicks("x.")})
    with pytest.raises(ValueError, match="x and dots"):
        clicks("x-x")


def test_mistakes_are_kicks_and_the_last_steps_can_be_heard_alone():
    wrong = np.array([[True, True], [False, True], [False, False]])
    assert len(mistake_rhythm(wrong)) > len(mistake_rhythm(wrong, last=2))
    low = np.abs(mistake_rhythm(wrong, last=2)).max()
    assert 0.1 < low < np.abs(mistake_rhythm(wrong)).max() <= 1  # hats are softer than kicks


def knows_step_five():
    return [[-1], [1], [-1], [1]], [-1.5], [1], -0.5


@pytest.mark.parametrize("learns, bars", [(True, 2), (False, 3)])
def test_a_taught_beat_is_what_was_wanted_but_for_the_mistakes(learns, bars):
    """A rule that answers 0 until it is told a label, and then never errs, or always does."""

    def epoch(w, X, y):
        wrong = not learns or (y[0] > 0 and tuple(X[0]) not in told)
        told.add(tuple(X[0]))
        return w, int(wrong)

    told = set()
    hits = learn_beat(epoch, [0, 1, 1, 0], bars=3)
    second = [0, 1, 1, 0] if learns else [1, 0, 0, 1]
    assert len(hits["snare"]) == 4 * bars and hits["snare"][4:8].tolist() == second
    assert hits["kick"].tolist() == [1, 0, 0, 0] * bars


def test_a_net_is_asked_about_every_step():
    assert np.flatnonzero(steps_of(knows_step_five())).tolist() == [5]


def test_shaking_is_as_large_as_it_says():
    net = knows_step_five()
    loose = shaken(net, 0.3, rng=np.random.default_rng(0))
    off = np.concatenate([np.ravel(a) - np.ravel(b) for a, b in zip(loose, net, strict=True)])
    assert 0.2 < np.abs(off).max() <= 0.3 and len(np.unique(off)) == 7


def test_the_answer_plays_and_what_is_missing_is_said(capsys):
    nets = players(lambda table: knows_step_five(), {"kick": "x..."})
    assert list(nets) == ["kick"] and "Hidden units: kick 1" in capsys.readouterr().out

    def unanswered(table):
        raise NotImplementedError("your code here")

    nets = players(unanswered, {"kick": "x..."})
    said = capsys.readouterr().out
    assert steps_of(nets["hat"]).all() and "waits for your compile_truth_table" in said


def test_the_bell_rings_only_where_it_should():
    rows = doorbell([0, 1, 1, 0])
    assert [name for name, _ in rows] == ["00", "01", "10", "11"]
    assert [bool(np.abs(y[-SR // 2 :]).max() > 0.1) for _, y in rows] == [False, True, True, False]
    pressed, not_pressed = (rows[2][1][at : at + SR // 10] for at in (0, round(0.37 * SR)))
    assert np.abs(pressed).max() > 0.2 > np.abs(not_pressed).max() > 0.01


def test_the_trailer_takes_words_out_of_drums_and_sings():
    from dlaudio.datasets import load
    from dlaudio.datasets.mixtures import mixtures
    from dlaudio.generation import trailer

    voice, drums = mixtures(
        load("spoken-digits").where(split="test"), 24, np.random.default_rng(1)
    )[13]
    ((_, given), (_, found)), sr = trailer.out_of_the_drums(which=(13,))
    assert sr == 8000 and given.shape == found.shape
    given, found = given[: len(voice)], found[: len(voice)]

    def share(y):  # of its energy that is the voice
        return (y @ voice) ** 2 / ((voice @ voice) * (y @ y))

    assert share(given) < 0.6 and share(found) > 0.93
    choir, rate = trailer.four_voices()
    assert 10 < len(choir) / rate < 17 and 0.3 < np.abs(choir).max() <= 1
    assert not np.array_equal(trailer.four_voices(seed=12)[0], choir)
