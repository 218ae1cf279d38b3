"""Peaks and F-measure against SciPy, and the two demos of unit 9."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.signal import find_peaks

from dlaudio.onsets import f_measure, pick_peaks
from dlaudio.widgets import feature_maps, onset_threshold


def test_peaks_are_those_of_scipy():
    novelty = np.random.default_rng(0).random(200)
    expected, _ = find_peaks(novelty, height=0.6)
    np.testing.assert_array_equal(pick_peaks(novelty, threshold=0.6, wait=1), expected)
    kept = pick_peaks(novelty, threshold=0.6, wait=6)
    assert np.diff(kept).min() >= 6 and kept[0] == expected[0] and set(kept) < set(expected)


def test_novelty_has_one_axis():
    with pytest.raises(ValueError, match=r"\(frames,\), got \(2, 2\)"):
        pick_peaks(np.zeros((2, 2)), threshold=0.5, wait=1)


@pytest.mark.parametrize("seed", range(20))
def test_matching_is_the_best_there_is(seed):
    rng = np.random.default_rng(seed)
    found, truth = (np.sort(rng.uniform(0, 1.5, n)) for n in (14, 11))
    near = np.abs(np.subtract.outer(found, truth)) <= 0.05
    hits = near[linear_sum_assignment(near, maximize=True)].sum()
    shuffled = rng.permutation(truth), rng.permutation(found)
    f, precision, recall = f_measure(*shuffled)
    assert (precision, recall) == pytest.approx((hits / 14, hits / 11))
    assert f == pytest.approx(2 * precision * recall / (precision + recall))
    assert f_measure(truth, []) == f_measure([], found) == (0, 0, 0)


def test_f_measure_by_hand_and_its_limits():
    assert f_measure([1.0, 2.0], [1.0, 1.05, 3.0], window=0.07).f == pytest.approx(0.4)
    assert f_measure([1.0], [1.07], window=0.07) == (1, 1, 1)
    two_for_one = f_measure([1.0], [0.97, 1.03, 4.0])
    assert two_for_one.precision == pytest.approx(1 / 3) and two_for_one.recall == 1
    for wrong in ([[1.0]], [np.nan]):
        with pytest.raises(ValueError, match="reference times of shape"):
            f_measure(wrong, [1.0])
    with pytest.raises(ValueError, match="at least 0 s, got -1"):
        f_measure([1.0], [1.0], window=-1)


def test_a_threshold_that_is_too_high_finds_nothing():
    assert "0 onsets found" not in onset_threshold.draw(0.1, 5, 0.02)[1]
    y, truth = onset_threshold.loop(0.0)
    f = [f_measure(truth, pick_peaks(onset_threshold.rise(y), threshold=t, wait=5) * 0.01).f
         for t in (0.1, 5.0)]  # fmt: skip
    assert f[0] > 0.8 and f[1] == 0
    assert np.abs(onset_threshold.with_clicks(y, truth)).max() <= 1


def test_feature_maps_are_the_layers_of_the_network():
    shapes = [feature_maps.maps("six", layer).shape for layer in feature_maps.LAYERS]
    assert shapes == [(8, 16, 16)] * 2 + [(8, 8, 8)] + [(16, 8, 8)] * 2 + [(16, 4, 4)]
    bend = feature_maps.maps("six", "bend 1")
    np.testing.assert_allclose(bend, np.maximum(feature_maps.maps("six", "convolution 1"), 0))
    figure, text, _ = feature_maps.draw("six", "pool 2")
    assert len(figure.axes) == 17 and "16 maps of 4 by 4" in text
