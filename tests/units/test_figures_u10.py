"""The figures that unit 10 quotes of its nets: of the singer, and of the one that sings a round."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.library import answers
from dlaudio import exercises
from dlaudio.datasets.forgotten_tones import forgotten_tones
from dlaudio.generation import canon, practice, singer
from dlaudio.mine import layers as own
from dlaudio.mine.standins import sequences
from dlaudio.networks import memories
from dlaudio.plots.drawings import notes_in_time, teacher_forcing, through_time
from dlaudio.widgets import influence

BOAT = singer.notes(canon.ROUND)
OTHERWISE = {  # which of the right answers that are written in another way
    "rnn_sequence": "sequence_one_matrix",
    "output_gradients": "outputs_as_rows",
    "last_step_gradients": "last_by_mask",
    "bptt": "bptt_sums_at_the_end",
    "truncated_bptt": "truncated_by_zeroing",
    "clip_global_norm": "clip_in_place",
}
LIBRARIES = ["the package's parts", "a student's parts", "another student's parts"]


def library(name: str):
    """What a reader's own code may be: all are right, and they differ in their rounding."""
    if name == LIBRARIES[0]:
        return sequences
    if name == LIBRARIES[1]:
        return answers.right_answers("u10_rnn")
    asked = {item.name: item for item in exercises.of_unit("u10_rnn")}
    written = {part: answers.variants(asked[part])[how].answer for part, how in OTHERWISE.items()}
    return SimpleNamespace(**written)


@pytest.fixture(scope="module", params=LIBRARIES)
def parts(request):
    """What may train the nets of the unit."""
    return library(request.param)


@pytest.fixture(scope="module")
def grown(parts):
    """What is heard after 0, 20, 50 and 800 updates, and the net."""
    return canon.growth(BOAT, (0, 20, 50, 800), parts)


def test_taught_noise_it_sings_a_song_it_never_heard(grown):
    heard, net = grown
    right = [int(title.split()[2]) for title, _ in heard]
    assert right[0] < 10 and right[1] < 24 and right[1] < right[2] < 40 and right[3] == 48
    hat = np.random.default_rng(9).integers(0, len(singer.NAMES), 5000)
    assert (net.follow(hat) == hat).mean() > 0.99


def test_the_second_voice_of_the_opening_sings_the_song_one_bar_behind():
    opening = canon.Follower(np.random.default_rng(0)).practise(800)
    song, second = canon.voices(opening, BOAT, 2)
    np.testing.assert_array_equal(second[6:], BOAT)
    np.testing.assert_array_equal(song[:48], BOAT)
    assert sum(weights.size for weights in opening.weights) == 5321
    assert opening.states(BOAT).shape == (48, 64) and opening.updates == 800


@pytest.mark.parametrize(  # the other starts with the package's parts alone
    ("seed", "parts"),
    [*((seed, LIBRARIES[0]) for seed in range(3)), *((0, name) for name in LIBRARIES[1:])],
    indirect=["parts"],
)
def test_whoever_is_taught_songs_cannot_follow_another(seed, parts):
    tune, ode = singer.notes(singer.TUNE), singer.notes(singer.ODE)
    teachers = {"one song": [tune], "two songs": [tune, ode], "noise": []}
    heard, nets = canon.lessons(BOAT, teachers, parts, seed=seed)
    right = [(~singer.wrong_steps(net.follow(BOAT), BOAT)).sum() for net in nets.values()]
    assert [title for title, _ in heard] == [
        f"{name}: {n} of 48 right" for name, n in zip(teachers, right, strict=True)
    ]
    assert 11 <= right[0] <= 12 and 14 <= right[1] <= 16 and right[2] == 48
    own = (nets["one song"].follow(tune) == tune).sum()
    assert own >= 45
    if seed == 0:
        assert (own, *right) == (48, 11, 14, 48)
        there = slice(17, 24)
        assert singer.letters_of(BOAT[there]) == "f g - - - - -"
        assert singer.letters_of(nets["one song"].follow(BOAT)[there]) == "f f e e d d c"


