"""What unit 11 promises: sour thirds, wired memories, drummers; nets learn in test_figures_u11."""

import numpy as np
import pytest

from dlaudio import layers, mine
from dlaudio.audio.pitch import midi_to_hz
from dlaudio.datasets import beats
from dlaudio.datasets.reviews import LENGTH, WORDS, reviews
from dlaudio.generation.thirds import MINOR, ROOT, STEPS, chords, tune
from dlaudio.metrics import accuracy
from dlaudio.networks import beat_tracker, gated, word_readers
from dlaudio.plots.drawings import lstm_cell as lstm_drawing
from dlaudio.widgets import leaky_memory, lstm_cell


def test_one_number_cannot_both_keep_and_write():
    told = chords(hold=4) @ [1, -1]
    for alpha in np.linspace(0.05, 0.99, 60):
        memory = leaky_memory.follow(told, alpha)
        assert min(memory[3], memory[MINOR - 1]) < 0.2


def test_the_pianists_memory_holds_until_the_other_chord():
    found = gated.traces(gated.MODE_MEMORY, chords())
    assert found["c"][:, 0] == pytest.approx(np.where(np.arange(STEPS) < MINOR, 1, -1), abs=0.01)


def test_traces_are_those_of_the_layer():
    layer = layers.LSTM(3, 4, rng=np.random.default_rng(0), dtype=np.float64)
    x = np.random.default_rng(1).normal(size=(1, 7, 3))
    assert gated.inside(layer, x[0])["h"] == pytest.approx(layer.forward(x)[0])
    with pytest.raises(ValueError, match="2 inputs"):
        gated.traces(([[0] * 4], [[0] * 4], [0] * 4), np.zeros((3, 2)))


def test_each_sick_cell_has_the_fault_that_is_asked_for():
    sick = gated.sick_cells(chords())
    c = {k: sick[f"c of cell {k}"] for k in (1, 2, 3, 4)}
    assert c[1][MINOR - 1] == pytest.approx(1, abs=0.01)
    assert c[1][-1] == pytest.approx(0, abs=0.01)
    assert 0.05 < c[2][MINOR - 1] < 0.2 and -0.2 < c[2][-1] < -0.05
    assert c[3][-1] == pytest.approx(-1, abs=0.01)
    assert np.abs(sick["h of cell 3"]).max() < 0.001
    assert c[4][MINOR - 1] > 1.5 and c[4][MINOR] < -0.9 < -0.5 < c[4][-1]


def test_the_tune_follows_its_memory():
    major, minor = (np.split(tune(sign * np.ones(STEPS)), STEPS) for sign in (1, -1))
    assert len(major[0]) == 0.14 * 16000
    for t in range(STEPS):  # they differ in the thirds, and nowhere else
        assert np.allclose(major[t], minor[t]) == (t % 2 == 0)
    assert np.allclose(tune([1.0], first=5), major[5])
    with pytest.raises(ValueError, match=r"\(T,\)"):
        tune(np.zeros((2, 2)))


@pytest.mark.parametrize(("step", "third"), [(0, 4), (MINOR, 3)])
def test_a_chord_has_the_third_of_its_card_whatever_is_remembered(step, third):
    sounds = np.split(tune(np.zeros(STEPS)), STEPS)
    spectrum = np.abs(np.fft.rfft(sounds[step], 16000))  # one line a hertz

    def strength(up):
        return spectrum[round(float(midi_to_hz(ROOT + up)))]

    assert min(map(strength, (0, third, 7))) > 3 * strength(3.5)
    assert min(map(strength, (0, third, 7))) > 3 * strength(7 - third)  # the other third
    loudest = [np.abs(sound).max() for sound in sounds]
    assert loudest[step] < 0.87 and np.delete(loudest, [0, MINOR]) == pytest.approx(0.5, abs=1e-6)


def test_a_drummer_leaves_single_beats_out_and_none_of_the_first():
    y, times = beats.drum_loop(np.random.default_rng(3), sr=8000, silent=0.9)
    loud = [np.abs(y[int(t * 8000) : int(t * 8000) + 400]).max() > 0.1 for t in times]
    assert all(loud[:4]) and not all(loud)
    assert not any(not a and not b for a, b in zip(loud, loud[1:], strict=False))


def test_clicks_are_put_where_they_belong():
    y = beat_tracker.with_clicks(np.zeros(8000), [0.5, 0.99])
    assert np.flatnonzero(y)[0] in (4000, 4001) and np.abs(y).max() <= 1


