"""The drawings of unit 10: what a window misses, a cliff in the loss, layers over each other."""

import numpy as np
import pytest
from legible import faults

from dlaudio.generation import canon, singer
from dlaudio.plots.drawings import (
    cliff,
    cut_windows,
    eigen_mixture,
    forgotten_frames,
    four_wirings,
    notes_in_time,
    round_voices,
    stacked_nets,
    sung_rolls,
    through_time,
)


def test_the_slope_of_the_cliff_is_that_of_small_changes():
    w = np.array([1.3, 1.62, 2.1])
    _, slope = cliff.loss_and_slope(w, 30)
    more, less = (cliff.loss_and_slope(w + step, 30)[0] for step in (1e-6, -1e-6))
    np.testing.assert_allclose(slope, (more - less) / 2e-6, rtol=1e-4)


def test_clipped_the_update_leads_into_the_valley_and_else_far_away():
    _, words = cliff.draw()
    assert "the update leads to w = 270" in words and "the loss is almost 0" in words
    _, gentle = cliff.draw(20, 0.05)
    assert "after 20 steps" in gentle and "clipped to 1: to w = 1.65" in gentle
    with pytest.raises(ValueError, match="up to 0.5, got 50 and 2.0"):
        cliff.draw(rate=2.0)


def test_a_state_of_the_stack_hears_of_all_inputs_up_to_its_own():
    _, words = stacked_nets.draw(3, 5, 2)
    assert "3 recurrent layers over 5 steps" in words and words.endswith("of inputs 1 to 2.")
    with pytest.raises(ValueError, match="one of them lit, got 2, 4 and 5"):
        stacked_nets.draw(2, 4, 5)


def test_each_window_has_the_step_after_it_as_its_target():
    _, words = cut_windows.draw()
    assert words.endswith("window 1 is 1, 2 and its target 3; window 2 is 2, 3 and its target 4.")
    with pytest.raises(ValueError, match="got 4 numbers and windows of 4"):
        cut_windows.draw(length=4)


def test_the_four_wirings_say_where_something_goes_in_and_comes_out():
    _, words = four_wirings.draw()
    assert "N-1 (low or high?) has 5 inputs, at steps 1 to 5 and one output, at step 5" in words
    assert "1-N (a sound, told in words) has one input, at step 1 and 5 outputs" in words
    with pytest.raises(ValueError, match="3 to 5 steps, got 6"):
        four_wirings.draw(6)


def test_the_window_ends_before_the_answer():
    _, words = forgotten_frames.draw(12, 5)
    assert words.startswith("Two sequences of 13 frames") and "of the last 5 frames" in words
    with pytest.raises(ValueError, match="a window in it, got 6 and 7"):
        forgotten_frames.draw(6, 7)


def test_the_two_cs_lead_to_different_notes_once_the_net_has_learnt():
    (first, second), shares = notes_in_time.learnt(20)[0][:2], notes_in_time.learnt(20)[1]
    assert np.abs(first - second).max() > 0.5
    assert [int(row.argmax()) for row in shares] == list(notes_in_time.NOTES[1:])
    figure, text = notes_in_time.draw(0)
    costs = -np.log(notes_in_time.learnt(0)[1][range(4), notes_in_time.NOTES[1:]])
    assert f"mean cost is {costs.mean():.2f}" in text and not faults(figure)
    with pytest.raises(ValueError, match="0 or more"):
        notes_in_time.draw(-1)


def test_the_parts_of_a_mixture_add_up_to_the_state_and_each_keeps_its_direction():
    h0, W = np.array([1.0, 3.0]), np.array([[0.8, 0.1], [0.3, 0.6]])
    values, parts, factors = eigen_mixture.parts_of(h0, W, 3)
    np.testing.assert_allclose(values, [0.9, 0.5])
    for t in range(4):
        np.testing.assert_allclose(factors[t] @ parts, h0 @ np.linalg.matrix_power(W, t))
    np.testing.assert_allclose(parts @ W, values[:, None] * parts)
    figure, text = eigen_mixture.draw()
    assert "after 3 steps 1.94, 0.98" in text and not faults(figure)
    for W in (((0.8, 0.1), (-0.3, 0.6)), ((1.1, 0), (0, 0.5)), ((0.9, 0), (0, 0.5))):
        with pytest.raises(ValueError, match="between 0 and 1, a mixture"):
            eigen_mixture.draw((1, 0), W)


def test_each_voice_of_the_drawing_comes_a_bar_later_and_its_mistakes_are_told():
    song, lines = singer.notes(canon.ROUND), np.full((4, 48 + 18), canon.HOLD)
    for voice, line in enumerate(lines):
        line[6 * voice :][:48] = song
    lines[2, 12] = 4  # its first note
    figure, text = round_voices.draw(lines)
    assert not faults(figure) and "from step 6 on, with 0 wrong" in text
    assert "from step 12 on, with 1 wrong steps" in text
    for wrong in (lines[0], lines[:1], np.repeat(lines, 2, axis=0)):
        with pytest.raises(ValueError, match="2 to 4 voices"):
            round_voices.draw(wrong)


def test_one_pass_of_the_loop_back_is_lit():
    figure, text = through_time.draw(lit=3)
    assert text.endswith("Step 3 is lit, from h3 back to h2.") and not faults(figure)
    assert "lit" not in through_time.draw()[1]
    with pytest.raises(ValueError, match="steps 1 to 3 to light, got 4"):
        through_time.draw(lit=4)


def test_what_is_not_the_song_is_vermilion():
    song, sung = singer.notes("c - d e"), singer.notes("c - e -")
    assert sung_rolls.wrong_steps(sung, song).tolist() == [False, False, True, True]
    late = singer.notes("- c d e")  # a hold before the first note sounds nothing
    assert sung_rolls.wrong_steps(late, song).tolist() == [True, True, False, False]
    held = singer.notes("d - d e")  # the right sign, but another note sounds
    assert sung_rolls.wrong_steps(held, song).tolist() == [True, True, False, False]
    figure, text = sung_rolls.draw({"one": sung, "two": late, "three": song}, song, bar=2)
    assert text.endswith("one, 2 steps wrong; two, 2 steps wrong; three, 0 steps wrong.")
    assert not faults(figure)
    with pytest.raises(ValueError, match="as long as the song, 4, got"):
        sung_rolls.draw({"one": sung[:3]}, song)
