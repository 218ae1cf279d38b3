"""What unit 6 says of its experiments holds, for the voices that are at hand."""

from functools import partial

import numpy as np
import pytest

from autograder.library import answers, right_answers
from dlaudio import exercises, init, layers, optim
from dlaudio.mine.standins import training
from dlaudio.networks import noisy_room, noisy_tone, sick_nets, unit_habits, word_trials
from dlaudio.networks.word_trials import curves, net


def test_small_numbers_hurt_adam_less_than_sgd():
    movers = {"SGD": partial(optim.SGD, lr=0.3), "Adam": partial(optim.Adam, lr=0.003)}
    sizes = {"as they are": 1, "smaller": 0.1, "smallest": 0.01}
    left = word_trials.losses_left(net, movers, sizes, epochs=15, seeds=2)
    ends = {name: [left[size][name].mean() for size in sizes] for name in movers}
    assert ends["SGD"][0] < ends["Adam"][0]
    assert ends["SGD"][1] > ends["Adam"][1] and ends["SGD"][2] > 2.1 > 1.7 > ends["Adam"][2]


def test_a_falling_rate_gets_several_times_lower_and_a_warm_up_prevents_the_leap():
    six, adam = partial(word_trials.deep, depth=6), partial(optim.Adam, lr=0.03)
    warm = word_trials.warmed_up(training.learning_rate, 0.03)
    schedules = (None, optim.cosine_decay(0.03), warm)
    ends = [curves(six, adam, epochs=15, schedule=s)[:, -1].mean() for s in schedules]
    assert max(ends[1:]) < ends[0] / 2.5
    bold, growing = partial(optim.Adam, lr=0.1), optim.linear_decay(0.0, 0.1)
    first = [curves(six, bold, epochs=1, schedule=s).mean() for s in (None, growing)]
    assert first[0] > 5 > 3 > first[1]


def test_four_times_the_batch_is_half_the_noise():
    noise = word_trials.gradient_noise((4, 16, 64, 256))
    np.testing.assert_allclose(noise[1:] / noise[:-1], 0.5, atol=0.1)


def test_narrow_nets_were_slow_and_not_caught():
    how = {"n": 200, "seeds": 6, "batch_size": 50}
    narrow = curves(partial(net, hidden=4), partial(optim.Adam, lr=0.01), epochs=300, **how)
    wide = curves(partial(net, hidden=64), partial(optim.Adam, lr=0.01), epochs=60, **how)
    late = narrow[:, 59]
    assert 0.25 < late.min() < late.max() < 0.55  # "about 0.3 to 0.5", of real voices as well
    assert late.min() > 100 * wide[:, -1].max()
    assert np.sort(late / narrow[:, -1])[2] > 4  # "most came far down later"
    assert (narrow[:, -20:].mean(axis=1) < narrow[:, -60:-40].mean(axis=1)).all()  # still falling


def test_batch_norm_lets_deep_sigmoids_learn_and_slows_relu_a_little():
    def end(unit, norm, **options):
        make = partial(word_trials.deep, unit=unit, depth=4, norm=norm, **options)
        return curves(make, partial(optim.SGD, lr=0.1), epochs=15)[:, -1].mean()

    xavier = {"init": init.xavier_normal}
    assert end(layers.Sigmoid, True, **xavier) < 0.7 < 2 < end(layers.Sigmoid, False, **xavier)
    assert end(layers.ReLU, True) > end(layers.ReLU, False)


@pytest.mark.parametrize(
    "name, cure", [("ada", "biases to 0"), ("ben", "rate x 1000"), ("cleo", "labels in order")]
)
def test_each_sick_net_has_one_cure(name, cure):
    for other, change in sick_nets.CURES.items():
        history = change(sick_nets.patient(name)).train()
        assert (history[-1]["val_accuracy"] > 0.4) == (other == cure)


def test_the_readings_tell_the_sick_nets_apart():
    found = {
        name: sick_nets.readings(name, training.checkup)
        for name in ("healthy", "ada", "ben", "cleo")
    }
    assert found["ada"][1][1] == 1.0 and found["ada"][0][2] == 0.0
    assert all(dead == 0 for name in ("healthy", "ben", "cleo") for _, dead, _ in found[name])
    assert all(1e-3 < ratio < 5e-2 for name in ("healthy", "cleo") for _, _, ratio in found[name])
    assert all(ratio < 1e-5 for _, _, ratio in found["ben"])
    few = {name: sick_nets.patient(name).train(20, 150)[-1]["loss"] for name in found}
    assert few["healthy"] < 0.1 and few["cleo"] < 0.1 < 1 < min(few["ada"], few["ben"])
    with pytest.raises(ValueError, match="no patient"):
        sick_nets.patient("dora")
    with pytest.raises(ValueError, match="no cure"):
        sick_nets.treat("ada", "tea")


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_l1_finds_a_sparse_tone_and_l2_a_smaller_one(seed):
    tone = noisy_tone.NoisyTone(seed=seed)
    wild = tone.memorised()
    np.testing.assert_allclose(tone.F @ wild, tone.y, atol=1e-8)
    l2, l1 = tone.with_l2(training.penalties), tone.with_l1(training.proximal_step)
    assert noisy_tone.error(l1) < noisy_tone.error(l2) < noisy_tone.error(wild)
    assert np.count_nonzero(l1) < 15 < 60 == np.count_nonzero(l2)


def test_copies_with_noise_help_in_the_noisy_room():
    rooms = noisy_room.rooms().values()
    (quiet, noisy), (quiet_after, noisy_after) = [map(np.mean, room.values()) for room in rooms]
    assert noisy_after > noisy + 20 and abs(quiet_after - quiet) < 6


