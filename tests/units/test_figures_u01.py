"""The numbers that unit 1 quotes are what its code computes."""

import re
from itertools import product

import numpy as np
import pytest

from autograder.library import right_answers
from autograder.library.folder import text_of
from dlaudio import datasets
from dlaudio.datasets.drums import two_drums
from dlaudio.datasets.truth_tables import XOR, corners
from dlaudio.datasets.words import sorted_by, surest, two_words, unnamed
from dlaudio.generation.drum_machine import (
    clicks,
    learn_beat,
    shaken,
    shaken_beat,
    steps_of,
    wired,
)
from dlaudio.networks.perceptron import follow, one_number, widest_margin, wrong_of
from dlaudio.plots.drawings import (
    caught_inside,
    epoch_lines,
    hiss_balance,
    one_line_shares,
    pocket_counts,
    truth_squares,
    two_wires,
    update_strip,
    xor_net,
)

UNIT = "u01_perceptron"
TEXT = " ".join(re.sub(r"^# ?", "", text_of(UNIT).read_text("utf-8"), flags=re.M).split())
PAIRS = {
    ("kick", "closed hat"): (13, 470),
    ("closed hat", "open hat"): (59, 1104),
    ("snare", "closed hat"): (1851, 20037),
}


@pytest.fixture(scope="module")
def right():
    return right_answers(UNIT)


def words(first, second):
    known = two_words("spoken-digits", first, second, "train")
    return known, two_words("spoken-digits", first, second, "test")


def test_one_number_fails_and_two_do_not(right):
    known, new = words("five", "seven")
    cut, tilted = one_number(*known), np.array([-7, 4, -3])
    assert (wrong_of(cut, *known), wrong_of(cut, *new)) == (28, 15)
    assert (wrong_of(tilted, *known), wrong_of(tilted, *new)) == (2, 1)
    assert (len(known[1]), len(new[1])) == (192, 48) and "fall from 28 to 2" in TEXT
    assert "28 of the 192" in TEXT and "15 of the 48" in TEXT
    heard = sorted_by(cut, "five", "seven", wrong=True, n=99)[0]
    assert len(heard) == 15 and all(name.endswith("✗") for name, _ in heard)


def test_the_first_eight_are_numbered_and_come_by_turns():
    row, sr = unnamed("five", "seven")
    named, same = sorted_by([0, 0, 0], "five", "seven")
    assert sr == same and [name for name, _ in row] == [f"recording {i}" for i in range(1, 9)]
    assert all(np.array_equal(y, z) for (_, y), (_, z) in zip(row, named, strict=True))
    # called "five" all of them, so a tick stands at the fives
    assert [name[-1] for name, _ in named] == ["✓", "✗"] * 4
    assert "(*Five* and *seven* came by turns.)" in TEXT


def test_the_shadow_earns_all_that_the_recording_does():
    w, rest = np.array([3, 1]), np.array([-0.5, 1.5])
    assert (w / 2 + rest).tolist() == [1, 2] and w @ rest == 0
    assert w @ [1, 2] == 5 == w @ w / 2 and "$3\\cdot(-0.5)+1\\cdot1.5=0$" in TEXT
    assert "half of $3\\cdot3+1\\cdot1=10$, the square of its length. So 5 is half" in TEXT
    shadow = np.array([1, 2]) @ w / np.linalg.norm(w)
    assert shadow == pytest.approx(np.linalg.norm(w) / 2) and w @ w == 10
    assert "dot_product.draw(w=(3, 1), x=(1, 2))" in TEXT


def test_one_five_lies_inside_a_triangle_of_three_sevens():
    X, y = words("five", "seven")[0]
    inside, corners, shares = caught_inside.find(X, y)
    assert [y[(X == point).all(axis=1)].tolist() for point in (inside, *corners)] == [[-1]] + 3 * [
        [1]
    ]
    assert shares.min() > 0.05 and shares.sum() == pytest.approx(1)
    assert shares @ corners == pytest.approx(inside)
    with pytest.raises(ValueError, match="tell apart"):
        widest_margin(X, y)
    assert "inside a triangle of three *sevens*" in TEXT


@pytest.mark.parametrize(
    "pair, few", [(("snare", "closed hat"), 13), (("closed hat", "open hat"), 0)]
)
def test_one_correction_may_be_too_little(right, pair, few):
    X, y = two_drums(*pair)
    path = follow(right.perceptron_epoch, X, y)[0]
    added = np.diff(path, axis=0)  # the label, which is that of the bias, times the sample
    after = (added * path[1:]).sum(axis=1)
    still = np.where(added[:, 0] > 0, after <= 0, after < 0)
    assert len(added) == PAIRS[pair][0] and still.sum() == few
    assert "one correction may be too little" in TEXT


