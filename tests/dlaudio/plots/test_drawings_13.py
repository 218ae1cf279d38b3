"""Drawings of unit 13 show what they are given."""

import itertools
import re

import numpy as np
import pytest
from legible import faults, unnamed

from autograder.library import right_answers
from dlaudio.generation import notes
from dlaudio.mine.standins.today import autoencoder, greedy_stack
from dlaudio.plots.drawings import (
    beam_search,
    bits_apart,
    boltzmann_machine,
    brain_and_clock,
    collapse,
    crab_canon,
    ctc_both_ends,
    ctc_trellis,
    curvature,
    head_looks,
    heads,
    hidden_stretch,
    impulses,
    key_weights,
    machine_states,
    newton_walks,
    piled_machines,
    power_shares,
    ranked_list,
    sign_step,
    sound_tokens,
    squeezed_frame,
    transformer_block,
    tune_square,
    variational_autoencoder,
    waves_of_years,
    words_under_noise,
)
from dlaudio.plots.parts import listed, number


def test_a_stretch_of_fifths_begins_behind_its_widest_gap():
    scale = np.isin(np.arange(12), [8, 3, 10, 5, 0])
    names = key_weights.by_fifths(scale)
    assert [notes.NAMES.index(name) for name in names] == [8, 3, 10, 5, 0]
    assert key_weights.by_fifths(np.zeros(12)) == []


@pytest.mark.parametrize(
    "path, word", [("hhe–l–lloo", "hello"), ("hhelllloo", "helo"), ("––a–a", "aa"), ("–ab", "ab")]
)
def test_a_path_collapses_as_in_the_exercise(path, word):
    figure, text = collapse.draw(path)
    assert text.endswith(f"taken out: {word}.") and not faults(figure)
    with pytest.raises(ValueError, match="2 to 14"):
        collapse.draw("––")


def test_a_frame_is_squeezed_as_the_exercise_does_it():
    x, W = np.array([[1, 0.5, 0.2]]), np.array([[1.0], [-1], [2]])
    V, c = np.array([[0.5, -1, 2]]), np.array([0, 0.1, -0.5])
    code, output, loss, _ = autoencoder(x, x, W, np.zeros(1), V, c)
    figure, text = squeezed_frame.draw(x[0], W[:, 0], V[0], c)
    assert not faults(figure)
    assert f"= {number(code[0, 0], 2)}. V" in text and text.endswith(f"{number(loss)}.")
    assert f"output y: {listed(output[0], 2)};" in text
    figure, text = squeezed_frame.draw()
    assert "= σ(1.4) = 0.8. V" in text and "squares: 0.01, 0.01, 0.01, 0.01" in text
    with pytest.raises(ValueError, match="got 4, 4, 3 and 4"):
        squeezed_frame.draw(V=(1, 1, 1))


def test_the_ways_in_and_out_of_a_block_are_drawn_if_symbols_are_given():
    figure, text = transformer_block.draw(48, symbols=297)
    assert "make 297 chances of 48 numbers" in text and not faults(figure)
    assert "chances" not in transformer_block.draw(48)[1]
    figure, text = transformer_block.draw(48, lit="net")
    assert "48 to 96 to 48" in text and not faults(figure)
    with pytest.raises(ValueError, match="got 'mask'"):
        transformer_block.draw(48, lit="mask")


def test_the_bits_that_differ_are_counted():
    figure, text = bits_apart.draw((0.5, 0.51, 0.9, 0), (0.51, 0.5, 0.6, 0.4))
    assert "2 bits differ" in text and not faults(figure)
    with pytest.raises(ValueError, match="4 and 3"):
        bits_apart.draw((0, 0, 0, 0), (0, 0, 0))


def test_the_recall_of_a_ranked_list_is_the_share_of_the_relevant_ones():
    recall = right_answers("u13_beyond").recall_at_k
    found, relevant = [3, 12, 5, 8, 1], [8, 12, 7]
    figure, text = ranked_list.draw(found, relevant)
    for k in range(1, 6):
        assert f", recall {number(recall(found, relevant, k), 2)}" in text.split(f"k = {k}: ")[1]
    assert text.endswith("Never found: 7.") and not faults(figure)
    assert ranked_list.draw(found, [8, 1])[1].endswith("All are found.")
    with pytest.raises(ValueError, match="got 2 and 1"):
        ranked_list.draw([1, 2], [1])


