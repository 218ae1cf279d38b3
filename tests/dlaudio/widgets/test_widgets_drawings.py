"""Drawings that move: the window of a convolution, the steps of an LSTM cell, a query."""

import numpy as np
import pytest

from dlaudio.widgets import attention_query, cell_at_work, channel_steps, lstm_steps, window_steps
from dlaudio.widgets.controls import Slider
from dlaudio.widgets.scene import render


def first(module) -> dict:
    return {name: control.value for name, control in module.CONTROLS.items()}


@pytest.mark.parametrize("module", [attention_query, channel_steps, lstm_steps, window_steps])
def test_every_end_of_every_control_draws_and_changes_the_text(module):
    texts = {module.draw(**first(module))[1]}
    for name, control in module.CONTROLS.items():
        ends = (control.min, control.max) if isinstance(control, Slider) else control.options
        for end in set(ends) - {control.value}:
            figure, text = module.draw(**first(module) | {name: end})
            assert figure.axes and text not in texts
            texts.add(text)


def test_the_window_goes_row_by_row_and_begins_again_after_the_last_place():
    for place, cell in [(1, "−1"), (5, "2"), (9, "1")]:
        text = window_steps.draw(place, 1, 0, 1)[1]
        assert text.startswith(f"Place {place} of 9") and f"= {cell}. kernel" in text
    for place, begins in [(10, "Place 1 of 9, round 2."), (25, "Place 7 of 9, round 3.")]:
        assert window_steps.draw(place, 1, 0, 1)[1].startswith(begins)
    assert window_steps.draw(25, 2, 0, 1)[1].startswith("Place 1 of 4, round 7.")
    assert window_steps.draw(25, 1, 1, 1)[1].startswith("Place 25 of 25. ")


def test_the_filter_that_is_chosen_makes_the_lit_cell():
    for place, chosen, cell in [(2, 0, "10 + 9 = 19"), (6, 1, "12 + 10 = 22")]:
        figure, text = channel_steps.draw(place, chosen)
        assert text.startswith(f"Place {place} of 6, filter {chosen}: {cell}. weight (out, in")
        assert f"2 channels and filter {chosen}. channel 0 (4 × 5): 2, 3" in figure.get_label()


def test_the_picture_has_all_numbers_in_words_and_the_text_below_it_only_the_sum():
    scene = render(window_steps.draw, first(window_steps), title="t")
    assert 'alt="A window on an image. input (5 × 5): 1, 0, 2' in scene.image
    assert "input (5" not in scene.text and scene.text.startswith("Place 5 of 9. 3·1 + 1·0")


def test_the_step_that_is_lit_is_the_last_that_is_told():
    texts = {
        step: lstm_steps.draw(step, 0.8, 0.5, -0.6, 0.7)[1] for step in lstm_steps.lstm_cell.STEPS
    }
    assert all("0.8 × (−0.72) = −0.576" in text for text in texts.values())
    assert "Read:" in texts["read"] and "Read:" not in texts["add"]
    assert texts["forget"].startswith("f = 0.8, i = 0.5, g = −0.6, o = 0.7.")


def test_the_demo_begins_where_the_story_stands_and_open_and_shut_keep_the_note():
    text = lstm_steps.draw(**first(lstm_steps))[1]
    assert "0.1 × (−0.72)" in text and "Read:" in text
    for candidate in (-1.0, 0.3, 1.0):
        assert "= −0.72. Read:" in lstm_steps.draw("all", 1.0, 0.0, candidate, 0.8)[1]


def test_the_key_that_fits_best_is_lit_and_a_query_of_length_0_asks_all_alike():
    for angle in (0, 90, 180):
        turn = np.deg2rad(angle)
        best = (np.array(attention_query.attention.KEYS) @ [np.cos(turn), np.sin(turn)]).argmax()
        assert f"score {best}:" in attention_query.draw(angle, 2.0)[1]
    assert "weights (4 × 1): 0.25; 0.25; 0.25; 0.25" in attention_query.draw(30, 0.0)[1]


def test_the_cell_at_work_has_the_numbers_of_its_trace_at_every_note():
    found = cell_at_work.trace()
    for note in (1, 2, 29, 56):
        figure, text, player = cell_at_work.draw(note)
        assert text.startswith(f"Note {note} of 56") and figure.axes
        kept = found["f"][note - 1] * (found["c"][note - 2] if note > 1 else 0)
        assert abs(kept) < 0.01 or "Forget: the gate multiplies what was there. 1 ×" in text
    assert "A major" in cell_at_work.draw(1)[1] and "A minor" in cell_at_work.draw(29)[1]
    short, long = (cell_at_work.draw(note)[2].wav for note in (1, 20))
    assert len(short) < len(long)
