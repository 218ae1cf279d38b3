"""Drawings of unit 12 show what they are given."""

from pathlib import Path

import numpy as np
import pytest
from legible import faults

from dlaudio.generation.surprise import Listened
from dlaudio.plots.drawings import (
    causal_taps,
    choir_rolls,
    chord_prices,
    contexts,
    duet_lines,
    expectations,
    expected_surprise,
    families,
    four_numbers,
    free_steps,
    halved_bracket,
    key_ring,
    lit_letters,
    look_back,
    masks,
    mu_law,
    padded_tunes,
    pair_table,
    piano_rolls,
    practised,
    projection,
    spectrograms,
    stairs_of_chance,
    told_curves,
    true_or_own,
    turned_template,
    verse_growth,
    voices_in_turn,
    wavenet_block,
    writing_loop,
)


def test_a_roll_has_a_bar_for_each_note_that_fits():
    tune = np.array([60, 62, 64]), np.array([2, 2, 100])
    figure, text = piano_rolls.draw({"one": tune, "two": (tune[0][:1], tune[1][:1])}, longest=10)
    assert len(figure.axes[0].patches) == 1 + 2 + 3 + 1  # card, two papers, bars
    assert "one: 3 notes from 60 to 64" in text and not faults(figure)
    assert [words.get_text() for words in figure.axes[0].texts].count("C4") == 2
    assert len(figure.axes[0].lines) == 2 * (1 + 1)  # in each panel one C and one line at 8 eighths
    with pytest.raises(ValueError, match="1 to 8 tunes"):
        piano_rolls.draw({str(n): tune for n in range(9)})


def test_growth_marks_what_is_off_the_beat_and_out_of_the_scale():
    tune = np.array([60, 62, 64, 65, 67, 61]), np.array([2, 1, 1, 3, 1, 2])
    counted = {"in one scale": {"0": 0.7, "50": 0.9, "real": 1.0}}
    figure, text = piano_rolls.draw_growth({"one": tune}, counted)
    assert "one: 6 notes from 60 to 67, 4 of 6 on the beat, 1 out of the scale" in text
    assert "in one scale: 0 70%, 50 90%, real 100%" in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 4 tunes"):
        piano_rolls.draw_growth({str(n): tune for n in range(5)})


def test_a_voice_that_stays_is_one_bar():
    chords = np.array([[72, 67, 64, 48], [72, 65, 61, 48]])
    figure, text = choir_rolls.draw({"two": chords})
    assert "two: 1 of 2 chords have no name; soprano 72 to 72" in text and not faults(figure)
    assert len(figure.axes[0].patches) == 1 + 1 + 1 + 6 + 1  # card, paper, band, voices, legend
    assert {"C3", "C4", "C5"} < {words.get_text() for words in figure.axes[0].texts}
    assert len(choir_rolls.draw({"": np.tile(chords, (4, 1))})[0].axes[0].lines) == 3 + 1
    with pytest.raises(ValueError, match="1 or 2 choirs"):
        choir_rolls.draw({"three voices": chords[:, :3]})


def test_two_choirs_are_drawn_to_one_scale_and_it_says_how_much_was_heard():
    chords = np.array([[72, 67, 64, 48], [61, 60, 59, 58], [71, 65, 62, 55]])
    figure, text = choir_rolls.draw({"a": chords[:2], "b": chords}, heard={"b": 1})
    assert "a: 1 of 2 chords" in text and "b: 1 of 3 chords" in text and not faults(figure)
    said = [words.get_text() for words in figure.axes[0].texts]
    assert said.count("heard up to here") == 1
    bands = [p for p in figure.axes[0].patches if p.get_zorder() == 2.5]
    assert len(bands) == 2 and bands[0].get_x() == bands[1].get_x()


def test_a_duet_has_a_grey_band_for_each_clash():
    figure, text = choir_rolls.draw_duet()
    assert "1 of 4 notes clash" in text and not faults(figure)
    (band,) = [p for p in figure.axes[0].patches if p.get_zorder() == 2.5]
    step = 13.6 / 8
    assert band.get_x() == pytest.approx(0.75 + 4 * step)  # behind the third note
    with pytest.raises(ValueError, match="as many of each"):
        choir_rolls.draw_duet([60, 62], [55], [1, 1])