def test_samples_are_replaced_as_by_the_exercise():
    y, u, side = np.array([[0.1, -0.4, 0.2], [0.2, 0.9, 0.5], [0.7, 0.7, 0.1]])
    heard = right_answers("u13_beyond").impulse_noise(y, 0.6, u, side)
    figure, text = impulses.draw(y, 0.6, u, side)
    assert text.endswith(f"Heard: {listed(heard)}.") and not faults(figure)
    with pytest.raises(ValueError, match="got 3, 3 and 2"):
        impulses.draw(y, 0.6, u, side[:2])


def test_the_shares_of_power_are_those_of_the_layer():
    figure, text = power_shares.draw((0.1, 0.3, 0.4, 0.5))
    for left in np.cumprod([0.9, 0.7, 0.6, 0.5]):
        assert f"= {left:.2f}".rstrip("0") in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="between 0 and 1"):
        power_shares.draw((1.0,))
    figure, text = power_shares.draw(open_rows=2)
    assert "0.8 · 0.5" not in text and text.count("still open") == 2 and not faults(figure)


def test_the_step_back_takes_off_the_share_of_its_step():
    figure, text = power_shares.draw_back()
    assert "tone 0.4 → 0.8" in text and "− 0.65 ε-hat" in text and not faults(figure)
    with pytest.raises(ValueError, match="beta < 1 - kept"):
        power_shares.draw_back(0.6, 0.5)


def test_clouds_touch_between_narrow_and_broad():
    figure, text = variational_autoencoder.draw_hills()
    assert text.index("gaps") < text.index("touch") < text.index("melt") and not faults(figure)
    with pytest.raises(ValueError, match="above 0"):
        variational_autoencoder.draw_hills((0, 1))
    figure, text = variational_autoencoder.draw(inputs=576, asked=True)
    assert "1.3, empty" in text and not faults(figure)


def test_no_signs_raise_the_loss_more_than_those_of_the_slopes():
    slopes = np.random.default_rng(0).integers(-5, 6, 6)
    figure, text = sign_step.draw(slopes, strength=0.2, chance=(1, -1, 1, -1, 1, -1))
    assert f"the loss moves by {0.2 * np.abs(slopes).sum():g}" in text and not faults(figure)
    with pytest.raises(ValueError, match="strength above 0"):
        sign_step.draw(strength=0)


@pytest.mark.parametrize("v", [(1, 0), (0, 1), (1, -1)])
def test_the_difference_of_slopes_is_the_hessian_times_the_vector(v):
    figure, text = curvature.draw(((2, 1), (1, 4)), (0.5, 1), v)
    product = ", ".join(f"{x:g}".replace("-", "−") for x in np.array([[2, 1], [1, 4]]) @ v)
    assert f"2ε = 0.5: {product}." in text and f"H v is {product}." in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="bends upwards"):
        curvature.draw(((1, 2), (2, 1)))


def test_a_year_has_its_name_only_where_the_order_is_right():
    figure, text = waves_of_years.draw(["E", "H", "?"])
    assert "Neuron (E: 1943, unit 1)" in text and "? (1958, unit 1)" in text and "book" not in text
    assert not faults(figure)
    assert "?" not in waves_of_years.draw()[1]


def test_the_hidden_stretch_costs_what_its_softmax_says():
    figure, text = hidden_stretch.draw(scores={7: 1.0, 3: 0.0, 4: 0.0, 5: -1.0})
    loss = np.log(np.exp([1.0, 0, 0, -1]).sum()) - 1
    assert f"the loss is {loss:.2f}" in text and not faults(figure)
    with pytest.raises(ValueError, match="4 candidates"):
        hidden_stretch.draw(scores={1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0})


def test_the_bits_of_a_row_of_codes_are_counted():
    figure, text = sound_tokens.draw((1, 2, 3, 4), seconds=0.02, n_codes=1024)
    assert "500 bits a second" in text and "1, 2, 3, 4" in text and not faults(figure)
    with pytest.raises(ValueError, match="3 to 8"):
        sound_tokens.draw((1, 2))


def test_one_look_at_all_numbers_finds_nothing_where_two_heads_find_two_things():
    figure, text = heads.draw()
    assert "0.25; 0.25; 0.25; 0.25" in text and text.endswith("the C gets back: (0, 0).")
    assert not faults(figure)
    share = 1 / (2 + 2 * np.exp(-4))  # of two equal scores, 4 above two others
    figure, text = heads.draw(heads=2)
    assert f"0.01; {share:.2f}; 0.01; {share:.2f}" in text
    assert text.endswith(f"({(1 - 4 * share):.2f}, {(1 - 4 * share):.2f}).".replace("-", "−"))
    assert not faults(figure)


