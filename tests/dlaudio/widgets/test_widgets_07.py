"""The demos of unit 7 say and play what librosa measures."""

import re
from itertools import product

import librosa
import numpy as np
import pytest

from dlaudio.widgets import mfcc_explorer, spectral_shape
from dlaudio.widgets.scene import render


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\.?\d*", text)]


@pytest.mark.parametrize("n_mels, n_mfcc", [(32, 13), (8, 40), (2, 1)])
def test_mfcc_explorer_rebuilds_what_librosa_rebuilds(n_mels, n_mfcc):
    figure, text, _ = mfcc_explorer.draw("six", n_mels, n_mfcc)
    S_db, smooth = mfcc_explorer.levels("six", n_mels, min(n_mfcc, n_mels))
    coefficients = librosa.feature.mfcc(S=S_db, n_mfcc=min(n_mfcc, n_mels))
    theirs = librosa.feature.inverse.mfcc_to_mel(coefficients, n_mels=n_mels)
    np.testing.assert_allclose(librosa.db_to_power(smooth), theirs, rtol=1e-4)
    error = float(re.search(r"error of ([\d.]+) dB", text).group(1))
    assert error == pytest.approx(np.sqrt(np.mean((S_db - smooth) ** 2)), abs=0.05)
    assert ("no more than bands" in text) == (n_mfcc > n_mels)
    assert len(figure.axes[2].lines) == 2


@pytest.mark.parametrize("sound", spectral_shape.SOUNDS)
def test_spectral_shape_agrees_with_librosa(sound):
    y = spectral_shape.make(sound)
    shape = {"n_fft": 1024, "hop_length": 256}
    S = np.abs(librosa.stft(y, pad_mode="constant", **shape))
    t = round(0.3 * (S.shape[1] - 1))
    text = spectral_shape.draw(sound, 30)[1].split("start: ")[1]
    centroid, spread, share, rolloff, flatness = numbers(text)
    feature = {"S": S, "sr": 22050}
    assert centroid == pytest.approx(librosa.feature.spectral_centroid(**feature)[0, t], abs=1)
    assert spread == pytest.approx(librosa.feature.spectral_bandwidth(**feature)[0, t], abs=1)
    assert rolloff == pytest.approx(librosa.feature.spectral_rolloff(**feature)[0, t], abs=22)
    assert flatness == pytest.approx(librosa.feature.spectral_flatness(S=S)[0, t], abs=0.006)
    assert share == 85


@pytest.mark.parametrize("module", [mfcc_explorer, spectral_shape])
def test_every_corner_can_be_drawn_and_heard(module):
    ends = [
        control.options if hasattr(control, "options") else (control.min, control.max)
        for control in module.CONTROLS.values()
    ]
    for setting in product(*ends):
        scene = render(module.draw, dict(zip(module.CONTROLS, setting, strict=True)), title="t")
        assert scene.sound and scene.image and "cannot be drawn" not in scene.text