@pytest.mark.parametrize(("song", "guessed"), [(singer.TUNE, 37), (singer.ODE, 30)])
def test_in_a_song_three_notes_mostly_tell_what_came_six_steps_ago(song, guessed):
    tune = singer.notes(song)
    twice, before = np.tile(tune, 2).tolist(), {}
    for t in range(6, 6 + len(tune)):
        before.setdefault(tuple(twice[t - 2 : t + 1]), []).append(twice[t - 6])
    assert sum(max(map(was.count, was)) for was in before.values()) == guessed
    assert guessed > 0.75 * len(tune)


def test_each_voice_of_the_round_is_the_song(grown):
    lines = canon.voices(grown[1], BOAT, 4)
    for voice, line in enumerate(lines):
        np.testing.assert_array_equal(line[6 * voice :][:48], BOAT)


@pytest.mark.parametrize(
    ("seed", "parts"),
    [(seed, name) for seed in range(1, 6) for name in LIBRARIES[:2]],
    indirect=["parts"],
)
def test_it_was_not_a_lucky_start(seed, parts):
    net = canon.Follower(np.random.default_rng(seed)).practise(800, parts)
    np.testing.assert_array_equal(net.follow(BOAT), BOAT)


@pytest.mark.parametrize(("delay", "least", "most"), [(3, 48, 48), (12, 34, 42), (15, 6, 18)])
def test_the_longer_the_bar_the_less_of_it_is_held(delay, least, most):
    _, net = canon.growth(BOAT, (800,), sequences, delay=delay)
    assert least <= (net.follow(BOAT) == BOAT).sum() <= most


def test_memory_fades_before_the_lessons_and_stands_six_steps_after_them(parts):
    net = canon.Follower(np.random.default_rng(0))
    before, early, later, after = (
        canon.readable(net.practise(n, parts), range(12), rng=np.random.default_rng(0))
        for n in (0, 50, 200, 800)
    )
    assert early[2] < before[2] - 0.05 and early[6] > before[6] + 0.2  # one given up for the other
    assert later[:7].min() > 0.94 and later[2] > 0.97 < before[2]
    assert before[6] == pytest.approx(0.40, abs=0.02) and (np.diff(before[3:]) < 0).all()
    assert after[6] == pytest.approx(0.99, abs=0.005) and after[:7].min() > 0.97
    assert after[6] - after[8] > 0.6  # over the edge, where nobody asked


def test_a_net_that_knows_one_song_always_comes_home():
    tune, rng = singer.notes(singer.TUNE), np.random.default_rng(0)
    _, net = singer.growth(tune, (120,), sequences, seed=1)
    own = singer.letters_of(np.tile(tune, 3))
    starts = [rng.integers(0, 8, 8) for _ in range(200)]
    starts += [singer.notes(t) for t in ("e e f g g f e d", "c - - c - - c - d e - -")]
    for start in starts:
        assert singer.letters_of(net.sing(64, first=start)[-16:]) in own


def test_the_one_bit_is_born_between_80_and_100_updates(parts):
    tune = singer.notes(singer.TUNE)
    shares = practice.choices(tune, range(0, 125, 5), parts, beats=(24, 32), seed=1)
    g = 100 * shares[:, :, 4]  # (25, 2): share of g after the first and the second phrase
    together = np.abs(g[:16] - g[:16].mean(axis=1, keepdims=True)).max()
    assert together < 4.5  # up to 75 updates
    assert g[[4, 10, 16, 20, 24]].round().tolist() == [
        [24, 22], [46, 40], [49, 35], [81, 13], [88, 1]
    ]  # fmt: skip
    assert shares[24, 1, 0].round(2) == 0.99  # c after the second


def test_the_net_stumbles_at_the_fork_of_the_window_but_the_other_way(parts):
    tune = singer.notes(singer.TUNE)
    line, phrase = tune[:16], tune[16:24]
    window = singer.by_window(tune, 8, 80)
    assert np.flatnonzero(window[:48] != tune)[0] == 32  # after the second phrase
    assert (window[16:].reshape(-1, 8) == phrase).all()  # it never leaves the phrase
    twenty, fifty, home = practice.sung(tune, (20, 50, 120), parts, seed=1).values()
    assert singer.letters_of(twenty).startswith("c e g f f e e d d c - g f f e e")
    assert np.flatnonzero(fifty != tune)[0] == 24  # after the first phrase: it left too soon
    np.testing.assert_array_equal(fifty[24:40], line)
    np.testing.assert_array_equal(home, tune)