@pytest.mark.parametrize("n_heads", [1, 2])
def test_heads_are_cut_from_the_same_three_matrices(n_heads):
    rng = np.random.default_rng(n_heads)
    notes, (A, B, C) = rng.integers(-2, 3, (3, 3)), rng.integers(-2, 3, (3, 3, 2))
    figure, text = heads.draw(notes, A, B, C, names="DFA", heads=n_heads, asks=1, asked="?" * 2)
    expected = []
    for part in np.split(np.arange(2), n_heads):
        e = np.exp(notes @ B[:, part] @ (notes[1] @ A[:, part]) / np.sqrt(len(part)))
        expected += list(e / e.sum() @ (notes @ C[:, part]))
    said = text[text.rindex("(") + 1 : text.rindex(")")].replace("−", "-").split(", ")
    assert np.allclose([float(v) for v in said], expected, atol=0.006) and not faults(figure)
    with pytest.raises(ValueError, match="a name for each"):
        heads.draw(notes, A, B, C, names="DF")
    with pytest.raises(ValueError, match="notes to ask"):
        heads.draw(asks=4)


@pytest.mark.parametrize("reached", [1, 2, 4, 6, 7])
def test_the_stations_of_a_block_say_only_what_has_been_reached(reached):
    figure, text = heads.draw_stations(reached)
    assert text.count(";") == reached - 1 and not faults(figure)
    assert ("E: 75%" in text) == (reached == 7)
    with pytest.raises(ValueError, match="1 to 7"):
        heads.draw_stations(8)


def test_a_row_of_notes_meets_a_column_of_each_matrix():
    figure, text = heads.draw_maps(W_Q=((3, 1), (0.5, 2)), asks=0)
    assert "queries Q (4 × 2): −2.5, 1; 2.5, −1; −2.5, 1; 2.5, −1" in text
    assert "first number (−1)·3 + 1·0.5 = −2.5" in text and not faults(figure)
    with pytest.raises(ValueError, match="names of up to 3 parts"):
        heads.draw_maps(parts=("pitch",))
    with pytest.raises(ValueError, match="divide"):
        heads.draw(heads=3)


def test_the_trellis_shows_what_the_frames_say_and_the_circle_that_the_text_works_out():
    figure, text = ctc_trellis.draw()
    assert not faults(figure)
    assert "frame 0: 0.2, 0.6, 0.2; frame 1: 0.3, 0.6, 0.1" in text
    assert "frame 1: 0.06, 0.48" in text and (0.2 + 0.6) * 0.6 == pytest.approx(0.48)
    figure, text = ctc_trellis.draw(done=2, asked=(2, 1))
    assert "asked is a of frame 2" in text and not faults(figure)
    figure, text = ctc_trellis.draw(done=2)
    assert not faults(figure) and 0.6 * 0.1 == pytest.approx(0.06)  # the b comes by a jump alone
    assert "The sums, frame 0: 0.2, 0.6, 0, 0, 0; frame 1: 0.06, 0.48, 0.18, 0.06, 0. The" in text
    with pytest.raises(ValueError, match="2 to 5 frames that are done, got 1"):
        ctc_trellis.draw(done=1)


def test_one_circle_adds_what_comes_in_and_multiplies_by_its_frame():
    figure, text = ctc_trellis.draw_circle()
    assert "from – with 0.2, a with 0.6" in text and not faults(figure)
    assert text.endswith("(0.2 + 0.6) · 0.6 = 0.48.")
    assert not faults(ctc_trellis.draw_circle((1, 1), at=(1, 3))[0])
    with pytest.raises(ValueError, match="a frame from 1"):
        ctc_trellis.draw_circle(at=(0, 1))


def test_the_net_should_have_said_what_the_paths_agree_on():
    figure, text = ctc_trellis.draw_wanted()
    assert "– a 0.2; a a 0.3; a – 0.3" in text and not faults(figure)
    assert "0.6 of 0.8 = 0.75" in text and "said 0.6, wanted is 0.75" in text
    with pytest.raises(ValueError, match="2 frames of 2 labels"):
        ctc_trellis.draw_wanted([[1, 0]])