def test_both_words_begin_with_a_hiss_and_only_the_seven_hisses_on():
    spoken, rates = datasets.load("spoken-digits"), {}
    for word in ("five", "seven"):
        part = spoken.where(split="train", labels=word)
        cut = [y[: round(0.15 * part.sr)].reshape(3, -1) for y in part.audio]  # 50 ms each
        rates[word] = np.mean([(np.diff(np.sign(y)) != 0).sum(axis=1) / 50 for y in cut], axis=0)
    five, seven = rates["five"], rates["seven"]
    assert five[0] > 3.5 and seven[0] > 3.5  # a millisecond: thousands a second
    assert five[2] < 2.2 and seven[1] > 5 > five[1] + 1 and seven[2] > 3.5
    assert "the *f* of *five* is soon over, and the *s* of *seven* hisses on" in TEXT


def test_the_fives_lean_more_than_four_to_three_and_the_sevens_less():
    X, y = words("five", "seven")[0]
    slopes = []
    for around in [X - [X[y == label].mean(axis=0) for label in y], X[y < 0], X[y > 0]]:
        long = np.linalg.eigh(np.cov(around.T))[1][:, -1]
        slopes.append(3 * long[1] / long[0])
    assert slopes == pytest.approx([4, 5.4, 2.1], abs=0.3)
    assert "for every three steps to the right you climb about four" in TEXT
    # how far the second tone is below the first, in semitones
    for X, y in words("five", "seven"):
        falls = 12 * np.log2(X[:, 0] / X[:, 1])
        assert 0.75 < np.mean(falls[y < 0] < 12) < 1 and 0.75 < np.mean(falls[y > 0] > 12) < 1
    assert "The *fall* takes the voice out" in TEXT


def test_seven_is_the_best_limit_of_the_trade():
    X, y = words("five", "seven")[0]
    wrong = [wrong_of(np.array([-limit, 4, -3]), X, y) for limit in range(3, 12)]
    assert wrong[2:7] == [21, 9, 2, 8, 12] and min(wrong) == 2
    assert "take 21 *fives* for *sevens*; at −9 it would miss 12 *sevens*" in TEXT
    score = X @ [4, -3]
    assert np.sum(score[y < 0] > 7) == 2 and (score[y > 0] > 7).all()
    assert "above it lie all *sevens*, below it nearly all *fives*" in TEXT
    corner, _, top = hiss_balance.STAIR
    assert corner @ [4, -3] == pytest.approx(7) == top @ [4, -3]


def test_the_pocket_finds_the_trade_and_other_words_go_as_the_dial_says(right):
    for pair, strangers in [(("five", "seven"), 1), (("two", "nine"), 1), (("three", "seven"), 7)]:
        (X, y), new = words(*pair)
        order = np.random.default_rng(1).permutation(len(y))
        w = right.pocket(np.zeros(3), X[order], y[order], 30)
        assert wrong_of(w, *new) == strangers
        if pair == ("five", "seven"):
            assert w[1:] == pytest.approx([20, -16], abs=0.5) and wrong_of(w, X, y) == 2
            assert "about +20, the second about −16" in TEXT
    assert "*two* and *nine* go just as well, *three* and *seven* much worse" in TEXT


def test_the_pocket_keeps_the_best_of_what_is_wrong_after_each_epoch(right):
    (X, y), _ = words("five", "seven")
    order = np.random.default_rng(1).permutation(len(y))
    w, during, after = np.zeros(3), [], []
    for _ in range(30):
        w, mistakes = right.perceptron_epoch(w, X[order], y[order])
        during.append(mistakes)
        after.append(wrong_of(w, X, y))
        if len(after) == 1:  # "it says the same of each"
            assert (right.perceptron(X, w) == 1).all()
    assert during[:5] == [35, 27, 22, 17, 17] and after[:5] == [96, 96, 94, 81, 3]
    assert after[6] == 9 and "81 are wrong, after the fifth 3, after the seventh 9 again" in TEXT
    assert after.index(3) == 4 and after.index(2) == 23 and min(after) == 2
    text = pocket_counts.draw(right.perceptron_epoch, X[order], y[order])[1]
    shown = [f"epoch {n}: {during[n - 1]}, {after[n - 1]}, {min(after[:n])}" for n in range(1, 9)]
    assert all(one in text for one in shown)
    assert [int(n) for n in re.findall(r"epoch (\d+): [\d, ]+ \(new\)", text)] == [1, 3, 4, 5, 24]
    assert "In the first epoch it made 35 mistakes" in TEXT and "96, half of them" in TEXT
    assert "96: it calls every word the same" in TEXT


def test_the_two_wires_score_the_same(right):
    _, new = right.to_zero_one(np.array([1]), np.array([1.0, 3.0]))
    text, asked = two_wires.draw((1, 3))[1], two_wires.draw((1, 3), last_open=True)[1]
    assert "−2 and 4" in asked and "6" not in asked
    assert new.tolist() == [-2, 6] and "ends are −2 and 4" in text
    assert (
        "the bias −2 and the weight 6" in text
        and "two_wires.draw(w=(1, 3), last_open=True)" in TEXT
    )


def test_fourteen_lines_are_drawn():
    drawn = [table for table in truth_squares.NAMES if truth_squares.line_for(table) is not None]
    assert len(drawn) == 14
    for table in drawn:
        w = np.array(truth_squares.line_for(table))
        assert ((w[0] + corners(2) @ w[1:] > 0) == table).all() and w[1:].any()
        # within the square that is drawn, from -0.45 to 1.45
        edge = w[0] + (corners(2) * 1.9 - 0.45) @ w[1:]
        assert edge.min() < 0 < edge.max()


