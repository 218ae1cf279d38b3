"""Figures that unit 11 states of slopes that fade, of silent beats, and of spoken words."""

import copy
from functools import cache

import numpy as np
import pytest

from autograder.library import answers
from dlaudio import mine
from dlaudio.datasets.reviews import reviews
from dlaudio.generation.thirds import chords
from dlaudio.metrics import accuracy
from dlaudio.mine import lookup
from dlaudio.networks import beat_tracker, gated, word_readers
from dlaudio.networks.adding import GUESSING, learn_adding
from dlaudio.networks.skipping import slope_share
from dlaudio.plots.drawings import fading, silent_beats
from dlaudio.widgets import leaky_memory


@cache
def loops():
    """The loops that the trackers of the unit know, and those that they have never heard."""
    return beat_tracker.loops(18, seed=0), beat_tracker.loops(12, seed=1)


@cache
def _learnt(way: str, seed: int):
    known, _ = loops()
    if way == "frames":
        return beat_tracker.learn_frames(mine.layers, known, seed=seed)
    return beat_tracker.learn_beats(mine.layers, known, both=way == "both", seed=seed)


def tracker(way: str, seed: int = 1):
    """A tracker of its own, of single "frames", forwards ("ahead") or "both" ways; taught once."""
    return copy.deepcopy(_learnt(way, seed))


@cache
def adding(kind: str, seed: int) -> np.ndarray:
    """The losses of a net that learns to add across sixty steps."""
    return learn_adding(mine.layers, kind, steps=60, updates=500, seed=seed)[1]


def other_step(x, h, c, Wx, Wh, b):
    """A right `lstm_step` whose sums come in another order."""
    H, a = h.shape[1], np.concatenate([x, h], axis=1) @ np.concatenate([Wx, Wh]) + b
    i, f, o = (0.5 + np.tanh(a[:, k * H : (k + 1) * H] / 2) / 2 for k in (0, 1, 3))
    new = i * np.tanh(a[:, 2 * H : 3 * H]) + f * c
    return o * np.tanh(new), new


@pytest.fixture
def lend(monkeypatch):
    """Lets `mine` run on these functions instead of the package's."""
    others = lookup.find

    def lent(**yours):
        def find(name):
            if name in yours:
                return lookup.Found(name, lookup.YOURS, yours[name])
            return others(name)

        monkeypatch.setattr(lookup, "find", find)

    return lent


WORD_NETS = {"raw": ("raw", 0), "bands": ("mel", 0), "MFCC": ("mfcc", 0), "filters": ("mel", 24)}


@cache
def word_net(name: str, seed: int, whose: str = "ours") -> tuple[float, np.ndarray]:
    """A net of the unit that reads words: what it gets right, and its scores."""
    kind, filters = WORD_NETS[name]
    rng, sets = np.random.default_rng(seed), word_readers.word_sets(kind)
    (X, digits), (X_new, new_digits) = sets["train"], sets["test"]
    net = word_readers.label_reader(mine.layers, "LSTM", X.shape[2], 10, rng=rng, convolve=filters)
    word_readers.learn_labels(mine.layers, net, X, digits, epochs=12, rng=rng, lr=0.005)
    scores = net(X_new)
    return accuracy(scores, new_digits), scores


def test_standardising_saves_half_of_the_mistakes_and_more_than_filters_or_mfcc():
    right = {name: [word_net(name, seed)[0] for seed in range(3)] for name in WORD_NETS}
    mean = {name: np.mean(shares) for name, shares in right.items()}
    assert max(right["raw"]) < min(right["bands"]) - 0.02  # from each start
    assert (1 - mean["bands"]) / (1 - mean["raw"]) == pytest.approx(0.5, abs=0.07)
    gained = mean["bands"] - mean["raw"]
    assert gained > 3 * max(abs(mean[name] - mean["bands"]) for name in ("MFCC", "filters"))
    spread = max(np.ptp(right[name]) for name in ("bands", "MFCC", "filters"))
    assert max(abs(mean[name] - mean["bands"]) for name in ("MFCC", "filters")) < spread


