"""The figures that the text of unit 9 quotes, worked out again."""

import re
from pathlib import Path

import numpy as np
import pytest

from dlaudio import layers, losses
from dlaudio.generation import dialling
from dlaudio.networks import (
    assumptions,
    layer_probe,
    learnt_bands,
    moved_digits,
    onset_net,
    strangers,
    transfer,
)
from dlaudio.networks.anywhere import FRAMES, LATEST, anywhere, ear, late, learn
from dlaudio.networks.digit_nets import ALEXNET, LWLS, measured
from dlaudio.networks.listener import digit_pictures
from dlaudio.onsets import f_measure, pick_peaks

TEXT = Path(__file__).parents[2] / "solutions/u09_cnn/cnn.py"


@pytest.fixture(scope="module")
def text():
    return re.sub(r"\n# ?", " ", TEXT.read_text(encoding="utf-8"))


def nearest_mean(H, y):
    means = np.array([H[y == d].mean(axis=0) for d in range(5, 10)])
    return means.T, -(means**2).sum(axis=1) / 2


def test_a_late_word_is_lost_on_a_dense_network(text):
    X, y = digit_pictures("spoken-digits", "train", 600)
    X_new, new = digit_pictures("spoken-digits", "test", 200)
    shares = []
    for seed in range(2):
        net = assumptions.dense(16 * FRAMES, 64, 10, rng=np.random.default_rng(seed))
        learn(net, late(X, 0), y, seed=seed)
        shares.append([assumptions.right(net, late(X_new, k), new) for k in (0, 4)])
    in_time, after = np.mean(shares, axis=0)
    assert in_time > 80 and 15 < after < 33  # "about one in four"
    assert net.layers[1].weight.value.size == 24576 and "24,576 weights" in text


def test_the_hints_of_train_cnn_say_what_others_reach(text):
    X, y = digit_pictures("spoken-digits", "train", 300)
    X_new, new = digit_pictures("spoken-digits", "test", 120)
    rows = late(X_new, np.random.default_rng(1).integers(0, LATEST + 1, 120))
    known = late(X, 0).reshape(300, -1)
    squares = ((rows.reshape(120, 1, -1) - known) ** 2).sum(axis=2)
    assert 0.3 < np.mean(y[squares.argmin(axis=1)] == new) < 0.5
    share = {}
    for name, make in assumptions.NETS.items():
        net = make(np.random.default_rng(0))
        learn(net, late(X, 0), y)
        share[name] = assumptions.right(net, rows, new)
    assert 25 < share[assumptions.DENSE] < 42 and 25 < share[assumptions.SMALL] < 50
    assert share[assumptions.OVER_ALL] > 78