@pytest.mark.parametrize("seed", range(3))
def test_the_rule_does_not_come_to_rest_on_the_words(right, seed):
    (X, y), _ = words("five", "seven")
    order = np.random.default_rng(seed).permutation(len(y))
    wrong = follow(right.perceptron_epoch, X[order], y[order], n_epochs=17)[1]
    assert len(wrong) == 17 and wrong[-2:].sum(axis=1).min() > 0


@pytest.mark.parametrize("pair", PAIRS, ids=" or ".join)
def test_mistakes_and_bounds_of_the_drums(right, pair):
    made, most = PAIRS[pair]
    X, y = two_drums(*pair)
    path, wrong = follow(right.perceptron_epoch, X, y)
    assert len(path) - 1 == wrong.sum() == made and len(y) == 96
    assert right.mistake_bound(X, y, widest_margin(X, y))[2] == pytest.approx(most, abs=0.5)
    if pair[0] == "snare":
        assert f"{made:,} of at most {most:,}" in TEXT


def room_in_the_plane(X, y) -> float:
    """Half the width of the widest gap between two kinds: the best of many normals."""
    angles = np.linspace(0, 2 * np.pi, 20001)
    reached = X @ np.stack([np.cos(angles), np.sin(angles)])
    return (reached[y > 0].min(axis=0) - reached[y < 0].max(axis=0)).max() / 2


def distance_of_the_widest_gap(X, y) -> float:
    """How far from the origin the middle of the widest gap between two kinds runs."""
    angles = np.linspace(0, 2 * np.pi, 20001)
    reached = X @ np.stack([np.cos(angles), np.sin(angles)])
    near, far = reached[y < 0].max(axis=0), reached[y > 0].min(axis=0)
    best = np.argmax(far - near)
    return abs(near[best] + far[best]) / 2


def test_the_gaps_are_equally_wide_and_with_the_bias_a_quarter(right):
    margins, room, judges_room = [], [], []
    for pair in [("closed hat", "open hat"), ("snare", "closed hat")]:
        X, y = two_drums(*pair)
        judge = widest_margin(X, y)
        margins.append(right.mistake_bound(X, y, judge)[1])
        room.append(room_in_the_plane(X, y))
        judges_room.append(margins[-1] / np.linalg.norm(judge[1:]))
    assert room == pytest.approx([0.143, 0.144], abs=5e-4) and "0.14 of room" in TEXT
    assert "from 0.03 to 0.14" in TEXT
    assert judges_room == pytest.approx([0.141, 0.123], abs=5e-4)
    assert np.linalg.norm(judge[1:]) == pytest.approx(0.268, abs=5e-4)
    assert margins == pytest.approx([0.140, 0.033], abs=5e-4)
    assert "a quarter of the hats' margin" in TEXT
    assert 3.5 < margins[0] / margins[1] < 4.5
    far = -judge[0] / np.linalg.norm(judge[1:])
    assert far == pytest.approx(3.6, abs=0.05)
    assert distance_of_the_widest_gap(X, y) == pytest.approx(4.29, abs=0.005) and far < 3.7
    assert "so the judge takes a line at 3.6 instead. That leaves less room, 0.123," in TEXT
    assert "its line is 4.3 from the origin" in TEXT
    assert -judge[0] == pytest.approx(0.96, abs=0.005)  # "nearly all its length"


@pytest.mark.parametrize("pair", PAIRS, ids=" or ".join)
def test_two_mistakes_are_enough_around_the_middle(right, pair):
    X, y = two_drums(*pair)
    moved = X - X.mean(axis=0)
    wrong = follow(right.perceptron_epoch, moved, y)[1]
    assert wrong.sum(axis=1).tolist() == [2, 0] and "Two mistakes instead of 1,851" in TEXT
    radius, margin, bound = right.mistake_bound(moved, y, widest_margin(moved, y))
    assert f"{bound:.0f}" == {13: "4", 59: "62", 1851: "58"}[PAIRS[pair][0]]
    if pair[0] == "snare":
        still = right.mistake_bound(X, y, widest_margin(X, y))
        shorter, wider = (still[0] / radius) ** 2, (margin / still[1]) ** 2
        assert (shorter, wider) == pytest.approx((18.3, 19), abs=0.3)  # "eighteen times smaller"
        assert (radius, margin) == pytest.approx((1.09, 0.144), abs=5e-3)
        assert margin == pytest.approx(room_in_the_plane(X, y), abs=5e-4)
        assert abs(widest_margin(moved, y)[0]) < 0.03  # "hardly any bias"


