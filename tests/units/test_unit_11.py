"""What unit 11 promises: the LSTM adds where the RNN fails, and finds the beat of unheard loops."""

import numpy as np

from dlaudio import layers, losses, onsets, optim
from dlaudio.datasets import beats
from dlaudio.widgets import leaky_memory, lstm_cell


def learn(net, loss, batch, updates, lr):
    optimizer, history = optim.Adam(net.parameters(), lr), []
    for _ in range(updates):
        x, y = batch()
        history.append(loss(net(x), y))
        optimizer.zero_grad()
        net.backward(loss.backward())
        optim.clip_grad_norm(net.parameters(), 1.0)
        optimizer.step()
    return np.array(history)


def test_the_lstm_adds_at_a_length_where_the_rnn_fails():
    last = {}
    for kind in (layers.RNN, layers.LSTM):
        rng = np.random.default_rng(0)
        net = layers.Sequential(
            kind(2, 24, rng=rng), layers.LastStep(), layers.Linear(24, 1, rng=rng)
        )
        history = learn(
            net, losses.MSELoss(), lambda rng=rng: beats.adding_problem(64, 30, rng), 380, 0.01
        )
        last[kind.__name__] = history[-30:].mean()
    assert last["LSTM"] < 0.02 < 0.1 < last["RNN"]


def test_beats_of_unheard_loops_are_found():
    rng = np.random.default_rng(0)
    loops = [beats.drum_loop(rng, sr=8000) for _ in range(24)]
    X = np.stack([beats.frames_of_loop(y, sr=8000)[:300] for y, _ in loops])
    Y = np.stack([beats.beat_targets(times, 300) for _, times in loops])
    net = layers.Sequential(
        layers.Bidirectional(layers.LSTM(24, 16, rng=rng), layers.LSTM(24, 16, rng=rng)),
        layers.Linear(32, 1, rng=rng),
    )
    learn(net, losses.BCEWithLogitsLoss(), lambda: (X[:18], Y[:18]), 40, 0.02)
    scores = []
    for i in range(18, 24):
        curve = layers.sigmoid(net(X[i : i + 1])[0, :, 0])
        middle = curve[1:-1]
        peaks = (middle > curve[:-2]) & (middle >= curve[2:]) & (middle > 0.3)
        found = (np.flatnonzero(peaks) + 1) / 50
        scores.append(onsets.f_measure(loops[i][1], found, window=0.07).f)
    assert np.mean(scores) > 0.85


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