def test_two_beats_more_would_do_and_eighteen_if_the_phrase_came_three_times():
    tune = singer.notes(singer.TUNE)
    thrice = np.concatenate([tune[:24], tune[16:24], tune[24:]])
    for song, needed in ((tune, 10), (thrice, 18)):
        sings = [np.array_equal(singer.by_window(song, n, len(song)), song) for n in range(8, 20)]
        assert sings == [n >= needed for n in range(8, 20)]
    told = tune[22], tune[14]  # beats 23 and 15, ten beats back at the two ends of the phrase
    assert singer.letters_of(told) == "d c"


def test_turned_up_it_slips_into_another_line_and_then_forgets_where_it_is(parts):
    tune = singer.notes(singer.ODE)
    _, net = singer.growth(tune, (150,), parts)
    sung = {
        t: net.sing(32, first=tune[0], temperature=t, rng=np.random.default_rng(1))
        for t in (0.5, 1.5, 2)
    }
    for seed in range(20):
        calm = net.sing(32, first=tune[0], temperature=0.5, rng=np.random.default_rng(seed))
        np.testing.assert_array_equal(calm, tune)
    np.testing.assert_array_equal(sung[0.5], tune)
    slipped = singer.letters_of(sung[1.5])
    assert slipped == "e e f g g f e d c c d e e - d - e e f g g g e d c c d e e - d -"
    assert (sung[2] == tune)[:9].all() and (sung[2] == tune)[9:].sum() < 10


def test_a_bar_of_fifteen_is_too_long_where_nine_and_nearly_twelve_still_hold(parts):
    tune, right = singer.notes("c d e g - e a - g e d - C - a g e - d e g e c -"), {}
    for delay in (6, 9, 12, 15):
        _, net = canon.growth(tune, (800,), parts, delay=delay)
        right[delay] = int((net.follow(tune) == tune).sum())
    assert (right[6], right[9], right[12]) == (24, 24, 21) and right[15] < 12  # half


def test_unclipped_it_ends_in_a_circle_of_eight_beats(parts):
    tune = singer.notes(singer.TUNE)
    sung = {v: practice.descent(tune, parts, v=v, seed=1)[2].sing(48) for v in (1.0, 1e9)}
    np.testing.assert_array_equal(sung[1.0], tune)
    np.testing.assert_array_equal(sung[1e9][16:40], sung[1e9][24:48])
    assert (sung[1e9] == tune).sum() < 10


def test_three_units_count_to_two_after_twenty_steps():
    (_, before), (_, after) = notes_in_time.learnt(0), notes_in_time.learnt(20)
    assert (before.min().round(2), before.max().round(2)) == (0.20, 0.44)
    assert before[:2].round(2).tolist() == [[0.41, 0.31, 0.29], [0.41, 0.30, 0.29]]
    assert after[:2].round(2).tolist() == [[0.80, 0.07, 0.13], [0.24, 0.69, 0.06]]
    assert notes_in_time.said(0) == "c c c g g" and notes_in_time.said(20) == "c c g g a"


def test_with_a_negative_weight_slopes_change_sign_grow_once_and_then_fade():
    words = through_time.draw((0.5, -1, 0.3, 1), w_h=-1.1)[1]
    assert "1 in h4, −1.097 in h3, 0.312 in h2, −0.061 in h1, 0.053 in h0" in words


def test_it_learns_the_song_from_four_starts_of_five():
    tune = singer.notes(singer.TUNE)
    nets = [singer.growth(tune, (120,), sequences, seed=seed)[1] for seed in range(5)]
    assert sum(np.array_equal(net.sing(len(tune)), tune) for net in nets) == 4


