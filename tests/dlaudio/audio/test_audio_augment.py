"""Augmentation: exact signal-to-noise ratios, every shift, masks that are bands."""

import numpy as np
import pytest

from dlaudio.audio import augment, tone


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def db(y, noise):
    return 10 * np.log10(np.sum(y**2) / np.sum(noise**2))


@pytest.mark.parametrize("snr_db", [-20, 0, 7.5, 60])
def test_the_ratio_of_signal_to_noise_is_exact(snr_db, rng):
    y = 0.3 * np.sin(np.arange(4000) / 7)
    background = rng.uniform(-1, 1, 9000) ** 3
    for options in ({}, {"background": background}):
        noisy = augment.noise(y, snr_db=snr_db, rng=rng, **options)
        assert db(y, noisy - y) == pytest.approx(snr_db, abs=1e-9)
    quiet = y.astype("f")
    noisy = augment.noise(quiet, snr_db=snr_db, rng=rng)
    assert noisy.dtype == np.float32
    assert db(y, noisy.astype(float) - quiet) == pytest.approx(snr_db, abs=0.01)


def test_the_background_is_cut_somewhere_and_not_changed(rng):
    background = np.arange(1.0, 101)
    y = np.ones(10)
    firsts = set()
    for _ in range(20):
        added = augment.noise(y, snr_db=0, rng=rng, background=background) - y
        piece = added / (added[1] - added[0])  # its samples are one apart again
        assert np.diff(piece) == pytest.approx(np.ones(9))
        assert 1 - 1e-6 <= piece[0] <= 91 + 1e-6
        firsts.add(round(piece[0]))
    assert len(firsts) > 5


def test_gain_stays_within_its_limits_and_is_in_db(rng):
    y = tone(440, sr=8000, duration=0.1)
    gains = [20 * np.log10(np.max(augment.gain(y, rng=rng, low_db=-6, high_db=3)) / np.max(y))
             for _ in range(200)]  # fmt: skip
    assert -6.001 <= min(gains) < -5 and 2 < max(gains) <= 3.001
    assert augment.gain(y, rng=rng).dtype == np.float32
    assert augment.gain(np.ones(2), rng=rng, low_db=20, high_db=20) == pytest.approx([10, 10])


def test_every_shift_occurs_and_zeros_come_in(rng):
    y = np.arange(1.0, 6)
    expected = {
        (3, 4, 5, 0, 0), (2, 3, 4, 5, 0), (1, 2, 3, 4, 5), (0, 1, 2, 3, 4), (0, 0, 1, 2, 3),
    }  # fmt: skip
    shifts = [augment.time_shift(y, max_shift=2, rng=rng) for _ in range(200)]
    assert {tuple(shifted) for shifted in shifts} == expected
    assert np.array_equal(augment.time_shift(y, max_shift=0, rng=rng), y)


@pytest.mark.parametrize(("mask", "axis"), [("time_mask", -1), ("frequency_mask", -2)])
def test_masks_are_bands_of_every_allowed_width_for_each_example(mask, axis, rng):
    S = rng.uniform(1, 2, (300, 5, 5)).astype("f")
    masked = getattr(augment, mask)(S, max_width=3, rng=rng, fill=-7)
    assert masked.dtype == np.float32 and S.min() >= 1
    hidden = masked == -7
    assert np.array_equal(masked[~hidden], S[~hidden])
    other = -1 if axis == -2 else -2
    assert np.array_equal(hidden.all(axis=other), hidden.any(axis=other))
    lines = hidden.all(axis=other)
    assert set(lines.sum(axis=1)) == {0, 1, 2, 3}
    edges = np.abs(np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(int), axis=1)).sum(axis=1)
    assert set(edges) == {0, 2}  # in one piece
    assert lines.any(axis=0).all()  # which may be anywhere
    assert getattr(augment, mask)(S[0], max_width=3, rng=rng).shape == (5, 5)


def test_a_stretched_ramp_is_a_ramp_with_another_slope_and_start(rng):
    S = np.broadcast_to(np.arange(20.0), (300, 3, 20)).astype("f")
    moved = augment.stretch(S, max_stretch=0.3, max_shift=4, rng=rng, fill=-9)
    assert moved.dtype == np.float32
    rates, shifts = [], []
    for example in moved:
        assert np.array_equal(example, np.broadcast_to(example[0], (3, 20)))  # all bands alike
        inside = np.flatnonzero(example[0] >= 0)
        assert np.ptp(inside) == len(inside) - 1  # in one piece
        slope, start = np.polyfit(inside, example[0, inside], 1)
        assert example[0, inside] == pytest.approx(start + slope * inside, abs=1e-4)
        rates.append(np.log(slope))
        shifts.append(-start / slope)
    for found, limit in ((rates, 0.3), (shifts, 4)):
        assert (
            -limit - 1e-3 <= min(found) < -0.9 * limit and 0.9 * limit < max(found) < limit + 1e-3
        )
    same = augment.stretch(S, max_stretch=0, max_shift=0, rng=rng)
    assert same == pytest.approx(S, abs=1e-5)


def test_a_tilt_adds_a_line_over_frequency_and_nothing_over_time(rng):
    S = rng.uniform(size=(200, 5, 4))
    added = augment.tilt(S, max_tilt=0.5, rng=rng) - S
    assert added == pytest.approx(np.broadcast_to(added[..., :1], added.shape))
    assert added[:, 2] == pytest.approx(0, abs=1e-12)
    assert np.diff(added[..., 0], 2) == pytest.approx(0, abs=1e-12)  # straight
    ends = added[:, -1, 0]
    assert -0.5 <= ends.min() < -0.45 and 0.45 < ends.max() <= 0.5


def test_errors_say_what_was_needed_and_what_came(rng):
    wrong = [
        ("but y is zero", lambda: augment.noise(np.zeros(5), snr_db=3, rng=rng)),
        ("piece of background is zero",
         lambda: augment.noise(np.ones(5), snr_db=3, rng=rng, background=np.zeros(9))),
        ("at least 5 samples, got 4",
         lambda: augment.noise(np.ones(5), snr_db=3, rng=rng, background=np.ones(4))),
        ("at most the 5 samples of y, got 6",
         lambda: augment.time_shift(np.ones(5), max_shift=6, rng=rng)),
        ("at most 4, got 5", lambda: augment.time_mask(np.ones((3, 4)), max_width=5, rng=rng)),
        (r"\(..., frequency, frame\), got \(4,\)",
         lambda: augment.time_mask(np.ones(4), max_width=2, rng=rng)),
        ("at least 2 frames, got 1",
         lambda: augment.stretch(np.ones((3, 1)), max_stretch=0, max_shift=1, rng=rng)),
        (r"stretch needs S of shape \(..., frequency, frame\), got \(4,\)",
         lambda: augment.stretch(np.ones(4), max_stretch=0, max_shift=1, rng=rng)),
        ("max_tilt must be a number at least 0, got -1",
         lambda: augment.tilt(np.ones((3, 4)), max_tilt=-1, rng=rng)),
        ("high_db must be a number at least 3, got 2",
         lambda: augment.gain(np.ones(4), rng=rng, low_db=3, high_db=2)),
    ]  # fmt: skip
    for message, call in wrong:
        with pytest.raises(ValueError, match=message):
            call()
