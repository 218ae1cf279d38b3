"""Walking down a landscape, and hearing a curve: what steps and notes must be."""

import numpy as np
import pytest

from dlaudio import audio
from dlaudio.descent import descend, trial_and_error
from dlaudio.descent.searches import guess, stumble


def test_descent_on_a_parabola_is_a_geometric_row():
    path = descend(lambda w: 2 * w, [3.0], lr=0.4, steps=5)
    np.testing.assert_allclose(path[:, 0], 3 * 0.2 ** np.arange(6))


def test_descent_finds_the_minimum_that_scipy_finds():
    from scipy.optimize import minimize, rosen, rosen_der

    path = descend(rosen_der, [-0.5, 0.7], lr=1e-3, steps=40_000)
    np.testing.assert_allclose(path[-1], minimize(rosen, [-0.5, 0.7], tol=1e-10).x, atol=1e-3)


def test_descent_keeps_the_start_as_it_was_and_may_take_no_step():
    start = np.array([1.0, 2.0])
    np.testing.assert_array_equal(descend(lambda w: w, start, lr=1, steps=0), [start])
    descend(lambda w: w, start, lr=1, steps=3)
    np.testing.assert_array_equal(start, [1, 2])


def test_too_large_a_rate_grows_without_a_warning():
    assert not np.isfinite(descend(lambda w: w**3, [9.0], lr=1, steps=20)[-1, 0])


@pytest.mark.parametrize("start, lr, steps", [(1.0, 1, 1), ([1.0], 0, 1), ([1.0], 1, -1)])
def test_descent_refuses_in_words(start, lr, steps):
    with pytest.raises(ValueError, match="descend needs a start"):
        descend(lambda w: w, start, lr=lr, steps=steps)


def test_trial_and_error_keeps_what_is_better_and_nothing_else():
    proposals = iter([3, 5, 3, 8, 1])  # better, worse, as good, worse, better

    def model(w):
        return lambda x: w * x

    asked = []
    w, history = trial_and_error(
        D=2,
        M=model,
        J=lambda D, model: model(D),
        w0=4,
        modify=lambda w: asked.append(w) or next(proposals),
        stop=lambda history: len(history) == 6,
    )
    assert (w, history) == (1, [8, 6, 6, 6, 6, 2])
    assert asked == [4, 3, 3, 3, 3]


def test_trial_and_error_may_stop_before_the_first_trial():
    def never(w):
        raise AssertionError("nothing is to be tried")

    J = trial_and_error(None, lambda w: w, lambda D, w: w, 7, never, lambda history: True)
    assert J == (7, [7])


def pitches(y, n, sr):
    """The strongest frequency of each of n equally long notes, from their spectra."""
    spectra = np.abs(np.fft.rfft(y.reshape(n, -1), n=2**16, axis=1))
    return spectra.argmax(axis=1) * sr / 2**16


def test_equal_steps_of_a_curve_are_equal_intervals():
    y = audio.melody([0, 2, 1, 4], sr=8000, duration=0.25, fmin=200, fmax=800)
    assert y.shape == (8000,) and np.abs(y).max() == pytest.approx(0.3)
    np.testing.assert_allclose(pitches(y, 4, 8000), 200 * 2 ** np.array([0, 1, 0.5, 2]), rtol=0.01)


def test_values_beyond_the_limits_are_played_at_the_limits():
    values = [-9, 5, np.inf, np.nan, -np.inf]
    y = audio.melody(values, sr=8000, duration=0.25, fmin=200, fmax=800, vmin=0, vmax=1)
    np.testing.assert_allclose(pitches(y, 5, 8000), [200, 800, 800, 800, 200], rtol=0.01)


def test_a_flat_curve_is_one_low_note_again_and_again():
    y = audio.melody([3, 3], sr=8000, duration=0.25, fmin=200, fmax=800)
    np.testing.assert_allclose(pitches(y, 2, 8000), 200, rtol=0.01)


@pytest.mark.parametrize("values", [[], [np.nan], [[1, 2]]])
def test_a_melody_of_nothing_is_refused(values):
    with pytest.raises(ValueError, match="melody needs values"):
        audio.melody(values, sr=8000)


def test_guessing_and_stumbling_keep_the_best_and_ask_no_more_than_they_may():
    asked = []

    def loss(w):
        asked.append(w.copy())
        return float(w @ w)

    for search in (
        lambda rng: guess(loss, 3, calls=40, rng=rng),
        lambda rng: stumble(loss, np.ones(3), spread=0.3, calls=40, rng=rng),
    ):
        asked.clear()
        path = search(np.random.default_rng(0))
        assert len(asked) == 40 and path.shape == (40, 3)
        for k in (0, 7, 39):
            best = min(asked[: k + 1], key=lambda w: w @ w)
            np.testing.assert_array_equal(path[k], best)


def test_stumbling_begins_at_the_start_and_keeps_what_is_no_worse():
    start = np.array([1.0, 2.0])
    path = stumble(lambda w: 0.0, start, spread=0.1, calls=5, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(path[0], start)
    assert len(np.unique(path, axis=0)) == 5
    np.testing.assert_array_equal(start, [1, 2])