@pytest.mark.parametrize("name", ["bands", "filters"])
def test_a_students_own_lstm_reads_words_as_the_text_says(lend, name):
    """Where rows are standardised; bands as they come depend on rounding, as does their figure."""
    ours = word_net(name, 0)
    lend(lstm_step=other_step, lstm_backward=answers.right_answers("u11_lstm").lstm_backward)
    yours = word_net(name, 0, "yours")
    assert yours[0] == ours[0] and np.abs(yours[1] - ours[1]).max() < 1e-3


def test_bands_as_they_come_are_behind_whoever_wrote_the_lstm(lend):
    lend(lstm_step=other_step, lstm_backward=answers.right_answers("u11_lstm").lstm_backward)
    assert max(word_net("raw", seed, "yours")[0] for seed in range(3)) < 0.875


def test_slopes_grow_on_the_way_round_and_the_belt_alone_falls():
    def middle(**ways):
        found = fading.slopes("LSTM", 50, 16, 3.0, **ways)
        return np.exp(np.log(found / found[:, -1:]).mean(axis=0))[::-1]

    whole = middle()
    assert whole[49] > 0.5 and whole[20:40].min() < 0.3  # the line rises at its old end
    assert middle(belt=True)[49] == pytest.approx(0.07, abs=0.005)


def test_the_gates_of_the_table_and_the_half_life_of_the_slow_leak():
    weights, _, bias = gated.MODE_MEMORY
    note, minor = bias[1], bias[1] + weights[1][1]
    assert (note, minor) == (10, -10)
    assert [round(1 / (1 + np.exp(-a)), 5) for a in (note, minor)] == [0.99995, 0.00005]
    assert 13 < np.log(0.5) / np.log(0.95) < 14


def test_a_weight_of_two_holds_its_number_and_leaves_a_sixth_of_the_slope_of_each_step():
    h = 0.95751
    assert np.tanh(2 * h) == pytest.approx(h, abs=1e-5)
    assert 1 - h**2 == pytest.approx(0.083, abs=5e-4)
    assert 2 * (1 - h**2) == pytest.approx(1 / 6, abs=2e-3) and (2 * (1 - h**2)) ** 28 < 1e-21


def test_a_plain_net_keeps_one_part_in_seventy_and_the_cell_three_quarters():
    h, left = 0.9, [1.0]
    for _ in range(28):
        h = np.tanh(h)
        left.append(left[-1] * (1 - h**2))
    assert left[3] == pytest.approx(1 / 5, abs=0.02) and 1 / left[28] == pytest.approx(70, abs=5)
    assert 0.99**28 == pytest.approx(3 / 4, abs=0.01)


def test_of_eleven_starts_both_ways_find_three_quarters_and_forwards_three_in_ten():
    forwards, both = np.array(silent_beats.FORWARDS), np.array(silent_beats.BOTH)
    assert len(forwards) == 11 and (both > forwards).sum() == 10
    assert both.mean() / 22 == pytest.approx(3 / 4, abs=0.02)
    assert forwards.mean() / 22 == pytest.approx(0.3, abs=0.02)
    assert (forwards <= 1).sum() == 5
    assert (forwards.sum(), both.sum()) == (73, 178)
    assert [sum(one) for one in silent_beats.ASTRAY] == [36, 27]


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_the_stored_figures_of_silent_beats_are_those_of_nets_taught_anew(seed):
    """Silent beats found, and taps far from any; as the text says, three starts of eleven."""
    _, strangers = loops()
    stored = {"ahead": (silent_beats.FORWARDS, 0), "both": (silent_beats.BOTH, 1)}
    for way, (hits_of, which) in stored.items():
        held = (hits_of[seed], silent_beats.ASTRAY[which][seed])
        taps = beat_tracker.taps(tracker(way, seed), strangers, mine.pick_beats)
        hits, silent = beat_tracker.silent_found(taps, strangers)
        assert silent == 22
        assert (hits, beat_tracker.astray(taps, strangers)) == held
        if (seed, way) == (0, "both"):  # where the challenge begins
            f = beat_tracker.mean_f(taps, strangers, mine.beat_f_measure)
            assert f == pytest.approx(0.93, abs=0.005)
        if seed == 1:  # the start of the unit, on the loop that is heard: the gaps
            gaps = [any(abs(t - gap) <= 0.075 for t in taps[4]) for gap in (4.25, 5.625)]
            assert gaps == [way == "both"] * 2


