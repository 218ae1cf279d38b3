"""The demos of unit 13: the attack's slope is the slope, and more hidden units lose less."""

import numpy as np
import pytest

from dlaudio.networks.listener import word_picture
from dlaudio.widgets import attack, bottleneck
from dlaudio.widgets.demo import demo


@pytest.mark.parametrize("module", [attack, bottleneck])
def test_a_demo_of_unit_13_shows_itself_and_follows_a_control(module):
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    before = panel.text.value
    panel.controls["word"].value = "nine"
    assert panel.text.value != before and "cannot be drawn" not in panel.text.value


def test_the_gradient_of_the_picture_reaches_the_samples():
    y, sr = attack.spoken("two")
    rng = np.random.default_rng(3)
    dpicture, direction = rng.normal(size=(16, 16)), rng.normal(size=len(y)) * np.abs(y)
    got = attack.picture_backward(dpicture, y, sr) @ direction
    step = 1e-5
    up, down = (np.sum(dpicture * word_picture(y + s * direction, sr)) for s in (step, -step))
    np.testing.assert_allclose(got, (up - down) / (2 * step), rtol=1e-3)


def test_the_attack_misleads_where_as_much_noise_does_not():
    heard = {
        kind: [attack.answers(*attack.spoilt(word, 1.0, kind)).argmax() for word in attack.WORDS]
        for kind in ("attack", "random signs")
    }
    right = {kind: np.sum(np.array(h) == np.arange(10)) for kind, h in heard.items()}
    assert right["attack"] <= right["random signs"] - 3


def test_more_hidden_units_lose_less():
    X = bottleneck.levels(*attack.spoken("seven")).astype(np.float32)
    errors = [np.mean((bottleneck.learnt(units)(X) - X) ** 2) for units in (1, 4, 16)]
    assert errors[0] > 1.3 * errors[1] > 1.3**2 * errors[2]