def test_of_nets_with_radius_1_2_and_tanh_about_half_keep_more_than_a_tenth():
    sizes = influence.influence(1.2, "tanh")
    assert sizes[10, 0] / sizes[0, 0] == pytest.approx(0.11, abs=0.005)
    left = []
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        W_h = rng.normal(size=(influence.UNITS, influence.UNITS))
        W_h *= 1.2 / np.abs(np.linalg.eigvals(W_h)).max()
        X, W_x = rng.normal(size=(11, 1)) / 2, rng.normal(size=(1, influence.UNITS))
        h, J, sizes = np.zeros(influence.UNITS), W_x, []
        for t, x in enumerate(X):
            h = np.tanh(x @ W_x + h @ W_h)
            J = (J @ W_h if t else J) * (1 - h**2)
            sizes.append(np.linalg.norm(J))
        left.append(sizes[-1] / sizes[0])
    assert np.mean(np.array(left) > 0.1) == pytest.approx(0.53, abs=0.05)


def test_what_is_heard_is_what_the_picture_of_two_loops_says():
    assert teacher_forcing.guesses(teacher_forcing.SCALE, 2, False) == [62, 64, 66, 67, 69, 71, 73]
    assert teacher_forcing.guesses(teacher_forcing.SCALE, 2, True) == list(range(62, 76, 2))
    further = (*teacher_forcing.SCALE, 74)
    assert teacher_forcing.guesses(further, 2, False)[-2:] == [73, 74]
    assert teacher_forcing.guesses(further, 2, True)[-1] == 76


# ---- what the explained solutions say ----------------------------------------------------------


def test_what_the_explained_solutions_say_of_slopes_through_time():
    right = answers.right_answers("u10_rnn")
    h, _, da = through_time.run((1.0, 0.0, -0.5), 1.0, 0.8)
    np.testing.assert_allclose(da * h[:-1], [0, 0.427, 0.541], atol=5e-4)
    X, one = np.array([[[1.0], [0.0], [-0.5]]]), np.ones((1, 1))
    net = np.zeros((1, 1)), one, 0.8 * one, np.zeros(1)
    full, dropped = right.recursive_term(one, X, *net)
    np.testing.assert_allclose([full.item(), dropped.item()], [0.969, 0.541], atol=5e-4)
    click = np.array([[[1.0], [0.0], [0.0]]])
    lost = [right.rnn_sequence(click[:, [t]], *net)[0, 0, 0] for t in range(3)]
    np.testing.assert_allclose(lost, [0.762, 0, 0], atol=5e-4)


def test_what_the_explained_solutions_say_of_memories():
    grows = np.array([[0.9, 0.3], [0.3, 0.9]])
    assert np.abs(np.linalg.eigvals(grows)).max() == pytest.approx(1.2)
    assert len(str(int(np.linalg.norm(np.linalg.matrix_power(grows, 500), 2)))) == 40
    assert 440 / (2 * np.pi) == pytest.approx(70, abs=0.1)
    rest = {}
    for w_h in (3, 1.5):
        state = 0.9
        for _ in range(500):
            state = np.tanh(w_h * state)
        rest[w_h] = state
    assert rest[3] == pytest.approx(0.995, abs=5e-4) and rest[1.5] == pytest.approx(0.86, abs=5e-3)
    assert 3 * (1 - rest[3] ** 2) == pytest.approx(0.03, abs=1e-3)
    assert 1.5 * rest[1.5] == pytest.approx(1.29, abs=5e-3)
    assert 2 * np.sqrt(2) * 0.2 == pytest.approx(0.57, abs=5e-3)
    assert 3 * rest[3] / (2 * np.sqrt(2) * 0.2) > 5


# ---- what the student's own functions find -----------------------------------------------------


def test_a_tenth_of_the_first_input_is_left_where_tanh_meets_a_radius_of_a_fifth_more_than_one():
    right = answers.right_answers("u10_rnn")
    left = {r: right.influence_map(*influence.net(r), np.zeros(6))[1] for r in (0.5, 1.2)}
    assert left[0.5] < 1e-3 and left[1.2] == pytest.approx(0.1, abs=0.02)
    assert 1.2**10 == pytest.approx(6, abs=0.2)