def test_spectrograms_stand_on_one_scale_and_the_mask_is_last():
    figure, text = spectrograms.draw(mask=np.full((65, 9), 0.25))
    assert text.endswith("The mask lets through 25% on average.") and not faults(figure)
    pictures = [ax.images[0].get_clim() for ax in figure.axes if ax.images]
    assert pictures == [(-60, 0), (0, 1)]
    assert (
        spectrograms.draw(fmax=2000)[1] == "Spectrograms, frequency upwards to 2 kHz, of two tones."
    )
    with pytest.raises(ValueError, match="1 to 4 pictures"):
        spectrograms.draw({str(n): np.zeros((65, 9)) for n in range(5)})


def test_the_picked_note_is_where_the_number_falls():
    _, text = stairs_of_chance.draw(u=0.4)
    assert text.count("picks E") == 3
    with pytest.raises(ValueError, match="2 to 6 notes"):
        stairs_of_chance.draw([1.0], names=["C"])


def test_a_ring_goes_round_once_and_neighbours_share_six_notes():
    figure, text = key_ring.draw()
    assert "1 times" in text and not faults(figure)
    assert "G major shares 6 notes with C major, G♭ major shares 2 notes" in text
    with pytest.raises(ValueError, match="12 keys"):
        key_ring.draw(np.eye(7))


def test_profiles_name_their_three_highest_bars():
    figure, text = key_ring.draw_profiles(
        {"one": 1 + np.arange(12) * 5 % 12, "two": 1 + np.arange(11, -1, -1) * 5 % 12}
    )
    assert "one: highest G 12.00, D 11.00, A 10.00; two: highest E 12.00" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="1 or 2 profiles"):
        key_ring.draw_profiles({str(n): np.ones(12) for n in range(3)})


def test_the_taps_do_what_the_layer_of_the_package_does():
    from dlaudio.plots.parts import listed

    x, w = np.random.default_rng(0).integers(-4, 5, 7), np.array([2, -1, 3])
    padded = np.concatenate([np.zeros(4), x])
    expected = [padded[t : t + 5 : 2] @ w for t in range(7)]
    figure, text = causal_taps.draw(x, w, lit=3)
    assert f"the output {listed(expected)}" in text and not faults(figure)
    with pytest.raises(ValueError, match="reach of at most 6"):
        causal_taps.draw(dilation=7)


def test_a_context_told_once_fades_and_told_at_each_step_stays():
    text = contexts.draw(steps=5)[1]
    assert "extra input: 0, 0.76, 0.88, 0.89, 0.9, 0.9" in text
    assert "first state: 0.76, 0.36, 0.18, 0.09, 0.04, 0.02" in text
    with pytest.raises(ValueError, match="2 to 5"):
        contexts.draw(steps=6)


@pytest.mark.parametrize(
    "lengths, bar, ago, said",
    [((2, 1, 1, 2, 2), 4, 1, "where note 3"), ((3, 2, 3, 4), 4, 2, "where note 1")],
)
def test_the_way_back_ends_at_the_note_that_sounded(lengths, bar, ago, said):
    figure, text = look_back.draw(lengths, bar=bar, bars_ago=ago)
    assert said in text and not faults(figure)
    with pytest.raises(ValueError, match="had begun"):
        look_back.draw(lengths, bar=20)


def test_a_song_shows_what_is_new_and_who_joins_when():
    figure, text = piano_rolls.draw_song()
    assert "3 of them new" in text and not faults(figure)
    figure, text = piano_rolls.draw_song(counted={"one": np.ones(50), "two": np.zeros(60)})
    assert text.startswith("Counted in by one, two: a song of 2 bars") and not faults(figure)
    places = {words.get_text(): words.get_position() for words in figure.axes[0].texts}
    assert places["one"][0] < places["two"][0] and places["one"][1] == places["two"][1]
    with pytest.raises(ValueError, match="got 5, 16 eighths for 3 phrases"):
        piano_rolls.draw_song(letters="ABC")


def test_a_mask_gives_nothing_back_that_has_cancelled():
    text = masks.draw((3, 4), (-1, 0), names=("against", "alone"))[1]
    assert not faults(masks.draw()[0])
    assert "mask M: 0.95, 1; estimate M (S + V): 1.9, 4" in text
    with pytest.raises(ValueError, match="some sound"):
        masks.draw((0,), (0,), names=("silent",))


