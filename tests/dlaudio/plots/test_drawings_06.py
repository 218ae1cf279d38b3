"""The drawings of unit 6: paths, bands over several starts, levels over layers, moved units."""

import numpy as np
import pytest
from legible import faults

from dlaudio.mine.standins import training
from dlaudio.plots.drawings import optimiser_paths, seed_bands, signal_levels, unit_moves


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