@pytest.mark.parametrize("seed", range(5))
def test_from_each_start_the_gru_falls_first_at_about_half_the_updates(seed):
    def half(kind):
        below = np.convolve(adding(kind, seed), np.ones(25) / 25, "valid") < GUESSING / 2
        return np.flatnonzero(below)[0] if below.any() else 500

    assert 150 < half("GRU") < 0.55 * half("LSTM")


@pytest.fixture(scope="module")
def trackers():
    """The loops of the unit, and its three nets: single frames, forwards, both ways."""
    return loops()[1], [tracker(way) for way in ("frames", "ahead", "both")]


@pytest.mark.parametrize("seed", [0, 1])
def test_gates_add_across_sixty_steps_where_the_rnn_guesses(seed):
    last = {kind: adding(kind, seed)[-50:].mean() for kind in ("RNN", "GRU", "LSTM")}
    assert last["RNN"] > 0.9 * GUESSING
    assert max(last["GRU"], last["LSTM"]) < 0.02


@pytest.mark.parametrize("seed", [1, 2])
def test_memory_finds_beats_that_nobody_strikes(seed):
    _, strangers = loops()
    nets = {way: tracker(way, seed) for way in ("frames", "ahead", "both")}
    taps = {name: beat_tracker.taps(net, strangers, mine.pick_beats) for name, net in nets.items()}
    f = {n: beat_tracker.mean_f(t, strangers, mine.beat_f_measure) for n, t in taps.items()}
    assert f["frames"] < 0.87 < 0.89 < f["ahead"] < f["both"]
    silent = {name: beat_tracker.silent_found(found, strangers) for name, found in taps.items()}
    assert silent["frames"][0] == 0 and silent["both"][0] >= 8 and silent["both"][1] == 22
    assert silent["ahead"][0] <= 6 and silent["both"][0] >= silent["ahead"][0] + 4


def test_f_hides_that_the_net_without_memory_finds_what_is_struck_and_no_more(trackers):
    strangers, nets = trackers
    taps = [beat_tracker.taps(net, strangers, mine.pick_beats) for net in nets]
    f = [beat_tracker.mean_f(one, strangers, mine.beat_f_measure) for one in taps]
    assert f == pytest.approx([0.86, 0.90, 0.98], abs=0.005)
    beats = sum(len(times) for times in strangers.beats)
    found = [beat_tracker.silent_found(one, strangers) for one in taps]
    assert (beats, found) == (134, [(0, 22), (6, 22), (20, 22)])  # five in six are struck
    hits = []
    for one in taps:
        scores = zip(one, strangers.beats, strict=True)
        hits.append(sum(round(mine.beat_f_measure(t, b, 0.07)[0] * len(t)) for t, b in scores))
    assert hits[0] == beats - 22  # every one that is struck
    assert [beat_tracker.astray(one, strangers) for one in taps] == [18, 3, 0]
    said = beat_tracker.judged(taps[2], strangers, mine.beat_f_measure)
    assert said == "F = 0.98 on strangers; 20 of 22 silent beats found, 0 taps where no beat is"


@pytest.mark.parametrize(("way", "heard"), [("ahead", (0.90, 6, 3)), ("both", (0.98, 20, 0))])
def test_a_students_own_lstm_ends_in_the_tracker_of_the_text(lend, way, heard):
    """Its sums come in another order; in single precision that led to another net."""

    right = answers.right_answers("u11_lstm")
    yours = {"lstm_step": other_step, "lstm_backward": right.lstm_backward}
    if way == "both":
        del yours["lstm_backward"]  # which costs most of the time
    known, strangers = loops()
    ours = beat_tracker.curves(tracker(way), strangers)
    lend(**yours)
    net = beat_tracker.learn_beats(mine.layers, known, both=way == "both")
    assert np.abs(beat_tracker.curves(net, strangers) - ours).max() < 2e-3
    f_measure = right.beat_f_measure
    for pick_beats in (right.pick_beats, loudest_first):
        taps = beat_tracker.taps(net, strangers, pick_beats)
        found = beat_tracker.silent_found(taps, strangers)[0], beat_tracker.astray(taps, strangers)
        f = beat_tracker.mean_f(taps, strangers, f_measure)
        assert (f, *found) == (
            pytest.approx(heard[0], abs=0.02),
            heard[1],
            pytest.approx(heard[2], abs=1),
        )
        gaps = [any(abs(t - gap) <= 0.075 for t in taps[4]) for gap in (4.25, 5.625)]
        assert gaps == [way == "both"] * 2