def test_the_rest_stands_across_the_target_however_loud_it_is_played():
    for loud in (1, 3):
        _, text = projection.draw((3, 1), {"heard": (4 * loud, 3 * loud)})
        assert text.endswith(f"{22.5 * loud**2:g} against {2.5 * loud**2:g}: 9.5 dB.")
    with pytest.raises(ValueError, match="1 or 2 sounds"):
        projection.draw((0, 0))


def test_an_autoregressive_net_needs_a_step_a_note():
    assert "5 notes in 5 steps" in families.draw(5)[1] and not faults(families.draw(5)[0])
    with pytest.raises(ValueError, match="3 to 5"):
        families.draw(6)


def test_expectations_say_what_two_passages_cost():
    bits = np.array([3.0, 1.0, 2.0, 0.5, 0.25, 7.0])
    heard = Listened(
        np.array([60, 62, 64, 60, 62, 72]), np.full(6, 2), np.full((6, 37), 1 / 37), bits
    )
    figure, text = expectations.draw(heard, again=(0, 3, 2))
    assert "first time: 4 bits; once more: 1 bits" in text and "the dearest 7 bits" in text
    assert not faults(figure)
    figure, text = expectations.draw(heard)
    assert "once more" not in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 40 notes"):
        expectations.draw(Listened(np.zeros(41), np.ones(41), np.zeros((41, 37)), np.ones(41)))


def test_a_unit_beneath_a_tune_says_where_it_stands_off_the_beat():
    figure, text = expectations.draw_unit(unit=7)
    assert "how high unit 7 stands" in text and "at 0.5 after note 1, and from 0 to 0" in text
    assert not faults(figure)
    assert "stands at no note" in expectations.draw_unit(off=[0] * 4)[1]
    with pytest.raises(ValueError, match="a state of each, got 3"):
        expectations.draw_unit(states=[0] * 3)


def test_verse_growth_counts_the_words_that_were_read():
    figure, text = verse_growth.draw({"young": "zq the\nxx", "old": "the cow jumped over"})
    assert "young: 33% of the words are known" in text and "old: 100%" in text
    assert not faults(figure)
    long = verse_growth.lines_of("the " * 60, 2)
    assert len(long) == 2 and all(sum(len(w) + 1 for w, _ in row) <= 84 for row in long)
    with pytest.raises(ValueError, match="1 to 6"):
        verse_growth.draw({str(k): "the" for k in range(7)})
    patched = "the cow whipped them all soundlits\n\nand what dread hand"
    figure, text = verse_growth.draw({"old": patched}, poets=True)
    assert text.endswith("copied from nursery rhyme, Blake.") and not faults(figure)
    assert "copied from nobody" in verse_growth.draw({"young": "zq"}, poets=True)[1]


def test_what_was_practised_is_told_from_what_was_not():
    figure, text = practised.draw({3: 1.0, 4: 0.25}, longest=3)
    assert "3 notes 100%, 4 notes 25%" in text and not faults(figure)
    written = [words.get_text() for words in figure.axes[0].texts]
    assert "practised" in written and "never practised" in written
    assert not faults(practised.draw(longest=6)[0])
    with pytest.raises(ValueError, match="1 to 8 bars"):
        practised.draw({17: 1.0})


def test_guesses_are_shaded_and_what_came_has_a_box():
    figure, text = lit_letters.draw_guesses()
    assert "'t' 't' 50%, 'o' 'o' 75%, '?' ' ' 100%" in text and not faults(figure)
    with pytest.raises(ValueError, match="a guess more"):
        lit_letters.draw_guesses("to", lit_letters.GUESSED[:2])


def test_notes_that_come_again_are_counted_over_each_tune():
    tune = np.array([60, 62, 60, 64]), np.array([4, 4, 4, 4])
    figure, text = piano_rolls.draw({"one": tune}, again={"one": 8})
    assert "one: 25%: 4 notes" in text and "bars before in blue" in text and not faults(figure)


def test_lit_letters_say_after_which_letters_each_unit_stands_high():
    figure, text = lit_letters.draw()
    assert "place in the word: highest on average after 'd'" in text and not faults(figure)
    with pytest.raises(ValueError, match="a state for each"):
        lit_letters.draw("the cow", {"e": np.zeros(3)})
    units = {"e": np.array([0, 0, 1, 0]), "gap": np.array([0, 0, 0, 1])}
    figure, text = lit_letters.draw("the ", units)
    assert "e: highest on average after 'e'" in text and not faults(figure)
    assert "gap: highest on average after ' '" in text
    figure, text = lit_letters.draw("the ", units, {"truth": np.array([1, 0, 0, 0])})
    assert "truth: highest on average after 't'" in text and not faults(figure)
    with pytest.raises(ValueError, match="4 lines"):
        lit_letters.draw("a\nb\nc\nd\ne", {"e": np.zeros(9)})


