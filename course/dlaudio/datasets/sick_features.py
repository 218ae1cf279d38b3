"""One word in mel bands, as it should be and with a fault in the chain that made it."""

import numpy as np

FAULTS = ("as it should be", "picture 1", "picture 2", "picture 3", "picture 4", "picture 5")


def sick_features() -> dict[str, np.ndarray]:
    """Six pictures (bands, frames) of a six: levels in dB, except where that is the fault."""
    from dlaudio import audio, datasets

    words = datasets.load("spoken-digits").where(labels="six")
    y, sr = words.audio[0], words.sr

    def bands(n_fft=256, n_mels=32, window="hann", hop_length=64):
        shape = {"n_fft": n_fft, "hop_length": hop_length, "window": window}
        power = np.abs(audio.stft(y, **shape)) ** 2
        return audio.mel_filterbank(sr=sr, n_fft=n_fft, n_mels=n_mels, fmin=60) @ power

    def levels(power):
        return np.maximum(10 * np.log10(np.maximum(power, 1e-10) / power.max()), -60)

    right = levels(bands())
    return dict(
        zip(
            FAULTS,
            [
                right,
                bands() / bands().max(),  # no logarithm
                levels(bands(n_fft=2048)),  # frames of a quarter of a second
                levels(bands(n_fft=128, n_mels=96)),  # more bands than there are bins
                right - right.max(axis=0),  # each frame by its own loudest band
                right[::-1],  # bands from high to low
            ],
            strict=True,
        )
    )