def test_the_judge_by_hand_and_the_walker(right):
    X, y = np.array([[3.1], [2.9]]), np.array([1, -1])
    radius, margin, bound = right.mistake_bound(X, y, np.array([-3.0, 1.0]))
    assert (radius, margin) == pytest.approx((3.3, 0.03), abs=0.05)
    assert round(margin, 2) == 0.03 and round(bound, -4) == 10_000
    radius, margin, bound = right.mistake_bound(X - 3, y, np.array([0.0, 1.0]))
    assert (round(radius, 1), round(margin, 2), round(bound, -2)) == (1.0, 0.1, 100)
    assert "falls from about 10,000 to about 100" in TEXT


def test_the_film_shows_nothing_for_44_corrections_and_opens_where_the_text_looks(right):
    from dlaudio.widgets import mistake_film

    X, y = two_drums(*mistake_film.PAIR)
    path = follow(right.perceptron_epoch, X, y)[0]
    wrong = [wrong_of(w, X, y) for w in path]
    assert wrong[:45] == [48] * 45 and "For 44 corrections" in TEXT
    added = np.diff(path, axis=0)
    assert added[:2] == pytest.approx(np.array([(1, 4.17, -1.33), (-1, -4.08, 2.01)]), abs=0.005)
    assert path[2] == pytest.approx([0, 0.09, 0.68], abs=0.005)
    heights = -(path[1:, 0] + path[1:, 1] * X[:, 0].mean()) / path[1:, 2]
    assert heights[[38, 50, 58]] == pytest.approx([-2.3, -1.8, -1.6], abs=0.05)
    assert np.all(np.diff(heights[12:59:2]) > 0)  # every second time a little nearer
    assert wrong[45:] == [41, 48, 34, 48, 25, 48, 17, 48, 5, 48, 2, 48, 1, 48, 0]
    opens = mistake_film.CONTROLS["mistakes"].value
    assert opens == 51 and wrong[opens] == 17 and f"opens after {opens} corrections" in TEXT
    for k, height in [(39, "−2.3"), (51, "−1.8"), (59, "−1.6")]:  # the picture says what we say
        assert f"the line is at {height}:" in mistake_film.draw(k)[1] and height in TEXT
    assert "no line yet" in mistake_film.draw(0)[1]
    for k, words in [(10, "each of them closed hat"), (31, "each of them open hat")]:
        assert words in mistake_film.draw(k)[1]
    figure, text = mistake_film.draw(53)
    lengths = np.linalg.norm(path, axis=1)
    assert lengths[[10, 20, 30, 44, 59]] == pytest.approx([3.1, 5.6, 8.9, 13.1, 16.5], abs=0.05)
    assert figure.axes[2].lines[0].get_ydata() == pytest.approx(lengths)
    assert "of length 13.1, and 48 of 96" in mistake_film.draw(44)[1]
    grows = np.diff(np.linalg.norm(path, axis=1)[::10]) > 0
    assert grows.all() and np.sum(np.diff(np.linalg.norm(path, axis=1)) < 0) == 19
    assert "5 of 96 hits are on the wrong side." in text and "passes between the hits" in text
    assert figure.axes[1].lines[0].get_ydata().tolist() == wrong


def test_the_mistake_in_the_picture_is_the_one_in_the_text(right):
    from dlaudio.plots.drawings import perceptron_update

    text = perceptron_update.draw(w=(-1, -1, 2), x=(2, 1), y=1)[1]
    assert "the score is −1" in text and "after, it is 5" in text
    assert "w=(-1, -1, 2), x=(2, 1), y=1" in TEXT and "the score −1 and is called *five*" in TEXT


def test_the_dot_stands_on_a_terrace_with_seven_mistakes(right):
    from dlaudio.plots.drawings import terraces

    X, y = two_drums("kick", "closed hat")
    w = follow(right.perceptron_epoch, X, y)[0][-1] + [-3, 0, 0]
    assert "SSE 28, slope 0" in terraces.draw(X[:16], y[:16], w)[1]
    assert "seven of the sixteen" in TEXT and "[0][-1] + [-3, 0, 0]" in TEXT
    assert not right.sse_slope(w, X[:16], y[:16], 1e-6)[1].any()
    slopes = right.sse_slope(w, X[:16], y[:16], 3.0)[1]
    assert slopes == pytest.approx([-4.7, 1.3, 4.7], abs=0.05) and "A slope of 1.3 says" in TEXT
    turned = [int(terraces.sse(w + [0, side, 0], X[:16], y[:16])) for side in (-3, 0, 1, 3)]
    assert turned == [28, 28, 0, 36]  # "the step of 3 has jumped clean over it"
    found = [int(terraces.sse(w + [0, up, 0], X[:16], y[:16])) for up in (0.65, 0.7, 0.75, 1, 1.5)]
    assert found == [4, 0, 0, 0, 0] and "the valley begins 0.7 further *up*" in TEXT
    text = terraces.draw_feet(right.sse_slope, X[:16], y[:16], w)[1]
    assert "A step of 3 has its feet on 28 and 36, so the slope is (36 − 28) / 6 = 1.3" in text
    assert "1e-06: 0, 0, 0; with one of 3: −4.7, 1.3, 4.7." in text
    assert terraces.draw_feet(None, X[:16], y[:16], w)[1] == text