def test_chord_prices_are_those_that_the_bench_kept():
    figure, text = chord_prices.draw()
    rows = (Path(__file__).parents[3] / "bench/polyphony.md").read_text(encoding="utf-8")
    kept = {row.split(" | ")[0].strip("| "): row.split(" | ") for row in rows.splitlines()}
    prices = chord_prices.PUBLISHED
    ours = prices["Bach's chorales"]["LSTM of this course"]
    assert ours == float(kept["jsb-rolls"][2]) == prices["Bach's chorales"]["LSTM, 2018"]
    for group in prices.values():  # in it alone the notes of a chord hear one another
        assert min(group, key=group.get) == "RNN-RBM, 2012"
    assert "Nats a chord" in text and "RNN-RBM, 2012 6.27." in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 14 bars"):
        chord_prices.draw({"set": {}})


def test_a_block_shows_skips_only_if_it_has_them():
    with_skips, without = wavenet_block.draw(), wavenet_block.draw(16, blocks=6, skips=False)
    assert "summed with the skips of all 3 blocks" in with_skips[1]
    assert "through two convolutions of length 1, to 65 levels, and to softmax." in without[1]
    assert "skip" not in without[1] and not faults(without[0]) and not faults(with_skips[0])


def test_four_numbers_are_dots_and_words_in_each_panel():
    rows = {"real": (1.0, 0.5, 0.25, 10.0), "cold": (0.9, 1.0, 0.5, 20.0)}
    figure, text = four_numbers.draw(rows, near=(0.03, 0.06, 0.06, 1.5))
    assert not faults(figure)
    assert "cold: in one scale 90%, one length 100%, repeats 50%, range 20.0." in text
    assert len(figure.axes[0].collections) == 4  # what counts as near
    five = {name: (*row, 4.0) for name, row in rows.items()}
    assert "bits a note 4.0" in four_numbers.draw(five)[1]
    for wrong in ({"one": (1, 2, 3)}, {str(n): (1, 1, 1, 1) for n in range(9)}):
        with pytest.raises(ValueError, match="1 to 8 rows"):
            four_numbers.draw(wrong)


def test_it_is_said_when_a_net_costs_less_than_counting():
    figure, text = told_curves.draw([8, 7, 5.5, 5], nothing=8.2, counting=6.0)
    assert "From update 3 on" in text and "from 8.0 to 5.0" in text and not faults(figure)
    assert "stays above both" in told_curves.draw([8, 7, 6.5])[1]
    with pytest.raises(ValueError, match="at least 3"):
        told_curves.draw([8, 7])


def test_who_strays_further_than_a_voice_that_does_not_swing():
    assert "off after 250 updates over 7 frames" in told_curves.draw_straying(updates=250)[1]
    figure, text = told_curves.draw_straying()
    assert "teacher forcing from 6 cents at frame 1 to 50 at the end, from 5 on worse" in text
    assert "scheduled sampling from 6 cents at frame 1 to 22 at the end." in text
    assert not faults(figure)
    swing = np.sin(2 * np.pi * np.arange(1000) / 50)
    assert pytest.approx(50 * np.sqrt(np.mean(swing**2)), abs=0.1) == told_curves.FLAT
    with pytest.raises(ValueError, match="1 or 2 singers"):
        told_curves.draw_straying(given=7)


def test_the_entropy_is_what_a_note_costs_on_average_if_the_net_is_right():
    figure, text = expected_surprise.draw()
    assert "the entropy, 1.75 bits. A comes: the surprise is 2 bits" in text and not faults(figure)
    assert "G G A G F G A E: mean surprise 1.75 bits, honest" in text
    assert "A G A F A G A E: mean surprise 2 bits, too sure" in text
    tunes = (("as it is", "EGEG"), ("another", "EEEE"))
    _, text = expected_surprise.draw((0.5, 0.5), names=("E", "G"), came="G", tunes=tunes)
    assert "another, E E E E: mean surprise 1 bits, honest" in text
    with pytest.raises(ValueError, match="sum to 1"):
        expected_surprise.draw((0.5, 0.25, 0.5))


