"""States of recurrent layers: what is taken, what is given, and one step at a time."""

import numpy as np
import pytest

from dlaudio import layers as L


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("kind", [L.RNN, L.GRU, L.LSTM])
def test_states_are_checked_and_a_step_goes_on_where_a_sequence_ended(kind):
    layer, x = kind(4, 3, rng=rng(), dtype=float), rng().normal(size=(5, 6, 4))
    y = layer(x)
    np.testing.assert_array_equal(layer.h_n, y[:, -1])
    state, kept = None, layer.backward(np.ones(y.shape))
    for t in range(6):
        step, state = layer.step(x[:, t], state)
        np.testing.assert_allclose(step, y[:, t])
    np.testing.assert_array_equal(layer.backward(np.ones(y.shape)), kept)
    last = (layer.h_n, layer.c_n) if kind is L.LSTM else (layer.h_n,)
    for ours, theirs in zip(state if kind is L.LSTM else (state,), last, strict=True):
        np.testing.assert_allclose(ours, theirs)
    np.testing.assert_allclose(layer(x[:, :2], *last), kind.forward(layer, x[:, :2], *last))
    np.testing.assert_allclose(layer(x, np.zeros((5, 3)).tolist()), y)
    for wrong in (np.zeros(3), np.zeros((4, 3)), [[1.0], [1.0, 2.0]]):
        with pytest.raises(ValueError, match=f"{kind.__name__} needs a first state of shape"):
            layer(x, wrong)
    if kind is L.LSTM:
        with pytest.raises(ValueError, match="LSTM needs a first cell of shape"):
            layer(x, None, np.zeros(3))
        with pytest.raises(ValueError, match=r"needs a state \(h, c\)"):
            layer.step(x[:, 0], np.zeros((5, 3)))
