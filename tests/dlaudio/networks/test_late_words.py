"""What unit 9 is made of: late words, moments of channels, few examples, a telephone."""

import numpy as np
import pytest

from dlaudio.generation import dialling
from dlaudio.networks import assumptions, learnt_bands, moments, transfer
from dlaudio.networks.anywhere import FRAMES, anywhere, ear, late
from dlaudio.networks.listener import digit_pictures


def test_a_late_picture_is_the_picture_after_silence():
    X = np.arange(12.0).reshape(2, 1, 2, 3)
    moved = late(X, [0, 2], frames=5)
    np.testing.assert_array_equal(moved[0, ..., :3], X[0])
    np.testing.assert_array_equal(moved[1, ..., 2:], X[1])
    assert not moved[0, ..., 3:].any() and not moved[1, ..., :2].any()
    with pytest.raises(ValueError, match="delays from 0 to 2 frames"):
        late(X, 3, frames=5)


def test_a_pool_over_all_time_makes_the_answer_the_same_away_from_the_edges():
    rng = np.random.default_rng(0)
    net, picture = anywhere(10, frames=30, rng=rng), np.zeros((1, 1, 16, 30), np.float32)
    sound = rng.random((16, 8)).astype(np.float32)
    early, after = picture.copy(), picture.copy()
    early[..., 6:14], after[..., 14:22] = sound, sound
    np.testing.assert_allclose(net(early), net(after), atol=1e-5)


def test_what_a_net_costs_is_counted():
    net = anywhere(10, frames=FRAMES, rng=np.random.default_rng(0))
    cost = assumptions.cost(net, np.zeros((3, 1, 16, FRAMES), np.float32))
    assert cost["numbers"] == 16 * 32 * 5 + 32 + 32 * 32 * 5 + 32 + 330
    assert cost["products"] == (16 * 32 * 5 + 32 * 32 * 5) * FRAMES + 320
    costs = assumptions.costs(np.zeros((3, 1, 16, FRAMES), np.float32))
    assert list(costs) == list(assumptions.NETS)
    assert costs[assumptions.OVER_ALL]["products a word"] == cost["products"]


def test_strongest_moments_are_the_largest_answers_each_of_another_word():
    best = np.sort(moments.answers()[:, 3, :16].max(axis=1))[::-1]
    found = moments.strongest(3, 5)
    np.testing.assert_allclose([m.answer for m in found], best[:5], rtol=1e-6)
    assert all(m.picture.shape == (16, moments.REACH) and len(m.sound) > 800 for m in found)


def test_a_channel_answers_more_to_its_preferred_picture_than_to_grey():
    middle = moments.REACH // 2
    for smooth in (False, True):
        values = []
        for picture in (np.full((16, 9), 0.5), moments.preferred(5, smooth=smooth)):
            x = np.asarray(picture, np.float32)[None, None] - 0.5
            for layer in ear().layers[:4]:
                x = layer(x)
            values.append(x[0, 5, middle])
        assert values[1] > values[0] + 0.5
    *wished, real = moments.wished_and_real(5)
    np.testing.assert_array_equal(wished[1], moments.preferred(5, smooth=True))
    np.testing.assert_array_equal(real, moments.strongest(5, 1)[0].picture)


def test_all_points_of_chance_are_about_equally_far_in_many_dimensions():
    rng = np.random.default_rng(0)
    few, many = (transfer.nearest_to_farthest(rng.random((100, d))) for d in (2, 400))
    assert few < 0.2 and many > 0.8
    assert transfer.nearest_to_farthest([[0.0], [1.0], [4.0]]) == pytest.approx(
        (1 / 4 + 1 / 3 + 3 / 4) / 3
    )


def test_a_bank_that_stands_still_is_the_one_it_began_with():
    _, bank = learnt_bands.learn("mel, fixed", n=40, epochs=1)
    np.testing.assert_allclose(bank, learnt_bands.filters("mel"), rtol=1e-5, atol=1e-7)


def test_the_tones_of_a_key_are_those_of_its_row_and_column():
    (five,) = dialling.tones("5", seconds=1.0)
    loudest = np.argsort(np.abs(np.fft.rfft(five)))[-2:]
    assert sorted(loudest.tolist()) == [770, 1336]


def test_a_call_says_its_number_and_windows_hold_its_words():
    made = dialling.call("407", seed=3)
    levels = dialling.picture(made.sound)
    frames = np.round(made.starts / 0.04).astype(int) + 4
    X = dialling.windows(levels, frames)
    assert X.shape == (3, 1, 16, FRAMES) and np.all(X.max(axis=(1, 2, 3)) == 1)
    assert dialling.windows(levels, []).shape == (0, 1, 16, FRAMES)
    mixed = dialling.dialled(made, [4, 0, 7], frames)
    assert len(mixed) == len(made.sound) + dialling.SR and 0.1 < np.abs(mixed).max() <= 1


def test_a_telephone_that_knows_the_numbers_dials_them_all():
    rng = np.random.default_rng(100)
    numbers = ["".join(map(str, rng.integers(0, 10, 7))) for _ in range(2)]
    said = iter(numbers)
    assert dialling.whole_numbers(lambda levels: next(said), n=2) == (2, 14)
    assert dialling.whole_numbers(lambda levels: "", n=2) == (0, 0)


def test_what_a_net_hears_while_it_learns_begins_before_it_has_learnt():
    X, y = digit_pictures("spoken-digits", "train", 100)
    made = dialling.call("12", seed=0)

    def learn(on_epoch):
        on_epoch({"epoch": 1})

    net = anywhere(10, frames=FRAMES, rng=np.random.default_rng(0))
    assert len(dialling.where_words_are(made)) == 2
    heard = dialling.while_learning(net, made, [12, 30], learn)
    assert [epoch for epoch, _ in heard] == [0, 1] and all(len(said) == 2 for _, said in heard)