def test_a_word_is_mixed_with_noise_by_the_readers_own_function():
    asked = []

    def mix(y, noise, db, snr_db):
        asked.append((len(y) == len(noise), db, snr_db))
        return y, y

    player = noisy_room.play_mixtures(mix, snr_db=(20, -10))
    assert asked == [(True, 0, 20), (True, 0, -10)]
    assert [name for name, *_ in player.parts] == ["20 dB", "−10 dB"]


def test_the_goal_of_the_challenge_can_be_reached():
    from dlaudio import datasets

    real = datasets.available("fsdd")

    def recipe(X, y, speakers, X_new, rng):
        model = net(rng, 256, 0.5)
        adam = optim.Adam(model.parameters(), lr=0.003, weight_decay=1e-3)
        word_trials.train(model, np.float32(X), y, 30, rng, adam)
        return model.forward(np.float32(X_new)).argmax(axis=1)

    practice = (5, 25) if real else (-5, 10)
    title = noisy_room.play(recipe, snr_db=0, practice=practice).title
    assert int(title.split(", ")[1].split("%")[0]) >= (66 if real else 88)


def test_a_search_depends_on_the_rate_more_than_on_the_number_of_units():
    trials = word_trials.search(12)
    slow = [score for score, lr, _, _ in trials if lr < 1e-3]
    fair = [score for score, lr, _, _ in trials if 1e-3 <= lr < 0.1]
    assert len(slow) == 4 and max(slow) < min(fair)
    small = [score for score, _, hidden, _ in trials if hidden == 16]
    assert max(small) > 3 * min(small)


def test_the_best_of_four_rates_lies_just_below_the_one_that_breaks_the_net():
    def end(lr: float) -> np.ndarray:
        return curves(net, partial(optim.SGD, lr=lr), epochs=15, seeds=3)[:, -1]

    assert abs(end(0.001).mean() - np.log(10)) < 0.5
    assert end(1).max() < 0.1 < end(0.03).min() < end(0.03).max() < 1
    assert end(2).min() == 1000


def test_a_penalty_on_the_units_makes_few_of_them_speak_and_costs_little():
    plain = np.mean([unit_habits.quiet(0, seed=seed) for seed in range(3)], axis=0)
    quiet = np.mean([unit_habits.quiet(0.1, seed=seed) for seed in range(3)], axis=0)
    assert 0.45 < plain[0] < 0.6 and quiet[0] < 0.3 and quiet[1] > plain[1] - 0.04


def test_dropout_helps_relu_and_harms_sigmoids():
    def lowest(unit) -> list[float]:
        return [float(w) for w in unit_habits.dropped(unit).split() if w[0].isdigit()]

    (relu, relu_with), (sigmoid, sigmoid_with) = lowest(layers.ReLU), lowest(layers.Sigmoid)
    assert relu_with < relu and sigmoid_with > sigmoid


def test_both_curves_are_those_of_the_same_runs():
    how = {"epochs": 3, "n": 60, "seeds": 2}
    adam = partial(optim.Adam, lr=0.01)
    both = word_trials.both_curves(net, adam, **how)
    np.testing.assert_array_equal(both["validation"], curves(net, adam, key="val_loss", **how))
    assert both["training"].shape == (2, 3) and word_trials.price(1).count(" ms") == 2


def test_what_the_explained_solutions_say_of_slips():
    right, one = right_answers("u06_training"), np.array([1.0])
    w, v = right.momentum_step(1.0, 2.0, 6.0, 0.1, 0.5, False)
    assert (w, v) == (0.5, 5.0) and 0.5 * 6 + 0.1 * 2 == pytest.approx(3.2)
    m, s = right.adam_step(one, 50 * one, 0 * one, 0 * one, 1, 0.01, 0.9, 0.999, 0)[1:]
    bare = 0.01 * (m / 0.1) / np.sqrt(s)
    assert bare / 0.01 == pytest.approx(30, rel=0.1)
    assert 0.8 * (1 + np.cos(np.pi * 4 / 12)) / 2 == pytest.approx(0.6)
    rng = np.random.default_rng(0)
    spread = rng.uniform(-np.sqrt(3), np.sqrt(3), 100_000).std()
    assert spread == pytest.approx(1, rel=0.01)
    assert np.mean(rng.uniform(0.01, 100, 100_000) < 1) == pytest.approx(0.01, abs=0.002)


def test_ada_is_dead_ben_stands_still_and_cleo_is_healthy():
    right = right_answers("u06_training")
    found = {name: sick_nets.readings(name, right.checkup) for name in ("ada", "ben", "cleo")}
    assert all(abs(excess) < 1e-5 and dead > 0.9 for excess, dead, _ in found["ada"])
    assert all(ratio == 0 for *_, ratio in found["ada"]) and found["ada"][1][1] == 1
    assert all(dead == 0 and 1e-6 < ratio < 1e-5 for _, dead, ratio in found["ben"])
    low, high = sick_nets.HEALTHY_STEPS
    assert all(dead == 0 and low < ratio < high for _, dead, ratio in found["cleo"])
    assert sick_nets.patient("cleo").train()[-1]["val_accuracy"] < 0.15


def test_a_single_layer_with_l2_reaches_the_goal_of_digit_recipe():
    data = word_trials.words()
    single = answers.variants(exercises.find("digit_recipe"))["softmax_in_plain_numpy"].answer
    said = single(data.X, data.y, None, data.X_new, np.random.default_rng(0))
    assert np.mean(said == data.y_new) > 0.65
    assert sum(part.value.size for part in net(np.random.default_rng(0), 128).parameters()) > 7000