def test_the_networks_have_the_sizes_that_are_told(text):
    counts = measured(*LWLS)
    assert list(counts["parameters"]) == [104, 808, 1548, 117800, 2010]
    assert list(counts["units"][:3]) == [784 * 4, 784 // 4 * 8, 784 // 16 * 12]
    assert measured(*ALEXNET)["parameters"][0] == 34848 + 96
    net = anywhere(10, frames=FRAMES, rng=np.random.default_rng(0))
    assert f"{net.count_parameters():,} numbers" in text
    first = [
        losses.CrossEntropyLoss()(
            anywhere(10, frames=FRAMES, rng=np.random.default_rng(seed))(
                late(digit_pictures("spoken-digits", "train", 100)[0], 0) - 0.5
            ),
            digit_pictures("spoken-digits", "train", 100)[1],
        )
        for seed in range(4)
    ]
    assert np.log(10) < np.mean(first) < 3


def test_a_pool_over_all_time_keeps_late_words_and_the_others_do_not():
    found = assumptions.against_delay(starts=2)
    assert found[assumptions.OVER_ALL].mean(axis=0).min() > 74
    for name in (assumptions.DENSE, assumptions.SMALL):
        assert found[name].mean(axis=0)[-1] < 25


def test_who_assumes_nothing_about_bands_loses_nothing():
    found = assumptions.shuffled(starts=2)
    mean = {name: {w: v.mean() for w, v in ways.items()} for name, ways in found.items()}
    assert abs(mean[assumptions.DENSE]["frames"] - mean[assumptions.DENSE]["nothing"]) < 7
    assert mean[assumptions.SMALL]["bands"] < mean[assumptions.SMALL]["nothing"] - 5
    assert abs(mean[assumptions.OVER_ALL]["bands"] - mean[assumptions.OVER_ALL]["nothing"]) < 4
    assert mean[assumptions.OVER_ALL]["frames"] < mean[assumptions.OVER_ALL]["nothing"] - 10


def test_a_quarter_of_the_words_is_enough_for_the_cnn():
    few = assumptions.few_words((100, 400), starts=2)
    dense, cnn = few["dense, 384-20-10"].mean(axis=0), few[assumptions.OVER_ALL].mean(axis=0)
    assert cnn[0] > dense[1] + 5


def test_transfer_helps_with_one_example_and_not_with_sixteen():
    found = transfer.few_examples(nearest_mean, (1, 16), draws=4)
    new, taught = found[transfer.WHOLE].mean(axis=0), found[transfer.TAUGHT].mean(axis=0)
    assert taught[0] > new[0] + 5 and new[1] > taught[1]
    assert taught[0] > found[transfer.UNTAUGHT].mean(axis=0)[0] + 3
    tuned = found[transfer.TUNED].mean(axis=0)
    assert abs(tuned[0] - taught[0]) < 8 and new[1] > tuned[1] > taught[1] + 3


def test_kernels_of_the_first_layer_are_gratings_and_edges():
    kernels = ear().layers[1].weight.value  # (32, 16, 5): bands upwards, time to the right
    largest = kernels[np.argsort(-np.sum(kernels**2, axis=(1, 2)))[:10]]
    over_bands, over_time = largest.mean(axis=2), largest.mean(axis=1)
    hills = (over_bands[:, :2].mean(axis=1) > 0.1) & (over_bands[:, -4:].mean(axis=1) > 0.1)
    assert np.sum(hills & (over_bands[:, 5:8].mean(axis=1) < -0.1)) >= 2
    assert np.sum((over_time[:, 0] < -0.05) & (over_time[:, 2] > 0.1)) >= 2


def test_the_large_square_of_vgg(text):
    channels = [64, 64, 128, 128, *[256] * 3, *[512] * 6]  # Simonyan and Zisserman, table 1, D
    convolutions = sum(9 * a * b + b for a, b in zip([3, *channels], channels, strict=False))
    dense = [7 * 7 * 512, 4096, 4096, 1000]
    whole = convolutions + sum(a * b + b for a, b in zip(dense, dense[1:], strict=False))
    assert f"{dense[0]:,} \\cdot {dense[1]:,}".replace(",", "{,}") in text
    millions = (round(dense[0] * dense[1] / 1e6), round(whole / 1e6))
    assert millions == (103, 138) and "103 of the 138 million numbers" in text


def test_learnt_kernels_find_onsets_in_hiss():
    loops = onset_net.loops(layers)

    def pick(novelty, threshold, wait):
        return pick_peaks(novelty, threshold=threshold, wait=wait)

    def score(found, truth, tolerance):
        return (f_measure(truth, found, window=tolerance).f,)[:1] * 3

    _, f = onset_net.on_new_loops(loops, pick, score)
    assert len(loops.new) == 8
    assert f[onset_net.LEARNT] > 0.8 and f[onset_net.RISE] < 0.6


def test_a_bank_of_chance_gains_some_thirty_points_and_a_mel_bank_nothing():
    share = {
        w: np.mean([learnt_bands.learn(w, seed=s)[0] for s in range(2)]) for w in learnt_bands.WAYS
    }
    assert 20 < share["chance, learning"] - share["chance, fixed"] < 45
    assert abs(share["mel, learning"] - share["mel, fixed"]) < 3
    assert share["mel, fixed"] >= share["chance, learning"]


def test_the_challenge_can_be_done(text):
    X, y = digit_pictures("spoken-digits", "train", 1500)
    rng, nets = np.random.default_rng(0), []

    def on_a_bad_line(batch):
        floor = rng.uniform(-0.8, 0.2, (len(batch), 1, 1, 1)).astype(np.float32)
        return np.maximum(batch, floor)

    for seed in range(3):
        nets.append(anywhere(10, frames=FRAMES, rng=np.random.default_rng(seed)))
        learn(nets[-1], late(X, 0), y, epochs=12, seed=seed, augment=on_a_bad_line)

    def dial(levels):
        hills = dialling.loudness(levels)
        silence = np.quantile(hills, 0.1)
        at = pick_peaks((hills - silence) / (hills.max() - silence), threshold=0.4, wait=9)
        windows = dialling.windows(levels, at) - 0.5
        return sum(layers.softmax(net(windows)) for net in nets).argmax(axis=1)

    assert "Aim at 15 of 20 with little noise and at 8 of 20" in text
    assert dialling.whole_numbers(dial, noise=0.003)[0] >= 15
    assert dialling.whole_numbers(dial, noise=0.02)[0] >= 8


@pytest.mark.parametrize("seed", [0, 1])
def test_sharing_helps_against_moving_and_not_against_turning(seed):
    found = moved_digits.shares(seed=seed)
    dense, shared = found[moved_digits.DENSE], found[moved_digits.SHARED]
    assert min(dense["as they are"], shared["as they are"]) > 85
    assert dense["moved"] < 25 and shared["moved"] > 70
    assert max(dense["turned"], shared["turned"]) < 25


def test_the_digit_is_found_more_easily_from_layer_to_layer():
    pictures, said, who = strangers.voices("spoken-digits")
    known, held_back, stranger = strangers.three_groups("spoken-digits")
    assert (known.astype(int) + held_back + stranger == 1).all()
    assert not set(who[stranger]) & set(who[~stranger]) and 0.05 < held_back.mean() < 0.15
    model = strangers.learn(strangers.RECIPES[strangers.BEST], pictures[known], said[known])
    shares = strangers.side_by_side({"best": model}, pictures, said, {"strangers": stranger})
    assert shares["best"]["strangers"] > 0.8 and shares["best"]["parameters"] == 17_866
    both = layer_probe.in_percent(model, strangers.centred(pictures), said, who, ~stranger)
    assert both["digit"].shape == (2, 4)
    found = {name: each[0] / 100 for name, each in both.items()}
    assert found["digit"].shape == found["speaker"].shape == (4,)
    assert found["digit"][-1] > found["digit"][0] + 0.1 and found["digit"][0] < 0.9
    assert len(set(who[known])) == 48 and len(set(who[stranger])) == 12
    assert np.all(0.08 < both["speaker"] / 100) and np.all(both["speaker"] / 100 < 0.2)
    assert 6 < 1 / np.mean(both["speaker"] / 100) < 8


def test_a_linear_judge_finds_what_is_there_and_guesses_else():
    rng = np.random.default_rng(0)
    A, B = rng.normal(size=(200, 12)), rng.normal(size=(300, 12))
    assert layer_probe.linear_share(A, A[:, 3] > 0, B, B[:, 3] > 0) > 0.9
    guessed = layer_probe.linear_share(A, rng.random(200) > 0.5, B, rng.random(300) > 0.5)
    assert 0.35 < guessed < 0.65