def test_what_goes_through_a_circle_is_what_arrives_times_what_leads_on():
    figure, text = ctc_both_ends.draw()
    assert not faults(figure)
    assert "0.3 · 0.72 + 0.5 · 0.69 + 0.2 · 0.75 = 0.711" in text
    assert text.endswith("0.48 · 0.711 = 0.341 of 0.457, that is 0.75.")
    assert not faults(ctc_both_ends.draw((1, 1), at=(2, 3))[0])
    P = np.random.default_rng(0).dirichlet(np.ones(3), size=5)
    row = ctc_trellis.states((1, 2))
    through = ctc_trellis.forward_sums(P, (1, 2)) * ctc_both_ends.backward_sums(P, (1, 2))
    counted = np.zeros_like(through)
    for path in itertools.product(range(len(row)), repeat=5):  # all walks, one by one
        steps = all(p in ctc_trellis.sources(row, s) for p, s in itertools.pairwise(path))
        if path[0] < 2 and path[-1] >= len(row) - 2 and steps:
            chance = np.prod([P[t, row[s]] for t, s in enumerate(path)])
            counted[np.arange(5), path] += chance
    np.testing.assert_allclose(through, counted, atol=1e-12)
    with pytest.raises(ValueError, match="between the first and last"):
        ctc_both_ends.draw(at=(4, 1))


def test_a_blank_may_be_left_out_only_between_different_letters():
    figure, text = ctc_trellis.draw_jumps()
    assert not faults(figure)
    assert "b is reached from a (2 up) and – (1 up) and b (0 up); a b says ab" in text
    assert "a is reached from – (1 up) and a (0 up); a a says a: the blank must stay" in text
    other = ctc_trellis.draw_jumps(((2, 2), (2, 1)))[1]
    assert "b b says b: the blank must stay" in other and "b a says ba: the blank may" in other
    with pytest.raises(ValueError, match="two words of two"):
        ctc_trellis.draw_jumps(((1, 2), (1,)))


def test_low_energy_is_likely_and_the_likeliest_state_is_that_of_the_drawing():
    text = machine_states.draw()[1]
    shares = {n: float(p) for n, p in re.findall(r"([01]{4}) ([\d.]+\d)", text)}
    assert len(shares) == 16 and max(shares, key=shares.get) == "1011"
    assert sum(shares.values()) == pytest.approx(1, abs=0.05)
    figure, text = machine_states.draw_learning()
    assert "asleep" in text and "0.65" in text and "0.33" in text and "−0.22" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="4 visible units"):
        machine_states.draw_learning((1, 0))
    figure, text = machine_states.draw(-np.log([0.1, 0.2, 0.3, 0.4]))
    assert "00 0.10, 01 0.20, 10 0.30, 11 0.40" in text and not faults(figure)
    with pytest.raises(ValueError, match="4, 8 or 16"):
        machine_states.draw(np.zeros(5))
    with pytest.raises(ValueError, match="up to 12"):
        machine_states.all_states(13)


def test_a_stretch_of_fifths_has_neighbours_that_agree():
    W = key_weights.example()
    assert list(np.flatnonzero(W[:, 0] > 0)) == [0, 2, 4, 6, 7, 9, 11]  # C to G♭, by fifths
    assert key_weights.kinship(W, key_weights.FIFTHS) > 0.6 > key_weights.kinship(W, np.arange(12))
    figure, text = key_weights.draw(np.arange(24.0).reshape(12, 2))
    assert "unit 0: 0, 14, 4, 18" in text and not faults(figure) and not unnamed(figure)
    with pytest.raises(ValueError, match=r"\(12, M\)"):
        key_weights.draw(np.zeros((8, 12)))


def test_words_are_told_over_noise():
    figure, text = words_under_noise.draw((0, 0.01, 0.2), (0.9, 0.3, 0.1))
    assert "90% at 0%, 30% at 1%, 10% at 20%" in text
    assert not faults(figure) and not unnamed(figure)
    with pytest.raises(ValueError, match="got 2 and 1"):
        words_under_noise.draw((0, 0.1), (1,))


def test_steps_that_know_the_curvature_are_down_first():
    figure, text = newton_walks.draw()
    assert "20 steps: 0.033 from the bottom" in text and not faults(figure)
    figure, text = newton_walks.draw_race()
    assert "Newton" in text and "below 1e-06 after 4 steps" in text and not faults(figure)
    assert "not below 1e-06 in 40 steps" in text
    with pytest.raises(ValueError, match="bends upwards"):
        newton_walks.draw(((1, 2), (2, 1)))
    with pytest.raises(ValueError, match="2 walks"):
        newton_walks.draw_race({"one": [1.0]})


def test_a_head_is_drawn_with_the_looks_of_those_who_ask():
    looks = np.array([[[1, 0, 0], [0.5, 0.5, 0], [0.05, 0.05, 0.9]]])
    figure, text = head_looks.draw(looks, "CDE", askers=(1, 2))
    assert not faults(figure) and "head 1, note 2 (E): most, 90%, to itself" in text
    lines = [line.get_linewidth() for ax in figure.axes for line in ax.lines]
    assert sorted(lines)[-1] == pytest.approx(8.1) and sum(w == 4.5 for w in lines) == 2
    figure, text = head_looks.draw(looks, "CDE", askers=(2,), costs=[0.52])
    assert not faults(figure) and text.endswith("lost without each: 0.52.")
    with pytest.raises(ValueError, match="a name for each"):
        head_looks.draw(looks, "CD")


