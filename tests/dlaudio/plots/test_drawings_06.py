"""The drawings of unit 6: paths, bands over several starts, levels over layers, moved units."""

import numpy as np
import pytest
from legible import faults

from dlaudio.mine.standins import training
from dlaudio.plots.drawings import (
    batch_noise,
    dropout_masks,
    optimiser_paths,
    search_trials,
    seed_bands,
    signal_levels,
    unit_moves,
)


def test_paths_have_a_panel_each_and_one_for_the_losses():
    figure, words = optimiser_paths.draw("long", "SGD", "momentum")
    assert len(figure.axes) == 3 and not faults(figure)
    assert words.index("SGD") < words.index("momentum with the rate")
    with pytest.raises(ValueError, match="1 to 3"):
        optimiser_paths.draw("long")


def test_bands_go_from_the_lowest_run_to_the_highest():
    runs = {"one": [[3.0, 1.0], [5.0, 2.0]], "other": [[4.0, 4.0]]}
    figure, words = seed_bands.draw(runs)
    assert not faults(figure)
    assert "one ends at 1.5 (1 to 2)" in words
    np.testing.assert_allclose(figure.axes[0].lines[0].get_ydata(), [4, 1.5])
    with pytest.raises(ValueError, match="arrays"):
        seed_bands.draw({"flat": [1.0, 2.0]})


@pytest.mark.parametrize("seed", range(3))
def test_the_level_stays_with_hes_weights_and_is_halved_with_half_of_them(seed):
    weights = training.initial_weights
    assert 0.5 < signal_levels.levels(weights, 1.0, seed=seed)[-1] < 2
    half = signal_levels.levels(weights, 0.5, seed=seed) / signal_levels.levels(
        weights, 1.0, seed=seed
    )
    np.testing.assert_allclose(half, 0.5 ** np.arange(1, 11), rtol=1e-6)
    assert 0.7 < signal_levels.levels(weights, 1.0, "tanh", seed=seed)[-1] < 1.2
    figure, words = signal_levels.draw(weights)
    assert not faults(figure) and "0.5 times" in words


def test_units_move_further_with_dropout():
    sizes = [np.sqrt(np.mean(unit_moves.moves(p) ** 2)) for p in (0.0, 0.5)]
    assert sizes[1] > 1.2 * sizes[0]
    figure, words = unit_moves.draw(units=3)
    assert len(figure.axes) == 6 and "dropout 0.5" in words


def test_the_names_of_four_curves_stand_beside_them():
    figure, _ = seed_bands.draw({name: [[3.0, 1.0]] for name in "abcd"})
    assert not faults(figure) and figure.axes[0].get_legend() is None
    figure.canvas.draw()
    legend, axes = figure.legends[0].get_window_extent(), figure.axes[0].get_window_extent()
    assert legend.x0 > axes.x1


def test_the_lowest_point_of_a_curve_can_be_marked():
    runs = {"training": [[3.0, 2.0, 1.0]], "validation": [[3.0, 1.5, 2.5]]}
    figure, words = seed_bands.draw(runs, log=True, lowest="validation")
    assert not faults(figure) and "validation is lowest at epoch 2" in words
    with pytest.raises(ValueError, match="no curve 'test'"):
        seed_bands.draw(runs, lowest="test")


def test_a_mask_and_its_opposite_make_on_average_the_sum_of_use():
    figure, words = dropout_masks.draw()
    assert not faults(figure)
    assert "2·1 + 2·2 = 6" in words and "2·3 + 2·2 = 10" in words and "1 + 3 + 2 + 2 = 8" in words
    assert "4·5 = 20" in dropout_masks.draw((5, 1, 1), masks=((1, 0, 0), (0, 0, 0)), p=0.75)[1]
    with pytest.raises(ValueError, match="two masks"):
        dropout_masks.draw(masks=((1, 0),))
    with pytest.raises(ValueError, match="0 <= p < 1"):
        dropout_masks.draw(p=1)


def test_trials_are_points_over_each_setting():
    figure, words = search_trials.draw()
    assert not faults(figure) and len(figure.axes) == 3
    assert "best has 97% right with a rate of 0.01, the worst 55%" in words
    with pytest.raises(ValueError, match="four numbers"):
        search_trials.draw([(0.5, 0.1)])


def test_the_noise_of_a_batch_is_drawn_with_its_numbers():
    figure, words = batch_noise.draw((1, 4), (3.0, 1.5))
    assert not faults(figure) and "3 for 1, 1.5 for 4" in words
    with pytest.raises(ValueError, match="a noise for each size"):
        batch_noise.draw((1, 4), (3.0,))