def loudest_first(curve, frame_rate) -> list:
    """Peaks above 0.45 picked in another way: the highest, and nothing within 80 ms of it."""
    left, times = np.array(curve), []
    while left.max() > 0.45:
        top = int(left.argmax())
        times.append(top / frame_rate)
        left[max(0, top - 4) : top + 5] = 0
    return sorted(times)


def test_the_unit_that_goes_with_the_beats_has_a_count_that_nobody_reads(trackers):
    strangers, (_, forwards, _) = trackers
    x = strangers.X[4]
    inside = gated.inside(forwards[0], x)
    unit = gated.closest_unit(inside, strangers.Y[4, :, 0])
    forget, cell = inside["f"][:, unit], inside["c"][:, unit]
    silent = round(4.25 * beat_tracker.FRAME_RATE)
    assert (cell[148:160] < cell[147:159]).all()  # runs down frame by frame
    assert forget[silent - 2 : silent + 3].max() < 0.9  # closes a little, as if a beat were due
    assert cell[silent - 6] < -20 and cell[silent + 2 : silent + 8].min() > -10  # up; it waits
    assert np.tanh(cell[20:]).max() < -0.99999
    for step in (140, 160, 201):
        for by in (-20, -10, 5):
            pushed = gated.inside(forwards[0], x, push=(step, unit, by))
            assert np.abs(pushed["f"][:, unit] - forget).max() < 1e-5
            assert pushed["c"][step, unit] == pytest.approx(cell[step] + by)


def test_each_hit_sets_the_clock_of_the_tracker_back_and_it_moves_the_answer(trackers):
    strangers, (_, forwards, _) = trackers
    x, step = strangers.X[4], 201
    clock = beat_tracker.clock(forwards, x, step)
    plain = beat_tracker.pushed(forwards, x, None)
    assert plain == pytest.approx(beat_tracker.curves(forwards, strangers)[4], abs=1e-5)
    answers = [beat_tracker.pushed(forwards, x, (step, clock, by)) for by in (0, 1, -1)]
    assert [int(a[205:230].argmax()) + 205 for a in answers] == [211, 218, 210]
    assert [a[205:230].max() for a in answers] == pytest.approx([0.34, 0.43, 0.49], abs=0.01)
    harder = beat_tracker.pushed(forwards, x, (step, clock, -3))
    assert harder[205:230].argmax() + 205 == 210  # it cannot be brought on further
    others = [
        beat_tracker.pushed(forwards, x, (step, k, by)) for k in (1, 5, 9, 12) for by in (1, -1)
    ]
    assert {int(a[205:230].argmax()) + 205 for a in others} == {210, 213}  # they have a say in when
    gaps = [np.abs(beat_tracker.pushed(forwards, x, (step, k, 1)) - plain).max() for k in range(16)]
    assert gaps[clock] > 1.6 * np.sort(gaps)[-2]  # by far the most
    assert np.median(gaps) < 0.1 * gaps[clock]  # most cells, little
    cell = gated.inside(forwards[0], x)["c"][:, clock]
    hits = [110, 127, 144, 162, 179, 196]  # the frame after each of them
    assert np.abs(cell[hits]).max() < 0.35  # about 0
    assert [round(cell[hit - 3 : hit + 1].min()) for hit in (110, 144, 179)] == [-3, -2, -3]
    # half a beat after a drum on the beat, and after the same time from a light hit between
    assert (cell[[160, 194]].round(1), cell[[176, 212]]) == (
        pytest.approx([-0.5, -0.6]),
        pytest.approx([-2.59, -2.29], abs=0.1),
    )
    assert (cell[144:150] > 0.1).any() and (cell[179:187] > 0.1).any()  # a little above 0
    assert round(cell[212]) == -2 and cell[216:245].max() < -3  # it waits
    far_down = np.flatnonzero(cell[105:212] < -1.2) / beat_tracker.FRAME_RATE + 2.1
    beats = strangers.beats[4]
    assert len(far_down) > 10  # only where the next beat, or the silent one, is near
    assert all(np.min(np.abs(beats - moment)) < 0.2 for moment in far_down)
    assert np.tanh(cell[205:212]).min() > -0.95 and (np.diff(cell[196:215]) < 0.01).mean() > 0.9