def test_padding_counts_for_nothing_in_a_mean():
    figure, text = padded_tunes.draw()
    assert "10 bits over 6 notes count, 1.67 on average" in text and not faults(figure)
    assert "10 bits over 4 notes" in padded_tunes.draw([[1, 2, 9], [3, 4, 9]], (2, 2))[1]
    with pytest.raises(ValueError, match="two tunes"):
        padded_tunes.draw(lengths=(4, 5))


def test_half_of_the_levels_are_for_what_is_soft():
    figure, text = mu_law.draw()
    assert "5 of them up to 1/17 = 0.06, where the curve is at 0.5" in text and not faults(figure)
    with pytest.raises(ValueError, match="3 to 17 levels"):
        mu_law.draw(2)


def test_a_voice_hears_those_that_have_chosen():
    figure, text = voices_in_turn.draw()
    assert "C, F, G, A, no chord with a name" in text and not faults(figure)
    assert "C, F, A, F, a chord with a name" in text
    assert len(figure.axes[0].lines) == 2 + 3  # what has been sung, and over two or three boxes
    with pytest.raises(ValueError, match="two chords of four"):
        voices_in_turn.draw(voices_in_turn.APART[:3])


def test_the_unit_in_one_picture_draws_the_note_on_which_the_number_falls():
    figure, text = writing_loop.draw()
    assert "dice draw A" in text and "12.7  bars of long ago" in text and not faults(figure)
    assert "dice draw G" in writing_loop.draw(u=0.2)[1]
    with pytest.raises(ValueError, match="three chances"):
        writing_loop.draw((0.5, 0.5))


def test_what_comes_back_to_a_context_is_what_a_small_change_of_it_does():
    figure, text = contexts.draw_backward()
    assert "from the last to the first: 0.2, 0.25, and through h_0 0.05: together 0.5" in text
    assert not faults(figure)
    ends = [sum(contexts.states(np.tanh(c), c, 0.5, 2)[1:]) for c in (1 - 1e-6, 1 + 1e-6)]
    assert (ends[1] - ends[0]) / 2e-6 == pytest.approx(0.5, abs=0.005)
    with pytest.raises(ValueError, match="2 or 3 steps"):
        contexts.draw_backward(steps=4)


def test_what_comes_by_v_is_left_to_find_and_is_what_the_unit_answers():
    figure, asked = contexts.draw_backward(weight=-0.5, blank=True)
    assert "0.62, 0.48, and through h_0 ?: together ?." in asked and "−0.24" in asked
    assert not faults(figure)
    assert "and through h_0 −0.1: together 1." in contexts.draw_backward(weight=-0.5)[1]
    assert round(-0.24 * (1 - 0.76**2), 1) == -0.1
    worked = contexts.draw_backward()[1]
    assert "0.88, 0.89." in worked and "From state to state goes 0.1, 0.12" in worked
    assert round(1 - 0.89**2, 1) == 0.2


def test_the_same_note_leads_on_elsewhere_once_the_state_has_changed():
    figure, text = free_steps.draw()
    assert "G is heard with state 0: chances G 0.25, A 0.5, F 0.25; u = 0.4 picks A" in text
    assert "G is heard with state 1: chances G 0.25, A 0.25, F 0.5; u = 0.8 picks F" in text
    assert "A is heard with state 0: chances G 0.5" in text  # it has only now been heard
    assert not faults(figure)
    again = free_steps.draw((0.9, 0.9), first=1)[1]
    assert "A is heard with state 0" in again and "F is heard with state 1" in again
    with pytest.raises(ValueError, match="2 or 3 numbers"):
        free_steps.draw((0.5,))


def test_a_template_turned_to_the_key_fits_the_profile():
    figure, text = turned_template.draw()
    assert "D 0.25, G 0.5, B 0.25, the others 0" in text and not faults(figure)
    template = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
    profile = np.zeros(12)
    profile[[2, 7, 11]] = 0.25, 0.5, 0.25
    for key, said in ((0, "0.3;"), (7, "0.88.")):
        place = (np.arange(12) - key) % 12  # how far each note lies above the key-note
        score = np.corrcoef(profile, template[place])[0, 1]
        assert f"it scores {said}" in text and score == pytest.approx(float(said[:-1]), abs=0.005)
    assert "Turned to C" in turned_template.draw((60, 64, 67), (2, 1, 1), turns=(0, 7, 5))[1]
    for wrong in ({"turns": (0,)}, {"pitches": (60, 62)}):
        with pytest.raises(ValueError, match="turned_template"):
            turned_template.draw(**wrong)


