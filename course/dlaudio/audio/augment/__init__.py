"""Data augmentation: more examples, by changes that leave the label as it is.

Every function draws from `rng` and returns a new array of the dtype of the old one. Those on
samples take one channel, y of shape (n,); those on spectrograms any (..., frequency, frame).
"""

from dlaudio.audio.augment.samples import gain, noise, time_shift
from dlaudio.audio.augment.spectrograms import frequency_mask, stretch, tilt, time_mask

__all__ = ["frequency_mask", "gain", "noise", "stretch", "tilt", "time_mask", "time_shift"]