def test_in_all_strange_loops_the_clock_is_slow_after_a_beat_and_fast_after_a_hit_between(trackers):
    strangers, (_, forwards, _) = trackers
    clock = beat_tracker.clock(forwards, strangers.X[4], 201)
    ends = {True: [], False: []}
    for x, beats in zip(strangers.X, strangers.beats, strict=True):
        cell, rise = gated.inside(forwards[0], x)["c"][:, clock], x[:, 12:].mean(axis=1)
        top = (rise[1:-1] > 0.5) & (rise[1:-1] >= rise[:-2]) & (rise[1:-1] > rise[2:])
        hits = np.flatnonzero(top) + 1
        for hit, after in zip(hits[:-1], hits[1:], strict=True):
            if after - hit >= 14:  # quiet for so long
                on_beat = np.abs(beats * beat_tracker.FRAME_RATE - hit).min() <= 3
                ends[bool(on_beat)].append(cell[after - 2])
    assert min(map(len, ends.values())) > 40
    assert np.median(ends[True]) > -0.8 and np.median(ends[False]) < -1.8


@pytest.mark.parametrize("seed", range(5))
def test_of_reviews_never_read_the_lstm_misses_two_in_a_hundred_at_most_and_the_bag_half(seed):
    right = {}
    for kind in ("bag", "RNN", "LSTM"):
        rng = np.random.default_rng(seed)
        (X, y, known), (X_new, y_new, texts) = reviews(1200, rng), reviews(600, rng)
        new = ~np.isin(texts, known)
        assert 320 < new.sum() < 340
        assert 0.45 < y_new[new].mean() < 0.56  # about half are praise
        sets = [X, X_new[new]]
        if kind == "bag":
            sets = [one.sum(axis=1, keepdims=True) for one in sets]
            net = word_readers.bag_reader(X.shape[2], 2, rng=rng)
        else:
            net = word_readers.label_reader(mine.layers, kind, X.shape[2], 2, units=16, rng=rng)
        word_readers.learn_labels(mine.layers, net, sets[0], y, epochs=12, rng=rng, batch=40)
        right[kind] = accuracy(net(sets[1]), y_new[new])
    assert right["LSTM"] > 0.98 and right["bag"] < 0.57 and 0.74 < right["RNN"] < 1


@cache
def _critic(whose: str):
    rng = np.random.default_rng(0)
    X, y, _ = reviews(1200, rng)
    reviews(600, rng)  # as in the unit, which draws the new ones before the weights
    net = word_readers.label_reader(mine.layers, "LSTM", X.shape[2], 2, units=16, rng=rng)
    return word_readers.learn_labels(mine.layers, net, X, y, epochs=12, rng=rng, batch=40)


