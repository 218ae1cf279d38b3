"""The demos of unit 6: what they draw and say is what happens."""

import re

import numpy as np
import pytest
from scipy.optimize import minimize

from dlaudio.widgets import optimiser_race, penalty_shapes


@pytest.mark.parametrize("valley", optimiser_race.VALLEYS)
def test_gradients_of_the_valleys_agree_with_differences(valley):
    loss, gradient, start, _ = optimiser_race.VALLEYS[valley]
    w, h = np.array(start) + 0.3, 1e-6
    measured = [(loss(w + e) - loss(w - e)) / (2 * h) for e in h * np.eye(2)]
    np.testing.assert_allclose(gradient(w), measured, rtol=1e-6)


def test_plain_descent_runs_as_written_by_hand():
    loss, gradient, start, _ = optimiser_race.VALLEYS["long and turned"]
    path, losses, lr = optimiser_race.race("long and turned")["SGD"]
    w = np.array(start)
    for k in range(5):
        np.testing.assert_allclose(path[k], w)
        assert losses[k] == pytest.approx(loss(w))
        w = w - lr * gradient(w)


def test_the_race_says_what_the_unit_says_of_it():
    end = {
        valley: {name: losses[-1] for name, (_, losses, _) in optimiser_race.race(valley).items()}
        for valley in optimiser_race.VALLEYS
    }
    long, turned = end["long"], end["long and turned"]
    assert long["momentum"] < long["SGD"] / 1000  # some thousand times lower
    assert long["Adagrad"] < 1e-20 and optimiser_race.race("long")["Adagrad"][1][10] < 1e-3
    assert optimiser_race.race("long")["RMSprop"][1].min() < 1e-6 < 1 < long["RMSprop"]
    assert min(long, key=long.get) == "Adagrad"  # "except in the long valley"
    assert min(turned["Adagrad"], turned["RMSprop"]) > 100 * turned["momentum"]
    for losses in end.values():
        assert losses["momentum"] < losses["Adam"] < losses["SGD"] * 1.1
    for valley in ("long and turned", "bent"):
        assert min(end[valley], key=end[valley].get) == "BFGS"


def test_race_shows_the_paths_up_to_the_step_and_says_the_losses():
    figure, text = optimiser_race.draw("bent", 20)
    runs = optimiser_race.race("bent")
    assert len(figure.axes) == 6 and "after 20 steps" in text
    np.testing.assert_array_equal(
        np.array(figure.axes[0].lines[0].get_data()).T, runs["SGD"][0][:21]
    )
    assert f"SGD {runs['SGD'][1][20]:.2g}" in text
    said = [float(x) for x in re.findall(r"[a-zA-Z] (\d[\d.e-]*)[,.] ?", text.split("Each")[0])]
    assert said == sorted(said)


def test_the_students_own_steps_walk_and_each_step_is_a_note():
    class Lazy:
        SGD = staticmethod(lambda parameters, lr, momentum=0.0: Lazy())

        def step(self):
            """Stay."""

    path = optimiser_race.run("SGD", "long", 0.1, kit=Lazy)
    assert path.shape == (61, 2) and np.ptp(path, axis=0).max() == 0
    player = optimiser_race.play("long", "SGD", "momentum")
    assert [name for name, _, _ in player.parts] == ["SGD", "momentum"]


@pytest.mark.parametrize("angle", [0, 20, 40, 65, 90])
@pytest.mark.parametrize("norm", [1, 2])
def test_best_point_within_the_budget_agrees_with_scipy(norm, angle):
    _, loss = penalty_shapes.bowl(angle, 2.0)
    room = {"type": "ineq", "fun": lambda w: 1.0 - (np.sum(w) if norm == 1 else np.sum(w**2))}
    # in the first quadrant, where all the answers lie, |w| is w
    found = minimize(loss, [0.3, 0.3], constraints=[room], bounds=[(0, 2)] * 2)
    np.testing.assert_allclose(penalty_shapes.best(norm, 1.0, angle, 2.0), found.x, atol=3e-3)


def test_diamond_has_corners_the_circle_has_not():
    figure, text = penalty_shapes.draw(20, 1.0, 2.0)
    assert "(1.00, 0.00) with L1" in text and "exactly 0" in text and "L2 no weight is 0" in text
    assert "no corner" in penalty_shapes.draw(45, 1.0, 2.0)[1]
    np.testing.assert_allclose(figure.axes[0].lines[1].get_data(), [[1], [0]], atol=1e-12)


def test_a_budget_that_is_large_enough_changes_nothing():
    lowest, _ = penalty_shapes.bowl(90, 2.0)
    for norm in (1, 2):
        np.testing.assert_allclose(penalty_shapes.best(norm, 2.4, 90, 2.0), lowest)


@pytest.mark.parametrize("angle", range(0, 91, 5))
@pytest.mark.parametrize("budget", [1.0, 1.9, 2.0, 2.1, 2.4])
def test_the_words_say_where_a_weight_is_0_and_where_the_lowest_loss_is_within_the_budget(
    angle, budget
):
    text, within = penalty_shapes.draw(angle, budget, 2.0)[1], "the lowest loss lies within"
    turn = np.deg2rad(angle)
    l1_within = 2 * (np.cos(turn) + np.sin(turn)) <= budget + 1e-9
    if l1_within:  # then in the disc as well, and no penalty has any say
        assert within in text and "corner" not in text and "no weight is 0" not in text
    elif budget >= 2:
        assert f"with L2 {within}" in text and "no weight is 0" not in text
    else:
        assert within not in text
        assert ("one weight is 0 too" in text) == np.isclose(text_of_l2(text), 0, atol=5e-3).any()


def text_of_l2(text: str) -> list[float]:
    """The two weights that the words say L2 has."""
    return [float(w) for w in re.findall(r"and \(([-\d.]+), ([-\d.]+)\)", text)[0]]