def test_the_wired_memory_holds_for_500_frames_and_trained_ones_do_not():
    right, gaps = answers.right_answers("u10_rnn"), (20, 119, 120, 500)
    wired = memories.shares_of(right.endless_memory, gaps)
    assert min(wired.values()) > 0.99
    X, y = forgotten_tones(128, 20, np.random.default_rng(0))
    trained = [
        memories.shares_of(right.remember_tone(X, y, np.random.default_rng(seed)), gaps)
        for seed in range(5)
    ]
    assert all(shares[20] > 0.95 for shares in trained)
    assert trained[0][119] < 0.05 and trained[0][120] > 0.95  # a bell
    assert sum(min(shares.values()) < 0.05 for shares in trained) >= 3


def test_a_matrix_with_one_eigenvector_is_no_mixture():
    right, W = answers.right_answers("u10_rnn"), np.array([[0.9, 5.0], [0.0, 0.9]])
    np.testing.assert_allclose(np.array([0, 1]) @ W, [0, 0.9])
    h, radius, _ = right.linear_memory(np.array([1.0, 0.0]), W, 10)
    np.testing.assert_allclose(h, [0.35, 0], atol=5e-3)
    by_steps = np.array([1.0, 0.0]) @ np.linalg.matrix_power(W, 10)
    np.testing.assert_allclose(by_steps, [0.35, 19.37], atol=5e-3)
    assert radius == pytest.approx(0.9)


def test_what_the_explained_solution_says_of_matrices_that_remember():
    mean = np.array([[0.5, 0.5], [0.5, 0.5]])
    np.testing.assert_allclose(np.linalg.matrix_power(mean, 10), mean)
    np.testing.assert_allclose(np.linalg.svd(mean)[1], [1, 0], atol=1e-9)


def test_two_loops_climb_as_the_text_says_and_two_seconds_need_so_many_weights():
    right = answers.right_answers("u10_rnn")
    scale = np.array([60, 62, 64, 65, 67, 69, 71, 72, 74.0]).reshape(1, 9, 1)
    tiny = np.full((1, 1), 1e-4)
    taught, free, _ = right.two_loops(scale, tiny, np.zeros(1), 1 / tiny, np.full(1, 2.0))
    assert taught[0, :, 0].round().tolist() == (scale[0, :-1, 0] + 2).tolist()
    assert free[0, :, 0].round().tolist() == list(range(62, 78, 2))
    assert right.window_dataset(np.zeros((88_201, 1)), 88_200, 100)[2] == 8_820_201


# ---- cut, taught by the student's parts, asked later -------------------------------------------


def test_cut_after_24_of_31_frames_no_net_is_taught_the_tone(parts):
    class OnParts(own.RNN):
        def own(self, name):
            return getattr(parts, name)

    whole, cut = (memories.memory_shares((30,), RNN=OnParts, truncate=k)[30] for k in (31, 24))
    assert min(whole) > 0.99 and 0.5 < np.mean(cut) < 0.6 and max(cut) < 0.65


def test_one_memory_stands_and_the_other_swings(parts):
    nets = {seed: memories.taught(20, seed, parts)[0] for seed in (1, 0)}
    turns = [memories.largest_turn(net) for net in nets.values()]
    assert [turn.split()[-1] for turn in turns] == ["0°", "80°"]
    stands, swings = (memories.shares_when_asked(net, (18, 20, 22, 24)) for net in nets.values())
    assert min(stands.values()) > 0.98
    assert [round(share) for share in swings.values()] == [0, 1, 0, 1] and swings[22] < 0.02
    patient = memories.shares_of(memories.weights_of(nets[1]), (20, 120, 500, 2000))
    assert min(patient.values()) > 0.99  # 0.1 s a frame: 200 s