@pytest.mark.parametrize("whose", ["ours", "yours"])
def test_at_not_the_reader_waits_and_at_the_adjective_it_makes_up_its_mind(lend, whose):
    if whose == "yours":
        right = answers.right_answers("u11_lstm")
        lend(lstm_step=other_step, lstm_backward=right.lstm_backward)
    net = copy.deepcopy(_critic(whose))
    X, _, texts = reviews(4, np.random.default_rng(5))
    shown = word_readers.after_each_word(net, X[0], texts[0])
    assert shown["words"][2:4] == ["not", "bad"] and shown["lit"] == [2, 7]
    (_, answer), (name, unit) = shown["lanes"].items()
    assert name == "unit 13"
    assert abs(answer[2] - answer[1]) < 0.5 and answer[3] - answer[2] > 4  # it waits; it decides
    assert answer[-1] == pytest.approx(10, abs=0.5) and answer[10] < answer[9] - 2  # not ... good
    for k in (2, 7):
        assert unit[k] < min(unit[k - 1] - 0.2, -0.6)  # drops at each not
    assert unit[7:10].max() < -0.5 and min(unit[3], unit[10]) > -0.4  # until the adjective


def test_the_unit_that_waits_is_down_for_most_nots_and_hardly_ever_else():
    net, down, waits = _critic("ours"), [], []
    X, _, texts = reviews(300, np.random.default_rng(7))
    unit = word_readers.unit_that_waits(net)
    for states, text in zip(net[0](X)[..., unit], texts, strict=True):
        waiting = word_readers.not_yet_turned(text)
        down.append(states[-len(waiting) :] < -0.4)
        waits.append(waiting)
    down, waits = np.concatenate(down), np.concatenate(waits)
    assert down[waits].mean() > 0.8 and down[~waits].mean() < 0.1


def test_with_5_ms_each_hit_stands_alone_and_with_400_they_run_together():
    last = slice(leaky_memory.SR, 2 * leaky_memory.SR)  # a second in which it has filled
    blocks = [
        leaky_memory.remembered(ms)[1][last].reshape(40, -1).mean(axis=1) for ms in (5, 50, 400)
    ]
    lows, tails, highs = zip(
        *[(b.min() / b.max(), np.mean(b > 0.4 * b.max()), b.max()) for b in blocks], strict=True
    )
    assert lows[0] < 0.03 and lows[1] < 0.1 and lows[2] > 0.5
    assert tails[0] < 0.2 < 1.5 * tails[0] < tails[1] < tails[2] == 1
    assert highs[0] > 2 * highs[2]


# ---- what the explained solutions say ----------------------------------------------------------


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


def test_what_the_explained_solutions_say_of_the_way_back():
    c, f, i, g, o = 0.9, 0.1, 0.9, -0.9, 0.8  # the drawing of 11.6
    read = np.tanh(f * c + i * g)
    dc = o * (1 - read**2)
    parts = dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), read * o * (1 - o)
    np.testing.assert_allclose(parts, [-0.040, 0.040, 0.085, -0.099], atol=5e-4)
    h, z, k = 0.9, 0.8, -0.6  # and that of 11.7
    back = (h - k) * z * (1 - z), (1 - z) * (1 - k**2), z * h + (1 - z) * k
    np.testing.assert_allclose(back, [0.24, 0.128, 0.60])


def test_what_the_explained_solutions_say_of_wired_memories():
    kept = _sigmoid(10) ** 1000
    assert kept == pytest.approx(0.96, abs=5e-3) and np.tanh(kept) == pytest.approx(0.74, abs=5e-3)
    assert np.log(0.5) / np.log(_sigmoid(4)) == pytest.approx(38, abs=0.5)
    assert 0.25 / (60 * _sigmoid(-10)) == pytest.approx(92, abs=0.5)
    assert 60 * _sigmoid(-20) * 1000 < 1e-3
    shown = np.tanh(1)
    assert 20 - 10 - 40 * shown == pytest.approx(-20, abs=0.5)
    gates = 60 + 40 * shown - 75, 40 * shown - 75, 60 - 45 - 40 * shown
    np.testing.assert_allclose(gates, [15, -45, -15], atol=0.6)
    f = 0.5**0.01
    assert f == pytest.approx(0.9931, abs=5e-5) and f / (1 - f) == pytest.approx(144, abs=0.5)


