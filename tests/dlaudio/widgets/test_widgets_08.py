"""The demos of unit 8: their numbers are right, and their words follow the controls."""

import numpy as np
import pytest

from dlaudio.layers import Conv1d, MaxPool1d
from dlaudio.widgets import any_room, pooling_shift, receptive_fields, sliding_filter
from dlaudio.widgets.demo import demo


@pytest.mark.parametrize("module", [sliding_filter, receptive_fields, pooling_shift])
def test_a_demo_of_unit_8_shows_itself_and_follows_its_first_control(module):
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    before = panel.text.value
    name, control = next(iter(module.CONTROLS.items()))
    panel.controls[name].value = control.max
    assert panel.text.value != before and "cannot be drawn" not in panel.text.value


@pytest.mark.parametrize("kernel", ["kick", "hi-hat"])
def test_the_filter_finds_its_own_sound_and_no_other(kernel):
    z = sliding_filter.output(kernel)
    x, w = sliding_filter.loop(), sliding_filter.sounds()[kernel]
    for n in (0, 777, len(z) - 1):
        np.testing.assert_allclose(z[n], x[n : n + len(w)] @ w, atol=1e-9)
    for time, name in sliding_filter.HITS:
        here = z[round(time * sliding_filter.SR)]
        assert here > 0.9 if name == kernel else here < 0.5


def test_the_player_holds_what_the_filter_covers():
    _, text, player = sliding_filter.draw(0.5, "hi-hat")
    assert "0.50 s to 0.70 s" in text and "it matches" in text
    assert "0.20 s at 11025 Hz" in player.description


@pytest.mark.parametrize("dilation", ["1 in all layers", "doubles: 1, 2, 4, 8"])
@pytest.mark.parametrize("kernel, stride, padding", [(3, 1, 0), (2, 2, 1), (3, 2, 2)])
def test_what_an_output_sees_is_what_a_gradient_reaches(kernel, stride, padding, dilation):
    rng, x = np.random.default_rng(0), np.zeros((1, 1, receptive_fields.SIZE))
    sizes = receptive_fields.sizes(3, kernel, stride, padding, dilation)
    layers = [
        Conv1d(
            1, 1, kernel, stride=stride, padding=padding, rng=rng, dtype=np.float64,
            dilation=2**level if dilation.startswith("doubles") else 1,
        )
        for level in range(len(sizes) - 1)
    ]  # fmt: skip
    for layer, size in zip(layers, sizes[1:], strict=True):
        layer.weight.value[:] = 1.0
        x = layer.forward(x)
        assert x.shape[2] == size
    dout = np.zeros(x.shape)
    dout[..., sizes[-1] // 2] = 1
    for layer in reversed(layers):
        dout = layer.backward(dout)
    inside = receptive_fields.seen(sizes[-1] // 2, len(layers), kernel, stride, padding, dilation)[
        0
    ]
    inside = inside[(inside >= 0) & (inside < receptive_fields.SIZE)]
    # zeros that a middle layer pads with hide a place; nothing is seen that is not said
    reached = np.flatnonzero(dout)
    assert set(reached) <= set(inside)
    if padding == 0:
        np.testing.assert_array_equal(reached, inside)


def test_an_impulse_measures_what_one_output_sees():
    assert receptive_fields.measured([(2, 1, 2**i) for i in range(10)]) == 1024
    assert receptive_fields.measured([(3, 2, 1)] * 3) == 15


@pytest.mark.parametrize("room", any_room.ROOMS)
@pytest.mark.parametrize("sound", any_room.SOUNDS)
def test_a_sound_in_a_room_can_be_heard_and_is_a_convolution(sound, room):
    x, w = any_room._sounds()[sound], any_room._sounds()[room]
    z = any_room.sounded(x, w)
    places = np.linspace(0, len(z) - 1, 7).astype(int)
    direct = [np.convolve(x[max(0, n - len(w) + 1) : n + 1], w)[min(n, len(w) - 1)] for n in places]
    scale = np.abs(np.fft.irfft(np.fft.rfft(x, len(z)) * np.fft.rfft(w, len(z)), len(z))).max()
    np.testing.assert_allclose(z[places] * scale / 0.8, direct, atol=1e-6 * scale)
    assert np.abs(z).max() == pytest.approx(0.8) and z.std() > 0.02
    _, text, player = any_room.draw(sound, room)
    assert f"= {len(z)} samples" in text and len(player.parts) == 2


def test_each_sound_is_heard_in_each_room():
    rows = any_room.each_in_each({"a": [1.0, 2.0], "b": [3.0]}, {"alone": [1.0], "twice": [1, 1]})
    assert list(rows) == ["a, alone", "a, twice", "b, alone", "b, twice"]
    np.testing.assert_allclose(rows["a, twice"], np.array([1, 3, 2]) * 0.8 / 3)


def test_pooling_agrees_with_the_layer_and_softens_small_shifts_only():
    y = pooling_shift.pattern(2)
    by_layer = MaxPool1d(5).forward(y[None, None])[0, 0]
    np.testing.assert_array_equal(pooling_shift.pool(y, 5, "maximum"), by_layer)
    assert pooling_shift.average_change(0, 4, "maximum") == 0
    one = [pooling_shift.average_change(1, size, "maximum") for size in (1, 4, 8)]
    assert one[0] > one[1] > one[2] > 0
    assert pooling_shift.average_change(12, 4, "maximum") > 1
