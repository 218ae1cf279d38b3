"""The demos of unit 5 show what they say."""

import numpy as np
import pytest

from dlaudio.layers import sigmoid
from dlaudio.widgets import backward_flow, xor_learning


@pytest.mark.parametrize("step", range(11))
def test_every_step_has_words_and_a_picture(step):
    figure, text = backward_flow.draw(step)
    assert figure.axes and text and (step == 0 or text.startswith(f"Step {step}:"))


def test_the_demo_opens_with_a_net_one_can_see():
    figure, text = backward_flow.draw(backward_flow.CONTROLS["step"].value)
    written = " ".join(item.get_text() for item in figure.axes[0].texts)
    assert "?" not in written and "0.37" in written
    assert len(figure.axes[0].lines) == sum(w.size for w in backward_flow.example().weights)


def test_a_line_turns_red_when_its_blame_is_known():
    def inks(step):
        return {line.get_color() for line in backward_flow.draw(step)[0].axes[0].lines}

    assert len(inks(2)) == 1 and len(inks(3)) == 3 and inks(2).isdisjoint(inks(8))


@pytest.mark.parametrize("layer", range(4))
def test_the_blame_of_the_example_is_the_slope_of_its_loss(layer):
    made = backward_flow.example()

    def loss(moved):
        h = made.H[0]
        for i, W in enumerate(made.weights):
            h = h @ (W + moved if i == layer else W)
            h = sigmoid(h) if i < 3 else h
        return float(((h - backward_flow.TARGET) ** 2).sum())

    for place in np.ndindex(made.weights[layer].shape):
        nudge = np.zeros_like(made.weights[layer])
        nudge[place] = 1e-6
        slope = (loss(nudge) - loss(-nudge)) / 2e-6
        assert made.dW[layer][place] == pytest.approx(slope, abs=1e-8)
    assert loss(0) == pytest.approx(made.loss)


def test_xor_is_learnt_from_most_starts_with_four_units():
    _, text = xor_learning.draw(0, 4, 1000)
    assert "XOR is learnt" in text
    assert "not learnt" in xor_learning.draw(0, 4, 0)[1]
    learnt = ["XOR is learnt" in xor_learning.draw(start, 4, 1500)[1] for start in range(5)]
    assert sum(learnt) >= 4
    errors = xor_learning.learn(0, 4, 1000)[1]
    assert errors[-1] < 0.01 < errors[0] and np.isfinite(errors).all()