def test_the_hats_are_learnt_in_four_epochs_and_the_film_has_all_of_it(right):
    from dlaudio.widgets import mistake_film

    wrong = follow(right.perceptron_epoch, *two_drums("closed hat", "open hat"))[1]
    assert wrong.sum(axis=1).tolist() == [49, 8, 2, 0]
    assert 96 * 0.04 == pytest.approx(4, abs=0.2)  # "in the last four seconds there is none"
    assert mistake_film.CONTROLS["mistakes"].max == 59


def test_your_history_of_the_hats_comes_to_rest_in_three_epochs(right):
    X, y = two_drums("closed hat", "open hat")
    history = right.weight_history(X, y, 3)
    assert [wrong_of(w, X, y) for w in history[1:]] == [25, 1, 0]
    wrong = (history[1][0] + X @ history[1][1:] > 0) != (y > 0)
    assert (y[wrong] == -1).all()  # all 25 are closed hats
    assert "has 25 of them on the wrong side, the second has one, the third none" in TEXT
    assert "epoch 1: 25 wrong, after epoch 2: 1 wrong" in epoch_lines.draw(history)[1]


def test_the_farthest_seven_and_the_nearest(right):
    X, y = words("five", "seven")[1]
    steps = right.signed_distance(X, np.array([-7, 4, -3]))[2]
    ours = steps[y > 0]
    (first, last), _ = surest(steps, "seven")
    assert first[0] == f"{ours.max():.1f} from the line"
    assert last[0] == f"{ours[ours > 0].min():.1f} from the line" and ours.max() > 1
    assert (first[0], last[0]) == ("1.7 from the line", "0.1 from the line")
    assert "One lies 1.7 from the line" in TEXT and "The other, at 0.1, was" in TEXT
    assert "the one it nearly took for a *five*" in TEXT


def test_the_rewired_beat_is_the_one_that_was_learnt(right):
    labels = np.array([-1, -1, -1, 1])
    w = follow(right.perceptron_epoch, 2 * corners(2) - 1, labels)[0][-1]
    wanted, bits = right.to_zero_one(labels, w)
    assert wanted.tolist() == [0, 0, 0, 1] == (right.perceptron(corners(2), bits) > 0).tolist()
    assert "on −1 and +1, and you rewire it" in TEXT


def test_the_band_and_how_many_hidden_units_each_part_takes(right):
    rows = ("x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.xx")
    assert all(f'"{row}"' in TEXT for row in rows)
    assert [len(right.compile_truth_table(clicks(row))[1]) for row in rows] == [3, 2, 9]
    assert "It has two hidden units at best" in TEXT and len(right.clave_net[1]) == 2


def test_without_a_clave_of_ones_own_five_units_play_it(right):
    rumba = [x == "x" for x in "x..x...x..x.x..."]
    stand_in = wired(rumba)
    assert steps_of(stand_in).tolist() == rumba == (steps_of(right.clave_net) > 0).tolist()
    assert len(stand_in[1]) == 5 and "or five until you have found fewer" in TEXT
    assert "with your clave on top" in TEXT and '"clave_net", wired(rumba)' in TEXT


def test_the_education_on_four_samples_is_the_students_own(right):
    w, X = np.array([-1.0, 1, 0]), np.array(update_strip.POINTS, dtype=float)
    steps = update_strip.mistakes(X, update_strip.LABELS, w, 9)
    total, mistakes = 0, 1
    while mistakes:
        w, mistakes = right.perceptron_epoch(w, X, update_strip.LABELS)
        total += mistakes
    assert total == len(steps) == 3 and w.tolist() == steps[-1][2].tolist() == [0, 1, 2]
    assert "(1, 2, 1) − (1, 1, −1) = ?" in TEXT and "It is $(0, 1, 2)$, so the line falls" in TEXT
    text = update_strip.draw(last_open=True)[1]
    assert "(1, 2, 1) − (1, 1, −1) = ?." in text and "(0, 1, 2)" not in text


def test_the_example_of_what_is_wrong_here(right):
    X, y = np.array([[2.0], [1.0]]), np.array([1, -1])
    assert right.weight_history(X, y, 2).tolist() == [[0, 0], [0, 1], [-1, 0]]
    assert "`[[0, 0], [0, 1], [-1, 0]]`" in TEXT


def test_how_many_functions_are_separable_and_when_to_give_up(right):
    count = {n: sum(map(right.separable, corners(2**n))) for n in (2, 3)}
    assert count == {2: 14, 3: 104}
    assert {n: one_line_shares.PLAYABLE[n] for n in count} == count
    assert round(2**16 / one_line_shares.PLAYABLE[4]) == 35 and "one in thirty-five" in TEXT
    bounds = []
    for table in corners(8):
        X, y = corners(3), 2 * table - 1
        if right.separable(table):
            bounds.append(right.mistake_bound(X, y, widest_margin(X, y))[2])
        if right.separable(table[:4]):
            X, y = corners(2), 2 * table[:4] - 1
            bounds.append(right.mistake_bound(X, y, widest_margin(X, y))[2])
    assert max(bounds) == pytest.approx(196, abs=0.01) and "none has a bound above 196" in TEXT
    assert len(bounds) == 104 + 16 * 14  # each table of two inputs comes sixteen times
    either = corners(3)[:, 0] * corners(3)[:, 1:].max(axis=1)  # x1 and (x2 or x3)
    w = np.array([-2.5, 2, 1, 1])
    radius, margin, bound = right.mistake_bound(corners(3), 2 * either - 1, w)
    assert (radius, margin, bound) == pytest.approx((2, 1 / 7, 196))
    assert np.linalg.norm(w) == 3.5 and "with the weights $(-2.5, 2, 1, 1)$" in TEXT
    scores = corners(3) @ w[1:] + w[0]
    assert np.abs(scores).min() == 0.5 and scores[[4, 5]].tolist() == [-0.5, 0.5]  # 100, 101
    assert "(100)" in TEXT and "(101)" in TEXT