def test_of_four_nets_taught_with_20_frames_three_swing_and_none_finds_a_memory_over_120():
    turns = [memories.largest_turn(memories.taught(20, seed, sequences)[0]) for seed in range(4)]
    angles = [int(turn.split()[-1][:-1]) for turn in turns]
    assert sum(angle > 0 for angle in angles) == 3 and angles[1] == 0
    shares = memories.memory_shares((20, 80, 120), nets=4, n=200)
    assert min(shares[20]) > 0.9 and sum(share > 0.9 for share in shares[80]) == 1
    assert max(shares[120]) < 0.65


def slope_left(net, gap: int) -> float:
    """Which share of the slope at the last state arrives at the first, mostly."""
    X, y = forgotten_tones(200, gap, np.random.default_rng(5))
    *memory, W_y, c = (np.asarray(part, dtype=float) for part in memories.weights_of(net))
    H = sequences.rnn_sequence(X, np.zeros((len(X), len(c) + 14)), *memory)
    dH = sequences.last_step_gradients(H, W_y, c, y)[1]
    back = sequences.bptt(dH[:, 1:], X[:, 1:], H[:, 0], *memory)[1]
    return float(np.median(np.linalg.norm(back, axis=1) / np.linalg.norm(dH[:, -1], axis=1)))


def test_before_its_tanh_was_flat_a_fiftieth_of_the_slope_got_back_over_20_frames():
    rng = np.random.default_rng(1)
    forgotten_tones(400, 20, rng)
    before = memories.recurrent_net(rng)
    assert slope_left(before, 20) == pytest.approx(1 / 50, abs=0.003)
    assert slope_left(before, 120) < 1e-10
    assert slope_left(memories.taught(20, 1, sequences)[0], 20) < 1e-10


def test_a_wired_memory_with_a_smaller_weight_is_shaken_out():
    left = {
        w: memories.shares_of(([[-2], [2], [0], [0]], [[w]], [0], [[-1, 1]], [0, 0]), (25, 500))
        for w in (1.5, 2, 3)
    }
    assert 0.5 < left[1.5][25] < 2 / 3 and left[2][25] > 0.9
    assert left[2][500] == pytest.approx(0.5, abs=0.08) and left[3][500] > 0.99


@pytest.mark.parametrize(("seed", "got"), [(2, 19), (4, 2)])
def test_fifteen_steps_behind_the_start_decides(seed, got):
    tune = singer.notes("c d e g - e a - g e d - C - a g e - d e g e c -")
    _, net = canon.growth(tune, (800,), sequences, delay=15, seed=seed)
    assert (net.follow(tune) == tune).sum() == pytest.approx(got, abs=2)


def test_twice_the_steps_take_about_twice_as_long():
    took = practice.milliseconds_of(answers.right_answers("u10_rnn").bptt, (200, 800))
    assert 2.5 < took[800] / took[200] < 6


def test_taught_two_answers_of_seven_are_wrong_and_free_five():
    wrong = [
        sum(a != b for a, b in zip(teacher_forcing.guesses(scale, 2, free), scale[1:], strict=True))
        for scale in [teacher_forcing.SCALE]
        for free in (False, True)
    ]
    assert wrong == [2, 5]


def test_told_only_the_note_before_nobody_gets_more_than_twenty_beats_of_the_tune():
    tune = singer.notes(singer.TUNE).tolist()
    after = {}
    for note, following in zip(tune, tune[1:] + tune[:1], strict=True):
        after.setdefault(note, []).append(following)
    assert sum(max(map(was.count, was)) for was in after.values()) == 20 and len(tune) == 48


def test_a_soft_state_passes_tanh_nearly_untouched_and_a_loud_one_is_held():
    assert 1 - np.tanh(0.001) / 0.001 < 1e-6 < 0.0005
    value = np.linalg.eigvals([[0.99194318, 0.12502441], [-0.12502441, 0.99194318]])[0]
    turn = 1.0005 / np.abs(value) * np.array([[value.real, value.imag], [-value.imag, value.real]])
    h, largest = np.array([0.001, 0.0]), []
    for _ in range(2):  # seconds
        reached = 0.0
        for _ in range(22050):
            h = np.tanh(h @ turn)
            reached = max(reached, np.abs(h).max())
        largest.append(reached)
    assert largest[1] > 0.9 * largest[0] > 10 * 0.001 and largest[1] < 1