@pytest.mark.parametrize(("cell", "hertz"), [(2.0, 880), (-np.arctanh(0.5), 440), (-30.0, 220)])
def test_the_voice_of_a_cell_follows_its_tanh_down_two_octaves(cell, hertz):
    sr, steady = beat_tracker.SR, np.full(100, cell)
    sound = beat_tracker.with_voice(np.zeros(2 * sr), steady)
    spectrum = np.abs(np.fft.rfft(sound))
    assert np.argmax(spectrum) / 2 == pytest.approx(hertz, abs=1)
    assert 0.1 < np.abs(sound).max() <= 0.2


def test_a_pushed_cell_is_pushed_after_that_step_and_goes_on_from_there():
    plain = gated.traces(gated.MODE_MEMORY, chords())
    pushed = gated.traces(gated.MODE_MEMORY, chords(), push=(5, 0, 0.5))
    moved = pushed["c"] - plain["c"]
    assert not moved[:5].any() and moved[5:7] == pytest.approx(0.5, abs=1e-3)
    assert pushed["h"][5] == pytest.approx(pushed["o"][5] * np.tanh(pushed["c"][5]))


def test_order_carries_the_sense_of_a_review():
    rng = np.random.default_rng(0)
    (X, y, texts), (X_new, y_new, _) = reviews(1200, rng), reviews(600, rng)
    assert X.shape == (1200, LENGTH, len(WORDS)) and np.all(X.sum(axis=2) == 1)
    assert 0.45 < y.mean() < 0.55 and any("not at all" in text for text in texts)
    right = {}
    for kind in ("bag", "LSTM"):
        rng, sets = np.random.default_rng(1), (X, X_new)
        if kind == "bag":
            sets = [one.sum(axis=1, keepdims=True) for one in sets]
            net = word_readers.bag_reader(len(WORDS), 2, rng=rng)
        else:
            net = word_readers.label_reader(mine.layers, kind, len(WORDS), 2, units=16, rng=rng)
        word_readers.learn_labels(mine.layers, net, sets[0], y, epochs=12, rng=rng, batch=40)
        right[kind] = accuracy(net(sets[1]), y_new)
    assert right["bag"] < 0.65 < 0.97 < right["LSTM"]


def test_words_become_frames_of_one_length():
    sets = {kind: word_readers.word_sets(kind, train=20, test=10) for kind in ("mel", "mfcc")}
    assert sets["mel"]["train"][0].shape == (20, 24, 16)
    assert sets["mfcc"]["test"][0].shape == (10, 24, 26)
    assert all(np.isfinite(part[0]).all() for one in sets.values() for part in one.values())


def test_loops_have_sound_at_their_beats():
    y, times = beats.drum_loop(np.random.default_rng(1), sr=8000)
    assert 0.85 < np.abs(y).max() <= 0.9
    loud = [np.abs(y[int(t * 8000) : int(t * 8000) + 400]).max() for t in times]
    assert min(loud) > 0.1
    assert beats.beat_targets([0.1], 10).ravel().tolist() == [0, 0, 0, 0, 0.5, 1, 0.5, 0, 0, 0]


def test_demos_say_what_they_show():
    mu = leaky_memory.follow(np.append(1.0, np.zeros(3)), 0.5)
    np.testing.assert_allclose(mu, [0.5, 0.25, 0.125, 0.0625])
    _, text, player = leaky_memory.draw(20)
    assert "alpha = 0.99568" in text and "noise" in repr(player)
    cells, outputs = lstm_cell.states(1.0, 1.0, 1.0)
    np.testing.assert_allclose(cells[-1], 2 * np.tanh(3))
    np.testing.assert_allclose(outputs, np.tanh(cells))
    assert f"{cells[-1]:.2f}" in lstm_cell.draw(1.0, 1.0, 1.0)[1]


def test_a_gate_lets_as_much_of_the_blame_back_as_of_the_memory_in():
    shut = np.log(0.1 / 0.9)

    def state(c=0.9, a_f=shut):
        return 0.8 * np.tanh(c / (1 + np.exp(-a_f)) - 0.9 * 0.9)

    def slope(name, at):
        return (state(**{name: at + 1e-6}) - state(**{name: at - 1e-6})) / 2e-6

    assert slope("c", 0.9) == pytest.approx(0.05, abs=0.0005)
    assert slope("a_f", shut) == pytest.approx(0.040, abs=0.0005)
    _, says = lstm_drawing.draw_back(c=0.9, f=0.1, i=0.9, g=-0.9, o=0.8)
    assert "0.496" in says and "0.446" in says