def test_your_rule_never_needs_more_than_thirty_mistakes(right):
    most = {}
    for n in (2, 3):
        X = corners(n)
        tables = [table for table in corners(2**n) if right.separable(table)]
        paths = [follow(right.perceptron_epoch, X, 2 * table - 1)[0] for table in tables]
        most[n] = max(len(path) - 1 for path in paths)
    assert most == {2: 11, 3: 30}


def test_the_gate_worked_by_hand_is_nand():
    scores = corners(2) @ [-2, -2] + 3
    assert scores.tolist() == [3, 1, 1, -1] and "So it plays `xxx.`, *not both*, or NAND" in TEXT
    assert "With the weights −2 and −2 and the bias 3 it scores 3 at 00, 1 at 01 and 10" in TEXT


def test_the_beat_that_it_never_learns_is_played_the_other_way_round(right):
    def played(row):
        hits = learn_beat(right.perceptron_epoch, [step == "x" for step in row])["snare"]
        return ["".join(".x"[int(hit)] for hit in bar) for bar in hits.reshape(-1, 4)]

    assert "Ask it for `x..x`, then? It plays `.xx.`" in TEXT
    assert played("...x") == ["....", "xx..", ".xx.", "..x.", ".x.x", "...x"]
    assert "in the sixth bar it has it" in TEXT and len(played(".xxx")) - 1 == 3
    taken = {beat: len(played(beat)) - 1 for beat in map("".join, product(".x", repeat=4))}
    assert taken.pop(".xx.") == taken.pop("x..x") == 7  # eight bars, and no end of it
    assert max(taken.values()) == taken["...x"] == 5
    assert "the most for any beat it can learn" in TEXT
    assert played(".xx.")[2:] == ["x..x"] * 6 and played("x..x")[2:] == [".xx."] * 6
    signs = np.array([-1, 1, 1, -1])
    assert not (signs @ np.insert(corners(2), 0, 1, axis=1)).any()
    assert "the four corrections of each bar add up to nothing" in TEXT


def test_the_beat_withstands_weights_that_are_off_by_nine_hundredths(right):
    rows = {"kick": "x.......x.x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.xx"}
    assert all(f'"{name}": "{row}"' in TEXT for name, row in rows.items())
    changed = {0.09: [], 0.5: [], 0.8: []}
    for amount, counts in changed.items():
        for seed in range(10):
            for row in rows.values():
                net = right.compile_truth_table(clicks(row))
                loose = shaken(net, amount, rng=np.random.default_rng(seed))
                counts.append(np.sum(steps_of(loose) != clicks(row)))
    assert max(changed[0.09]) == 0 and sum(changed[0.8]) > sum(changed[0.5]) > 10


def test_the_clave_has_no_line_and_two_units_are_enough(right):
    row = clicks("x..x...x..x.x...")
    assert np.flatnonzero(row).tolist() == [0, 3, 7, 10, 12]
    with pytest.raises(ValueError, match="tell apart"):
        widest_margin(corners(4), 2 * row - 1)
    strikes, waits = [3, 12], [1, 14]  # the proof in 1.9
    assert row[strikes].all() and not row[waits].any() and '"x..x...x..x.x..."' in TEXT
    assert all((corners(4)[pair].sum(axis=0) == 1).all() for pair in (strikes, waits))
    written = [f"{step} {''.join(map(str, corners(4)[step]))}" for step in (3, 1, 12, 14)]
    assert "strike: {} wait: {} {} {} ---- ---- 1111 1111".format(*written) in TEXT
    assert (steps_of(right.clave_net) == row).all() and len(right.clave_net[1]) == 2
    assert len(right.compile_truth_table(row)[1]) == 5


def test_one_tone_does_not_say_the_word_and_two_do():
    from dlaudio.datasets.machine_ears import FOUR as places

    X, y = two_words("spoken-digits", "five", "seven", "test")
    numbers = np.array([X[y == (1 if word == "seven" else -1)][i] for word, i in places])
    first, second = numbers.T
    cut = one_number(*two_words("spoken-digits", "five", "seven", "train"))
    said = cut[0] + numbers @ cut[1:] > 0
    assert said.tolist() == [False, True, False, True]  # B and D: one right, and A is missed
    assert first.argsort().tolist() == [0, 2, 3, 1]  # the lowest of the four is a seven
    assert 12 * np.log2(first[3] / first[2]) == pytest.approx(0.38, abs=0.01)
    assert "less than half a semitone" in TEXT
    falls = 12 * np.log2(first / second)
    assert falls == pytest.approx([16.8, 1.1, 1.1, 21.1], abs=0.05)
    assert "sevens* fall by more than an octave, both *fives* by about a semitone" in TEXT