def test_a_square_of_tunes_has_them_in_its_corners_and_a_frame_where_it_is_asked():
    square = tune_square.example()
    figure, text = tune_square.draw(square, place=(0.5, 0.25))
    assert not faults(figure) and text.endswith("A frame at 0.5 across and 0.25 down.")
    assert "row by row: 4 2 4; 4 1 3; 2 1 2." in text
    bars = [bar for ax in figure.axes for bar in ax.patches if bar.get_width() > 2.85]
    assert len(figure.axes[0].collections) == 9 and len(bars) == 2  # the card's edge, and the frame
    figure, text = tune_square.draw(square, place=(0.3, 0.8), piece=[0, 2, 9, 2])
    assert not faults(figure) and text.endswith("Its piece has 3 different notes.")
    assert len(figure.axes[0].collections) == 10
    unplaced = {"piece": [0, 2, 9, 2]}
    for wrong in ({"square": square[:2]}, {"square": square[0]}, {"place": (0, 1.5)}, unplaced):
        with pytest.raises(ValueError, match="tune_square needs"):
            tune_square.draw(**wrong)


def test_a_crab_canon_marks_the_beats_that_clash():
    figure, text = crab_canon.draw([0, 1, 4, 0])
    assert not faults(figure) and text.endswith("No clash, but it has only 3 different notes.")
    assert crab_canon.draw([0, 2, 4, 5, 7, 4, 6, 4, 3, 2, 4, 0])[1].endswith(" No clash.")
    assert "its own mirror" in crab_canon.draw([0, 2, 4, 5, 6, 5, 4, 2, 0])[1]
    assert "twice in a row" in crab_canon.draw([0, 0, 2, 4, 5, 7])[1]
    assert crab_canon.draw([0, 3, 4, 0])[1].endswith(
        "Clashes: 2 at beat 2: F against G, beat 3: G against F."
    )
    with pytest.raises(ValueError, match="1 to 14 notes"):
        crab_canon.draw([8])


def test_a_beam_search_keeps_the_best_and_says_what_it_drops():
    figure, text = beam_search.draw(keep=1, letters=2)
    assert not faults(figure) and "b 0.255 (dropped)" in text
    assert "a ends 0.073, aa 0.097" in text
    assert text.endswith("Likeliest as a whole word: ab, 0.457.")
    with pytest.raises(ValueError, match="up to 6 frames"):
        beam_search.draw(np.ones((7, 3)))


def test_what_the_lower_machine_says_is_what_the_upper_is_taught():
    seen, below = [], (np.array(boltzmann_machine.W), np.array(boltzmann_machine.B))
    ways = [below, (np.array(piled_machines.UPPER), np.array(piled_machines.B_UPPER))]

    def taught(X, m):
        seen.append(X)
        return ways[len(seen) - 1]

    code = greedy_stack(np.array([boltzmann_machine.V]), [3, 2], taught)[1]
    figure, text = piled_machines.draw()
    assert f"code (N, 3), {listed(seen[1][0], 2)}. " in text and not faults(figure)
    assert f"top code (N, 2), {listed(code[0], 2)}. " in text
    assert not faults(piled_machines.draw((0, 1, 1, 0), np.eye(3), np.ones(3))[0])
    with pytest.raises(ValueError, match="4 visible units"):
        piled_machines.draw((1, 0, 1))


def test_brain_and_clock_come_to_the_numbers_of_the_exercise_when_they_are_given_its_own():
    figure, text = brain_and_clock.draw(look=0.1, rate=1000, cells=11, each=4, clock=3e9)
    own = right_answers("u13_beyond").brain_numbers
    assert f"= {own['steps']:.0f} steps in a row" in text and not faults(figure)
    assert f"= {own['clock_ratio']:,.0f} times as fast" in text
    assert f"= 10{str(own['synapses_power']).translate(brain_and_clock._RAISED)} conn" in text
    assert f"= {own['days']:.1f} days" in text
    figure, text = brain_and_clock.draw()
    assert "10⁵ connections ÷ 1,000,000 ticks a second = 0.1 s" in text and not faults(figure)
    assert 1 / 200 == pytest.approx(0.005) and text.endswith("all at once: 0.005 s.")
    with pytest.raises(ValueError, match="above 0"):
        brain_and_clock.draw(rate=0)