def test_coins_say_where_the_truth_is_heard():
    figure, text = true_or_own.draw()
    assert "heard 62, 64, 66, 67, 69, 71, 72. 3 of its own, 1 of them wrong" in text
    assert 10 * np.exp(-2.3) == pytest.approx(1, abs=0.005)  # the odds of update 23
    assert "the share of truth is 0.5." in text and not faults(figure)
    assert "the share of truth is 0.91." in true_or_own.draw(i=0)[1]
    late = true_or_own.draw(i=9000)[1]
    assert "the share of truth is 0." in late and "7 of its own, 2 of them wrong" in late
    with pytest.raises(ValueError, match="a coin for all but the first"):
        true_or_own.draw(coins=(0.5,))


def test_the_slope_of_a_sample_comes_from_outputs_at_its_place_and_later():
    figure, text = causal_taps.draw_backward()
    assert "give 11, 11, 1, 1 in the sound" in text and not faults(figure)
    assert "heard by 1 outputs" in causal_taps.draw_backward(lit=-1)[1]
    figure, asked = causal_taps.draw_backward((1, 0, 1), (2, 1), dilation=1, lit=0, blank=True)
    assert "1 · 1 + 2 · 0 = ?" in asked and not faults(figure)
    answer = causal_taps.draw_backward((1, 0, 1), (2, 1), dilation=1)[1]
    assert "give 1, 2, 1 in the sound" in answer
    with pytest.raises(ValueError, match="3 to 8 slopes"):
        causal_taps.draw_backward((1, 1))


def test_a_reply_hears_what_both_have_played_before_it():
    figure, text = duet_lines.draw((67, 65, 64), (60, 62, 60))
    assert "at t = 1 arrows come from your 67 and its own 60." in text and not faults(figure)
    assert "at t = 2 arrows come from your 67, 65 and its own 60, 62." in text
    asked = [words for words in figure.axes[0].texts if words.get_text() == "?"]
    assert len(asked) == 4  # in each picture the net's note, and the one that you play meanwhile
    with pytest.raises(ValueError, match="three notes"):
        duet_lines.draw((67, 65), (60, 62))


def test_the_code_of_two_lines_is_the_same_in_all_keys_and_makes_octaves_with_its_other():
    figure, text = duet_lines.draw_code()
    assert "own 65, 67, 65 and other 72, 70, 69" in text and not faults(figure)
    assert text.endswith("the code is steps [2, −2], intervals [7, 3, 4].")
    figure, text = duet_lines.draw_code((67, 65, 64), (60, 62, 60), moved=3)
    assert "semitones up to it, −7, −3, −4." in text and not faults(figure)
    assert text.endswith("the code is steps [−2, −1], intervals [5, 9, 8].")
    with pytest.raises(ValueError, match="never on one pitch"):
        duet_lines.draw_code((60, 62, 60), (67, 62, 64))


def test_a_pair_that_never_came_has_its_alpha_over_the_sum_of_its_row():
    from dlaudio import mine

    figure, text = pair_table.draw("abaa", alpha=0.5, pair="bb")
    assert "(0 + 0.5) / 2 = 0.25 and costs 2 bits." in text and not faults(figure)
    numbers = np.array(["the".index(letter) for letter in "thethe"])
    table, bits = mine.bigram_bits(numbers, np.array([2, 2]), 3, 1)
    assert table[2, 2] == 0.25 and bits == 2
    said = pair_table.draw()[1]
    assert said.endswith("e after e, which came 0 times, has (0 + 1) / 4 = 0.25 and costs 2 bits.")
    with pytest.raises(ValueError, match="2 or 3 letters"):
        pair_table.draw("tune")


def test_a_bracket_keeps_the_half_in_which_the_temperature_lies():
    figure, text = halved_bracket.draw(((0, 1, 1, 2),), bits=1.5, bracket=(0.2, 1.8))
    assert text.endswith("Left after three halvings: 0.6 to 0.8.") and not faults(figure)
    assert halved_bracket.mean_entropy(((0, 1, 1, 2),), 0.77) == pytest.approx(1.5, abs=0.005)
    with pytest.raises(ValueError, match="with 2.5 bits between them"):
        halved_bracket.draw(bits=2.5)