def test_the_tones_cross_zero_as_often_as_it_says():
    from dlaudio.datasets.machine_ears import as_tones, guess

    y = as_tones([2.0, 0.5], sr=8000, duration=2.0)
    for half, rate in ((y[:8000], 2.0), (y[8000:], 0.5)):
        crossings = np.count_nonzero(np.diff(np.signbit(half)))
        assert crossings == pytest.approx(1000 * rate, abs=8)
    row, sr = guess([("five", 22)], numbers=1, reveal=True)
    assert [name for name, _ in row] == ["A", "A: five"] and sr == 8000
    with pytest.raises(ValueError, match="below 8"):
        as_tones([8.5], sr=8000)


def test_the_beat_breaks_where_the_text_says(right):
    from dlaudio.widgets import shaky_beat

    rows = dict(re.findall(r'"(\w+)": "([x.]{16})"', TEXT))
    nets = {name: right.compile_truth_table(clicks(row)) for name, row in rows.items()}

    def changed(amount):
        text = shaky_beat.of(nets)(amount, 8)[1]
        return [int(n) for n in re.findall(r"(\d+) of 16 of the", text)]

    assert [sum(changed(a)) for a in (0.0, 0.1, 0.2, 0.3)] == [0, 0, 0, 0]
    assert [sum(changed(a)) for a in (0.09, 0.35, 0.7)] == [0, 1, 19]
    assert "at 0.35 one step in 48 has changed. But at 0.7 it is 19" in TEXT
    for amount in (0.09, 0.35, 0.7):  # what is heard is what the demo shows
        heard = shaken_beat(nets, amount)
        counts = [int(np.sum(heard[name] != clicks(row))) for name, row in rows.items()]
        assert counts == changed(amount)
    assert 0 < sum(changed(0.5)) < 6 and changed(0.65)[1] < 3
    assert changed(0.7)[1] == 14 and "the snare strikes on all sixteen, because" in TEXT

    def drawn(amount, seed):
        loose = {n: shaken(v, amount, rng=np.random.default_rng(seed)) for n, v in nets.items()}
        return [np.sum(steps_of(loose[n]) != clicks(rows[n])) for n in nets]

    # a draw only grows with its amount, so what has changed at some amount shows on the way
    on_the_way = {
        a: [any(drawn(a, seed)) for seed in range(1, 201)] for a in (0.099, 0.2, 0.25, 0.3)
    }
    assert not any(on_the_way[0.099]) and "Below 0.1 no step can change" in TEXT
    assert np.any(list(on_the_way.values()), axis=0).sum() == pytest.approx(150, abs=10)
    assert "up to 0.3, where most others do not" in TEXT


def test_three_repairs_would_each_do_and_one_of_them_says_yes_to_everything():
    w1, b1, w2, b2 = (np.array(v) for v in (((1, 0.5), (1, 1)), (-1.3, -0.8), (1, 1), -0.5))
    assert "w1, b1 = ((1, 0.5), (1, 1)), (-1.3, -0.8)" in TEXT
    assert "w1=w1, b1=b1, w2=(1, 1), b2=-0.5, lit=2, wanted=XOR" in TEXT

    def answers(first=0.0, second=0.0, last=0.0):
        hidden = corners(2) @ w1 + b1 + (first, second) > 0
        return (hidden @ w2 + b2 + last > 0).astype(int).tolist()

    assert np.allclose(corners(2)[2] @ w1 + b1, -0.3) and answers() == [0, 1, 0, 1]
    text = xor_net.draw(w1=w1, b1=b1, w2=w2, b2=b2, lit=2, wanted=XOR)[1]
    assert text.endswith("Wrong, with a vermilion rim: 10 and 11.") and "two corners wrong" in TEXT
    assert answers(first=0.4) == answers(second=0.4) == [0, 1, 1, 1]
    assert answers(last=0.6) == [1, 1, 1, 1]
    assert answers(0.01, 0.01, 0.01) == answers(-0.01, -0.01, -0.01) == answers()


# ---- what the explained solutions say ----------------------------------------------------------


def test_the_bias_in_the_length_and_out_of_it(right):
    w = np.array([-10, 3, 4])
    assert f"divide by {np.linalg.norm(w):.1f}" in TEXT
    X, y, judge = np.array([[1.0], [-1.0]]), np.array([1, -1]), np.array([3.0, 4.0])
    radius, margin, bound = right.mistake_bound(X, y, judge)
    assert (radius**2, margin, bound) == pytest.approx((2, 1 / 5, 50))
    without = np.min(y * (judge[0] + X[:, 0] * judge[1])) / np.linalg.norm(judge[1:])
    assert without == 1 / 4 and radius**2 / without**2 == pytest.approx(32)
    assert "the bound would be 32, which nobody has proved" in TEXT


