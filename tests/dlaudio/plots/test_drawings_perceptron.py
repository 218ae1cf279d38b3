"""The drawings of unit 1 show what is computed, and refuse what they cannot show."""

import numpy as np
import pytest

from dlaudio.plots.drawings import (
    caught_inside,
    detector,
    drum_net,
    folded_square,
    hiss_balance,
    line_and_normal,
    line_offsets,
    novikoff,
    one_line_shares,
    terraces,
    truth_squares,
    two_laws,
    update_strip,
    weighted_sum,
)


def test_the_sum_decides_the_label():
    assert (
        "−7 + 16 − 6 = 3, above 0, so the label is +1" in weighted_sum.draw((4, 2), (-7, 4, -3))[1]
    )
    assert "= 0, not above 0, so the label is −1" in weighted_sum.draw((1, 1), (-2, 1, 1))[1]


def test_a_balance_is_counted_on_either_side_of_its_limit():
    assert "96 of 96 sevens above it, 94 of 96 fives below" in hiss_balance.draw("seven", "five")[1]
    assert "2 of 96 fives above it, 0 of 96 sevens below" in hiss_balance.draw()[1]


def test_the_two_laws_leave_no_place_from_the_25th_step_on():
    text = two_laws.draw((25, 26, 36))[1]
    assert "after 25 within 25 m and at least 25 m north: she is in the cap between" in text
    assert (
        text.count("there is no such place") == 2 and "within 30 m and at least 36 m north" in text
    )


def test_the_caught_point_is_found_and_only_where_there_is_one():
    corners = [(0.0, 0.0), (4.0, 0.0), (0.0, 4.0)]
    X, y = np.array([*corners, (9, 9), (1, 1), (2, 1)]), np.array([1, 1, 1, 1, -1, -1])
    inside, three, shares = caught_inside.find(X, y)
    assert inside.tolist() == [1, 1] and np.allclose(shares @ three, inside)
    assert caught_inside.find(X[:4], y[:4]) == (None, None, None)
    away = X + np.array([[20, 0]]) * (y < 0)[:, None]
    assert caught_inside.find(away, y) == (None, None, None)
    assert "of three recordings of seven" in caught_inside.draw()[1]


def test_a_bar_for_each_number_of_inputs():
    assert "104 of 256 with 3, 1,882 of 65,536 with 4." in one_line_shares.draw()[1]
    assert "14 of 16 with 2." in one_line_shares.draw({2: 14})[1]


def test_three_clouds_without_a_line():
    text = line_offsets.draw_hits()[1]
    assert all(f"{kind} around" in text for kind in ("closed hat", "open hat", "snare"))


def test_the_walk_along_the_normal_says_the_scores_at_its_ends():
    text = line_and_normal.draw((-10, 3, 4), (5, 5))[1]
    assert "−10 at the origin, 0 on the line and 25 at x" in text and "forwards" in text
    assert "backwards" in line_and_normal.draw((4, -1, 2), (3, -2))[1]
    with pytest.raises(ValueError, match="off"):
        line_and_normal.draw((0, 1, 1), (1, 1))


def test_the_farther_line_leaves_less_for_the_weights():
    text = line_offsets.draw()[1]
    assert (
        "open hat: the line is 0.04 from the origin, with 0.141 of room, its bias is 0.04" in text
    )
    assert (
        "closed hat: the line is 3.6 from the origin, with 0.123 of room, its bias is 0.96" in text
    )
    assert "its weights are 0.999 long" in text and "its weights are 0.268 long" in text
    assert "0.123 × 0.268 = 0.033" in text and "0.141 × 0.999 = 0.140" in text


def test_right_weights_have_no_strip():
    with pytest.raises(ValueError, match="mistake"):
        update_strip.draw(w=(0, 1, 2))


def test_the_squeeze_names_the_crossing_and_refuses_a_judge_that_errs():
    X, y = np.array([[1.0], [-1.0]]), np.array([1, -1])
    path = np.array([[0, 0], [1, 1], [0, 2]])
    text = novikoff.draw(X, y, path, (0, 3))[1]
    assert "R = 1.41" in text and "γ = 1.000" in text and "cross at 2;" in text
    with pytest.raises(ValueError, match="judge"):
        novikoff.draw(X, y, path, (0, -3))


def test_the_terraces_are_four_times_the_mistakes():
    X, y = np.array([[1.0], [2.0], [3.0]]), np.array([-1, 1, 1])
    assert terraces.sse([[-1.5, 1.0], [-2.5, 1.0], [1.0, 0.0]], X, y).tolist() == [0, 4, 4]


def test_fourteen_squares_have_a_line():
    from scipy.optimize import linprog

    corners = np.insert(truth_squares.CORNERS, 0, 1, axis=1)
    for table in truth_squares.NAMES:
        below = -(2 * np.array(table) - 1)[:, None] * corners
        found = linprog(np.zeros(3), A_ub=below, b_ub=-np.ones(4), bounds=(None, None)).status == 0
        assert (truth_squares.line_for(table) is not None) == found


def test_beats_as_squares_name_the_steps_that_are_struck():
    text = truth_squares.draw_beats({"x.x.": [1, 0, 1, 0], "...x": [0, 0, 0, 1]})[1]
    assert "x.x.: 00, 10; ...x: 11." in text
    for beats in ({}, {"x.x": [1, 0, 1]}):
        with pytest.raises(ValueError, match="one to five beats of four steps"):
            truth_squares.draw_beats(beats)


def test_a_detector_fires_for_its_own_input():
    assert "are −0.5, 0.5, −1.5, −0.5, −1.5, −0.5, −2.5, −1.5" in detector.draw((0, 0, 1))[1]
    with pytest.raises(ValueError, match="three inputs"):
        detector.draw((1, 2, 0))


def test_the_square_is_folded_where_the_hidden_units_agree():
    assert "01 and 10 at (1, 0)" in folded_square.draw()[1]
    text = folded_square.draw(((-0.5, 1, 1), (-0.5, 1, 1)), (-0.5, 1, 0))[1]
    assert "01 and 10 and 11 at (1, 1)" in text and "3 of 4 right" in text
    with pytest.raises(ValueError, match=r"\(2, 3\)"):
        folded_square.draw(((1, 1),), (1, 1, 1))


def test_the_kick_is_called_by_the_unit_that_knows_the_step():
    text = drum_net.draw(step=8)[1]
    assert (
        "score −0.5, 0.5, −0.5, the output 0.5: kick" in text
        and "it strikes 0, 8, 10: every step is as wanted." in text
    )
    assert "the output −0.5: silence" in drum_net.draw(step=3)[1]
    deaf = (*drum_net.KICK[:3], -1.5)
    text = drum_net.draw(deaf, 8, wanted=np.eye(16)[8])[1]
    assert text.endswith("it strikes none: 1 missing, 0 too many. Steps that are not as wanted: 8.")
    with pytest.raises(ValueError, match="1 to 5"):
        drum_net.draw((np.zeros((4, 6)), np.zeros(6), np.zeros(6), 0))
