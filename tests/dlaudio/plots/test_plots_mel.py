"""A mel spectrogram's picture: bands stand at the frequencies written beside them."""

import numpy as np
import pytest

from dlaudio import audio, plots


def test_a_tone_lies_beside_its_tick():
    sr, hop = 16000, 256
    y = audio.tone(1000, sr=sr, duration=0.5)
    S = audio.melspectrogram(y, sr=sr, hop_length=hop, n_mels=60, fmin=50)
    ax = plots.mel_spectrogram(audio.power_to_db(S), sr=sr, hop_length=hop, fmin=50, title="tone")
    labels = [text.get_text() for text in ax.get_yticklabels()]
    place = ax.get_yticks()[labels.index("1,000")]
    assert labels == ["250", "500", "1,000", "2,000", "4,000"]  # 8 kHz is the outer edge
    assert abs(place - S[:, 8].argmax()) < 0.6
    left, right, low, high = ax.images[0].get_extent()
    assert (low, high) == (-0.5, 59.5)
    assert right - left == pytest.approx(S.shape[1] * hop / sr) and left == -hop / sr / 2


@pytest.mark.parametrize(
    "S_db, sr, words",
    [(np.zeros(9), 8000, r"\(9,\)"), (np.zeros((9, 9)), 0, "sr and hop_length above 0, got 0")],
)
def test_what_is_no_picture_is_refused(S_db, sr, words):
    with pytest.raises(ValueError, match=words):
        plots.mel_spectrogram(S_db, sr=sr, hop_length=64)
