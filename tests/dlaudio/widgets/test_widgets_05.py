"""The demos of unit 5 show what they say."""

import numpy as np
import pytest

from dlaudio.widgets import backward_flow, xor_learning


@pytest.mark.parametrize("step", range(11))
def test_every_step_has_words_and_a_picture(step):
    figure, text = backward_flow.draw(step)
    assert figure.axes and text and (step == 0 or text.startswith(f"Step {step}:"))


def test_the_gradients_of_the_example_are_slopes():
    H, dH, loss = backward_flow.example()
    assert loss == pytest.approx(((H[-1] - 1) ** 2).sum())
    assert [h.shape for h in H] == [d.shape for d in dH]
    # a step against the gradient of the output lowers the loss as much as the slope says
    moved = ((H[-1] - 1e-6 * dH[-1] - 1) ** 2).sum()
    assert loss - moved == pytest.approx(1e-6 * (dH[-1] ** 2).sum(), rel=1e-4)


def test_xor_is_learnt_from_most_starts_with_four_units():
    _, text = xor_learning.draw(0, 4, 1000)
    assert "XOR is learnt" in text
    assert "not learnt" in xor_learning.draw(0, 4, 0)[1]
    learnt = ["XOR is learnt" in xor_learning.draw(start, 4, 1500)[1] for start in range(5)]
    assert sum(learnt) >= 4
    errors = xor_learning.learn(0, 4, 1000)[1]
    assert errors[-1] < 0.01 < errors[0] and np.isfinite(errors).all()