def test_two_cells_wired_as_explained_keep_the_waltz():
    Wx = [[30, 60, -20, -20, 20, 20, 0, 0]]  # i of both cells, then f, g and o
    Wh = [[0] * 8, [-40, 40, 0, 0, 0, -60, 0, 0]]
    pulses = (np.random.default_rng(0).random(1000) < 0.3).astype(float)
    wiring = [np.array(part, dtype=float) for part in (Wx, Wh, [-45, -45, 10, 10, 0, 0, 10, 10])]
    found, count = gated.traces(wiring, pulses[:, None]), np.cumsum(pulses)
    assert ((found["h"][:, 0] > 0.5) == ((count > 0) & (count % 3 == 0))).all()
    second = np.choose((count % 3).astype(int), [0, 1, -1])
    np.testing.assert_allclose(found["c"][:, 1], second, atol=0.01)


def test_the_nearest_estimate_may_be_wanted_by_a_later_beat():
    f_measure = answers.right_answers("u11_lstm").beat_f_measure
    assert f_measure([0.95, 1.04], [1.0, 1.1], 0.07) == (1, 1, 1)
    assert abs(1.04 - 1.0) < abs(0.95 - 1.0)  # so the nearest to 1.0 is 1.04, and for 1.1 ...
    assert f_measure([0.95], [1.1], 0.07) == (0, 0, 0)


# ---- what the student's own functions find -----------------------------------------------------


def test_the_slope_of_the_last_third_finds_the_card_of_a_minor():
    right, last = answers.right_answers("u11_lstm"), np.zeros((1, 56, 1))
    last[0, -1] = 1
    wiring = [np.array(part, dtype=float) for part in gated.MODE_MEMORY]
    slopes = right.lstm_backward(last, chords()[None].astype(float), *wiring)[0][0]
    blame = np.linalg.norm(slopes, axis=1)
    assert blame.argmax() == 28 and blame[:28].max() < 1e-4 * blame[28]
    assert (blame[29:] > 0.5 * blame[28]).all()


def test_a_bias_to_order_leaves_half_a_chord_and_a_stride_must_fit():
    right = answers.right_answers("u11_lstm")
    wiring = [np.array(part, dtype=float) for part in gated.MODE_MEMORY]
    wiring[2][1] = right.forget_bias(27, 0.5)
    held = gated.traces(wiring, chords())["c"][:, 0]
    np.testing.assert_allclose(held[[0, 27]], [1, 0.5], atol=1e-3)
    assert [right.path_length(49, skip) for skip in (25, 24, 10, 7)] == [25, 3, 13, 7]
    assert slope_share(50, 24) == pytest.approx(0.2, abs=0.03)


def test_what_leaks_slowly_is_hardly_filled_and_the_perfect_memory_hears_each_chord_once():
    right, told = answers.right_answers("u11_lstm"), chords(hold=4) @ [1, -1]
    memories = gated.three_memories(told, right.leaky_unit)
    heard = gated.traces(gated.MODE_MEMORY, chords())["c"][:, 0]
    np.testing.assert_allclose(memories["perfect"], heard)
    assert 0.9 < memories["quick leak"][3] and np.abs(memories["quick leak"][6:28]).max() < 0.25
    assert 0.1 < np.abs(memories["slow leak"]).max() < 0.2


def test_a_reset_gate_that_is_shut_forgets_nothing():
    state, zero = np.array([[0.9]]), np.zeros((1, 1))
    for _ in range(28):
        state = answers.right_answers("u11_lstm").gru_step(
            zero, state, np.zeros((1, 3)), np.ones((1, 3)), np.array([40.0, -40.0, 0])
        )
    assert state[0, 0] == pytest.approx(0.9)


def test_the_output_gate_of_the_unit_that_goes_with_the_beats_shuts_on_each(trackers):
    strangers, (_, forwards, _) = trackers
    inside = gated.inside(forwards[0], strangers.X[4])
    unit = gated.closest_unit(inside, strangers.Y[4, :, 0])
    shown = inside["o"][:, unit]
    for beat in (2.875, 3.5625):  # struck
        frame = round(beat * beat_tracker.FRAME_RATE)
        assert shown[frame - 3 : frame + 4].min() < 0.1 < 0.9 < shown[frame - 14 : frame - 6].max()
    assert shown[209:218].min() < 0.3 < 0.9 < shown[198:206].max()  # and the silent one