def test_with_the_old_weights_the_second_row_is_a_mistake_too(right):
    w = np.array([0.5, 1.0])
    assert (w[0] + np.array([2.0, 1.0]) * w[1]).tolist() == [2.5, 1.5]
    assert "since it scored 1.5 before the first correction" in TEXT


def test_mending_one_fault_alone_leaves_a_table_of_zeros():
    def history(comparison=False, bias=False, copy=False):
        w, keep = np.zeros(2), np.copy if copy else np.asarray
        rows = [keep(w)]
        for _ in range(2):
            for x, label in ((2.0, 1), (1.0, -1)):
                score = w[0] + w[1] * x
                if (score > 0) != (label > 0) if comparison else label * score < 0:
                    w += label * np.array([bias, x])
            rows.append(keep(w))
        return np.array(rows).tolist()

    for fault in ("comparison", "bias", "copy"):
        assert not np.any(history(**{fault: True}))
    assert history(True, True, True) == [[0, 0], [0, 1], [-1, 0]]
    assert history(comparison=True, copy=True) == [[0, 0], [0, 1], [0, 0]]
    assert "mend any one of them alone, and the example still gives a table of zeros" in TEXT
    assert "weight is 1 after the first epoch, but 0 again after the second" in TEXT


def test_a_step_across_an_edge(right):
    X, y, w = np.array([[1.0]]), np.array([1]), np.array([-0.2, 0.0])
    assert right.sse_slope(w + [0.5, 0], X, y, 0.01)[0] == 0
    assert right.sse_slope(w - [0.5, 0], X, y, 0.01)[0] == 4
    assert right.sse_slope(w, X, y, 0.5)[1].tolist() == [-4, -4]


def test_xor_uses_up_its_mistakes_in_fifty_epochs_and_some_functions_take_twelve(right):
    def epochs(table):
        X, y = corners(int(np.log2(len(table)))), 2 * np.asarray(table) - 1
        w, total = np.zeros(X.shape[1] + 1), 0
        for epoch in range(1, 100):
            w, mistakes = right.perceptron_epoch(w, X, y)
            total += mistakes
            if mistakes == 0 or total > 196:
                return epoch
        return None

    assert epochs([0, 1, 1, 0]) == 50 and "XOR makes it in its 50th epoch" in TEXT
    tables = [table for table in corners(8) if right.separable(table)]
    assert max(map(epochs, tables)) == 12 and "some functions take 12" in TEXT


def test_whole_weights_from_minus_two_to_two_are_enough_for_three_inputs(right):
    def scores(n, most):
        return corners(n) @ np.array([*product(range(-most, most + 1), repeat=n)]).T

    for n, most, found in ((2, 2, 14), (3, 2, 104), (3, 1, None)):
        all_scores, lines = scores(n, most), 0
        for table in corners(2**n):
            on, off = all_scores[table == 1], all_scores[table == 0]
            one_kind = len(on) == 0 or len(off) == 0
            lines += one_kind or (on.min(axis=0) > off.max(axis=0)).any()
        assert lines == found or (found is None and lines < 104)
    for bias, found in ((2, 100), (3, 104)):  # here the bias is a whole number, too
        fires = [scores(3, 2) + b > 0 for b in range(-bias, bias + 1)]
        assert len(np.unique(np.concatenate(fires, axis=1), axis=1).T) == found
    assert "try all whole weights from −2 to 2 with a bias from −3 to 3" in TEXT


def test_the_restless_pair_took_142_epochs(right):
    _, wrong = follow(right.perceptron_epoch, *two_drums("snare", "closed hat"))
    assert len(wrong) == 142 and wrong[-2].any() and not wrong[-1].any()
    assert "it took 142 epochs until one was without a mistake" in TEXT


def test_which_steps_the_two_units_forbid_and_how_many_pairs_do(right):
    X, hits = corners(4), [0, 3, 7, 10, 12]
    rest = [step for step in range(16) if step not in hits]
    W, b, v, c = map(np.asarray, right.clave_net)
    on = X @ W + b > 0
    assert on[hits].all() and v.sum() + c == 0.5
    forbidden = [[step for step in rest if not unit[step]] for unit in on.T]
    assert forbidden == [[2, 4, 6, 14], [1, 5, 8, 9, 11, 13, 15]]
    scores = X @ np.array([*product(range(-3, 4), repeat=4)]).T
    off = (scores + 0.5 - scores[hits].min(axis=0) <= 0)[rest]
    pairs = (off[:, :, None] | off[:, None]).all(axis=0)
    assert off.shape[1] == 2401 and off.sum(axis=0).max() == 7
    assert pairs.sum() == 2 * 6 and "just six forbid all eleven" in TEXT


def test_other_corners_score_less_than_the_one_that_is_known():
    for corner in corners(3):
        scores = corners(3) @ (2 * corner - 1)
        apart = (corners(3) != corner).sum(axis=1)
        assert (scores == corner.sum() - apart).all()
